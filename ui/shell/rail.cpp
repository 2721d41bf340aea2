#include "shell/rail.h"

#include "theme/tinted_icon.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleOption>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kIcon = 20;
constexpr int kPad = 10;

} // namespace

/// One page in the rail.
class RailButton : public QAbstractButton {
public:
    RailButton(const Theme& theme, const PageInfo& info, QWidget* parent)
        : QAbstractButton(parent)
        , m_theme(theme)
        , m_icon(info.icon)
        , m_title(info.title) {
        setObjectName(QStringLiteral("rail-%1").arg(static_cast<int>(info.id)));
        setCheckable(true);
        setText(info.title);
        setFocusPolicy(Qt::StrongFocus);
        setBadge(0);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

    void setBadge(qint64 count) {
        m_badge = count;
        setAccessibleName(count > 0 ? Rail::tr("%1, %2 waiting").arg(m_title).arg(count) : m_title);
        setToolTip(m_title);
        update();
    }

    /// Which page is shown is not for the button to say: the page may stay where it is.
    void nextCheckState() override {}

    [[nodiscard]] QSize sizeHint() const override {
        const QFontMetrics metrics(Theme::strongFont());
        return {kPad + kIcon + 10 + metrics.horizontalAdvance(m_title) + 44,
                std::max(36, metrics.height() + 16)};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRect area = rect().adjusted(6, 2, -6, -2);
        if (isChecked() || underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(isChecked() ? m_theme.color(Surface::Card)
                                         : m_theme.tone(Tone::Neutral).background);
            painter.drawRoundedRect(area, 6, 6);
        }
        const bool rtl = isRightToLeft();
        if (isChecked()) {
            painter.setBrush(m_theme.color(Surface::Accent));
            painter.setPen(Qt::NoPen);
            painter.drawRoundedRect(
                QRectF(rtl ? area.right() - 2 : area.left(), area.top() + 7, 3, area.height() - 14),
                1.5, 1.5);
        }
        const QRect icon = QStyle::visualRect(
            layoutDirection(), rect(),
            QRect(area.left() + kPad, area.center().y() - kIcon / 2 + 1, kIcon, kIcon));
        tintedIcon(m_icon, isChecked() ? m_theme.color(Surface::Accent) : QColor())
            .paint(&painter, icon);
        painter.setFont(isChecked() ? Theme::strongFont() : font());
        painter.setPen(palette().color(QPalette::WindowText));
        const QRect text =
            QStyle::visualRect(layoutDirection(), rect(),
                               area.adjusted(kPad + kIcon + 10, 0, m_badge > 0 ? -38 : -4, 0));
        painter.drawText(
            text, static_cast<int>(Qt::AlignVCenter | (rtl ? Qt::AlignRight : Qt::AlignLeft)),
            m_title);
        if (m_badge > 0) paintBadge(painter, area);
        if (hasFocus()) {
            QStyleOptionFocusRect option;
            option.initFrom(this);
            option.rect = area.adjusted(1, 1, -1, -1);
            painter.setPen(QPen(m_theme.color(Surface::Accent), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 6, 6);
        }
    }

private:
    void paintBadge(QPainter& painter, const QRect& area) {
        const QString number = m_badge > 999 ? QStringLiteral("999+") : locale().toString(m_badge);
        painter.setFont(Theme::strongFont());
        const int width = std::max(22, painter.fontMetrics().horizontalAdvance(number) + 12);
        const int height = painter.fontMetrics().height() + 2;
        const QRect pill = QStyle::visualRect(
            layoutDirection(), rect(),
            QRect(area.right() - width - 5, area.center().y() - height / 2 + 1, width, height));
        const ToneColors colors = m_theme.tone(Tone::Pending);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.background);
        painter.drawRoundedRect(pill, height / 2.0, height / 2.0);
        painter.setPen(colors.foreground);
        painter.drawText(pill, Qt::AlignCenter, number);
    }

    const Theme& m_theme;
    Icon m_icon;
    QString m_title;
    qint64 m_badge = 0;
};

Rail::Rail(const Theme& theme, const std::vector<PageInfo>& pages, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme) {
    setObjectName(QStringLiteral("rail"));
    setAccessibleName(tr("Pages"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 8);
    layout->setSpacing(2);
    bool stretched = false;
    for (const PageInfo& info : pages) {
        if (info.atBottom && !std::exchange(stretched, true)) layout->addStretch(1);
        auto* button = new RailButton(theme, info, this);
        layout->addWidget(button);
        m_buttons.append(button);
        m_byPage.insert(static_cast<int>(info.id), button);
        connect(button, &QAbstractButton::clicked, this,
                [this, id = info.id] { Q_EMIT pageChosen(id); });
    }
    if (!stretched) layout->addStretch(1);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void Rail::setCurrent(PageId page) {
    for (RailButton* button : std::as_const(m_buttons))
        button->setChecked(button == m_byPage.value(static_cast<int>(page)));
}

void Rail::setBadge(PageId page, qint64 count) {
    if (RailButton* button = m_byPage.value(static_cast<int>(page))) button->setBadge(count);
}

void Rail::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Surface::Rail));
    painter.setPen(m_theme.color(Surface::Border));
    const int x = isRightToLeft() ? 0 : width() - 1;
    painter.drawLine(x, 0, x, height());
}

void Rail::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        if (!m_buttons.at(i)->hasFocus()) continue;
        const qsizetype next = i + step;
        if (next >= 0 && next < m_buttons.size()) m_buttons.at(next)->setFocus(Qt::TabFocusReason);
        break;
    }
}

} // namespace scepter::ui
