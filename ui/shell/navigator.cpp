#include "shell/navigator.h"

namespace scepter::ui {

namespace {

constexpr qsizetype kMaxVisited = 200;

} // namespace

ObjectRef Navigator::current() const {
    return m_at < 0 ? ObjectRef{} : m_visited.at(m_at);
}

void Navigator::open(const ObjectRef& target) {
    note(target);
    m_going = true;
    Q_EMIT shown(target);
    m_going = false;
}

void Navigator::note(const ObjectRef& target) {
    if (m_going || (m_at >= 0 && m_visited.at(m_at) == target)) return;
    m_visited.resize(m_at + 1);
    m_visited.append(target);
    if (m_visited.size() > kMaxVisited) m_visited.removeFirst();
    m_at = m_visited.size() - 1;
    Q_EMIT historyChanged();
}

void Navigator::forget() {
    m_visited.clear();
    m_at = -1;
    Q_EMIT historyChanged();
}

void Navigator::back() {
    if (!canGoBack()) return;
    --m_at;
    m_going = true;
    Q_EMIT shown(current());
    m_going = false;
    Q_EMIT historyChanged();
}

void Navigator::forward() {
    if (!canGoForward()) return;
    ++m_at;
    m_going = true;
    Q_EMIT shown(current());
    m_going = false;
    Q_EMIT historyChanged();
}

} // namespace scepter::ui
