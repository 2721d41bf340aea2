// The form of one endpoint.
#pragma once

#include "models/endpoint_config.h"
#include "pages/endpoint_fields.h"
#include "pages/gate_services.h"

#include <QWidget>

class QToolButton;

namespace scepter::ui {

class ConstraintsEditor;
class EndpointCompatibility;
class GatesEditor;

/// Shows and edits all settings of an endpoint; says what is wrong under its field at once.
class EndpointForm : public QWidget {
    Q_OBJECT

public:
    explicit EndpointForm(const Theme& theme, GateServices services = {},
                          QWidget* parent = nullptr);

    /// What can be chosen, and which names and paths are taken.
    void setConfig(const EndpointConfig& config);
    void load(const enrollment::EndpointSettings& settings);
    /// What is entered. Its id is that of what was loaded.
    [[nodiscard]] enrollment::EndpointSettings value() const;
    [[nodiscard]] GatesEditor& gates() const { return *m_gates; }
    /// Judges every field anew.
    void check();
    /// The first thing that is wrong; empty: nothing.
    [[nodiscard]] QString firstProblem() const;
    void focusName();

Q_SIGNALS:
    void edited();
    void templateAsked(const QString& name);

private:
    FormGroup* makeAddress();
    FormGroup* makeIssuing();
    FormGroup* makeEnrolling();
    FormGroup* makeRenewing();
    FormGroup* makeWaiting();
    FormGroup* makeConstraints();
    void reflect();
    [[nodiscard]] QString takenBy(const std::string& path) const;
    [[nodiscard]] QString aliasesProblem(const enrollment::EndpointSettings& now) const;

    const Theme& m_theme;
    GateServices m_services;
    EndpointConfig m_config;
    enrollment::EndpointSettings m_loaded;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_path = nullptr;
    LinesEdit* m_aliases = nullptr;
    QComboBox* m_authority = nullptr;
    QComboBox* m_template = nullptr;
    QToolButton* m_openTemplate = nullptr;
    FormGroup* m_enrolling = nullptr;
    GatesEditor* m_gates = nullptr;
    QComboBox* m_approval = nullptr;
    QCheckBox* m_limitTries = nullptr;
    QSpinBox* m_tries = nullptr;
    DurationEdit* m_tryWindow = nullptr;
    QCheckBox* m_renewalAllowed = nullptr;
    QComboBox* m_renewalApproval = nullptr;
    DurationEdit* m_pending = nullptr;
    DurationEdit* m_transaction = nullptr;
    ConstraintsEditor* m_constraints = nullptr;
    EndpointCompatibility* m_compatibility = nullptr;
    FormField* m_nameField = nullptr;
    FormField* m_pathField = nullptr;
    FormField* m_aliasesField = nullptr;
    FormField* m_authorityField = nullptr;
    FormField* m_templateField = nullptr;
    FormField* m_triesField = nullptr;
    FormField* m_renewalField = nullptr;
    FormField* m_pendingField = nullptr;
    FormField* m_transactionField = nullptr;
    FormField* m_constraintsField = nullptr;
    bool m_loading = false;
};

} // namespace scepter::ui
