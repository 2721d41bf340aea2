// SPDX-License-Identifier: GPL-3.0-or-later
// Test enrollment: this program as a client of any SCEP service.
#pragma once

#include "shell/page.h"

#include <vector>

class QTabWidget;

namespace scepter::ui {

class ConformanceTab;
class EnrollmentTab;
class LoadTab;
class ScenarioTab;
class TestTab;

/// Run and Cancel are those of the tab in sight. Tabs ask the same service unless one was told
/// another.
class TestEnrollmentPage : public Page {
    Q_OBJECT

public:
    explicit TestEnrollmentPage(PageContext& context, QWidget* parent = nullptr);

    bool openObject(const ObjectRef& target) override;
    bool escape() override;
    void saveState() override;

private:
    void makeActions();
    void makeReportActions();
    void makeTabs();
    void addTab(TestTab* tab, Icon icon, const QString& title);
    [[nodiscard]] TestTab* current() const;
    void reflect();
    void reflectRun();
    void reflectReports();

    QTabWidget* m_tabs = nullptr;
    std::vector<TestTab*> m_all;
    EnrollmentTab* m_enrollment = nullptr;
    ScenarioTab* m_scenarios = nullptr;
    ConformanceTab* m_conformance = nullptr;
    LoadTab* m_load = nullptr;
    QAction* m_run = nullptr;
    QAction* m_cancel = nullptr;
    QAction* m_pollNow = nullptr;
    QAction* m_approve = nullptr;
    QAction* m_save = nullptr;
    QAction* m_renew = nullptr;
    QAction* m_showCertificate = nullptr;
    QAction* m_openStep = nullptr;
    QAction* m_sendAgain = nullptr;
    QAction* m_runAgain = nullptr;
    QAction* m_openScenario = nullptr;
    QAction* m_saveScenario = nullptr;
    QAction* m_saveVerdicts = nullptr;
    QAction* m_saveChecks = nullptr;
    QAction* m_compare = nullptr;
    QAction* m_saveLoad = nullptr;
};

} // namespace scepter::ui
