// The options by which codes and endpoints are bound to what a request may ask for.
#pragma once

#include "challenge/constraints.h"

#include <CLI/CLI.hpp>

#include <QJsonObject>

#include <string>
#include <vector>

namespace scepter::app {

/// As given; what was not given stays as it is.
struct ConstraintArguments {
    std::vector<std::string> subjects;
    std::vector<std::string> sans;
    bool anyAttribute = false;
    bool anySan = false;
    std::vector<std::string> keyTypes;
    unsigned minRsaBits = 0;
    std::string keyUsage;
    std::vector<std::string> extendedKeyUsage;
};

void addConstraintOptions(CLI::App* command, ConstraintArguments& arguments);

/// Subjects and SANs are added, the others replaced. Who is bound to a subject or SANs gets no
/// others beside them, unless asked for. InvalidArgument.
Result<void> applyConstraints(const ConstraintArguments& arguments,
                              challenge::Constraints& constraints);

/// Members only for what is limited.
QJsonObject toJson(const challenge::Constraints& constraints);
/// One line: "subject CN=kiosk-*; SAN dns:*.lab.example; keys rsa, ec:p256"; "none" for none.
std::string constraintsText(const challenge::Constraints& constraints);

} // namespace scepter::app
