// What every page of the window is.
#pragma once

#include "errors/problem.h"
#include "shell/object_ref.h"
#include "theme/theme.h"
#include "workbench/session.h"

#include <QAction>
#include <QList>
#include <QWidget>

class QHBoxLayout;
class QSettings;
class QVBoxLayout;

namespace scepter::ui {

class ActionCollection;
class Clipboard;
class Desktop;
class MessageBar;
class Navigator;
class WindowSettings;

/// What a page works with. All of it outlives the page.
struct PageContext {
    workbench::Session& session;
    const Theme& theme;
    Navigator& navigator;
    ActionCollection& actions;
    Clipboard& clipboard;
    Desktop& desktop;
    QSettings& settings;
    WindowSettings* windowSettings = nullptr; ///< tells of changes; null: nobody does
};

/// Title and actions on top, messages below them, then whatever the page shows. Made at the first
/// visit. Actions of the header are also in the menu "Page" and in the command palette.
class Page : public QWidget {
    Q_OBJECT

public:
    Page(PageContext& context, PageId id, const QString& title, QWidget* parent = nullptr);

    [[nodiscard]] PageId id() const { return m_id; }
    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] const QList<QAction*>& pageActions() const { return m_pageActions; }
    /// What Ctrl+N does here; null: nothing.
    [[nodiscard]] QAction* primaryAction() const { return m_primary; }
    [[nodiscard]] MessageBar& messages() const { return *m_messages; }

    /// Shows one object of this page; false when the page has no such thing.
    virtual bool openObject(const ObjectRef& target);
    virtual void focusFilter() {}
    virtual void refresh() {}
    /// Esc: closes the top-most transient thing; false when there was none.
    virtual bool escape();
    /// Asked before the window or the workspace closes and before another page is shown. False
    /// keeps the operator here; the page says why, and calls `goOn` when he decides to leave.
    virtual bool mayLeave(const std::function<void()>& goOn);
    virtual void saveState() {}

protected:
    [[nodiscard]] PageContext& context() const { return m_context; }
    [[nodiscard]] workbench::Session& session() const { return m_context.session; }
    [[nodiscard]] const Theme& theme() const { return m_context.theme; }
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }

    enum class Weight { Normal, Primary };
    /// An action with a button in the header. `id` is unique in the window: "requests.approve".
    /// A Primary one is the page's Ctrl+N unless it has a shortcut of its own.
    QAction* addPageAction(const QString& id, const QString& text, Icon icon,
                           const QKeySequence& shortcut, Weight weight, std::function<void()> run);
    /// The same without a button.
    QAction* addMenuAction(const QString& id, const QString& text, Icon icon,
                           const QKeySequence& shortcut, std::function<void()> run);
    /// What Ctrl+N does, where no button of the header is the primary one.
    void setPrimaryAction(QAction* action) { m_primary = action; }
    /// A tool tip that says why an action cannot be used now; empty enables it.
    static void setBlocked(QAction* action, const QString& why);

    [[nodiscard]] Problem problem(const Error& error) const;
    /// "Copied." for a moment in the message bar.
    void copyText(const QString& what, const QString& text);

private:
    PageContext& m_context;
    PageId m_id;
    QString m_title;
    QHBoxLayout* m_header;
    MessageBar* m_messages;
    QVBoxLayout* m_body;
    QList<QAction*> m_pageActions;
    QAction* m_primary = nullptr;
};

} // namespace scepter::ui
