// Constraints in words.
#pragma once

#include "challenge/constraints.h"

#include <QList>
#include <QString>

namespace scepter::ui {

/// "Any request.", or one sentence that says what a request has to be like.
QString constraintsSentence(const challenge::Constraints& constraints);

/// For lists: "any", or the rules about as the command line takes them: "CN=kiosk-*, dns:*.lab".
QString constraintsShort(const challenge::Constraints& constraints);

struct ConstraintFact {
    QString name;
    QString rule;

    bool operator==(const ConstraintFact&) const = default;
};
/// One line for each rule; none for an empty value.
QList<ConstraintFact> constraintFacts(const challenge::Constraints& constraints);

/// "common name (CN)"; short name or dotted text for what has no words.
QString attributeWords(const asn1::Oid& attribute);
/// "DNS name", "e-mail address", ...
QString sanTypeWords(pki::GeneralNameType type);
/// "RSA", "EC P-256", ...
QString keyTypeWords(pki::KeyType type);

} // namespace scepter::ui
