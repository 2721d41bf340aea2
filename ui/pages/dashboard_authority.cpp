#include "pages/dashboard_authority.h"

#include "pages/dashboard_parts.h"
#include "shell/settings_table.h"
#include "widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using namespace std::chrono_literals;

/// What is left of a certificate, and how bad that is.
struct Left {
    QString words;
    Tone tone = Tone::Neutral;
};

Left leftOf(const pki::Certificate& certificate, TimePoint now, Duration warn) {
    const TimePoint end = certificate.notAfter();
    if (end <= now) return {AuthorityCard::tr("ended %1").arg(relativeTime(end, now)), Tone::Error};
    return {AuthorityCard::tr("%1 left").arg(lengthText(end - now)),
            end - now < warn ? Tone::Warning : Tone::Neutral};
}

QString signatureText(const pki::Certificate& certificate) {
    const auto* algorithm = certificate.signatureAlgorithm();
    return algorithm == nullptr ? AuthorityCard::tr("unknown") : text(pki::toText(*algorithm));
}

} // namespace

AuthorityCard::AuthorityCard(workbench::Session& session, const QSettings& settings,
                             const Theme& theme, QWidget* parent)
    : Card(theme, tr("Certificate authority"), parent)
    , m_session(session)
    , m_settings(settings)
    , m_facts(new FactRows(theme, this))
    , m_none(new QLabel(this))
    , m_open(cardButton(QStringLiteral("openAuthority"), tr("Open"), Icon::ChevronRight, this)) {
    setObjectName(QStringLiteral("cardAuthority"));
    m_none->setWordWrap(true);
    m_none->setTextFormat(Qt::PlainText);
    m_none->hide();
    addToHeader(m_open);
    body()->addWidget(m_none);
    body()->addWidget(m_facts);
    body()->addStretch(1);
    connect(m_open, &QToolButton::clicked, this, [this] { Q_EMIT openRequested(m_target); });
    connect(&session, &workbench::Session::statusChanged, this, &AuthorityCard::reflect);
    reflect();
}

void AuthorityCard::showNone(const QString& why) {
    setLabelText(m_none, why);
    m_none->setVisible(!why.isEmpty());
    m_facts->setVisible(why.isEmpty());
}

void AuthorityCard::reflect() {
    const auto& status = m_session.status();
    m_open->setEnabled(status.has_value());
    m_open->setAccessibleName(tr("Open the certificate authority"));
    if (!status) return;
    if (status->authorities.empty()) {
        m_target = ObjectRef::ofPage(PageId::Authorities);
        showNone(tr("There is no CA yet."));
        return;
    }
    const workbench::AuthorityView& authority = status->authorities.front();
    m_target = ObjectRef::authority(text(authority.name));
    const auto* current = authority.current();
    if (current == nullptr || !current->ca) {
        showNone(tr("%1 waits for its certificate.").arg(text(authority.name)));
        return;
    }
    showNone({});
    showGeneration(*current, m_session.clock().now());
    const auto more = static_cast<int>(status->authorities.size()) - 1;
    m_facts->set(QStringLiteral("caMore"), tr("Beside it"),
                 more > 0 ? tr("%n more CA(s)", nullptr, more) : QString());
}

void AuthorityCard::showGeneration(const workbench::GenerationView& current, TimePoint now) {
    const pki::Certificate& ca = *current.ca;
    const QLocale locale;
    m_facts->set(QStringLiteral("caSubject"), tr("Subject"), text(ca.subject().toText()));
    m_facts->set(QStringLiteral("caKey"), tr("Key"), text(ca.publicKey().toText()));
    m_facts->set(QStringLiteral("caSignature"), tr("Signature"), signatureText(ca));
    const Duration warn = warnTimes(m_settings).warn;
    const Left left = leftOf(ca, now, warn);
    m_facts->set(QStringLiteral("caLeft"), tr("CA certificate"), left.words, left.tone,
                 absoluteTime(ca.notAfter(), locale));
    if (current.ra) {
        const Left ra = leftOf(*current.ra, now, warn);
        m_facts->set(QStringLiteral("raLeft"), tr("RA certificate"), ra.words, ra.tone,
                     absoluteTime(current.ra->notAfter(), locale));
    } else {
        m_facts->set(QStringLiteral("raLeft"), tr("RA certificate"),
                     tr("none: the CA answers itself"));
    }
    if (!current.crl) {
        m_facts->set(QStringLiteral("crlNext"), tr("Next CRL"), tr("none made yet"));
        return;
    }
    const bool late = current.crl->nextUpdate <= now;
    m_facts->set(QStringLiteral("crlNext"), tr("Next CRL"),
                 late ? tr("due since %1").arg(lengthText(now - current.crl->nextUpdate))
                      : relativeTime(current.crl->nextUpdate, now),
                 late ? Tone::Error : Tone::Neutral, absoluteTime(current.crl->nextUpdate, locale));
}

} // namespace scepter::ui
