// A service that is asked about each request.
#pragma once

#include "pages/gate_panel.h"

namespace scepter::ui {

class GateWebhookPanel final : public GatePanel {
    Q_OBJECT

public:
    GateWebhookPanel(const Theme& theme, const GateServices& services, const challenge::Gate& gate,
                     QWidget* parent);
    void focusFirst() override;

protected:
    [[nodiscard]] challenge::GateSettings settings() const override;
    void checkFields(const GateSurroundings& around) override;

private:
    void makeAsking();
    void makeAuthorization();
    void makeTelling();
    QWidget* makeConnection();
    void load();
    [[nodiscard]] challenge::WebhookGate now() const;
    void checkSettings(const challenge::WebhookGate& now);
    void checkSecrets(const challenge::WebhookGate& now);
    void reflect();
    [[nodiscard]] challenge::AskAuthorization authorization() const;

    QComboBox* m_dialect = nullptr;
    QLineEdit* m_url = nullptr;
    SecretField* m_hmac = nullptr;
    QLineEdit* m_webhookId = nullptr;
    QComboBox* m_authorization = nullptr;
    QLineEdit* m_user = nullptr;
    QCheckBox* m_renewals = nullptr;
    QCheckBox* m_notifies = nullptr;
    QLineEdit* m_notifyUrl = nullptr;
    PemList* m_certificate = nullptr;
    KeyFileField* m_key = nullptr;
    PemList* m_roots = nullptr;
    LinesEdit* m_hosts = nullptr;
    TimeoutEdit* m_timeout = nullptr;
    QSpinBox* m_retries = nullptr;
    Fold* m_connection = nullptr;
    FormField* m_dialectField = nullptr;
    FormField* m_urlField = nullptr;
    FormField* m_hmacField = nullptr;
    FormField* m_idField = nullptr;
    FormField* m_userField = nullptr;
    FormField* m_passwordField = nullptr;
    FormField* m_bearerField = nullptr;
    FormField* m_notifyUrlField = nullptr;
    FormField* m_certificateField = nullptr;
    FormField* m_keyField = nullptr;
    FormField* m_rootsField = nullptr;
    FormField* m_hostsField = nullptr;
    FormField* m_timeoutField = nullptr;
    FormField* m_retriesField = nullptr;
};

} // namespace scepter::ui
