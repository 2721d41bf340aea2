#include "widgets/secret_field.h"

#include "theme/theme.h"
#include "theme/tinted_icon.h"
#include "widgets/secret_edit.h"
#include "widgets/texts.h"

#include <QHBoxLayout>
#include <QScopedValueRollback>
#include <QToolButton>

namespace scepter::ui {

SecretField::SecretField(const QString& objectName, const QString& what, QWidget* parent)
    : QWidget(parent)
    , m_what(what)
    , m_edit(new SecretEdit({}, this)) {
    setObjectName(objectName);
    m_edit->setObjectName(objectName + QStringLiteral("Edit"));
    m_edit->setAccessibleName(what);
    m_edit->setFont(Theme::monospace());
    m_show = makeButton(QStringLiteral("Show"), {});
    m_show->setCheckable(true);
    m_copy = makeButton(QStringLiteral("Copy"), tr("%1: copy it; it leaves the clipboard soon"));
    m_copy->setIcon(tintedIcon(Icon::Copy));
    m_make = makeButton(QStringLiteral("Make"), tr("%1: replace it by a new random one"));
    m_make->setIcon(tintedIcon(Icon::Refresh));
    m_make->hide();
    m_remove = makeButton(QStringLiteral("Remove"), tr("%1: remove it"));
    m_remove->setIcon(tintedIcon(Icon::Remove));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_edit, 1);
    for (QToolButton* button : {m_show, m_copy, m_make, m_remove})
        row->addWidget(button);
    connect(m_edit, &SecretEdit::copyRequested, this, &SecretField::copyRequested);
    connect(m_edit, &QLineEdit::textChanged, this, &SecretField::typed);
    connect(m_show, &QToolButton::toggled, this, &SecretField::show);
    connect(m_make, &QToolButton::clicked, this, &SecretField::makeNew);
    connect(m_remove, &QToolButton::clicked, this, &SecretField::remove);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        if (const auto secret = value()) Q_EMIT copyRequested(text(secret->text()));
    });
    reflect();
}

SecretField::~SecretField() = default;

QToolButton* SecretField::makeButton(const QString& part, const QString& toolTip) {
    auto* button = new QToolButton(this);
    button->setObjectName(objectName() + part);
    button->setToolTip(toolTip.isEmpty() ? QString() : toolTip.arg(m_what));
    button->setAccessibleName(button->toolTip());
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAutoRaise(true);
    return button;
}

void SecretField::setMaker(std::function<Result<SecretBytes>()> make) {
    m_maker = std::move(make);
    m_make->setVisible(static_cast<bool>(m_maker));
}

void SecretField::setOptional(bool optional) {
    m_optional = optional;
    reflect();
}

void SecretField::setUnknown() {
    m_known = false;
    m_removed = false;
    m_stored.reset();
    m_show->setChecked(false);
    setQuietly({});
    reflect();
}

void SecretField::setStored(const SecretBytes* stored) {
    // What is in sight stays there.
    const bool isSame =
        m_known && (stored == nullptr || stored->empty()
                        ? !m_stored
                        : m_stored && equalConstantTime(stored->view(), m_stored->view()));
    if (isSame) return;
    const bool wasTyped = !m_edit->text().isEmpty() && !holdsStored();
    m_known = true;
    m_stored.reset();
    if (stored != nullptr && !stored->empty()) m_stored = stored->clone();
    if (!m_stored) m_removed = false;
    // What was typed is stored now, or what is in sight is of yesterday.
    if (!wasTyped || holdsStored()) {
        m_show->setChecked(false);
        setQuietly({});
    }
    reflect();
}

std::optional<SecretBytes> SecretField::value() const {
    if (!m_edit->text().isEmpty()) return secretOf(*m_edit);
    if (m_removed || !m_stored) return std::nullopt;
    return m_stored->clone();
}

bool SecretField::holdsStored() const {
    return m_stored && equalConstantTime(secretOf(*m_edit).view(), m_stored->view());
}

QString SecretField::storedText() const {
    const QString shown = text(m_stored->text());
    // Bytes that are no text cannot be shown in a line, nor be brought back from one.
    const QByteArray again = shown.toUtf8();
    const std::string_view view(again.constData(), static_cast<std::size_t>(again.size()));
    return view == m_stored->text() ? shown : QString();
}

void SecretField::setQuietly(const QString& text) {
    const QScopedValueRollback guard(m_setting, true);
    m_edit->setText(text);
}

void SecretField::typed() {
    if (m_setting) return;
    if (!m_edit->text().isEmpty()) m_removed = false;
    reflect();
    Q_EMIT changed();
}

void SecretField::show(bool shown) {
    if (shown && m_edit->text().isEmpty() && m_stored && !m_removed) setQuietly(storedText());
    if (!shown && holdsStored()) setQuietly({});
    m_edit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    reflect();
}

void SecretField::makeNew() {
    const auto made = m_maker ? m_maker() : Result<SecretBytes>(SecretBytes());
    if (!made || made->empty()) return;
    m_show->setChecked(true);
    m_edit->setText(text(made->text()));
}

void SecretField::remove() {
    m_removed = true;
    m_show->setChecked(false);
    setQuietly({});
    m_edit->setFocus(Qt::OtherFocusReason);
    reflect();
    Q_EMIT changed();
}

void SecretField::reflect() {
    const bool has = !m_edit->text().isEmpty() || (m_stored && !m_removed);
    const bool shown = m_show->isChecked();
    m_show->setIcon(tintedIcon(shown ? Icon::Lock : Icon::Unlock));
    m_show->setToolTip((shown ? tr("%1: hide it") : tr("%1: show it")).arg(m_what));
    m_show->setAccessibleName(m_show->toolTip());
    for (QWidget* part : {static_cast<QWidget*>(m_edit), static_cast<QWidget*>(m_make)})
        part->setEnabled(m_known);
    for (QToolButton* button : {m_show, m_copy})
        button->setEnabled(m_known && has);
    m_remove->setVisible(m_optional);
    m_remove->setEnabled(m_known && has);
    QString hint = tr("None");
    if (!m_known)
        hint = tr("Is being read");
    else if (m_stored && !m_removed)
        hint = tr("Stored; what you type replaces it");
    m_edit->setPlaceholderText(hint);
}

} // namespace scepter::ui
