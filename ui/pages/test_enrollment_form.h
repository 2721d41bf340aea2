// SPDX-License-Identifier: GPL-3.0-or-later
// What a test enrollment asks for, and how.
#pragma once

#include "shell/page.h"
#include "workbench/test_enrollment.h"

#include <memory>
#include <optional>

class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace scepter::ui {

class DurationEdit;
class Fold;
class FormField;
class FormGroup;
class InlineNote;
class LinesEdit;
class TestMisbehaviorForm;
class TestServerForm;
class WrapLabel;

class TestEnrollmentForm : public QWidget {
    Q_OBJECT

public:
    TestEnrollmentForm(PageContext& context, MessageBar& messages, QWidget* parent);

    [[nodiscard]] workbench::TestSpec spec() const;
    /// Why it cannot be run; empty: it can.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] TestServerForm& server() const { return *m_server; }
    /// The next run renews this certificate.
    void renew(const workbench::TestRun& run);
    /// The key that can be used again.
    void setLastKey(const std::optional<pki::PrivateKey>& key);

Q_SIGNALS:
    void edited();

private:
    FormGroup* makeIdentity();
    FormGroup* makeClient();
    FormGroup* makeAlgorithms();
    QWidget* makeRenewal();
    void reflect();
    void showFacts();
    void dropRenewal();

    PageContext& m_context;
    TestServerForm* m_server;
    QWidget* m_renewal = nullptr;
    InlineNote* m_renews = nullptr;
    QLineEdit* m_subject = nullptr;
    FormField* m_subjectField = nullptr;
    LinesEdit* m_names = nullptr;
    FormField* m_namesField = nullptr;
    QComboBox* m_keyKind = nullptr;
    QComboBox* m_keySource = nullptr;
    FormField* m_keySourceField = nullptr;
    FormField* m_keyKindField = nullptr;
    QComboBox* m_persona = nullptr;
    WrapLabel* m_facts = nullptr;
    QComboBox* m_cipher = nullptr;
    QComboBox* m_digest = nullptr;
    QComboBox* m_transport = nullptr;
    QSpinBox* m_polls = nullptr;
    DurationEdit* m_pollDelay = nullptr;
    TestMisbehaviorForm* m_misbehaviors = nullptr;
    FormField* m_misbehaviorField = nullptr;
    std::optional<pki::PrivateKey> m_lastKey;
    std::shared_ptr<const client::Identity> m_renewed;
};

/// The kinds of keys that can be made: "RSA 2048" with "rsa:2048" as data.
void addKeyKinds(QComboBox& combo);
/// The clients that can be imitated, with their ids as data.
void addPersonas(QComboBox& combo);

} // namespace scepter::ui
