// Static challenges.
#pragma once

#include "pages/gate_challenge_row.h"
#include "pages/gate_panel.h"

namespace scepter::ui {

class GateStaticPanel final : public GatePanel {
    Q_OBJECT

public:
    GateStaticPanel(const Theme& theme, const GateServices& services, const challenge::Gate& gate,
                    QWidget* parent);
    /// Makes a random one.
    void begin() override;
    void focusFirst() override;
    [[nodiscard]] QString problem() const override;

protected:
    [[nodiscard]] challenge::GateSettings settings() const override;
    void checkFields(const GateSurroundings& around) override;
    void showSecrets(const std::vector<challenge::GateSecret>& own) override;
    void dropSecrets() override;
    void addSecrets(std::vector<challenge::GateSecret>& all) const override;
    void secretsStored(const std::vector<challenge::GateSecret>& own) override;

private:
    GateChallengeRow* addRow(const challenge::StaticChallenge& rules, const SecretBytes* secret,
                             GateChallengeRow::Origin origin, qsizetype at);
    GateChallengeRow* addRandom(qsizetype at, const challenge::Constraints& constraints);
    void replace(GateChallengeRow* row);
    void remove(GateChallengeRow* row);
    void clearRows();
    void drop(GateChallengeRow* row);
    void moved();
    void reflect();
    void warn(const GateSurroundings& around);
    [[nodiscard]] std::string freeName() const;
    /// What is wrong with them together.
    [[nodiscard]] QString rowsProblem() const;

    QWidget* m_list;
    QWidget* m_holder; ///< of the rows
    QVBoxLayout* m_rowsLayout;
    QPushButton* m_add;
    InlineNote* m_reading;
    InlineNote* m_open;
    QLabel* m_openTo;
    FormField* m_rowsField;
    QList<GateChallengeRow*> m_rows;
    QString m_rowProblem; ///< the first that stands at a row
    int m_made = 0;       ///< rows so far, for names of controls
};

} // namespace scepter::ui
