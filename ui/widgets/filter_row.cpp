#include "widgets/filter_row.h"

#include "theme/tinted_icon.h"
#include "widgets/flow_layout.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kDebounceMs = 150;

} // namespace

FilterRow::FilterRow(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(new QLineEdit(this))
    , m_chipsLayout(new FlowLayout(nullptr, 4, 4))
    , m_clear(new QToolButton(this))
    , m_stateIcon(new QLabel(this))
    , m_count(new QLabel(this)) {
    m_text->setObjectName(QStringLiteral("filterText"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(tintedIcon(Icon::Search), QLineEdit::LeadingPosition);
    m_text->setMinimumWidth(180);
    m_text->setMaximumWidth(420);
    setPlaceholder(tr("Filter…"));
    m_clear->setObjectName(QStringLiteral("filterClear"));
    m_clear->setText(tr("Clear filter"));
    m_clear->hide();
    m_count->setObjectName(QStringLiteral("filterCount"));
    m_count->setTextFormat(Qt::PlainText);
    // On one line with the text, however many lines the chips take.
    for (QLabel* label : {m_stateIcon, m_count})
        label->setMinimumHeight(m_text->sizeHint().height());
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_text, 2, Qt::AlignTop);
    row->addLayout(m_chipsLayout);
    row->addWidget(m_clear, 0, Qt::AlignTop);
    row->addStretch(1);
    row->addWidget(m_stateIcon, 0, Qt::AlignTop);
    row->addWidget(m_count, 0, Qt::AlignTop);

    m_debounce.setSingleShot(true);
    m_debounce.setInterval(kDebounceMs);
    connect(&m_debounce, &QTimer::timeout, this, &FilterRow::notifyNow);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_debounce.start(); });
    connect(m_text, &QLineEdit::returnPressed, this, &FilterRow::notifyNow);
    connect(m_clear, &QToolButton::clicked, this, &FilterRow::clear);
}

void FilterRow::setPlaceholder(const QString& text) {
    m_text->setPlaceholderText(text);
    m_text->setAccessibleName(tr("Filter"));
    m_text->setAccessibleDescription(text);
    m_text->setToolTip(text);
}

void FilterRow::addChip(const QString& id, const QString& text, Icon icon, const QString& group) {
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("chip-") + id);
    button->setCheckable(true);
    button->setText(text);
    button->setIcon(tintedIcon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(tr("Show only: %1").arg(text));
    m_chipsLayout->addWidget(button);
    // As they stand: else they would come after the list.
    setTabOrder(m_chips.isEmpty() ? static_cast<QWidget*>(m_text) : m_chips.last().button, button);
    m_chips.append(Chip{id, group, text, button});
    connect(button, &QToolButton::clicked, this, [this, id] { chipClicked(id); });
    // The frame of a pressed button alone is hard to see, most of all in the dark.
    const auto paint = [this, button, icon] { paintChip(*button, icon); };
    connect(button, &QToolButton::toggled, button, paint);
    connect(&m_theme, &Theme::changed, button, paint);
}

void FilterRow::paintChip(QToolButton& button, Icon icon) const {
    if (!button.isChecked()) {
        button.setPalette({});
        button.setIcon(tintedIcon(icon));
        return;
    }
    const ToneColors colors = m_theme.tone(Tone::Info);
    QPalette palette;
    palette.setColor(QPalette::Button, colors.background);
    palette.setColor(QPalette::ButtonText, colors.foreground);
    button.setPalette(palette);
    button.setIcon(tintedIcon(Icon::Check, colors.foreground));
}

void FilterRow::setChipCount(const QString& id, qint64 count) {
    for (const Chip& chip : std::as_const(m_chips))
        if (chip.id == id)
            chip.button->setText(
                count < 0 ? chip.text : chip.text + QLatin1Char(' ') + locale().toString(count));
}

void FilterRow::setChip(const QString& id, bool on) {
    for (const Chip& chip : std::as_const(m_chips)) {
        if (chip.id != id || chip.button->isChecked() == on) continue;
        chip.button->setChecked(on);
        chipClicked(id);
    }
}

void FilterRow::chipClicked(const QString& id) {
    const auto clicked =
        std::ranges::find_if(m_chips, [&](const Chip& chip) { return chip.id == id; });
    if (clicked == m_chips.end()) return;
    if (clicked->button->isChecked() && !clicked->group.isEmpty())
        for (const Chip& chip : std::as_const(m_chips))
            if (chip.id != id && chip.group == clicked->group) chip.button->setChecked(false);
    notifyNow();
}

bool FilterRow::isOn(const QString& id) const {
    return chipsOn().contains(id);
}

QStringList FilterRow::chipsOn() const {
    QStringList on;
    for (const Chip& chip : m_chips)
        if (chip.button->isChecked()) on.append(chip.id);
    return on;
}

void FilterRow::addExtra(QWidget* widget) {
    m_chipsLayout->addWidget(widget);
}

void FilterRow::setExtraInUse(bool inUse) {
    m_extraInUse = inUse;
    m_clear->setVisible(!isEmpty());
}

QString FilterRow::text() const {
    return m_text->text().trimmed();
}

void FilterRow::setText(const QString& text) {
    m_text->setText(text);
    notifyNow();
}

void FilterRow::clear() {
    Q_EMIT cleared();
    m_extraInUse = false;
    for (const Chip& chip : std::as_const(m_chips))
        chip.button->setChecked(false);
    m_text->clear();
    notifyNow();
}

bool FilterRow::isEmpty() const {
    return text().isEmpty() && chipsOn().isEmpty() && !m_extraInUse;
}

void FilterRow::notifyNow() {
    m_debounce.stop();
    m_clear->setVisible(!isEmpty());
    Q_EMIT changed();
}

void FilterRow::setState(State state, qint64 shown, qint64 total, const QString& reason) {
    const int side = QFontMetrics(font()).height();
    switch (state) {
    case State::Running:
        m_stateIcon->setPixmap(m_theme.icon(Icon::Starting, Tone::Info).pixmap(side));
        m_stateIcon->setToolTip(tr("Looking…"));
        m_count->setText(tr("Looking…"));
        break;
    case State::Invalid:
        m_stateIcon->setPixmap(m_theme.icon(Icon::Error, Tone::Error).pixmap(side));
        m_stateIcon->setToolTip(reason);
        m_count->setText(reason);
        break;
    case State::Done:
        m_stateIcon->setPixmap({});
        m_stateIcon->setToolTip({});
        m_count->setText(isEmpty() ? locale().toString(total)
                                   : tr("%1 of %2", "rows shown of all")
                                         .arg(locale().toString(shown), locale().toString(total)));
        break;
    }
    m_count->setAccessibleName(m_count->text());
}

void FilterRow::focusText() {
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

} // namespace scepter::ui
