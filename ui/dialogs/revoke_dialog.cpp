#include "dialogs/revoke_dialog.h"

#include "models/certificate_model.h"
#include "widgets/action_button.h"
#include "widgets/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace scepter::ui {

namespace {

using Reason = pki::RevocationReason;

// The usual ones first. removeFromCRL is for delta CRLs, which are not made here.
constexpr std::array kReasons{
    Reason::KeyCompromise,      Reason::Superseded,         Reason::CessationOfOperation,
    Reason::AffiliationChanged, Reason::PrivilegeWithdrawn, Reason::CertificateHold,
    Reason::Unspecified,        Reason::CaCompromise,       Reason::AaCompromise};
constexpr int kMargin = 16;
constexpr std::size_t kMaxListed = 500;
constexpr int kLinesInSight = 8;

} // namespace

RevokeDialog::RevokeDialog(PageContext& context,
                           const std::vector<enrollment::CertificateRecord>& records,
                           QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_reason(new QComboBox(this))
    , m_meaning(new QLabel(this))
    , m_hasSince(new QCheckBox(tr("The key was not safe &since"), this))
    , m_since(new QDateTimeEdit(this))
    , m_revoke(new QPushButton(this)) {
    setObjectName(QStringLiteral("revokeDialog"));
    setWindowTitle(tr("Revoke certificates"));
    setAttribute(Qt::WA_DeleteOnClose);
    for (const auto& record : records)
        if (!record.revokedAt) m_ids.push_back(record.id);
    m_reason->setObjectName(QStringLiteral("reason"));
    m_reason->setPlaceholderText(tr("Choose a reason"));
    for (const Reason reason : kReasons)
        m_reason->addItem(tr("%1 (%2)", "a reason in words, and its name in RFC 5280")
                              .arg(reasonWords(reason), text(pki::toText(reason))),
                          static_cast<int>(reason));
    m_reason->setCurrentIndex(-1);
    auto* label = new QLabel(tr("&Reason"), this);
    label->setBuddy(m_reason);
    m_meaning->setObjectName(QStringLiteral("meaning"));
    m_meaning->setTextFormat(Qt::PlainText);
    m_meaning->setWordWrap(true);
    m_meaning->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_meaning->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    auto* warning = new QLabel(tr("This cannot be undone. Clients learn of it from the next CRL "
                                  "(certificate revocation list)."),
                               this);
    warning->setWordWrap(true);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    m_revoke->setObjectName(QStringLiteral("revoke"));
    m_revoke->setText(tr("&Revoke %n certificate(s)", nullptr, static_cast<int>(m_ids.size())));
    makePrimary(*m_revoke, context.theme);
    // Enter must not revoke by accident: the button has to be reached.
    m_revoke->setAutoDefault(false);
    cancel->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_revoke);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(8);
    layout->addWidget(makeList(records), 1);
    layout->addWidget(label);
    layout->addWidget(m_reason);
    layout->addWidget(m_meaning);
    layout->addWidget(makeSince());
    layout->addWidget(warning);
    layout->addLayout(buttons);
    connect(m_reason, &QComboBox::currentIndexChanged, this, &RevokeDialog::reflect);
    connect(m_hasSince, &QCheckBox::toggled, m_since, &QWidget::setEnabled);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_revoke, &QPushButton::clicked, this, &QDialog::accept);
    resize(72 * fontMetrics().averageCharWidth(), sizeHint().height());
    m_reason->setFocus();
    reflect();
}

QWidget* RevokeDialog::makeList(const std::vector<enrollment::CertificateRecord>& records) {
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* heading = new QLabel(box);
    heading->setObjectName(QStringLiteral("heading"));
    heading->setFont(Theme::strongFont());
    heading->setWordWrap(true);
    const int already = static_cast<int>(records.size() - m_ids.size());
    heading->setText(
        already == 0
            ? tr("%n certificate(s) will be revoked:", nullptr, static_cast<int>(m_ids.size()))
            : tr("%n certificate(s) will be revoked; %1 already revoked:", nullptr,
                 static_cast<int>(m_ids.size()))
                  .arg(already));
    auto* list = new QListWidget(box);
    list->setObjectName(QStringLiteral("revokeList"));
    list->setAccessibleName(heading->text());
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->setWordWrap(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const std::size_t listed = std::min(records.size(), kMaxListed);
    for (std::size_t i = 0; i < listed; ++i) {
        auto* item = new QListWidgetItem(lineOf(records[i]), list);
        item->setToolTip(item->text());
        const bool over = records[i].revokedAt.has_value();
        item->setIcon(over ? m_context.theme.icon(Icon::Revoked, Tone::Revoked)
                           : Theme::icon(Icon::Certificate));
    }
    if (listed < records.size())
        new QListWidgetItem(tr("… and %n more", nullptr, static_cast<int>(records.size() - listed)),
                            list);
    const int lines = std::clamp(2 * static_cast<int>(records.size()), 2, kLinesInSight);
    const int height = lines * (fontMetrics().height() + 6) + 8;
    list->setMinimumHeight(height);
    if (lines < kLinesInSight) list->setMaximumHeight(height);
    layout->addWidget(heading);
    layout->addWidget(list, 1);
    return box;
}

QString RevokeDialog::lineOf(const enrollment::CertificateRecord& record) const {
    const TimePoint now = m_context.session.clock().now();
    const QString name =
        tr("%1, serial number %2").arg(displayName(record), serialText(record.serial));
    if (record.revokedAt)
        return tr("%1 – already revoked %2: %3")
            .arg(name, relativeTime(*record.revokedAt, now), reasonWords(record.reason));
    if (record.notAfter <= now)
        return tr("%1 – expired %2").arg(name, relativeTime(record.notAfter, now));
    if (record.requestId == 0)
        return tr("%1 – made for the service itself, which may stop working without it").arg(name);
    return name;
}

QWidget* RevokeDialog::makeSince() {
    auto* box = new QWidget(this);
    const QDateTime now = toDateTime(m_context.session.clock().now());
    m_hasSince->setObjectName(QStringLiteral("hasInvalidSince"));
    m_hasSince->setToolTip(tr("Optional: the invalidity date (RFC 5280 section 5.3.2), from which "
                              "signatures made with the key are in doubt."));
    m_since->setObjectName(QStringLiteral("invalidSince"));
    m_since->setAccessibleName(tr("Invalidity date"));
    m_since->setDateTime(now);
    m_since->setMaximumDateTime(now);
    m_since->setCalendarPopup(true);
    m_since->setEnabled(false);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_hasSince);
    row->addWidget(m_since);
    row->addStretch(1);
    return box;
}

std::optional<pki::RevocationReason> RevokeDialog::reason() const {
    if (m_reason->currentIndex() < 0) return std::nullopt;
    return static_cast<Reason>(m_reason->currentData().toInt());
}

std::optional<TimePoint> RevokeDialog::invalidSince() const {
    if (!m_hasSince->isChecked()) return std::nullopt;
    return TimePoint(std::chrono::milliseconds(m_since->dateTime().toMSecsSinceEpoch()));
}

void RevokeDialog::reflect() {
    m_meaning->setText(reason() ? reasonMeaning(*reason()) : QString());
    const bool can = reason().has_value() && !m_ids.empty();
    m_revoke->setEnabled(can);
    m_revoke->setToolTip(m_ids.empty() ? tr("All of them are revoked already.")
                         : can         ? QString()
                                       : tr("Choose a reason first."));
}

} // namespace scepter::ui
