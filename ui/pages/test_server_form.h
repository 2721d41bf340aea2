// SPDX-License-Identifier: GPL-3.0-or-later
// Which service a test goes to, and with what challenge.
#pragma once

#include "pages/gate_services.h"
#include "shell/page.h"
#include "workbench/test_service.h"

#include <memory>
#include <optional>

class QButtonGroup;
class QComboBox;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QToolButton;

namespace scepter::ui {

class FormField;
class FormGroup;
class InlineNote;
class KeyFileField;
class PemList;
class SecretEdit;

/// Files and clipboard for the fields of a form; `messages` must outlive what is made with it.
GateServices fieldServices(PageContext& context, MessageBar& messages);

/// An endpoint of this workspace or any URL, how it is connected to, and the challenge. Names of
/// its widgets begin with `prefix`.
class TestServerForm : public QWidget {
    Q_OBJECT

public:
    TestServerForm(PageContext& context, MessageBar& messages, const QString& prefix,
                   QWidget* parent);
    ~TestServerForm() override;

    [[nodiscard]] workbench::TestServer server() const;
    [[nodiscard]] workbench::TestChallenge challenge() const;
    /// Shows what another form has.
    void follow(const TestServerForm& other);
    /// For the endpoint of this name, where there is one.
    void setChallenge(const SecretBytes& challenge, const QString& endpoint);
    /// Why nothing can be sent there; empty: it can.
    [[nodiscard]] QString problem() const;
    /// "“tablets” of this workbench", "https://..."
    [[nodiscard]] QString target() const;

Q_SIGNALS:
    void edited();

private:
    void buildServer();
    void buildConnection();
    void buildChallenge();
    void buildNdes();
    [[nodiscard]] bool isHere() const;
    void reflectStatus();
    /// True: they are others than before.
    bool fillEndpoints();
    void reflect();
    void fillChallenges();
    void mint();
    void touched();
    [[nodiscard]] QLineEdit* line(const QString& name);

    PageContext& m_context;
    MessageBar& m_messages;
    QString m_prefix;
    GateServices m_services;
    FormGroup* m_serverGroup = nullptr;
    QRadioButton* m_here = nullptr;
    QRadioButton* m_other = nullptr;
    QComboBox* m_endpoint = nullptr;
    FormField* m_endpointField = nullptr;
    InlineNote* m_stopped = nullptr;
    FormField* m_stoppedField = nullptr;
    QPushButton* m_startResponder = nullptr;
    QLineEdit* m_url = nullptr;
    FormField* m_urlField = nullptr;
    QLineEdit* m_fingerprint = nullptr;
    FormField* m_fingerprintField = nullptr;
    FormGroup* m_connection = nullptr;
    QLineEdit* m_caIdentifier = nullptr;
    QLineEdit* m_recipient = nullptr;
    FormField* m_recipientField = nullptr;
    QComboBox* m_method = nullptr;
    QSpinBox* m_timeout = nullptr;
    PemList* m_roots = nullptr;
    PemList* m_certificate = nullptr;
    KeyFileField* m_certificateKey = nullptr;
    FormField* m_rootsField = nullptr;
    FormField* m_certificateField = nullptr;
    FormField* m_certificateKeyField = nullptr;
    FormGroup* m_challengeGroup = nullptr;
    QComboBox* m_kind = nullptr;
    FormField* m_kindField = nullptr;
    SecretEdit* m_typed = nullptr;
    QToolButton* m_show = nullptr;
    QPushButton* m_mint = nullptr;
    FormField* m_typedField = nullptr;
    QLineEdit* m_ndesUrl = nullptr;
    QLineEdit* m_ndesUser = nullptr;
    SecretEdit* m_ndesPassword = nullptr;
    QList<FormField*> m_ndesFields;
    bool m_filling = false;
    QStringList m_endpointNames;
    QString m_lastProblem;
};

} // namespace scepter::ui
