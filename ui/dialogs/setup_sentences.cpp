#include "dialogs/setup_sentences.h"

#include "widgets/texts.h"
#include "workbench/session.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

namespace scepter::ui {

namespace {

class Sentences {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::Sentences)
};

QString workspaceSentence(const SetupDraft& draft) {
    return draft.newFolder
               ? Sentences::tr("The workspace will be the file %1; its folder is made too.")
                     .arg(draft.path)
               : Sentences::tr("The workspace will be the file %1.").arg(draft.path);
}

QString passphraseSentence(const SetupDraft& draft) {
    return draft.passphrase
               ? Sentences::tr("It opens with the passphrase that you keep. Without it, nobody can "
                               "open the workspace.")
               : Sentences::tr("It opens by itself, with a random passphrase in the key file %1, "
                               "which only you can read.")
                     .arg(draft.path + QStringLiteral(".key"));
}

QString caSentence(const SetupDraft& draft) {
    switch (draft.source) {
    case SetupDraft::Source::Create:
        return Sentences::tr("A new CA, %1, with a key of %2, will be valid for %n year(s).",
                             nullptr, draft.years)
            .arg(draft.subject, keyText(draft.key));
    case SetupDraft::Source::OutsideRoot:
        return Sentences::tr("A key of %2 is made for the CA %1, and a CSR that your root signs. "
                             "Until its certificate is installed, nothing can be issued.")
            .arg(draft.subject, keyText(draft.key));
    case SetupDraft::Source::Import:
        break;
    }
    if (!draft.found) return {};
    const auto& certificate = draft.found->ca.certificate;
    return Sentences::tr("The CA %1, with a key of %2 and valid until %3, is taken over with its "
                         "key.")
        .arg(text(certificate.subject().toDisplayText()), text(certificate.publicKey().toText()),
             QLocale().toString(toDateTime(certificate.notAfter()).date(), QLocale::ShortFormat));
}

QString raSentence(const SetupDraft& draft) {
    if (!draft.withRa) return Sentences::tr("The CA itself reads the messages of clients.");
    if (draft.source == SetupDraft::Source::OutsideRoot)
        return Sentences::tr("An RA reads the messages of clients; it is made when the CA "
                             "certificate is installed.");
    return Sentences::tr("An RA with a key of RSA 2048 reads the messages of clients.");
}

QString urlOf(const SetupDraft& draft) {
    const QString address = QString::fromStdString(draft.responder.address);
    return QStringLiteral("http://%1:%2")
        .arg(address.contains(QLatin1Char(':')) ? QLatin1Char('[') + address + QLatin1Char(']')
                                                : address)
        .arg(draft.responder.port);
}

void addEnrolling(QList<SetupSentence>& sentences, const SetupDraft& draft) {
    const auto& endpoints = draft.endpoints;
    if (endpoints.code)
        sentences.append({Icon::Code, Tone::Neutral,
                          Sentences::tr("Whoever has a one-time code gets a certificate at "
                                        "/scep.")});
    if (endpoints.manual)
        sentences.append({Icon::Approve, Tone::Neutral,
                          Sentences::tr("Whoever asks at /scep/manual waits until you approve "
                                        "it.")});
    if (endpoints.staticSecret)
        sentences.append({Icon::Warning, Tone::Warning,
                          Sentences::tr("Whoever knows the static challenge gets a certificate for "
                                        "any name at /scep/static, until you bind it to names.")});
    if (!takesEncryptedRequests(draft))
        sentences.append({Icon::Warning, Tone::Warning,
                          endpoints.staticSecret
                              ? Sentences::tr("Codes and approval will be of no use: the CA has an "
                                              "EC key and no RA.")
                              : Sentences::tr("Nobody can enroll: the CA has an EC key and no "
                                              "RA.")});
}

} // namespace

QList<SetupSentence> sentencesOf(const SetupDraft& draft) {
    QList<SetupSentence> sentences{
        {Icon::Workspace, Tone::Neutral, workspaceSentence(draft)},
        {Icon::Key, Tone::Neutral, passphraseSentence(draft)},
        {Icon::Authority, Tone::Neutral, caSentence(draft)},
        {Icon::User, Tone::Neutral, raSentence(draft)},
    };
    if (draft.findPort)
        sentences.append({Icon::Server, Tone::Neutral,
                          Sentences::tr("The responder listens on this machine only, at the first "
                                        "free port from %1 on.")
                              .arg(draft.responder.port)});
    else if (workbench::isLoopback(draft.responder.address))
        sentences.append({Icon::Server, Tone::Neutral,
                          Sentences::tr("The responder listens at %1, on this machine only.")
                              .arg(urlOf(draft))});
    else
        sentences.append({Icon::Exposed, Tone::Warning,
                          Sentences::tr("The responder listens at %1. Exposed: other machines can "
                                        "reach it.")
                              .arg(urlOf(draft))});
    addEnrolling(sentences, draft);
    return sentences;
}

} // namespace scepter::ui
