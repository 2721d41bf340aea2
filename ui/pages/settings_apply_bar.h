// What is changed and not applied yet.
#pragma once

#include "theme/theme.h"
#include "widgets/card.h"

class QLabel;

namespace scepter::ui {

class ActionButton;

/// The changes, what applying them costs, and the buttons that do it.
class ApplyBar : public Card {
    Q_OBJECT

public:
    struct State {
        QStringList changes; ///< "Port: 8080 → 8090"
        bool running = false;
        std::size_t connections = 0; ///< open now
        bool exposes = false;        ///< others could reach the CA who could not before
        QString problem;             ///< why nothing can be applied

        bool operator==(const State&) const = default;
    };

    ApplyBar(const Theme& theme, QAction* discard, QAction* apply, QAction* restart,
             QWidget* parent = nullptr);
    void setState(const State& state);

private:
    const Theme& m_theme;
    State m_state;
    QLabel* m_changes;
    QLabel* m_cost;
    QLabel* m_warning;
    ActionButton* m_restart;
};

} // namespace scepter::ui
