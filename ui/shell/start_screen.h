// What the window shows while no workspace is open.
#pragma once

#include "errors/problem.h"
#include "theme/theme.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace scepter::ui {

class Card;
class MessageBar;
struct Message;
class WorkspaceOpener;

/// New, lab at one click, open, recent ones.
class StartScreen : public QWidget {
    Q_OBJECT

public:
    StartScreen(const Theme& theme, WorkspaceOpener& opener, QWidget* parent = nullptr);

    /// Replaces what was told of an earlier try. `action`: what the button `actionText` does.
    void showProblem(const QString& path, const Problem& problem, const QString& actionText = {},
                     std::function<void()> action = {});
    /// The same without a problem.
    void say(const Message& message);
    /// A workspace was opened: what was told is history.
    void forgetProblems();

Q_SIGNALS:
    void newRequested();
    void labRequested();
    void openRequested();
    void restoreRequested();
    void recentChosen(const QString& path);

private:
    void fillRecent();

    WorkspaceOpener& m_opener;
    MessageBar* m_messages;
    Card* m_recent;
    QWidget* m_recentList = nullptr;
};

} // namespace scepter::ui
