// The settings of this user's window, and who wants to know of changes.
#pragma once

#include "shell/settings_table.h"

#include <QObject>

class QSettings;

namespace scepter::ui {

/// Reads and writes the window's rows of the settings table. Brings older settings to today's form.
class WindowSettings : public QObject {
    Q_OBJECT

public:
    explicit WindowSettings(QSettings& settings, QObject* parent = nullptr);

    [[nodiscard]] QVariant value(const QString& key) const;
    [[nodiscard]] bool isOn(const QString& key) const { return value(key).toBool(); }
    [[nodiscard]] int number(const QString& key) const { return value(key).toInt(); }
    [[nodiscard]] QString text(const QString& key) const { return value(key).toString(); }

    /// False when it is no window setting, or the value cannot be meant. The default is not kept.
    bool setValue(const QString& key, const QVariant& value);

Q_SIGNALS:
    void changed(const QString& key);

private:
    QSettings& m_settings;
};

} // namespace scepter::ui
