#include "dialogs/setup_import_form.h"

#include "base/encoding.h"
#include "dialogs/setup_page.h"
#include "errors/problem.h"
#include "shell/desktop.h"
#include "widgets/field_list.h"
#include "widgets/secret_edit.h"
#include "widgets/texts.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace scepter::ui {

SetupImportForm::SetupImportForm(const Theme& theme, Desktop& desktop, const Clock& clock,
                                 QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_desktop(desktop)
    , m_clock(clock)
    , m_file(new QLineEdit(this))
    , m_keyFile(new QLineEdit(this))
    , m_chainFile(new QLineEdit(this))
    , m_passphrase(new QLineEdit(this))
    , m_note(new InlineNote(theme, QStringLiteral("setupImportNote"), this))
    , m_facts(new FieldList(theme, this))
    , m_question(this, [this](const Answer& answer) { showAnswer(answer); }) {
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    addFile(form, tr("CA &file (PKCS#12, or PEM certificate):"), m_file,
            QStringLiteral("setupImportFile"));
    addFile(form, tr("&Key file, if it is apart:"), m_keyFile, QStringLiteral("setupImportKey"));
    addFile(form, tr("C&hain file, if it is apart:"), m_chainFile,
            QStringLiteral("setupImportChain"));
    m_passphrase->setObjectName(QStringLiteral("setupImportPassphrase"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    form->addRow(tr("&Passphrase of the key, if it has one:"), m_passphrase);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(m_note);
    form->addRow(m_facts);
    m_facts->setObjectName(QStringLiteral("setupImportFacts"));
    m_facts->hide();
    connect(m_passphrase, &QLineEdit::textEdited, this, [this] { read(); });
}

void SetupImportForm::addFile(QFormLayout* form, const QString& label, QLineEdit* field,
                              const QString& name) {
    field->setObjectName(name);
    auto* browse = new QPushButton(tr("Browse…"), this);
    browse->setObjectName(name + QStringLiteral("Browse"));
    browse->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(field, 1);
    row->addWidget(browse);
    auto* caption = new QLabel(label, this);
    caption->setBuddy(field);
    QString spoken = label;
    spoken.remove(QLatin1Char('&'));
    field->setAccessibleName(spoken);
    browse->setAccessibleName(tr("Browse: %1").arg(spoken));
    form->addRow(caption, row);
    connect(field, &QLineEdit::textEdited, this, [this] { read(); });
    connect(browse, &QPushButton::clicked, this, [this, field] {
        m_desktop.chooseOpenFile(this, tr("Import a CA"),
                                 {tr("Certificates and keys (*.p12 *.pfx *.pem *.crt *.cer *.key)"),
                                  tr("All files (*)")},
                                 [this, field](const QString& path) {
                                     field->setText(path);
                                     read();
                                 });
    });
}

void SetupImportForm::read() {
    m_found.reset();
    m_facts->hide();
    m_question.drop();
    const workbench::CaFiles files{wholePath(m_file->text()).toStdString(),
                                   wholePath(m_keyFile->text()).toStdString(),
                                   wholePath(m_chainFile->text()).toStdString()};
    if (files.file.empty()) {
        m_note->say(Tone::Neutral, {}, m_file);
        Q_EMIT changed();
        return;
    }
    m_note->say(Tone::Pending, tr("Reading…"));
    auto passphrase = sharedSecretOf(*m_passphrase);
    m_question.ask([files, passphrase, now = m_clock.now()]() -> Answer {
        SCEPTER_TRY(found, workbench::readCaFiles(files, passphrase->view(), now));
        return std::make_shared<const workbench::FoundCa>(std::move(found));
    });
    Q_EMIT changed();
}

QString SetupImportForm::errorText(const Error& error) const {
    if (error.code == ErrorCode::PassphraseWrong && m_passphrase->text().isEmpty())
        return tr("The key is protected: give its passphrase.");
    if (error.code == ErrorCode::PassphraseWrong)
        return tr("The passphrase does not open the key.");
    if (error.code == ErrorCode::KeyMalformed && m_keyFile->text().isEmpty())
        return tr("There is no private key in the file. Name the file that holds it, or choose a "
                  "PKCS#12 file.");
    if (error.code == ErrorCode::KeyMismatch)
        return tr("The key does not belong to a certificate of the file. Choose the key that was "
                  "made for this CA certificate.");
    if (error.code == ErrorCode::Pkcs12Malformed && m_keyFile->text().isEmpty())
        return tr("The file is neither PEM nor PKCS#12 with a key and its certificate, or it is "
                  "damaged. Export the CA again, or choose another file.");
    if (error.code == ErrorCode::ChainUntrusted)
        return tr("The certificates above this CA do not make a chain. Add the missing ones as a "
                  "chain file.");
    const Problem problem = problemOf(error, m_clock.now());
    QStringList parts{problem.summary, problem.why, problem.action};
    if (!problem.why.isEmpty() && !problem.why.endsWith(QLatin1Char('.')))
        parts[1] += QLatin1Char('.');
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

void SetupImportForm::showAnswer(const Answer& answer) {
    if (answer) {
        m_found = *answer;
        m_note->say(Tone::Ok, tr("This CA can be taken over."), m_file);
        showFound(**answer);
    } else {
        const bool isPassphrase = answer.error().code == ErrorCode::PassphraseWrong;
        m_note->say(isPassphrase && m_passphrase->text().isEmpty() ? Tone::Info : Tone::Error,
                    errorText(answer.error()), isPassphrase ? m_passphrase : m_file);
    }
    Q_EMIT changed();
}

void SetupImportForm::showFound(const workbench::FoundCa& found) {
    const auto& certificate = found.ca.certificate;
    m_facts->clear();
    m_facts->add({.name = tr("Subject"), .value = text(certificate.subject().toDisplayText())});
    m_facts->add(
        {.name = tr("Key"),
         .value =
             tr("%1, belongs to the certificate").arg(text(certificate.publicKey().toText()))});
    m_facts->add(
        {.name = tr("Valid from"), .value = absoluteTime(certificate.notBefore(), QLocale())});
    m_facts->add({.name = tr("Valid until"),
                  .value = tr("%1, %2").arg(absoluteTime(certificate.notAfter(), QLocale()),
                                            relativeTime(certificate.notAfter(), m_clock.now()))});
    QStringList chain;
    for (const auto& above : found.chain)
        chain.append(text(above.subject().toDisplayText()));
    m_facts->add({.name = tr("Chain"),
                  .value = chain.isEmpty()
                               ? (certificate.isSelfIssued()
                                      ? tr("none: it is a root of its own")
                                      : tr("not in the files: %1 has issued it")
                                            .arg(text(certificate.issuer().toDisplayText())))
                               : chain.join(QLatin1Char('\n'))});
    const QString print = text(toHex(certificate.fingerprint())).toUpper();
    m_facts->add({.name = tr("SHA-256 fingerprint"), .value = print, .monospace = true});
    m_facts->show();
}

QString SetupImportForm::blocked() const {
    if (m_found) return {};
    if (m_file->text().trimmed().isEmpty()) return tr("Choose the file of the CA.");
    if (m_question.isOpen()) return tr("Reading the files…");
    return m_note->text();
}

void SetupImportForm::wipe() {
    m_passphrase->clear();
}

} // namespace scepter::ui
