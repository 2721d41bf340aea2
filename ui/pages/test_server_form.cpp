// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/test_server_form.h"

#include "pages/endpoint_fields.h"
#include "pages/gate_fields.h"
#include "shell/clipboard.h"
#include "shell/desktop.h"
#include "theme/tinted_icon.h"
#include "widgets/inline_note.h"
#include "widgets/message_bar.h"
#include "widgets/secret_edit.h"
#include "widgets/texts.h"
#include "workbench/write_file.h"

#include "base/encoding.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

namespace {

using workbench::TestChallengeKind;
using State = workbench::ResponderView::State;

constexpr std::size_t kMostFile = std::size_t{1} << 20;
constexpr int kLongestTimeout = 600;

QString plainHex(const QString& typed) {
    QString hex = typed;
    hex.remove(QLatin1Char(':'));
    hex.remove(QLatin1Char(' '));
    return hex;
}

bool isWebUrl(const QString& typed) {
    const QUrl url(typed.trimmed(), QUrl::StrictMode);
    const bool http =
        url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    return url.isValid() && http && !url.host().isEmpty();
}

/// Nothing for what is no SHA-1, SHA-256, SHA-384 or SHA-512.
std::optional<Bytes> fingerprintOf(const QString& typed) {
    const auto bytes = fromHex(plainHex(typed).toStdString());
    if (!bytes) return std::nullopt;
    for (const std::size_t size : {20U, 32U, 48U, 64U})
        if (bytes->size() == size) return *bytes;
    return std::nullopt;
}

/// Something is there, and it is none.
bool isNoFingerprint(const QLineEdit& edit) {
    const QString typed = edit.text().trimmed();
    return !typed.isEmpty() && !fingerprintOf(typed);
}

} // namespace

GateServices fieldServices(PageContext& context, MessageBar& messages) {
    GateServices made;
    made.copySecret = [&context, &messages](const QString& secret) {
        context.clipboard.copySecret(secret);
        messages.showSuccess(
            TestServerForm::tr("The secret is on the clipboard; it leaves it soon."));
    };
    made.choosePath = [&context](QWidget* asker, const QString& title, const QStringList& filters,
                                 std::function<void(const QString&)> chosen) {
        context.desktop.chooseOpenFile(asker, title, filters, std::move(chosen));
    };
    made.openFile = [&context](QWidget* asker, const QString& title, const QStringList& filters,
                               const std::function<void(const FileContent&)>& read) {
        const QPointer<QWidget> guard(asker);
        context.desktop.chooseOpenFile(
            asker, title, filters, [&context, guard, read](const QString& path) {
                if (!guard) return;
                context.session
                    .ask([path = path.toStdString()](workbench::Workbench&) -> FileContent {
                        SCEPTER_TRY(bytes, workbench::readFile(path, kMostFile));
                        return std::make_shared<const SecretBytes>(std::move(bytes));
                    })
                    .then(guard.data(), [read](const FileContent& content) { read(content); });
            });
    };
    made.now = [&context] { return context.session.clock().now(); };
    return made;
}

TestServerForm::TestServerForm(PageContext& context, MessageBar& messages, const QString& prefix,
                               QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_messages(messages)
    , m_prefix(prefix)
    , m_services(fieldServices(context, messages)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    buildServer();
    buildConnection();
    buildChallenge();
    column->addWidget(m_serverGroup);
    column->addWidget(
        new Fold(m_prefix + QStringLiteral("Connection"), tr("Connection"), m_connection, this));
    column->addSpacing(8);
    column->addWidget(m_challengeGroup);
    connect(&context.session, &workbench::Session::statusChanged, this,
            &TestServerForm::reflectStatus);
    connect(&context.session, &workbench::Session::responderChanged, this,
            &TestServerForm::reflectStatus);
    reflectStatus();
    watchEdits(this, this, [this] { touched(); });
}

TestServerForm::~TestServerForm() = default;

QLineEdit* TestServerForm::line(const QString& name) {
    auto* edit = new QLineEdit(this);
    edit->setObjectName(m_prefix + name);
    return edit;
}

void TestServerForm::buildServer() {
    m_serverGroup = new FormGroup(m_context.theme, tr("Server"), this);
    auto* where = new QWidget(m_serverGroup);
    m_here = new QRadioButton(tr("This workbench"), where);
    m_here->setObjectName(m_prefix + QStringLiteral("Here"));
    m_other = new QRadioButton(tr("Another server"), where);
    m_other->setObjectName(m_prefix + QStringLiteral("Other"));
    auto* group = new QButtonGroup(this);
    group->addButton(m_here);
    group->addButton(m_other);
    m_here->setChecked(true);
    auto* row = new QHBoxLayout(where);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_here);
    row->addWidget(m_other);
    row->addStretch(1);
    m_serverGroup->add({}, where);
    m_endpoint = new QComboBox(this);
    m_endpoint->setObjectName(m_prefix + QStringLiteral("Endpoint"));
    m_endpoint->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_endpointField = m_serverGroup->add(tr("Endpoint"), m_endpoint);
    auto* stopped = new QWidget(m_serverGroup);
    m_stopped = new InlineNote(m_context.theme, Tone::Warning, stopped);
    m_startResponder = new QPushButton(tintedIcon(Icon::Play), tr("Start the responder"), stopped);
    m_startResponder->setObjectName(m_prefix + QStringLiteral("Start"));
    m_startResponder->setAutoDefault(false);
    auto* below = new QVBoxLayout(stopped);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(4);
    below->addWidget(m_stopped);
    below->addWidget(m_startResponder, 0, Qt::AlignLeading);
    m_stoppedField = m_serverGroup->add({}, stopped);
    m_url = line(QStringLiteral("Url"));
    m_url->setPlaceholderText(QStringLiteral("http://server.example/scep"));
    m_urlField = m_serverGroup->add(tr("URL"), m_url);
    m_fingerprint = line(QStringLiteral("Fingerprint"));
    m_fingerprint->setPlaceholderText(QStringLiteral("9C:1B:…"));
    m_fingerprintField = m_serverGroup->add(
        tr("CA fingerprint"), m_fingerprint,
        tr("SHA-1 to SHA-512 of a certificate of the CA. Empty: whatever it shows is believed."));
    connect(m_here, &QRadioButton::toggled, this, &TestServerForm::touched);
    connect(m_startResponder, &QPushButton::clicked, this,
            [this] { m_context.session.startResponder(); });
}

void TestServerForm::buildConnection() {
    m_connection = new FormGroup(m_context.theme, {}, this);
    m_caIdentifier = line(QStringLiteral("CaIdentifier"));
    m_connection->add(tr("CA identifier"), m_caIdentifier,
                      tr("The message parameter of GetCACaps and GetCACert."));
    m_recipient = line(QStringLiteral("EncryptTo"));
    m_recipient->setPlaceholderText(QStringLiteral("9C:1B:…"));
    m_recipientField = m_connection->add(
        tr("Encrypt to"), m_recipient,
        tr("Fingerprint of one of the certificates of GetCACert. Empty: as the client chooses."));
    m_method = new QComboBox(this);
    m_method->setObjectName(m_prefix + QStringLiteral("Method"));
    m_method->addItem(tr("As the client does"), static_cast<int>(client::Method::Auto));
    m_method->addItem(QStringLiteral("POST"), static_cast<int>(client::Method::Post));
    m_method->addItem(QStringLiteral("GET"), static_cast<int>(client::Method::Get));
    m_connection->add(tr("Messages by"), m_method);
    m_timeout = new QSpinBox(this);
    m_timeout->setObjectName(m_prefix + QStringLiteral("Timeout"));
    m_timeout->setRange(1, kLongestTimeout);
    m_timeout->setValue(15);
    m_timeout->setSuffix(tr(" s"));
    m_connection->add(tr("Give up after"), m_timeout);
    m_roots = new PemList(m_context.theme, m_services, PemList::Holds::Certificates,
                          m_prefix + QStringLiteral("Roots"), tr("CA roots for TLS"), this);
    m_rootsField = m_connection->add(tr("CA roots for TLS"), m_roots,
                                     tr("Trusted besides those of the system."));
    m_certificate = new PemList(m_context.theme, m_services, PemList::Holds::Chain,
                                m_prefix + QStringLiteral("Certificate"),
                                tr("Client certificate for TLS"), this);
    m_certificateField = m_connection->add(tr("Client certificate"), m_certificate);
    m_certificateKey =
        new KeyFileField(m_context.theme, m_services, m_prefix + QStringLiteral("Key"),
                         tr("Key of the client certificate"), this);
    m_certificateKey->setStored(nullptr);
    m_certificateKeyField = m_connection->add(tr("Its key"), m_certificateKey);
    for (auto* list : {m_roots, m_certificate})
        connect(list, &PemList::changed, this, &TestServerForm::touched);
    connect(m_certificateKey, &KeyFileField::changed, this, &TestServerForm::touched);
}

void TestServerForm::buildChallenge() {
    m_challengeGroup = new FormGroup(m_context.theme, tr("Challenge"), this);
    m_kind = new QComboBox(this);
    m_kind->setObjectName(m_prefix + QStringLiteral("ChallengeKind"));
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kindField = m_challengeGroup->add(tr("From"), m_kind);
    auto* typed = new QWidget(m_challengeGroup);
    m_typed = new SecretEdit({}, typed);
    m_typed->setObjectName(m_prefix + QStringLiteral("Challenge"));
    m_typed->setAccessibleName(tr("Challenge password"));
    m_show = new QToolButton(typed);
    m_show->setObjectName(m_prefix + QStringLiteral("ChallengeShow"));
    m_show->setCheckable(true);
    m_show->setFocusPolicy(Qt::StrongFocus);
    m_show->setIcon(tintedIcon(Icon::Unlock));
    m_show->setToolTip(tr("Show the challenge"));
    m_show->setAccessibleName(m_show->toolTip());
    m_mint = new QPushButton(tintedIcon(Icon::Mint), tr("Mint one"), typed);
    m_mint->setObjectName(m_prefix + QStringLiteral("Mint"));
    m_mint->setAutoDefault(false);
    m_mint->setToolTip(tr("Mints a one-time code for this endpoint and puts it here"));
    auto* row = new QHBoxLayout(typed);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_typed, 1);
    row->addWidget(m_show);
    row->addWidget(m_mint);
    m_typedField = m_challengeGroup->add({}, typed);
    buildNdes();
    connect(m_mint, &QPushButton::clicked, this, &TestServerForm::mint);
    connect(m_show, &QToolButton::toggled, this, [this](bool shown) {
        m_typed->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    });
    connect(m_typed, &SecretEdit::copyRequested, this,
            [this](const QString& secret) { m_services.copySecret(secret); });
}

void TestServerForm::buildNdes() {
    m_ndesUrl = line(QStringLiteral("NdesUrl"));
    m_ndesUrl->setPlaceholderText(QStringLiteral("https://ndes.example/certsrv/mscep_admin/"));
    m_ndesUser = line(QStringLiteral("NdesUser"));
    m_ndesUser->setPlaceholderText(QStringLiteral("user@domain"));
    m_ndesPassword = new SecretEdit({}, this);
    m_ndesPassword->setObjectName(m_prefix + QStringLiteral("NdesPassword"));
    m_ndesFields = {
        m_challengeGroup->add(tr("Admin page"), m_ndesUrl),
        m_challengeGroup->add(tr("User"), m_ndesUser,
                              tr("Who may fetch codes there. Basic or NTLM, as it asks.")),
        m_challengeGroup->add(tr("Password"), m_ndesPassword)};
    connect(m_ndesPassword, &SecretEdit::copyRequested, this,
            [this](const QString& secret) { m_services.copySecret(secret); });
}

bool TestServerForm::isHere() const {
    return m_here->isChecked();
}

void TestServerForm::touched() {
    if (m_filling) return;
    reflect();
    Q_EMIT edited();
}

void TestServerForm::reflectStatus() {
    // Under load a status comes five times a second, and mostly says the same of endpoints.
    const bool others = fillEndpoints();
    reflect();
    const QString why = problem();
    if (!others && why == m_lastProblem) return;
    m_lastProblem = why;
    Q_EMIT edited();
}

bool TestServerForm::fillEndpoints() {
    const auto& status = m_context.session.status();
    if (!status) return false;
    QStringList names;
    for (const enrollment::EndpointSettings& endpoint : status->endpoints)
        names << tr("%1 (%2)").arg(text(endpoint.name), text(endpoint.path));
    if (names == m_endpointNames) return false;
    m_endpointNames = names;
    m_filling = true;
    const QString kept = m_endpoint->currentData().toString();
    m_endpoint->clear();
    for (qsizetype i = 0; i < names.size(); ++i)
        m_endpoint->addItem(names[i], text(status->endpoints[static_cast<std::size_t>(i)].name));
    if (const int at = m_endpoint->findData(kept); at >= 0) m_endpoint->setCurrentIndex(at);
    m_filling = false;
    return true;
}

void TestServerForm::reflect() {
    const bool here = isHere();
    m_serverGroup->setShown(m_endpointField, here);
    m_serverGroup->setShown(m_urlField, !here);
    m_serverGroup->setShown(m_fingerprintField, !here);
    for (FormField* field : {m_rootsField, m_certificateField, m_certificateKeyField})
        m_connection->setShown(field, !here);
    const State state = m_context.session.responder().state;
    const bool stopped = here && state != State::Running;
    m_serverGroup->setShown(m_stoppedField, stopped);
    m_stopped->setText(stopped ? tr("The responder does not run.") : QString());
    m_startResponder->setVisible(stopped && (state == State::Stopped || state == State::Failed));
    const auto& status = m_context.session.status();
    QString gates;
    if (here && status)
        for (const enrollment::EndpointSettings& endpoint : status->endpoints)
            if (text(endpoint.name) == m_endpoint->currentData().toString())
                gates = tr("Gates: %1").arg(text(endpoint.gatesText()));
    m_endpointField->setHelp(gates);
    for (const auto& [field, edit] :
         {std::pair(m_fingerprintField, m_fingerprint), std::pair(m_recipientField, m_recipient)})
        field->setProblem(isNoFingerprint(*edit)
                              ? tr("This is no SHA-1, SHA-256, SHA-384 or SHA-512.")
                              : QString());
    fillChallenges();
}

void TestServerForm::fillChallenges() {
    const bool here = isHere();
    const int wanted = here ? 4 : 3;
    if (m_kind->count() != wanted) {
        m_filling = true;
        const QVariant kept = m_kind->currentData();
        m_kind->clear();
        if (here)
            m_kind->addItem(tr("What the endpoint takes"),
                            static_cast<int>(TestChallengeKind::Endpoint));
        m_kind->addItem(tr("Typed here"), static_cast<int>(TestChallengeKind::Typed));
        m_kind->addItem(tr("An NDES admin page"), static_cast<int>(TestChallengeKind::NdesPage));
        m_kind->addItem(tr("None"), static_cast<int>(TestChallengeKind::None));
        if (const int at = m_kind->findData(kept); kept.isValid() && at >= 0)
            m_kind->setCurrentIndex(at);
        m_filling = false;
    }
    const auto kind = static_cast<TestChallengeKind>(m_kind->currentData().toInt());
    m_kindField->setHelp(kind == TestChallengeKind::Endpoint
                             ? tr("A new one-time code for each enrollment, or its static "
                                  "challenge.")
                         : kind == TestChallengeKind::NdesPage
                             ? tr("A new code for each enrollment.")
                             : QString());
    for (FormField* field : std::as_const(m_ndesFields))
        m_challengeGroup->setShown(field, kind == TestChallengeKind::NdesPage);
    m_challengeGroup->setShown(m_typedField, kind == TestChallengeKind::Typed);
    m_mint->setVisible(here);
}

void TestServerForm::mint() {
    const std::string endpoint = m_endpoint->currentData().toString().toStdString();
    using Minted = std::shared_ptr<const SecretBytes>;
    m_mint->setEnabled(false);
    m_context.session
        .ask([endpoint](workbench::Workbench& workbench) -> Result<Minted> {
            workbench::MintOrder order;
            order.endpoint = endpoint;
            order.note = "Test enrollment";
            SCEPTER_TRY(minted, workbench.codes().mint(order));
            return std::make_shared<const SecretBytes>(std::move(minted.front().code));
        })
        .then(this, [this](const Result<Minted>& answer) {
            m_mint->setEnabled(true);
            if (!answer) {
                m_messages.showProblem(tr("No code was minted."),
                                       problemOf(answer.error(), m_context.session.clock().now()));
                return;
            }
            m_typed->setText(text((*answer)->text()));
            m_typed->setFocus();
        });
}

workbench::TestServer TestServerForm::server() const {
    workbench::TestServer made;
    if (isHere()) {
        made.endpoint = m_endpoint->currentData().toString().toStdString();
    } else {
        made.url = m_url->text().trimmed().toStdString();
        if (const auto fingerprint = fingerprintOf(m_fingerprint->text().trimmed()))
            made.caFingerprint = *fingerprint;
        made.rootPems = m_roots->pems();
        for (const std::string& pem : m_certificate->pems())
            made.certificatePem += pem;
        if (auto key = m_certificateKey->value(); key && !made.certificatePem.empty())
            made.certificateKeyPem = std::make_shared<const SecretBytes>(std::move(*key));
    }
    made.caIdentifier = m_caIdentifier->text().trimmed().toStdString();
    if (const auto recipient = fingerprintOf(m_recipient->text().trimmed()))
        made.encryptTo = *recipient;
    made.method = static_cast<client::Method>(m_method->currentData().toInt());
    made.timeout = std::chrono::seconds(m_timeout->value());
    return made;
}

workbench::TestChallenge TestServerForm::challenge() const {
    workbench::TestChallenge made;
    made.kind = static_cast<TestChallengeKind>(m_kind->currentData().toInt());
    if (made.kind == TestChallengeKind::Typed) made.typed = sharedSecretOf(*m_typed);
    if (made.kind == TestChallengeKind::NdesPage) {
        made.ndesUrl = m_ndesUrl->text().trimmed().toStdString();
        made.ndesUser = m_ndesUser->text().trimmed().toStdString();
        made.ndesPassword = sharedSecretOf(*m_ndesPassword);
    }
    return made;
}

void TestServerForm::follow(const TestServerForm& other) {
    m_filling = true;
    (other.isHere() ? m_here : m_other)->setChecked(true);
    setDataKept(m_endpoint, other.m_endpoint->currentData());
    setTextKept(m_url, other.m_url->text());
    setTextKept(m_fingerprint, other.m_fingerprint->text());
    setTextKept(m_caIdentifier, other.m_caIdentifier->text());
    setTextKept(m_recipient, other.m_recipient->text());
    setDataKept(m_method, other.m_method->currentData());
    m_timeout->setValue(other.m_timeout->value());
    m_roots->setPems(other.m_roots->pems());
    m_certificate->setPems(other.m_certificate->pems());
    const auto key = other.m_certificateKey->value();
    m_certificateKey->setUnknown();
    m_certificateKey->setStored(key ? &*key : nullptr);
    m_filling = false;
    reflect();
    m_filling = true;
    setDataKept(m_kind, other.m_kind->currentData());
    setTextKept(m_typed, other.m_typed->text());
    setTextKept(m_ndesUrl, other.m_ndesUrl->text());
    setTextKept(m_ndesUser, other.m_ndesUser->text());
    setTextKept(m_ndesPassword, other.m_ndesPassword->text());
    m_filling = false;
    reflect();
}

void TestServerForm::setChallenge(const SecretBytes& challenge, const QString& endpoint) {
    m_here->setChecked(true);
    if (const int at = m_endpoint->findData(endpoint); at >= 0) m_endpoint->setCurrentIndex(at);
    reflect();
    setDataKept(m_kind, static_cast<int>(TestChallengeKind::Typed));
    m_typed->setText(text(challenge.text()));
    touched();
}

QString TestServerForm::problem() const {
    const bool ndes =
        m_kind->currentData().toInt() == static_cast<int>(TestChallengeKind::NdesPage);
    if (ndes && !isWebUrl(m_ndesUrl->text()))
        return tr("Enter the URL of the NDES admin page, with http:// or https://.");
    if (isNoFingerprint(*m_recipient)) return tr("The fingerprint to encrypt to is not one.");
    if (isHere()) {
        if (m_endpoint->currentIndex() < 0) return tr("There is no endpoint.");
        return m_context.session.responder().state == State::Running
                   ? QString()
                   : tr("The responder does not run.");
    }
    if (!isWebUrl(m_url->text()))
        return tr("Enter the URL of the service, with http:// or https://.");
    if (isNoFingerprint(*m_fingerprint)) return tr("The CA fingerprint is not one.");
    if (!m_certificate->pems().empty() && !m_certificateKey->value())
        return tr("The client certificate needs its key.");
    return {};
}

QString TestServerForm::target() const {
    return isHere() ? tr("“%1” of this workbench").arg(m_endpoint->currentData().toString())
                    : m_url->text().trimmed();
}

} // namespace scepter::ui
