#include "pages/requests_page.h"

#include "models/request_model.h"
#include "pages/request_detail.h"
#include "pages/request_plan_editor.h"
#include "pages/request_words.h"
#include "shell/clipboard.h"
#include "shell/navigator.h"
#include "widgets/filter_row.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include <QComboBox>
#include <QMenu>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace scepter::ui {

namespace {

using enrollment::RequestState;

constexpr std::array kStates{RequestState::Pending, RequestState::Issued, RequestState::Refused,
                             RequestState::Failed, RequestState::Expired};
constexpr int kClockMs = 5000;

QString chipOf(RequestState state) {
    return text(toText(state));
}

qint64 countOf(const store::Counts& counts, RequestState state) {
    switch (state) {
    case RequestState::Pending:
        return counts.pending;
    case RequestState::Issued:
        return counts.issued;
    case RequestState::Refused:
        return counts.refused;
    case RequestState::Failed:
        return counts.failed;
    case RequestState::Expired:
        return counts.expired;
    }
    return 0;
}

} // namespace

RequestsPage::RequestsPage(PageContext& pageContext, QWidget* parent)
    : ListPage(pageContext, PageId::Requests, tr("Requests"), parent)
    , m_model(new RequestModel(pageContext.session, this))
    , m_detail(new RequestDetail(pageContext, *this, this))
    , m_approvePanel(new ApprovePanel(pageContext, this))
    , m_denyPanel(new DenyPanel(pageContext, this))
    , m_endpoint(new QComboBox(this)) {
    addActions();
    addMoreActions();
    addFilters();
    for (QAction* action : {m_showMessages, m_showCsr, m_compareRenewed, m_compareIssued})
        m_detail->addButton(action);
    setUp(m_model, m_detail, {}, QStringLiteral("pages/requests"),
          {11, 30, 11, 13, 12, 16, 10, 16, 0});
    for (auto* splitter : findChildren<QSplitter*>())
        if (splitter->isAncestorOf(&view())) splitter->setSizes({520, 480});
    body()->addWidget(m_approvePanel);
    body()->addWidget(m_denyPanel);
    connectAll();
    reflectStatus();
    reflectEmpty();
    reflectActions();
    filterRow().setChip(chipOf(RequestState::Pending), true);
}

void RequestsPage::addActions() {
    m_approve = addPageAction(QStringLiteral("requests.approve"), tr("&Approve"), Icon::Approve,
                              QKeySequence(Qt::Key_A), Weight::Primary, [this] { approve(); });
    m_deny = addPageAction(QStringLiteral("requests.deny"), tr("&Deny…"), Icon::Deny,
                           QKeySequence(Qt::Key_R), Weight::Normal, [this] { deny(); });
    // Single letters: only while the list has the focus.
    for (QAction* action : {m_approve, m_deny}) {
        removeAction(action);
        view().addAction(action);
    }
    m_more = addPageAction(
        QStringLiteral("requests.more"), tr("&More"), Icon::More, {}, Weight::Normal, [this] {
            const auto* button = findChild<QWidget*>(QStringLiteral("button-requests.more"));
            popUp(makeMenu(), button != nullptr && button->isVisible()
                                  ? button->mapToGlobal(QPoint(0, button->height()))
                                  : mapToGlobal(rect().topLeft()));
        });
}

void RequestsPage::addFilters() {
    filterRow().setPlaceholder(tr("Filter: subject, transaction, address, reason…"));
    for (const RequestState state : kStates) {
        const StateLook look = lookOf(state);
        filterRow().addChip(chipOf(state), look.word, look.icon);
    }
    m_endpoint->setObjectName(QStringLiteral("endpointFilter"));
    m_endpoint->setAccessibleName(tr("Endpoint"));
    m_endpoint->setToolTip(tr("Show only requests to one endpoint"));
    m_endpoint->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_endpoint->setMinimumContentsLength(10);
    m_endpoint->addItem(tr("All endpoints"), qint64{0});
    m_endpoint->hide();
    filterRow().addExtra(m_endpoint);
    connect(m_endpoint, &QComboBox::currentIndexChanged, this, [this] {
        filterRow().setExtraInUse(m_endpoint->currentIndex() > 0);
        applyFilter();
    });
    connect(&filterRow(), &FilterRow::cleared, this, [this] {
        const QSignalBlocker quiet(m_endpoint);
        m_endpoint->setCurrentIndex(0);
    });
}

void RequestsPage::connectAll() {
    connect(&view(), &LedgerView::currentIdChanged, this, &RequestsPage::showDetail);
    connect(&view(), &LedgerView::selectedIdsChanged, this, &RequestsPage::reflectActions);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RequestsPage::reflectActions);
    connect(m_model, &QAbstractItemModel::layoutChanged, this, [this] {
        if (view().currentId() != m_shown) showDetail(view().currentId());
    });
    connect(&session(), &workbench::Session::moved, this, [this](const workbench::Moves& moves) {
        if (moves.requests) m_model->follow();
        if (moves.requests || moves.configuration) readDetail();
        if (moves.exchanges) m_detail->refreshExchanges();
    });
    connect(&session(), &workbench::Session::statusChanged, this, &RequestsPage::reflectStatus);
    connect(&session(), &workbench::Session::responderChanged, this, &RequestsPage::reflectEmpty);
    connect(m_detail, &RequestDetail::changed, this, &RequestsPage::reflectActions);
    connect(m_detail, &RequestDetail::copyRequested, this, &RequestsPage::copyText);
    connect(m_approvePanel, &ApprovePanel::confirmed, this, &RequestsPage::approveConfirmed);
    connect(m_approvePanel, &ApprovePanel::cancelled, this, &RequestsPage::closePanels);
    connect(m_denyPanel, &DenyPanel::confirmed, this, &RequestsPage::denyConfirmed);
    connect(m_denyPanel, &DenyPanel::cancelled, this, &RequestsPage::closePanels);
    view().setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&view(), &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { popUp(makeMenu(), view().viewport()->mapToGlobal(at)); });
    m_clock.setInterval(kClockMs);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (!isVisible()) return;
        view().viewport()->update();
        m_detail->refreshTimes();
    });
    m_clock.start();
}

void RequestsPage::reflectStatus() {
    const auto& status = session().status();
    if (!status) return;
    for (const RequestState state : kStates)
        filterRow().setChipCount(chipOf(state), countOf(status->counts, state));
    QList<std::pair<QString, qint64>> wanted;
    for (const enrollment::EndpointSettings& endpoint : status->endpoints)
        wanted.append({text(endpoint.name), endpoint.id});
    QList<std::pair<QString, qint64>> shown;
    for (int i = 1; i < m_endpoint->count(); ++i)
        shown.append({m_endpoint->itemText(i), m_endpoint->itemData(i).toLongLong()});
    if (wanted != shown) {
        const QVariant chosen = m_endpoint->currentData();
        {
            const QSignalBlocker quiet(m_endpoint);
            while (m_endpoint->count() > 1)
                m_endpoint->removeItem(m_endpoint->count() - 1);
            for (const auto& [name, id] : std::as_const(wanted))
                m_endpoint->addItem(name, id);
            m_endpoint->setCurrentIndex(std::max(0, m_endpoint->findData(chosen)));
        }
        if (m_endpoint->currentData() != chosen) applyFilter();
        m_endpoint->setVisible(wanted.size() > 1);
        view().viewport()->update();
    }
    reflectEmpty();
}

QString RequestsPage::url() const {
    const auto& status = session().status();
    const workbench::ResponderView& responder = session().responder();
    if (responder.state != workbench::ResponderView::State::Running || !status ||
        status->endpoints.empty())
        return {};
    return text(responder.url) + text(status->endpoints.front().path);
}

void RequestsPage::reflectEmpty() {
    const auto& counts = session().status();
    const bool some = m_model->total() > 0 && counts;
    EmptyText empty{.icon = Icon::Requests,
                    .sentence = some ? tr("Nothing is here.") : tr("No requests yet.")};
    if (!url().isEmpty()) {
        empty.hint = tr("Point a client at the URL above.");
        empty.buttonText = tr("Copy URL");
        empty.button = [this] { copyText(tr("the URL"), url()); };
    } else if (session().responder().state == workbench::ResponderView::State::Stopped ||
               session().responder().state == workbench::ResponderView::State::Failed) {
        empty.hint = tr("Nobody can ask while the responder does not run.");
        empty.buttonText = tr("Start the responder");
        empty.button = [this] { session().startResponder(); };
    }
    setEmptyText(empty);
}

void RequestsPage::applyFilter() {
    store::RequestFilter filter;
    filter.text = filterRow().text().toStdString();
    filter.endpointId = m_endpoint->currentData().toLongLong();
    for (const RequestState state : kStates)
        if (filterRow().isOn(chipOf(state))) filter.states.push_back(state);
    m_model->setFilter(filter);
}

bool RequestsPage::openObject(const ObjectRef& target) {
    if (target.kind == ObjectRef::Kind::Request) selectWhenThere(target.id);
    return target.page == PageId::Requests;
}

void RequestsPage::refresh() {
    ListPage::refresh();
    readDetail();
}

bool RequestsPage::escape() {
    if (!m_approvePanel->isHidden() || !m_denyPanel->isHidden()) {
        closePanels();
        return true;
    }
    return Page::escape() || m_detail->plan().undoLast() || ListPage::escape();
}

void RequestsPage::showDetail(qint64 id) {
    m_shown = id;
    ++m_turn;
    m_reading = false;
    m_readAgain = false;
    setDetailVisible(id != 0);
    if (!m_detail->request() || m_detail->request()->view.record.id != id) m_detail->forget();
    if (id == 0) return;
    context().navigator.note(ObjectRef::request(id));
    readDetail();
}

void RequestsPage::readDetail() {
    if (m_shown == 0) return;
    if (std::exchange(m_reading, true)) {
        m_readAgain = true;
        return;
    }
    session()
        .ask([id = m_shown](workbench::Workbench& workbench) { return readRequest(workbench, id); })
        .then(this, [this, id = m_shown, turn = ++m_turn](const Result<RequestData>& answer) {
            if (turn != m_turn) return; // another one is chosen now
            m_reading = false;
            if (answer)
                m_detail->show(*answer);
            else
                m_detail->showProblem(id, problem(answer.error()));
            if (std::exchange(m_readAgain, false)) readDetail();
        });
}

} // namespace scepter::ui
