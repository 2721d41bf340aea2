// Colors, fonts and icons by their meaning: light and dark.
#pragma once

#include "theme/icon_name.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

#include <vector>

class QApplication;

namespace scepter::ui {

enum class Scheme { Light, Dark };
enum class ColorMode { System, Light, Dark };

/// What a color says. Never the only thing that says it: an icon and a word stand beside.
enum class Tone { Neutral, Ok, Info, Pending, Warning, Error, Revoked, Secret };

/// The icon that stands for a tone where no other says more.
Icon iconOf(Tone tone);

/// A pair that reads well together (at least 4.5 : 1), and a stronger color for lines and bars (at
/// least 3 : 1 against the window and the lists).
struct ToneColors {
    QColor foreground;
    QColor background;
    QColor strong;
};

/// Plain surfaces and lines.
enum class Surface {
    Rail,
    Card,
    Border,
    MutedText, ///< reads on Window, Base and Card
    Accent,    ///< primary button, focus, links
    AccentText,
    Grid
};

/// The look of the program. Lives as long as the application; GUI thread only.
class Theme : public QObject {
    Q_OBJECT

public:
    explicit Theme(QApplication& application, QObject* parent = nullptr);

    /// Sets style, palette and fonts of the application.
    void apply(ColorMode mode);
    [[nodiscard]] ColorMode mode() const { return m_mode; }
    [[nodiscard]] Scheme scheme() const { return m_scheme; }

    [[nodiscard]] ToneColors tone(Tone tone) const;
    [[nodiscard]] QColor color(Surface surface) const;
    [[nodiscard]] static QIcon icon(Icon icon);
    [[nodiscard]] QIcon icon(Icon icon, Tone tone) const;

    /// For bytes, ids and codes.
    [[nodiscard]] static QFont monospace();
    [[nodiscard]] static QFont titleFont();
    [[nodiscard]] static QFont strongFont();

    /// No animation at all.
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool reduced);

    /// For the contrast test.
    static QPalette paletteFor(Scheme scheme);
    static ToneColors toneFor(Scheme scheme, Tone tone);
    static QColor colorFor(Scheme scheme, Surface surface);
    static std::vector<Tone> allTones();

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] Scheme systemScheme() const;
    void use(Scheme scheme);

    QApplication& m_application;
    QPalette m_systemPalette;
    ColorMode m_mode = ColorMode::System;
    Scheme m_scheme = Scheme::Light;
    bool m_reducedMotion = false;
    bool m_applying = false;
};

/// Contrast ratio of WCAG 2.1, 1 to 21.
double contrast(const QColor& a, const QColor& b);

} // namespace scepter::ui
