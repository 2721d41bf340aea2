// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/standin_jamf_tab.h"

#include "shell/clipboard.h"
#include "shell/desktop.h"
#include "theme/tinted_icon.h"
#include "widgets/inline_note.h"
#include "widgets/message_bar.h"
#include "widgets/secret_edit.h"
#include "widgets/texts.h"
#include "widgets/wrap_label.h"
#include "workbench/write_file.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using standin::JamfAuthentication;
using standin::JamfQuestion;
using Code = std::shared_ptr<const SecretBytes>;

constexpr int kMaxText = 512;
constexpr std::size_t kMaxFile = std::size_t{1} << 20;

QLineEdit* lineEdit(const char* name) {
    auto* edit = new QLineEdit;
    edit->setObjectName(QLatin1String(name));
    edit->setMaxLength(kMaxText);
    return edit;
}

QPushButton* pushButton(const QString& text, Icon icon, const char* name) {
    auto* button = new QPushButton(tintedIcon(icon), text);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    return button;
}

std::string textOf(const QLineEdit* edit) {
    return edit->text().trimmed().toStdString();
}

} // namespace

StandInJamfTab::StandInJamfTab(PageContext& context, MessageBar& messages, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_messages(messages) {
    m_services.openFile = [this](QWidget* asker, const QString& title, const QStringList& filters,
                                 const std::function<void(const FileContent&)>& read) {
        openFile(asker, title, filters, read);
    };
    auto* content = new QWidget;
    auto* groups = new QVBoxLayout(content);
    groups->setContentsMargins(0, 0, 8, 0);
    groups->setSpacing(8);
    groups->addWidget(new WrapLabel(
        tr("Asks for a code as Jamf Pro does before it sends a profile to a device: of this "
           "workspace's listener for accounts, or of any other SCEPChallenge webhook."),
        content));
    m_where = makeWhere();
    groups->addWidget(m_where);
    groups->addWidget(makeDevice());
    groups->addWidget(makeAnswer());
    groups->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(scrolled(content, QStringLiteral("jamfScroll")));
    watchEdits(content, this, [this] { reflect(); });
    connect(&context.session, &workbench::Session::responderChanged, this,
            &StandInJamfTab::readAddress);
    reflect();
}

StandInJamfTab::~StandInJamfTab() = default;

FormGroup* StandInJamfTab::makeWhere() {
    auto* group = new FormGroup(m_context.theme, tr("Whom it asks"), this);
    m_url = lineEdit("jamfUrl");
    m_url->setPlaceholderText(QStringLiteral("https://scep.example/jamf/SCEPChallenge"));
    m_urlField = group->add(tr("URL"), m_url);
    m_own = pushButton(tr("This workspace's"), Icon::Link, "jamfOwn");
    auto* own = new QWidget;
    auto* row = new QHBoxLayout(own);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_own);
    row->addStretch(1);
    group->add({}, own);
    m_authentication = new QComboBox;
    m_authentication->setObjectName(QStringLiteral("jamfAuthentication"));
    m_authentication->addItem(tr("None"), static_cast<int>(JamfAuthentication::None));
    m_authentication->addItem(tr("Basic"), static_cast<int>(JamfAuthentication::Basic));
    m_authentication->addItem(tr("Header"), static_cast<int>(JamfAuthentication::Header));
    group->add(tr("Authentication"), m_authentication);
    m_name = lineEdit("jamfName");
    m_nameField = group->add(tr("Name"), m_name);
    m_secret = new SecretEdit({});
    m_secret->setObjectName(QStringLiteral("jamfSecret"));
    m_secret->setMaxLength(kMaxText);
    m_secretField = group->add(tr("Value"), m_secret);
    m_roots = new PemList(m_context.theme, m_services, PemList::Holds::Certificates,
                          QStringLiteral("jamfRoots"), tr("Trusted roots"));
    group->add(tr("Trusted roots"), m_roots, tr("Besides those of the system."));
    connect(m_own, &QPushButton::clicked, this, [this] { m_url->setText(m_ownUrl); });
    connect(m_secret, &SecretEdit::copyRequested, &m_context.clipboard, &Clipboard::copySecret);
    return group;
}

FormGroup* StandInJamfTab::makeDevice() {
    auto* group = new FormGroup(m_context.theme, tr("The device"), this);
    m_deviceName = lineEdit("jamfDeviceName");
    group->add(tr("Name"), m_deviceName);
    m_serial = lineEdit("jamfSerial");
    group->add(tr("Serial number"), m_serial);
    m_udid = lineEdit("jamfUdid");
    group->add(tr("UDID"), m_udid);
    m_user = lineEdit("jamfUser");
    group->add(tr("User"), m_user);
    m_scepUrl = lineEdit("jamfScepUrl");
    group->add(tr("SCEP URL"), m_scepUrl, tr("Of the profile that the code is for."));
    return group;
}

QWidget* StandInJamfTab::makeAnswer() {
    auto* box = new QWidget;
    m_ask = pushButton(tr("Ask for a code"), Icon::Mint, "jamfAsk");
    m_outcome = new InlineNote(m_context.theme, Tone::Info, box);
    m_outcome->setObjectName(QStringLiteral("jamfOutcome"));
    m_fresh = new QWidget(box);
    m_fresh->setObjectName(QStringLiteral("jamfFresh"));
    m_code = new SecretEdit({}, m_fresh);
    m_code->setObjectName(QStringLiteral("jamfCode"));
    m_code->setAccessibleName(tr("The code"));
    m_code->setReadOnly(true);
    m_code->setFont(Theme::monospace());
    m_code->setEchoMode(QLineEdit::Normal);
    auto* copy = pushButton(tr("Copy"), Icon::Copy, "jamfCopy");
    auto* done = pushButton(tr("I have it"), Icon::Check, "jamfDone");
    auto* row = new QHBoxLayout(m_fresh);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_code, 1);
    row->addWidget(copy);
    row->addWidget(done);
    m_fresh->hide();
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_ask, 0, Qt::AlignLeading);
    column->addWidget(m_outcome);
    column->addWidget(m_fresh);
    connect(m_ask, &QPushButton::clicked, this, &StandInJamfTab::ask);
    connect(m_code, &SecretEdit::copyRequested, &m_context.clipboard, &Clipboard::copySecret);
    connect(copy, &QPushButton::clicked, this, [this] {
        m_context.clipboard.copySecret(m_code->text());
        m_messages.showSuccess(tr("The code is on the clipboard; it leaves it soon."));
    });
    connect(done, &QPushButton::clicked, this, [this] {
        m_code->clear();
        m_fresh->hide();
        m_outcome->clear();
        m_ask->setFocus();
    });
    return box;
}

void StandInJamfTab::openFile(QWidget* asker, const QString& title, const QStringList& filters,
                              const std::function<void(const FileContent&)>& read) {
    const QPointer<QWidget> guard(asker);
    m_context.desktop.chooseOpenFile(
        asker, title, filters, [this, guard, read](const QString& path) {
            if (!guard) return;
            m_context.session
                .ask([path = path.toStdString()](workbench::Workbench&) -> FileContent {
                    SCEPTER_TRY(bytes, workbench::readFile(path, kMaxFile));
                    return std::make_shared<const SecretBytes>(std::move(bytes));
                })
                .then(guard.data(), [read](const FileContent& content) { read(content); });
        });
}

void StandInJamfTab::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    readAddress();
}

void StandInJamfTab::readAddress() {
    m_context.session.ask([](workbench::Workbench& workbench) { return workbench.adminSettings(); })
        .then(this, [this](const Result<workbench::AdminSettings>& settings) {
            const std::string& url = m_context.session.responder().adminUrl;
            m_ownUrl = settings && !url.empty() ? text(url + settings->jamfPath) : QString();
            reflect();
        });
}

JamfAuthentication StandInJamfTab::authentication() const {
    return static_cast<JamfAuthentication>(m_authentication->currentData().toInt());
}

QString StandInJamfTab::whyNotAsk() const {
    if (m_asking) return tr("It is being asked.");
    const QUrl url(m_url->text().trimmed(), QUrl::StrictMode);
    const bool web =
        url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!web || url.host().isEmpty()) return tr("Say first where the webhook is.");
    if (authentication() != JamfAuthentication::None && textOf(m_name).empty())
        return tr("Say first as whom it asks.");
    return {};
}

void StandInJamfTab::reflect() {
    m_own->setEnabled(!m_ownUrl.isEmpty());
    m_own->setToolTip(m_ownUrl.isEmpty() ? tr("The listener for accounts does not run.")
                                         : m_ownUrl);
    const JamfAuthentication kind = authentication();
    m_where->setShown(m_nameField, kind != JamfAuthentication::None);
    m_where->setShown(m_secretField, kind != JamfAuthentication::None);
    m_nameField->setHelp(kind == JamfAuthentication::Header ? tr("Name of the header.")
                                                            : tr("The account of this workspace."));
    m_secret->setAccessibleName(kind == JamfAuthentication::Header ? tr("Value of the header")
                                                                   : tr("Password"));
    const QString why = whyNotAsk();
    m_ask->setEnabled(why.isEmpty());
    m_ask->setToolTip(why);
    Q_EMIT stateChanged();
}

void StandInJamfTab::ask() {
    if (!whyNotAsk().isEmpty()) return;
    auto question = std::make_shared<JamfQuestion>();
    question->url = textOf(m_url);
    question->authentication = authentication();
    if (question->authentication != JamfAuthentication::None) {
        question->name = textOf(m_name);
        question->secret = secretOf(*m_secret);
    }
    question->rootPems = m_roots->pems();
    question->scepServerUrl = textOf(m_scepUrl);
    question->deviceName = textOf(m_deviceName);
    question->serialNumber = textOf(m_serial);
    question->udid = textOf(m_udid);
    question->userName = textOf(m_user);
    m_asking = true;
    m_fresh->hide();
    m_code->clear();
    m_outcome->say(Tone::Info, tr("It is being asked…"));
    reflect();
    m_context.session.standIns()
        .askJamf(tr("Asking for a code as Jamf does"), std::move(question))
        .then(this, [this](const Result<Code>& answer) { take(answer); });
}

void StandInJamfTab::take(const Result<Code>& answer) {
    m_asking = false;
    reflect();
    if (!answer) {
        const Problem said = problemOf(answer.error(), m_context.session.clock().now());
        m_outcome->say(Tone::Error, said.summary + QLatin1Char(' ') + said.why);
        return;
    }
    m_outcome->say(Tone::Secret, tr("This code was given. It is shown only now."));
    m_code->setText(text((*answer)->text()));
    m_fresh->show();
}

} // namespace scepter::ui
