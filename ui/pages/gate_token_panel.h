// Signed tokens as challenges.
#pragma once

#include "pages/gate_panel.h"

namespace scepter::ui {

class GateTokenPanel final : public GatePanel {
    Q_OBJECT

public:
    GateTokenPanel(const Theme& theme, const GateServices& services, const challenge::Gate& gate,
                   QWidget* parent);
    void focusFirst() override;

protected:
    [[nodiscard]] challenge::GateSettings settings() const override;
    void checkFields(const GateSurroundings& around) override;

private:
    [[nodiscard]] challenge::TokenGate now() const;

    PemList* m_keys;
    QLineEdit* m_issuer;
    QLineEdit* m_audience;
    DurationEdit* m_leeway;
    DurationEdit* m_life;
    FormField* m_keysField;
    FormField* m_sharedField;
    FormField* m_issuerField;
    FormField* m_audienceField;
    FormField* m_leewayField;
    FormField* m_lifeField;
};

} // namespace scepter::ui
