#include "pages/generation_card.h"

#include "shell/settings_table.h"
#include "theme/tinted_icon.h"
#include "widgets/field_list.h"
#include "widgets/texts.h"

#include "base/encoding.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace scepter::ui {

namespace {

using State = authority::GenerationState;

/// `warn`: how long before the end it is worth a warning.
Field endField(const QString& name, TimePoint end, TimePoint now, Duration warn,
               const QLocale& locale) {
    Field field{.name = name, .value = absoluteTime(end, locale)};
    if (end <= now) {
        field.value += QStringLiteral(" — ") + GenerationCard::tr("ended");
        field.tone = Tone::Error;
    } else {
        field.value +=
            QStringLiteral(" — ") + GenerationCard::tr("%1 left").arg(lengthText(end - now));
        if (end - now < warn) field.tone = Tone::Warning;
    }
    return field;
}

} // namespace

StateLook lookOf(authority::GenerationState state) {
    switch (state) {
    case State::Requested:
        return {GenerationCard::tr("Requested"), Icon::Pending, Tone::Pending};
    case State::Next:
        return {GenerationCard::tr("Next"), Icon::Clock, Tone::Info};
    case State::Current:
        return {GenerationCard::tr("Current"), Icon::Valid, Tone::Ok};
    case State::Retired:
        return {GenerationCard::tr("Retired"), Icon::Expired, Tone::Neutral};
    case State::Dropped:
        return {GenerationCard::tr("Keys dropped"), Icon::Withdrawn, Tone::Revoked};
    }
    return {};
}

GenerationCard::GenerationCard(PageContext& context, const workbench::AuthorityView& authority,
                               const workbench::GenerationView& generation, QWidget* parent)
    : Card(context.theme, tr("Generation %1").arg(generation.number), parent)
    , m_context(context)
    , m_fields(new FieldList(context.theme, this)) {
    setObjectName(QStringLiteral("generation-%1").arg(generation.number));
    auto* pill = new StatePill(context.theme, this);
    pill->setLook(lookOf(generation.state));
    addToHeader(pill);
    body()->addWidget(m_fields);
    connect(m_fields, &FieldList::copyRequested, this, &GenerationCard::copyRequested);
    addCa(generation);
    addRa(generation);
    addCrl(authority, generation);
    addButtons(generation);
}

void GenerationCard::addCa(const workbench::GenerationView& generation) {
    m_fields->addHeading(tr("CA certificate"));
    if (!generation.ca) {
        m_fields->add({.name = tr("State"),
                       .value = tr("The outside root has not signed it yet."),
                       .tone = Tone::Pending});
        return;
    }
    const pki::Certificate& ca = *generation.ca;
    const TimePoint now = m_context.session.clock().now();
    m_fields->add({.name = tr("Subject"), .value = text(ca.subject().toText()), .copyable = true});
    if (ca.issuer() != ca.subject())
        m_fields->add({.name = tr("Issued by"), .value = text(ca.issuer().toText())});
    m_fields->add({.name = tr("Key"), .value = text(ca.publicKey().toText())});
    m_fields->add(endField(tr("Valid until"), ca.notAfter(), now,
                           warnTimes(m_context.settings).warn, locale()));
    m_fields->add({.name = tr("SHA-256 fingerprint"),
                   .value = QString::fromStdString(toColonHex(ca.fingerprint())),
                   .monospace = true,
                   .copyable = true,
                   .toolTip = tr("Give this to devices, so that they know the right CA.")});
}

void GenerationCard::addRa(const workbench::GenerationView& generation) {
    if (generation.state == State::Requested) return;
    m_fields->addHeading(tr("RA certificate"));
    if (!generation.ra) {
        m_fields->add({.name = tr("RA"),
                       .value = tr("None: the CA key itself opens requests and signs answers.")});
        return;
    }
    const TimePoint now = m_context.session.clock().now();
    m_fields->add({.name = tr("Subject"),
                   .value = text(generation.ra->subject().toText()),
                   .toolTip = tr("Opens requests and signs answers, so that the CA key only signs "
                                 "certificates and CRLs.")});
    m_fields->add({.name = tr("Key"), .value = text(generation.ra->publicKey().toText())});
    m_fields->add(endField(tr("Valid until"), generation.ra->notAfter(), now,
                           warnTimes(m_context.settings).warn, locale()));
}

void GenerationCard::addCrl(const workbench::AuthorityView& authority,
                            const workbench::GenerationView& generation) {
    if (!generation.ca) return;
    m_fields->addHeading(tr("Revocation list (CRL)"));
    if (generation.crl) {
        const TimePoint now = m_context.session.clock().now();
        m_fields->add(
            {.name = tr("Number"), .value = locale().toString(qlonglong{generation.crl->number})});
        m_fields->add(
            {.name = tr("Made"), .value = absoluteTime(generation.crl->thisUpdate, locale())});
        m_fields->add(
            endField(tr("Next one due"), generation.crl->nextUpdate, now, Duration{0}, locale()));
    } else {
        m_fields->add({.name = tr("State"),
                       .value = tr("None yet: it is made when somebody asks for it, or now.")});
    }
    m_fields->add({.name = tr("Served at"),
                   .value = text(workbench::crlPath(authority.name, generation.number)),
                   .monospace = true,
                   .copyable = true});
}

QWidget* GenerationCard::exportButton(const QString& name, const QString& label,
                                      const workbench::Exportable& object) {
    auto* button = new QPushButton(tintedIcon(Icon::Export), label, this);
    button->setObjectName(name);
    auto* menu = new QMenu(button);
    for (const workbench::Format& format : workbench::formatsFor(object))
        menu->addAction(text(format.label), this, [this, object, id = text(format.id)] {
            Q_EMIT exportRequested(object, id);
        });
    button->setMenu(menu);
    return button;
}

QWidget* GenerationCard::examineButton(const workbench::GenerationView& generation) {
    auto* button = new QPushButton(tintedIcon(Icon::Examine), tr("Examine"), this);
    button->setObjectName(QStringLiteral("examine"));
    auto* menu = new QMenu(button);
    const auto add = [this, menu](const char* id, const QString& label, const QString& name,
                                  const Bytes& der) {
        QAction* action =
            menu->addAction(label, this, [this, name, der] { Q_EMIT examineRequested(der, name); });
        action->setObjectName(QLatin1String(id));
    };
    add("examineCa", tr("The CA certificate"),
        tr("CA certificate, generation %1").arg(generation.number), generation.ca->der());
    if (generation.ra)
        add("examineRa", tr("The RA certificate"),
            tr("RA certificate, generation %1").arg(generation.number), generation.ra->der());
    if (generation.crl)
        add("examineCrl", tr("The CRL"), tr("CRL of generation %1").arg(generation.number),
            generation.crl->der);
    button->setMenu(menu);
    return button;
}

void GenerationCard::addButtons(const workbench::GenerationView& generation) {
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    const unsigned number = generation.number;
    const bool hasKeys = generation.state != State::Dropped;
    if (generation.ca) {
        row->addWidget(examineButton(generation));
        row->addWidget(
            exportButton(QStringLiteral("exportCa"), tr("Export the certificate"),
                         workbench::CertificateWithChain{*generation.ca, generation.chain}));
        if (hasKeys) {
            auto* crl = new QPushButton(tintedIcon(Icon::Crl), tr("Make the CRL now"), this);
            crl->setObjectName(QStringLiteral("crlNow"));
            connect(crl, &QPushButton::clicked, this,
                    [this, number] { Q_EMIT crlRequested(number); });
            row->addWidget(crl);
        }
        if (generation.crl)
            if (auto crl = pki::Crl::fromDer(generation.crl->der))
                row->addWidget(
                    exportButton(QStringLiteral("exportCrl"), tr("Export the CRL"), *crl));
        if (hasKeys) {
            auto* key = new QPushButton(tintedIcon(Icon::Key), tr("Back up the CA key…"), this);
            key->setObjectName(QStringLiteral("exportKey"));
            connect(key, &QPushButton::clicked, this,
                    [this, number] { Q_EMIT keyExportRequested(number); });
            row->addWidget(key);
        }
    }
    if (generation.state == State::Retired) {
        auto* drop = new QPushButton(tintedIcon(Icon::Remove), tr("Drop its keys…"), this);
        drop->setObjectName(QStringLiteral("dropKeys"));
        connect(drop, &QPushButton::clicked, this,
                [this, number] { Q_EMIT dropRequested(number); });
        row->addWidget(drop);
    }
    row->addStretch(1);
    body()->addLayout(row);
}

} // namespace scepter::ui
