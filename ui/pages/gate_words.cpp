#include "pages/gate_words.h"

#include "asn1/oids.h"
#include "widgets/constraint_words.h"
#include "widgets/texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace scepter::ui {

namespace {

using challenge::Gate;
using challenge::GateKind;

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::GateWords)
};

QString need(const Gate& gate) {
    switch (gate.kind()) {
    case GateKind::Static:
        return Words::tr("a static challenge of gate “%1” (challengePassword).")
            .arg(text(gate.name));
    case GateKind::Code:
        return Words::tr("a one-time code, minted on the Challenges page.");
    case GateKind::Webhook:
        return Words::tr("what %1 takes as a challenge.").arg(placeWords(gate));
    case GateKind::Intune:
        return Words::tr("the challenge that Intune gave to the device with its SCEP profile.");
    case GateKind::Token:
        return Words::tr("a signed token (JWT) as challenge.");
    case GateKind::Command:
        return Words::tr("what %1 takes as a challenge.").arg(placeWords(gate));
    }
    return {};
}

/// Whether this kind itself knows all challenges that are right.
bool ownsChallenge(const Gate& gate) {
    return gate.kind() == GateKind::Static || gate.kind() == GateKind::Code ||
           gate.kind() == GateKind::Intune || gate.kind() == GateKind::Token;
}

QString subjectOpenTo(const authority::Template& recipe) {
    switch (recipe.subjectPolicy) {
    case authority::SubjectPolicy::Copy:
        return Words::tr("Any subject.");
    case authority::SubjectPolicy::Restrict: {
        QStringList names;
        for (const asn1::Oid& attribute : recipe.subjectAttributes)
            names.append(attributeWords(attribute));
        return Words::tr("Any subject of: %1.").arg(names.join(QStringLiteral(", ")));
    }
    case authority::SubjectPolicy::Override:
        return Words::tr("The subject %1, with any values in it.").arg(text(recipe.subjectPattern));
    }
    return {};
}

QString namesOpenTo(const authority::Template& recipe) {
    QStringList names;
    switch (recipe.sanPolicy) {
    case authority::SanPolicy::Copy:
        return Words::tr("Any DNS name, e-mail address, IP address and user principal name.");
    case authority::SanPolicy::Restrict:
        for (const pki::GeneralNameType type : recipe.sanTypes)
            names.append(sanTypeWords(type));
        break;
    case authority::SanPolicy::Override:
        for (const std::string& pattern : recipe.sanPatterns)
            names.append(text(pattern));
        return Words::tr("The names %1, with any values in them.")
            .arg(names.join(QStringLiteral(", ")));
    case authority::SanPolicy::Drop:
        break;
    }
    return names.isEmpty()
               ? Words::tr("No alternative names.")
               : Words::tr("Any of these names: %1.").arg(names.join(QStringLiteral(", ")));
}

QString purposeWords(const asn1::Oid& usage) {
    if (usage == asn1::oids::kEkuClientAuth) return Words::tr("client authentication");
    if (usage == asn1::oids::kEkuServerAuth) return Words::tr("server authentication");
    return text(pki::extendedKeyUsageName(usage));
}

QString purposesOpenTo(const authority::Template& recipe) {
    if (recipe.extendedKeyUsagePolicy == authority::UsagePolicy::FromRequest &&
        recipe.extendedKeyUsageAnyFromRequest)
        return Words::tr("A certificate for any purpose.");
    if (recipe.extendedKeyUsage.empty()) return Words::tr("A certificate without a purpose.");
    QStringList names;
    for (const asn1::Oid& usage : recipe.extendedKeyUsage)
        names.append(purposeWords(usage));
    return Words::tr("A certificate for %1.").arg(names.join(QStringLiteral(", ")));
}

} // namespace

QString kindLine(GateKind kind) {
    switch (kind) {
    case GateKind::Static:
        return Words::tr("Static challenge: one text for all clients, for older ones and profiles");
    case GateKind::Code:
        return Words::tr("One-time codes: each is good for so many requests");
    case GateKind::Webhook:
        return Words::tr("Webhook: a service of yours is asked about each request");
    case GateKind::Intune:
        return Words::tr("Intune: Microsoft checks the challenge that it gave to the device");
    case GateKind::Token:
        return Words::tr("Signed token: the challenge is a JWT of somebody whose key you have");
    case GateKind::Command:
        return Words::tr("Program: a program on this machine decides");
    }
    return {};
}

QString kindHelp(GateKind kind) {
    switch (kind) {
    case GateKind::Static:
        return Words::tr("One text for all clients, as older clients and profiles need it.");
    case GateKind::Code:
        return Words::tr(
            "Codes are minted on the Challenges page; each is good for so many requests.");
    case GateKind::Webhook:
        return Words::tr("A service is asked about each request while the device waits.");
    case GateKind::Intune:
        return Words::tr("Microsoft Intune is asked whether the challenge belongs to the device "
                         "and the request is what was agreed, and it is told the outcome.");
    case GateKind::Token:
        return Words::tr("The challenge is a signed token (JWT). Its claims may say what the "
                         "request has to be like; nobody is asked.");
    case GateKind::Command:
        return Words::tr("The program gets the request (PEM) as its input and what is known of it "
                         "in its environment. It allows by ending with 0.");
    }
    return {};
}

Icon kindIcon(GateKind kind) {
    switch (kind) {
    case GateKind::Static:
        return Icon::Pin;
    case GateKind::Code:
        return Icon::Code;
    case GateKind::Webhook:
        return Icon::Network;
    case GateKind::Intune:
        return Icon::Server;
    case GateKind::Token:
        return Icon::Key;
    case GateKind::Command:
        return Icon::Command;
    }
    return Icon::Info;
}

QString placeWords(const Gate& gate) {
    switch (gate.kind()) {
    case GateKind::Static:
        return Words::tr("the same text for all clients");
    case GateKind::Code:
        return Words::tr("minted in this workspace");
    case GateKind::Token:
        return Words::tr("asks nobody");
    case GateKind::Intune: {
        const auto& intune = std::get<challenge::IntuneGate>(gate.settings);
        return intune.tenant.empty() ? Words::tr("no tenant yet")
                                     : Words::tr("tenant %1").arg(text(intune.tenant));
    }
    case GateKind::Webhook:
    case GateKind::Command:
        break;
    }
    const QString place = text(challenge::askedPlace(gate));
    if (!place.isEmpty()) return place;
    return gate.kind() == GateKind::Webhook ? Words::tr("no URL yet") : Words::tr("no program yet");
}

QStringList clientNeeds(const enrollment::EndpointSettings& settings) {
    if (settings.gates.empty()) return {Words::tr("nothing; no challenge is needed.")};
    QStringList needs;
    for (const Gate& gate : settings.gates)
        if (const QString one = need(gate); !needs.contains(one)) needs.append(one);
    return needs;
}

QString contradiction(const enrollment::EndpointSettings& settings) {
    if (settings.gateRule == challenge::GateRule::Any) return {};
    const Gate* first = nullptr;
    for (const Gate& gate : settings.gates) {
        if (!ownsChallenge(gate)) continue;
        if (first == nullptr) {
            first = &gate;
        } else if (first->kind() != gate.kind()) {
            return Words::tr("A client sends one challenge: it cannot be right for “%1” and for "
                             "“%2”. Let one that allows be enough, or remove one of them.")
                .arg(text(first->name), text(gate.name));
        }
    }
    return {};
}

QStringList openTo(const authority::Template& recipe, bool vouchesForSid) {
    QStringList all{subjectOpenTo(recipe), namesOpenTo(recipe), purposesOpenTo(recipe)};
    if (vouchesForSid)
        all.append(Words::tr("The SID of any account, which lets it sign in to Windows as that "
                             "account."));
    return all;
}

} // namespace scepter::ui
