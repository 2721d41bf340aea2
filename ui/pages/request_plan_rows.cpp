// How the plan looks: its rows and the fields that change them.
#include "pages/request_plan_editor.h"
#include "pages/request_words.h"
#include "theme/tinted_icon.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"
#include "widgets/wrap_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

// A row of the grid holds the texts, one the field, one what is wrong with it.
constexpr int kGridRows = 3;
constexpr int kMaxSubject = 8192;
constexpr int kNameLetters = 11;

enum Column { MarkColumn, NameColumn, RequestedColumn, IssuedColumn, EditColumn };

QString shownOrDash(const std::string& value) {
    return value.empty() ? QStringLiteral("—") : text(value);
}

/// "365 days, from 2026-11-25 18:00 to 2027-11-25 18:10 UTC"; the text itself when it is none.
QString validityWords(const std::string& line) {
    const auto cut = line.find(" to ");
    if (cut == std::string::npos) return text(line);
    const auto end = line.find(' ', cut + 4);
    const auto from = timeFromIsoText(std::string_view(line).substr(0, cut));
    const auto until = timeFromIsoText(
        std::string_view(line).substr(cut + 4, end == std::string::npos ? end : end - cut - 4));
    if (!from || !until) return text(line);
    const auto moment = [](TimePoint time) {
        return toDateTime(time).toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    };
    return RequestPlanEditor::tr("%1, from %2 to %3 UTC")
               .arg(lengthText(*until - *from), moment(*from), moment(*until)) +
           (end == std::string::npos ? QString() : text(line.substr(end)));
}

} // namespace

void RequestPlanEditor::build() {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(RequestedColumn, 1);
    m_grid->setColumnStretch(IssuedColumn, 1);
    const auto heading = [this](int column, const QString& words) {
        auto* label = new QLabel(words, this);
        label->setFont(Theme::strongFont());
        label->setTextFormat(Qt::PlainText);
        m_grid->addWidget(label, 0, column);
    };
    heading(RequestedColumn, tr("Requested"));
    heading(IssuedColumn, tr("Will be issued"));
    buildRow(SubjectRow, "Subject");
    buildRow(SanRow, "SAN");
    buildRow(KeyRow, "Key");
    buildRow(KeyUsageRow, "Key usage");
    buildRow(EkuRow, "EKU");
    buildRow(ValidityRow, "Validity");
}

void RequestPlanEditor::buildRow(RowId id, const std::string& field) {
    Row& made = row(id);
    const QString key = text(field).remove(QLatin1Char(' '));
    const int at = 1 + static_cast<int>(id) * kGridRows;
    made.mark = new QLabel(this);
    made.name = new QLabel(fieldWords(field), this);
    made.name->setTextFormat(Qt::PlainText);
    made.name->setWordWrap(true);
    made.name->setMinimumWidth(kNameLetters * fontMetrics().averageCharWidth());
    made.requested = new WrapText(this);
    made.requested->setObjectName(QStringLiteral("requested") + key);
    made.issued = new WrapText(this);
    made.issued->setObjectName(QStringLiteral("issued") + key);
    m_grid->addWidget(made.mark, at, MarkColumn, Qt::AlignTop);
    m_grid->addWidget(made.name, at, NameColumn, Qt::AlignTop);
    m_grid->addWidget(made.requested, at, RequestedColumn, Qt::AlignTop);
    m_grid->addWidget(made.issued, at, IssuedColumn, Qt::AlignTop);
    made.editor = makeEditor(id);
    if (made.editor == nullptr) return;
    made.editor->hide();
    made.edit = new QToolButton(this);
    made.edit->setObjectName(QStringLiteral("edit") + key);
    made.edit->setAutoRaise(true);
    made.edit->setFocusPolicy(Qt::StrongFocus);
    connect(made.edit, &QToolButton::clicked, this, [this, id] {
        if (row(id).editing) dropDraft(id);
        setEditing(id, !row(id).editing);
        replan();
        if (row(id).editing)
            row(id).editor->setFocus(Qt::OtherFocusReason);
        else
            row(id).edit->setFocus(Qt::OtherFocusReason);
    });
    made.error = new InlineNote(m_context.theme, Tone::Neutral, this);
    made.error->setObjectName(QStringLiteral("error") + key);
    m_grid->addWidget(made.edit, at, EditColumn, Qt::AlignTop);
    m_grid->addWidget(made.editor, at + 1, NameColumn, 1, EditColumn - NameColumn + 1);
    m_grid->addWidget(made.error, at + 2, NameColumn, 1, EditColumn - NameColumn + 1);
}

QWidget* RequestPlanEditor::makeEditor(RowId id) {
    switch (id) {
    case SubjectRow:
        m_subject = new QLineEdit(this);
        m_subject->setObjectName(QStringLiteral("subjectField"));
        m_subject->setMaxLength(kMaxSubject);
        m_subject->setAccessibleName(tr("Subject to be issued"));
        m_subject->setToolTip(tr("As in CN=kiosk-19,O=Example"));
        connect(m_subject, &QLineEdit::textChanged, this, [this] { noteTyped(SubjectRow); });
        return m_subject;
    case SanRow:
        m_sans = new QPlainTextEdit(this);
        m_sans->setObjectName(QStringLiteral("sanField"));
        m_sans->setTabChangesFocus(true);
        m_sans->setAccessibleName(tr("Alternative names to be issued, one a line"));
        m_sans->setPlaceholderText(tr("One a line: DNS:host.example, IP:10.0.0.1, "
                                      "Email:a@example.org"));
        m_sans->setFixedHeight(4 * fontMetrics().lineSpacing() + 12);
        connect(m_sans, &QPlainTextEdit::textChanged, this, [this] { noteTyped(SanRow); });
        return m_sans;
    case EkuRow:
        m_usages = new QWidget(this);
        m_usages->setAccessibleName(tr("Purposes to be issued"));
        m_usages->setLayout(new QVBoxLayout);
        m_usages->layout()->setContentsMargins(0, 0, 0, 0);
        m_usages->layout()->setSpacing(4);
        return m_usages;
    case ValidityRow:
        return makeValidityEditor();
    default:
        return nullptr;
    }
}

QWidget* RequestPlanEditor::makeValidityEditor() {
    auto* box = new QWidget(this);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    m_amount = new QSpinBox(box);
    m_amount->setObjectName(QStringLiteral("validityAmount"));
    m_amount->setAccessibleName(tr("Length of the validity"));
    m_amount->setMinimum(1);
    m_unit = new QComboBox(box);
    m_unit->setObjectName(QStringLiteral("validityUnit"));
    m_unit->setAccessibleName(tr("Unit of the validity"));
    line->addWidget(m_amount);
    line->addWidget(m_unit);
    line->addStretch(1);
    box->setFocusProxy(m_amount);
    connect(m_amount, &QSpinBox::valueChanged, this, [this] { noteTyped(ValidityRow); });
    connect(m_unit, &QComboBox::currentIndexChanged, this, [this] {
        if (m_unit->currentIndex() < 0 || !m_data.recipe) return;
        const auto limit =
            std::chrono::duration_cast<std::chrono::seconds>(m_data.recipe->validity);
        m_amount->setMaximum(static_cast<int>(
            std::min<qint64>(limit.count() / m_unit->currentData().toLongLong(), 1 << 30)));
        noteTyped(ValidityRow);
    });
    return box;
}

void RequestPlanEditor::fillUsages() {
    for (QCheckBox* box : std::as_const(m_usageBoxes)) {
        box->hide();
        box->deleteLater();
    }
    m_usageBoxes.clear();
    for (const asn1::Oid& usage : possibleUsages()) {
        auto* box = new QCheckBox(usageWords(usage), m_usages);
        box->setObjectName(QStringLiteral("usage-") + text(pki::extendedKeyUsageName(usage)));
        box->setProperty("oid", text(usage.toText()));
        connect(box, &QCheckBox::toggled, this, [this] { noteTyped(EkuRow); });
        m_usages->layout()->addWidget(box);
        m_usageBoxes.append(box);
    }
    m_usages->setFocusProxy(m_usageBoxes.isEmpty() ? nullptr : m_usageBoxes.first());
}

void RequestPlanEditor::setEditing(RowId id, bool on) {
    Row& edited = row(id);
    edited.editing = on;
    edited.editor->setVisible(on);
    edited.edit->setIcon(tintedIcon(on ? Icon::Undo : Icon::Edit));
    if (on)
        fillEditor(id);
    else
        edited.error->clear();
}

void RequestPlanEditor::blockEdits() {
    for (const RowId id : {SubjectRow, SanRow, EkuRow, ValidityRow}) {
        const Row& edited = row(id);
        const QString field = edited.name->text();
        const QString what =
            edited.editing ? tr("Undo the change: %1").arg(field) : tr("Change: %1").arg(field);
        const QString why = edited.editing ? QString() : whyBlocked(id);
        edited.edit->setEnabled(why.isEmpty());
        edited.edit->setToolTip(why.isEmpty() ? what : why);
        edited.edit->setAccessibleName(what);
        edited.edit->setAccessibleDescription(why);
    }
}

void RequestPlanEditor::showLines() {
    const int side = fontMetrics().height();
    for (int i = 0; i < RowCount; ++i) {
        const auto id = static_cast<RowId>(i);
        Row& shown = row(id);
        const authority::PlanLine* line = lineOf(id);
        const std::string requested = line ? line->requested : std::string();
        const std::string issued = line ? line->issued : std::string();
        shown.requested->setValue(shownOrDash(requested), tr("Requested"));
        shown.issued->setValue(id == ValidityRow && !issued.empty() ? validityWords(issued)
                                                                    : shownOrDash(issued),
                               tr("Will be issued"));
        const bool differs = line != nullptr && line->changed;
        shown.mark->setPixmap(differs ? m_context.theme.icon(Icon::Warning, Tone::Warning)
                                            .pixmap(QSize(side, side), devicePixelRatioF())
                                      : QPixmap());
        shown.mark->setToolTip(differs ? tr("Differs from what was asked for") : QString());
        shown.mark->setAccessibleName(shown.mark->toolTip());
    }
    showExtraLines();
}

void RequestPlanEditor::showExtraLines() {
    for (QWidget* widget : std::as_const(m_extra)) {
        m_grid->removeWidget(widget);
        widget->hide();
        widget->deleteLater();
    }
    m_extra.clear();
    int at = 1 + static_cast<int>(RowCount) * kGridRows;
    for (const authority::PlanLine& line : m_lines) {
        const bool known =
            std::ranges::any_of(std::array{"Subject", "SAN", "Key", "Key usage", "EKU", "Validity"},
                                [&](const char* field) { return line.field == field; });
        if (known) continue;
        auto* name = new QLabel(fieldWords(line.field), this);
        name->setTextFormat(Qt::PlainText);
        name->setWordWrap(true);
        auto* requested = new WrapText(this);
        requested->setValue(shownOrDash(line.requested), tr("Requested"));
        auto* issued = new WrapText(this);
        issued->setValue(line.issued.empty() ? tr("left out") : text(line.issued),
                         tr("Will be issued"));
        m_grid->addWidget(name, at, NameColumn, Qt::AlignTop);
        m_grid->addWidget(requested, at, RequestedColumn, Qt::AlignTop);
        m_grid->addWidget(issued, at++, IssuedColumn, Qt::AlignTop);
        m_extra.append({name, requested, issued});
    }
}

} // namespace scepter::ui
