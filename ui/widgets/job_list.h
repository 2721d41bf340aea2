// Running and finished jobs.
#pragma once

#include "theme/theme.h"
#include "workbench/session.h"

#include <QFrame>

class QVBoxLayout;

namespace scepter::ui {

/// A popup with one line a job: what, how far, how it ended, cancel.
class JobList : public QFrame {
    Q_OBJECT

public:
    JobList(workbench::Session& session, const Theme& theme, QWidget* parent);
    void popupAbove(const QWidget* anchor);

private:
    void rebuild();

    workbench::Session& m_session;
    const Theme& m_theme;
    QVBoxLayout* m_lines;
    std::vector<workbench::JobView> m_shown;
};

} // namespace scepter::ui
