// What scenes do in a window, as an operator would.
#pragma once

#include "scenes.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

namespace scepter::gallery {

using test::TestWindow;

/// "certificates-error" of a page titled "Certificates".
QString sceneName(const QString& title, const char* state);

/// A widget of the window or of a dialog over it; null when there is none in sight.
QWidget* seen(TestWindow& window, const char* name);

template <class Widget> Widget* seenAs(TestWindow& window, const char* name) {
    return qobject_cast<Widget*>(seen(window, name));
}

/// Waits until the widget is in sight and enabled, then clicks it.
bool click(TestWindow& window, const char* name);
bool type(TestWindow& window, const char* name, const QString& text);
/// Waits until the widget is in sight.
bool appears(TestWindow& window, const char* name);
/// Triggers an action of the menus and waits until the window rests.
bool act(TestWindow& window, const char* action);
/// Goes on while nothing is asked for any more; for what has no other sign that it is done.
bool rest(TestWindow& window);

} // namespace scepter::gallery
