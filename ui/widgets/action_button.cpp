#include "widgets/action_button.h"

#include "theme/tinted_icon.h"

namespace scepter::ui {

namespace {

constexpr const char* kIconKey = "primaryIcon";

void paintPrimary(QPushButton& button, const Theme& theme) {
    QPalette palette = Theme::paletteFor(theme.scheme());
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        palette.setColor(group, QPalette::Button, theme.color(Surface::Accent));
        palette.setColor(group, QPalette::ButtonText, theme.color(Surface::AccentText));
    }
    button.setPalette(palette);
    // Its own icon would be faint on the accent. Taken once, whenever it is another one.
    if (button.icon().isNull() ||
        button.icon().cacheKey() == button.property(kIconKey).toLongLong())
        return;
    button.setIcon(recoloredIcon(button.icon(), QPalette::BrightText));
    button.setProperty(kIconKey, button.icon().cacheKey());
}

} // namespace

void makePrimary(QPushButton& button, const Theme& theme) {
    paintPrimary(button, theme);
    QObject::connect(&theme, &Theme::changed, &button,
                     [&button, &theme] { paintPrimary(button, theme); });
}

ActionButton::ActionButton(const Theme& theme, QAction* action, bool primary, QWidget* parent)
    : QPushButton(parent)
    , m_theme(theme)
    , m_action(action)
    , m_primary(primary) {
    setObjectName(QStringLiteral("button-") + action->objectName());
    setAutoDefault(false);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, this, &ActionButton::follow);
    if (primary) connect(&theme, &Theme::changed, this, &ActionButton::follow);
    follow();
}

void ActionButton::follow() {
    QString text = m_action->text();
    text.remove(QLatin1Char('&'));
    setText(text);
    setEnabled(m_action->isEnabled());
    setVisible(m_action->isVisible());
    setCheckable(m_action->isCheckable());
    setChecked(m_action->isChecked());
    setToolTip(m_action->toolTip());
    setAccessibleDescription(m_action->toolTip());
    setIcon(m_action->icon());
    if (m_primary) paintPrimary(*this, m_theme);
}

} // namespace scepter::ui
