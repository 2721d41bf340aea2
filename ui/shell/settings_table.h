// Every setting that the operator can change: one typed table.
#pragma once

#include "widgets/texts.h"

#include <QList>
#include <QString>
#include <QVariant>

#include <optional>
#include <vector>

class QSettings;

namespace scepter::ui {

/// In the order of the settings page. Some have no rows of the table, but a view of their own.
enum class SettingCategory {
    General,
    Responder,
    Limits,
    Accounts,
    Authority,
    Certificates,
    Capture,
    Appearance,
    Security,
    Shortcuts,
    Storage,
    About
};

/// Whose it is: this user's window, or everybody's who opens the workspace.
enum class SettingScope { Window, Workspace };

enum class SettingType {
    Switch,  ///< bool
    Number,  ///< int, from `least` to `most`
    Choice,  ///< QString, one of `choices`
    Address, ///< QString, where to listen
    Text,    ///< QString, checked by what it is for
    File     ///< QString, a path or empty
};

/// When a change is felt.
enum class SettingEffect { AtOnce, ResponderRestart, ProgramRestart };

struct SettingChoice {
    QString value;
    QString label;
};

struct Setting {
    QString key; ///< in QSettings "appearance/colors", in the workspace "responder.port"
    SettingCategory category = SettingCategory::General;
    SettingScope scope = SettingScope::Window;
    SettingType type = SettingType::Text;
    SettingEffect effect = SettingEffect::AtOnce;
    QVariant standard; ///< of the type's own type
    int least = 0;
    int most = 0;
    QString unit = {}; ///< " days"
    QString zero = {}; ///< what 0 means, where it is no number
    QList<SettingChoice> choices = {};
    QString label = {};
    QString help = {};
};

/// All, in the operator's language.
std::vector<Setting> allSettings();
std::optional<Setting> settingOf(const QString& key);
QString categoryName(SettingCategory category);

/// The value in the setting's own type; nothing when it cannot be one. Settings files hold numbers
/// and switches as text. What a workspace setting may say is for workbench::setText to judge.
std::optional<QVariant> acceptedValue(const Setting& setting, const QVariant& value);
/// "On", "30 days", "Dark": for people.
QString valueText(const Setting& setting, const QVariant& value);

/// What a window setting says now: its default where it is not set, or set to nonsense. The key
/// must be in the table.
QVariant settingValue(const QSettings& settings, const QString& key);
bool settingIsOn(const QSettings& settings, const QString& key);
int settingNumber(const QSettings& settings, const QString& key);
/// The settings certificates/warnDays and certificates/urgentDays.
WarnTimes warnTimes(const QSettings& settings);
QString settingText(const QSettings& settings, const QString& key);

/// The form of the settings that this program writes, kept under "settings/version".
inline constexpr int kSettingsVersion = 2;
/// Brings older settings to this form. What a newer program wrote is left alone.
void upgradeSettings(QSettings& settings);

} // namespace scepter::ui
