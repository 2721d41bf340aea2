// Is it healthy, and what needs me?
#pragma once

#include "pages/dashboard_steps.h"
#include "shell/page.h"

namespace scepter::ui {

class ActivityCard;
class AuthorityCard;
class CardColumns;
class DashboardData;
class HourCard;
class NeedsCard;
class ResponderCard;

class DashboardPage : public Page {
    Q_OBJECT

public:
    explicit DashboardPage(PageContext& pageContext, QWidget* parent = nullptr);

    void focusFilter() override;
    void refresh() override;
    bool escape() override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeActions();
    void makeCards();
    void connectCards();
    void layOut();
    void reflectNeeds();
    void reflectTraffic();
    void reflectUpkeep();
    void reflectActions();
    void open(const ObjectRef& target);
    void goTo(StepsCard::Step step);
    void openLog();

    DashboardData* m_data;
    QAction* m_copyUrl = nullptr;
    QAction* m_copyFingerprint = nullptr;
    QAction* m_asTable = nullptr;
    QAction* m_openLog = nullptr;
    NeedsCard* m_needs = nullptr;
    ResponderCard* m_responder = nullptr;
    AuthorityCard* m_authority = nullptr;
    StepsCard* m_steps = nullptr;
    HourCard* m_hour = nullptr;
    ActivityCard* m_activity = nullptr;
    QString m_fingerprint;
    QString m_failedKey; ///< of the message that tells why nothing is read
};

} // namespace scepter::ui
