// One static challenge: its text and its rules.
#pragma once

#include "challenge/gate.h"
#include "pages/gate_fields.h"

#include <QFrame>

namespace scepter::ui {

class ConstraintsEditor;
class SecretEdit;

/// Name, hidden text, time of validity and constraints. The text is in memory only while it is
/// edited.
class GateChallengeRow : public QFrame {
    Q_OBJECT

public:
    enum class Origin {
        Listed,   ///< among the gate's challenges
        Unlisted, ///< a stored text without rules
        New
    };
    /// `number` from 1: for names of controls.
    GateChallengeRow(const Theme& theme, const GateServices& services, int number,
                     const challenge::StaticChallenge& rules, const SecretBytes* secret,
                     Origin origin, QWidget* parent);
    ~GateChallengeRow() override;

    [[nodiscard]] std::string name() const;
    [[nodiscard]] challenge::StaticChallenge rules() const;
    [[nodiscard]] SecretBytes secret() const;
    [[nodiscard]] Origin origin() const { return m_origin; }
    [[nodiscard]] bool isListed() const { return m_origin == Origin::Listed; }
    [[nodiscard]] bool hasRules() const;
    void setUntil(TimePoint time);
    void setRemovable(bool removable);
    /// What is wrong with it by itself; empty: nothing.
    [[nodiscard]] QString check();
    [[nodiscard]] QString textNow() const;
    void focusText();

Q_SIGNALS:
    void changed();
    void replaceRequested();
    void removeRequested();

private:
    QWidget* makeText(int number, const SecretBytes* secret);
    QWidget* makeTimes(int number);
    void makeNew();
    void reflectTimes();
    [[nodiscard]] QString problem() const;

    const Theme& m_theme;
    const GateServices& m_services;
    challenge::StaticChallenge m_loaded;
    Origin m_origin;
    QLineEdit* m_name;
    SecretEdit* m_text = nullptr;
    QToolButton* m_show = nullptr;
    QToolButton* m_remove = nullptr;
    OptionalTime* m_from = nullptr;
    OptionalTime* m_until = nullptr;
    ConstraintsEditor* m_constraints;
    InlineNote* m_times;
    InlineNote* m_problem;
};

} // namespace scepter::ui
