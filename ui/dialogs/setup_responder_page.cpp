#include "dialogs/setup_responder_page.h"

#include "widgets/state_pill.h"
#include "workbench/session.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kFirstFreeForAll = 1024;

} // namespace

SetupResponderPage::SetupResponderPage(const Theme& theme, QWidget* parent)
    : SetupPage(theme, tr("Responder"),
                tr("The responder answers the devices. It runs while the workspace is open."),
                parent)
    , m_address(new QComboBox(content()))
    , m_exposed(new StatePill(theme, content()))
    , m_addressNote(new InlineNote(theme, QStringLiteral("setupAddressNote"), content()))
    , m_port(new QSpinBox(content()))
    , m_portNote(new InlineNote(theme, QStringLiteral("setupPortNote"), content()))
    , m_code(new QRadioButton(tr("Who has a one-time &code"), content()))
    , m_manual(new QRadioButton(tr("Whom I approve by &hand"), content()))
    , m_both(new QRadioButton(tr("B&oth, each at its own address"), content()))
    , m_static(new QCheckBox(
          tr("Also offer a &static challenge, for devices that know no other way"), content()))
    , m_enrollNote(new InlineNote(theme, QStringLiteral("setupEnrollNote"), content()))
    , m_addresses(this, [this](const auto& found) { showAddresses(found); })
    , m_portQuestion(this, [this](const PortLook& look) { showPort(look); }) {
    setObjectName(QStringLiteral("setupResponderPage"));
    body()->addWidget(makeListening());
    body()->addSpacing(8);
    addEnrolling();
    body()->addStretch(1);
    connectFields();
    m_addresses.askNow([] { return http::localAddresses(); });
    reflect();
}

QWidget* SetupResponderPage::makeListening() {
    auto* part = new QWidget(content());
    auto* form = makeForm(part);
    m_address->setObjectName(QStringLiteral("setupAddress"));
    m_address->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_address->setMinimumContentsLength(24);
    m_address->addItem(tr("%1 — this machine only").arg(QStringLiteral("127.0.0.1")),
                       QStringLiteral("127.0.0.1"));
    m_exposed->setLook({tr("Exposed"), Icon::Exposed, Tone::Warning});
    m_port->setObjectName(QStringLiteral("setupPort"));
    m_port->setRange(1, 65535);
    m_port->setGroupSeparatorShown(false);
    m_port->setValue(workbench::ResponderSettings{}.port);
    m_port->setMaximumWidth(m_port->sizeHint().width() + fontMetrics().averageCharWidth() * 6);
    const auto add = [&](const QString& text, QWidget* field, QWidget* row) {
        auto* caption = new QLabel(text, part);
        caption->setBuddy(field);
        form->addRow(caption, row);
    };
    add(tr("&Address:"), m_address, withNote(m_address, m_addressNote, m_exposed));
    add(tr("&Port:"), m_port, withNote(m_port, m_portNote));
    return part;
}

void SetupResponderPage::addEnrolling() {
    auto* heading = new QLabel(tr("Who may enroll"), content());
    heading->setFont(Theme::strongFont());
    body()->addWidget(heading);
    auto* kinds = new QButtonGroup(this);
    for (QRadioButton* choice : {m_code, m_manual, m_both})
        kinds->addButton(choice);
    m_code->setChecked(true);
    addChoice(body(), m_code, QStringLiteral("setupByCode"),
              tr("You mint a code for each device; it is good once, for a time, and may be bound "
                 "to a name. The certificate comes at once. At /scep."));
    addChoice(body(), m_manual, QStringLiteral("setupByHand"),
              tr("Anybody who reaches the responder may ask; nothing is issued before you approve "
                 "it (manual authorization, RFC 8894 section 2.4). At /scep/manual."));
    addChoice(body(), m_both, QStringLiteral("setupByBoth"), {});
    addChoice(body(), m_static, QStringLiteral("setupStatic"),
              tr("A weak way: all devices share one secret, which never changes by itself. Whoever "
                 "learns it can get a certificate for any name (VU#971035). Bind it to names and "
                 "keys in Endpoints. At /scep/static."));
    body()->addWidget(m_enrollNote);
}

void SetupResponderPage::connectFields() {
    connect(m_address, &QComboBox::currentIndexChanged, this, [this] { reflect(); });
    connect(m_port, &QSpinBox::valueChanged, this, [this] {
        m_portTouched = true;
        askForPort();
    });
    for (QAbstractButton* choice :
         {static_cast<QAbstractButton*>(m_code), static_cast<QAbstractButton*>(m_manual),
          static_cast<QAbstractButton*>(m_both), static_cast<QAbstractButton*>(m_static)})
        connect(choice, &QAbstractButton::toggled, this, [this] { reflect(); });
}

void SetupResponderPage::enter(const SetupDraft& draft) {
    m_takesRequests = takesEncryptedRequests(draft);
    reflect();
}

void SetupResponderPage::showAddresses(const std::vector<http::LocalAddress>& addresses) {
    const auto add = [this](const QString& label, const QString& address) {
        if (m_address->findData(address) < 0) m_address->addItem(label, address);
    };
    for (const auto& one : addresses) {
        const QString numeric = QString::fromStdString(one.address);
        add(one.isLoopback ? tr("%1 — this machine only").arg(numeric)
                           : tr("%1 — the network at %2")
                                 .arg(numeric, QString::fromStdString(one.interfaceName)),
            numeric);
    }
    add(tr("%1 — every IPv4 network of this machine").arg(QStringLiteral("0.0.0.0")),
        QStringLiteral("0.0.0.0"));
}

std::string SetupResponderPage::address() const {
    return m_address->currentData().toString().toStdString();
}

void SetupResponderPage::reflect() {
    const bool exposed = !workbench::isLoopback(address());
    m_exposed->setVisible(exposed);
    m_addressNote->say(
        exposed ? Tone::Warning : Tone::Neutral,
        exposed ? tr("Other machines can reach the CA there. SCEP protects its messages, but the "
                     "page, the CRLs and the load are open to everybody in that network.")
                : tr("Only programs on this machine can reach it. For devices in a network, choose "
                     "an address of that network."),
        m_address);
    if (!m_takesRequests)
        m_enrollNote->say(
            m_static->isChecked() ? Tone::Info : Tone::Warning,
            m_static->isChecked()
                ? tr("Only the static challenge will be of use: the CA has an EC key and no RA.")
                : tr("Nobody could enroll: the CA has an EC key and no RA. Go back and keep the "
                     "RA, or offer a static challenge."),
            m_static);
    else
        m_enrollNote->say(Tone::Neutral, {}, m_static);
    askForPort();
}

void SetupResponderPage::askForPort() {
    const auto port = static_cast<std::uint16_t>(m_port->value());
    m_portQuestion.ask([address = address(), port, mayChange = !m_portTouched]() -> PortLook {
        PortLook look{port, port, std::nullopt};
        const auto free = http::checkPort(address, port);
        if (free) return look;
        if (mayChange && free.error().code == ErrorCode::AddressInUse) {
            look.port = firstFreePort(address, port);
            if (look.port != port) return look;
        }
        look.error = free.error();
        return look;
    });
    Q_EMIT changed();
}

void SetupResponderPage::showPort(const PortLook& look) {
    if (look.port != look.asked) {
        const QSignalBlocker blocker(m_port);
        m_port->setValue(look.port);
        m_portNote->say(Tone::Info,
                        tr("Port %1 is used by another program, so the next free one is taken.")
                            .arg(look.asked),
                        m_port);
    } else if (!look.error) {
        m_portNote->say(Tone::Ok,
                        look.port < kFirstFreeForAll
                            ? tr("Free, and this program may have it. A service may need the right "
                                 "to use ports below 1024.")
                            : tr("Free."),
                        m_port);
    } else if (look.error->code == ErrorCode::AddressInUse) {
        m_portNote->say(Tone::Warning,
                        tr("Used by another program. Stop that program before you go on, or choose "
                           "another port."),
                        m_port);
    } else if (look.error->code == ErrorCode::PortForbidden) {
        m_portNote->say(Tone::Warning,
                        tr("The system keeps ports below 1024 for programs with a special right. "
                           "Choose a higher one, as 8080."),
                        m_port);
    } else if (look.error->code == ErrorCode::AddressNotHere) {
        m_portNote->say(Tone::Warning, tr("This machine does not have that address any more."),
                        m_port);
    } else {
        m_portNote->say(Tone::Warning, tr("The responder cannot listen there now."), m_port);
    }
    Q_EMIT changed();
}

void SetupResponderPage::write(SetupDraft& draft) const {
    draft.responder.address = address();
    draft.responder.port = static_cast<std::uint16_t>(m_port->value());
    draft.findPort = false;
    draft.endpoints.code = !m_manual->isChecked();
    draft.endpoints.manual = !m_code->isChecked();
    draft.endpoints.staticSecret = m_static->isChecked();
}

QString SetupResponderPage::blocked() const {
    return m_portQuestion.isOpen() ? tr("Looking whether the port is free…") : QString();
}

} // namespace scepter::ui
