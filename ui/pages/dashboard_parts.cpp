#include "pages/dashboard_parts.h"

#include "theme/tinted_icon.h"
#include "widgets/wrap_label.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QStyle>

#include <algorithm>

namespace scepter::ui {

namespace {

// The least width of a card, in characters.
constexpr int kCardCharacters = 38;
constexpr int kGap = 16;

} // namespace

QToolButton* cardButton(const QString& name, const QString& text, Icon icon, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setText(text);
    button->setIcon(tintedIcon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void setLabelText(QLabel* label, const QString& text) {
    if (label->text() != text) label->setText(text);
}

FactRows::FactRows(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(2, 1);
    connect(&theme, &Theme::changed, this, [this] {
        for (Row& row : m_rows)
            dress(row);
    });
}

FactRows::Row& FactRows::rowFor(const QString& key) {
    if (const auto known = m_rows.find(key); known != m_rows.end()) return *known;
    Row row{new QLabel(this), new QLabel(this), new WrapLabel({}, this)};
    row.name->setTextFormat(Qt::PlainText);
    row.value->setObjectName(key);
    row.icon->hide();
    const int at = static_cast<int>(m_rows.size());
    m_grid->addWidget(row.name, at, 0, Qt::AlignTop);
    m_grid->addWidget(row.icon, at, 1, Qt::AlignTop);
    m_grid->addWidget(row.value, at, 2);
    dress(row);
    return *m_rows.insert(key, row);
}

void FactRows::dress(Row& row) {
    QPalette muted = row.name->palette();
    muted.setColor(QPalette::WindowText, m_theme.color(Surface::MutedText));
    row.name->setPalette(muted);
    if (row.tone == Tone::Neutral) return;
    const int side = fontMetrics().height();
    row.icon->setPixmap(
        m_theme.icon(iconOf(row.tone), row.tone).pixmap(QSize(side, side), devicePixelRatioF()));
}

void FactRows::set(const QString& key, const QString& name, const QString& value, Tone tone,
                   const QString& toolTip) {
    Row& row = rowFor(key);
    setLabelText(row.name, name);
    setLabelText(row.value, value);
    row.value->setToolTip(toolTip);
    row.value->setAccessibleName(QStringLiteral("%1: %2").arg(name, value));
    if (row.tone != tone) {
        row.tone = tone;
        dress(row);
    }
    row.name->setVisible(!value.isEmpty());
    row.value->setVisible(!value.isEmpty());
    row.icon->setVisible(!value.isEmpty() && tone != Tone::Neutral);
}

CardColumns::CardColumns(const QList<QWidget*>& cards, QWidget* parent)
    : QWidget(parent)
    , m_cards(cards)
    , m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(kGap);
    for (QWidget* card : cards)
        card->setParent(this);
    arrange();
}

void CardColumns::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void CardColumns::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) arrange();
}

void CardColumns::arrange() {
    const int least = fontMetrics().averageCharWidth() * kCardCharacters;
    const int most = static_cast<int>(m_cards.size());
    const int columns = std::clamp((width() + kGap) / (least + kGap), 1, most);
    if (columns == m_columns) return;
    for (QWidget* card : std::as_const(m_cards))
        m_grid->removeWidget(card);
    for (int column = 0; column < most; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    for (int i = 0; i < most; ++i) {
        const bool alone = i == most - 1 && i % columns == 0;
        m_grid->addWidget(m_cards.at(i), i / columns, i % columns, 1, alone ? columns : 1);
    }
    m_columns = columns;
}

} // namespace scepter::ui
