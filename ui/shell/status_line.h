// The bottom of the window: what is recorded, what runs, what is not as usual.
#pragma once

#include "shell/page.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace scepter::ui {

class CaptureState;

/// Left: what is recorded, which leads to the Inspector. Middle: running jobs with progress and
/// Cancel; a click lists them all. Right: only what differs from the default (manual approval, weak
/// algorithms, static challenge without constraints), and the countdown of a secret on the
/// clipboard.
class StatusLine : public QWidget {
    Q_OBJECT

public:
    explicit StatusLine(PageContext& context, QWidget* parent = nullptr);

    /// Cancels the job that started last; false when none runs.
    bool cancelCurrent();
    void showJobs();

private:
    void reflectRecorder();
    void reflectJobs();
    void reflectModes();

    PageContext& m_context;
    CaptureState* m_capture;
    QToolButton* m_recorder;
    QToolButton* m_jobs;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QToolButton* m_clipboard;
    QLabel* m_modes;
};

} // namespace scepter::ui
