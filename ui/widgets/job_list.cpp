#include "widgets/job_list.h"

#include "errors/problem.h"
#include "widgets/state_pill.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <ranges>

namespace scepter::ui {

namespace {

StateLook lookOf(const workbench::JobView& job) {
    using State = workbench::JobView::State;
    switch (job.state) {
    case State::Queued:
        return {JobList::tr("Waiting"), Icon::Pending, Tone::Neutral};
    case State::Running:
        return job.cancelling ? StateLook{JobList::tr("Stopping"), Icon::Starting, Tone::Warning}
                              : StateLook{JobList::tr("Running"), Icon::Running, Tone::Info};
    case State::Done:
        return {JobList::tr("Done"), Icon::Ok, Tone::Ok};
    case State::Failed:
        return {JobList::tr("Failed"), Icon::Failed, Tone::Error};
    case State::Cancelled:
        return {JobList::tr("Cancelled"), Icon::Withdrawn, Tone::Neutral};
    }
    return {};
}

} // namespace

JobList::JobList(workbench::Session& session, const Theme& theme, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_session(session)
    , m_theme(theme)
    , m_lines(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("jobList"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Jobs"));
    m_lines->setContentsMargins(12, 12, 12, 12);
    m_lines->setSpacing(8);
    connect(&session.jobs(), &workbench::Jobs::changed, this, &JobList::rebuild);
    rebuild();
}

void JobList::popupAbove(const QWidget* anchor) {
    adjustSize();
    move(anchor->mapToGlobal(QPoint(0, -height() - 4)));
    show();
}

void JobList::rebuild() {
    auto jobs = m_session.jobs().list();
    if (jobs == m_shown && !jobs.empty()) return;
    m_shown = std::move(jobs);
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (m_shown.empty()) m_lines->addWidget(new QLabel(tr("No job has run yet."), this));
    for (const workbench::JobView& job : m_shown | std::views::reverse) {
        auto* line = new QWidget(this);
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        auto* pill = new StatePill(m_theme, line);
        pill->setLook(lookOf(job));
        row->addWidget(pill);
        auto* title = new QLabel(job.title, line);
        title->setTextFormat(Qt::PlainText);
        row->addWidget(title, 1);
        if (!job.isOver()) {
            auto* progress = new QProgressBar(line);
            progress->setRange(0, job.total);
            progress->setValue(job.done);
            progress->setMaximumWidth(120);
            progress->setAccessibleName(job.title);
            row->addWidget(progress);
            auto* cancel = new QPushButton(tr("Cancel"), line);
            cancel->setEnabled(job.cancellable && !job.cancelling);
            cancel->setAccessibleName(tr("Cancel %1").arg(job.title));
            connect(cancel, &QPushButton::clicked, this,
                    [this, id = job.id] { m_session.jobs().cancel(id); });
            row->addWidget(cancel);
        } else if (job.error && job.state == workbench::JobView::State::Failed) {
            const Problem problem = problemOf(*job.error, m_session.clock().now());
            title->setText(job.title + QStringLiteral(" — ") + problem.summary);
            title->setToolTip(problem.why);
        }
        m_lines->addWidget(line);
    }
    if (isVisible()) adjustSize();
}

} // namespace scepter::ui
