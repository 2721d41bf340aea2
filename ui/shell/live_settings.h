// Makes look-and-feel settings felt at once.
#pragma once

#include "shell/window_settings.h"
#include "theme/theme.h"

namespace scepter::workbench {
class Session;
}

namespace scepter::ui {

class Clipboard;

/// Applies colors, size of the text, motion, the life of copied secrets and the size of the
/// capture, now and whenever one is changed. All outlive it. The colors are applied on change only:
/// who makes the theme applies them first.
class LiveSettings : public QObject {
    Q_OBJECT

public:
    LiveSettings(WindowSettings& settings, Theme& theme, Clipboard& clipboard,
                 QObject* parent = nullptr);
    /// The capture of an open workspace.
    void applyTo(workbench::Session& session) const;

    static ColorMode colorMode(const QString& value);

private:
    void apply(const QString& key);
    void applyTextSize();

    WindowSettings& m_settings;
    Theme& m_theme;
    Clipboard& m_clipboard;
};

} // namespace scepter::ui
