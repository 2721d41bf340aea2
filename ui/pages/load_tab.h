// SPDX-License-Identifier: GPL-3.0-or-later
// Many enrollments at once, and how long they take.
#pragma once

#include "pages/test_tab.h"
#include "shell/page.h"
#include "workbench/test_load.h"

class QComboBox;
class QDoubleSpinBox;
class QProgressBar;
class QSpinBox;
class QTreeWidget;

namespace scepter::ui {

class DurationEdit;
class FieldList;
class FormField;
class FormGroup;
class InlineNote;
class LoadChart;
class MessageBar;

class LoadTab final : public TestTab {
    Q_OBJECT

public:
    LoadTab(PageContext& context, MessageBar& messages, QAction* saveReport, QWidget* parent);

    void run() override;
    void cancel() override;
    [[nodiscard]] bool isRunning() const override { return m_test->isRunning(); }
    [[nodiscard]] QString whyNotRun() const override;
    [[nodiscard]] TestServerForm& server() const override { return *m_server; }

    void saveReport();
    [[nodiscard]] bool hasReport() const;

private:
    QWidget* makeLeft();
    FormGroup* makeOrder();
    QWidget* makeRight(QAction* saveReport);
    void reflect();
    void reflectOrder();
    void showFigures();
    void showErrors();
    [[nodiscard]] workbench::LoadOrder order() const;

    PageContext& m_context;
    MessageBar& m_messages;
    workbench::LoadTest* m_test;
    TestServerForm* m_server;
    FormGroup* m_order = nullptr;
    QComboBox* m_kind = nullptr;
    QSpinBox* m_clients = nullptr;
    QComboBox* m_until = nullptr;
    QSpinBox* m_requests = nullptr;
    FormField* m_requestsField = nullptr;
    DurationEdit* m_time = nullptr;
    FormField* m_timeField = nullptr;
    QSpinBox* m_rate = nullptr;
    DurationEdit* m_ramp = nullptr;
    QComboBox* m_key = nullptr;
    InlineNote* m_summary = nullptr;
    QProgressBar* m_progress = nullptr;
    FieldList* m_figures = nullptr;
    LoadChart* m_chart = nullptr;
    QTreeWidget* m_errors = nullptr;
    workbench::LoadOrder m_running; ///< what was ordered last
};

} // namespace scepter::ui
