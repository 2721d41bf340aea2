#include "pages/endpoint_preview_pane.h"

#include "pages/endpoint_fields.h"
#include "pages/gate_words.h"
#include "theme/tinted_icon.h"
#include "widgets/card.h"
#include "widgets/field_list.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"
#include "widgets/wrap_label.h"

#include "pki/extensions.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

// Typing is not a question yet.
constexpr int kSoonMs = 150;

QToolButton* copyButton(const QString& what, const QString& name) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(tintedIcon(Icon::Copy));
    button->setToolTip(what);
    button->setAccessibleName(what);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAutoRaise(true);
    return button;
}

CodeView* codeView(const QString& name) {
    auto* view = new CodeView;
    view->setObjectName(name);
    return view;
}

/// Eight bytes a line: a fingerprint has no place to break otherwise.
QString fingerprintLines(const std::string& fingerprint) {
    constexpr qsizetype kLine = 24;
    QStringList lines;
    const QString all = text(fingerprint);
    for (qsizetype at = 0; at < all.size(); at += kLine)
        lines.append(all.mid(at, kLine));
    return lines.join(QLatin1Char('\n'));
}

QString usageText(const pki::Certificate& certificate) {
    const auto usage = certificate.keyUsage();
    if (!usage) return EndpointPreviewPane::tr("not limited");
    QStringList names;
    for (const std::string& name : pki::keyUsageNames(*usage))
        names.append(text(name));
    return names.join(QStringLiteral(", "));
}

QString roleWords(const std::string& role) {
    if (role == "CA") return EndpointPreviewPane::tr("CA");
    if (role == "Root") return EndpointPreviewPane::tr("Root");
    if (role == "Chain") return EndpointPreviewPane::tr("Between CA and root");
    if (role == "RA, signing and encryption")
        return EndpointPreviewPane::tr("RA: signs replies, requests are encrypted to it");
    if (role == "RA, signing") return EndpointPreviewPane::tr("RA: signs replies");
    if (role == "RA, encryption")
        return EndpointPreviewPane::tr("RA: requests are encrypted to it");
    return text(role);
}

} // namespace

EndpointPreviewPane::EndpointPreviewPane(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_address(codeView(QStringLiteral("previewAddress")))
    , m_addressNote(new InlineNote(context.theme, Tone::Info))
    , m_needs(new WrapLabel({}))
    , m_notesCard(new Card(context.theme, tr("To look at")))
    , m_notes(new QVBoxLayout)
    , m_capabilities(codeView(QStringLiteral("previewCapabilities")))
    , m_contentType(new QLabel)
    , m_certificates(new FieldList(context.theme)) {
    auto* address = new Card(context.theme, tr("Address"));
    auto* copyUrl = copyButton(tr("Copy the address"), QStringLiteral("previewCopyUrl"));
    address->addToHeader(copyUrl);
    m_address->setAccessibleName(tr("Address"));
    address->body()->addWidget(m_address);
    address->body()->addWidget(m_addressNote);
    m_needs->setObjectName(QStringLiteral("previewNeeds"));
    address->body()->addWidget(m_needs);
    addCommand(QStringLiteral("Enroll"), tr("Try it with scepterctl"), m_enroll, address);
    addCommand(QStringLiteral("Strongswan"), tr("Try it with strongSwan"), m_strongswan, address);
    m_notesCard->setObjectName(QStringLiteral("previewNotes"));
    m_notesCard->body()->addLayout(m_notes);
    m_notes->setSpacing(4);
    m_notesCard->hide();

    auto* capabilities = new Card(context.theme, tr("GetCACaps: what clients may use"));
    auto* copyCaps = copyButton(tr("Copy the capabilities"), QStringLiteral("previewCopyCaps"));
    capabilities->addToHeader(copyCaps);
    m_capabilities->setAccessibleName(tr("Answer to GetCACaps"));
    capabilities->body()->addWidget(m_capabilities);

    auto* certificates = new Card(context.theme, tr("GetCACert: the certificates clients get"));
    m_contentType->setObjectName(QStringLiteral("previewContentType"));
    m_contentType->setTextFormat(Qt::PlainText);
    m_contentType->setWordWrap(true);
    m_certificates->setObjectName(QStringLiteral("previewCertificates"));
    certificates->body()->addWidget(m_contentType);
    certificates->body()->addWidget(m_certificates);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    for (Card* card : {m_notesCard, address, capabilities, certificates})
        column->addWidget(card);
    column->addStretch(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &EndpointPreviewPane::ask);
    connect(copyUrl, &QToolButton::clicked, this,
            [this] { Q_EMIT copyRequested(tr("the address"), this->address()); });
    connect(copyCaps, &QToolButton::clicked, this, [this] {
        if (m_preview) Q_EMIT copyRequested(tr("the capabilities"), text(m_preview->capabilities));
    });
    connect(m_certificates, &FieldList::copyRequested, this, [this](const QString& value) {
        Q_EMIT copyRequested(tr("the fingerprint"), QString(value).remove(QLatin1Char('\n')));
    });
    connect(&context.session, &workbench::Session::responderChanged, this,
            &EndpointPreviewPane::reflectAddress);
    connect(&context.theme, &Theme::changed, this, [this] {
        m_shown.clear();
        reflect();
    });
    reflectAddress();
}

void EndpointPreviewPane::addCommand(const QString& name, const QString& title, CodeView*& view,
                                     Card* card) {
    view = codeView(QStringLiteral("preview") + name);
    view->setAccessibleName(title);
    auto* heading = new QLabel(title);
    heading->setTextFormat(Qt::PlainText);
    auto* copy = copyButton(tr("Copy: %1").arg(title), QStringLiteral("previewCopy") + name);
    auto* row = new QHBoxLayout;
    row->addWidget(heading, 1);
    row->addWidget(copy);
    card->body()->addLayout(row);
    card->body()->addWidget(view);
    connect(copy, &QToolButton::clicked, this, [this, title, name] {
        const QString line =
            name == QStringLiteral("Enroll") ? enrollCommand() : strongswanCommand();
        Q_EMIT copyRequested(title, line);
    });
}

void EndpointPreviewPane::show(const enrollment::EndpointSettings& settings) {
    if (settings == m_settings && m_preview) return;
    if (settings.id != m_settings.id) m_preview.reset();
    m_settings = settings;
    reflectAddress();
    m_soon.start();
}

void EndpointPreviewPane::refresh() {
    m_soon.start();
}

void EndpointPreviewPane::ask() {
    if (m_asking) {
        m_askAgain = true;
        return;
    }
    m_asking = true;
    m_askAgain = false;
    using Answer = Result<workbench::EndpointPreview>;
    m_context.session
        .ask([settings = m_settings](workbench::Workbench& workbench) {
            return workbench.previewEndpoint(settings);
        })
        .then(this, [this](const Answer& answer) {
            m_asking = false;
            // A newer question is waiting: this answer is of something else already.
            if (m_askAgain) {
                ask();
                return;
            }
            m_error = answer ? std::nullopt : std::optional(answer.error());
            if (answer) m_preview = *answer;
            reflect();
        });
}

QString EndpointPreviewPane::address() const {
    const workbench::ResponderView& responder = m_context.session.responder();
    return responder.state == workbench::ResponderView::State::Running
               ? text(responder.url) + text(m_settings.path)
               : text(m_settings.path);
}

QString EndpointPreviewPane::fingerprint() const {
    if (!m_preview) return {};
    for (const workbench::AnnouncedCertificate& one : m_preview->certificates)
        if (one.role == "CA") return text(one.sha256);
    return {};
}

QString EndpointPreviewPane::enrollCommand() const {
    const bool runs =
        m_context.session.responder().state == workbench::ResponderView::State::Running;
    return enrollCommandLine(runs ? address() : QStringLiteral("http://HOST:PORT") + address(),
                             fingerprint(), !m_settings.gates.empty());
}

QString EndpointPreviewPane::strongswanCommand() const {
    const bool runs =
        m_context.session.responder().state == workbench::ResponderView::State::Running;
    const bool hasRa = m_preview && std::ranges::any_of(m_preview->certificates, [](const auto& c) {
                           return c.role.starts_with("RA");
                       });
    return strongswanCommandLine(runs ? address() : QStringLiteral("http://HOST:PORT") + address(),
                                 !m_settings.gates.empty(), hasRa);
}

void EndpointPreviewPane::reflectAddress() {
    const bool runs =
        m_context.session.responder().state == workbench::ResponderView::State::Running;
    m_address->setCode(address());
    m_addressNote->setText(runs ? QString()
                                : tr("Start the responder to have the whole address here."));
    const QStringList needs = clientNeeds(m_settings);
    m_needs->setText(needs.size() == 1 ? tr("What clients send: %1").arg(needs.front())
                     : m_settings.gateRule == challenge::GateRule::All
                         ? tr("What clients send has to suit all gates:\n• %1")
                               .arg(needs.join(QStringLiteral("\n• ")))
                         : tr("What clients send has to suit one gate:\n• %1")
                               .arg(needs.join(QStringLiteral("\n• "))));
    m_enroll->setCode(enrollCommand());
    m_strongswan->setCode(strongswanCommand());
}

void EndpointPreviewPane::showNotes() {
    while (QLayoutItem* item = m_notes->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const auto add = [this](Tone tone, const QString& sentence) {
        auto* note = new InlineNote(m_context.theme, tone, m_notesCard);
        m_notes->addWidget(note);
        note->setText(sentence);
    };
    const auto addError = [&](const Error& error) {
        const Problem problem = problemOf(error, m_context.session.clock().now());
        add(Tone::Error,
            problem.why.isEmpty() ? problem.summary : sentenceOf(problem.why.toStdString()));
    };
    if (m_error) addError(*m_error);
    if (m_preview && !m_error) {
        for (const Error& error : m_preview->problems)
            addError(error);
        for (const std::string& warning : m_preview->warnings)
            add(Tone::Warning, text(warning));
    }
    m_notesCard->setVisible(m_notes->count() > 0);
    m_notesCard->setTone(m_error || (m_preview && !m_preview->problems.empty()) ? Tone::Error
                                                                                : Tone::Warning);
}

void EndpointPreviewPane::showCertificates() {
    m_certificates->clear();
    for (const workbench::AnnouncedCertificate& one : m_preview->certificates) {
        m_certificates->addHeading(roleWords(one.role));
        m_certificates->add(
            {.name = tr("Subject"), .value = text(one.certificate.subject().toDisplayText())});
        m_certificates->add({.name = tr("Key usage"), .value = usageText(one.certificate)});
        m_certificates->add({.name = tr("Valid until"),
                             .value = absoluteTime(one.certificate.notAfter(), locale())});
        m_certificates->add({.name = tr("SHA-256"),
                             .value = fingerprintLines(one.sha256),
                             .monospace = true,
                             .copyable = true});
        m_certificates->add({.name = tr("SHA-1"),
                             .value = fingerprintLines(one.sha1),
                             .monospace = true,
                             .copyable = true,
                             .toolTip = tr("What Windows calls the thumbprint.")});
    }
}

void EndpointPreviewPane::reflect() {
    showNotes();
    reflectAddress();
    if (!m_preview) return;
    m_capabilities->setCode(text(m_preview->capabilities).trimmed());
    m_contentType->setText(
        m_preview->size == 0 ? tr("There is no CA certificate yet.")
                             : tr("%n certificate(s), %1 bytes as %2.", nullptr,
                                  static_cast<int>(m_preview->certificates.size()))
                                   .arg(locale().toString(static_cast<qulonglong>(m_preview->size)),
                                        text(m_preview->contentType)));
    // The lists are made anew only when they change: focus and selection stay.
    QString made;
    for (const workbench::AnnouncedCertificate& one : m_preview->certificates)
        made += text(one.role) + text(one.sha256);
    if (made == m_shown) return;
    m_shown = made;
    showCertificates();
}

} // namespace scepter::ui
