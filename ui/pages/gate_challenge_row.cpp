#include "pages/gate_challenge_row.h"

#include "challenge/static_secret.h"
#include "theme/tinted_icon.h"
#include "widgets/constraints_editor.h"
#include "widgets/flow_layout.h"
#include "widgets/inline_note.h"
#include "widgets/secret_edit.h"
#include "widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

// PrintableString and UTF8String have room for 255 characters (RFC 2985 section 5.4.1).
constexpr int kMostCharacters = 255;
constexpr int kLongestName = 64;
constexpr Duration kMoveTime = std::chrono::days{7};

QToolButton* makeButton(Icon icon, const QString& what, const QString& name, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(tintedIcon(icon));
    button->setToolTip(what);
    button->setAccessibleName(what);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAutoRaise(true);
    return button;
}

} // namespace

GateChallengeRow::GateChallengeRow(const Theme& theme, const GateServices& services, int number,
                                   const challenge::StaticChallenge& rules,
                                   const SecretBytes* secret, Origin origin, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_services(services)
    , m_loaded(rules)
    , m_origin(origin)
    , m_name(new QLineEdit(this))
    , m_constraints(new ConstraintsEditor(theme, this))
    , m_times(new InlineNote(theme, Tone::Info, this))
    , m_problem(new InlineNote(theme, Tone::Error, this)) {
    setFrameShape(QFrame::StyledPanel);
    m_name->setObjectName(QStringLiteral("secretName%1").arg(number));
    m_name->setAccessibleName(tr("Name of static challenge %1").arg(number));
    m_name->setMaxLength(kLongestName);
    m_name->setText(text(rules.name));
    auto* label = new QLabel(tr("Name"), this);
    label->setBuddy(m_name);
    auto* replace = new QPushButton(tintedIcon(Icon::Renew), tr("Replace"), this);
    replace->setObjectName(QStringLiteral("secretReplace%1").arg(number));
    replace->setAccessibleName(tr("Replace static challenge %1").arg(text(rules.name)));
    replace->setToolTip(tr("Makes a new one beside it. This one ends a week from now: give "
                           "clients the new one until then."));
    replace->setAutoDefault(false);
    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(label);
    top->addWidget(m_name, 1);
    top->addWidget(replace);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addLayout(top);
    column->addWidget(makeText(number, secret));
    column->addWidget(makeTimes(number));
    column->addWidget(m_times);
    column->addWidget(m_constraints);
    column->addWidget(m_problem);
    m_constraints->setObjectName(QStringLiteral("secretConstraints%1").arg(number));
    m_constraints->setConstraints(rules.constraints);
    watchEdits(this, this, [this] { Q_EMIT changed(); });
    connect(m_constraints, &ConstraintsEditor::changed, this, &GateChallengeRow::changed);
    connect(replace, &QPushButton::clicked, this, &GateChallengeRow::replaceRequested);
}

GateChallengeRow::~GateChallengeRow() {
    m_text->disconnect(this);
    m_text->clear();
}

QWidget* GateChallengeRow::makeText(int number, const SecretBytes* secret) {
    auto* line = new QWidget(this);
    m_text = new SecretEdit(secret != nullptr ? text(secret->text()) : QString(), line);
    m_text->setObjectName(QStringLiteral("secret%1").arg(number));
    m_text->setAccessibleName(tr("Static challenge %1").arg(number));
    m_text->setFont(Theme::monospace());
    m_text->setMaxLength(kMostCharacters);
    const auto name = [number](const char* part) {
        return QStringLiteral("secret%1%2").arg(QLatin1String(part)).arg(number);
    };
    m_show = makeButton(Icon::Unlock, tr("Show the challenge"), name("Show"), line);
    m_show->setCheckable(true);
    auto* copy = makeButton(Icon::Copy, tr("Copy the challenge; it leaves the clipboard soon"),
                            name("Copy"), line);
    auto* renew = makeButton(Icon::Refresh, tr("Put a new random text in its place at once"),
                             name("Renew"), line);
    m_remove = makeButton(Icon::Remove, tr("Remove the challenge"), name("Remove"), line);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_text, 1);
    for (QToolButton* button : {m_show, copy, renew, m_remove})
        row->addWidget(button);
    const auto copied = [this](const QString& hidden) {
        if (m_services.copySecret) m_services.copySecret(hidden);
    };
    connect(m_text, &SecretEdit::copyRequested, this, copied);
    connect(copy, &QToolButton::clicked, this, [this, copied] { copied(m_text->text()); });
    connect(m_show, &QToolButton::toggled, this, [this](bool on) {
        m_text->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        m_show->setIcon(tintedIcon(on ? Icon::Lock : Icon::Unlock));
        m_show->setToolTip(on ? tr("Hide the challenge") : tr("Show the challenge"));
        m_show->setAccessibleName(m_show->toolTip());
    });
    connect(renew, &QToolButton::clicked, this, &GateChallengeRow::makeNew);
    connect(m_remove, &QToolButton::clicked, this, &GateChallengeRow::removeRequested);
    return line;
}

QWidget* GateChallengeRow::makeTimes(int number) {
    auto* line = new QWidget(this);
    const auto now = [this] { return m_services.now(); };
    m_from =
        new OptionalTime(QStringLiteral("secretFrom%1").arg(number), tr("Taken from"), now, line);
    m_until = new OptionalTime(
        QStringLiteral("secretUntil%1").arg(number), tr("Taken until"),
        [now] { return now() + kMoveTime; }, line);
    m_from->setTime(m_loaded.validFrom);
    m_until->setTime(m_loaded.validUntil);
    auto* flow = new FlowLayout(line);
    flow->addWidget(m_from);
    flow->addWidget(m_until);
    for (OptionalTime* time : {m_from, m_until})
        connect(time, &OptionalTime::changed, this, &GateChallengeRow::changed);
    return line;
}

void GateChallengeRow::makeNew() {
    if (const auto made = challenge::makeStaticSecret()) m_text->setText(text(made->text()));
}

std::string GateChallengeRow::name() const {
    return m_name->text().trimmed().toStdString();
}

challenge::StaticChallenge GateChallengeRow::rules() const {
    challenge::StaticChallenge now;
    now.name = name();
    now.validFrom = m_from->time();
    now.validUntil = m_until->time();
    now.constraints = m_constraints->constraints().value_or(m_loaded.constraints);
    return now;
}

SecretBytes GateChallengeRow::secret() const {
    return secretOf(*m_text);
}

QString GateChallengeRow::textNow() const {
    return m_text->text();
}

bool GateChallengeRow::hasRules() const {
    challenge::StaticChallenge none;
    none.name = name();
    return !(rules() == none);
}

void GateChallengeRow::setUntil(TimePoint time) {
    m_until->setTime(time);
}

void GateChallengeRow::setRemovable(bool removable) {
    m_remove->setEnabled(removable);
}

void GateChallengeRow::focusText() {
    m_text->setFocus(Qt::OtherFocusReason);
}

QString GateChallengeRow::problem() const {
    if (name().empty()) return tr("A challenge needs a name; clients do not see it.");
    const QString now = m_text->text();
    if (now.isEmpty()) return tr("A challenge must not be empty.");
    if (now != now.trimmed()) return tr("A challenge must not begin or end with a space.");
    const auto from = m_from->time();
    const auto until = m_until->time();
    if (from && until && *from >= *until) return tr("It ends before it begins.");
    if (const auto constraints = m_constraints->constraints(); !constraints)
        return tr("A constraint cannot be read: %1").arg(text(constraints.error().detail));
    return {};
}

QString GateChallengeRow::check() {
    const QString wrong = problem();
    m_problem->setText(wrong);
    m_text->setAccessibleDescription(wrong);
    reflectTimes();
    return wrong;
}

void GateChallengeRow::reflectTimes() {
    const TimePoint now = m_services.now();
    const auto from = m_from->time();
    const auto until = m_until->time();
    if (until && *until <= now)
        m_times->say(Tone::Warning, tr("It is not taken any more: remove it."));
    else if (from && *from > now)
        m_times->say(Tone::Info,
                     tr("It is not taken yet; that begins %1.").arg(relativeTime(*from, now)));
    else if (until)
        m_times->say(Tone::Info, tr("It is taken for another %1: clients need the new one by then.")
                                     .arg(lengthText(*until - now)));
    else
        m_times->clear();
}

} // namespace scepter::ui
