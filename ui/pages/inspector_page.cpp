#include "pages/inspector_page.h"

#include "dialogs/traffic_window.h"
#include "shell/desktop.h"
#include "shell/navigator.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"
#include "widgets/traffic_view.h"

#include <QActionGroup>
#include <QMenu>
#include <QTimer>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using responder::TrafficMode;

} // namespace

InspectorPage::InspectorPage(PageContext& pageContext, QWidget* parent)
    : Page(pageContext, PageId::Inspector, tr("Inspector"), parent)
    , m_view(new TrafficView(
          pageContext, messages(),
          [](workbench::Workbench& workbench) -> std::shared_ptr<workbench::TrafficSource> {
              return workbench.traffic();
          },
          true, QStringLiteral("pages/inspector"), this))
    , m_capture(new CaptureState(pageContext.session, this)) {
    body()->addWidget(m_view, 1);
    addActions();
    addMoreActions();
    connectAll();
    reflectCapture();
    reflectActions();
    reflectEmpty();
}

void InspectorPage::addActions() {
    m_captureAction = addPageAction(QStringLiteral("inspector.capture"), tr("&Recording"),
                                    Icon::Running, {}, Weight::Normal, [this] { chooseCapture(); });
    m_clear = addMenuAction(QStringLiteral("inspector.clear"), tr("&Clear…"), Icon::Remove, {},
                            [this] { askClear(); });
    setPrimaryAction(addMenuAction(QStringLiteral("inspector.open"), tr("&Open…"), Icon::Open, {},
                                   [this] { openFile(); }));
    m_save = addPageAction(
        QStringLiteral("inspector.save"), tr("&Save"), Icon::Save, {}, Weight::Normal,
        [this] { popUpBelow(m_view->makeSaveMenu(), QStringLiteral("inspector.save")); });
    m_group =
        addPageAction(QStringLiteral("inspector.group"), tr("&Group by transaction"), Icon::Chain,
                      {}, Weight::Normal, [this] { m_view->setGrouped(m_group->isChecked()); });
    m_redact = addMenuAction(QStringLiteral("inspector.redact"), tr("Re&dact"), Icon::Lock, {},
                             [this] { m_view->setHidden(m_redact->isChecked()); });
    m_group->setCheckable(true);
    m_group->setToolTip(tr("One row for each transaction, and its steps as a diagram"));
    m_redact->setCheckable(true);
    m_redact->setToolTip(
        tr("Hides subjects, addresses and challenges on screen and in what is saved"));
}

void InspectorPage::addMoreActions() {
    m_openMessage =
        addMenuAction(QStringLiteral("inspector.message"), tr("Open &message in window"),
                      Icon::Window, {}, [this] { m_view->openMessage(); });
    m_compare = addMenuAction(QStringLiteral("inspector.compare"), tr("Com&pare the two"),
                              Icon::Compare, {}, [this] { m_view->compareSelected(); });
    m_showTransaction =
        addMenuAction(QStringLiteral("inspector.transaction"), tr("Show only this &transaction"),
                      Icon::Filter, {}, [this] { m_view->showCurrentTransaction(); });
    m_toRequest = addMenuAction(QStringLiteral("inspector.request"), tr("Go to the re&quest"),
                                Icon::Requests, {}, [this] {
                                    if (const qint64 id = m_view->currentRequest(); id != 0)
                                        context().navigator.open(ObjectRef::request(id));
                                });
}

void InspectorPage::connectAll() {
    connect(m_view, &TrafficView::openRequested, this,
            [this](const ObjectRef& target) { context().navigator.open(target); });
    connect(m_view, &TrafficView::currentChanged, this, [this](qint64 id) {
        if (id != 0) context().navigator.note(ObjectRef::exchange(id));
        reflectActions();
    });
    connect(m_view, &TrafficView::selectionChanged, this, &InspectorPage::reflectActions);
    connect(m_view, &TrafficView::trafficChanged, this, &InspectorPage::reflectActions);
    connect(m_view, &TrafficView::groupedChanged, m_group, &QAction::setChecked);
    connect(m_capture, &CaptureState::changed, this, &InspectorPage::reflectCapture);
    connect(&session(), &workbench::Session::responderChanged, this, &InspectorPage::reflectEmpty);
    connect(&session(), &workbench::Session::statusChanged, this, &InspectorPage::reflectEmpty);
    m_view->list().setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&m_view->list(), &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* menu = new QMenu(this);
        menu->setObjectName(QStringLiteral("exchangeMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->setToolTipsVisible(true);
        menu->addActions({m_openMessage, m_compare, m_showTransaction, m_toRequest});
        QMenu* save = m_view->makeSaveMenu();
        save->setParent(menu, Qt::Popup);
        save->setAttribute(Qt::WA_DeleteOnClose, false);
        save->setTitle(tr("Save"));
        menu->addSeparator();
        menu->addMenu(save);
        menu->popup(m_view->list().viewport()->mapToGlobal(at));
    });
}

void InspectorPage::reflectCapture() {
    const auto& view = m_capture->view();
    const QString trouble = tr("The traffic is not recorded as it should be.");
    if (m_said != m_capture->problem()) {
        messages().resolveAbout(trouble);
        m_said = m_capture->problem();
        if (m_said)
            messages().showProblem(trouble, trafficProblem(*m_said, session().clock().now()));
    }
    if (!view) return;
    m_captureAction->setText(CaptureState::modeText(view->settings.mode));
    m_captureAction->setToolTip(m_capture->sentence());
    m_captureAction->setIcon(
        Theme::icon(view->settings.mode == TrafficMode::Off ? Icon::Stopped : Icon::Running));
    reflectEmpty();
}

void InspectorPage::reflectActions() {
    const bool chosen = m_view->list().currentId() != 0;
    const QString none = chosen ? QString() : tr("Choose an exchange first.");
    setBlocked(m_openMessage, none);
    setBlocked(m_compare, m_view->canCompare() ? QString() : tr("Select two exchanges first."));
    setBlocked(m_showTransaction, !none.isEmpty() || m_view->hasTransaction()
                                      ? none
                                      : tr("It belongs to no transaction."));
    setBlocked(m_toRequest, !none.isEmpty() || m_view->currentRequest() != 0
                                ? none
                                : tr("The ledger has no request for it."));
    const bool any = m_view->model().total() > 0;
    setBlocked(m_clear, any ? QString() : tr("Nothing is recorded."));
    setBlocked(m_save, any ? QString() : tr("Nothing is recorded."));
    if (any) m_clear->setToolTip(tr("Forgets everything that was recorded"));
    if (any) m_save->setToolTip(tr("Saves exchanges for other programs or other people"));
}

void InspectorPage::reflectEmpty() {
    EmptyText empty{.icon = Icon::Inspector, .sentence = tr("No message was recorded yet.")};
    const auto& view = m_capture->view();
    const workbench::ResponderView& responder = session().responder();
    const auto& status = session().status();
    if (view && view->settings.mode == TrafficMode::Off) {
        empty.sentence = tr("Nothing is recorded.");
        empty.hint = tr("Recording is off in this workspace.");
        empty.buttonText = tr("Record in full");
        empty.button = [this] { setCapture(TrafficMode::Full); };
    } else if (responder.state == workbench::ResponderView::State::Running && status &&
               !status->endpoints.empty()) {
        const QString url = text(responder.url) + text(status->endpoints.front().path);
        empty.hint = tr("Point a client at %1.").arg(url);
        empty.buttonText = tr("Copy URL");
        empty.button = [this, url] { copyText(tr("the URL"), url); };
    } else {
        empty.hint = tr("Messages come in while the responder runs. A capture of another program "
                        "(HAR, pcap, pcapng) can be opened at any time.");
        empty.buttonText = tr("Open a capture…");
        empty.button = [this] { openFile(); };
    }
    m_view->setEmptyText(empty);
}

void InspectorPage::popUpBelow(QMenu* menu, const QString& action) {
    const auto* button = findChild<QWidget*>(QStringLiteral("button-") + action);
    menu->popup(button != nullptr && button->isVisible()
                    ? button->mapToGlobal(QPoint(0, button->height()))
                    : mapToGlobal(rect().topLeft()));
}

void InspectorPage::chooseCapture() {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("captureMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto* group = new QActionGroup(menu);
    const std::pair<TrafficMode, QString> modes[] = {
        {TrafficMode::Full, tr("&Full: heads and messages")},
        {TrafficMode::Headers, tr("&Headers only: no message is kept")},
        {TrafficMode::Off, tr("&Off")}};
    for (const auto& [mode, words] : modes) {
        QAction* action = menu->addAction(words, this, [this, mode = mode] { setCapture(mode); });
        action->setCheckable(true);
        action->setActionGroup(group);
        action->setChecked(m_capture->view() && m_capture->view()->settings.mode == mode);
    }
    menu->addSeparator();
    menu->addAction(tr("&More settings…"), this, [this] {
        context().navigator.open(ObjectRef::setting(QStringLiteral("traffic.record")));
    });
    if (!m_capture->sentence().isEmpty()) menu->addSection(m_capture->sentence());
    popUpBelow(menu, QStringLiteral("inspector.capture"));
}

void InspectorPage::setCapture(TrafficMode mode) {
    m_capture->setMode(mode, [this, mode](const std::optional<Error>& error) {
        const QString key = QStringLiteral("captureMode");
        if (error) {
            messages().showProblem(tr("The recording was not changed."), problem(*error));
            return;
        }
        messages().resolve(key);
        if (session().responder().state != workbench::ResponderView::State::Running) {
            messages().showSuccess(tr("Saved: %1.").arg(CaptureState::modeText(mode)));
            return;
        }
        messages().show({.kind = MessageKind::Info,
                         .text = tr("%1 holds when the responder is restarted. What is being "
                                    "answered is answered first.")
                                     .arg(CaptureState::modeText(mode)),
                         .key = key,
                         .actionText = tr("Restart the responder"),
                         .action = [this, key] {
                             session().restartResponder();
                             QTimer::singleShot(0, this, [this, key] { messages().resolve(key); });
                         }});
    });
}

void InspectorPage::askClear() {
    const QString key = QStringLiteral("clear");
    messages().resolve(key);
    const auto count = static_cast<int>(m_view->model().total());
    messages().show({.kind = MessageKind::Warning,
                     .text = tr("Forget all %n recorded exchange(s) of this workspace? This cannot "
                                "be undone.",
                                nullptr, count),
                     .key = key,
                     .actionText = tr("Forget %n exchange(s)", nullptr, count),
                     .action = [this, key] {
                         // The message, and with it this function, goes away.
                         QTimer::singleShot(0, this, [this, key] {
                             messages().resolve(key);
                             clear();
                         });
                     }});
}

void InspectorPage::clear() {
    session()
        .ask([](workbench::Workbench& workbench) -> Result<bool> {
            SCEPTER_CHECK(workbench.clearTraffic());
            return true;
        })
        .then(this, [this](const Result<bool>& answer) {
            if (!answer) {
                messages().showProblem(tr("The recording was not cleared."),
                                       problem(answer.error()));
                return;
            }
            messages().showSuccess(tr("Everything recorded was forgotten."));
            m_view->refresh();
            m_capture->read();
        });
}

void InspectorPage::openFile() {
    context().desktop.chooseOpenFile(
        this, tr("Open recorded traffic"),
        {tr("Captures and archives (*.har *.pcap *.pcapng *.cap *.json)"), tr("All files (*)")},
        [this](const QString& path) {
            auto* window = new TrafficWindow(context(), this->window());
            window->openFile(path);
            window->show();
        });
}

bool InspectorPage::openObject(const ObjectRef& target) {
    if (target.kind == ObjectRef::Kind::Exchange) m_view->selectWhenThere(target.id);
    if (target.kind == ObjectRef::Kind::Transaction) m_view->showTransaction(target.name);
    return target.page == PageId::Inspector;
}

void InspectorPage::focusFilter() {
    m_view->focusFilter();
}

void InspectorPage::refresh() {
    m_view->refresh();
    m_capture->read();
}

bool InspectorPage::escape() {
    return Page::escape() || m_view->escape();
}

void InspectorPage::saveState() {
    m_view->saveState();
}

} // namespace scepter::ui
