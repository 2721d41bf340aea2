// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/test_enrollment_form.h"

#include "client/persona.h"
#include "pages/endpoint_fields.h"
#include "pages/gate_fields.h"
#include "pages/test_misbehavior_form.h"
#include "pages/test_server_form.h"
#include "theme/tinted_icon.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"
#include "widgets/wrap_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

enum KeySource { NewKey, LastKey };

QComboBox* named(QComboBox* combo, const char* name) {
    combo->setObjectName(QLatin1String(name));
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return combo;
}

} // namespace

void addKeyKinds(QComboBox& combo) {
    const std::pair<const char*, const char*> kinds[] = {
        {"RSA 2048", "rsa:2048"}, {"RSA 3072", "rsa:3072"}, {"RSA 4096", "rsa:4096"},
        {"EC P-256", "ec:p256"},  {"EC P-384", "ec:p384"},  {"EC P-521", "ec:p521"},
        {"Ed25519", "ed25519"},
    };
    for (const auto& [name, spec] : kinds)
        combo.addItem(QLatin1String(name), QLatin1String(spec));
}

void addPersonas(QComboBox& combo) {
    for (const client::Persona& persona : client::personas())
        combo.addItem(text(persona.name), text(persona.id));
}

TestEnrollmentForm::TestEnrollmentForm(PageContext& context, MessageBar& messages, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_server(new TestServerForm(context, messages, QStringLiteral("test"), this)) {
    setObjectName(QStringLiteral("testForm"));
    m_misbehaviors = new TestMisbehaviorForm(QStringLiteral("test"), this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 8, 8);
    column->setSpacing(8);
    column->addWidget(makeRenewal());
    column->addWidget(m_server);
    column->addWidget(makeIdentity());
    column->addWidget(makeClient());
    column->addWidget(new Fold(QStringLiteral("testAlgorithms"), tr("Algorithms and polls"),
                               makeAlgorithms(), this));
    auto* wrong = new FormGroup(context.theme, {}, this);
    m_misbehaviorField = wrong->add({}, m_misbehaviors);
    column->addWidget(
        new Fold(QStringLiteral("testMisbehave"), tr("Misbehave on purpose"), wrong, this));
    column->addStretch(1);
    watchEdits(this, this, [this] {
        reflect();
        Q_EMIT edited();
    });
    connect(m_server, &TestServerForm::edited, this, &TestEnrollmentForm::edited);
    setLastKey(std::nullopt);
    showFacts();
}

QWidget* TestEnrollmentForm::makeRenewal() {
    m_renewal = new QWidget(this);
    m_renews = new InlineNote(m_context.theme, Tone::Info, m_renewal);
    m_renews->setObjectName(QStringLiteral("testRenews"));
    auto* drop = new QPushButton(tintedIcon(Icon::Clear), tr("Enroll anew"), m_renewal);
    drop->setObjectName(QStringLiteral("testDropRenewal"));
    drop->setAutoDefault(false);
    auto* column = new QVBoxLayout(m_renewal);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_renews);
    column->addWidget(drop, 0, Qt::AlignLeading);
    m_renewal->hide();
    connect(drop, &QPushButton::clicked, this, &TestEnrollmentForm::dropRenewal);
    return m_renewal;
}

FormGroup* TestEnrollmentForm::makeIdentity() {
    auto* group = new FormGroup(m_context.theme, tr("Identity"), this);
    m_subject = new QLineEdit(QStringLiteral("CN=test-1"), group);
    m_subject->setObjectName(QStringLiteral("testSubject"));
    m_subjectField = group->add(tr("Subject"), m_subject);
    m_names = new LinesEdit(2, group);
    m_names->setObjectName(QStringLiteral("testNames"));
    m_names->setPlaceholderText(QStringLiteral("DNS:test-1.example"));
    m_namesField =
        group->add(tr("Alternative names"), m_names, tr("One a line: DNS:, IP:, email: or URI:."));
    m_keySource = named(new QComboBox(group), "testKeySource");
    m_keySource->addItem(tr("A new one"), NewKey);
    m_keySource->addItem(tr("That of the last run"), LastKey);
    m_keySourceField = group->add(tr("Key"), m_keySource);
    m_keyKind = named(new QComboBox(group), "testKeyKind");
    addKeyKinds(*m_keyKind);
    m_keyKindField = group->add(tr("Kind of key"), m_keyKind);
    return group;
}

FormGroup* TestEnrollmentForm::makeClient() {
    auto* group = new FormGroup(m_context.theme, tr("Client"), this);
    m_persona = named(new QComboBox(group), "testPersona");
    addPersonas(*m_persona);
    group->add(tr("Behaves like"), m_persona);
    m_facts = new WrapLabel({}, group);
    m_facts->setObjectName(QStringLiteral("testPersonaFacts"));
    group->add({},
               new Fold(QStringLiteral("testFacts"), tr("What is known of it"), m_facts, group));
    return group;
}

FormGroup* TestEnrollmentForm::makeAlgorithms() {
    auto* group = new FormGroup(m_context.theme, {}, this);
    const QString usual = tr("As the client does");
    m_cipher = named(new QComboBox(group), "testCipher");
    m_cipher->addItem(usual, -1);
    m_digest = named(new QComboBox(group), "testDigest");
    m_digest->addItem(usual, -1);
    using pki::Cipher;
    using pki::Digest;
    const std::pair<const char*, Cipher> ciphers[] = {{"AES-256", Cipher::Aes256Cbc},
                                                      {"AES-192", Cipher::Aes192Cbc},
                                                      {"AES-128", Cipher::Aes128Cbc},
                                                      {"3DES", Cipher::TripleDesCbc}};
    for (const auto& [name, cipher] : ciphers)
        m_cipher->addItem(QLatin1String(name), static_cast<int>(cipher));
    const std::pair<const char*, Digest> digests[] = {{"SHA-256", Digest::Sha256},
                                                      {"SHA-384", Digest::Sha384},
                                                      {"SHA-512", Digest::Sha512},
                                                      {"SHA-1", Digest::Sha1}};
    for (const auto& [name, digest] : digests)
        m_digest->addItem(QLatin1String(name), static_cast<int>(digest));
    m_transport = named(new QComboBox(group), "testTransport");
    m_transport->addItem(QStringLiteral("RSA PKCS#1 v1.5"),
                         static_cast<int>(pki::KeyTransport::RsaPkcs1));
    m_transport->addItem(QStringLiteral("RSA-OAEP"), static_cast<int>(pki::KeyTransport::RsaOaep));
    group->add(tr("Cipher"), m_cipher);
    group->add(tr("Digest"), m_digest);
    group->add(tr("Key transport"), m_transport);
    m_polls = new QSpinBox(group);
    m_polls->setObjectName(QStringLiteral("testPolls"));
    m_polls->setRange(0, 1000);
    m_polls->setValue(10);
    group->add(tr("Polls"), m_polls, tr("So often it asks again while the request is pending."));
    m_pollDelay = new DurationEdit(group);
    m_pollDelay->setName(QStringLiteral("testPollDelay"), tr("Time between polls"));
    m_pollDelay->setDuration(std::chrono::seconds(10));
    group->add(tr("One each"), m_pollDelay);
    return group;
}

void TestEnrollmentForm::setLastKey(const std::optional<pki::PrivateKey>& key) {
    m_lastKey = key;
    if (!key) m_keySource->setCurrentIndex(NewKey);
    m_keySource->setEnabled(key.has_value());
    m_keySource->setToolTip(key ? QString() : tr("No run has made a key yet."));
    reflect();
}

void TestEnrollmentForm::reflect() {
    const bool again = m_keySource->currentData().toInt() == LastKey;
    m_keySourceField->setHelp(again && m_lastKey ? text(m_lastKey->publicKey().toText())
                                                 : QString());
    m_keyKind->setEnabled(!again);
    const auto subject = pki::Name::fromText(m_subject->text().trimmed().toStdString());
    m_subjectField->setProblem(subject ? QString() : text(subject.error().detail));
    QString wrongName;
    for (const std::string& line : m_names->lines())
        if (const auto name = pki::generalNameFromText(line); !name)
            wrongName = tr("%1: %2").arg(text(line), text(name.error().detail));
    m_namesField->setProblem(wrongName);
    m_misbehaviorField->setProblem(m_misbehaviors->problem());
    m_misbehaviorField->setWarning(
        m_misbehaviors->chosen().empty()
            ? QString()
            : tr("A refusal of what ought to be refused counts as passed."));
    showFacts();
}

// The words of the facts come from where they were found, in English.
void TestEnrollmentForm::showFacts() {
    const client::Persona* persona =
        client::findPersona(m_persona->currentData().toString().toStdString());
    QStringList lines;
    if (persona != nullptr)
        for (const client::PersonaFact& fact : persona->facts)
            lines.append(fact.source.empty()
                             ? tr("Assumed: %1.").arg(text(fact.what))
                             : tr("Known: %1 (%2).").arg(text(fact.what), text(fact.source)));
    const QString all = lines.join(QLatin1Char('\n'));
    if (m_facts->text() != all) m_facts->setText(all);
}

void TestEnrollmentForm::renew(const workbench::TestRun& run) {
    m_renewed = run.identity();
    if (!m_renewed) return;
    const pki::Certificate& certificate = m_renewed->certificate;
    m_renews->setText(tr("Renews %1, serial number %2.")
                          .arg(text(certificate.subject().toDisplayText()),
                               shortId(text(certificate.serialText()))));
    m_renewal->show();
    m_subject->setText(text(certificate.subject().toText()));
    std::vector<std::string> names;
    for (const pki::GeneralName& name : certificate.subjectAltNames())
        names.push_back(pki::toText(name));
    m_names->setLines(names);
    Q_EMIT edited();
}

void TestEnrollmentForm::dropRenewal() {
    m_renewed.reset();
    m_renewal->hide();
    m_subject->setFocus(Qt::OtherFocusReason);
    Q_EMIT edited();
}

workbench::TestSpec TestEnrollmentForm::spec() const {
    workbench::TestSpec made;
    made.server = m_server->server();
    made.challenge = m_server->challenge();
    made.subject = m_subject->text().trimmed().toStdString();
    made.subjectAltNames = m_names->lines();
    if (const auto kind = pki::keySpecFromText(m_keyKind->currentData().toString().toStdString()))
        made.keySpec = *kind;
    if (m_keySource->currentData().toInt() == LastKey) made.key = m_lastKey;
    made.renewed = m_renewed;
    made.persona = m_persona->currentData().toString().toStdString();
    if (const int cipher = m_cipher->currentData().toInt(); cipher >= 0)
        made.cipher = static_cast<pki::Cipher>(cipher);
    if (const int digest = m_digest->currentData().toInt(); digest >= 0)
        made.digest = static_cast<pki::Digest>(digest);
    made.transport = static_cast<pki::KeyTransport>(m_transport->currentData().toInt());
    made.misbehaviors = m_misbehaviors->chosen();
    made.polls = static_cast<unsigned>(m_polls->value());
    made.pollDelay = m_pollDelay->duration();
    return made;
}

QString TestEnrollmentForm::problem() const {
    if (const QString why = m_server->problem(); !why.isEmpty()) return why;
    for (const FormField* field : {m_subjectField, m_namesField, m_misbehaviorField})
        if (!field->problem().isEmpty()) return field->problem();
    return {};
}

} // namespace scepter::ui
