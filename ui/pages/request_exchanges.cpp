#include "pages/request_exchanges.h"

#include "dialogs/examine_window.h"
#include "dialogs/save_bytes.h"
#include "pages/request_table.h"
#include "theme/tinted_icon.h"
#include "widgets/export_menu.h"
#include "widgets/placeholder.h"
#include "widgets/texts.h"

#include "scep/ids.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace scepter::ui {

namespace {

using Kept = responder::ExchangeRecorder::Kept;

enum Side { RequestSide, AnswerSide };

/// What the ledger knows as this request, and messages of its transaction that no request of the
/// ledger was made of (refused polls, say). Clients reuse transactionIDs, so others' are left out.
std::vector<Kept> exchangesOf(responder::ExchangeRecorder& recorder,
                              const enrollment::RequestRecord& record,
                              const std::string& endpoint) {
    std::vector<Kept> all = recorder.ofRequest(record.id);
    for (const Kept& one : recorder.ofTransaction(record.key.transactionId))
        if (one->requestId == 0 && one->endpoint == endpoint) all.push_back(one);
    std::ranges::sort(all, {}, [](const Kept& one) { return one->id; });
    return all;
}

} // namespace

RequestExchanges::RequestExchanges(PageContext& context, Page& page, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_page(page)
    , m_table(new ExchangeTable(context.theme, this))
    , m_lines(new HexLines(this))
    , m_view(new QTableView(this))
    , m_side(new QTabBar(this))
    , m_facts(new QLabel(this))
    , m_hex(new QListView(this))
    , m_export(new ExportMenu(context, page.messages(), this))
    , m_examine(new QPushButton(tintedIcon(Icon::Examine), tr("Examine"), this))
    , m_content(new QWidget(this))
    , m_nothing(new Placeholder(context.theme, this)) {
    build();
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RequestExchanges::showBytes);
    connect(m_side, &QTabBar::currentChanged, this, &RequestExchanges::showBytes);
    sayWhatIsMissing();
}

void RequestExchanges::build() {
    m_view->setObjectName(QStringLiteral("exchangeList"));
    m_view->setAccessibleName(tr("Messages of this request"));
    m_view->setModel(m_table);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    styleTable(*m_view);
    const int character = m_view->fontMetrics().averageCharWidth();
    constexpr std::array kWidths{9, 12, 12, 17, 7, 8, 6};
    for (int column = 0; column < ExchangeTable::ColumnCount; ++column)
        m_view->setColumnWidth(column, kWidths[static_cast<std::size_t>(column)] * character + 12);
    m_side->setObjectName(QStringLiteral("messageSide"));
    m_side->setAccessibleName(tr("Which message"));
    m_side->addTab(tr("Request"));
    m_side->addTab(tr("Answer"));
    m_side->setDrawBase(false);
    m_facts->setObjectName(QStringLiteral("messageFacts"));
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_hex->setObjectName(QStringLiteral("messageBytes"));
    m_hex->setModel(m_lines);
    m_hex->setUniformItemSizes(true);
    m_hex->setTextElideMode(Qt::ElideNone);
    m_hex->setFont(Theme::monospace());
    m_hex->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_hex->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_hex->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_hex->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);

    auto* bar = new QHBoxLayout;
    bar->addWidget(m_side);
    bar->addStretch(1);
    m_examine->setObjectName(QStringLiteral("examineMessage"));
    m_examine->setToolTip(tr("Decode it in a window of its own"));
    connect(m_examine, &QPushButton::clicked, this, &RequestExchanges::examine);
    bar->addWidget(m_examine);
    auto* button = m_export->makeButton(tr("Copy or save"), this);
    button->setObjectName(QStringLiteral("messageExport"));
    bar->addWidget(button);
    auto* below = new QWidget(m_content);
    auto* belowLayout = new QVBoxLayout(below);
    belowLayout->setContentsMargins(0, 0, 0, 0);
    belowLayout->setSpacing(4);
    belowLayout->addLayout(bar);
    belowLayout->addWidget(m_facts);
    belowLayout->addWidget(m_hex, 1);
    auto* splitter = new QSplitter(Qt::Vertical, m_content);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_view);
    splitter->addWidget(below);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 2);
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->addWidget(splitter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(m_content, 1);
    layout->addWidget(m_nothing, 1);
}

void RequestExchanges::show(const enrollment::RequestRecord& record, const QString& endpoint,
                            const QString& path) {
    const bool same = record.id == m_requestId;
    const Kept before = m_table->at(m_view->currentIndex().row());
    m_requestId = record.id;
    m_transaction = text(scep::shownTransactionId(record.key.transactionId));
    m_path = path;
    const int old = same ? count() : 0;
    m_table->setExchanges(
        exchangesOf(m_context.session.recorder(), record, endpoint.toStdString()));
    if (!same || !m_view->currentIndex().isValid()) {
        int row = count() - 1;
        for (int i = 0; before && i < count(); ++i)
            if (m_table->at(i)->id == before->id) row = i;
        if (row >= 0) m_view->setCurrentIndex(m_table->index(row, 0));
    }
    showBytes();
    sayWhatIsMissing();
    if (!same || old != count()) Q_EMIT countChanged();
}

int RequestExchanges::count() const {
    return m_table->rowCount();
}

void RequestExchanges::sayWhatIsMissing() {
    m_content->setVisible(count() > 0);
    m_nothing->setVisible(count() == 0);
    m_nothing->show(Icon::Message, tr("No messages of this request are here."),
                    tr("Messages are kept in memory by the program that answered them, and the "
                       "oldest are dropped. These were recorded by another process, before this "
                       "window was opened, or were dropped."));
}

std::shared_ptr<const Bytes> RequestExchanges::bytes() const {
    const Kept exchange = m_table->at(m_view->currentIndex().row());
    if (!exchange) return nullptr;
    return m_side->currentIndex() == RequestSide ? exchange->request : exchange->response;
}

void RequestExchanges::showBytes() {
    const Kept exchange = m_table->at(m_view->currentIndex().row());
    const auto shown = bytes();
    const bool request = m_side->currentIndex() == RequestSide;
    m_lines->setBytes(shown);
    m_hex->setAccessibleName(request ? tr("Bytes of the request") : tr("Bytes of the answer"));
    ExportSource source;
    if (auto object = chosen())
        source = [object = std::move(*object)](
                     workbench::Workbench&, const store::GoOn&) -> Result<workbench::Exportable> {
            return object;
        };
    m_export->setSource(std::move(source));
    m_examine->setEnabled(shown != nullptr && !shown->empty());
    QStringList facts;
    if (exchange) {
        if (request)
            facts.append(
                QStringLiteral("%1 %2").arg(text(exchange->method), text(exchange->target)));
        else
            facts.append(tr("HTTP %1, %2").arg(exchange->status).arg(text(exchange->contentType)));
        facts.append(shown ? tr("%n byte(s)", nullptr, static_cast<int>(shown->size()))
                           : tr("no bytes were kept"));
        if (!request && !exchange->failInfoText.empty())
            facts.append(tr("failInfoText “%1”").arg(text(exchange->failInfoText)));
        if (!request && exchange->error)
            facts.append(
                tr("Real reason: %1")
                    .arg(problemOf(*exchange->error, m_context.session.clock().now()).why));
    }
    m_facts->setText(facts.join(QLatin1Char('\n')));
}

void RequestExchanges::examine() {
    const Kept exchange = m_table->at(m_view->currentIndex().row());
    const auto shown = bytes();
    if (!exchange || !shown) return;
    const bool request = m_side->currentIndex() == RequestSide;
    ExamineWindow::show(m_context, this, toQt(*shown),
                        request ? tr("Request, transaction %1").arg(shortId(m_transaction))
                                : tr("Answer, transaction %1").arg(shortId(m_transaction)));
}

std::optional<workbench::Exportable> RequestExchanges::chosen() const {
    const auto shown = bytes();
    if (!shown) return std::nullopt;
    const bool request = m_side->currentIndex() == RequestSide;
    const auto& responder = m_context.session.responder();
    workbench::MessageBytes message{*shown, {}, {}};
    message.name =
        "txn-" + m_transaction.left(8).toStdString() + (request ? "-request" : "-answer");
    // A curl line sends a request: only for those, and only while there is somebody to send it to.
    if (request && !responder.url.empty()) message.url = responder.url + m_path.toStdString();
    return message;
}

} // namespace scepter::ui
