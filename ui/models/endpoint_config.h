// Endpoints, templates and authorities as they are stored, at one moment.
#pragma once

#include "authority/template.h"
#include "base/secret.h"
#include "enrollment/endpoint.h"
#include "workbench/workbench.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace scepter::ui {

/// An endpoint with what is to be said about it.
struct EndpointRow {
    enrollment::EndpointSettings settings;
    std::string authority;          ///< its name
    std::vector<std::string> notes; ///< problems and warnings
    bool unusable = false;          ///< among the notes is a problem

    bool operator==(const EndpointRow&) const = default;
};

struct AuthorityName {
    std::int64_t id = 0;
    std::string name;

    bool operator==(const AuthorityName&) const = default;
};

struct EndpointConfig {
    std::vector<EndpointRow> endpoints;
    std::vector<authority::Template> templates;
    std::vector<AuthorityName> authorities;

    [[nodiscard]] const EndpointRow* endpoint(std::int64_t id) const;
    [[nodiscard]] const authority::Template* recipe(const std::string& name) const;
    [[nodiscard]] std::string authorityName(std::int64_t id) const; ///< empty: unknown
    /// Names of the endpoints that issue by a template.
    [[nodiscard]] std::vector<std::string> usersOf(const std::string& recipe) const;
};

/// Reads all of it; not for a GUI thread.
Result<EndpointConfig> readEndpointConfig(workbench::Workbench& workbench);

/// One setting in words.
struct SettingText {
    QString name;
    QString value;

    bool operator==(const SettingText&) const = default;
};
/// Every setting, always in the same order.
using SettingTexts = QList<SettingText>;

SettingTexts settingTexts(const enrollment::EndpointSettings& settings,
                          const EndpointConfig& config);
SettingTexts settingTexts(const authority::Template& recipe);
/// Of one gate; gates of one kind have the same names.
SettingTexts settingTexts(const challenge::Gate& gate);
/// "Path: /scep → /scep2", for every setting that differs.
QStringList changesBetween(const SettingTexts& before, const SettingTexts& after);
/// The gates, their order and their rule: "Gate “webhook”: URL: … → …".
QStringList gateChanges(const enrollment::EndpointSettings& before,
                        const enrollment::EndpointSettings& after);
/// "The secrets of gate “webhook”", for each gate whose secrets differ.
QStringList secretChanges(const std::vector<challenge::GateSecret>& before,
                          const std::vector<challenge::GateSecret>& after);
/// Whether these are the same, in whatever order.
bool sameSecrets(const std::vector<challenge::GateSecret>& a,
                 const std::vector<challenge::GateSecret>& b);
std::vector<challenge::GateSecret> cloned(const std::vector<challenge::GateSecret>& secrets);

/// What kind of challenge; nothing: none.
QString challengeWords(std::optional<challenge::GateKind> kind);
/// "One-time codes", "Static challenge + Webhook"
QString gatesWords(const enrollment::EndpointSettings& settings);
QString ruleWords(challenge::GateRule rule);
QString dialectWords(challenge::WebhookDialect dialect);
QString authorizationWords(challenge::AskAuthorization authorization);
QString approvalWords(enrollment::Approval approval);
QString subjectPolicyWords(authority::SubjectPolicy policy);
QString sanPolicyWords(authority::SanPolicy policy);
QString usagePolicyWords(authority::UsagePolicy policy);
QString presetWords(const std::string& name);
/// "RSA 2048 to 4096", "EC P-256".
QString keyRuleWords(const authority::KeyRule& rule);
QString keyWords(const std::vector<authority::KeyRule>& rules);

/// An error's own words as a sentence.
QString sentenceOf(const std::string& detail);
/// What is wrong with one value, in a sentence; empty when nothing is.
QString nameProblem(const std::string& name);
QString pathProblem(const std::string& path);

} // namespace scepter::ui
