#include "widgets/filter_edit.h"

#include "theme/tinted_icon.h"
#include "widgets/elided_label.h"
#include "widgets/flow_layout.h"
#include "widgets/texts.h"

#include <QAccessible>
#include <QCompleter>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QTextCharFormat>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kDebounceMs = 150;
constexpr int kPopupWidth = 380;
constexpr int kMostShown = 10;
constexpr int kCountCharacters = 34;
constexpr int kNarrow = 100; ///< characters

/// Characters before a byte of the UTF-8 form.
int charactersTo(const QByteArray& utf8, std::size_t byte) {
    const auto end = std::min(static_cast<qsizetype>(byte), utf8.size());
    return static_cast<int>(QString::fromUtf8(utf8.left(end)).size());
}

} // namespace

FilterEdit::FilterEdit(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(new QLineEdit(this))
    , m_rows(new QVBoxLayout(this))
    , m_row(new QHBoxLayout)
    , m_chipsLayout(new FlowLayout(nullptr, 4, 4))
    , m_clear(new QToolButton(this))
    , m_icon(new QLabel(this))
    , m_count(new ElidedLabel(Qt::ElideRight, this))
    , m_completer(new QCompleter(this))
    , m_found(new QStandardItemModel(0, 2, this)) {
    build();
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(kDebounceMs);
    connect(&m_debounce, &QTimer::timeout, this, &FilterEdit::parse);
    connect(m_text, &QLineEdit::textChanged, this, [this] {
        m_debounce.start();
        reflectChips();
    });
    connect(m_text, &QLineEdit::textEdited, this, [this] { showCompletions(false); });
    connect(m_text, &QLineEdit::returnPressed, this, &FilterEdit::parse);
    connect(m_clear, &QToolButton::clicked, this, &FilterEdit::clear);
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this,
            [this](const QModelIndex& index) { complete(index.row()); });
    connect(&theme, &Theme::changed, this, [this] {
        reflectState();
        underlineError();
    });
    reflectState();
}

void FilterEdit::build() {
    m_text->setObjectName(QStringLiteral("filterText"));
    m_text->setAccessibleName(tr("Filter"));
    m_text->setPlaceholderText(tr("op:PKIOperation status:FAILURE peer:10.0. since:10m"));
    m_text->setToolTip(tr("Words, or key:value; a minus before it excludes. Keys complete as you "
                          "type; Ctrl+Space shows them all."));
    m_text->setAccessibleDescription(m_text->toolTip());
    m_text->setClearButtonEnabled(true);
    m_text->addAction(tintedIcon(Icon::Search), QLineEdit::LeadingPosition);
    m_text->setMinimumWidth(200);
    m_text->installEventFilter(this);
    auto* popup = new QTreeView;
    popup->setObjectName(QStringLiteral("completions"));
    popup->setAccessibleName(tr("Completions"));
    popup->setRootIsDecorated(false);
    popup->setHeaderHidden(true);
    popup->setUniformRowHeights(true);
    popup->setMinimumWidth(kPopupWidth);
    m_completer->setModel(m_found);
    m_completer->setPopup(popup);
    m_completer->setWidget(m_text);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(kMostShown);
    m_clear->setObjectName(QStringLiteral("filterClear"));
    m_clear->setText(tr("Clear filter"));
    m_clear->setFocusPolicy(Qt::StrongFocus);
    m_clear->hide();
    m_icon->setObjectName(QStringLiteral("filterState"));
    m_count->setObjectName(QStringLiteral("filterCount"));
    m_count->setMinimumWidth(kCountCharacters / 2 * fontMetrics().averageCharWidth());
    m_count->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_row->setSpacing(8);
    m_row->addWidget(m_text, 3);
    m_row->addLayout(m_chipsLayout);
    m_row->addWidget(m_clear);
    m_row->addWidget(m_icon);
    m_row->addWidget(m_count, 2);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(4);
    m_rows->addLayout(m_row);
}

// Beside each other in a narrow window, the chips would stand in a column.
void FilterEdit::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool narrow = width() < kNarrow * fontMetrics().averageCharWidth();
    if (narrow == m_narrow) return;
    m_narrow = narrow;
    if (narrow) {
        m_row->removeItem(m_chipsLayout);
        m_chipsLayout->setParent(nullptr);
        m_rows->addLayout(m_chipsLayout);
    } else {
        m_rows->removeItem(m_chipsLayout);
        m_chipsLayout->setParent(nullptr);
        m_row->insertLayout(1, m_chipsLayout);
    }
}

void FilterEdit::addChip(const QString& id, const QString& text, Icon icon, const QString& term) {
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("chip-") + id);
    button->setCheckable(true);
    button->setText(text);
    button->setIcon(tintedIcon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(tr("Show only: %1").arg(text));
    button->setToolTip(term);
    m_chipsLayout->addWidget(button);
    setTabOrder(m_chips.isEmpty() ? static_cast<QWidget*>(m_text) : m_chips.last().button, button);
    setTabOrder(button, m_clear);
    m_chips.append(Chip{term, icon, button});
    connect(button, &QToolButton::clicked, this, [this, term] { toggleTerm(term); });
    connect(&m_theme, &Theme::changed, button, [this] { reflectChips(); });
}

void FilterEdit::toggleTerm(const QString& term) {
    QStringList terms = text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (terms.removeAll(term) == 0) terms.append(term);
    setText(terms.join(QLatin1Char(' ')));
}

void FilterEdit::reflectChips() {
    m_clear->setVisible(!isEmpty());
    const QStringList terms = text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const Chip& chip : std::as_const(m_chips)) {
        const bool on = terms.contains(chip.term);
        chip.button->setChecked(on);
        // The frame of a pressed button alone is hard to see.
        const ToneColors colors = m_theme.tone(Tone::Info);
        QPalette palette;
        if (on) {
            palette.setColor(QPalette::Button, colors.background);
            palette.setColor(QPalette::ButtonText, colors.foreground);
        }
        chip.button->setPalette(palette);
        chip.button->setIcon(on ? tintedIcon(Icon::Check, colors.foreground)
                                : tintedIcon(chip.icon));
    }
}

QString FilterEdit::text() const {
    return m_text->text().trimmed();
}

void FilterEdit::setText(const QString& text) {
    m_text->setText(text);
    closeCompletions();
    parse();
}

void FilterEdit::focusText() {
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

// ---- the language
// --------------------------------------------------------------------------------

void FilterEdit::parse() {
    m_debounce.stop();
    const auto parsed = inspect::Filter::parse(m_text->text().toStdString());
    if (!parsed) {
        m_error = parsed.error();
        underlineError();
        reflectState();
        QAccessibleEvent event(m_text, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
        return;
    }
    m_error.reset();
    underlineError();
    m_text->setAccessibleDescription(m_text->toolTip());
    if (m_parsed != text()) {
        m_parsed = text();
        m_filter = *parsed;
        Q_EMIT filterChanged(m_filter);
    }
    reflectState();
}

/// A line edit takes formats only from input methods.
void FilterEdit::underlineError() {
    QList<QInputMethodEvent::Attribute> attributes;
    if (m_error) {
        const QByteArray utf8 = m_text->text().toUtf8();
        const int from = charactersTo(utf8, m_error->offset);
        const int to =
            charactersTo(utf8, m_error->offset + std::max<std::size_t>(1, m_error->size));
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(m_theme.tone(Tone::Error).strong);
        attributes.append({QInputMethodEvent::TextFormat, from - m_text->cursorPosition(),
                           std::max(1, to - from), format});
    }
    QInputMethodEvent event({}, attributes);
    QCoreApplication::sendEvent(m_text, &event);
}

void FilterEdit::setProgress(bool running, qint64 shown, qint64 total, qint64 unexamined) {
    m_running = running;
    m_shown = shown;
    m_total = total;
    m_unexamined = unexamined;
    reflectState();
}

void FilterEdit::reflectState() {
    const int side = fontMetrics().height();
    const auto picture = [&](Icon icon, Tone tone) {
        m_icon->setPixmap(m_theme.icon(icon, tone).pixmap(side));
    };
    if (m_error) {
        const QString what = scepter::ui::text(m_error->what);
        picture(Icon::Error, Tone::Error);
        m_count->setText(what);
        m_icon->setToolTip(what);
        m_text->setAccessibleDescription(tr("Not understood: %1").arg(what));
        return;
    }
    if (m_running) {
        picture(Icon::Starting, Tone::Info);
        m_icon->setToolTip(tr("Looking…"));
        m_count->setText(m_unexamined == 0 ? tr("Looking…")
                                           : tr("%1 so far, %2 to examine")
                                                 .arg(locale().toString(m_shown),
                                                      locale().toString(m_unexamined)));
        return;
    }
    if (isEmpty()) {
        m_icon->setPixmap({});
        m_icon->setToolTip({});
    } else {
        picture(Icon::Ok, Tone::Ok);
        m_icon->setToolTip(tr("The filter is applied"));
    }
    m_count->setText(m_shown == m_total && isEmpty()
                         ? locale().toString(m_total)
                         : tr("%1 of %2", "rows shown of all")
                               .arg(locale().toString(m_shown), locale().toString(m_total)));
}

// ---- completion
// ----------------------------------------------------------------------------------

void FilterEdit::setWords(inspect::FilterWords words) {
    m_words = std::move(words);
    if (m_awaitsWords || m_completer->popup()->isVisible()) showCompletions(true);
}

void FilterEdit::showCompletions(bool asked) {
    if (!asked) Q_EMIT wordsWanted();
    const QString before = m_text->text().left(m_text->cursorPosition());
    const std::string whole = m_text->text().toStdString();
    const auto cursor = static_cast<std::size_t>(before.toUtf8().size());
    m_completions = inspect::completions(whole, cursor, m_words);
    // What is typed to its end needs no list.
    std::erase_if(m_completions, [&](const inspect::Completion& one) {
        return std::string_view(whole).substr(one.offset, one.size) == one.text;
    });
    m_awaitsWords = asked && m_completions.empty() && !m_awaitsWords;
    const bool wanted = asked || !before.isEmpty();
    if (m_completions.empty() || !wanted || !m_text->hasFocus()) {
        closeCompletions();
        return;
    }
    m_found->setRowCount(0);
    for (const inspect::Completion& one : m_completions) {
        auto* meaning = new QStandardItem(scepter::ui::text(one.meaning));
        auto* word = new QStandardItem(scepter::ui::text(one.text));
        word->setAccessibleText(
            one.meaning.empty() ? word->text() : tr("%1: %2").arg(word->text(), meaning->text()));
        m_found->appendRow({word, meaning});
    }
    auto* popup = qobject_cast<QTreeView*>(m_completer->popup());
    QRect at = m_text->rect();
    at.setWidth(std::max(kPopupWidth, at.width() / 2));
    m_completer->complete(at);
    popup->resizeColumnToContents(0);
}

bool FilterEdit::closeCompletions() {
    if (!m_completer->popup()->isVisible()) return false;
    m_completer->popup()->hide();
    return true;
}

void FilterEdit::complete(int row) {
    if (row < 0 || row >= static_cast<int>(m_completions.size())) return;
    const inspect::Completion chosen = m_completions[static_cast<std::size_t>(row)];
    const QByteArray utf8 = m_text->text().toUtf8();
    const int from = charactersTo(utf8, chosen.offset);
    const int to = charactersTo(utf8, chosen.offset + chosen.size);
    const QString word = scepter::ui::text(chosen.text);
    // A key waits for its value; after a value comes the next term.
    const bool key = word.endsWith(QLatin1Char(':'));
    QString whole = m_text->text();
    const bool last = to >= whole.size();
    const QString put = key || !last ? word : word + QLatin1Char(' ');
    m_text->setText(whole.replace(from, to - from, put));
    m_text->setCursorPosition(from + static_cast<int>(put.size()));
    // The values of the key, once this list is gone.
    if (key) QTimer::singleShot(0, this, [this] { showCompletions(true); });
}

bool FilterEdit::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event); // NOLINT: its type says so
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier) {
            Q_EMIT wordsWanted();
            showCompletions(true);
            return true;
        }
        if (key->key() == Qt::Key_Down && key->modifiers() == Qt::NoModifier &&
            !m_completer->popup()->isVisible()) {
            Q_EMIT wordsWanted();
            showCompletions(true);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace scepter::ui
