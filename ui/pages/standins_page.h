// SPDX-License-Identifier: GPL-3.0-or-later
// The other party in a lab: Intune, an MDM, Jamf.
#pragma once

#include "shell/page.h"

class QTabWidget;

namespace scepter::ui {

class StandInJamfTab;
class StandInTab;

class StandInsPage : public Page {
    Q_OBJECT

public:
    explicit StandInsPage(PageContext& context, QWidget* parent = nullptr);

    void focusFilter() override;
    bool escape() override;
    bool mayLeave(const std::function<void()>& goOn) override;
    void saveState() override;

private:
    void makeActions();
    void reflectActions();
    /// Null while Jamf is in sight.
    [[nodiscard]] StandInTab* tab() const;

    QTabWidget* m_tabs;
    StandInTab* m_intune;
    StandInTab* m_mdm;
    StandInJamfTab* m_jamf;
    QAction* m_start = nullptr;
    QAction* m_stop = nullptr;
    QAction* m_use = nullptr;
    QAction* m_newDevice = nullptr;
    QAction* m_removeDevice = nullptr;
    QAction* m_mint = nullptr;
    QAction* m_import = nullptr;
    QAction* m_forget = nullptr;
    QAction* m_ask = nullptr;
};

} // namespace scepter::ui
