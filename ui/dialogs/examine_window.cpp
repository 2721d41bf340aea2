#include "dialogs/examine_window.h"

#include "shell/desktop.h"
#include "theme/tinted_icon.h"
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
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr QSize kUsualSize{1080, 720};
constexpr int kMargin = 16;
constexpr qint64 kMostBytes = qint64{16} << 20;

enum Shown { Input, Decoded };

Bytes bytesFrom(const QByteArray& bytes) {
    return {bytes.cbegin(), bytes.cend()};
}

} // namespace

ExamineWindow::ExamineWindow(PageContext& pageContext, QWidget* parent)
    : RememberedWindow(pageContext, QStringLiteral("examine"), kUsualSize, parent)
    , m_stack(new QStackedWidget(this))
    , m_text(new QPlainTextEdit(this))
    , m_view(new InspectionView(pageContext.theme, this))
    , m_source(new QLabel(this))
    , m_another(new QPushButton(tr("Examine something &else"), this)) {
    setObjectName(QStringLiteral("examineWindow"));
    setWindowTitle(tr("Examine"));
    setAcceptDrops(true);
    build();
}

void ExamineWindow::build() {
    m_source->setObjectName(QStringLiteral("source"));
    m_source->setTextFormat(Qt::PlainText);
    m_source->setFont(Theme::strongFont());
    m_source->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_another->setObjectName(QStringLiteral("another"));
    m_another->setAutoDefault(false);
    m_another->hide();
    m_stack->addWidget(makePaste());
    m_stack->addWidget(m_view);
    auto* head = new QHBoxLayout;
    head->addWidget(m_source, 1);
    head->addWidget(m_another);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(&messages());
    layout->addWidget(m_stack, 1);
    m_source->setText(tr("Paste text, drop a file, or open one"));
    connect(m_another, &QPushButton::clicked, this, [this] {
        m_stack->setCurrentIndex(Input);
        m_another->hide();
        m_source->setText(tr("Paste text, drop a file, or open one"));
        m_text->setFocus();
    });
    connect(m_view, &InspectionView::copyRequested, this,
            [this](const QString&, const QString& text) { copyText(text); });
    connect(m_view, &InspectionView::saveRequested, this, &ExamineWindow::save);
}

QWidget* ExamineWindow::makePaste() {
    auto* page = new QWidget(this);
    auto* hint =
        new QLabel(tr("PEM, DER, base64, hex, a URL, a whole HTTP request or response: it is "
                      "found out by its content."),
                   page);
    hint->setTextFormat(Qt::PlainText);
    hint->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("pasted"));
    m_text->setAccessibleName(tr("Text to examine"));
    m_text->setFont(Theme::monospace());
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setAcceptDrops(false); // the window takes what is dropped
    auto* open = new QPushButton(tintedIcon(Icon::Open), tr("&Open a file…"), page);
    open->setObjectName(QStringLiteral("openFile"));
    open->setAutoDefault(false);
    auto* go = new QPushButton(tintedIcon(Icon::Examine), tr("E&xamine the text"), page);
    go->setObjectName(QStringLiteral("examineText"));
    go->setAutoDefault(false);
    go->setEnabled(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(open);
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
    connect(go, &QPushButton::clicked, this,
            [this] { examine(m_text->toPlainText().toUtf8(), tr("Pasted text")); });
    return page;
}

void ExamineWindow::chooseFile() {
    context().desktop.chooseOpenFile(this, tr("Examine a file"), {tr("All files (*)")},
                                     [this](const QString& path) { openFile(path); });
}

void ExamineWindow::openFile(const QString& path) {
    const QString name = QFileInfo(path).fileName();
    m_name = name;
    context()
        .session
        .ask([file = path.toStdString()](
                 workbench::Workbench& workbench) -> Result<inspect::Inspection> {
            SCEPTER_TRY(bytes, workbench::readFile(file, std::size_t{kMostBytes}));
            return workbench.inspector().inspect(bytes);
        })
        .then(this, [this, turn = ++m_turn](const Result<inspect::Inspection>& answer) {
            if (turn == m_turn) finish(answer);
        });
}

void ExamineWindow::examine(const QByteArray& bytes, const QString& name, inspect::Hint hint) {
    m_name = name;
    context()
        .session
        .ask([input = bytesFrom(bytes), hint](workbench::Workbench& workbench) {
            return workbench.inspector().inspect(input, hint);
        })
        .then(this, [this, turn = ++m_turn](const Result<inspect::Inspection>& answer) {
            if (turn == m_turn) finish(answer);
        });
}

void ExamineWindow::finish(const Result<inspect::Inspection>& answer) {
    if (!answer) {
        messages().showProblem(tr("It could not be examined."), problem(answer.error()));
        return;
    }
    m_view->setInspection(*answer);
    const QString title = text(answer->title);
    m_source->setText(title.isEmpty() ? m_name : tr("%1: %2").arg(m_name, title));
    setWindowTitle(tr("%1 — Examine").arg(m_name));
    m_another->show();
    m_stack->setCurrentIndex(Decoded);
}

void ExamineWindow::paste() {
    const QMimeData* pasted = QApplication::clipboard()->mimeData();
    if (pasted == nullptr || !pasted->hasText()) return;
    m_text->setPlainText(pasted->text());
    examine(pasted->text().toUtf8(), tr("Pasted text"));
}

void ExamineWindow::save(const QByteArray& bytes, const QString& name) {
    context().desktop.chooseSaveFile(
        this, tr("Save the bytes"), name, {tr("All files (*)")},
        [this, content = bytesFrom(bytes)](const QString& path) {
            context()
                .session
                .ask([content, file = path.toStdString()](workbench::Workbench&) -> Result<bool> {
                    SCEPTER_CHECK(workbench::writeFile(file, content, true));
                    return true;
                })
                .then(this, [this](const Result<bool>& answer) {
                    if (answer)
                        messages().showSuccess(tr("Saved."));
                    else
                        messages().showProblem(tr("It was not saved."), problem(answer.error()));
                });
        });
}

void ExamineWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText()) event->acceptProposedAction();
}

void ExamineWindow::dropEvent(QDropEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        openFile(urls.first().toLocalFile());
    else if (event->mimeData()->hasText())
        examine(event->mimeData()->text().toUtf8(), tr("Dropped text"));
    event->acceptProposedAction();
}

void ExamineWindow::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Paste) && m_stack->currentIndex() == Decoded) {
        paste();
        return;
    }
    RememberedWindow::keyPressEvent(event);
}

} // namespace scepter::ui
