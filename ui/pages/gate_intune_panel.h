// Microsoft Intune.
#pragma once

#include "pages/gate_panel.h"

namespace scepter::ui {

class GateIntunePanel final : public GatePanel {
    Q_OBJECT

public:
    GateIntunePanel(const Theme& theme, const GateServices& services, const challenge::Gate& gate,
                    QWidget* parent);
    void focusFirst() override;

protected:
    [[nodiscard]] challenge::GateSettings settings() const override;
    void checkFields(const GateSurroundings& around) override;

private:
    void makeMain();
    QWidget* makeAddresses();
    void load();
    [[nodiscard]] challenge::IntuneGate now() const;

    QLineEdit* m_tenant = nullptr;
    QLineEdit* m_appId = nullptr;
    QLineEdit* m_provider = nullptr;
    QCheckBox* m_waits = nullptr;
    QCheckBox* m_pulls = nullptr;
    Fold* m_addresses = nullptr;
    QLineEdit* m_authorityUrl = nullptr;
    QLineEdit* m_graphUrl = nullptr;
    QLineEdit* m_graphVersion = nullptr;
    QLineEdit* m_graphScope = nullptr;
    QLineEdit* m_intuneScope = nullptr;
    LinesEdit* m_hosts = nullptr;
    PemList* m_roots = nullptr;
    TimeoutEdit* m_timeout = nullptr;
    FormField* m_tenantField = nullptr;
    FormField* m_appIdField = nullptr;
    FormField* m_appKeyField = nullptr;
    FormField* m_providerField = nullptr;
    FormField* m_authorityField = nullptr;
    FormField* m_graphField = nullptr;
    FormField* m_versionField = nullptr;
    FormField* m_graphScopeField = nullptr;
    FormField* m_intuneScopeField = nullptr;
    FormField* m_hostsField = nullptr;
    FormField* m_rootsField = nullptr;
    FormField* m_timeoutField = nullptr;
};

} // namespace scepter::ui
