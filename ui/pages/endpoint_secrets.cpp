#include "pages/endpoint_secrets.h"

#include "challenge/static_secret.h"
#include "theme/tinted_icon.h"
#include "widgets/inline_note.h"
#include "widgets/secret_edit.h"
#include "widgets/texts.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr qsizetype kMostSecrets = 8;
// PrintableString and UTF8String have room for 255 characters (RFC 2985 section 5.4.1).
constexpr int kMostCharacters = 255;

} // namespace

bool sameSecrets(const std::vector<SecretBytes>& a, const std::vector<SecretBytes>& b) {
    if (a.size() != b.size()) return false;
    bool same = true;
    for (std::size_t i = 0; i < a.size(); ++i)
        same = equalConstantTime(a[i].view(), b[i].view()) && same;
    return same;
}

std::vector<SecretBytes> cloned(const std::vector<SecretBytes>& secrets) {
    std::vector<SecretBytes> copies;
    copies.reserve(secrets.size());
    for (const SecretBytes& secret : secrets)
        copies.push_back(secret.clone());
    return copies;
}

EndpointSecrets::EndpointSecrets(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_rowsLayout(new QVBoxLayout)
    , m_add(new QPushButton(tr("Add another challenge"), this))
    , m_reading(new InlineNote(theme, Tone::Info, this)) {
    m_rowsLayout->setSpacing(4);
    m_add->setObjectName(QStringLiteral("secretAdd"));
    m_add->setIcon(tintedIcon(Icon::Add));
    m_add->setAutoDefault(false);
    m_add->setToolTip(tr("Both are taken: give clients the new one, then remove the old one."));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(m_rowsLayout);
    column->addWidget(m_reading);
    column->addWidget(m_add, 0, Qt::AlignLeading);
    connect(m_add, &QPushButton::clicked, this, &EndpointSecrets::addRandom);
    setUnknown();
}

EndpointSecrets::~EndpointSecrets() = default;

QToolButton* EndpointSecrets::makeButton(Icon icon, const QString& what, const QString& name,
                                         QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(tintedIcon(icon));
    button->setToolTip(what);
    button->setAccessibleName(what);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAutoRaise(true);
    return button;
}

void EndpointSecrets::addRow(const QString& text) {
    const QString number = QString::number(m_rows.size() + 1);
    Row row;
    row.widget = new QWidget(this);
    auto* field = new SecretEdit(text, row.widget);
    row.edit = field;
    row.edit->setObjectName(QStringLiteral("secret") + number);
    row.edit->setAccessibleName(tr("Static challenge %1").arg(number));
    row.edit->setFont(Theme::monospace());
    row.edit->setMaxLength(kMostCharacters);
    auto* show = makeButton(Icon::Unlock, tr("Show the challenge"),
                            QStringLiteral("secretShow") + number, row.widget);
    show->setCheckable(true);
    auto* copy = makeButton(Icon::Copy, tr("Copy the challenge; it leaves the clipboard soon"),
                            QStringLiteral("secretCopy") + number, row.widget);
    auto* renew = makeButton(Icon::Refresh, tr("Replace it by a new random one"),
                             QStringLiteral("secretRenew") + number, row.widget);
    row.remove = makeButton(Icon::Remove, tr("Remove the challenge"),
                            QStringLiteral("secretRemove") + number, row.widget);
    auto* layout = new QHBoxLayout(row.widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(row.edit, 1);
    for (QToolButton* button : {show, copy, renew, row.remove})
        layout->addWidget(button);
    m_rowsLayout->addWidget(row.widget);
    if (m_rows.isEmpty()) setFocusProxy(row.edit);
    QLineEdit* edit = row.edit;
    connect(field, &SecretEdit::copyRequested, this, &EndpointSecrets::copyRequested);
    connect(edit, &QLineEdit::textChanged, this, [this] {
        if (!m_setting) Q_EMIT changed();
    });
    connect(show, &QToolButton::toggled, edit, [edit, show](bool on) {
        edit->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        show->setToolTip(on ? tr("Hide the challenge") : tr("Show the challenge"));
        show->setAccessibleName(show->toolTip());
    });
    connect(copy, &QToolButton::clicked, this,
            [this, edit] { Q_EMIT copyRequested(edit->text()); });
    connect(renew, &QToolButton::clicked, edit, [edit] {
        if (const auto made = challenge::makeStaticSecret()) edit->setText(ui::text(made->text()));
    });
    connect(row.remove, &QToolButton::clicked, this,
            [this, widget = row.widget] { removeRow(widget); });
    m_rows.append(row);
}

void EndpointSecrets::removeRow(const QWidget* widget) {
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).widget != widget) continue;
        m_rows.at(i).edit->disconnect(this);
        m_rows.at(i).widget->hide();
        m_rows.at(i).widget->deleteLater();
        m_rows.removeAt(i);
        break;
    }
    setFocusProxy(m_rows.isEmpty() ? nullptr : m_rows.first().edit);
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        m_rows.at(i).edit->setAccessibleName(tr("Static challenge %1").arg(i + 1));
    reflect();
    Q_EMIT changed();
}

void EndpointSecrets::addRandom() {
    const auto made = challenge::makeStaticSecret();
    addRow(made ? text(made->text()) : QString());
    reflect();
    if (!m_setting) Q_EMIT changed();
}

void EndpointSecrets::clearRows() {
    for (const Row& row : std::as_const(m_rows)) {
        row.edit->disconnect(this);
        row.edit->clear();
        row.edit->setObjectName({});
        row.widget->hide();
        row.widget->deleteLater();
    }
    m_rows.clear();
    setFocusProxy(nullptr);
}

void EndpointSecrets::setSecrets(const std::vector<SecretBytes>& wanted) {
    if (m_known && sameSecrets(secrets(), wanted)) return;
    m_setting = true;
    clearRows();
    m_known = true;
    for (const SecretBytes& secret : wanted)
        addRow(text(secret.text()));
    m_setting = false;
    reflect();
}

void EndpointSecrets::setUnknown() {
    m_known = false;
    clearRows();
    reflect();
}

std::vector<SecretBytes> EndpointSecrets::secrets() const {
    std::vector<SecretBytes> all;
    for (const Row& row : m_rows)
        all.push_back(secretOf(*row.edit));
    return all;
}

void EndpointSecrets::ensureOne() {
    if (m_known && m_rows.isEmpty()) addRandom();
}

QString EndpointSecrets::problem() const {
    if (!m_known) return {};
    if (m_rows.isEmpty()) return tr("Add a challenge: without one nobody can enroll here.");
    for (const Row& row : m_rows) {
        const QString text = row.edit->text();
        if (text.isEmpty()) return tr("A challenge must not be empty.");
        if (text != text.trimmed()) return tr("A challenge must not begin or end with a space.");
    }
    for (qsizetype i = 1; i < m_rows.size(); ++i)
        if (m_rows.at(i).edit->text() == m_rows.first().edit->text())
            return tr("Two challenges are the same.");
    return {};
}

void EndpointSecrets::reflect() {
    m_reading->setText(m_known ? QString() : tr("The challenges are being read."));
    m_add->setVisible(m_known);
    m_add->setText(m_rows.isEmpty() ? tr("Make a challenge") : tr("Add another challenge"));
    m_add->setEnabled(m_rows.size() < kMostSecrets);
    for (const Row& row : std::as_const(m_rows))
        row.remove->setEnabled(m_rows.size() > 1);
}

} // namespace scepter::ui
