#include "pages/mint_panel.h"

#include "theme/tinted_icon.h"
#include "widgets/action_button.h"
#include "widgets/constraints_editor.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using namespace std::chrono_literals;

constexpr int kMaxCount = 1000;
constexpr int kMaxUses = 1'000'000;
constexpr int kMaxNote = 200;
// A code lives a year at most.
constexpr Duration kMaxLife = std::chrono::days{366};
constexpr qint64 kCustom = 0;

qint64 milliseconds(Duration length) {
    return length.count();
}

QVBoxLayout* columnOf(QWidget* box) {
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    return column;
}

} // namespace

MintPanel::MintPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_count(new QSpinBox(this))
    , m_note(new QLineEdit(this))
    , m_mint(new QPushButton(this)) {
    auto* heading = new QLabel(tr("Mint codes"), this);
    heading->setFont(Theme::strongFont());
    m_count->setObjectName(QStringLiteral("mintCount"));
    m_count->setRange(1, kMaxCount);
    m_count->setAccessibleName(tr("How many codes"));
    m_note->setObjectName(QStringLiteral("mintNote"));
    m_note->setMaxLength(kMaxNote);
    m_note->setPlaceholderText(tr("What they are for: floor 2 printers"));
    m_mint->setObjectName(QStringLiteral("mintButton"));
    m_mint->setIcon(tintedIcon(Icon::Mint));
    makePrimary(*m_mint, theme);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(12);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeading);
    form->addRow(tr("&How many"), m_count);
    QWidget* life = makeLife();
    form->addRow(tr("&Valid for"), life);
    qobject_cast<QLabel*>(form->labelForField(life))->setBuddy(m_life);
    form->addRow(tr("Uses"), makeUses());
    form->addRow(tr("Bound to"), makeBound());
    QWidget* endpoint = makeEndpoint();
    form->addRow(tr("&Endpoint"), endpoint);
    qobject_cast<QLabel*>(form->labelForField(endpoint))->setBuddy(m_endpoint);
    form->addRow(tr("&Note"), m_note);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_mint);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(heading);
    layout->addLayout(form);
    layout->addLayout(buttons);
    layout->addStretch(1);
    connect(m_count, &QSpinBox::valueChanged, this, &MintPanel::reflect);
    connect(m_mint, &QPushButton::clicked, this, &MintPanel::mint);
    connect(m_note, &QLineEdit::returnPressed, this, &MintPanel::mint);
    reflect();
}

QWidget* MintPanel::makeLife() {
    auto* box = new QWidget(this);
    auto* column = columnOf(box);
    m_life = new QComboBox(box);
    m_life->setObjectName(QStringLiteral("mintLife"));
    m_life->addItem(tr("10 minutes"), milliseconds(10min));
    m_life->addItem(tr("1 hour"), milliseconds(1h));
    m_life->addItem(tr("1 day"), milliseconds(24h));
    m_life->addItem(tr("7 days"), milliseconds(168h));
    m_life->addItem(tr("Another time…"), kCustom);
    m_life->setCurrentIndex(1);
    m_custom = new QWidget(box);
    auto* row = new QHBoxLayout(m_custom);
    row->setContentsMargins(0, 0, 0, 0);
    m_customLength = new QSpinBox(m_custom);
    m_customLength->setObjectName(QStringLiteral("mintCustomLength"));
    m_customLength->setAccessibleName(tr("How long a code is valid"));
    m_customUnit = new QComboBox(m_custom);
    m_customUnit->setObjectName(QStringLiteral("mintCustomUnit"));
    m_customUnit->setAccessibleName(tr("Unit of time"));
    m_customUnit->addItem(tr("minutes"), milliseconds(1min));
    m_customUnit->addItem(tr("hours"), milliseconds(1h));
    m_customUnit->addItem(tr("days"), milliseconds(24h));
    const auto limit = [this] {
        const qint64 unit = m_customUnit->currentData().toLongLong();
        m_customLength->setRange(1, static_cast<int>(milliseconds(kMaxLife) / unit));
    };
    m_customUnit->setCurrentIndex(1);
    limit();
    m_customLength->setValue(2);
    row->addWidget(m_customLength);
    row->addWidget(m_customUnit);
    row->addStretch(1);
    m_custom->hide();
    column->addWidget(m_life);
    column->addWidget(m_custom);
    connect(m_customUnit, &QComboBox::currentIndexChanged, this, limit);
    connect(m_life, &QComboBox::currentIndexChanged, this,
            [this] { m_custom->setVisible(m_life->currentData().toLongLong() == kCustom); });
    return box;
}

QWidget* MintPanel::makeUses() {
    auto* box = new QWidget(this);
    auto* column = columnOf(box);
    m_once = new QRadioButton(tr("once"), box);
    m_once->setObjectName(QStringLiteral("mintOnce"));
    m_once->setChecked(true);
    m_often = new QRadioButton(tr("up to"), box);
    m_often->setObjectName(QStringLiteral("mintOften"));
    m_often->setAccessibleName(tr("More than once"));
    m_uses = new QSpinBox(box);
    m_uses->setObjectName(QStringLiteral("mintUses"));
    m_uses->setAccessibleName(tr("How often a code can be used"));
    m_uses->setRange(2, kMaxUses);
    m_uses->setSuffix(tr(" times"));
    m_uses->setEnabled(false);
    m_usesNote = new InlineNote(m_theme, Tone::Warning, box);
    m_usesNote->setObjectName(QStringLiteral("mintUsesNote"));
    auto* often = new QHBoxLayout;
    often->addWidget(m_often);
    often->addWidget(m_uses);
    often->addStretch(1);
    column->addWidget(m_once);
    column->addLayout(often);
    column->addWidget(m_usesNote);
    connect(m_often, &QRadioButton::toggled, m_uses, &QWidget::setEnabled);
    connect(m_often, &QRadioButton::toggled, this, &MintPanel::reflect);
    return box;
}

QWidget* MintPanel::makeBound() {
    auto* box = new QWidget(this);
    auto* column = columnOf(box);
    m_any = new QRadioButton(tr("any request"), box);
    m_any->setObjectName(QStringLiteral("mintAny"));
    m_any->setChecked(true);
    m_bound = new QRadioButton(tr("only requests that fit rules"), box);
    m_bound->setObjectName(QStringLiteral("mintBound"));
    m_constraints = new ConstraintsEditor(m_theme, box);
    m_constraints->setObjectName(QStringLiteral("mintConstraints"));
    m_constraints->hide();
    m_boundNote = new InlineNote(m_theme, Tone::Warning, box);
    m_boundNote->setObjectName(QStringLiteral("mintBoundNote"));
    column->addWidget(m_any);
    column->addWidget(m_bound);
    column->addWidget(m_boundNote);
    column->addWidget(m_constraints);
    connect(m_bound, &QRadioButton::toggled, this, [this](bool bound) {
        m_constraints->setVisible(bound);
        if (bound) m_constraints->focusRules();
        reflect();
    });
    connect(m_constraints, &ConstraintsEditor::changed, this, &MintPanel::reflect);
    return box;
}

QWidget* MintPanel::makeEndpoint() {
    auto* box = new QWidget(this);
    auto* column = columnOf(box);
    m_endpoint = new QComboBox(box);
    m_endpoint->setObjectName(QStringLiteral("mintEndpoint"));
    m_endpoint->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_endpoint->setMinimumContentsLength(12);
    m_endpointNote = new InlineNote(m_theme, Tone::Info, box);
    m_endpointNote->setObjectName(QStringLiteral("mintEndpointNote"));
    m_endpointWarning = new InlineNote(m_theme, Tone::Warning, box);
    m_endpointWarning->setObjectName(QStringLiteral("mintEndpointWarning"));
    m_toEndpoints = new QPushButton(tr("Show the endpoints"), box);
    m_toEndpoints->setObjectName(QStringLiteral("mintToEndpoints"));
    m_toEndpoints->hide();
    column->addWidget(m_endpoint);
    column->addWidget(m_endpointNote);
    column->addWidget(m_endpointWarning);
    column->addWidget(m_toEndpoints, 0, Qt::AlignLeading);
    connect(m_toEndpoints, &QPushButton::clicked, this, &MintPanel::endpointsRequested);
    reflectEndpoints();
    return box;
}

void MintPanel::setEndpoints(const std::vector<enrollment::EndpointSettings>& endpoints) {
    std::vector<enrollment::EndpointSettings> taking;
    for (const auto& endpoint : endpoints)
        if (endpoint.has(challenge::GateKind::Code)) taking.push_back(endpoint);
    if (std::exchange(m_known, true) && taking == m_taking) return;
    m_taking = std::move(taking);
    reflectEndpoints();
}

void MintPanel::reflectEndpoints() {
    const QString chosen = m_endpoint->currentData().toString();
    m_endpoint->clear();
    m_endpoint->addItem(tr("Every endpoint that takes codes"), QString());
    QStringList names;
    for (const auto& endpoint : m_taking) {
        const QString name =
            tr("%1 (%2)", "an endpoint and its path").arg(text(endpoint.name), text(endpoint.path));
        m_endpoint->addItem(name, text(endpoint.name));
        names.append(name);
    }
    m_endpoint->setCurrentIndex(std::max(0, m_endpoint->findData(chosen)));
    const bool none = m_known && m_taking.empty();
    m_endpointNote->setText(
        names.isEmpty() ? QString()
                        : tr("These take codes: %1.").arg(locale().createSeparatedList(names)));
    m_endpointWarning->setText(
        none ? tr("No endpoint takes one-time codes. Codes that you mint now cannot be used until "
                  "one does.")
             : QString());
    m_toEndpoints->setVisible(none);
}

Duration MintPanel::life() const {
    const qint64 preset = m_life->currentData().toLongLong();
    if (preset != kCustom) return Duration{preset};
    return Duration{m_customLength->value() * m_customUnit->currentData().toLongLong()};
}

Result<workbench::MintOrder> MintPanel::order() const {
    workbench::MintOrder order;
    order.count = static_cast<unsigned>(m_count->value());
    order.life = life();
    order.uses = m_often->isChecked() ? static_cast<unsigned>(m_uses->value()) : 1;
    if (m_bound->isChecked()) {
        SCEPTER_TRY(constraints, m_constraints->constraints());
        order.constraints = std::move(constraints);
    }
    order.endpoint = m_endpoint->currentData().toString().toStdString();
    order.note = m_note->text().trimmed().toStdString();
    return order;
}

void MintPanel::mint() {
    if (m_busy) return;
    if (const auto wanted = order()) Q_EMIT mintRequested(*wanted);
}

void MintPanel::setBusy(bool busy) {
    m_busy = busy;
    reflect();
}

void MintPanel::focusFirst() {
    m_count->setFocus(Qt::ShortcutFocusReason);
    m_count->selectAll();
}

void MintPanel::reflect() {
    const auto wanted = order();
    m_usesNote->setText(m_often->isChecked()
                            ? tr("Weaker than once: whoever sees the code can enroll with it, too, "
                                 "until its uses are spent.")
                            : QString());
    m_boundNote->setText(m_bound->isChecked() && wanted && wanted->constraints.empty()
                             ? tr("There is no rule yet: the code is good for any request.")
                             : QString());
    m_mint->setText(m_busy ? tr("Minting…") : tr("Mint %n code(s)", nullptr, m_count->value()));
    m_mint->setEnabled(!m_busy && wanted.has_value());
    m_mint->setToolTip(wanted ? QString() : tr("Some rules cannot be read yet."));
    m_mint->setAccessibleDescription(m_mint->toolTip());
}

} // namespace scepter::ui
