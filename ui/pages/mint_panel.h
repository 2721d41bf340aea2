// What to mint.
#pragma once

#include "theme/theme.h"
#include "workbench/workbench.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace scepter::ui {

class ConstraintsEditor;
class InlineNote;

/// The order for new codes: how many, how long, how often, for whom. Keeps what was entered after
/// minting, for the next lot. Knows no workspace: the page passes the endpoints in.
class MintPanel : public QWidget {
    Q_OBJECT

public:
    explicit MintPanel(const Theme& theme, QWidget* parent = nullptr);

    /// All endpoints of the workspace; the choice stays when it is still there.
    void setEndpoints(const std::vector<enrollment::EndpointSettings>& endpoints);
    /// While codes are being minted the button is off.
    void setBusy(bool busy);
    void focusFirst();
    /// InvalidArgument while the constraints cannot be read.
    [[nodiscard]] Result<workbench::MintOrder> order() const;

Q_SIGNALS:
    void mintRequested(const scepter::workbench::MintOrder& order);
    void endpointsRequested();

private:
    QWidget* makeLife();
    QWidget* makeUses();
    QWidget* makeBound();
    QWidget* makeEndpoint();
    void mint();
    void reflect();
    void reflectEndpoints();
    [[nodiscard]] Duration life() const;

    const Theme& m_theme;
    QSpinBox* m_count;
    QComboBox* m_life = nullptr;
    QWidget* m_custom = nullptr;
    QSpinBox* m_customLength = nullptr;
    QComboBox* m_customUnit = nullptr;
    QRadioButton* m_once = nullptr;
    QRadioButton* m_often = nullptr;
    QSpinBox* m_uses = nullptr;
    InlineNote* m_usesNote = nullptr;
    QRadioButton* m_any = nullptr;
    QRadioButton* m_bound = nullptr;
    ConstraintsEditor* m_constraints = nullptr;
    InlineNote* m_boundNote = nullptr;
    QComboBox* m_endpoint = nullptr;
    InlineNote* m_endpointNote = nullptr;
    InlineNote* m_endpointWarning = nullptr;
    QPushButton* m_toEndpoints = nullptr;
    QLineEdit* m_note;
    QPushButton* m_mint;
    std::vector<enrollment::EndpointSettings> m_taking; ///< those with one-time codes
    bool m_known = false;                               ///< the endpoints were told
    bool m_busy = false;
};

} // namespace scepter::ui
