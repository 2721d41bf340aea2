#include "pages/gates_editor.h"

#include "theme/tinted_icon.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace scepter::ui {

namespace {

using challenge::Gate;
using challenge::GateKind;
using challenge::GateRule;
using challenge::GateSecret;

constexpr std::array kKinds{GateKind::Code,   GateKind::Static, GateKind::Webhook,
                            GateKind::Intune, GateKind::Token,  GateKind::Command};
constexpr qsizetype kMostGates = 8; // as enrollment::checkEndpoint has it

QToolButton* makeButton(Icon icon, const QString& what, const char* name, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setIcon(tintedIcon(icon));
    button->setToolTip(what);
    button->setAccessibleName(what);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAutoRaise(true);
    return button;
}

} // namespace

GatesEditor::GatesEditor(const Theme& theme, const GateServices& services, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_services(services)
    , m_list(new QListWidget(this))
    , m_none(new QLabel(tr("Whoever reaches the address may ask: no gate looks at the request."),
                        this))
    , m_add(new QPushButton(tintedIcon(Icon::Add), tr("Add a gate"), this))
    , m_remove(makeButton(Icon::Remove, tr("Remove the chosen gate"), "gateRemove", this))
    , m_up(makeButton(Icon::Up, tr("Move the chosen gate up"), "gateUp", this))
    , m_down(makeButton(Icon::Down, tr("Move the chosen gate down"), "gateDown", this))
    , m_ruleRow(new QWidget(this))
    , m_rule(new QComboBox(m_ruleRow))
    , m_warning(new InlineNote(theme, Tone::Warning, this))
    , m_column(new QVBoxLayout(this)) {
    m_list->setObjectName(QStringLiteral("gateList"));
    m_list->setAccessibleName(tr("Gates"));
    m_list->setTabKeyNavigation(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_none->setObjectName(QStringLiteral("gateNone"));
    m_none->setTextFormat(Qt::PlainText);
    m_none->setWordWrap(true);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    m_column->addWidget(m_none);
    m_column->addWidget(m_list);
    makeButtons();
    m_column->addWidget(m_warning);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        if (!m_loading) showChosen();
    });
    auto* key = new QShortcut(QKeySequence::Delete, m_list);
    key->setContext(Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, this, &GatesEditor::remove);
    reflect();
}

void GatesEditor::makeButtons() {
    m_add->setObjectName(QStringLiteral("gateAdd"));
    m_add->setAutoDefault(false);
    auto* menu = new QMenu(m_add);
    for (const GateKind kind : kKinds) {
        QAction* action = menu->addAction(tintedIcon(kindIcon(kind)), kindLine(kind));
        action->setObjectName(QStringLiteral("gateAdd-") + text(toText(kind)));
        connect(action, &QAction::triggered, this, [this, kind] { add(kind); });
    }
    m_add->setMenu(menu);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_add);
    row->addStretch(1);
    for (QToolButton* button : {m_up, m_down, m_remove})
        row->addWidget(button);
    m_column->addLayout(row);
    m_rule->setObjectName(QStringLiteral("gateRule"));
    m_rule->setAccessibleName(tr("Rule for several gates"));
    for (const GateRule rule : {GateRule::All, GateRule::Any})
        m_rule->addItem(ruleWords(rule), static_cast<int>(rule));
    auto* label = new QLabel(tr("Rule"), m_ruleRow);
    label->setBuddy(m_rule);
    auto* rule = new QHBoxLayout(m_ruleRow);
    rule->setContentsMargins(0, 0, 0, 0);
    rule->setSpacing(8);
    rule->addWidget(label);
    rule->addWidget(m_rule, 1);
    m_column->addWidget(m_ruleRow);
    connect(m_rule, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_loading) Q_EMIT changed();
    });
    connect(m_remove, &QToolButton::clicked, this, &GatesEditor::remove);
    connect(m_up, &QToolButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { move(1); });
}

void GatesEditor::load(const std::vector<Gate>& wanted, GateRule wantedRule) {
    const QScopedValueRollback guard(m_loading, true);
    setDataKept(m_rule, static_cast<int>(wantedRule));
    if (gates() == wanted) {
        reflect();
        return;
    }
    const int chosen = m_list->currentRow();
    clear();
    for (const Gate& gate : wanted)
        insert(gate, false);
    m_list->setCurrentRow(std::clamp(chosen, 0, std::max(0, m_list->count() - 1)));
    showChosen();
    arrangeTabs();
    reflect();
}

void GatesEditor::clear() {
    for (GatePanel* panel : std::as_const(m_panels)) {
        panel->disconnect(this);
        panel->hide();
        panel->setParent(nullptr);
        panel->deleteLater();
    }
    m_panels.clear();
    m_list->clear();
}

GatePanel* GatesEditor::insert(const Gate& gate, bool isNew) {
    GatePanel* panel = makeGatePanel(m_theme, m_services, gate, this);
    panel->hide();
    m_column->addWidget(panel);
    m_panels.append(panel);
    m_list->addItem(QString());
    if (isNew)
        panel->setSecrets({});
    else
        panel->setUnknown();
    connect(panel, &GatePanel::changed, this, [this] {
        if (!m_loading) Q_EMIT changed();
    });
    connect(panel, &GatePanel::arranged, this, &GatesEditor::arrangeTabs);
    return panel;
}

std::string GatesEditor::freeName(GateKind kind) const {
    for (int i = 1;; ++i) {
        std::string name(toText(kind));
        if (i > 1) name += "-" + std::to_string(i);
        const QString taken = text(name);
        if (std::ranges::none_of(m_panels, [&](const auto* one) { return one->name() == taken; }))
            return name;
    }
}

void GatesEditor::add(GateKind kind) {
    if (m_panels.size() >= kMostGates) return;
    Gate gate = challenge::gatesOf(kind).front();
    gate.name = freeName(kind);
    GatePanel* panel = nullptr;
    {
        const QScopedValueRollback guard(m_loading, true);
        panel = insert(gate, true);
        panel->begin();
    }
    moved();
    choose(m_panels.size() - 1);
    panel->focusFirst();
}

void GatesEditor::remove() {
    const int at = m_list->currentRow();
    if (at < 0 || at >= m_panels.size()) return;
    {
        const QScopedValueRollback guard(m_loading, true);
        GatePanel* panel = m_panels.takeAt(at);
        panel->disconnect(this);
        panel->hide();
        panel->setParent(nullptr);
        panel->deleteLater();
        delete m_list->takeItem(at);
        m_list->setCurrentRow(std::min(at, m_list->count() - 1));
    }
    moved();
    (m_panels.isEmpty() ? static_cast<QWidget*>(m_add) : m_list)->setFocus(Qt::OtherFocusReason);
}

void GatesEditor::move(int by) {
    const int at = m_list->currentRow();
    const int to = at + by;
    if (at < 0 || to < 0 || to >= m_panels.size()) return;
    m_panels.swapItemsAt(at, to);
    {
        const QScopedValueRollback guard(m_loading, true);
        m_list->setCurrentRow(to);
    }
    moved();
}

void GatesEditor::moved() {
    reflect();
    showChosen();
    arrangeTabs();
    Q_EMIT changed();
}

void GatesEditor::choose(qsizetype at) {
    m_list->setCurrentRow(static_cast<int>(at));
    showChosen();
}

void GatesEditor::showChosen() {
    const int chosen = m_list->currentRow();
    for (qsizetype i = 0; i < m_panels.size(); ++i)
        m_panels.at(i)->setVisible(i == chosen);
    m_remove->setEnabled(chosen >= 0);
    m_up->setEnabled(chosen > 0);
    m_down->setEnabled(chosen >= 0 && chosen + 1 < m_panels.size());
}

// Panels are made later than the fields below them.
void GatesEditor::arrangeTabs() {
    QWidget* last = m_list;
    for (QWidget* next :
         {static_cast<QWidget*>(m_add), static_cast<QWidget*>(m_up), static_cast<QWidget*>(m_down),
          static_cast<QWidget*>(m_remove), static_cast<QWidget*>(m_rule)}) {
        setTabOrder(last, next);
        last = next;
    }
    for (const GatePanel* panel : std::as_const(m_panels))
        last = orderTabStops(last, panel);
}

std::vector<Gate> GatesEditor::gates() const {
    std::vector<Gate> all;
    for (const GatePanel* panel : m_panels)
        all.push_back(panel->gate());
    return all;
}

GateRule GatesEditor::rule() const {
    return static_cast<GateRule>(m_rule->currentData().toInt());
}

void GatesEditor::setUnknown() {
    const QScopedValueRollback guard(m_loading, true);
    for (GatePanel* panel : std::as_const(m_panels))
        panel->setUnknown();
}

void GatesEditor::setSecrets(const std::vector<GateSecret>& secrets) {
    const QScopedValueRollback guard(m_loading, true);
    for (GatePanel* panel : std::as_const(m_panels))
        panel->setSecrets(secrets);
}

void GatesEditor::setSent() {
    for (GatePanel* panel : std::as_const(m_panels))
        panel->setSent();
}

void GatesEditor::takeStored(const std::vector<GateSecret>& secrets) {
    const QScopedValueRollback guard(m_loading, true);
    for (GatePanel* panel : std::as_const(m_panels))
        panel->takeStored(secrets);
}

bool GatesEditor::isKnown() const {
    return std::ranges::all_of(m_panels, [](const auto* panel) { return panel->isKnown(); });
}

std::vector<GateSecret> GatesEditor::secrets() const {
    std::vector<GateSecret> all;
    for (const GatePanel* panel : m_panels)
        for (GateSecret& secret : panel->secrets())
            all.push_back(std::move(secret));
    return all;
}

void GatesEditor::check(const GateSurroundings& around) {
    for (GatePanel* panel : std::as_const(m_panels))
        panel->check(around);
    QString warning = contradiction(around.settings);
    if (around.settings.gates.empty() &&
        around.settings.approval == enrollment::Approval::Automatic)
        warning = tr("Without a gate and without approval everybody gets a certificate.");
    m_warning->setText(warning);
    reflect();
}

QString GatesEditor::problem() const {
    for (const GatePanel* panel : m_panels)
        if (const QString wrong = panel->problem(); !wrong.isEmpty())
            return tr("Gate “%1”: %2").arg(panel->name(), wrong);
    return {};
}

void GatesEditor::describe(qsizetype at) {
    const GatePanel& panel = *m_panels.at(at);
    const Gate gate = panel.gate();
    const QString kind =
        QStringLiteral("%1: %2").arg(challengeWords(gate.kind()), placeWords(gate));
    QString state;
    Icon icon = kindIcon(gate.kind());
    QListWidgetItem& item = *m_list->item(static_cast<int>(at));
    if (!panel.problem().isEmpty()) {
        state = panel.problem();
        item.setIcon(m_theme.icon(Icon::Error, Tone::Error));
    } else if (!panel.warning().isEmpty()) {
        state = panel.warning();
        item.setIcon(m_theme.icon(Icon::Warning, Tone::Warning));
    } else {
        item.setIcon(tintedIcon(icon));
    }
    const QString all = QStringLiteral("%1\n%2").arg(panel.name(), kind);
    if (item.text() != all) item.setText(all);
    item.setToolTip(state.isEmpty() ? kind : kind + QLatin1Char('\n') + state);
    item.setData(Qt::AccessibleTextRole,
                 state.isEmpty() ? tr("Gate %1, %2").arg(panel.name(), kind)
                                 : tr("Gate %1, %2. %3").arg(panel.name(), kind, state));
}

void GatesEditor::reflect() {
    const QScopedValueRollback guard(m_loading, true);
    for (qsizetype i = 0; i < m_panels.size(); ++i)
        describe(i);
    m_none->setVisible(m_panels.isEmpty());
    m_list->setVisible(!m_panels.isEmpty());
    m_ruleRow->setVisible(m_panels.size() > 1);
    for (QToolButton* button : {m_up, m_down})
        button->setVisible(m_panels.size() > 1);
    m_remove->setVisible(!m_panels.isEmpty());
    const bool full = m_panels.size() >= kMostGates;
    m_add->setEnabled(!full);
    m_add->setToolTip(full ? tr("An endpoint has at most %1 gates.").arg(kMostGates) : QString());
    fitList();
}

bool GatesEditor::event(QEvent* event) {
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::Polish || event->type() == QEvent::Show ||
        event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitList();
    return handled;
}

// As high as its rows: the form scrolls, not the list.
void GatesEditor::fitList() {
    int height = 2 * m_list->frameWidth();
    for (int row = 0; row < m_list->count(); ++row)
        height += m_list->sizeHintForRow(row);
    m_list->setFixedHeight(std::max(height, fontMetrics().height() * 2));
}

} // namespace scepter::ui
