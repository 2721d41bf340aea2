// Making a workspace, step by step.
#pragma once

#include "dialogs/setup_draft.h"
#include "theme/theme.h"
#include "workbench/jobs.h"
#include "workbench/workbench.h"

#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QProgressBar;

namespace scepter::ui {

/// What was made.
struct SetupOutcome {
    std::shared_ptr<workbench::Workbench> workbench;
    Bytes csr; ///< DER, when an outside root is to sign
};

/// Runs the job and shows its steps: done, under way, still to come.
class SetupProgress : public QWidget {
    Q_OBJECT

public:
    SetupProgress(const Theme& theme, const Clock& clock, std::string actor,
                  QWidget* parent = nullptr);

    void start(const SetupDraft& draft);
    /// What is half made is removed; failed() with Cancelled tells when. Too late after the last
    /// step: then finished().
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    void finished(const scepter::ui::SetupOutcome& outcome);
    void failed(const scepter::Error& error);

private:
    struct Line {
        workbench::SetupStep step;
        QLabel* picture;
        QLabel* text;
    };

    void layOutSteps(const SetupDraft& draft);
    void reflect();
    void showLine(const Line& line, int index, int current);
    void end(const Result<SetupOutcome>& answer);

    const Theme& m_theme;
    const Clock& m_clock;
    std::string m_actor;
    QWidget* m_steps = nullptr;
    QProgressBar* m_bar;
    std::vector<Line> m_lines;
    bool m_running = false;
    workbench::Jobs m_jobs; ///< the first to go: it waits for what runs
};

} // namespace scepter::ui
