#include "widgets/exchange_detail.h"

#include "theme/tinted_icon.h"
#include "widgets/elided_label.h"
#include "widgets/inspection_view.h"
#include "widgets/placeholder.h"
#include "widgets/texts.h"
#include "workbench/inspector.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

namespace {

enum Tab { RequestTab, ReplyTab };

/// Those at hand, with those that come with the traffic.
Result<std::shared_ptr<const inspect::Keyring>> keysFor(workbench::Workbench& workbench,
                                                        const OwnKeys& ownKeys) {
    SCEPTER_TRY(held, workbench.inspector().keyring());
    if (!ownKeys) return held;
    auto keys = std::make_shared<inspect::Keyring>(held->clone());
    inspect::addToKeyring(*keys, *ownKeys);
    return keys;
}

} // namespace

Result<std::vector<inspect::RawExchange>>
redactedExchanges(const std::vector<inspect::RawExchange>& exchanges, const inspect::Keyring& keys,
                  TimePoint now, const inspect::RedactProgress& progress) {
    inspect::RedactOptions options;
    options.keys = &keys;
    options.now = now;
    SCEPTER_TRY(bundle, inspect::writeBundle(exchanges, options, progress));
    SCEPTER_TRY(traffic,
                inspect::readTraffic(Bytes(bundle.document.begin(), bundle.document.end())));
    return std::move(traffic.exchanges);
}

Result<std::shared_ptr<const ExchangeRead>> readExchange(workbench::Workbench& workbench,
                                                         workbench::TrafficSource& source,
                                                         std::int64_t id, bool hidden) {
    SCEPTER_TRY(raw, source.raw(id));
    if (hidden && !raw.redacted) {
        SCEPTER_TRY(keys, keysFor(workbench, source.ownKeys()));
        const TimePoint sentAt = raw.sentAt;
        SCEPTER_TRY(redacted, redactedExchanges({std::move(raw)}, *keys, sentAt, {}));
        if (redacted.size() != 1) return fail(ErrorCode::Internal, "an exchange was lost");
        raw = std::move(redacted.front());
    }
    return inspectBoth(workbench, std::move(raw), source.ownKeys());
}

Result<std::shared_ptr<const ExchangeRead>>
inspectBoth(workbench::Workbench& workbench, inspect::RawExchange raw, const OwnKeys& ownKeys) {
    auto read = std::make_shared<ExchangeRead>();
    read->raw = std::move(raw);
    SCEPTER_TRY(keys, keysFor(workbench, ownKeys));
    inspect::Options options;
    options.keys = keys.get();
    options.now = read->raw.sentAt;
    inspect::ExchangeReading reading = inspect::readExchange(read->raw, options);
    read->request = std::move(reading.request);
    read->reply = std::move(reading.reply);
    for (inspect::PairFinding& both : reading.pair)
        (both.side == inspect::Side::Request ? read->request : read->reply)
            .findings.push_back(std::move(both.finding));
    inspect::sortFindings(read->request.findings);
    inspect::sortFindings(read->reply.findings);
    return read;
}

ExchangeDetail::ExchangeDetail(PageContext& context, TrafficSourceOf source, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_source(std::move(source))
    , m_facts(new ElidedLabel(Qt::ElideRight, this))
    , m_request(new QToolButton(this))
    , m_explain(new QToolButton(this))
    , m_window(new QToolButton(this))
    , m_side(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
    , m_view(new InspectionView(context.theme, this))
    , m_nothing(new Placeholder(context.theme, this)) {
    build();
    connect(m_side, &QTabBar::currentChanged, this, &ExchangeDetail::showSide);
    connect(m_request, &QToolButton::clicked, this,
            [this] { Q_EMIT openRequested(ObjectRef::request(m_requestId)); });
    connect(m_window, &QToolButton::clicked, this, &ExchangeDetail::windowRequested);
    connect(m_explain, &QToolButton::clicked, this, &ExchangeDetail::explainRequested);
    connect(&context.session, &workbench::Session::inspectorKeysChanged, this,
            &ExchangeDetail::reread);
    showNothing();
}

void ExchangeDetail::build() {
    setObjectName(QStringLiteral("detail"));
    setAccessibleName(tr("The chosen exchange"));
    m_facts->setObjectName(QStringLiteral("exchangeFacts"));
    m_side->setObjectName(QStringLiteral("messageSide"));
    m_side->setAccessibleName(tr("Which message"));
    m_side->addTab(tr("Request"));
    m_side->addTab(tr("Reply"));
    m_side->setDrawBase(false);
    m_request->setObjectName(QStringLiteral("toRequest"));
    m_request->setIcon(tintedIcon(Icon::Requests));
    m_explain->setObjectName(QStringLiteral("explain"));
    m_explain->setIcon(tintedIcon(Icon::Help));
    m_explain->setText(tr("Explain"));
    m_explain->setToolTip(tr("Read in plain words what this message is and does"));
    m_window->setObjectName(QStringLiteral("toWindow"));
    m_window->setIcon(tintedIcon(Icon::Window));
    m_window->setText(tr("Open in window"));
    m_window->setToolTip(tr("Shows this message in a window of its own (Enter in the list)"));
    for (QToolButton* button : {m_request, m_explain, m_window}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAutoRaise(true);
    }
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_view);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_side);
    head->addWidget(m_facts, 1);
    head->addWidget(m_request);
    head->addWidget(m_explain);
    head->addWidget(m_window);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);
}

void ExchangeDetail::showNothing() {
    m_id = 0;
    m_requestId = 0;
    m_read.reset();
    m_again = false;
    m_view->clear();
    m_facts->setText({});
    m_request->hide();
    m_explain->hide();
    m_window->hide();
    m_side->hide();
    m_stack->setCurrentWidget(m_view);
}

void ExchangeDetail::show(qint64 id, const workbench::TrafficRow* row) {
    const bool other = id != m_id;
    m_id = id;
    if (row != nullptr) setRow(*row);
    if (!other) return;
    m_read.reset();
    m_side->show();
    m_explain->show();
    m_window->show();
    m_explain->setEnabled(false);
    m_window->setEnabled(false);
    ask();
}

void ExchangeDetail::setRow(const workbench::TrafficRow& row) {
    if (row.id != m_id) return;
    m_requestId = row.requestId;
    m_request->setVisible(m_requestId != 0);
    m_request->setText(tr("Request %1").arg(m_requestId));
    m_request->setToolTip(tr("Shows this request of the ledger"));
    QStringList facts{tr("No. %1").arg(locale().toString(row.id)), whatOf(row.fields),
                      outcomeOf(row.fields)};
    if (!row.fields.client.empty()) facts.append(text(row.fields.client));
    if (row.tls) facts.append(QStringLiteral("TLS"));
    if (!row.reason.empty() && !m_hidden) facts.append(text(row.reason).simplified());
    m_facts->setText(facts.join(QStringLiteral(" · ")));
}

void ExchangeDetail::setHidden(bool hidden) {
    if (hidden == m_hidden) return;
    m_hidden = hidden;
    // What was to be hidden does not stay in sight until the other reading is there.
    forgetReading();
    reread();
}

void ExchangeDetail::forgetReading() {
    m_read.reset();
    m_view->clear();
    m_explain->setEnabled(false);
    m_window->setEnabled(false);
}

void ExchangeDetail::reread() {
    if (m_id != 0) ask();
}

void ExchangeDetail::ask() {
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    m_context.session
        .ask([source = m_source, id = m_id, hidden = m_hidden](workbench::Workbench& workbench) {
            return readExchange(workbench, *source(workbench), id, hidden);
        })
        .then(this, [this, id = m_id,
                     hidden = m_hidden](const Result<std::shared_ptr<const ExchangeRead>>& answer) {
            m_reading = false;
            if (m_id == 0) return;
            if (std::exchange(m_again, false)) {
                ask();
                if (id != m_id || hidden != m_hidden) return;
            }
            if (!answer) {
                forgetReading();
                m_nothing->showProblem(
                    trafficProblem(answer.error(), m_context.session.clock().now()), {});
                m_stack->setCurrentWidget(m_nothing);
                return;
            }
            m_read = *answer;
            reflectTabs();
            showSide();
            Q_EMIT decoded();
        });
}

void ExchangeDetail::reflectTabs() {
    const auto mark = [this](int tab, const inspect::Inspection& side) {
        const bool bad =
            !side.findings.empty() && side.findings.front().severity >= inspect::Severity::Warning;
        const Tone tone = bad && side.findings.front().severity == inspect::Severity::Error
                              ? Tone::Error
                              : Tone::Warning;
        m_side->setTabIcon(tab, bad ? m_context.theme.icon(iconOf(tone), tone) : QIcon());
        m_side->setTabToolTip(tab, bad ? text(side.findings.front().what) : QString());
    };
    mark(RequestTab, m_read->request);
    mark(ReplyTab, m_read->reply);
}

void ExchangeDetail::showSide() {
    if (!m_read) return;
    const bool request = side() == inspect::Side::Request;
    m_explain->setEnabled(!bytes().isEmpty());
    m_window->setEnabled(!bytes().isEmpty());
    if (bytes().isEmpty()) {
        m_nothing->show(Icon::Message,
                        request ? tr("The request is not here.") : tr("There is no reply."),
                        tr("Only what was recorded can be shown: set the recording to full to keep "
                           "all of it."));
        m_stack->setCurrentWidget(m_nothing);
        return;
    }
    m_view->setInspection(request ? m_read->request : m_read->reply);
    m_stack->setCurrentWidget(m_view);
}

inspect::Side ExchangeDetail::side() const {
    return m_side->currentIndex() == RequestTab ? inspect::Side::Request : inspect::Side::Reply;
}

QByteArray ExchangeDetail::bytes() const {
    if (!m_read) return {};
    const Bytes& sent =
        side() == inspect::Side::Request ? m_read->raw.request : m_read->raw.response;
    return {reinterpret_cast<const char*>(sent.data()), static_cast<qsizetype>(sent.size())};
}

QString ExchangeDetail::name() const {
    return QStringLiteral("exchange-%1-%2")
        .arg(m_id)
        .arg(side() == inspect::Side::Request ? QStringLiteral("request")
                                              : QStringLiteral("reply"));
}

} // namespace scepter::ui
