#include "dialogs/setup_progress.h"

#include <QAccessible>
#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

using workbench::SetupStep;

QString stepText(SetupStep step, const SetupDraft& draft) {
    switch (step) {
    case SetupStep::MakingFile:
        return draft.passphrase ? SetupProgress::tr("Make the workspace")
                                : SetupProgress::tr("Make the workspace and its key file");
    case SetupStep::MakingCaKey:
        return SetupProgress::tr("Make the key of the CA (%1)").arg(keyText(draft.key));
    case SetupStep::MakingRaKey:
        return SetupProgress::tr("Make the key and certificate of the RA");
    case SetupStep::AddingEndpoints:
        return SetupProgress::tr("Add template and endpoints");
    case SetupStep::Publishing:
        return SetupProgress::tr("Check it, and give it its name");
    }
    return {};
}

std::vector<SetupStep> stepsOf(const SetupDraft& draft) {
    std::vector<SetupStep> steps{SetupStep::MakingFile};
    if (draft.source != SetupDraft::Source::Import) steps.push_back(SetupStep::MakingCaKey);
    if (draft.withRa && draft.source != SetupDraft::Source::OutsideRoot)
        steps.push_back(SetupStep::MakingRaKey);
    steps.push_back(SetupStep::AddingEndpoints);
    steps.push_back(SetupStep::Publishing);
    return steps;
}

Result<Bytes> csrOf(workbench::Workbench& workbench) {
    SCEPTER_TRY(authorities, workbench.authorities().list());
    for (const auto& authority : authorities)
        for (const auto& generation : authority.generations)
            if (!generation.csr.empty()) return generation.csr;
    return Bytes{};
}

} // namespace

SetupProgress::SetupProgress(const Theme& theme, const Clock& clock, std::string actor,
                             QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_clock(clock)
    , m_actor(std::move(actor))
    , m_bar(new QProgressBar(this)) {
    setObjectName(QStringLiteral("setupProgress"));
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_bar);
    connect(&m_jobs, &workbench::Jobs::changed, this, &SetupProgress::reflect);
    connect(&theme, &Theme::changed, this, &SetupProgress::reflect);
}

void SetupProgress::layOutSteps(const SetupDraft& draft) {
    delete m_steps;
    m_steps = new QWidget(this);
    m_lines.clear();
    auto* grid = new QGridLayout(m_steps);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const SetupStep step : stepsOf(draft)) {
        auto* picture = new QLabel(m_steps);
        auto* text = new QLabel(stepText(step, draft), m_steps);
        text->setWordWrap(true);
        grid->addWidget(picture, row, 0, Qt::AlignTop);
        grid->addWidget(text, row, 1);
        m_lines.push_back({step, picture, text});
        ++row;
    }
    m_bar->setRange(0, static_cast<int>(m_lines.size()));
    m_bar->setValue(0);
    static_cast<QVBoxLayout*>(layout())->addWidget(m_steps);
}

void SetupProgress::start(const SetupDraft& draft) {
    if (m_running) return;
    layOutSteps(draft);
    m_running = true;
    const auto work =
        [options = optionsOf(draft, m_actor), steps = stepsOf(draft), findPort = draft.findPort,
         &clock = m_clock](workbench::JobControl& control) mutable -> Result<SetupOutcome> {
        const auto tell = [&](SetupStep step) {
            const auto at = std::ranges::find(steps, step) - steps.begin();
            control.setProgress(static_cast<int>(at), static_cast<int>(steps.size()));
        };
        if (findPort && options.responder)
            options.responder->port =
                firstFreePort(options.responder->address, options.responder->port);
        SCEPTER_TRY(made, workbench::makeAndOpenWorkspace(options, clock, control.asker(), tell));
        SetupOutcome outcome{std::move(made), {}};
        if (options.forOutsideRoot) {
            SCEPTER_TRY(csr, csrOf(*outcome.workbench));
            outcome.csr = std::move(csr);
        }
        return outcome;
    };
    m_jobs.start(tr("Make a workspace"), work)
        .then(this, [this](const Result<SetupOutcome>& answer) { end(answer); });
    reflect();
}

void SetupProgress::cancel() {
    for (const auto& job : m_jobs.list())
        m_jobs.cancel(job.id);
}

void SetupProgress::reflect() {
    const auto jobs = m_jobs.list();
    if (jobs.empty()) return;
    const int current = m_running ? jobs.back().done : static_cast<int>(m_lines.size());
    m_bar->setValue(current);
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        showLine(m_lines[i], static_cast<int>(i), current);
}

void SetupProgress::showLine(const Line& line, int index, int current) {
    const bool isDone = index < current;
    const bool isNow = index == current;
    const int side = fontMetrics().height();
    QIcon icon = m_theme.icon(Icon::Clock, Tone::Neutral);
    QString state = tr("to come");
    if (isDone) {
        icon = m_theme.icon(Icon::Ok, Tone::Ok);
        state = tr("done");
    } else if (isNow) {
        icon = m_theme.icon(Icon::Running, Tone::Info);
        state = tr("under way");
    }
    line.picture->setPixmap(icon.pixmap(QSize(side, side), devicePixelRatioF()));
    line.picture->setToolTip(state);
    line.text->setFont(isNow ? Theme::strongFont() : font());
    line.text->setAccessibleName(tr("%1: %2", "step: state").arg(line.text->text(), state));
}

void SetupProgress::end(const Result<SetupOutcome>& answer) {
    m_running = false;
    if (answer) {
        reflect();
        Q_EMIT finished(*answer);
        return;
    }
    Q_EMIT failed(answer.error());
}

} // namespace scepter::ui
