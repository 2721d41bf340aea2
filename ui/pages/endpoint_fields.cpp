#include "pages/endpoint_fields.h"

#include "widgets/inline_note.h"
#include "widgets/texts.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace scepter::ui {

namespace {

constexpr std::array<qint64, 4> kUnits{1, 60, 3600, 86'400};
constexpr int kMostUnits = 9'999'999;

/// Swallows the wheel over editors that have no focus.
class WheelGuard final : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (event->type() != QEvent::Wheel || widget == nullptr || widget->hasFocus())
            return QObject::eventFilter(watched, event);
        event->ignore();
        return true;
    }
};

} // namespace

FormField::FormField(const Theme& theme, QWidget* editor, const QString& help, QWidget* parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_help(new QLabel(this))
    , m_error(new InlineNote(theme, Tone::Error, this))
    , m_warning(new InlineNote(theme, Tone::Warning, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    column->addWidget(editor);
    column->addWidget(m_help);
    column->addWidget(m_error);
    column->addWidget(m_warning);
    m_help->setWordWrap(true);
    m_help->setTextFormat(Qt::PlainText);
    const auto mute = [this, &theme] {
        QPalette muted = m_help->palette();
        muted.setColor(QPalette::WindowText, theme.color(Surface::MutedText));
        m_help->setPalette(muted);
    };
    connect(&theme, &Theme::changed, m_help, mute);
    mute();
    setHelp(help);
}

void FormField::setHelp(const QString& help) {
    m_help->setText(help);
    m_help->setVisible(!help.isEmpty());
    reflect();
}

void FormField::setProblem(const QString& problem) {
    m_error->setText(problem);
    reflect();
}

QString FormField::problem() const {
    return m_error->text();
}

void FormField::setWarning(const QString& warning) {
    m_warning->setText(warning);
    reflect();
}

void FormField::reflect() {
    for (const QString& text : {m_error->text(), m_warning->text(), m_help->text()}) {
        if (text.isEmpty()) continue;
        describe(text);
        return;
    }
    describe({});
}

// Of an editor of several parts the first one is what is spoken.
void FormField::describe(const QString& text) {
    m_editor->setAccessibleDescription(text);
    if (m_editor->focusPolicy() != Qt::NoFocus) return;
    const auto parts = m_editor->findChildren<QWidget*>();
    const auto first = std::ranges::find_if(
        parts, [](const QWidget* part) { return (part->focusPolicy() & Qt::TabFocus) != 0; });
    if (first != parts.end()) (*first)->setAccessibleDescription(text);
}

// A form layout would cut notes of several lines: it does not ask for their height at its width.
FormGroup::FormGroup(const Theme& theme, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_grid(new QGridLayout) {
    m_title->setFont(Theme::strongFont());
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    setTitle(title);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addLayout(m_grid);
}

void FormGroup::setTitle(const QString& title) {
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
}

FormField* FormGroup::add(const QString& label, QWidget* editor, const QString& help) {
    auto* field = new FormField(m_theme, editor, help, this);
    const int row = m_grid->rowCount();
    if (label.isEmpty()) {
        m_grid->addWidget(field, row, 0, 1, 2);
        return field;
    }
    auto* name = new QLabel(label, this);
    name->setTextFormat(Qt::PlainText);
    name->setWordWrap(true);
    name->setContentsMargins(0, 4, 0, 0);
    name->setFixedWidth(fontMetrics().averageCharWidth() * 18);
    name->setBuddy(editor);
    if (editor->accessibleName().isEmpty()) editor->setAccessibleName(label);
    m_grid->addWidget(name, row, 0, Qt::AlignTop | Qt::AlignLeading);
    m_grid->addWidget(field, row, 1);
    return field;
}

void FormGroup::setShown(FormField* field, bool shown) {
    int row = 0;
    int column = 0;
    int rows = 0;
    int columns = 0;
    m_grid->getItemPosition(m_grid->indexOf(field), &row, &column, &rows, &columns);
    if (const QLayoutItem* label = m_grid->itemAtPosition(row, 0))
        label->widget()->setVisible(shown);
    field->setVisible(shown);
}

LinesEdit::LinesEdit(int lines, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_lines(lines) {
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
    fit();
}

void LinesEdit::fit() {
    // No room below the last line: the next one would be seen in half.
    const int frame = 2 * frameWidth() + static_cast<int>(document()->documentMargin());
    setFixedHeight(fontMetrics().lineSpacing() * m_lines + frame + 2);
}

void LinesEdit::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fit();
}

std::vector<std::string> LinesEdit::lines() const {
    std::vector<std::string> all;
    const QStringList parts = toPlainText().split(QLatin1Char('\n'));
    for (const QString& part : parts)
        if (const QString line = part.trimmed(); !line.isEmpty()) all.push_back(line.toStdString());
    return all;
}

void LinesEdit::setLines(const std::vector<std::string>& wanted) {
    if (lines() == wanted) return;
    QStringList parts;
    for (const std::string& line : wanted)
        parts.append(text(line));
    setPlainText(parts.join(QLatin1Char('\n')));
}

CodeView::CodeView(QWidget* parent)
    : QPlainTextEdit(parent) {
    setReadOnly(true);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(2);
    setFont(Theme::monospace());
}

void CodeView::setCode(const QString& code) {
    if (code == toPlainText()) return;
    setPlainText(code);
    fit();
}

void CodeView::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    fit();
}

void CodeView::fit() {
    // The height of a plain text document is counted in lines.
    const int lines = std::max(1, static_cast<int>(document()->size().height()));
    const int margin = 2 * static_cast<int>(document()->documentMargin());
    setFixedHeight(lines * fontMetrics().lineSpacing() + margin + 2);
}

DurationEdit::DurationEdit(QWidget* parent)
    : QWidget(parent)
    , m_number(new QSpinBox(this))
    , m_unit(new QComboBox(this)) {
    m_number->setRange(0, kMostUnits);
    m_number->setGroupSeparatorShown(true);
    m_unit->addItems({tr("seconds"), tr("minutes"), tr("hours"), tr("days")});
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_number);
    row->addWidget(m_unit);
    row->addStretch(1);
    connect(m_number, &QSpinBox::valueChanged, this, &DurationEdit::changed);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &DurationEdit::changed);
}

void DurationEdit::setName(const QString& objectName, const QString& accessibleName) {
    setObjectName(objectName);
    m_number->setObjectName(objectName + QStringLiteral("Number"));
    m_number->setAccessibleName(accessibleName);
    m_unit->setObjectName(objectName + QStringLiteral("Unit"));
    m_unit->setAccessibleName(tr("%1: unit").arg(accessibleName));
}

Duration DurationEdit::duration() const {
    const auto unit = static_cast<std::size_t>(std::max(0, m_unit->currentIndex()));
    return std::chrono::seconds(kUnits.at(unit) * m_number->value());
}

void DurationEdit::setDuration(Duration wanted) {
    if (duration() == wanted) return;
    const qint64 seconds = std::chrono::duration_cast<std::chrono::seconds>(wanted).count();
    std::size_t unit = kUnits.size() - 1;
    while (unit > 0 && seconds % kUnits.at(unit) != 0)
        --unit;
    m_unit->setCurrentIndex(static_cast<int>(unit));
    m_number->setValue(static_cast<int>(std::min<qint64>(seconds / kUnits.at(unit), kMostUnits)));
}

std::vector<std::string> linesKept(const LinesEdit& edit, const std::vector<std::string>& loaded) {
    LinesEdit asLoaded(1);
    asLoaded.setLines(loaded);
    std::vector<std::string> now = edit.lines();
    return now == asLoaded.lines() ? loaded : now;
}

void setTextKept(QLineEdit* edit, const QString& text) {
    if (edit->text() != text) edit->setText(text);
}

void setDataKept(QComboBox* combo, const QVariant& data) {
    const int row = combo->findData(data);
    if (row != combo->currentIndex()) combo->setCurrentIndex(row);
}

void watchEdits(QWidget* root, QObject* context, const std::function<void()>& edited) {
    auto* guard = new WheelGuard(root);
    for (auto* edit : root->findChildren<QLineEdit*>())
        if (qobject_cast<QAbstractSpinBox*>(edit->parentWidget()) == nullptr)
            QObject::connect(edit, &QLineEdit::textChanged, context, edited);
    for (auto* edit : root->findChildren<QPlainTextEdit*>())
        QObject::connect(edit, &QPlainTextEdit::textChanged, context, edited);
    for (auto* box : root->findChildren<QCheckBox*>())
        QObject::connect(box, &QCheckBox::toggled, context, edited);
    for (auto* combo : root->findChildren<QComboBox*>()) {
        combo->setFocusPolicy(Qt::StrongFocus);
        combo->installEventFilter(guard);
        QObject::connect(combo, &QComboBox::currentIndexChanged, context, edited);
    }
    for (auto* spin : root->findChildren<QSpinBox*>()) {
        spin->setFocusPolicy(Qt::StrongFocus);
        spin->installEventFilter(guard);
        QObject::connect(spin, &QSpinBox::valueChanged, context, edited);
    }
    for (auto* time : root->findChildren<QDateTimeEdit*>()) {
        time->setFocusPolicy(Qt::StrongFocus);
        time->installEventFilter(guard);
        QObject::connect(time, &QDateTimeEdit::dateTimeChanged, context, edited);
    }
}

// Holders of several controls must not have a focus proxy here: they stay where they were in the
// chain, and Tab would go from there back to the proxy for ever.
QWidget* orderTabStops(QWidget* before, const QWidget* root) {
    if (root->layout() == nullptr) return before;
    QList<QLayout*> open{root->layout()};
    QList<int> at{0};
    while (!open.isEmpty()) {
        QLayoutItem* item = open.last()->itemAt(at.last()++);
        if (item == nullptr) {
            open.removeLast();
            at.removeLast();
            continue;
        }
        QWidget* widget = item->widget();
        if (widget != nullptr && (widget->focusPolicy() & Qt::TabFocus) != 0 &&
            widget->focusProxy() == nullptr) {
            QWidget::setTabOrder(before, widget);
            before = widget;
        }
        if (QLayout* inside = widget != nullptr ? widget->layout() : item->layout()) {
            open.append(inside);
            at.append(0);
        }
    }
    return before;
}

QWidget* scrolled(QWidget* content, const QString& objectName) {
    auto* scroll = new QScrollArea;
    scroll->setObjectName(objectName);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    return scroll;
}

} // namespace scepter::ui
