#include "shell/window_settings.h"

#include <QSettings>

namespace scepter::ui {

WindowSettings::WindowSettings(QSettings& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings) {
    upgradeSettings(settings);
}

QVariant WindowSettings::value(const QString& key) const {
    return settingValue(m_settings, key);
}

bool WindowSettings::setValue(const QString& key, const QVariant& value) {
    const std::optional<Setting> setting = settingOf(key);
    if (!setting || setting->scope != SettingScope::Window) return false;
    const std::optional<QVariant> accepted = acceptedValue(*setting, value);
    if (!accepted) return false;
    if (*accepted == this->value(key)) return true;
    if (*accepted == setting->standard)
        m_settings.remove(key);
    else
        m_settings.setValue(key, *accepted);
    Q_EMIT changed(key);
    return true;
}

} // namespace scepter::ui
