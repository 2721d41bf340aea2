// SPDX-License-Identifier: GPL-3.0-or-later
// One enrollment in slow motion.
#pragma once

#include "pages/test_result_card.h"
#include "pages/test_tab.h"
#include "shell/page.h"

class QSplitter;

namespace scepter::ui {

class ConfigTable;
class MessageBar;
class StepList;
class TestEnrollmentForm;
class TestRunModel;

/// What to ask for at the left; its steps and what came of it at the right; earlier runs below.
class EnrollmentTab final : public TestTab {
    Q_OBJECT

public:
    struct Actions {
        TestResultCard::Actions result;
        QAction* openStep = nullptr;
        QAction* sendAgain = nullptr;
        QAction* runAgain = nullptr;
    };
    EnrollmentTab(PageContext& context, MessageBar& messages, const Actions& actions,
                  QWidget* parent);

    void run() override;
    void cancel() override;
    [[nodiscard]] bool isRunning() const override;
    [[nodiscard]] QString whyNotRun() const override;
    [[nodiscard]] TestServerForm& server() const override;
    void saveState() override;

    void pollNow();
    void approve();
    void renew();
    void save();
    void showCertificate();
    void openStep();
    void sendAgain();
    [[nodiscard]] bool isSendingAgain() const;
    void runAgain();
    /// Closes what is open on top; false when nothing was.
    bool escape();
    /// Takes a challenge that was made elsewhere in the window.
    void takeOffer();
    /// The run that is shown; null: none.
    [[nodiscard]] const workbench::TestRun* shown() const;
    [[nodiscard]] int currentExchange() const;

private:
    QWidget* makeRight(const Actions& actions);
    QWidget* makeHistory(const Actions& actions);
    void connectAll();
    void start(const workbench::TestSpec& spec);
    void showRun(int id);
    void runChanged(int id);
    void openExchange(int exchange);
    [[nodiscard]] QStringList planned(const workbench::TestRun& run) const;
    [[nodiscard]] static QString titleOf(const workbench::TestSpec& spec);

    PageContext& m_context;
    MessageBar& m_messages;
    workbench::TestEnrollments& m_tests;
    TestEnrollmentForm* m_form;
    StepList* m_steps;
    TestResultCard* m_result;
    TestRunModel* m_model;
    ConfigTable* m_history;
    QWidget* m_historyBox = nullptr; ///< hidden while there is none
    QSplitter* m_across;
    QSplitter* m_down;
    int m_shown = 0;
};

} // namespace scepter::ui
