// Minting one-time codes, and what became of them; whom gates ask, and whom they tell.
#pragma once

#include "models/minted_model.h"
#include "shell/list_page.h"

#include <QTimer>

#include <array>

class QScrollArea;
class QTabWidget;

namespace scepter::ui {

class AccountsTab;
class CodeDetail;
class CodeModel;
class MintPanel;
class MintedCard;
class NoticesTab;
class ServicesTab;

class ChallengesPage : public ListPage {
    Q_OBJECT

public:
    explicit ChallengesPage(PageContext& context, QWidget* parent = nullptr);

    bool openObject(const ObjectRef& target) override;
    void focusFilter() override;
    bool escape() override;
    void refresh() override;
    bool mayLeave(const std::function<void()>& goOn) override;
    void saveState() override;

protected:
    void applyFilter() override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeDetail();
    void makeTabs();
    void makeActions();
    void makeChips();
    void connectAll();
    void showDetail(qint64 id);
    void showMint();
    void startMinting();
    void mint(const workbench::MintOrder& order);
    void save();
    void readCounts();
    void reflectSelection();
    void reflectActions();
    void reflectOpenNews(int count);
    void showCodes();
    void readConfig();
    void reflectStatus();
    [[nodiscard]] QList<qint64> withdrawable() const;
    void askWithdraw();
    void withdraw(const QList<qint64>& ids);

    CodeModel* m_model;
    QTabWidget* m_tabs = nullptr;
    QWidget* m_codes = nullptr;
    AccountsTab* m_accounts;
    ServicesTab* m_services;
    NoticesTab* m_news;
    QScrollArea* m_scroll = nullptr;
    MintedCard* m_minted = nullptr;
    MintPanel* m_mint = nullptr;
    CodeDetail* m_code = nullptr;
    QAction* m_withdraw = nullptr;
    QAction* m_mintCodes = nullptr;
    QAction* m_newAccount = nullptr;
    QAction* m_copyAccount = nullptr;
    QAction* m_removeAccount = nullptr;
    QAction* m_tryService = nullptr;
    QAction* m_retryNews = nullptr;
    QAction* m_giveUpNews = nullptr;
    qint64 m_shown = 0; ///< the code in the detail pane; 0: the mint panel
    QTimer m_tick;
    QTimer m_countSoon;
    bool m_counting = false;
    bool m_countAgain = false;
    quint64 m_configTurn = 0;
};

} // namespace scepter::ui
