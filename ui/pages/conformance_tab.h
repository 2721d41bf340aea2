// SPDX-License-Identifier: GPL-3.0-or-later
// Does a service do what RFC 8894 says, and what clients in the field need?
#pragma once

#include "pages/test_tab.h"
#include "shell/page.h"
#include "workbench/test_conformance.h"

#include <optional>

class QCheckBox;
class QProgressBar;

namespace scepter::ui {

class ConfigTable;
class ConformanceModel;
class FieldList;
class InlineNote;
class MessageBar;
class StepList;

class ConformanceTab final : public TestTab {
    Q_OBJECT

public:
    struct Actions {
        QAction* saveReport = nullptr;
        QAction* compare = nullptr;
    };
    ConformanceTab(PageContext& context, MessageBar& messages, const Actions& actions,
                   QWidget* parent);

    void run() override;
    void cancel() override;
    [[nodiscard]] bool isRunning() const override { return m_test->isRunning(); }
    [[nodiscard]] QString whyNotRun() const override;
    [[nodiscard]] TestServerForm& server() const override { return *m_server; }

    void saveReport();
    /// With a report that was kept as JSON; a second call with one takes the comparison away.
    void compare();
    [[nodiscard]] bool hasReport() const;
    [[nodiscard]] bool isCompared() const { return m_before.has_value(); }

private:
    QWidget* makeLeft();
    QWidget* makeRight(const Actions& actions);
    void connectAll();
    void reflect();
    void reflectAbuse();
    void reflectDifference();
    void summarize();
    void showCheck(const QString& id);
    void openExchange(int exchange);
    void take(const client::KeptReport& report, const QString& name);
    [[nodiscard]] const client::CheckResult* result(const QString& id) const;

    PageContext& m_context;
    MessageBar& m_messages;
    workbench::ConformanceTest* m_test;
    std::optional<client::KeptReport> m_before;
    QString m_beforeName;
    TestServerForm* m_server;
    QCheckBox* m_abuse = nullptr;
    InlineNote* m_warning = nullptr;
    InlineNote* m_summary = nullptr;
    InlineNote* m_difference = nullptr;
    QProgressBar* m_progress = nullptr;
    ConformanceModel* m_model;
    ConfigTable* m_table = nullptr;
    FieldList* m_detail = nullptr;
    StepList* m_steps = nullptr;
};

} // namespace scepter::ui
