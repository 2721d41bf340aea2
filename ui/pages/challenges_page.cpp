#include "pages/challenges_page.h"

#include "models/code_model.h"
#include "pages/accounts_tab.h"
#include "pages/challenges_places.h"
#include "pages/code_detail.h"
#include "pages/mint_panel.h"
#include "pages/minted_card.h"
#include "pages/notices_tab.h"
#include "pages/services_tab.h"
#include "shell/navigator.h"
#include "shell/save_file.h"
#include "widgets/filter_row.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"
#include "workbench/test_enrollment.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

namespace {

using challenge::CodeState;

// Times to the end are shown by the minute.
constexpr int kTickMs = 15'000;
// Counting walks over all codes: not for each of many commits.
constexpr int kCountSoonMs = 300;
constexpr std::array kStates{CodeState::Unused, CodeState::Used, CodeState::Expired,
                             CodeState::Withdrawn};
// So many reasons why a code was not withdrawn are told.
constexpr qsizetype kMaxReasons = 20;

QString chipOf(CodeState state) {
    return text(challenge::toText(state));
}

QString numbers(const QList<qint64>& ids, const QLocale& locale) {
    constexpr qsizetype kMaxNamed = 5;
    QStringList named;
    for (const qint64 id : ids) {
        if (named.size() == kMaxNamed) break;
        named.append(locale.toString(id));
    }
    return named.join(QStringLiteral(", ")) +
           (ids.size() > kMaxNamed ? QStringLiteral(", …") : QString());
}

/// What became of a wish to withdraw codes.
struct Withdrawn {
    int done = 0;
    std::vector<std::pair<std::int64_t, Error>> failed;
};

Result<Withdrawn> withdrawAll(workbench::Workbench& workbench, workbench::JobControl& control,
                              const QList<qint64>& ids) {
    Withdrawn outcome;
    for (qsizetype i = 0; i < ids.size() && control.goOn(); ++i) {
        control.setProgress(static_cast<int>(i), static_cast<int>(ids.size()));
        if (auto done = workbench.codes().withdraw(ids.at(i)); done)
            ++outcome.done;
        else
            outcome.failed.emplace_back(ids.at(i), std::move(done).error());
    }
    return outcome;
}

} // namespace

ChallengesPage::ChallengesPage(PageContext& pageContext, QWidget* parent)
    : ListPage(pageContext, PageId::Challenges, tr("Challenges"), parent)
    , m_model(new CodeModel(pageContext.session, this))
    , m_accounts(new AccountsTab(pageContext, messages(), this))
    , m_services(new ServicesTab(pageContext, messages(), this))
    , m_news(new NoticesTab(pageContext, messages(), this)) {
    makeActions();
    makeChips();
    QWidget* detail = makeDetail();
    makeTabs();
    connectAll();
    m_tick.setInterval(kTickMs);
    m_countSoon.setInterval(kCountSoonMs);
    m_countSoon.setSingleShot(true);
    EmptyText empty{.icon = Icon::Challenges,
                    .sentence = tr("No code was minted yet."),
                    .hint = tr("A one-time code is a password (challengePassword) that lets one "
                               "device enroll, once, until it ends."),
                    .buttonText = tr("Mint a code")};
    empty.button = [this] { startMinting(); };
    setUp(m_model, detail, empty, QStringLiteral("pages/challenges"),
          {5, 11, 22, 8, 11, 22, 12, 24, 0});
    setDetailVisible(true);
    showMint();
    reflectStatus();
    reflectSelection();
    reflectActions();
    readConfig();
}

void ChallengesPage::makeTabs() {
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("challengeTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Codes, accounts, services and news"));
    m_codes = takeList();
    m_tabs->addTab(m_codes, Theme::icon(Icon::Code), tr("Codes"));
    m_tabs->addTab(m_accounts, Theme::icon(Icon::User), tr("Accounts"));
    m_tabs->addTab(m_services, Theme::icon(Icon::Network), tr("Services"));
    m_tabs->addTab(m_news, Theme::icon(Icon::Message), tr("News"));
    m_services->addButton(m_tryService);
    m_news->addButton(m_retryNews);
    m_news->addButton(m_giveUpNews);
    body()->addWidget(m_tabs, 1);
}

void ChallengesPage::makeActions() {
    m_withdraw = addPageAction(QStringLiteral("codes.withdraw"), tr("&Withdraw"), Icon::Withdraw,
                               {}, Weight::Normal, [this] { askWithdraw(); });
    setPrimaryAction(addPageAction(QStringLiteral("codes.mint"), tr("&Mint codes…"), Icon::Mint, {},
                                   Weight::Normal, [this] { startMinting(); }));
    m_newAccount = addPageAction(QStringLiteral("accounts.new"), tr("New &account"), Icon::Add, {},
                                 Weight::Normal, [this] { m_accounts->startNew(false); });
    m_copyAccount =
        addPageAction(QStringLiteral("accounts.duplicate"), tr("&Duplicate"), Icon::Copy, {},
                      Weight::Normal, [this] { m_accounts->startNew(true); });
    m_removeAccount = addPageAction(QStringLiteral("accounts.remove"), tr("&Remove…"), Icon::Remove,
                                    {}, Weight::Normal, [this] { m_accounts->askRemove(); });
    m_mintCodes = primaryAction();
    m_tryService = addMenuAction(QStringLiteral("services.tryNow"), tr("Try the service &now"),
                                 Icon::Refresh, {}, [this] { m_services->tryNow(); });
    m_retryNews = addMenuAction(QStringLiteral("notices.retry"), tr("&Tell again now"),
                                Icon::Refresh, {}, [this] { m_news->retry(); });
    m_giveUpNews = addMenuAction(QStringLiteral("notices.giveUp"), tr("&Give up…"), Icon::Withdraw,
                                 {}, [this] { m_news->giveUp(); });
}

void ChallengesPage::makeChips() {
    filterRow().setPlaceholder(tr("Filter: note, endpoint, what it is bound to, #number"));
    for (const CodeState state : kStates) {
        const StateLook look = lookOf(state);
        filterRow().addChip(chipOf(state), look.word, look.icon, QStringLiteral("state"));
    }
}

QWidget* ChallengesPage::makeDetail() {
    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(QStringLiteral("detail"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    auto* content = new QWidget(m_scroll);
    m_minted = new MintedCard(theme(), context().clipboard, content);
    m_minted->setObjectName(QStringLiteral("mintedCard"));
    m_mint = new MintPanel(theme(), content);
    m_mint->setObjectName(QStringLiteral("mintPanel"));
    m_code = new CodeDetail(theme(), session(), content);
    m_code->setObjectName(QStringLiteral("codeDetail"));
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(8, 0, 8, 8);
    layout->setSpacing(16);
    layout->addWidget(m_minted);
    layout->addWidget(m_mint);
    layout->addWidget(m_code);
    layout->addStretch(1);
    m_scroll->setWidget(content);
    return m_scroll;
}

void ChallengesPage::connectAll() {
    connect(&view(), &LedgerView::currentIdChanged, this, &ChallengesPage::showDetail);
    connect(&view(), &LedgerView::selectedIdsChanged, this, &ChallengesPage::reflectSelection);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        if (view().currentId() != 0) showDetail(view().currentId());
        reflectSelection();
    });
    connect(&session(), &workbench::Session::moved, this, [this](const workbench::Moves& moves) {
        if (moves.requests && isVisible()) m_news->follow();
        if (moves.configuration) readConfig();
        if (moves.codes || moves.audit) m_accounts->readSoon();
        if (!moves.codes) return;
        m_model->follow();
        if (!m_countSoon.isActive()) m_countSoon.start();
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, &ChallengesPage::reflectActions);
    connect(m_accounts, &StagedTab::stateChanged, this, &ChallengesPage::reflectActions);
    connect(m_services, &ListTab::stateChanged, this, &ChallengesPage::reflectActions);
    connect(m_news, &ListTab::stateChanged, this, &ChallengesPage::reflectActions);
    connect(m_news, &NoticesTab::openCounted, this, &ChallengesPage::reflectOpenNews);
    connect(&session(), &workbench::Session::statusChanged, this, &ChallengesPage::reflectStatus);
    connect(&m_countSoon, &QTimer::timeout, this, &ChallengesPage::readCounts);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_model->tick();
        readCounts();
    });
    connect(m_mint, &MintPanel::mintRequested, this, &ChallengesPage::mint);
    connect(m_mint, &MintPanel::endpointsRequested, this,
            [this] { context().navigator.open(ObjectRef::ofPage(PageId::Endpoints)); });
    connect(m_minted, &MintedCard::saveRequested, this, &ChallengesPage::save);
    connect(m_minted, &MintedCard::tryRequested, this,
            [this](const std::shared_ptr<const SecretBytes>& code, const QString& endpoint) {
                session().testEnrollments().offerChallenge(code, endpoint.toStdString());
                context().navigator.open(ObjectRef::ofPage(PageId::TestEnrollment));
            });
    connect(m_minted, &MintedCard::closed, this, [this] { view().setFocus(); });
    connect(m_code, &CodeDetail::openRequested, this,
            [this](const ObjectRef& target) { context().navigator.open(target); });
    connect(m_code, &CodeDetail::copyRequested, this,
            [this](const QString& value) { copyText(tr("the value"), value); });
}

bool ChallengesPage::openObject(const ObjectRef& target) {
    if (target.kind == ObjectRef::Kind::Code) {
        showCodes();
        selectWhenThere(target.id);
    } else if (target.name == noticePlace()) {
        m_tabs->setCurrentWidget(m_news);
        m_news->open(target.id);
    } else if (target.name == accountsPlace()) {
        m_tabs->setCurrentWidget(m_accounts);
    } else if (target.name == servicesPlace()) {
        m_tabs->setCurrentWidget(m_services);
    }
    return target.page == PageId::Challenges;
}

void ChallengesPage::showCodes() {
    m_tabs->setCurrentWidget(m_codes);
}

void ChallengesPage::focusFilter() {
    if (auto* tab = qobject_cast<ListTab*>(m_tabs->currentWidget()))
        tab->focusFilter();
    else if (m_tabs->currentWidget() == m_accounts)
        m_accounts->focusFilter();
    else
        ListPage::focusFilter();
}

void ChallengesPage::saveState() {
    ListPage::saveState();
    m_accounts->saveState();
    m_services->saveState();
    m_news->saveState();
}

void ChallengesPage::reflectActions() {
    const bool codes = m_tabs->currentWidget() == m_codes;
    const bool accounts = m_tabs->currentWidget() == m_accounts;
    m_withdraw->setVisible(codes);
    for (QAction* action : {m_newAccount, m_copyAccount, m_removeAccount})
        action->setVisible(accounts);
    setBlocked(m_copyAccount, m_accounts->whyNotDuplicate());
    setBlocked(m_removeAccount, m_accounts->whyNotRemove());
    setPrimaryAction(accounts ? m_newAccount : m_mintCodes);
    setBlocked(m_tryService, m_tabs->currentWidget() == m_services
                                 ? m_services->whyNotTry()
                                 : tr("Go to the services first."));
    const QString whyNot =
        m_tabs->currentWidget() == m_news ? m_news->whyNotAct() : tr("Go to the news first.");
    setBlocked(m_retryNews, whyNot);
    setBlocked(m_giveUpNews, whyNot);
    if (m_tryService->isEnabled())
        m_tryService->setToolTip(
            tr("Ends the pause: the next question goes out, to see whether it is back"));
    if (m_retryNews->isEnabled()) {
        m_retryNews->setToolTip(tr("Does not wait for the next try"));
        m_giveUpNews->setToolTip(tr("Ends the tries"));
    }
}

void ChallengesPage::reflectOpenNews(int count) {
    const QString number = count < 100 ? locale().toString(count) : tr("100 or more");
    m_tabs->setTabText(m_tabs->indexOf(m_news),
                       count == 0 ? tr("News") : tr("News %1").arg(number));
}

void ChallengesPage::applyFilter() {
    store::CodeFilter filter;
    filter.text = filterRow().text().toStdString();
    for (const CodeState state : kStates)
        if (filterRow().isOn(chipOf(state))) filter.state = state;
    m_model->setFilter(filter);
}

void ChallengesPage::refresh() {
    ListPage::refresh();
    readCounts();
    readConfig();
    m_services->refresh();
    m_news->refresh();
}

void ChallengesPage::readConfig() {
    using Answer = Result<std::shared_ptr<const EndpointConfig>>;
    session()
        .ask([](workbench::Workbench& workbench) -> Answer {
            SCEPTER_TRY(config, readEndpointConfig(workbench));
            return std::make_shared<const EndpointConfig>(std::move(config));
        })
        .then(this, [this, turn = ++m_configTurn](const Answer& answer) {
            if (turn != m_configTurn) return;
            if (answer)
                m_accounts->follow(*answer);
            else
                messages().showProblem(tr("The endpoints were not read."), problem(answer.error()));
        });
}

void ChallengesPage::showEvent(QShowEvent* event) {
    ListPage::showEvent(event);
    m_model->tick();
    m_tick.start();
    readCounts();
    m_news->follow();
}

void ChallengesPage::hideEvent(QHideEvent* event) {
    ListPage::hideEvent(event);
    m_tick.stop();
}

bool ChallengesPage::escape() {
    if (auto* tab = qobject_cast<ListTab*>(m_tabs->currentWidget()))
        return Page::escape() || tab->escape();
    if (m_tabs->currentWidget() == m_accounts) return Page::escape() || m_accounts->escape();
    if (m_minted->dropQuestion()) return true;
    if (ListPage::escape()) return true;
    if (m_code->isHidden()) return false;
    showMint();
    return true;
}

bool ChallengesPage::mayLeave(const std::function<void()>& goOn) {
    if (!m_minted->isEmpty() && m_minted->notTaken() > 0) {
        showCodes();
        // The accounts may have something to lose as well.
        m_minted->askBeforeLeaving([this, goOn] {
            if (mayLeave(goOn)) goOn();
        });
        m_scroll->ensureWidgetVisible(m_minted);
        return false;
    }
    if (m_accounts->mayLeave(goOn)) return true;
    m_tabs->setCurrentWidget(m_accounts);
    return false;
}

void ChallengesPage::showDetail(qint64 id) {
    if (id == 0) {
        showMint();
        return;
    }
    const CodeRow* row = m_model->record(id);
    if (row == nullptr) return;
    const bool other = m_code->isHidden() || id != m_shown;
    m_shown = id;
    m_code->showCode(*row);
    m_mint->hide();
    m_code->show();
    if (!other) return;
    // Where the operator was, not what was chosen for him on a tab out of sight.
    if (m_tabs->currentWidget() == m_codes) context().navigator.note(ObjectRef::code(id));
    m_scroll->verticalScrollBar()->setValue(0);
}

void ChallengesPage::showMint() {
    m_shown = 0;
    m_code->hide();
    m_mint->show();
    if (view().currentId() == 0) return;
    view().clearSelection();
    view().setCurrentIndex({});
}

void ChallengesPage::startMinting() {
    showCodes();
    showMint();
    m_mint->focusFirst();
    m_scroll->ensureWidgetVisible(m_mint, 0, 0);
}

void ChallengesPage::mint(const workbench::MintOrder& order) {
    m_mint->setBusy(true);
    session()
        .ask([order](workbench::Workbench& workbench) -> Result<MintedCodes> {
            SCEPTER_TRY(minted, workbench.codes().mint(order));
            return std::make_shared<const std::vector<workbench::MintedCode>>(std::move(minted));
        })
        .then(this, [this](const Result<MintedCodes>& answer) {
            m_mint->setBusy(false);
            if (!answer) {
                messages().showProblem(tr("No code was minted."), problem(answer.error()));
                return;
            }
            m_minted->add(*answer);
            m_scroll->verticalScrollBar()->setValue(0);
        });
}

void ChallengesPage::save() {
    saveThroughJob(
        context(), *this, tr("Save the codes"), QStringLiteral("codes.csv"),
        {tr("Comma-separated values (*.csv)")}, tr("Saving codes"),
        [lots = m_minted->lots()](workbench::Workbench&, workbench::JobControl&) -> Result<Bytes> {
            return codesAsCsv(lots);
        },
        true, [this] { m_minted->setAllTaken(); });
}

void ChallengesPage::readCounts() {
    // Nobody sees them; showEvent() reads them.
    if (!isVisible()) return;
    if (std::exchange(m_counting, true)) {
        m_countAgain = true;
        return;
    }
    session()
        .ask([](workbench::Workbench& workbench) { return workbench.codes().counts(); })
        .then(this, [this](const Result<store::CodeCounts>& answer) {
            m_counting = false;
            for (const CodeState state : kStates)
                filterRow().setChipCount(chipOf(state), answer ? answer->of(state) : -1);
            if (std::exchange(m_countAgain, false)) readCounts();
        });
}

void ChallengesPage::reflectStatus() {
    if (const auto& status = session().status()) m_mint->setEndpoints(status->endpoints);
}

QList<qint64> ChallengesPage::withdrawable() const {
    const TimePoint now = session().clock().now();
    QList<qint64> ids;
    const QList<qint64> selected = view().selectedIds();
    for (const qint64 id : selected) {
        // What is not known yet is asked for; the store says no where it has to.
        const CodeRow* row = m_model->record(id);
        if (row == nullptr || isWithdrawable(row->code, now)) ids.append(id);
    }
    return ids;
}

void ChallengesPage::reflectSelection() {
    const qsizetype count = withdrawable().size();
    m_withdraw->setText(count < 2 ? tr("&Withdraw")
                                  : tr("&Withdraw %n code(s)", nullptr, static_cast<int>(count)));
    m_withdraw->setToolTip(tr("Makes unused codes useless"));
    if (view().selectedIds().isEmpty())
        setBlocked(m_withdraw, tr("Choose codes in the list first."));
    else
        setBlocked(m_withdraw, count > 0 ? QString() : tr("Only unused codes can be withdrawn."));
}

void ChallengesPage::askWithdraw() {
    const QList<qint64> ids = withdrawable();
    if (ids.isEmpty()) return;
    const int count = static_cast<int>(ids.size());
    const QString key = QStringLiteral("withdraw");
    messages().resolve(key);
    messages().show(
        {.kind = MessageKind::Warning,
         .text = tr("Withdraw %n code(s) (%1)? Devices that have them can no longer enroll with "
                    "them. This cannot be undone.",
                    nullptr, count)
                     .arg(numbers(ids, locale())),
         .key = key,
         .actionText = tr("Withdraw %n code(s)", nullptr, count),
         .action = [this, ids, key] {
             // The message, and with it this function, goes away.
             QTimer::singleShot(0, this, [this, ids, key] {
                 messages().resolve(key);
                 withdraw(ids);
             });
         }});
}

void ChallengesPage::withdraw(const QList<qint64>& ids) {
    session()
        .run(tr("Withdrawing %n code(s)", nullptr, static_cast<int>(ids.size())),
             [ids](workbench::Workbench& workbench, workbench::JobControl& control) {
                 return withdrawAll(workbench, control, ids);
             })
        .then(this, [this](const Result<Withdrawn>& answer) {
            if (!answer) {
                messages().showProblem(tr("No code was withdrawn."), problem(answer.error()));
                return;
            }
            if (answer->done > 0)
                messages().showSuccess(tr("%n code(s) withdrawn.", nullptr, answer->done));
            if (answer->failed.empty()) return;
            QStringList reasons;
            for (const auto& [id, error] : answer->failed) {
                if (reasons.size() == kMaxReasons) break;
                reasons.append(
                    tr("Code %1: %2")
                        .arg(id)
                        .arg(problem(error).summary + QLatin1Char(' ') + text(error.detail)));
            }
            messages().show(
                {.kind = MessageKind::Warning,
                 .text = tr("%n code(s) could not be withdrawn: somebody was faster, or they are "
                            "used up.",
                            nullptr, static_cast<int>(answer->failed.size())),
                 .details = reasons.join(QLatin1Char('\n'))});
        });
}

} // namespace scepter::ui
