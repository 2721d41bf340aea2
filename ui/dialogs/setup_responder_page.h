// Where the responder listens, and who may enroll.
#pragma once

#include "dialogs/latest_question.h"
#include "dialogs/setup_page.h"
#include "http/local_address.h"

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QRadioButton;
class QSpinBox;

namespace scepter::ui {

class StatePill;

/// Page 3. Asks the system for addresses and whether the port is free while the operator chooses.
class SetupResponderPage : public SetupPage {
    Q_OBJECT

public:
    explicit SetupResponderPage(const Theme& theme, QWidget* parent = nullptr);

    void enter(const SetupDraft& draft) override;
    void write(SetupDraft& draft) const override;
    [[nodiscard]] QString blocked() const override;

private:
    /// What came of asking for a port.
    struct PortLook {
        std::uint16_t asked = 0;
        std::uint16_t port = 0; ///< another one where `asked` was only our suggestion
        std::optional<Error> error;
    };

    QWidget* makeListening();
    void addEnrolling();
    void connectFields();
    void showAddresses(const std::vector<http::LocalAddress>& addresses);
    void reflect();
    void askForPort();
    void showPort(const PortLook& look);
    [[nodiscard]] std::string address() const;

    QComboBox* m_address;
    StatePill* m_exposed;
    InlineNote* m_addressNote;
    QSpinBox* m_port;
    InlineNote* m_portNote;
    QRadioButton* m_code;
    QRadioButton* m_manual;
    QRadioButton* m_both;
    QCheckBox* m_static;
    InlineNote* m_enrollNote;
    bool m_takesRequests = true;
    bool m_portTouched = false;
    LatestQuestion<std::vector<http::LocalAddress>> m_addresses;
    LatestQuestion<PortLook> m_portQuestion;
};

} // namespace scepter::ui
