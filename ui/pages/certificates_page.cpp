#include "pages/certificates_page.h"

#include "dialogs/certificate_window.h"
#include "dialogs/compare_window.h"
#include "dialogs/examine_window.h"
#include "dialogs/save_bytes.h"
#include "models/certificate_detail.h"
#include "models/certificate_model.h"
#include "pages/certificate_pane.h"
#include "shell/navigator.h"
#include "shell/settings_table.h"
#include "widgets/export_menu.h"
#include "widgets/filter_row.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include <QComboBox>
#include <QHeaderView>
#include <QMenu>
#include <QToolButton>

namespace scepter::ui {

namespace {

// What is done with many at once stays within memory and patience.
constexpr qint64 kMaxAtOnce = 10'000;
constexpr qsizetype kMaxDragged = 50;
constexpr int kTickMs = 30'000;
constexpr auto kCompareKey = "compare";

using Status = store::CertificateFilter::Status;

QString chipOf(Status status) {
    switch (status) {
    case Status::Valid:
        return QStringLiteral("valid");
    case Status::Ending:
        return QStringLiteral("ending");
    case Status::Expired:
        return QStringLiteral("expired");
    case Status::Revoked:
        return QStringLiteral("revoked");
    case Status::Any:
        break;
    }
    return {};
}

} // namespace

CertificatesPage::CertificatesPage(PageContext& pageContext, QWidget* parent)
    : ListPage(pageContext, PageId::Certificates, tr("Certificates"), parent)
    , m_model(new CertificateModel(pageContext.session, this))
    , m_export(new ExportMenu(pageContext, messages(), this))
    , m_crlExport(new ExportMenu(pageContext, messages(), this))
    , m_issuer(new QComboBox(this)) {
    m_crlExport->setObjectName(QStringLiteral("crlExportMenu"));
    addActions();
    addFilters();
    m_pane = new CertificatePane(pageContext, m_open, *m_export, this);
    connectAll();
    setUp(m_model, m_pane,
          {.icon = Icon::Certificates,
           .sentence = tr("No certificates yet."),
           .hint = tr("Certificates appear here as soon as a request is approved."),
           .buttonText = tr("Open the requests"),
           .button = [this] { context().navigator.open(ObjectRef::ofPage(PageId::Requests)); }},
          QStringLiteral("pages/certificates"), {11, 26, 18, 12, 11, 12, 10, 20, 0});
    view().setDragEnabled(true);
    view().setDragDropMode(QAbstractItemView::DragOnly);
    view().setContextMenuPolicy(Qt::CustomContextMenu);
    // What most people look for is what is in force: the rest is one chip away.
    filterRow().setChip(chipOf(Status::Valid), true);
    m_clockTick.start(kTickMs);
    followStatus();
    noteSelection();
}

void CertificatesPage::addActions() {
    m_crlNow = addPageAction(
        QStringLiteral("certificates.crlNow"), tr("Make a CR&L now"), Icon::Crl, {}, Weight::Normal,
        [this] { withGeneration([this](const IssuerName& issuer) { makeCrls({issuer}); }); });
    m_compare = addPageAction(QStringLiteral("certificates.compare"), tr("Co&mpare…"),
                              Icon::Compare, {}, Weight::Normal, [this] { compare(); });
    m_revoke = addPageAction(QStringLiteral("certificates.revoke"), tr("&Revoke…"), Icon::Revoke,
                             {}, Weight::Normal, [this] { askToRevoke(); });
    m_open = addMenuAction(QStringLiteral("certificates.open"), tr("Open in a &window"),
                           Icon::Window, {}, [this] {
                               if (const qint64 id = view().currentId(); id != 0) openWindow(id);
                           });
    m_examine = addMenuAction(QStringLiteral("certificates.examine"), tr("E&xamine"), Icon::Examine,
                              {}, [this] {
                                  if (const qint64 id = view().currentId(); id != 0) examine(id);
                              });
    m_copyAs = addMenuAction(QStringLiteral("certificates.copyAs"), tr("&Copy as…"), Icon::Copy,
                             QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                             [this] { m_export->popupCopy(&view()); });
    m_saveAs = addMenuAction(QStringLiteral("certificates.saveAs"), tr("&Save as…"), Icon::Save,
                             QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S),
                             [this] { m_export->popupSave(&view()); });
    m_crlExportAction = addMenuAction(
        QStringLiteral("certificates.exportCrl"), tr("&Export the CRL…"), Icon::Export, {},
        [this] { withGeneration([this](const IssuerName& issuer) { exportCrl(issuer); }); });
}

void CertificatesPage::addFilters() {
    const QString group = QStringLiteral("state");
    FilterRow& row = filterRow();
    row.setPlaceholder(tr("Filter: subject, other name (SAN), serial number, fingerprint…"));
    row.addChip(chipOf(Status::Valid), tr("Valid"), Icon::Valid, group);
    row.addChip(chipOf(Status::Ending), tr("Ends soon"), Icon::Warning, group);
    row.addChip(chipOf(Status::Expired), tr("Expired"), Icon::Expired, group);
    row.addChip(chipOf(Status::Revoked), tr("Revoked"), Icon::Revoked, group);
    m_issuer->setObjectName(QStringLiteral("issuer"));
    m_issuer->setAccessibleName(tr("Show only certificates of this authority"));
    m_issuer->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_issuer->hide();
    row.addExtra(m_issuer);
}

void CertificatesPage::connectAll() {
    connect(&view(), &LedgerView::currentIdChanged, this,
            [this](qint64 id) { showDetail(id, true); });
    connect(&view(), &LedgerView::selectedIdsChanged, this, &CertificatesPage::noteSelection);
    connect(&view(), &LedgerView::activatedId, this, &CertificatesPage::openWindow);
    connect(&view(), &QWidget::customContextMenuRequested, this, &CertificatesPage::showRowMenu);
    connect(view().horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
            [this](int column) {
                if (column >= 0 && !CertificateModel::isSortable(column))
                    view().horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
            });
    connect(m_pane, &CertificatePane::copyRequested, this,
            [this](const QString& value) { copyText(tr("the value"), value); });
    connect(m_issuer, &QComboBox::activated, this, [this] { applyFilter(); });
    connect(&filterRow(), &FilterRow::cleared, this, [this] { m_issuer->setCurrentIndex(0); });
    connect(&session(), &workbench::Session::moved, this, [this](const workbench::Moves& moves) {
        if (moves.certificates) m_model->follow();
        if (moves.certificates || moves.requests || moves.configuration)
            showDetail(view().currentId(), false);
    });
    connect(&session(), &workbench::Session::statusChanged, this, &CertificatesPage::followStatus);
    connect(&m_clockTick, &QTimer::timeout, this, [this] {
        if (!isVisible()) return;
        view().viewport()->update();
        m_pane->refreshTimes();
    });
}

void CertificatesPage::showEvent(QShowEvent* event) {
    // The settings may have moved while another page was in sight.
    const WarnTimes times = warnTimes(context().settings);
    m_model->setWarnTimes(times);
    const auto days = std::chrono::duration_cast<std::chrono::days>(times.warn).count();
    if (auto* chip =
            filterRow().findChild<QToolButton*>(QStringLiteral("chip-") + chipOf(Status::Ending));
        chip != nullptr)
        chip->setToolTip(tr("Ends within %n day(s)", nullptr, static_cast<int>(days)));
    ListPage::showEvent(event);
}

bool CertificatesPage::openObject(const ObjectRef& target) {
    if (target.kind == ObjectRef::Kind::Certificate) selectWhenThere(target.id);
    return target.page == PageId::Certificates;
}

bool CertificatesPage::escape() {
    if (m_compareFrom != 0) {
        stopComparing();
        return true;
    }
    return ListPage::escape();
}

void CertificatesPage::applyFilter() {
    store::CertificateFilter filter;
    filter.text = filterRow().text().toStdString();
    const WarnTimes times = warnTimes(context().settings);
    filter.within = times.warn;
    for (const Status status : {Status::Valid, Status::Ending, Status::Expired, Status::Revoked})
        if (filterRow().isOn(chipOf(status))) filter.status = status;
    const auto issuer = m_issuer->currentData().value<QList<qint64>>();
    if (issuer.size() == 2) {
        filter.authorityId = issuer.at(0);
        filter.generationId = issuer.at(1);
    }
    m_model->setWarnTimes(times);
    m_model->setFilter(filter);
}

void CertificatesPage::followStatus() {
    const auto& status = session().status();
    if (!status) return;
    filterRow().setChipCount(chipOf(Status::Valid), status->counts.certificatesValid);
    filterRow().setChipCount(chipOf(Status::Revoked), status->counts.certificatesRevoked);
    const QList<IssuerName> issuers = issuersOf(status->authorities);
    setBlocked(m_crlNow,
               issuers.isEmpty() ? tr("No authority has its certificate yet.") : QString());
    setBlocked(m_crlExportAction, m_crlNow->isEnabled() ? QString() : m_crlNow->toolTip());
    if (issuers == m_issuers) return;
    m_issuers = issuers;
    m_model->setIssuers(issuers);
    fillIssuers(issuers);
}

void CertificatesPage::fillIssuers(const QList<IssuerName>& issuers) {
    const QVariant chosen = m_issuer->currentData();
    m_issuer->clear();
    m_issuer->addItem(tr("All authorities"), QVariant::fromValue(QList<qint64>{}));
    qint64 authority = 0;
    for (const IssuerName& issuer : issuers) {
        if (issuer.authorityId != authority)
            m_issuer->addItem(issuer.authority,
                              QVariant::fromValue(QList<qint64>{issuer.authorityId, 0}));
        authority = issuer.authorityId;
        m_issuer->addItem(
            tr("%1, generation %2").arg(issuer.authority).arg(issuer.number),
            QVariant::fromValue(QList<qint64>{issuer.authorityId, issuer.generationId}));
    }
    const auto wanted = chosen.value<QList<qint64>>();
    for (int row = 0; row < m_issuer->count(); ++row)
        if (m_issuer->itemData(row).value<QList<qint64>>() == wanted)
            m_issuer->setCurrentIndex(row);
    m_issuer->setVisible(issuers.size() > 1);
}

void CertificatesPage::showDetail(qint64 id, bool note) {
    const int turn = ++m_detailTurn;
    if (id == 0) {
        m_pane->clear();
        setDetailVisible(false);
        return;
    }
    if (note) context().navigator.note(ObjectRef::certificate(id));
    session()
        .ask([id](workbench::Workbench& workbench) { return readCertificate(workbench, id); })
        .then(this, [this, turn, id](const Result<CertificateDetail>& answer) {
            if (turn != m_detailTurn) return;
            if (answer) {
                m_pane->display(*answer);
                setDetailVisible(true);
                return;
            }
            if (m_pane->id() != id) {
                m_pane->clear();
                setDetailVisible(false);
            }
            messages().showProblem(tr("Certificate %1 could not be read.").arg(id),
                                   problem(answer.error()));
        });
}

void CertificatesPage::noteSelection() {
    const qint64 count = view().selectedCount();
    blockActions(count);
    if (count == 0 || count > kMaxAtOnce) {
        m_export->setSource({});
        loadDragged({});
        return;
    }
    const QList<qint64> ids = view().selectedIds();
    m_export->setSource([wanted = std::vector<std::int64_t>(ids.begin(), ids.end())](
                            workbench::Workbench& workbench, const store::GoOn& goOn) {
        return readForExport(workbench, wanted, goOn);
    });
    loadDragged(ids);
    if (m_compareFrom == 0) m_compare->setText(count == 2 ? tr("Co&mpare") : tr("Co&mpare…"));
}

void CertificatesPage::blockActions(qint64 count) {
    QString why;
    if (count == 0)
        why = tr("Choose a certificate first.");
    else if (count > kMaxAtOnce)
        why = tr("At most %1 certificates at once.").arg(locale().toString(kMaxAtOnce));
    for (QAction* action : {m_copyAs, m_saveAs, m_revoke})
        setBlocked(action, why);
    for (QAction* action : {m_open, m_examine})
        setBlocked(action, count == 0 ? why : QString());
    setBlocked(m_compare,
               count > 2 ? tr("Choose one or two certificates.") : (count == 0 ? why : QString()));
}

void CertificatesPage::loadDragged(const QList<qint64>& ids) {
    const int turn = ++m_dragTurn;
    m_model->setDragged({}, {});
    if (ids.isEmpty() || ids.size() > kMaxDragged) return;
    session()
        .ask([wanted = std::vector<std::int64_t>(ids.begin(), ids.end())](
                 workbench::Workbench& workbench) -> Result<Bytes> {
            SCEPTER_TRY(object, readForExport(workbench, wanted, {}));
            return workbench::encode(object, "pem");
        })
        .then(this, [this, turn, ids](const Result<Bytes>& answer) {
            // What cannot be read cannot be dragged; the detail pane says why.
            if (turn != m_dragTurn || !answer) return;
            m_model->setDragged(ids, QByteArray(reinterpret_cast<const char*>(answer->data()),
                                                static_cast<qsizetype>(answer->size())));
        });
}

void CertificatesPage::showRowMenu(const QPoint& at) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_open, m_examine, m_compare});
    menu->addSeparator();
    menu->addActions({m_copyAs, m_saveAs});
    menu->addSeparator();
    menu->addAction(m_revoke);
    menu->popup(view().viewport()->mapToGlobal(at));
}

void CertificatesPage::openWindow(qint64 id) {
    const auto open = findChildren<CertificateWindow*>(Qt::FindDirectChildrenOnly);
    for (CertificateWindow* window : open)
        if (window->id() == id) {
            window->raise();
            window->activateWindow();
            return;
        }
    auto* window = new CertificateWindow(context(), id, this);
    connect(window, &CertificateWindow::compareRequested, this, &CertificatesPage::compareFrom);
    window->show();
}

void CertificatesPage::examine(qint64 id) {
    session()
        .ask([id](workbench::Workbench& workbench) { return workbench.certificates().byId(id); })
        .then(this, [this, id](const Result<enrollment::CertificateRecord>& answer) {
            if (answer)
                ExamineWindow::show(context(), this, toQt(answer->der),
                                    tr("Certificate %1").arg(id));
            else
                messages().showProblem(tr("Certificate %1 could not be read.").arg(id),
                                       problem(answer.error()));
        });
}

void CertificatesPage::compare() {
    const QList<qint64> ids = view().selectedIds();
    if (ids.size() == 2) {
        // Newest first in the list: what was there before stands at the left.
        openComparison(ids.at(1), ids.at(0));
        return;
    }
    if (ids.size() != 1) return;
    if (m_compareFrom == 0)
        compareFrom(ids.first());
    else if (m_compareFrom == ids.first())
        messages().show({.kind = MessageKind::Info,
                         .text = tr("Choose another certificate than number %1, then press "
                                    "Compare again.")
                                     .arg(m_compareFrom),
                         .key = QLatin1String(kCompareKey),
                         .actionText = tr("Do not compare"),
                         .action = [this] { stopComparing(); }});
    else
        openComparison(m_compareFrom, ids.first());
}

void CertificatesPage::compareFrom(qint64 id) {
    m_compareFrom = id;
    m_compare->setText(tr("Co&mpare with %1").arg(id));
    messages().show({.kind = MessageKind::Info,
                     .text = tr("Choose the certificate to compare number %1 with, then press "
                                "Compare again.")
                                 .arg(id),
                     .key = QLatin1String(kCompareKey),
                     .actionText = tr("Do not compare"),
                     .action = [this] { stopComparing(); }});
    window()->raise();
    window()->activateWindow();
    view().setFocus();
}

void CertificatesPage::stopComparing() {
    m_compareFrom = 0;
    m_compare->setText(tr("Co&mpare…"));
    messages().resolve(QLatin1String(kCompareKey));
}

void CertificatesPage::openComparison(qint64 left, qint64 right) {
    stopComparing();
    auto* window = new CompareWindow(context(), left, right, this);
    window->show();
}

} // namespace scepter::ui
