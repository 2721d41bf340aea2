// SPDX-License-Identifier: GPL-3.0-or-later
// Jamf's half of its SCEPChallenge webhook, as a tab of the Stand-ins page.
#pragma once

#include "pages/gate_fields.h"
#include "shell/page.h"
#include "workbench/admin_settings.h"
#include "workbench/standins.h"

class QComboBox;
class QLineEdit;
class QPushButton;

namespace scepter::ui {

class SecretEdit;

class StandInJamfTab : public QWidget {
    Q_OBJECT

public:
    StandInJamfTab(PageContext& context, MessageBar& messages, QWidget* parent);
    ~StandInJamfTab() override;

    void ask();
    /// Why it cannot be asked; empty: it can.
    [[nodiscard]] QString whyNotAsk() const;

Q_SIGNALS:
    /// It can be asked now, or not any more.
    void stateChanged();

protected:
    void showEvent(QShowEvent* event) override;

private:
    FormGroup* makeWhere();
    FormGroup* makeDevice();
    QWidget* makeAnswer();
    void openFile(QWidget* asker, const QString& title, const QStringList& filters,
                  const std::function<void(const FileContent&)>& read);
    void readAddress();
    void reflect();
    void take(const Result<std::shared_ptr<const SecretBytes>>& answer);
    [[nodiscard]] standin::JamfAuthentication authentication() const;

    PageContext& m_context;
    MessageBar& m_messages;
    GateServices m_services;
    FormGroup* m_where = nullptr;
    QLineEdit* m_url = nullptr;
    FormField* m_urlField = nullptr;
    QPushButton* m_own = nullptr;
    QComboBox* m_authentication = nullptr;
    QLineEdit* m_name = nullptr;
    FormField* m_nameField = nullptr;
    SecretEdit* m_secret = nullptr;
    FormField* m_secretField = nullptr;
    PemList* m_roots = nullptr;
    QLineEdit* m_scepUrl = nullptr;
    QLineEdit* m_deviceName = nullptr;
    QLineEdit* m_serial = nullptr;
    QLineEdit* m_udid = nullptr;
    QLineEdit* m_user = nullptr;
    QPushButton* m_ask = nullptr;
    InlineNote* m_outcome = nullptr;
    QWidget* m_fresh = nullptr;
    SecretEdit* m_code = nullptr;
    QString m_ownUrl; ///< of this workspace's webhook; empty: it is not served
    bool m_asking = false;
};

} // namespace scepter::ui
