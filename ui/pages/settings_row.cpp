#include "pages/settings_row.h"

#include "shell/desktop.h"
#include "theme/tinted_icon.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QToolButton>

namespace scepter::ui {

namespace {

constexpr int kLabelLetters = 24;
constexpr int kEditorLetters = 30;
constexpr int kNumberLetters = 16;
constexpr int kIcon = 16;

} // namespace

SettingRow::SettingRow(const Theme& theme, Desktop& desktop, Setting setting, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_desktop(desktop)
    , m_setting(std::move(setting))
    , m_marker(new QLabel(tr("Default"), this))
    , m_reset(new QToolButton(this))
    , m_help(new QLabel(m_setting.help, this))
    , m_noteIcon(new QLabel(this))
    , m_note(new QLabel(this)) {
    setObjectName(QStringLiteral("row:") + m_setting.key);
    m_reset->setObjectName(QStringLiteral("reset:") + m_setting.key);
    m_reset->setAutoRaise(true);
    m_reset->setFocusPolicy(Qt::StrongFocus);
    m_reset->setIcon(tintedIcon(Icon::Undo));
    m_reset->setToolTip(
        tr("Reset to the default: %1").arg(valueText(m_setting, m_setting.standard)));
    m_reset->setAccessibleName(tr("Reset: %1").arg(m_setting.label));
    m_note->setObjectName(QStringLiteral("note:") + m_setting.key);
    for (QLabel* label : {m_help, m_note}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    layOut(makeEditor());
    m_input->setObjectName(m_setting.key);
    m_input->setAccessibleName(m_setting.label);
    m_input->setAccessibleDescription(m_setting.help);
    m_input->setFocusPolicy(Qt::StrongFocus);
    m_input->installEventFilter(this);
    setNote({});
    setValue(m_setting.standard);
    retint();
    connect(&theme, &Theme::changed, this, &SettingRow::retint);
    connect(m_reset, &QToolButton::clicked, this, [this] {
        setValue(m_setting.standard);
        Q_EMIT edited(m_setting.standard);
        focusEditor();
    });
}

void SettingRow::layOut(QWidget* editor) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 4, 0, 4);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    const int letter = fontMetrics().averageCharWidth();
    if (m_setting.type == SettingType::Switch) {
        grid->addWidget(editor, 0, 0, 1, 2);
    } else {
        auto* label = new QLabel(m_setting.label, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setBuddy(m_input);
        label->setMinimumWidth(kLabelLetters * letter);
        editor->setMaximumWidth(kEditorLetters * letter * 2);
        grid->addWidget(label, 0, 0);
        const bool isNumber = m_setting.type == SettingType::Number;
        grid->addWidget(editor, 0, 1, isNumber ? Qt::AlignLeading : Qt::Alignment());
    }
    auto* end = new QHBoxLayout;
    end->setSpacing(4);
    end->addWidget(m_marker);
    end->addWidget(m_reset);
    grid->addLayout(end, 0, 2, Qt::AlignTrailing | Qt::AlignVCenter);
    grid->setColumnMinimumWidth(2, m_marker->sizeHint().width() + 32);
    grid->addWidget(m_help, 1, 0, 1, 3);
    auto* note = new QHBoxLayout;
    note->setSpacing(6);
    note->addWidget(m_noteIcon, 0, Qt::AlignTop);
    note->addWidget(m_note, 1);
    grid->addLayout(note, 2, 0, 1, 3);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 3);
}

QWidget* SettingRow::makeEditor() {
    switch (m_setting.type) {
    case SettingType::Switch: {
        auto* box = new QCheckBox(m_setting.label, this);
        connect(box, &QCheckBox::toggled, this, &SettingRow::emitEdited);
        m_input = box;
        return box;
    }
    case SettingType::Number:
        return makeNumber();
    case SettingType::Choice:
        return makeChoice();
    case SettingType::Address:
        return makeAddress();
    case SettingType::Text:
        return makeText();
    case SettingType::File:
        return makeFile();
    }
    return nullptr;
}

QWidget* SettingRow::makeNumber() {
    auto* box = new QSpinBox(this);
    box->setRange(m_setting.least, m_setting.most);
    box->setSuffix(m_setting.unit);
    if (m_setting.least == 0 && !m_setting.zero.isEmpty()) box->setSpecialValueText(m_setting.zero);
    // What acts at once waits for the whole number.
    box->setKeyboardTracking(m_setting.scope == SettingScope::Workspace);
    box->setAccelerated(true);
    box->setMinimumWidth(kNumberLetters * fontMetrics().averageCharWidth());
    connect(box, &QSpinBox::valueChanged, this, &SettingRow::emitEdited);
    m_input = box;
    return box;
}

QWidget* SettingRow::makeChoice() {
    auto* box = new QComboBox(this);
    for (const SettingChoice& choice : m_setting.choices)
        box->addItem(choice.label, choice.value);
    connect(box, &QComboBox::currentIndexChanged, this, &SettingRow::emitEdited);
    m_input = box;
    return box;
}

QWidget* SettingRow::makeAddress() {
    auto* box = new QComboBox(this);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setMinimumContentsLength(12);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(box, &QComboBox::editTextChanged, this, &SettingRow::emitEdited);
    // The list shows names of interfaces too; the value is the address alone.
    connect(box, &QComboBox::activated, this,
            [box](int index) { box->setEditText(box->itemData(index).toString()); });
    m_input = box;
    return box;
}

QWidget* SettingRow::makeText() {
    auto* field = new QLineEdit(this);
    field->setMaxLength(m_setting.most > 0 ? m_setting.most : 64);
    connect(field, &QLineEdit::textEdited, this, &SettingRow::emitEdited);
    m_input = field;
    return field;
}

QWidget* SettingRow::makeFile() {
    auto* box = new QWidget(this);
    auto* field = new QLineEdit(box);
    field->setClearButtonEnabled(true);
    auto* choose = new QPushButton(tr("Choose…"), box);
    choose->setObjectName(QStringLiteral("choose:") + m_setting.key);
    choose->setAccessibleName(tr("Choose a file: %1").arg(m_setting.label));
    choose->setAutoDefault(false);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(field, 1);
    row->addWidget(choose);
    connect(field, &QLineEdit::textChanged, this, &SettingRow::emitEdited);
    connect(choose, &QPushButton::clicked, this, [this, field] {
        m_desktop.chooseOpenFile(this, m_setting.label,
                                 {tr("PEM files (*.pem *.crt *.cer *.key)"), tr("All files (*)")},
                                 [field](const QString& path) { field->setText(path); });
    });
    m_input = field;
    return box;
}

void SettingRow::setValue(const QVariant& value) {
    if (value == this->value()) {
        reflectDefault();
        return;
    }
    const QScopedValueRollback quiet(m_quiet, true);
    if (auto* check = qobject_cast<QCheckBox*>(m_input))
        check->setChecked(value.toBool());
    else if (auto* spin = qobject_cast<QSpinBox*>(m_input))
        spin->setValue(value.toInt());
    else if (auto* field = qobject_cast<QLineEdit*>(m_input))
        field->setText(value.toString());
    else if (auto* combo = qobject_cast<QComboBox*>(m_input)) {
        if (combo->isEditable())
            combo->setEditText(value.toString());
        else
            combo->setCurrentIndex(combo->findData(value));
    }
    reflectDefault();
}

QVariant SettingRow::value() const {
    if (const auto* check = qobject_cast<QCheckBox*>(m_input)) return check->isChecked();
    if (const auto* spin = qobject_cast<QSpinBox*>(m_input)) return spin->value();
    if (const auto* field = qobject_cast<QLineEdit*>(m_input)) return field->text().trimmed();
    if (const auto* combo = qobject_cast<QComboBox*>(m_input))
        return combo->isEditable() ? combo->currentText().trimmed() : combo->currentData();
    return {};
}

void SettingRow::setSuggestions(const QList<SettingChoice>& addresses) {
    auto* combo = qobject_cast<QComboBox*>(m_input);
    if (combo == nullptr) return;
    const QScopedValueRollback quiet(m_quiet, true);
    const QString typed = combo->currentText();
    combo->clear();
    for (const SettingChoice& address : addresses)
        combo->addItem(address.label, address.value);
    combo->setEditText(typed);
}

void SettingRow::emitEdited() {
    if (m_quiet) return;
    reflectDefault();
    Q_EMIT edited(value());
}

void SettingRow::reflectDefault() {
    const bool isDefault = value() == m_setting.standard;
    m_marker->setVisible(isDefault);
    m_reset->setVisible(!isDefault);
}

void SettingRow::setNote(const QString& text, Tone tone) {
    const bool news = text != m_note->text();
    m_noteTone = tone;
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
    m_noteIcon->setVisible(!text.isEmpty() && tone != Tone::Neutral);
    retint();
    if (!news || tone != Tone::Error) return;
    m_note->setAccessibleName(text);
    QAccessibleEvent event(m_note, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void SettingRow::retint() {
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, m_theme.color(Surface::MutedText));
    m_help->setPalette(muted);
    m_marker->setPalette(muted);
    QPalette note = palette();
    note.setColor(QPalette::WindowText, m_noteTone == Tone::Neutral
                                            ? m_theme.color(Surface::MutedText)
                                            : m_theme.tone(m_noteTone).strong);
    m_note->setPalette(note);
    if (m_noteTone != Tone::Neutral)
        m_noteIcon->setPixmap(m_theme.icon(iconOf(m_noteTone), m_noteTone)
                                  .pixmap(QSize(kIcon, kIcon), devicePixelRatioF()));
}

bool SettingRow::matches(const QString& text) const {
    return m_setting.label.contains(text, Qt::CaseInsensitive) ||
           m_setting.help.contains(text, Qt::CaseInsensitive) ||
           m_setting.key.contains(text, Qt::CaseInsensitive) ||
           categoryName(m_setting.category).contains(text, Qt::CaseInsensitive);
}

void SettingRow::focusEditor() {
    m_input->setFocus(Qt::OtherFocusReason);
}

bool SettingRow::eventFilter(QObject* watched, QEvent* event) {
    // Who scrolls the page means the page, not the box that happens to be under the pointer.
    if (watched == m_input && event->type() == QEvent::Wheel && !m_input->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace scepter::ui
