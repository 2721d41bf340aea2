#include "pages/certificate_pane.h"

#include "models/certificate_model.h"
#include "shell/navigator.h"
#include "shell/settings_table.h"
#include "theme/tinted_icon.h"
#include "widgets/action_button.h"
#include "widgets/chain_view.h"
#include "widgets/export_menu.h"
#include "widgets/facts_view.h"
#include "widgets/field_list.h"
#include "widgets/state_pill.h"
#include "widgets/texts.h"

#include "base/encoding.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QScrollArea>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kBarHeight = 6;

/// Bytes in pairs with spaces, where a narrow pane can break the line; copied with colons.
Field bytesField(const QString& name, const Bytes& bytes) {
    const QString colons = QString::fromStdString(toColonHex(bytes));
    QString spaced = colons;
    spaced.replace(QLatin1Char(':'), QLatin1Char(' '));
    return {.name = name, .value = spaced, .monospace = true, .copyable = true, .copyText = colons};
}

bool sameLink(const workbench::ChainLink& a, const workbench::ChainLink& b) {
    return a.status == b.status && a.problem == b.problem && a.certificate == b.certificate;
}

bool sameFields(const CertificateDetail& a, const CertificateDetail& b) {
    return a.record == b.record && a.authority == b.authority && a.generation == b.generation &&
           a.renews == b.renews && a.renewals == b.renewals && a.renewalCount == b.renewalCount &&
           std::ranges::equal(a.chain, b.chain, sameLink);
}

} // namespace

CertificatePane::CertificatePane(PageContext& context, QAction* open, ExportMenu& exportMenu,
                                 QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_pill(new StatePill(context.theme, this))
    , m_subject(new QLabel(this))
    , m_copy(new QToolButton(this))
    , m_used(new QProgressBar(this))
    , m_validity(new QLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_fields(new FieldList(context.theme, this))
    , m_facts(new FactsView(context.theme, this)) {
    setObjectName(QStringLiteral("detail"));
    auto* scroll = new QScrollArea(this);
    scroll->setAccessibleName(tr("Overview"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* inner = new QWidget(scroll);
    auto* innerLayout = new QVBoxLayout(inner);
    innerLayout->setContentsMargins(8, 8, 8, 8);
    innerLayout->addWidget(m_fields);
    innerLayout->addStretch(1);
    scroll->setWidget(inner);
    m_tabs->setObjectName(QStringLiteral("detailTabs"));
    m_tabs->addTab(scroll, tr("O&verview"));
    m_tabs->addTab(m_facts, tr("All &fields"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeHeader());
    layout->addWidget(makeActions(open, exportMenu));
    layout->addWidget(m_tabs, 1);
    connect(m_tabs, &QTabWidget::currentChanged, this, &CertificatePane::loadFacts);
    connect(m_fields, &FieldList::copyRequested, this, &CertificatePane::copyRequested);
    connect(m_facts, &FactsView::copyRequested, this, &CertificatePane::copyRequested);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { Q_EMIT copyRequested(m_subject->text()); });
}

QWidget* CertificatePane::makeHeader() {
    auto* header = new QWidget(this);
    m_subject->setObjectName(QStringLiteral("detailSubject"));
    m_subject->setFont(Theme::strongFont());
    m_subject->setTextFormat(Qt::PlainText);
    m_subject->setWordWrap(true);
    m_subject->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    // One long word must not make the pane wide.
    m_subject->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_pill->setObjectName(QStringLiteral("detailState"));
    m_copy->setObjectName(QStringLiteral("copySubject"));
    m_copy->setIcon(tintedIcon(Icon::Copy));
    m_copy->setAutoRaise(true);
    m_copy->setToolTip(tr("Copy the subject"));
    m_copy->setAccessibleName(m_copy->toolTip());
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_used->setObjectName(QStringLiteral("validityBar"));
    m_used->setRange(0, 100);
    m_used->setTextVisible(false);
    m_used->setFixedHeight(kBarHeight);
    m_validity->setObjectName(QStringLiteral("validity"));
    m_validity->setTextFormat(Qt::PlainText);
    m_validity->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_pill, 0, Qt::AlignTop);
    row->addWidget(m_subject, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(row);
    layout->addWidget(m_used);
    layout->addWidget(m_validity);
    return header;
}

QWidget* CertificatePane::makeActions(QAction* open, ExportMenu& exportMenu) {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(new ActionButton(m_context.theme, open, false, box));
    row->addWidget(exportMenu.makeButton(tr("Export"), box));
    row->addStretch(1);
    return box;
}

void CertificatePane::clear() {
    m_detail.reset();
    m_factsOf.clear();
    ++m_turn;
    m_fields->clear();
    m_facts->clear();
}

void CertificatePane::display(const CertificateDetail& detail) {
    // Rebuilding what has not changed would take selection, focus and scroll position away.
    const bool same = m_detail && sameFields(*m_detail, detail);
    m_detail = detail;
    showHeader();
    if (!same) showFields();
    loadFacts();
}

void CertificatePane::refreshTimes() {
    if (m_detail) showHeader();
}

void CertificatePane::showHeader() {
    const enrollment::CertificateRecord& record = m_detail->record;
    const TimePoint now = m_context.session.clock().now();
    m_pill->setLook(certificateState(record, now, warnTimes(m_context.settings)));
    m_subject->setText(displayName(record));
    m_subject->setToolTip(m_subject->text());
    const int percent = validityPercent(record, now);
    m_used->setValue(percent);
    m_used->setAccessibleName(tr("%n percent of its validity is over", nullptr, percent));
    m_used->setToolTip(m_used->accessibleName());
    m_validity->setText(validityWords(record, now));
    m_validity->setToolTip(absoluteTime(record.notAfter, locale()));
}

void CertificatePane::showFields() {
    m_fields->clear();
    addRevocation();
    addIdentity();
    addRelations();
    addChain();
}

void CertificatePane::addRevocation() {
    const enrollment::CertificateRecord& record = m_detail->record;
    if (!record.revokedAt) return;
    m_fields->addHeading(tr("Revocation"));
    m_fields->add({.name = tr("Since"), .value = absoluteTime(*record.revokedAt, locale())});
    m_fields->add({.name = tr("Reason"),
                   .value = tr("%1 (%2)", "a reason in words, and its name in RFC 5280")
                                .arg(reasonWords(record.reason), text(pki::toText(record.reason))),
                   .toolTip = reasonMeaning(record.reason)});
    if (record.invalidSince)
        m_fields->add({.name = tr("Invalid since"),
                       .value = absoluteTime(*record.invalidSince, locale()),
                       .toolTip = tr("The invalidity date: from here on signatures made with the "
                                     "key are in doubt.")});
}

void CertificatePane::addIdentity() {
    const enrollment::CertificateRecord& record = m_detail->record;
    m_fields->addHeading(tr("Certificate"));
    m_fields->add({.name = tr("Number"), .value = locale().toString(record.id)});
    if (!record.san.empty())
        m_fields->add(
            {.name = tr("Other names (SAN)"), .value = text(record.san), .copyable = true});
    m_fields->add({.name = tr("Key"), .value = text(record.keyText)});
    m_fields->add({.name = tr("Valid from"), .value = absoluteTime(record.notBefore, locale())});
    m_fields->add({.name = tr("Valid until"), .value = absoluteTime(record.notAfter, locale())});
    m_fields->add({.name = tr("Issued"), .value = absoluteTime(record.issuedAt, locale())});
    m_fields->add(bytesField(tr("Serial number"), record.serial));
    m_fields->add(bytesField(tr("SHA-256"), m_detail->certificate.fingerprint()));
    m_fields->add(bytesField(tr("SHA-1"), m_detail->certificate.fingerprint(pki::Digest::Sha1)));
}

void CertificatePane::addRelations() {
    const enrollment::CertificateRecord& record = m_detail->record;
    const auto opens = [this](const ObjectRef& target) {
        return [this, target] { m_context.navigator.open(target); };
    };
    m_fields->addHeading(tr("Where it comes from"));
    if (record.requestId != 0)
        m_fields->add({.name = tr("Request"),
                       .value = tr("Request %1").arg(record.requestId),
                       .open = opens(ObjectRef::request(record.requestId))});
    else
        m_fields->add({.name = tr("Request"), .value = tr("None: made for the service itself")});
    if (!m_detail->authority.empty())
        m_fields->add(
            {.name = tr("Authority"),
             .value =
                 tr("%1, generation %2").arg(text(m_detail->authority)).arg(m_detail->generation),
             .open = opens(ObjectRef::authority(text(m_detail->authority)))});
    if (m_detail->renews != 0)
        m_fields->add({.name = tr("Renews"),
                       .value = tr("Certificate %1").arg(m_detail->renews),
                       .open = opens(ObjectRef::certificate(m_detail->renews))});
    for (const enrollment::RequestRecord& renewal : m_detail->renewals) {
        const bool issued = renewal.certificateId != 0;
        m_fields->add(
            {.name = issued ? tr("Renewed by") : tr("Renewal asked for"),
             .value = issued
                          ? tr("Certificate %1").arg(renewal.certificateId)
                          : tr("Request %1 (%2)").arg(renewal.id).arg(lookOf(renewal.state).word),
             .open = opens(issued ? ObjectRef::certificate(renewal.certificateId)
                                  : ObjectRef::request(renewal.id))});
    }
    if (m_detail->renewalCount > m_detail->renewals.size())
        m_fields->add({.name = tr("More renewals"),
                       .value = locale().toString(static_cast<qlonglong>(
                           m_detail->renewalCount - m_detail->renewals.size()))});
}

void CertificatePane::addChain() {
    m_fields->addHeading(tr("Chain, up to the root"));
    for (const workbench::ChainLink& link : m_detail->chain) {
        const StateLook look = lookOf(link.status);
        const QString subject = text(link.certificate.subject().toDisplayText());
        const bool trusted = link.problem.empty();
        m_fields->add({.name = roleText(link),
                       .value = trusted
                                    ? tr("%1 – %2").arg(subject, look.word)
                                    : tr("%1 – %2; %3").arg(subject, look.word, text(link.problem)),
                       .tone = trusted ? look.tone : Tone::Error,
                       .toolTip = absoluteTime(link.certificate.notAfter(), locale())});
    }
}

void CertificatePane::loadFacts() {
    const bool inSight = m_tabs->currentWidget() == m_facts;
    if (!m_detail || !inSight || m_factsOf == m_detail->record.der) return;
    m_factsOf = m_detail->record.der;
    m_context.session
        .ask([certificate =
                  m_detail->certificate](workbench::Workbench&) -> Result<workbench::Facts> {
            return workbench::certificateFacts(certificate);
        })
        .then(this, [this, turn = ++m_turn](const Result<workbench::Facts>& answer) {
            if (turn == m_turn && answer) m_facts->setFacts(*answer);
        });
}

} // namespace scepter::ui
