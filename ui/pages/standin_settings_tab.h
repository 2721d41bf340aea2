// SPDX-License-Identifier: GPL-3.0-or-later
// Where a stand-in listens and whom it lets in, as a part of its tab.
#pragma once

#include "shell/page.h"
#include "workbench/standins.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace scepter::ui {

class FormField;
class FormGroup;
class InlineNote;
class InlineQuestion;
class SecretEdit;

class StandInSettingsTab : public QWidget {
    Q_OBJECT

public:
    StandInSettingsTab(PageContext& context, MessageBar& messages, workbench::StandInKind kind,
                       QWidget* parent);
    ~StandInSettingsTab() override;

    /// What is kept has moved.
    void follow();
    /// How the stand-in is has moved.
    void followView();
    [[nodiscard]] bool hasChanges() const;
    bool leave(const std::function<void()>& goOn);
    bool escape();

private:
    FormGroup* makeListening();
    FormGroup* makeKind();
    FormGroup* makeTrust();
    void load();
    void reflect();
    void apply();
    void saveRoot();
    void askRenew();
    /// These settings with what is in the form.
    [[nodiscard]] workbench::StandInSettings draft(workbench::StandInSettings settings) const;
    [[nodiscard]] workbench::StandInSettings kept() const;
    [[nodiscard]] bool isIntune() const { return m_kind == workbench::StandInKind::Intune; }
    [[nodiscard]] QString named(const char* part) const;

    PageContext& m_context;
    MessageBar& m_messages;
    workbench::StandInKind m_kind;
    InlineQuestion* m_question;
    QComboBox* m_address = nullptr;
    FormField* m_addressField = nullptr;
    QSpinBox* m_port = nullptr;
    QCheckBox* m_tls = nullptr;
    QLineEdit* m_tenant = nullptr; ///< of Intune
    FormField* m_tenantField = nullptr;
    QLineEdit* m_appId = nullptr;
    FormField* m_appIdField = nullptr;
    QCheckBox* m_singleUse = nullptr; ///< of the MDM
    SecretEdit* m_secret = nullptr;
    QWidget* m_secretLine = nullptr;
    QPushButton* m_renew = nullptr;
    FormField* m_secretField = nullptr;
    QPushButton* m_copyRoot = nullptr;
    QPushButton* m_saveRoot = nullptr;
    FormField* m_rootField = nullptr;
    InlineNote* m_state;
    QPushButton* m_discard;
    QPushButton* m_apply;
    workbench::StandInSettings m_base;
    bool m_loading = false;
};

} // namespace scepter::ui
