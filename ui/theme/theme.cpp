#include "theme/theme.h"

#include "theme/flat_style.h"
#include "theme/tinted_icon.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QPixmapCache>

#include <array>
#include <cmath>
#include <utility>

namespace scepter::ui {

namespace {

/// The hex colors of one scheme.
struct Colors {
    QRgb window, base, alternate, text, muted, disabled, border, rail, card, button;
    QRgb accent, accentText, highlight, highlightText, toolTip, toolTipText, grid;
    std::array<std::array<QRgb, 3>, 8> tones; ///< foreground, background, strong; in Tone's order
};

constexpr Colors kLight{
    .window = 0xFFF4F6F8,
    .base = 0xFFFFFFFF,
    .alternate = 0xFFF0F3F6,
    .text = 0xFF1B2129,
    .muted = 0xFF535D69,
    .disabled = 0xFF8A939E,
    .border = 0xFFCBD3DC,
    .rail = 0xFFE9EDF2,
    .card = 0xFFFFFFFF,
    .button = 0xFFEDF0F4,
    .accent = 0xFF0B5CAD,
    .accentText = 0xFFFFFFFF,
    .highlight = 0xFF0B5CAD,
    .highlightText = 0xFFFFFFFF,
    .toolTip = 0xFF20262E,
    .toolTipText = 0xFFF2F5F8,
    .grid = 0xFFDDE3EA,
    .tones = {{{0xFF3B444F, 0xFFE6EAEF, 0xFF66717D},
               {0xFF0E5A2D, 0xFFDBF2E2, 0xFF1A7F45},
               {0xFF0A4D8F, 0xFFDCEAFA, 0xFF1F6FC0},
               {0xFF674100, 0xFFFFEFC7, 0xFF9A6700},
               {0xFF7A3800, 0xFFFFE4CC, 0xFFB85600},
               {0xFF8C1320, 0xFFFBE0E2, 0xFFC2283A},
               {0xFF582884, 0xFFEEE2FA, 0xFF7E46B5},
               {0xFF42474E, 0xFFE3E6EA, 0xFF5B636D}}},
};

constexpr Colors kDark{
    .window = 0xFF1E2329,
    .base = 0xFF171B20,
    .alternate = 0xFF1C2127,
    .text = 0xFFE4E9EE,
    .muted = 0xFFA6B0BB,
    .disabled = 0xFF6D7782,
    .border = 0xFF3A434D,
    .rail = 0xFF191D22,
    .card = 0xFF252B32,
    .button = 0xFF2B323A,
    .accent = 0xFF62AEF7,
    .accentText = 0xFF0A1622,
    .highlight = 0xFF27527F,
    .highlightText = 0xFFFFFFFF,
    .toolTip = 0xFFE4E9EE,
    .toolTipText = 0xFF1B2129,
    .grid = 0xFF333B44,
    .tones = {{{0xFFC9D1DA, 0xFF323A43, 0xFF8C97A3},
               {0xFF92E0AE, 0xFF143A24, 0xFF4CB878},
               {0xFF9FCDFA, 0xFF143553, 0xFF5AA6F0},
               {0xFFF4D27C, 0xFF42330C, 0xFFD3A33A},
               {0xFFFFBA80, 0xFF482C12, 0xFFE58A3C},
               {0xFFFF9EA6, 0xFF4C181E, 0xFFEF6A77},
               {0xFFD6B5F6, 0xFF38214F, 0xFFAE7FE0},
               {0xFFD3D8DE, 0xFF30363D, 0xFF97A0AA}}},
};

const Colors& colorsOf(Scheme scheme) {
    return scheme == Scheme::Dark ? kDark : kLight;
}

double luminance(const QColor& color) {
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

QString firstInstalled(const QStringList& wanted) {
    const QStringList families = QFontDatabase::families();
    for (const QString& family : wanted)
        if (families.contains(family)) return family;
    return {};
}

} // namespace

Icon iconOf(Tone tone) {
    switch (tone) {
    case Tone::Ok:
        return Icon::Ok;
    case Tone::Pending:
        return Icon::Pending;
    case Tone::Warning:
        return Icon::Warning;
    case Tone::Error:
        return Icon::Error;
    case Tone::Revoked:
        return Icon::Revoked;
    case Tone::Secret:
        return Icon::Lock;
    case Tone::Neutral:
    case Tone::Info:
        return Icon::Info;
    }
    return Icon::Info;
}

double contrast(const QColor& a, const QColor& b) {
    const double one = luminance(a) + 0.05;
    const double two = luminance(b) + 0.05;
    return one > two ? one / two : two / one;
}

Theme::Theme(QApplication& application, QObject* parent)
    : QObject(parent)
    , m_application(application)
    , m_systemPalette(QApplication::palette()) {
    QApplication::setStyle(new FlatStyle);
    const QString family = firstInstalled(
        {QStringLiteral("Inter"), QStringLiteral("Inter Variable"), QStringLiteral("Noto Sans")});
    if (!family.isEmpty()) {
        QFont font = QApplication::font();
        font.setFamily(family);
        QApplication::setFont(font);
    }
    application.installEventFilter(this);
}

Scheme Theme::systemScheme() const {
    // Qt 6.4 does not tell: a desktop whose text is lighter than its windows is a dark one.
    const int text = m_systemPalette.color(QPalette::WindowText).lightness();
    const int window = m_systemPalette.color(QPalette::Window).lightness();
    return text > window ? Scheme::Dark : Scheme::Light;
}

void Theme::apply(ColorMode mode) {
    m_mode = mode;
    if (mode == ColorMode::System)
        use(systemScheme());
    else
        use(mode == ColorMode::Dark ? Scheme::Dark : Scheme::Light);
}

void Theme::use(Scheme scheme) {
    m_scheme = scheme;
    m_applying = true;
    QApplication::setPalette(paletteFor(scheme));
    m_applying = false;
    Q_EMIT changed();
}

bool Theme::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ApplicationPaletteChange && !m_applying &&
        watched == &m_application && m_mode == ColorMode::System) {
        const QPalette now = QApplication::palette();
        if (now != paletteFor(m_scheme)) {
            m_systemPalette = now;
            if (systemScheme() != m_scheme || now != paletteFor(m_scheme)) use(systemScheme());
        }
    }
    return QObject::eventFilter(watched, event);
}

void Theme::setReducedMotion(bool reduced) {
    m_reducedMotion = reduced;
    QApplication::setEffectEnabled(Qt::UI_AnimateMenu, !reduced);
    QApplication::setEffectEnabled(Qt::UI_AnimateCombo, !reduced);
    QApplication::setEffectEnabled(Qt::UI_AnimateTooltip, !reduced);
}

ToneColors Theme::tone(Tone tone) const {
    return toneFor(m_scheme, tone);
}

QColor Theme::color(Surface surface) const {
    return colorFor(m_scheme, surface);
}

QIcon Theme::icon(Icon icon) {
    return tintedIcon(icon);
}

QIcon Theme::icon(Icon icon, Tone tone) const {
    return tintedIcon(icon, toneFor(m_scheme, tone).strong);
}

QFont Theme::monospace() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

QFont Theme::titleFont() {
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * 1.45);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont Theme::strongFont() {
    QFont font = QApplication::font();
    font.setWeight(QFont::DemiBold);
    return font;
}

QPalette Theme::paletteFor(Scheme scheme) {
    const Colors& c = colorsOf(scheme);
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, QRgb value) {
        palette.setColor(role, QColor::fromRgb(value));
    };
    set(QPalette::Window, c.window);
    set(QPalette::WindowText, c.text);
    set(QPalette::Base, c.base);
    set(QPalette::AlternateBase, c.alternate);
    set(QPalette::Text, c.text);
    set(QPalette::PlaceholderText, c.muted);
    set(QPalette::Button, c.button);
    set(QPalette::ButtonText, c.text);
    set(QPalette::BrightText, c.accentText);
    set(QPalette::Highlight, c.highlight);
    set(QPalette::HighlightedText, c.highlightText);
    set(QPalette::Link, c.accent);
    set(QPalette::LinkVisited, c.accent);
    set(QPalette::ToolTipBase, c.toolTip);
    set(QPalette::ToolTipText, c.toolTipText);
    const QColor border = QColor::fromRgb(c.border);
    const bool dark = scheme == Scheme::Dark;
    palette.setColor(QPalette::Light, dark ? border.lighter(115) : QColor::fromRgb(c.base));
    palette.setColor(QPalette::Midlight, dark ? border : QColor::fromRgb(c.alternate));
    palette.setColor(QPalette::Mid, border);
    palette.setColor(QPalette::Dark, dark ? border.darker(160) : border.darker(125));
    palette.setColor(QPalette::Shadow,
                     dark ? QColor::fromRgb(c.base).darker(180) : border.darker(190));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(c.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, border);
    // A field that takes nothing looks so.
    palette.setColor(QPalette::Disabled, QPalette::Base, QColor::fromRgb(c.window));
    return palette;
}

ToneColors Theme::toneFor(Scheme scheme, Tone tone) {
    const auto& colors = colorsOf(scheme).tones.at(static_cast<std::size_t>(tone));
    return {QColor::fromRgb(colors[0]), QColor::fromRgb(colors[1]), QColor::fromRgb(colors[2])};
}

QColor Theme::colorFor(Scheme scheme, Surface surface) {
    const Colors& c = colorsOf(scheme);
    switch (surface) {
    case Surface::Rail:
        return QColor::fromRgb(c.rail);
    case Surface::Card:
        return QColor::fromRgb(c.card);
    case Surface::Border:
        return QColor::fromRgb(c.border);
    case Surface::MutedText:
        return QColor::fromRgb(c.muted);
    case Surface::Accent:
        return QColor::fromRgb(c.accent);
    case Surface::AccentText:
        return QColor::fromRgb(c.accentText);
    case Surface::Grid:
        return QColor::fromRgb(c.grid);
    }
    return {};
}

std::vector<Tone> Theme::allTones() {
    return {Tone::Neutral, Tone::Ok,    Tone::Info,    Tone::Pending,
            Tone::Warning, Tone::Error, Tone::Revoked, Tone::Secret};
}

} // namespace scepter::ui
