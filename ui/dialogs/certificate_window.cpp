#include "dialogs/certificate_window.h"

#include "base/hex_dump.h"
#include "models/certificate_model.h"
#include "shell/settings_table.h"
#include "theme/tinted_icon.h"
#include "widgets/chain_view.h"
#include "widgets/export_menu.h"
#include "widgets/facts_view.h"
#include "widgets/message_bar.h"
#include "widgets/state_pill.h"
#include "widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kMargin = 16;
constexpr QSize kUsualSize{820, 620};

} // namespace

/// What the window shows, all made on another thread.
struct CertificateWindow::Shown {
    CertificateDetail detail;
    workbench::Facts facts;
    QString pem;
    QString raw;
};

CertificateWindow::CertificateWindow(PageContext& pageContext, qint64 id, QWidget* parent)
    : RememberedWindow(pageContext, QStringLiteral("certificate"), kUsualSize, parent)
    , m_id(id)
    , m_pill(new StatePill(pageContext.theme, this))
    , m_subject(new QLabel(this))
    , m_validity(new QLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_facts(new FactsView(pageContext.theme, this))
    , m_chain(new ChainView(pageContext.theme, this))
    , m_linkFacts(new FactsView(pageContext.theme, this))
    , m_export(new ExportMenu(pageContext, messages(), this)) {
    setObjectName(QStringLiteral("certificateWindow"));
    setWindowTitle(tr("Certificate %1").arg(id));
    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->addTab(m_facts, tr("&Fields"));
    m_tabs->addTab(makeChainTab(), tr("C&hain"));
    m_pem = makeTextTab(QStringLiteral("pem"), tr("The certificate as PEM"));
    m_tabs->addTab(m_pem, tr("&PEM"));
    m_raw = makeTextTab(QStringLiteral("raw"), tr("The bytes of the certificate (DER)"));
    m_tabs->addTab(m_raw, tr("&Raw bytes"));
    auto* compare = new QPushButton(tintedIcon(Icon::Compare), tr("Co&mpare with…"), this);
    compare->setObjectName(QStringLiteral("compare"));
    compare->setAutoDefault(false);
    auto* close = new QPushButton(tr("&Close"), this);
    close->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_export->makeButton(tr("Export"), this));
    buttons->addWidget(compare);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(8);
    layout->addWidget(makeHeader());
    layout->addWidget(&messages());
    layout->addWidget(m_tabs, 1);
    layout->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(compare, &QPushButton::clicked, this, [this] { Q_EMIT compareRequested(m_id); });
    for (FactsView* facts : {m_facts, m_linkFacts})
        connect(facts, &FactsView::copyRequested, this,
                [this](const QString& value) { copyText(value); });
    connect(m_chain, &ChainView::currentChanged, this, &CertificateWindow::showLink);
    connect(&pageContext.session, &workbench::Session::moved, this,
            [this](const workbench::Moves& moves) {
                if (moves.certificates || moves.configuration) load();
            });
    m_export->setSource([id](workbench::Workbench& workbench, const store::GoOn& goOn) {
        return readForExport(workbench, {id}, goOn);
    });
    load();
}

QWidget* CertificateWindow::makeHeader() {
    auto* header = new QWidget(this);
    m_subject->setObjectName(QStringLiteral("subject"));
    m_subject->setFont(Theme::strongFont());
    m_subject->setTextFormat(Qt::PlainText);
    m_subject->setWordWrap(true);
    m_subject->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    // One long word must not make the window wide.
    m_subject->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_validity->setObjectName(QStringLiteral("validity"));
    m_validity->setTextFormat(Qt::PlainText);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_pill, 0, Qt::AlignTop);
    row->addWidget(m_subject, 1);
    auto* layout = new QVBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_validity);
    return header;
}

QWidget* CertificateWindow::makeChainTab() {
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_chain);
    splitter->addWidget(m_linkFacts);
    splitter->setSizes({160, 320});
    splitter->setStretchFactor(1, 1);
    return splitter;
}

QPlainTextEdit* CertificateWindow::makeTextTab(const QString& name, const QString& accessibleName) {
    auto* edit = new QPlainTextEdit(this);
    edit->setObjectName(name);
    edit->setAccessibleName(accessibleName);
    edit->setReadOnly(true);
    edit->setTabChangesFocus(true);
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setFont(Theme::monospace());
    edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return edit;
}

void CertificateWindow::load() {
    context()
        .session
        .ask([id = m_id](workbench::Workbench& workbench) -> Result<Shown> {
            SCEPTER_TRY(detail, readCertificate(workbench, id));
            SCEPTER_TRY(pem, workbench::encode(
                                 workbench::CertificateWithChain{detail.certificate, {}}, "pem"));
            Shown shown{std::move(detail), {}, {}, {}};
            shown.facts = workbench::certificateFacts(shown.detail.certificate);
            shown.pem = QString::fromLatin1(reinterpret_cast<const char*>(pem.data()),
                                            static_cast<qsizetype>(pem.size()));
            shown.raw = QString::fromStdString(hexDump(shown.detail.certificate.der()));
            return shown;
        })
        .then(this, [this, turn = ++m_turn](const Result<Shown>& answer) {
            if (turn != m_turn) return;
            if (answer)
                display(*answer);
            else
                messages().showProblem(tr("The certificate could not be read."),
                                       problem(answer.error()));
        });
}

void CertificateWindow::display(const Shown& shown) {
    const enrollment::CertificateRecord& record = shown.detail.record;
    const TimePoint now = context().session.clock().now();
    const QString name = displayName(record);
    setWindowTitle(tr("%1 – certificate %2").arg(name).arg(m_id));
    m_pill->setLook(certificateState(record, now, warnTimes(context().settings)));
    m_subject->setText(name);
    m_subject->setToolTip(name);
    m_validity->setText(validityWords(record, now));
    m_validity->setToolTip(absoluteTime(record.notAfter, locale()));
    m_facts->setFacts(shown.facts);
    m_chain->setChain(shown.detail.chain, now);
    // Setting the same text would lose the selection.
    if (m_pem->toPlainText().isEmpty()) m_pem->setPlainText(shown.pem);
    if (m_raw->toPlainText().isEmpty()) m_raw->setPlainText(shown.raw);
}

void CertificateWindow::showLink() {
    const workbench::ChainLink* link = m_chain->current();
    if (link == nullptr) {
        m_linkFacts->clear();
        return;
    }
    context()
        .session
        .ask([certificate = link->certificate](workbench::Workbench&) -> Result<workbench::Facts> {
            return workbench::certificateFacts(certificate);
        })
        .then(this, [this, turn = ++m_linkTurn](const Result<workbench::Facts>& answer) {
            if (turn == m_linkTurn && answer) m_linkFacts->setFacts(*answer);
        });
}

} // namespace scepter::ui
