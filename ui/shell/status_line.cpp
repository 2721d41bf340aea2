#include "shell/status_line.h"

#include "models/capture_state.h"
#include "shell/clipboard.h"
#include "shell/navigator.h"
#include "theme/tinted_icon.h"
#include "widgets/job_list.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <ranges>

namespace scepter::ui {

StatusLine::StatusLine(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_capture(new CaptureState(context.session, this))
    , m_recorder(new QToolButton(this))
    , m_jobs(new QToolButton(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
    , m_clipboard(new QToolButton(this))
    , m_modes(new QLabel(this)) {
    setObjectName(QStringLiteral("statusLine"));
    setAccessibleName(tr("Status"));
    m_recorder->setObjectName(QStringLiteral("captureButton"));
    m_recorder->setAutoRaise(true);
    m_recorder->setFocusPolicy(Qt::StrongFocus);
    m_recorder->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_recorder->setToolTip(tr("Shows what was recorded"));
    m_jobs->setObjectName(QStringLiteral("jobsButton"));
    m_jobs->setAutoRaise(true);
    m_jobs->setFocusPolicy(Qt::StrongFocus);
    m_progress->setMaximumWidth(140);
    m_progress->setMaximumHeight(fontMetrics().height());
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the job"));
    m_cancel->setObjectName(QStringLiteral("cancelJob"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setFocusPolicy(Qt::StrongFocus);
    m_clipboard->setAutoRaise(true);
    m_clipboard->setIcon(tintedIcon(Icon::Copy));
    m_clipboard->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_clipboard->setFocusPolicy(Qt::StrongFocus);
    m_clipboard->setToolTip(tr("Clear the clipboard now"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 2, 12, 2);
    row->setSpacing(8);
    row->addWidget(m_recorder);
    row->addStretch(1);
    for (QWidget* widget : {static_cast<QWidget*>(m_jobs), static_cast<QWidget*>(m_progress),
                            static_cast<QWidget*>(m_cancel)})
        row->addWidget(widget);
    row->addStretch(1);
    row->addWidget(m_clipboard);
    row->addWidget(m_modes);
    connect(m_jobs, &QToolButton::clicked, this, &StatusLine::showJobs);
    connect(m_cancel, &QToolButton::clicked, this, [this] { cancelCurrent(); });
    connect(m_clipboard, &QToolButton::clicked, this, [this] { m_context.clipboard.clearNow(); });
    connect(&context.clipboard, &Clipboard::secondsLeftChanged, this, [this](int seconds) {
        m_clipboard->setVisible(seconds > 0);
        m_clipboard->setText(tr("Clipboard clears in %n s", nullptr, seconds));
    });
    m_clipboard->hide();
    connect(&context.session.jobs(), &workbench::Jobs::changed, this, &StatusLine::reflectJobs);
    connect(&context.session, &workbench::Session::statusChanged, this, &StatusLine::reflectModes);
    connect(m_capture, &CaptureState::changed, this, &StatusLine::reflectRecorder);
    connect(m_recorder, &QToolButton::clicked, this,
            [this] { m_context.navigator.open(ObjectRef::ofPage(PageId::Inspector)); });
    reflectRecorder();
    reflectJobs();
    reflectModes();
}

void StatusLine::reflectRecorder() {
    const bool trouble = m_capture->problem().has_value();
    const QString words = m_capture->sentence();
    m_recorder->setVisible(trouble || !words.isEmpty());
    m_recorder->setText(trouble ? tr("Recording has trouble") : words);
    m_recorder->setIcon(trouble ? m_context.theme.icon(Icon::Warning, Tone::Warning) : QIcon());
}

void StatusLine::reflectJobs() {
    const auto jobs = m_context.session.jobs().list();
    const auto last = std::ranges::find_if(jobs | std::views::reverse,
                                           [](const auto& job) { return !job.isOver(); });
    const int running = m_context.session.jobs().running();
    const bool any = running > 0 && last != std::ranges::rend(jobs);
    m_progress->setVisible(any);
    m_cancel->setVisible(any && last->cancellable);
    m_jobs->setVisible(!jobs.empty());
    if (!any) {
        m_jobs->setText(tr("No job runs"));
        return;
    }
    m_jobs->setText(running == 1 ? last->title
                                 : tr("%n job(s): %1", nullptr, running).arg(last->title));
    m_progress->setRange(0, last->total);
    m_progress->setValue(last->done);
    m_cancel->setEnabled(!last->cancelling);
}

bool StatusLine::cancelCurrent() {
    const auto jobs = m_context.session.jobs().list();
    for (const auto& job : jobs | std::views::reverse) {
        if (job.isOver() || !job.cancellable) continue;
        m_context.session.jobs().cancel(job.id);
        return true;
    }
    return false;
}

void StatusLine::showJobs() {
    auto* list = new JobList(m_context.session, m_context.theme, window());
    list->popupAbove(m_jobs);
}

void StatusLine::reflectModes() {
    const auto& status = m_context.session.status();
    QStringList modes;
    if (status) {
        const auto& endpoints = status->endpoints;
        const auto any = [&](auto test) { return std::ranges::any_of(endpoints, test); };
        if (any([](const auto& e) { return e.approval == enrollment::Approval::Manual; }))
            modes.append(tr("manual approval"));
        if (any([](const auto& e) {
                return e.compatibility.algorithms != scep::AlgorithmPolicy{};
            }))
            modes.append(tr("weak algorithms allowed"));
        if (std::ranges::count(status->findings, workbench::Warning::Kind::OpenStaticChallenge,
                               &workbench::Warning::kind) > 0)
            modes.append(tr("static challenge without constraints"));
    }
    m_modes->setText(modes.join(QStringLiteral(" · ")));
    m_modes->setAccessibleName(tr("Not as usual: %1").arg(m_modes->text()));
    m_modes->setVisible(!modes.isEmpty());
}

} // namespace scepter::ui
