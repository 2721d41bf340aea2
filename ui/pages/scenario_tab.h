// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios: enrollments in several steps, of several devices, to be changed, run and kept.
#pragma once

#include "pages/test_tab.h"
#include "shell/page.h"
#include "workbench/test_scenario.h"

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTabWidget;
class QTreeWidget;

namespace scepter::ui {

class ConfigTable;
class FormGroup;
class InlineNote;
class MessageBar;
class ScenarioReportModel;
class ScenarioStepForm;
class StepList;
class WrapLabel;

class ScenarioTab final : public TestTab {
    Q_OBJECT

public:
    struct Actions {
        QAction* open = nullptr;
        QAction* save = nullptr;
        QAction* saveReport = nullptr;
    };
    ScenarioTab(PageContext& context, MessageBar& messages, const Actions& actions,
                QWidget* parent);

    void run() override;
    void cancel() override;
    [[nodiscard]] bool isRunning() const override { return m_test->isRunning(); }
    [[nodiscard]] QString whyNotRun() const override;
    [[nodiscard]] TestServerForm& server() const override { return *m_server; }

    void open();
    void save();
    void saveReport();
    [[nodiscard]] bool hasReport() const;

private:
    QWidget* makeLeft(const Actions& actions);
    FormGroup* makeCommon();
    QWidget* makeSteps();
    QWidget* makeVerdicts(const Actions& actions);
    void connectAll();
    void choose(int index);
    void show(const client::Scenario& scenario);
    void showSteps(int chosen);
    void chooseStep();
    void stepEdited();
    void commonEdited();
    void addStep();
    void removeStep();
    void moveStep(int by);
    void reportMoved();
    void showVerdict(const QString& key);
    void openExchange(int exchange);
    [[nodiscard]] int currentStep() const;
    [[nodiscard]] QString saveName(const QString& ending) const;

    PageContext& m_context;
    MessageBar& m_messages;
    workbench::ScenarioTest* m_test;
    client::Scenario m_scenario;
    std::vector<client::Scenario> m_opened;
    TestServerForm* m_server;
    QComboBox* m_choice = nullptr;
    WrapLabel* m_description = nullptr;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_subject = nullptr;
    QComboBox* m_persona = nullptr;
    QComboBox* m_key = nullptr;
    QSpinBox* m_devices = nullptr;
    QSpinBox* m_parallel = nullptr;
    QTreeWidget* m_steps = nullptr;
    ScenarioStepForm* m_step = nullptr;
    QPushButton* m_add = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_up = nullptr;
    QPushButton* m_down = nullptr;
    InlineNote* m_summary = nullptr;
    QTabWidget* m_pages = nullptr; ///< its steps, and their verdicts
    ScenarioReportModel* m_model;
    ConfigTable* m_verdicts = nullptr;
    StepList* m_transcript = nullptr;
    bool m_showing = false;
};

} // namespace scepter::ui
