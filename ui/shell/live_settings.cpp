#include "shell/live_settings.h"

#include "shell/clipboard.h"
#include "workbench/session.h"

#include <QApplication>
#include <QWidget>

#include <utility>

namespace scepter::ui {

namespace {

constexpr auto kPercent = "scepterTextPercent";
constexpr int kWhole = 100;

} // namespace

LiveSettings::LiveSettings(WindowSettings& settings, Theme& theme, Clipboard& clipboard,
                           QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_theme(theme)
    , m_clipboard(clipboard) {
    connect(&settings, &WindowSettings::changed, this, &LiveSettings::apply);
    for (const char* key :
         {"appearance/textPercent", "appearance/reducedMotion", "security/clipboardSeconds"})
        apply(QLatin1String(key));
}

ColorMode LiveSettings::colorMode(const QString& value) {
    if (value == QLatin1String("light")) return ColorMode::Light;
    if (value == QLatin1String("dark")) return ColorMode::Dark;
    return ColorMode::System;
}

void LiveSettings::apply(const QString& key) {
    if (key == QLatin1String("appearance/colors"))
        m_theme.apply(colorMode(m_settings.text(key)));
    else if (key == QLatin1String("appearance/textPercent"))
        applyTextSize();
    else if (key == QLatin1String("appearance/reducedMotion"))
        m_theme.setReducedMotion(m_settings.isOn(key));
    else if (key == QLatin1String("security/clipboardSeconds"))
        m_clipboard.setSecretLife(m_settings.number(key));
}

void LiveSettings::applyTextSize() {
    const int percent = m_settings.number(QStringLiteral("appearance/textPercent"));
    // The application keeps its font when this window goes, so it knows what was made of it.
    const QVariant known = qApp->property(kPercent);
    const int before = known.isValid() ? known.toInt() : kWhole;
    qApp->setProperty(kPercent, percent);
    if (percent == before) return;
    const double factor = static_cast<double>(percent) / before;
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * factor);
    // Widgets with a size of their own (titles, bytes) do not follow the application's.
    std::vector<std::pair<QWidget*, QFont>> own;
    for (QWidget* widget : QApplication::allWidgets()) {
        const QFont now = widget->font();
        const bool hasSize = (now.resolveMask() & QFont::SizeResolved) != 0;
        if (widget->testAttribute(Qt::WA_SetFont) && hasSize && now.pointSizeF() > 0)
            own.emplace_back(widget, now);
    }
    QApplication::setFont(font);
    for (auto& [widget, old] : own) {
        old.setPointSizeF(old.pointSizeF() * factor);
        widget->setFont(old);
    }
}

void LiveSettings::applyTo(workbench::Session& session) const {
    responder::ExchangeRecorder::Limits limits;
    limits.count = static_cast<std::size_t>(m_settings.number(QStringLiteral("capture/count")));
    limits.bytes = static_cast<std::size_t>(m_settings.number(QStringLiteral("capture/megabytes")))
                   << 20;
    if (session.recorder().limits() != limits) session.recorder().setLimits(limits);
    session.setWarnBefore(
        std::chrono::days{m_settings.number(QStringLiteral("certificates/warnDays"))});
}

} // namespace scepter::ui
