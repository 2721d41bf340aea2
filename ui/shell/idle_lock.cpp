#include "shell/idle_lock.h"

#include <QCoreApplication>
#include <QEvent>

namespace scepter::ui {

IdleLock::IdleLock(QObject* parent)
    : QObject(parent) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &IdleLock::idle);
}

void IdleLock::setLimit(std::chrono::milliseconds limit) {
    m_timer.stop();
    QCoreApplication::instance()->removeEventFilter(this);
    if (limit.count() <= 0) return;
    QCoreApplication::instance()->installEventFilter(this);
    m_timer.start(limit);
}

bool IdleLock::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::ShortcutOverride:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TabletPress:
    case QEvent::InputMethod:
        m_timer.start();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace scepter::ui
