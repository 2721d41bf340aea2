// The page of endpoints, driven as an operator would.
#pragma once

#include "support/lab_workspace.h"
#include "support/test_window.h"
#include "widgets/config_table.h"
#include "widgets/inline_question.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

namespace scepter::test {

inline QString q(const char* text) {
    return QString::fromUtf8(text);
}

/// The window with the page of endpoints, and another process beside it.
struct Stage {
    Stage()
        : window(clock)
        , other(workspace.open(clock, "operator:bob")) {
        window.window().resize(1280, 900);
        ready = window.show() && window.open(workspace.path()) &&
                window.go(ui::PageId::Endpoints) && window.waitIdle() && QTest::qWaitFor([this] {
                    return find<ui::ConfigTable>("endpointList")->model()->rowCount() > 0;
                });
    }
    template <class Widget = QWidget> Widget* find(const char* name) {
        return test::find<Widget>(window.window().currentPage(), q(name));
    }
    void type(const char* name, const char* value) {
        auto* edit = find<QLineEdit>(name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, q(value));
    }
    void click(const char* name) {
        auto* button = find<QAbstractButton>(name);
        // As the operator would scroll there first.
        for (QWidget* above = button->parentWidget(); above != nullptr;
             above = above->parentWidget())
            if (auto* scroll = qobject_cast<QScrollArea*>(above))
                scroll->ensureWidgetVisible(button);
        // A check box is pressed at its mark: it may be wider than its text.
        const bool box = qobject_cast<QCheckBox*>(button) != nullptr;
        QTest::mouseClick(button, Qt::LeftButton, {},
                          box ? QPoint(8, button->height() / 2) : QPoint());
    }
    /// From the menu of its button, as by keyboard.
    void addGate(const char* kind) {
        test::find<QAction>(find<QPushButton>("gateAdd"), q("gateAdd-") + q(kind))->trigger();
        settle();
    }
    /// Lets layouts settle, so that a click finds its button.
    void settle() {
        if (!window.waitIdle()) qFatal("the window does not come to rest");
    }
    void choose(const char* combo, const char* label) {
        auto* box = find<QComboBox>(combo);
        const int row = box->findText(q(label), Qt::MatchStartsWith);
        if (row < 0) qFatal("%s has no choice %s", combo, label);
        box->setCurrentIndex(row);
        Q_EMIT box->activated(row);
        settle();
    }
    [[nodiscard]] QString question() {
        const auto all = window.window().currentPage()->findChildren<ui::InlineQuestion*>();
        for (ui::InlineQuestion* one : all)
            if (one->isVisible()) return one->text();
        return {};
    }
    [[nodiscard]] QString changes(const char* label = "endpointChanges") {
        auto* shown = find<QLabel>(label);
        return shown->isVisible() ? shown->text() : QString();
    }
    bool open(const char* endpoint) { return window.go(ui::ObjectRef::endpoint(q(endpoint))); }
    bool openTemplate(const char* recipe) {
        return window.go(ui::ObjectRef::certificateTemplate(q(recipe)));
    }
    enrollment::EndpointSettings stored(const char* name) {
        return need("read an endpoint", other->endpoints().show(name)).settings;
    }
    bool exists(const char* name) { return other->endpoints().show(name).has_value(); }

    LabWorkspace workspace;
    SteppingClock clock;
    TestWindow window;
    std::unique_ptr<workbench::Workbench> other; ///< another process on the same workspace
    bool ready = false;
};

} // namespace scepter::test
