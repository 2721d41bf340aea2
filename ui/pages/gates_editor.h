// The gates of an endpoint: who decides whether a request may have a certificate.
#pragma once

#include "pages/gate_panel.h"

class QListWidget;

namespace scepter::ui {

/// A list of gates, their rule, and below it the settings of the chosen one. Each gate keeps what
/// was typed while another one is in sight. GUI thread.
class GatesEditor : public QWidget {
    Q_OBJECT

public:
    GatesEditor(const Theme& theme, const GateServices& services, QWidget* parent = nullptr);

    /// Leaves everything as it is where these are the gates already.
    void load(const std::vector<challenge::Gate>& gates, challenge::GateRule rule);
    [[nodiscard]] std::vector<challenge::Gate> gates() const;
    [[nodiscard]] challenge::GateRule rule() const;

    /// The secrets are being read; what was typed of them is dropped.
    void setUnknown();
    /// All of the endpoint. What was typed stays.
    void setSecrets(const std::vector<challenge::GateSecret>& secrets);
    /// They are on their way into the store as they are now.
    void setSent();
    /// They have arrived there. What was typed since stays.
    void takeStored(const std::vector<challenge::GateSecret>& secrets);
    [[nodiscard]] bool isKnown() const;
    /// All that are to be stored.
    [[nodiscard]] std::vector<challenge::GateSecret> secrets() const;

    /// Judges all of them anew, as part of this draft.
    void check(const GateSurroundings& around);
    /// The first thing that is wrong; empty: nothing.
    [[nodiscard]] QString problem() const;
    /// Brings a gate's settings in sight.
    void choose(qsizetype at);

Q_SIGNALS:
    void changed();

protected:
    bool event(QEvent* event) override;

private:
    void makeButtons();
    GatePanel* insert(const challenge::Gate& gate, bool isNew);
    void add(challenge::GateKind kind);
    void remove();
    void move(int by);
    void clear();
    void showChosen();
    void arrangeTabs();
    void moved();
    void reflect();
    void describe(qsizetype at);
    void fitList();
    [[nodiscard]] std::string freeName(challenge::GateKind kind) const;

    const Theme& m_theme;
    const GateServices& m_services;
    QListWidget* m_list;
    QLabel* m_none;
    QPushButton* m_add;
    QToolButton* m_remove;
    QToolButton* m_up;
    QToolButton* m_down;
    QWidget* m_ruleRow;
    QComboBox* m_rule;
    InlineNote* m_warning;
    QVBoxLayout* m_column;
    QList<GatePanel*> m_panels;
    bool m_loading = false;
};

} // namespace scepter::ui
