#include "dialogs/examine_window.h"

#include "dialogs/compare_messages_window.h"
#include "dialogs/inspection_commands.h"
#include "dialogs/keys_dialog.h"
#include "dialogs/save_bytes.h"
#include "shell/action_collection.h"
#include "shell/desktop.h"
#include "theme/tinted_icon.h"
#include "widgets/elided_label.h"
#include "widgets/inspection_view.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"
#include "workbench/inspector.h"
#include "workbench/write_file.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr QSize kUsualSize{1120, 740};
constexpr int kMargin = 16;
constexpr std::size_t kMostBytes = std::size_t{16} << 20;
constexpr qsizetype kMostEdited = 256 * 1024; ///< more would make the text field slow
constexpr qsizetype kMostFiles = 8;
constexpr auto kNoteKey = "examineNote";
constexpr auto kClosedKey = "examineClosed";

enum Shown { Input, Decoded };

/// Bytes that another program put there as such, before any text of them.
QByteArray bytesOf(const QMimeData& data) {
    for (const char* type :
         {"application/x-pki-message", "application/pkcs10", "application/pkix-cert",
          "application/pkix-crl", "application/octet-stream"})
        if (data.hasFormat(QLatin1String(type))) return data.data(QLatin1String(type));
    return data.hasText() ? data.text().toUtf8() : QByteArray();
}

QStringList filesOf(const QMimeData& data) {
    QStringList files;
    const auto urls = data.urls();
    for (const QUrl& url : urls)
        if (url.isLocalFile() && files.size() < kMostFiles) files.append(url.toLocalFile());
    return files;
}

Result<inspect::Inspection> inspectFile(workbench::Workbench& workbench, const std::string& path) {
    SCEPTER_TRY(bytes, workbench::readFile(path, kMostBytes));
    return workbench.inspector().inspect(bytes);
}

QPushButton* makeButton(const char* name, Icon icon, const QString& text, QWidget* parent) {
    auto* button = new QPushButton(tintedIcon(icon), text, parent);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    return button;
}

} // namespace

ExamineWindow::ExamineWindow(PageContext& pageContext, QWidget* parent)
    : RememberedWindow(pageContext, QStringLiteral("examine"), kUsualSize, parent)
    , m_stack(new QStackedWidget(this))
    , m_text(new QPlainTextEdit(this))
    , m_view(new InspectionView(pageContext.theme, this))
    , m_commands(new InspectionCommands(pageContext, *m_view, messages(), this))
    , m_source(new ElidedLabel(Qt::ElideRight, this))
    , m_explain(makeButton("explain", Icon::Message, tr("Expl&ain"), this))
    , m_compare(makeButton("compareWith", Icon::Compare, tr("Co&mpare with"), this))
    , m_keys(makeButton("keys", Icon::Key, tr("&Keys…"), this))
    , m_another(makeButton("another", Icon::Examine, tr("&New"), this))
    , m_compareMenu(new QMenu(m_compare)) {
    setObjectName(QStringLiteral("examineWindow"));
    setAcceptDrops(true);
    build();
    connectAll();
    startAgain();
}

ExamineWindow* ExamineWindow::show(PageContext& context, QWidget* parent, const QByteArray& bytes,
                                   const QString& name, inspect::Hint hint) {
    auto* window = new ExamineWindow(context, parent);
    window->examine(bytes, name, hint);
    window->show();
    return window;
}

bool ExamineWindow::canTake(const QMimeData& data) {
    return !filesOf(data).isEmpty() || !bytesOf(data).isEmpty();
}

bool ExamineWindow::showDropped(PageContext& context, QWidget* parent, const QMimeData& dropped) {
    const QStringList files = filesOf(dropped);
    for (const QString& file : files) {
        auto* window = new ExamineWindow(context, parent);
        window->openFile(file);
        window->show();
    }
    if (!files.isEmpty()) return true;
    const QByteArray bytes = bytesOf(dropped);
    if (bytes.isEmpty()) return false;
    show(context, parent, bytes, tr("Dropped text"));
    return true;
}

void ExamineWindow::build() {
    m_stack->addWidget(makePaste());
    m_stack->addWidget(m_view);
    m_compare->setMenu(m_compareMenu);
    m_compareMenu->setObjectName(QStringLiteral("compareMenu"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, 12, kMargin, kMargin);
    layout->setSpacing(8);
    layout->addWidget(makeHead());
    layout->addWidget(&messages());
    layout->addWidget(m_stack, 1);
}

QWidget* ExamineWindow::makeHead() {
    auto* head = new QWidget(this);
    m_source->setObjectName(QStringLiteral("source"));
    m_source->setFont(Theme::strongFont());
    m_explain->setToolTip(tr("Read in plain words what this message is and does"));
    m_compare->setToolTip(tr("Compare it line by line with another message"));
    m_keys->setToolTip(tr("Keys and passwords that encrypted layers are opened with"));
    m_another->setToolTip(tr("Examine something else in this window"));
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_source, 1);
    for (QPushButton* button : {m_explain, m_compare, m_keys, m_another})
        layout->addWidget(button);
    return head;
}

QWidget* ExamineWindow::makePaste() {
    auto* page = new QWidget(this);
    auto* hint = new QLabel(
        tr("A SCEP message, CMS, CSR, certificate, CRL, key or profile; as PEM, DER, base64, hex, "
           "a URL, or a whole HTTP request or response. What it is, is found out by its content."),
        page);
    hint->setTextFormat(Qt::PlainText);
    hint->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("pasted"));
    m_text->setAccessibleName(tr("Text to examine"));
    m_text->setPlaceholderText(tr("Paste here, drop a file, or open one"));
    m_text->setFont(Theme::monospace());
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setAcceptDrops(false); // the window takes what is dropped
    m_text->installEventFilter(this);
    auto* open = makeButton("openFile", Icon::Open, tr("&Open a file…"), page);
    auto* paste = makeButton("paste", Icon::Copy, tr("&Paste"), page);
    auto* go = makeButton("examineText", Icon::Examine, tr("&Examine the text"), page);
    go->setEnabled(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(open);
    buttons->addWidget(paste);
    buttons->addStretch(1);
    buttons->addWidget(go);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(hint);
    layout->addWidget(m_text, 1);
    layout->addLayout(buttons);
    connect(m_text, &QPlainTextEdit::textChanged, go,
            [this, go] { go->setEnabled(!m_text->document()->isEmpty()); });
    connect(open, &QPushButton::clicked, this, &ExamineWindow::chooseFile);
    connect(paste, &QPushButton::clicked, this, &ExamineWindow::paste);
    connect(go, &QPushButton::clicked, this,
            [this] { examine(m_text->toPlainText().toUtf8(), tr("Pasted text")); });
    return page;
}

void ExamineWindow::connectAll() {
    connect(m_another, &QPushButton::clicked, this, &ExamineWindow::startAgain);
    connect(m_explain, &QPushButton::clicked, this, [this] { m_commands->explain(m_shown.name); });
    connect(m_keys, &QPushButton::clicked, this, [this] { KeysDialog::showFor(context(), this); });
    connect(m_compareMenu, &QMenu::aboutToShow, this, &ExamineWindow::fillCompareMenu);
    connect(&context().session, &workbench::Session::inspectorKeysChanged, this, [this] {
        if (m_asked.decode) decode();
    });
}

void ExamineWindow::startAgain() {
    ++m_turn;
    m_busy = false;
    m_shown = {};
    m_asked = {};
    m_view->clear();
    messages().resolve(QLatin1String(kClosedKey));
    messages().resolve(QLatin1String(kNoteKey));
    m_stack->setCurrentIndex(Input);
    reflect();
    m_text->setFocus();
}

void ExamineWindow::reflect() {
    const bool decoded = m_stack->currentIndex() == Decoded && !m_view->isEmpty();
    for (QPushButton* button : {m_explain, m_compare, m_another})
        button->setVisible(decoded);
    const QString title = text(m_view->inspection().title);
    const QString& name = m_shown.name;
    if (m_busy && !decoded)
        m_source->setText(tr("Examining %1…").arg(m_asked.name));
    else if (decoded)
        m_source->setText(title.isEmpty() ? name : QStringLiteral("%1 — %2").arg(name, title));
    else
        m_source->setText(tr("What is to be examined?"));
    setWindowTitle(name.isEmpty() ? tr("Examine") : tr("%1 — Examine").arg(name));
}

void ExamineWindow::examine(const QByteArray& bytes, const QString& name, inspect::Hint hint) {
    examine(
        [input = std::make_shared<const SecretBytes>(
             ByteView(reinterpret_cast<const std::uint8_t*>(bytes.constData()),
                      static_cast<std::size_t>(bytes.size()))),
         hint](workbench::Workbench& workbench) {
            return workbench.inspector().inspect(input->view(), hint);
        },
        name);
}

void ExamineWindow::examine(Decode decodeIt, const QString& name) {
    m_asked = {name, std::move(decodeIt)};
    decode();
}

void ExamineWindow::chooseFile() {
    context().desktop.chooseOpenFile(this, tr("Examine a file"), {tr("All files (*)")},
                                     [this](const QString& path) { openFile(path); });
}

void ExamineWindow::openFile(const QString& path) {
    m_asked = {QFileInfo(path).fileName(), {}};
    m_busy = true;
    reflect();
    using Read = std::shared_ptr<const SecretBytes>;
    context()
        .session
        .ask([file = path.toStdString()](workbench::Workbench&) -> Result<Read> {
            SCEPTER_TRY(bytes, workbench::readFile(file, kMostBytes));
            return std::make_shared<const SecretBytes>(ByteView(bytes));
        })
        .then(this, [this, turn = ++m_turn](const Result<Read>& answer) {
            if (turn != m_turn) return;
            if (!answer) {
                giveUp(tr("%1 could not be read.").arg(m_asked.name), answer.error());
                return;
            }
            m_asked.decode = [input = *answer](workbench::Workbench& workbench) {
                return workbench.inspector().inspect(input->view());
            };
            decode();
        });
}

void ExamineWindow::paste() {
    const QMimeData* pasted = QApplication::clipboard()->mimeData();
    const QStringList files = pasted == nullptr ? QStringList() : filesOf(*pasted);
    if (!files.isEmpty()) {
        openFile(files.first());
        return;
    }
    const QByteArray bytes = pasted == nullptr ? QByteArray() : bytesOf(*pasted);
    if (bytes.isEmpty()) {
        messages().show({.kind = MessageKind::Info,
                         .text = tr("The clipboard holds nothing that can be examined."),
                         .key = QStringLiteral("examineNothing")});
        return;
    }
    messages().resolve(QStringLiteral("examineNothing"));
    if (pasted->hasText() && pasted->text().size() <= kMostEdited)
        m_text->setPlainText(pasted->text());
    examine(bytes, tr("Pasted text"));
}

void ExamineWindow::note(const QString& text) {
    messages().show({.kind = MessageKind::Info, .text = text, .key = QLatin1String(kNoteKey)});
}

void ExamineWindow::decode() {
    m_busy = true;
    reflect();
    context()
        .session.ask(m_asked.decode)
        .then(this, [this, turn = ++m_turn](const Result<inspect::Inspection>& answer) {
            if (turn == m_turn) finish(answer);
        });
}

void ExamineWindow::finish(const Result<inspect::Inspection>& answer) {
    const QString failed = tr("It could not be examined.");
    if (!answer) {
        giveUp(failed, answer.error());
        return;
    }
    m_busy = false;
    messages().resolveAbout(failed);
    m_shown = m_asked;
    m_view->setInspection(*answer);
    m_stack->setCurrentIndex(Decoded);
    sayClosed();
    reflect();
    m_view->focusFields();
}

void ExamineWindow::giveUp(const QString& sentence, const Error& error) {
    m_busy = false;
    m_asked = m_shown;
    messages().showProblem(sentence, problem(error));
    reflect();
}

// A layer that nothing at hand opens.
void ExamineWindow::sayClosed() {
    const auto& envelopes = m_view->inspection().facts.envelopes;
    const bool closed = std::ranges::any_of(
        envelopes, [](const inspect::EnvelopeFacts& facts) { return facts.openedBy.empty(); });
    if (!closed) {
        messages().resolve(QLatin1String(kClosedKey));
        return;
    }
    messages().show({.kind = MessageKind::Info,
                     .text = tr("An encrypted layer stays closed: no key or password for it is "
                                "at hand."),
                     .key = QLatin1String(kClosedKey),
                     .actionText = tr("Add a key…"),
                     .action = [this] { KeysDialog::showFor(context(), this); }});
}

void ExamineWindow::fillCompareMenu() {
    m_compareMenu->clear();
    QAction* file = m_compareMenu->addAction(tintedIcon(Icon::Open), tr("A &file…"), this, [this] {
        context().desktop.chooseOpenFile(this, tr("Compare with a file"), {tr("All files (*)")},
                                         [this](const QString& path) { compareWithFile(path); });
    });
    file->setObjectName(QStringLiteral("compareFile"));
    m_compareMenu->addSeparator();
    const auto windows = QApplication::topLevelWidgets();
    for (QWidget* widget : windows) {
        auto* other = qobject_cast<ExamineWindow*>(widget);
        if (other == nullptr || other == this || other->m_view->isEmpty() || !other->isVisible() ||
            &other->context().session != &context().session)
            continue;
        const QString title = text(other->m_view->inspection().title);
        m_compareMenu->addAction(
            title.isEmpty() ? other->m_shown.name
                            : QStringLiteral("%1 — %2").arg(other->m_shown.name, title),
            other,
            [this, other] { compareWith(other->m_shown.name, other->m_view->inspection()); });
    }
    if (m_compareMenu->actions().size() == 2)
        m_compareMenu->addAction(tr("No other message is open"))->setEnabled(false);
}

void ExamineWindow::compareWith(const QString& name, const inspect::Inspection& other) {
    auto* window = new CompareMessagesWindow(context(), {m_shown.name, m_view->inspection()},
                                             {name, other}, this);
    window->show();
}

void ExamineWindow::compareWithFile(const QString& path) {
    const QString name = QFileInfo(path).fileName();
    context()
        .session
        .ask([file = path.toStdString()](workbench::Workbench& workbench) {
            return inspectFile(workbench, file);
        })
        .then(this, [this, name](const Result<inspect::Inspection>& answer) {
            if (answer)
                compareWith(name, *answer);
            else
                messages().showProblem(tr("%1 could not be read.").arg(name),
                                       problem(answer.error()));
        });
}

void ExamineWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData() != nullptr && canTake(*event->mimeData())) event->acceptProposedAction();
}

void ExamineWindow::dropEvent(QDropEvent* event) {
    const QMimeData* dropped = event->mimeData();
    if (dropped == nullptr) return;
    if (const QStringList files = filesOf(*dropped); !files.isEmpty())
        openFile(files.first());
    else if (const QByteArray bytes = bytesOf(*dropped); !bytes.isEmpty())
        examine(bytes, tr("Dropped text"));
    event->acceptProposedAction();
}

bool ExamineWindow::eventFilter(QObject* watched, QEvent* event) {
    // What is pasted into the empty field is examined at once.
    if (watched == m_text && event->type() == QEvent::KeyPress && m_text->document()->isEmpty() &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Paste)) {
        paste();
        return true;
    }
    return RememberedWindow::eventFilter(watched, event);
}

void ExamineWindow::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Paste)) {
        paste();
        return;
    }
    // The main window's action does not reach here.
    QAction* another = context().actions.action(QStringLiteral("tools.examine"));
    if (another != nullptr && !another->shortcut().isEmpty() &&
        another->shortcut() == QKeySequence(event->keyCombination())) {
        another->trigger();
        return;
    }
    RememberedWindow::keyPressEvent(event);
}

} // namespace scepter::ui
