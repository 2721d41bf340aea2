// SPDX-License-Identifier: GPL-3.0-or-later
// One stand-in that serves: how it is, whom it was asked by, what it knows.
#pragma once

#include "shell/page.h"
#include "workbench/standins.h"

class QCheckBox;
class QComboBox;
class QPushButton;
class QTabWidget;

namespace scepter::ui {

class ElidedLabel;
class InlineNote;
class InlineQuestion;
class StandInCallsTab;
class StandInDevicesTab;
class StandInFaultsTab;
class StandInProfilesTab;
class StandInRevocationsTab;
class StandInSettingsTab;
class StatePill;

class StandInTab : public QWidget {
    Q_OBJECT

public:
    StandInTab(PageContext& context, MessageBar& messages, workbench::StandInKind kind,
               QWidget* parent);

    void start();
    void stop();
    /// Shows how an endpoint is made to ask it.
    void askUse();
    void newDevice();
    void mint();
    void import();
    void askRemoveDevice();
    void forgetCalls();

    [[nodiscard]] QString whyNotStart() const;
    [[nodiscard]] QString whyNotStop() const;
    [[nodiscard]] QString whyNotUse() const;
    [[nodiscard]] QString whyNotMint() const;
    [[nodiscard]] QString whyNotRemove() const;
    [[nodiscard]] QString whyNotForget() const;

    [[nodiscard]] bool hasChanges() const;
    /// As StagedTab::leave(), for all its parts.
    bool leave(const std::function<void()>& goOn);
    bool escape();
    void focusFilter();
    void saveState();

Q_SIGNALS:
    void stateChanged();

private:
    QWidget* makeHead();
    QWidget* makeUse();
    void makeParts();
    void follow();
    void followView();
    void fillEndpoints();
    void use();
    [[nodiscard]] bool isIntune() const { return m_kind == workbench::StandInKind::Intune; }
    [[nodiscard]] QString named(const char* part) const;
    [[nodiscard]] workbench::StandIns& standIns() const;

    PageContext& m_context;
    MessageBar& m_messages;
    workbench::StandInKind m_kind;
    StatePill* m_pill = nullptr;
    ElidedLabel* m_url = nullptr;
    QPushButton* m_copy = nullptr;
    InlineNote* m_note = nullptr;
    QWidget* m_use = nullptr;
    QComboBox* m_endpoint = nullptr;
    QCheckBox* m_alone = nullptr;
    InlineNote* m_useNote = nullptr;
    QPushButton* m_setUp = nullptr;
    QTabWidget* m_parts = nullptr;
    StandInCallsTab* m_calls = nullptr;
    StandInDevicesTab* m_devices = nullptr;
    StandInProfilesTab* m_profiles = nullptr; ///< of Intune
    StandInFaultsTab* m_faults = nullptr;
    StandInRevocationsTab* m_revocations = nullptr; ///< of Intune
    StandInSettingsTab* m_settings = nullptr;
};

} // namespace scepter::ui
