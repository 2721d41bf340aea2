// SPDX-License-Identifier: GPL-3.0-or-later
// What the tabs of the Test enrollment page have in common.
#pragma once

#include <QWidget>

namespace scepter::ui {

class TestServerForm;

class TestTab : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual void run() = 0;
    virtual void cancel() = 0;
    [[nodiscard]] virtual bool isRunning() const = 0;
    /// Why it cannot be run; empty: it can.
    [[nodiscard]] virtual QString whyNotRun() const = 0;
    [[nodiscard]] virtual TestServerForm& server() const = 0;
    virtual void saveState() {}

Q_SIGNALS:
    /// Whether it runs or can be run, or what can be done with what is shown.
    void stateChanged();
};

} // namespace scepter::ui
