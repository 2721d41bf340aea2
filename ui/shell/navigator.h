// Back and forward through what was looked at.
#pragma once

#include "shell/object_ref.h"

#include <QList>
#include <QObject>

namespace scepter::ui {

/// Remembers visited pages and objects. Whoever shows them listens to shown().
class Navigator : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Goes to a page or object and notes it.
    void open(const ObjectRef& target);
    /// Notes what the operator chose on the page itself, without going anywhere.
    void note(const ObjectRef& target);
    void forget();
    void back();
    void forward();
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_visited.size(); }
    [[nodiscard]] ObjectRef current() const;

Q_SIGNALS:
    void shown(const scepter::ui::ObjectRef& target);
    void historyChanged();

private:
    QList<ObjectRef> m_visited;
    qsizetype m_at = -1;
    bool m_going = false;
};

} // namespace scepter::ui
