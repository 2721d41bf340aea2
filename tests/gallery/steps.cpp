#include "steps.h"

#include <QAction>
#include <QTest>

namespace scepter::gallery {

namespace {

constexpr int kPatienceMs = 15000;
constexpr int kRestMs = 500; // questions while typing are asked after 150 ms

} // namespace

QString sceneName(const QString& title, const char* state) {
    return title.toLower().replace(QLatin1Char(' '), QLatin1Char('-')) + QLatin1Char('-') +
           QLatin1String(state);
}

QWidget* seen(TestWindow& window, const char* name) {
    const auto all = window.window().findChildren<QWidget*>(QLatin1String(name));
    for (QWidget* widget : all)
        if (widget->isVisible()) return widget;
    return nullptr;
}

bool appears(TestWindow& window, const char* name) {
    return QTest::qWaitFor([&] { return seen(window, name) != nullptr; }, kPatienceMs);
}

bool click(TestWindow& window, const char* name) {
    const auto ready = [&] {
        const auto* button = seenAs<QAbstractButton>(window, name);
        return button != nullptr && button->isEnabled();
    };
    if (!QTest::qWaitFor(ready, kPatienceMs)) return false;
    seenAs<QAbstractButton>(window, name)->click();
    return true;
}

bool type(TestWindow& window, const char* name, const QString& text) {
    if (!appears(window, name)) return false;
    auto* field = seenAs<QLineEdit>(window, name);
    if (field == nullptr) return false;
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
    return true;
}

bool act(TestWindow& window, const char* action) {
    QAction* found = window.action(QLatin1String(action));
    if (found == nullptr || !QTest::qWaitFor([found] { return found->isEnabled(); }, kPatienceMs))
        return false;
    found->trigger();
    return window.waitIdle();
}

bool rest(TestWindow& window) {
    QTest::qWait(kRestMs);
    return window.waitIdle();
}

} // namespace scepter::gallery
