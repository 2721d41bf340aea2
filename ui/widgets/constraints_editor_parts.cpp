// The widgets of the constraints editor.
#include "theme/tinted_icon.h"
#include "widgets/constraint_words.h"
#include "widgets/constraints_editor.h"
#include "widgets/constraints_editor_lists.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace scepter::ui {

namespace {

constexpr int kMaxRsaBits = 16384;
constexpr int kRsaStep = 1024;
constexpr int kIndent = 24;
constexpr std::array kOfferedUsages{"clientAuth",     "serverAuth",     "emailProtection",
                                    "smartcardLogon", "ipsecEndSystem", "ipsecIKE",
                                    "codeSigning"};

/// A heading with room for the part's widgets below.
QVBoxLayout* partLayout(QWidget* part, const QString& title) {
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setSpacing(6);
    auto* heading = new QLabel(title, part);
    heading->setFont(Theme::strongFont());
    layout->addWidget(heading);
    return layout;
}

QVBoxLayout* rowsLayout(QVBoxLayout* part) {
    auto* rows = new QVBoxLayout;
    rows->setSpacing(6);
    part->addLayout(rows);
    return rows;
}

QCheckBox* makeCheck(QWidget* parent, const QString& name, const QString& text,
                     const QString& hint) {
    auto* check = new QCheckBox(text, parent);
    check->setObjectName(name);
    check->setToolTip(hint);
    return check;
}

} // namespace

QLayout* ConstraintsEditor::makeQuickRow(QLineEdit* line, const QString& buttonName,
                                         void (ConstraintsEditor::*take)()) {
    auto* add = new QToolButton(this);
    add->setObjectName(buttonName);
    add->setIcon(tintedIcon(Icon::Add));
    add->setText(tr("Add rule"));
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add->setFocusPolicy(Qt::StrongFocus);
    add->setToolTip(tr("Adds what is typed at its side, or an empty rule to fill in"));
    connect(add, &QToolButton::clicked, this, take);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(line, 1);
    row->addWidget(add);
    return row;
}

QLineEdit* ConstraintsEditor::makeQuickLine(const QString& name, const QString& example,
                                            const QString& hint) {
    auto* line = new QLineEdit(this);
    line->setObjectName(name);
    line->setPlaceholderText(example);
    line->setAccessibleName(hint);
    line->setToolTip(hint);
    line->setMinimumWidth(80);
    line->installEventFilter(this);
    connect(line, &QLineEdit::textChanged, this, &ConstraintsEditor::edited);
    return line;
}

QWidget* ConstraintsEditor::makeSubjectPart() {
    auto* part = new QWidget(m_rules);
    QVBoxLayout* layout = partLayout(part, tr("Subject"));
    m_subjectRows = rowsLayout(layout);
    m_quickSubject = makeQuickLine(QStringLiteral("quickSubject"),
                                   tr("CN=kiosk-*,O=Example", "example of a rule"),
                                   tr("Rules for the subject, as in CN=kiosk-*,O=Example"));
    m_quickSubjectError = new InlineNote(m_theme, Tone::Error, part);
    m_quickSubjectError->setObjectName(QStringLiteral("quickSubjectError"));
    layout->addLayout(makeQuickRow(m_quickSubject, QStringLiteral("addSubject"),
                                   &ConstraintsEditor::takeQuickSubject));
    layout->addWidget(m_quickSubjectError);
    m_onlyListedSubject = makeCheck(
        part, QStringLiteral("onlyListedSubject"), tr("No other parts of the subject"),
        tr("Refuses a request whose subject has a part for which there is no rule above."));
    layout->addWidget(m_onlyListedSubject);
    auto* wholeLabel = new QLabel(tr("Whole subject, as one text"), part);
    m_whole = new QLineEdit(part);
    m_whole->setObjectName(QStringLiteral("wholeSubject"));
    m_whole->setPlaceholderText(QStringLiteral("re:CN=kiosk-\\d+,O=Example"));
    m_whole->setToolTip(tr("A regular expression, behind “re:”, over the subject as RFC 4514 text "
                           "(the most specific part first). Empty: no rule."));
    wholeLabel->setBuddy(m_whole);
    m_wholeError = new InlineNote(m_theme, Tone::Error, part);
    m_wholeError->setObjectName(QStringLiteral("wholeError"));
    layout->addWidget(wholeLabel);
    layout->addWidget(m_whole);
    layout->addWidget(m_wholeError);
    connect(m_whole, &QLineEdit::textChanged, this, &ConstraintsEditor::edited);
    connect(m_onlyListedSubject, &QCheckBox::toggled, this, &ConstraintsEditor::edited);
    return part;
}

QWidget* ConstraintsEditor::makeSanPart() {
    auto* part = new QWidget(m_rules);
    QVBoxLayout* layout = partLayout(part, tr("Alternative names (SAN)"));
    m_sanRows = rowsLayout(layout);
    m_quickSan = makeQuickLine(
        QStringLiteral("quickSan"), tr("dns:*.example.com", "example of a rule"),
        tr("A rule for alternative names, as in dns:*.example.com. Kinds: email, dns, uri, ip, "
           "dirname, rid, upn, other."));
    m_quickSanError = new InlineNote(m_theme, Tone::Error, part);
    m_quickSanError->setObjectName(QStringLiteral("quickSanError"));
    layout->addLayout(
        makeQuickRow(m_quickSan, QStringLiteral("addSan"), &ConstraintsEditor::takeQuickSan));
    layout->addWidget(m_quickSanError);
    m_onlyListedSans =
        makeCheck(part, QStringLiteral("onlyListedSans"), tr("No other kinds of names"),
                  tr("Refuses a request with a kind of name for which there is no rule above."));
    m_sanRequired = makeCheck(part, QStringLiteral("sanRequired"), tr("At least one name"),
                              tr("Refuses a request without any alternative name."));
    for (QCheckBox* check : {m_onlyListedSans, m_sanRequired}) {
        layout->addWidget(check);
        connect(check, &QCheckBox::toggled, this, &ConstraintsEditor::edited);
    }
    return part;
}

QWidget* ConstraintsEditor::makeKeyPart() {
    auto* part = new QWidget(m_rules);
    QVBoxLayout* layout = partLayout(part, tr("Key"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    int place = 0;
    for (const pki::KeyType type : kKeyTypes) {
        auto* check =
            makeCheck(part, QStringLiteral("key-") + text(pki::toText(type)), keyTypeWords(type),
                      tr("No key type chosen: a key of any type will do."));
        grid->addWidget(check, place / 2, place % 2);
        ++place;
        m_keyTypes.append(check);
        connect(check, &QCheckBox::toggled, this, &ConstraintsEditor::edited);
    }
    // Nothing that the operator could want, but a workspace may hold it.
    m_keyTypes.last()->hide();
    grid->setColumnStretch(1, 1);
    layout->addLayout(grid);
    auto* label = new QLabel(tr("RSA keys have at least"), part);
    m_minRsa = new QSpinBox(part);
    m_minRsa->setObjectName(QStringLiteral("minRsaBits"));
    m_minRsa->setRange(0, kMaxRsaBits);
    m_minRsa->setSingleStep(kRsaStep);
    m_minRsa->setSpecialValueText(tr("any length"));
    m_minRsa->setSuffix(tr(" bits"));
    label->setBuddy(m_minRsa);
    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_minRsa);
    row->addStretch(1);
    layout->addLayout(row);
    connect(m_minRsa, &QSpinBox::valueChanged, this, &ConstraintsEditor::edited);
    return part;
}

QWidget* ConstraintsEditor::makeUsagePart() {
    auto* part = new QWidget(m_rules);
    QVBoxLayout* layout = partLayout(part, tr("What the key may be used for"));
    m_limitUsage = makeCheck(part, QStringLiteral("limitUsage"), tr("Limit the key usage to"),
                             tr("A request that asks for any other key usage is refused."));
    layout->addWidget(m_limitUsage);
    m_usageBits = new QWidget(part);
    auto* grid = new QGridLayout(m_usageBits);
    grid->setContentsMargins(kIndent, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    for (int bit = 0; bit < kUsageBits; ++bit) {
        const QString name =
            text(pki::keyUsageNames(static_cast<std::uint16_t>(1u << bit)).front());
        auto* check = makeCheck(m_usageBits, QStringLiteral("usage-") + name, name, {});
        grid->addWidget(check, bit / 2, bit % 2);
        m_usages.append(check);
        connect(check, &QCheckBox::toggled, this, &ConstraintsEditor::edited);
    }
    grid->setColumnStretch(1, 1);
    m_usageBits->hide();
    layout->addWidget(m_usageBits);
    connect(m_limitUsage, &QCheckBox::toggled, m_usageBits, &QWidget::setVisible);
    connect(m_limitUsage, &QCheckBox::toggled, this, &ConstraintsEditor::edited);

    m_limitExtended = makeCheck(
        part, QStringLiteral("limitExtended"), tr("Limit the extended key usage (EKU) to"),
        tr("A request that asks for any other extended key usage is refused."));
    layout->addWidget(m_limitExtended);
    layout->addWidget(makeExtendedRow(part));
    return part;
}

QWidget* ConstraintsEditor::makeExtendedRow(QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(kIndent, 0, 0, 0);
    column->setSpacing(2);
    m_extended = new QLineEdit(box);
    m_extended->setObjectName(QStringLiteral("extendedUsages"));
    m_extended->setAccessibleName(tr("Extended key usages, with commas between them"));
    m_extended->setPlaceholderText(QStringLiteral("clientAuth, 1.3.6.1.5.5.7.3.4"));
    m_extended->setToolTip(tr("Names or object identifiers, with commas between them. Empty: a "
                              "request must not ask for any."));
    auto* offer = new QToolButton(box);
    offer->setObjectName(QStringLiteral("addExtended"));
    offer->setText(tr("Add"));
    offer->setAccessibleName(tr("Add an extended key usage"));
    offer->setPopupMode(QToolButton::InstantPopup);
    offer->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(offer);
    for (const char* name : kOfferedUsages) {
        const QString usage = QLatin1String(name);
        connect(menu->addAction(usage), &QAction::triggered, m_extended, [this, usage] {
            const QString typed = m_extended->text().trimmed();
            m_extended->setText(typed.isEmpty() ? usage : typed + QStringLiteral(", ") + usage);
        });
    }
    offer->setMenu(menu);
    auto* row = new QHBoxLayout;
    row->addWidget(m_extended, 1);
    row->addWidget(offer);
    m_extendedError = new InlineNote(m_theme, Tone::Error, box);
    m_extendedError->setObjectName(QStringLiteral("extendedError"));
    column->addLayout(row);
    column->addWidget(m_extendedError);
    box->hide();
    connect(m_extended, &QLineEdit::textChanged, this, &ConstraintsEditor::edited);
    connect(m_limitExtended, &QCheckBox::toggled, box, &QWidget::setVisible);
    connect(m_limitExtended, &QCheckBox::toggled, this, &ConstraintsEditor::edited);
    return box;
}

} // namespace scepter::ui
