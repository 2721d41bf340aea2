#include "pages/request_plan_editor.h"

#include "base/text.h"
#include "pages/request_words.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"
#include "widgets/wrap_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace scepter::ui {

namespace {

constexpr int kDebounceMs = 250;
constexpr qint64 kUnits[]{86'400, 3'600, 60};

std::string fieldOf(int row) {
    static constexpr std::array kFields{"Subject", "SAN", "Key", "Key usage", "EKU", "Validity"};
    return kFields[static_cast<std::size_t>(row)];
}

bool contains(const std::vector<asn1::Oid>& usages, const asn1::Oid& usage) {
    return std::ranges::find(usages, usage) != usages.end();
}

/// The usages that a plan's line names: "clientAuth, 1.2.3".
std::vector<asn1::Oid> usagesOf(std::string_view line) {
    std::vector<asn1::Oid> usages;
    for (const std::string_view name : split(line, ','))
        if (const auto usage = pki::extendedKeyUsageFromText(name)) usages.push_back(*usage);
    return usages;
}

/// The validity moves with the clock: that alone is no news.
bool samePlan(const std::vector<authority::PlanLine>& a,
              const std::vector<authority::PlanLine>& b) {
    return std::ranges::equal(a, b, [](const auto& one, const auto& other) {
        return one == other || (one.field == "Validity" && other.field == "Validity" &&
                                one.changed == other.changed);
    });
}

} // namespace

RequestPlanEditor::RequestPlanEditor(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_grid(new QGridLayout)
    , m_problem(new InlineNote(context.theme, Tone::Neutral, this))
    , m_warning(new InlineNote(context.theme, Tone::Neutral, this)) {
    m_problem->setObjectName(QStringLiteral("planProblem"));
    m_warning->setObjectName(QStringLiteral("planWarning"));
    build();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_problem);
    layout->addLayout(m_grid);
    layout->addWidget(m_warning);
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(kDebounceMs);
    connect(&m_debounce, &QTimer::timeout, this, &RequestPlanEditor::replan);
    connect(&context.theme, &Theme::changed, this, [this] {
        if (m_id != 0) showLines();
    });
}

bool RequestPlanEditor::isEdited() const {
    return m_drafts.value(m_id) != Draft{};
}

void RequestPlanEditor::forget(qint64 id) {
    m_drafts.remove(id);
    if (id == m_id) m_id = 0;
}

void RequestPlanEditor::show(const RequestData& next) {
    const bool same = next.view.record.id == m_id;
    if (same && samePlan(next.view.plan, m_data.view.plan) &&
        next.view.planProblem == m_data.view.planProblem && next.recipe == m_data.recipe) {
        m_data = next;
        if (!isEdited()) m_lines = next.view.plan;
        return;
    }
    m_id = next.view.record.id;
    m_data = next;
    const QScopedValueRollback filling(m_filling, true);
    if (!same) {
        m_lines = next.view.plan;
        fillUsages();
        for (const RowId id : {SubjectRow, SanRow, EkuRow, ValidityRow})
            setEditing(id, hasDraft(id));
    }
    blockEdits();
    replan();
}

const authority::PlanLine* RequestPlanEditor::lineOf(RowId id) const {
    const std::string field = fieldOf(id);
    const auto found = std::ranges::find(m_lines, field, &authority::PlanLine::field);
    return found == m_lines.end() ? nullptr : &*found;
}

QString RequestPlanEditor::whyBlocked(RowId id) const {
    if (!m_data.recipe) return tr("The endpoint or its template is gone.");
    using authority::SanPolicy;
    switch (id) {
    case SubjectRow:
        return m_data.recipe->subjectPolicy == authority::SubjectPolicy::Override
                   ? tr("The template decides the subject.")
                   : QString();
    case SanRow:
        if (m_data.recipe->sanPolicy == SanPolicy::Drop)
            return tr("The template leaves out all alternative names.");
        return m_data.recipe->sanPolicy == SanPolicy::Override
                   ? tr("The template decides the alternative names.")
                   : QString();
    case EkuRow:
        return possibleUsages().empty() ? tr("The template knows no purposes to choose from.")
                                        : QString();
    default:
        return {};
    }
}

QString RequestPlanEditor::initialSubject() const {
    const authority::PlanLine* line = lineOf(SubjectRow);
    const bool asAsked = line == nullptr || line->issued == line->requested || hasDraft(SubjectRow);
    return text(asAsked ? m_data.askedSubject : line->issued);
}

QString RequestPlanEditor::initialSans() const {
    QStringList lines;
    for (const pki::GeneralName& name : m_data.askedSans)
        lines.append(text(pki::toText(name)));
    return lines.join(QLatin1Char('\n'));
}

std::vector<asn1::Oid> RequestPlanEditor::possibleUsages() const {
    if (!m_data.recipe) return {};
    std::vector<asn1::Oid> usages = m_data.recipe->extendedKeyUsage;
    // What was asked for and would be issued beyond the list is allowed, too.
    for (const authority::PlanLine& line : m_data.view.plan)
        if (line.field == "EKU")
            for (const asn1::Oid& usage : usagesOf(line.issued))
                if (!contains(usages, usage)) usages.push_back(usage);
    return usages;
}

QStringList RequestPlanEditor::initialUsages() const {
    QStringList usages;
    for (const authority::PlanLine& line : m_data.view.plan)
        if (line.field == "EKU")
            for (const asn1::Oid& usage : usagesOf(line.issued))
                usages.append(text(usage.toText()));
    usages.sort();
    return usages;
}

bool RequestPlanEditor::hasDraft(RowId id) const {
    const Draft draft = m_drafts.value(m_id);
    switch (id) {
    case SubjectRow:
        return draft.subject.has_value();
    case SanRow:
        return draft.sans.has_value();
    case EkuRow:
        return draft.usages.has_value();
    case ValidityRow:
        return draft.validitySeconds.has_value();
    default:
        return false;
    }
}

void RequestPlanEditor::dropDraft(RowId id) {
    const auto draft = m_drafts.find(m_id);
    if (draft == m_drafts.end()) return;
    if (id == SubjectRow) draft->subject.reset();
    if (id == SanRow) draft->sans.reset();
    if (id == EkuRow) draft->usages.reset();
    if (id == ValidityRow) draft->validitySeconds.reset();
    if (*draft == Draft{}) m_drafts.erase(draft);
}

void RequestPlanEditor::fillEditor(RowId id) {
    const QScopedValueRollback filling(m_filling, true);
    const Draft draft = m_drafts.value(m_id);
    if (id == SubjectRow) m_subject->setText(draft.subject.value_or(initialSubject()));
    if (id == SanRow) m_sans->setPlainText(draft.sans.value_or(initialSans()));
    if (id == EkuRow) {
        const QStringList chosen = draft.usages.value_or(initialUsages());
        for (QCheckBox* box : std::as_const(m_usageBoxes))
            box->setChecked(chosen.contains(box->property("oid").toString()));
    }
    if (id != ValidityRow || !m_data.recipe) return;
    const qint64 limit =
        std::chrono::duration_cast<std::chrono::seconds>(m_data.recipe->validity).count();
    const qint64 seconds = draft.validitySeconds.value_or(limit);
    const std::array names{tr("days"), tr("hours"), tr("minutes")};
    m_unit->clear();
    int chosen = -1;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (limit < kUnits[i]) continue;
        m_unit->addItem(names[i], kUnits[i]);
        if (chosen < 0 && seconds % kUnits[i] == 0) chosen = m_unit->count() - 1;
    }
    m_unit->setCurrentIndex(chosen < 0 ? m_unit->count() - 1 : chosen);
    const qint64 unit = std::max<qint64>(1, m_unit->currentData().toLongLong());
    m_amount->setMaximum(static_cast<int>(std::min<qint64>(limit / unit, 1 << 30)));
    m_amount->setValue(static_cast<int>(std::min<qint64>(seconds / unit, 1 << 30)));
}

void RequestPlanEditor::noteTyped(RowId id) {
    if (m_filling || m_id == 0) return;
    const bool wasEdited = hasDraft(id);
    dropDraft(id);
    if (id == SubjectRow && (wasEdited || m_subject->text() != initialSubject()))
        m_drafts[m_id].subject = m_subject->text();
    if (id == SanRow && m_sans->toPlainText() != initialSans())
        m_drafts[m_id].sans = m_sans->toPlainText();
    if (id == EkuRow) {
        QStringList chosen;
        for (const QCheckBox* box : std::as_const(m_usageBoxes))
            if (box->isChecked()) chosen.append(box->property("oid").toString());
        chosen.sort();
        if (chosen != initialUsages()) m_drafts[m_id].usages = chosen;
    }
    if (id == ValidityRow && m_data.recipe) {
        const qint64 seconds = m_amount->value() * m_unit->currentData().toLongLong();
        if (std::chrono::seconds(seconds) != m_data.recipe->validity)
            m_drafts[m_id].validitySeconds = seconds;
    }
    ++m_turn;
    setState(State::Checking, {});
    m_debounce.start();
}

bool RequestPlanEditor::undoLast() {
    for (const RowId id : {ValidityRow, EkuRow, SanRow, SubjectRow}) {
        if (!row(id).editing) continue;
        dropDraft(id);
        setEditing(id, false);
        row(id).edit->setFocus(Qt::OtherFocusReason);
        replan();
        return true;
    }
    return false;
}

void RequestPlanEditor::replan() {
    m_debounce.stop();
    ++m_turn;
    for (Row& one : m_rows)
        if (one.error != nullptr) one.error->clear();
    authority::Adjustments adjustments;
    if (!readDraft(adjustments)) return;
    if (!isEdited()) {
        m_adjustments = {};
        m_lines = m_data.view.plan;
        if (m_data.view.planProblem)
            refuse(*m_data.view.planProblem);
        else
            setState(State::Ready, {});
        return;
    }
    setState(State::Checking, {});
    m_context.session
        .ask([id = m_id, adjustments](workbench::Workbench& workbench) {
            return workbench.requests().plan(id, adjustments);
        })
        .then(this, [this, turn = m_turn,
                     adjustments](const Result<std::vector<authority::PlanLine>>& answer) {
            if (turn != m_turn) return; // typed on meanwhile
            m_adjustments = adjustments;
            planArrived(answer);
        });
}

void RequestPlanEditor::planArrived(const Result<std::vector<authority::PlanLine>>& answer) {
    if (!answer) {
        refuse(answer.error());
        return;
    }
    m_lines = *answer;
    setState(State::Ready, {});
}

bool RequestPlanEditor::readDraft(authority::Adjustments& adjustments) {
    const Draft draft = m_drafts.value(m_id);
    if (draft.validitySeconds) adjustments.validity = std::chrono::seconds(*draft.validitySeconds);
    return readSubject(adjustments) && readSans(adjustments) && readUsages(adjustments);
}

bool RequestPlanEditor::readSubject(authority::Adjustments& adjustments) {
    const Draft draft = m_drafts.value(m_id);
    if (!draft.subject || *draft.subject == text(m_data.askedSubject)) return true;
    auto name = pki::Name::fromText(draft.subject->toStdString());
    if (!name) {
        refuse(SubjectRow, tr("This is no subject: %1.").arg(text(printable(name.error().detail))));
        return false;
    }
    adjustments.subject = std::move(*name);
    return true;
}

bool RequestPlanEditor::readSans(authority::Adjustments& adjustments) {
    const Draft draft = m_drafts.value(m_id);
    if (!draft.sans) return true;
    std::vector<pki::GeneralName> names;
    const QStringList lines = draft.sans->split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        const std::string typed = line.trimmed().toStdString();
        if (typed.empty()) continue;
        // An untouched line keeps its encoding, whatever the text can tell of it.
        const auto asked = std::ranges::find_if(m_data.askedSans, [&](const pki::GeneralName& one) {
            return pki::toText(one) == typed;
        });
        auto name = asked != m_data.askedSans.end() ? Result<pki::GeneralName>(*asked)
                                                    : pki::generalNameFromText(typed);
        if (!name) {
            refuse(SanRow, tr("“%1” is no alternative name: %2.")
                               .arg(text(printable(typed)), text(printable(name.error().detail))));
            return false;
        }
        names.push_back(std::move(*name));
    }
    adjustments.subjectAltNames = std::move(names);
    return true;
}

bool RequestPlanEditor::readUsages(authority::Adjustments& adjustments) {
    const Draft draft = m_drafts.value(m_id);
    if (!draft.usages) return true;
    if (draft.usages->isEmpty()) {
        refuse(EkuRow, tr("Choose at least one: a certificate without purposes is good for all."));
        return false;
    }
    std::vector<asn1::Oid> usages;
    for (const QString& usage : *draft.usages)
        if (const auto oid = asn1::Oid::fromText(usage.toStdString())) usages.push_back(*oid);
    adjustments.extendedKeyUsage = std::move(usages);
    return true;
}

void RequestPlanEditor::refuse(RowId id, const QString& why) {
    row(id).error->say(Tone::Error, why);
    setState(State::Refused, why);
}

void RequestPlanEditor::refuse(const Error& error) {
    const Problem problem = problemOf(error, m_context.session.clock().now());
    const QString why = QStringList{problem.summary, problem.why}.join(QLatin1Char(' ')).trimmed();
    std::optional<RowId> blamed;
    if (error.code == ErrorCode::SubjectRejected) blamed = SubjectRow;
    if (error.code == ErrorCode::SanRejected) blamed = SanRow;
    int edited = 0;
    for (const RowId id : {SubjectRow, SanRow, EkuRow, ValidityRow})
        if (hasDraft(id)) {
            ++edited;
            if (error.code == ErrorCode::InvalidArgument && edited == 1) blamed = id;
        }
    if (blamed && hasDraft(*blamed) && (edited == 1 || error.code != ErrorCode::InvalidArgument)) {
        refuse(*blamed, why);
        return;
    }
    setState(State::Refused, why);
}

void RequestPlanEditor::setState(State state, const QString& problem) {
    m_state = state;
    m_problemText = problem;
    const bool underField = std::ranges::any_of(m_rows, [](const Row& one) {
        return one.error != nullptr && !one.error->text().isEmpty();
    });
    m_problem->say(Tone::Error, state == State::Refused && !underField
                                    ? tr("Cannot be issued as it stands. %1").arg(problem)
                                    : QString());
    const bool differs =
        m_adjustments.subject || m_adjustments.subjectAltNames || m_adjustments.extendedKeyUsage;
    m_warning->say(Tone::Warning, isEdited() && differs
                                      ? tr("Some clients refuse a certificate that differs from "
                                           "what they asked for.")
                                      : QString());
    if (state != State::Checking) showLines();
    blockEdits();
    Q_EMIT changed();
}

} // namespace scepter::ui
