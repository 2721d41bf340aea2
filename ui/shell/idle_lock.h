// Notices that nobody is there.
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace scepter::ui {

/// Tells when the program got no key, click, touch or movement of the mouse for some time.
class IdleLock : public QObject {
    Q_OBJECT

public:
    explicit IdleLock(QObject* parent = nullptr);
    /// 0: never.
    void setLimit(std::chrono::milliseconds limit);

Q_SIGNALS:
    void idle();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QTimer m_timer;
};

} // namespace scepter::ui
