#include "widgets/confirm_panel.h"

#include "theme/tinted_icon.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

ConfirmPanel::ConfirmPanel(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_question(new QLabel(this))
    , m_typeThis(new QLabel(this))
    , m_typed(new QLineEdit(this))
    , m_confirm(new QPushButton(this))
    , m_cancel(new QPushButton(tr("Cancel"), this)) {
    setObjectName(QStringLiteral("confirm"));
    m_question->setWordWrap(true);
    m_question->setTextFormat(Qt::PlainText);
    m_typed->setObjectName(QStringLiteral("confirmTyped"));
    m_typeThis->setBuddy(m_typed);
    m_typeThis->setTextFormat(Qt::PlainText);
    m_confirm->setObjectName(QStringLiteral("confirmButton"));
    m_cancel->setObjectName(QStringLiteral("confirmCancel"));
    auto* typing = new QHBoxLayout;
    typing->addWidget(m_typeThis);
    typing->addWidget(m_typed, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_confirm);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(fontMetrics().height() + 20, 10, 12, 10);
    layout->setSpacing(8);
    layout->addWidget(m_question);
    layout->addLayout(typing);
    layout->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_typed, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_confirm->setEnabled(m_mustType.isEmpty() || text.trimmed() == m_mustType);
    });
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto confirmed = std::exchange(m_confirmed, {})) confirmed();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void ConfirmPanel::ask(const QString& question, const QString& act, std::function<void()> confirmed,
                       const QString& mustType) {
    m_question->setText(question);
    m_confirm->setText(act);
    m_confirmed = std::move(confirmed);
    m_mustType = mustType;
    m_typed->clear();
    m_typed->setVisible(!mustType.isEmpty());
    m_typeThis->setVisible(!mustType.isEmpty());
    m_typeThis->setText(tr("To go on, type %1:").arg(mustType));
    m_confirm->setEnabled(mustType.isEmpty());
    setAccessibleName(question);
    show();
    (mustType.isEmpty() ? static_cast<QWidget*>(m_cancel) : static_cast<QWidget*>(m_typed))
        ->setFocus();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void ConfirmPanel::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ToneColors colors = m_theme.tone(Tone::Warning);
    painter.setPen(colors.strong);
    painter.setBrush(m_theme.color(Surface::Card));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    const int side = fontMetrics().height();
    tintedIcon(Icon::Warning, colors.strong)
        .paint(&painter, QRect(isRightToLeft() ? width() - 10 - side : 10, 12, side, side));
}

void ConfirmPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace scepter::ui
