// SPDX-License-Identifier: GPL-3.0-or-later
// Who may fetch codes over HTTP, as a tab of the Challenges page.
#pragma once

#include "models/account_model.h"
#include "pages/endpoint_staged_tab.h"
#include "workbench/admin_settings.h"

#include <QTimer>

namespace scepter::ui {

class AccountAccess;
class AccountForm;

class AccountsTab final : public StagedTab {
    Q_OBJECT

public:
    AccountsTab(PageContext& context, MessageBar& messages, QWidget* parent);

    /// What is stored has moved.
    void follow(const std::shared_ptr<const EndpointConfig>& config);
    /// Reads the accounts anew, soon: codes were fetched, or somebody has tried to log in.
    void readSoon();
    void askRemove() override;
    [[nodiscard]] QString whyNotRemove() const override;
    /// A token that is shown only once stands there: asks before leaving it.
    bool mayLeave(const std::function<void()>& goOn);

protected:
    void showStored() override;
    void showNew(bool copy) override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QStringList changes() const override;
    [[nodiscard]] QString whyNotApply() const override;
    void apply() override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    /// What is read in one go.
    struct Read {
        std::vector<workbench::AccountView> accounts;
        workbench::AdminSettings settings;
    };
    void connectAll();
    void read();
    void take(const Read& read);
    void followCurrent();
    void draftMoved();
    void showAccess();
    void setPassword();
    void askToken();
    void switchListener(bool on);
    void makeToken();
    /// Does something to the stored account, then reads anew.
    void
    change(const QString& done, const QString& failed,
           const std::function<Result<void>(workbench::Workbench&, const std::string& name)>& run);
    [[nodiscard]] const workbench::AccountView* current() const;

    std::shared_ptr<const EndpointConfig> m_config;
    AccountModel* m_model;
    AccountForm* m_form;
    AccountAccess* m_access;
    store::AccountSettings m_base; ///< what the draft is compared with
    workbench::AdminSettings m_settings;
    QTimer m_readSoon;
    QTimer m_tick;
    std::string m_added; ///< name of the account that was just added
    bool m_reading = false;
    bool m_readAgain = false;
};

} // namespace scepter::ui
