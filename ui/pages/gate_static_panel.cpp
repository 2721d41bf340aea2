#include "pages/gate_static_panel.h"

#include "challenge/static_secret.h"
#include "pages/gate_challenge_row.h"
#include "theme/tinted_icon.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"
#include "widgets/wrap_label.h"

#include <QCheckBox>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

using challenge::GateSecret;
using challenge::StaticChallenge;
using challenge::StaticGate;

constexpr qsizetype kMostChallenges = 8;
constexpr Duration kMoveTime = std::chrono::days{7};

} // namespace

GateStaticPanel::GateStaticPanel(const Theme& theme, const GateServices& services,
                                 const challenge::Gate& gate, QWidget* parent)
    : GatePanel(theme, services, gate, parent)
    , m_list(new QWidget)
    , m_holder(new QWidget(m_list))
    , m_rowsLayout(new QVBoxLayout(m_holder))
    , m_add(new QPushButton(m_list))
    , m_reading(new InlineNote(theme, Tone::Info, m_list))
    , m_open(new InlineNote(theme, Tone::Warning, this))
    , m_openTo(new WrapLabel({}, this)) {
    m_rowsLayout->setContentsMargins(0, 0, 0, 0);
    m_rowsLayout->setSpacing(8);
    m_add->setObjectName(QStringLiteral("secretAdd"));
    m_add->setIcon(tintedIcon(Icon::Add));
    m_add->setAutoDefault(false);
    auto* column = new QVBoxLayout(m_list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_holder);
    column->addWidget(m_reading);
    column->addWidget(m_add, 0, Qt::AlignLeading);
    m_rowsField = addField(group(), {}, m_list);
    m_openTo->setObjectName(QStringLiteral("gateOpenTo"));
    m_openTo->hide();
    addBelow(m_open);
    addBelow(m_openTo);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRandom(m_rows.size(), {})->focusText();
        moved();
    });
    reflect();
    finish(tr("A SID in a certificate lets its holder sign in to Windows as that account. A "
              "challenge that all clients know proves nothing about that."));
}

GateChallengeRow* GateStaticPanel::addRow(const StaticChallenge& rules, const SecretBytes* secret,
                                          GateChallengeRow::Origin origin, qsizetype at) {
    const int number = ++m_made;
    auto* row = new GateChallengeRow(theme(), services(), number, rules, secret, origin, m_holder);
    m_rowsLayout->insertWidget(static_cast<int>(at), row);
    m_rows.insert(at, row);
    connect(row, &GateChallengeRow::changed, this, &GatePanel::changed);
    connect(row, &GateChallengeRow::replaceRequested, this, [this, row] { replace(row); });
    connect(row, &GateChallengeRow::removeRequested, this, [this, row] { remove(row); });
    row->show();
    return row;
}

GateChallengeRow* GateStaticPanel::addRandom(qsizetype at,
                                             const challenge::Constraints& constraints) {
    StaticChallenge rules;
    rules.name = freeName();
    rules.constraints = constraints;
    const auto made = challenge::makeStaticSecret();
    return addRow(rules, made ? &*made : nullptr, GateChallengeRow::Origin::New, at);
}

// The new one is bound to what the old one is; both are taken while clients move over.
void GateStaticPanel::replace(GateChallengeRow* row) {
    if (m_rows.size() >= kMostChallenges) return;
    GateChallengeRow* fresh = addRandom(m_rows.indexOf(row) + 1, row->rules().constraints);
    row->setUntil(services().now() + kMoveTime);
    fresh->focusText();
    moved();
}

void GateStaticPanel::remove(GateChallengeRow* row) {
    const qsizetype at = m_rows.indexOf(row);
    m_rows.removeAt(at);
    drop(row);
    if (m_rows.isEmpty())
        m_add->setFocus(Qt::OtherFocusReason);
    else
        m_rows.at(std::min(at, m_rows.size() - 1))->focusText();
    moved();
}

void GateStaticPanel::clearRows() {
    for (GateChallengeRow* row : std::as_const(m_rows))
        drop(row);
    m_rows.clear();
    m_made = 0;
}

// It goes only later, but is not to be found any more.
void GateStaticPanel::drop(GateChallengeRow* row) {
    row->disconnect(this);
    row->hide();
    row->setParent(nullptr);
    row->deleteLater();
}

void GateStaticPanel::moved() {
    reflect();
    Q_EMIT arranged();
    Q_EMIT changed();
}

std::string GateStaticPanel::freeName() const {
    for (int i = 1;; ++i) {
        std::string name = std::to_string(i);
        if (std::ranges::none_of(m_rows, [&](const auto* row) { return row->name() == name; }))
            return name;
    }
}

void GateStaticPanel::begin() {
    if (!isKnown() || !m_rows.isEmpty()) return;
    addRandom(0, {});
    reflect();
    Q_EMIT arranged();
}

void GateStaticPanel::focusFirst() {
    if (m_rows.isEmpty())
        m_add->setFocus(Qt::OtherFocusReason);
    else
        m_rows.front()->focusText();
}

// A challenge without rules needs no line of its own, unless others have theirs: what is listed
// nowhere is good for anything, and that should be in sight.
challenge::GateSettings GateStaticPanel::settings() const {
    if (!isKnown()) return loadedAs<StaticGate>();
    const bool someRules = std::ranges::any_of(
        m_rows, [](const auto* row) { return row->isListed() || row->hasRules(); });
    StaticGate gate;
    for (const GateChallengeRow* row : m_rows)
        if (row->isListed() || row->hasRules() ||
            (someRules && row->origin() == GateChallengeRow::Origin::New))
            gate.challenges.push_back(row->rules());
    return gate;
}

void GateStaticPanel::showSecrets(const std::vector<GateSecret>& own) {
    std::vector<GateSecret> here;
    if (!m_rows.isEmpty()) {
        addSecrets(here);
        for (GateSecret& secret : here)
            secret.gate = loaded().name;
        if (sameSecrets(here, own)) return;
    }
    const StaticGate gate =
        m_rows.isEmpty() ? loadedAs<StaticGate>() : std::get<StaticGate>(settings());
    clearRows();
    for (const StaticChallenge& rules : gate.challenges)
        addRow(rules, challenge::findSecret(own, loaded().name, rules.name),
               GateChallengeRow::Origin::Listed, m_rows.size());
    for (const GateSecret& secret : own) {
        if (std::ranges::count(gate.challenges, secret.name, &StaticChallenge::name) > 0) continue;
        StaticChallenge rules;
        rules.name = secret.name;
        addRow(rules, &secret.value, GateChallengeRow::Origin::Unlisted, m_rows.size());
    }
    reflect();
    Q_EMIT arranged();
}

void GateStaticPanel::dropSecrets() {
    clearRows();
    reflect();
}

void GateStaticPanel::addSecrets(std::vector<GateSecret>& all) const {
    for (const GateChallengeRow* row : m_rows)
        all.push_back({{}, row->name(), row->secret()});
}

// The rows hold what was stored, or what was typed since.
void GateStaticPanel::secretsStored(const std::vector<GateSecret>&) {
}

QString GateStaticPanel::rowsProblem() const {
    if (!isKnown()) return {};
    if (m_rows.isEmpty()) return tr("Add a challenge: without one nobody can enroll here.");
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        for (qsizetype j = 0; j < i; ++j) {
            if (m_rows.at(i)->textNow() == m_rows.at(j)->textNow())
                return tr("Two challenges are the same.");
            if (m_rows.at(i)->name() == m_rows.at(j)->name())
                return tr("Two challenges have the same name.");
        }
    return {};
}

QString GateStaticPanel::problem() const {
    const QString wrong = GatePanel::problem();
    return wrong.isEmpty() ? m_rowProblem : wrong;
}

void GateStaticPanel::checkFields(const GateSurroundings& around) {
    m_rowProblem.clear();
    for (GateChallengeRow* row : std::as_const(m_rows))
        if (const QString wrong = row->check(); m_rowProblem.isEmpty()) m_rowProblem = wrong;
    m_rowsField->setProblem(rowsProblem());
    warn(around);
}

void GateStaticPanel::warn(const GateSurroundings& around) {
    enrollment::EndpointSettings alone = around.settings;
    std::erase_if(alone.gates, [this](const challenge::Gate& other) {
        return other.name != name().toStdString();
    });
    const bool isOpen = around.settings.hasOpenStaticChallenge() && alone.hasOpenStaticChallenge();
    QString warning;
    if (isOpen)
        warning =
            tr("Without constraints, whoever knows the challenge gets a certificate for any "
               "name (VU#971035). Bind the challenge, or the endpoint, to what clients need.");
    setWarning(warning);
    m_open->setText(warning);
    QString list;
    if (isOpen && around.recipe != nullptr) {
        list = tr("What an attacker could ask for:");
        const QStringList all = openTo(*around.recipe, gate().vouchesForSid);
        for (const QString& one : all)
            list += QStringLiteral("\n• ") + one;
    }
    m_openTo->setText(list);
    m_openTo->setVisible(!list.isEmpty());
}

void GateStaticPanel::reflect() {
    m_reading->setText(isKnown() ? QString() : tr("The challenges are being read."));
    m_holder->setVisible(!m_rows.isEmpty());
    m_add->setVisible(isKnown());
    m_add->setText(m_rows.isEmpty() ? tr("Make a challenge") : tr("Add another challenge"));
    m_add->setToolTip(tr("All of them are taken."));
    m_add->setEnabled(m_rows.size() < kMostChallenges);
    for (GateChallengeRow* row : std::as_const(m_rows))
        row->setRemovable(m_rows.size() > 1);
}

} // namespace scepter::ui
