// A program that decides, and one-time codes, which have nothing to set.
#pragma once

#include "pages/gate_panel.h"

namespace scepter::ui {

class GateCommandPanel final : public GatePanel {
    Q_OBJECT

public:
    GateCommandPanel(const Theme& theme, const GateServices& services, const challenge::Gate& gate,
                     QWidget* parent);
    void focusFirst() override;

protected:
    [[nodiscard]] challenge::GateSettings settings() const override;
    void checkFields(const GateSurroundings& around) override;

private:
    void browse();
    [[nodiscard]] challenge::CommandGate now() const;

    QLineEdit* m_program;
    LinesEdit* m_arguments;
    TimeoutEdit* m_timeout;
    QCheckBox* m_notifies;
    FormField* m_programField;
    FormField* m_argumentsField;
    FormField* m_timeoutField;
};

class GateCodePanel final : public GatePanel {
    Q_OBJECT

public:
    GateCodePanel(const Theme& theme, const GateServices& services, const challenge::Gate& gate,
                  QWidget* parent);
    void focusFirst() override;

protected:
    [[nodiscard]] challenge::GateSettings settings() const override;
    void checkFields(const GateSurroundings& around) override;

private:
    QPushButton* m_codes;
};

} // namespace scepter::ui
