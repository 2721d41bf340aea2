#include "widgets/inline_question.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace scepter::ui {

InlineQuestion::InlineQuestion(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_buttons(new QHBoxLayout) {
    setObjectName(QStringLiteral("question"));
    m_text->setObjectName(QStringLiteral("questionText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(8);
    column->addLayout(row);
    column->addLayout(m_buttons);
    connect(&theme, &Theme::changed, this, &InlineQuestion::redraw);
    hide();
}

void InlineQuestion::ask(Tone tone, const QString& text, const QList<Choice>& answers,
                         Focus focus) {
    close();
    m_tone = tone;
    m_text->setText(text);
    m_answers = answers;
    setAccessibleName(text);
    QPushButton* first = nullptr;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        auto* button = new QPushButton(answers.at(i).text, this);
        button->setObjectName(answers.at(i).objectName);
        button->setAutoDefault(false);
        button->setAccessibleDescription(text);
        connect(button, &QPushButton::clicked, this, [this, i] { give(i); });
        m_buttons->addWidget(button);
        if (first == nullptr) first = button;
    }
    redraw();
    show();
    if (first != nullptr && focus == Focus::Take) first->setFocus(Qt::OtherFocusReason);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void InlineQuestion::close() {
    m_answers.clear();
    while (m_buttons->count() > 1) {
        QLayoutItem* item = m_buttons->takeAt(1);
        // It may be the button that was just pressed.
        item->widget()->hide();
        item->widget()->setObjectName({});
        item->widget()->deleteLater();
        delete item;
    }
    hide();
}

void InlineQuestion::give(qsizetype answer) {
    if (answer >= m_answers.size()) return;
    const auto act = m_answers.at(answer).act;
    close();
    if (act) act();
}

bool InlineQuestion::escape() {
    if (m_answers.isEmpty()) return false;
    give(0);
    return true;
}

QString InlineQuestion::text() const {
    return m_answers.isEmpty() ? QString() : m_text->text();
}

void InlineQuestion::redraw() {
    QPalette painted = m_text->palette();
    painted.setColor(QPalette::WindowText, m_theme.tone(m_tone).foreground);
    m_text->setPalette(painted);
    const Icon icon = m_tone == Tone::Info ? Icon::Info : Icon::Warning;
    const int side = fontMetrics().height();
    m_icon->setPixmap(m_theme.icon(icon, m_tone).pixmap(QSize(side, side), devicePixelRatioF()));
    update();
}

void InlineQuestion::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.tone(m_tone).strong);
    painter.setBrush(m_theme.tone(m_tone).background);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace scepter::ui
