// How the Requests page decides.
#include "models/request_model.h"
#include "pages/request_detail.h"
#include "pages/request_plan_editor.h"
#include "pages/request_words.h"
#include "pages/requests_page.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include <algorithm>
#include <utility>

namespace scepter::ui {

namespace {

using enrollment::RequestState;

// More at once nobody looks through.
constexpr qsizetype kMostAtOnce = 500;

QString subjectOf(const enrollment::RequestRecord& record) {
    if (!record.subject.empty()) return text(record.subject);
    return record.san.empty() ? RequestsPage::tr("request %1").arg(record.id) : text(record.san);
}

/// Those of `ids` that are still pending, each with what would be issued for it.
Result<std::vector<workbench::RequestView>> readPending(workbench::Workbench& workbench,
                                                        const QList<qint64>& ids) {
    std::vector<workbench::RequestView> pending;
    for (const qint64 id : ids) {
        SCEPTER_TRY(view, workbench.requests().show(id));
        if (view.record.state == RequestState::Pending) pending.push_back(std::move(view));
    }
    return pending;
}

} // namespace

QString RequestsPage::subjectOf(qint64 id) const {
    const enrollment::RequestRecord* record = m_model->record(id);
    return record == nullptr ? tr("request %1").arg(id) : ui::subjectOf(*record);
}

Candidate RequestsPage::candidateOf(qint64 id) const {
    Candidate candidate{.id = id, .subject = subjectOf(id)};
    if (const enrollment::RequestRecord* record = m_model->record(id))
        candidate.endpoint = m_model->endpointName(record->key.endpointId);
    return candidate;
}

QList<qint64> RequestsPage::pendingSelected() const {
    QList<qint64> ids = view().selectedIds();
    ids.removeIf([this](qint64 id) {
        const enrollment::RequestRecord* record = m_model->record(id);
        return record != nullptr && record->state != RequestState::Pending;
    });
    return ids;
}

void RequestsPage::reflectActions() {
    reflectDecisions();
    reflectMore();
}

void RequestsPage::reflectDecisions() {
    const QList<qint64> ids = pendingSelected();
    const int count = static_cast<int>(ids.size());
    const bool panel = !m_approvePanel->isHidden() || !m_denyPanel->isHidden();
    QString why;
    if (m_deciding)
        why = tr("A decision is being made.");
    else if (panel)
        why = tr("Finish or cancel the decision below first.");
    else if (view().selectedIds().isEmpty())
        why = tr("Choose a request first.");
    else if (ids.isEmpty())
        why = tr("Only pending requests can be decided.");
    else if (ids.size() > kMostAtOnce)
        why = tr("Choose at most %1 requests at once.").arg(kMostAtOnce);
    m_deny->setText(count > 1 ? tr("&Deny %n request(s)…", nullptr, count) : tr("&Deny…"));
    setBlocked(m_deny, why);

    m_approve->setText(count > 1 ? tr("&Approve %n request(s)…", nullptr, count) : tr("&Approve"));
    const auto& chosen = m_detail->request();
    if (why.isEmpty() && count == 1) {
        using State = RequestPlanEditor::State;
        const RequestPlanEditor& plan = m_detail->plan();
        const bool shown = chosen && chosen->view.record.id == ids.first();
        if (!shown)
            why = ids.first() == m_shown ? tr("The request is being read.") : QString();
        else if (plan.state() == State::Checking)
            why = tr("Your change is being checked.");
        else if (plan.state() == State::Refused)
            why = tr("It cannot be issued so: %1").arg(plan.problemText());
        else if (!m_detail->concerns().isEmpty())
            m_approve->setText(tr("&Approve anyway…"));
    }
    setBlocked(m_approve, why);
}

void RequestsPage::approve() {
    const QList<qint64> ids = pendingSelected();
    if (ids.isEmpty() || m_deciding) return;
    const auto& chosen = m_detail->request();
    const bool shown = chosen && chosen->view.record.id == ids.first();
    if (ids.size() > 1 || !shown) {
        review(ids);
        return;
    }
    if (m_detail->plan().state() != RequestPlanEditor::State::Ready) return;
    m_agreed = m_detail->plan().adjustments();
    Candidate candidate = candidateOf(ids.first());
    candidate.concerns = m_detail->concerns();
    if (candidate.concerns.isEmpty()) {
        approveAtOnce(candidate.id);
        return;
    }
    m_approvePanel->open({candidate});
    reflectActions();
}

void RequestsPage::review(const QList<qint64>& ids) {
    m_agreed = {};
    m_deciding = true;
    reflectActions();
    session()
        .ask([ids](workbench::Workbench& workbench) { return readPending(workbench, ids); })
        .then(this, [this](const Result<std::vector<workbench::RequestView>>& answer) {
            m_deciding = false;
            QList<Candidate> candidates;
            if (!answer)
                messages().showProblem(tr("The requests were not read."), problem(answer.error()));
            else if (answer->empty())
                messages().show({.kind = MessageKind::Warning,
                                 .text = tr("None of the chosen requests is pending any more.")});
            else
                for (const workbench::RequestView& one : *answer)
                    candidates.append({.id = one.record.id,
                                       .subject = ui::subjectOf(one.record),
                                       .endpoint = text(one.endpoint),
                                       .concerns = concernsOf(one.record, one.plan),
                                       .problem = one.planProblem
                                                      ? problem(*one.planProblem).summary
                                                      : QString()});
            const bool clean = candidates.size() == 1 && candidates.first().concerns.isEmpty() &&
                               candidates.first().problem.isEmpty();
            if (clean)
                approveAtOnce(candidates.first().id);
            else if (!candidates.isEmpty())
                m_approvePanel->open(candidates);
            reflectActions();
        });
}

void RequestsPage::deny() {
    const QList<qint64> ids = pendingSelected();
    if (ids.isEmpty() || m_deciding) return;
    QList<Candidate> candidates;
    for (const qint64 id : ids)
        candidates.append(candidateOf(id));
    m_denyPanel->open(candidates);
    reflectActions();
}

void RequestsPage::approveAtOnce(qint64 id) {
    decide(
        {id}, {},
        [adjustments = m_agreed](workbench::Workbench& workbench, qint64 one) -> Result<void> {
            SCEPTER_CHECK(workbench.requests().approve(one, adjustments));
            return {};
        },
        true);
}

void RequestsPage::approveConfirmed() {
    const QList<qint64> ids = m_approvePanel->ids();
    closePanels();
    if (ids.size() == 1) {
        approveAtOnce(ids.first());
        return;
    }
    decide(
        ids, tr("Approving %n request(s)", nullptr, static_cast<int>(ids.size())),
        [](workbench::Workbench& workbench, qint64 one) -> Result<void> {
            SCEPTER_CHECK(workbench.requests().approve(one, {}));
            return {};
        },
        true);
}

void RequestsPage::denyConfirmed() {
    const QList<qint64> ids = m_denyPanel->ids();
    const std::string reason = m_denyPanel->reason().toStdString();
    const FailInfo failInfo = m_denyPanel->failInfo();
    m_denyPanel->remember();
    closePanels();
    decide(
        ids, tr("Denying %n request(s)", nullptr, static_cast<int>(ids.size())),
        [reason, failInfo](workbench::Workbench& workbench, qint64 one) {
            return workbench.requests().deny(one, reason, failInfo);
        },
        false);
}

// One after the other, so that each has its own outcome and a cancellation keeps what was done.
void RequestsPage::decide(const QList<qint64>& ids, const QString& job, const Decide& run,
                          bool approving) {
    m_deciding = true;
    reflectActions();
    const auto arrived = [this, ids, approving](const Result<DecidedAll>& answer) {
        m_deciding = false;
        if (answer)
            tellDecided(*answer, approving);
        else
            messages().showProblem(tr("Nothing was decided."), problem(answer.error()));
        readDetail();
        reflectActions();
    };
    if (ids.size() == 1) {
        session()
            .ask([id = ids.first(), run](workbench::Workbench& workbench) -> Result<DecidedAll> {
                const auto done = run(workbench, id);
                return DecidedAll{{id, done ? std::nullopt : std::optional(done.error())}};
            })
            .then(this, arrived);
        return;
    }
    session()
        .run(job,
             [ids, run](workbench::Workbench& workbench,
                        workbench::JobControl& control) -> Result<DecidedAll> {
                 DecidedAll all;
                 for (const qint64 id : ids) {
                     control.setProgress(static_cast<int>(all.size()),
                                         static_cast<int>(ids.size()));
                     const auto done =
                         control.goOn()
                             ? run(workbench, id)
                             : Result<void>(fail(ErrorCode::Cancelled, "not decided any more"));
                     all.push_back({id, done ? std::nullopt : std::optional(done.error())});
                 }
                 return all;
             })
        .then(this, arrived);
}

void RequestsPage::tellDecided(const DecidedAll& decided, bool approving) {
    QList<qint64> done;
    QStringList failures;
    for (const Decided& one : decided) {
        if (!one.error) {
            done.append(one.id);
            m_detail->plan().forget(one.id);
            continue;
        }
        const Problem why = problem(*one.error);
        failures.append(
            one.error->code == ErrorCode::Conflict
                ? tr("%1: somebody else has decided. %2").arg(subjectOf(one.id), why.why)
                : tr("%1: %2 %3").arg(subjectOf(one.id), why.summary, why.why));
    }
    const int count = static_cast<int>(done.size());
    if (failures.isEmpty()) {
        const QString who = count == 1 ? subjectOf(done.first()) : QString();
        if (approving)
            messages().showSuccess(count == 1 ? tr("Issued for %1.").arg(who)
                                              : tr("%n certificate(s) issued.", nullptr, count));
        else
            messages().showSuccess(count == 1 ? tr("Denied: %1.").arg(who)
                                              : tr("%n request(s) denied.", nullptr, count));
    } else if (decided.size() == 1) {
        const Error& error = *decided.front().error;
        if (error.code == ErrorCode::Conflict)
            messages().show({.kind = MessageKind::Warning,
                             .text = failures.first(),
                             .details = problem(error).details});
        else
            messages().showProblem(approving ? tr("The request was not approved.")
                                             : tr("The request was not denied."),
                                   problem(error));
    } else {
        messages().show({.kind = MessageKind::Warning,
                         .text = tr("%1 of %2 requests were decided, %3 were not.")
                                     .arg(count)
                                     .arg(decided.size())
                                     .arg(failures.size()),
                         .details = failures.join(QLatin1Char('\n'))});
    }
    if (!done.isEmpty()) selectNextPending(done);
}

void RequestsPage::closePanels() {
    const bool had = !m_approvePanel->isHidden() || !m_denyPanel->isHidden();
    m_approvePanel->hide();
    m_denyPanel->hide();
    if (had) view().setFocus(Qt::OtherFocusReason);
    reflectActions();
}

// The next one below, else the nearest above: rows keep their places while one works through them.
// Which of them wait is known by the workspace only: of most rows the list has no more than ids.
void RequestsPage::selectNextPending(const QList<qint64>& decided) {
    const qint64 current = view().currentId();
    if (!decided.contains(current)) return;
    using Pending = std::shared_ptr<const QSet<qint64>>;
    session()
        .ask([source =
                  m_model->pendingSource()](workbench::Workbench& workbench) -> Result<Pending> {
            SCEPTER_TRY(ids, source(workbench));
            auto pending = std::make_shared<QSet<qint64>>();
            for (std::size_t i = 0; i < ids.size(); ++i)
                pending->insert(ids.at(i));
            return pending;
        })
        .then(this, [this, current](const Result<Pending>& answer) {
            // Whoever has chosen another one meanwhile means that.
            if (!answer || view().currentId() != current) return;
            if (const qint64 next = nearest(**answer, m_model->rowOf(current))) view().select(next);
        });
}

qint64 RequestsPage::nearest(const QSet<qint64>& wanted, int from) const {
    if (from < 0 || wanted.isEmpty()) return 0;
    for (int row = from + 1; row < m_model->rowCount(); ++row)
        if (wanted.contains(m_model->idAt(row))) return m_model->idAt(row);
    for (int row = from - 1; row >= 0; --row)
        if (wanted.contains(m_model->idAt(row))) return m_model->idAt(row);
    return 0;
}

} // namespace scepter::ui
