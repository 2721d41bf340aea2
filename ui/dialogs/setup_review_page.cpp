#include "dialogs/setup_review_page.h"

#include "dialogs/setup_sentences.h"
#include "pki/pem.h"
#include "shell/clipboard.h"
#include "shell/desktop.h"
#include "widgets/message_bar.h"
#include "workbench/write_file.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

namespace {

constexpr int kCsrLines = 8;

} // namespace

SetupReviewPage::SetupReviewPage(const Theme& theme, Desktop& desktop, Clipboard& clipboard,
                                 const Clock& clock, std::string actor, QWidget* parent)
    : SetupPage(theme, tr("Review"), tr("Nothing has been written yet. This is what will be made:"),
                parent)
    , m_desktop(desktop)
    , m_clipboard(clipboard)
    , m_clock(clock)
    , m_messages(new MessageBar(theme, content()))
    , m_sentences(new QWidget(content()))
    , m_progress(new SetupProgress(theme, clock, std::move(actor), content()))
    , m_csrNote(new InlineNote(theme, QStringLiteral("setupCsrNote"), content()))
    , m_saving(this, [this](const Result<bool>& answer) {
        if (answer)
            m_csrNote->say(Tone::Ok, tr("Saved as %1.").arg(m_savedAs));
        else
            m_messages->showProblem(tr("The CSR was not saved."),
                                    problemOf(answer.error(), m_clock.now()));
    }) {
    setObjectName(QStringLiteral("setupReviewPage"));
    m_messages->setObjectName(QStringLiteral("setupMessages"));
    m_csrPart = makeCsrPart();
    body()->addWidget(m_messages);
    body()->addWidget(m_sentences);
    body()->addSpacing(8);
    body()->addWidget(m_progress);
    body()->addWidget(m_csrPart);
    body()->addStretch(1);
    m_progress->hide();
    m_csrPart->hide();
    connect(m_progress, &SetupProgress::finished, this, &SetupReviewPage::finish);
    connect(m_progress, &SetupProgress::failed, this, &SetupReviewPage::showFailure);
}

QWidget* SetupReviewPage::makeCsrPart() {
    auto* part = new QWidget(content());
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* text = new QLabel(tr("The workspace is made. Have this certificate signing request (CSR) "
                               "signed by your root, as a CA certificate; then install it on the "
                               "page Authorities. The CSR is kept there too."),
                            part);
    text->setWordWrap(true);
    m_csr = new QPlainTextEdit(part);
    m_csr->setObjectName(QStringLiteral("setupCsr"));
    m_csr->setAccessibleName(tr("Certificate signing request"));
    m_csr->setReadOnly(true);
    m_csr->setTabChangesFocus(true);
    m_csr->setFont(Theme::monospace());
    m_csr->setMinimumHeight(QFontMetrics(m_csr->font()).lineSpacing() * kCsrLines);
    auto* copy = new QPushButton(Theme::icon(Icon::Copy), tr("&Copy"), part);
    copy->setObjectName(QStringLiteral("setupCsrCopy"));
    copy->setAccessibleName(tr("Copy the certificate signing request"));
    auto* save = new QPushButton(Theme::icon(Icon::Save), tr("&Save…"), part);
    save->setObjectName(QStringLiteral("setupCsrSave"));
    save->setAccessibleName(tr("Save the certificate signing request"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    for (QPushButton* button : {copy, save}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addWidget(m_csrNote, 100);
    row->addStretch(1);
    column->addWidget(text);
    column->addWidget(m_csr);
    column->addLayout(row);
    connect(copy, &QPushButton::clicked, this, [this] {
        m_clipboard.copy(m_csr->toPlainText());
        m_csrNote->say(Tone::Ok, tr("Copied."));
    });
    connect(save, &QPushButton::clicked, this, [this] {
        m_desktop.chooseSaveFile(this, tr("Save the CSR"), QStringLiteral("ca-request.pem"),
                                 {tr("Certificate signing requests (*.pem *.csr)")},
                                 [this](const QString& path) { saveCsr(path); });
    });
    return part;
}

void SetupReviewPage::saveCsr(const QString& path) {
    m_savedAs = QFileInfo(path).fileName();
    m_saving.askNow([path = path.toStdString(), pem = m_csr->toPlainText().toStdString()] {
        return [&]() -> Result<bool> {
            SCEPTER_CHECK(workbench::writeFile(path, bytesOf(pem), false));
            return true;
        }();
    });
}

void SetupReviewPage::enter(const SetupDraft& draft) {
    showSentences(draft);
}

void SetupReviewPage::showSentences(const SetupDraft& draft) {
    auto* fresh = new QWidget(content());
    fresh->setObjectName(QStringLiteral("setupSentences"));
    auto* grid = new QGridLayout(fresh);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    const int side = fontMetrics().height();
    int row = 0;
    for (const SetupSentence& sentence : sentencesOf(draft)) {
        auto* picture = new QLabel(fresh);
        picture->setPixmap(theme()
                               .icon(sentence.icon, sentence.tone)
                               .pixmap(QSize(side, side), devicePixelRatioF()));
        auto* text = new QLabel(sentence.text, fresh);
        text->setWordWrap(true);
        text->setTextFormat(Qt::PlainText);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(picture, row, 0, Qt::AlignTop);
        grid->addWidget(text, row, 1);
        ++row;
    }
    delete body()->replaceWidget(m_sentences, fresh);
    m_sentences->deleteLater();
    m_sentences = fresh;
}

void SetupReviewPage::write(SetupDraft& /*draft*/) const {
}

QString SetupReviewPage::blocked() const {
    return isRunning() ? tr("The workspace is being made.") : QString();
}

void SetupReviewPage::start(const SetupDraft& draft) {
    while (m_messages->dismissTop()) {
    }
    m_progress->show();
    m_progress->start(draft);
    ensureWidgetVisible(m_progress);
    Q_EMIT started();
    Q_EMIT changed();
}

void SetupReviewPage::finish(const SetupOutcome& outcome) {
    m_outcome = outcome;
    if (!outcome.csr.empty()) {
        m_csr->setPlainText(QString::fromStdString(pki::toPem("CERTIFICATE REQUEST", outcome.csr)));
        lead()->hide();
        m_sentences->hide();
        m_progress->hide();
        m_csrPart->show();
        m_csr->setFocus();
    }
    Q_EMIT finished();
    Q_EMIT changed();
}

void SetupReviewPage::showFailure(const Error& error) {
    const bool cancelled = error.code == ErrorCode::Cancelled;
    m_progress->hide();
    if (cancelled)
        m_messages->show(
            Message{.kind = MessageKind::Info, .text = tr("Cancelled. Nothing was left behind.")});
    else
        m_messages->showProblem(tr("The workspace was not made, and nothing was left behind."),
                                problemOf(error, m_clock.now()));
    ensureWidgetVisible(m_messages);
    Q_EMIT failed(cancelled);
    Q_EMIT changed();
}

} // namespace scepter::ui
