#include "dialogs/setup_wizard.h"

#include "dialogs/setup_ca_page.h"
#include "dialogs/setup_responder_page.h"
#include "dialogs/setup_review_page.h"
#include "dialogs/setup_workspace_page.h"
#include "widgets/action_button.h"

#include <QCloseEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

namespace {

constexpr QSize kFirstSize{760, 640};
constexpr QSize kSmallest{520, 400};
constexpr QSize kFrame{16, 48}; // what the desktop puts around a window, about
constexpr int kMargin = 16;

QFrame* line(QWidget* parent) {
    auto* frame = new QFrame(parent);
    frame->setFrameShape(QFrame::HLine);
    frame->setFrameShadow(QFrame::Sunken);
    return frame;
}

} // namespace

SetupWizard::SetupWizard(const SetupParts& parts, const QString& suggestedPath, QWidget* parent)
    : QDialog(parent)
    , m_parts(parts)
    , m_workspacePage(new SetupWorkspacePage(parts.theme, parts.desktop, suggestedPath, this))
    , m_caPage(new SetupCaPage(parts.theme, parts.desktop, parts.clock, this))
    , m_responderPage(new SetupResponderPage(parts.theme, this))
    , m_reviewPage(new SetupReviewPage(parts.theme, parts.desktop, parts.clipboard, parts.clock,
                                       parts.actor, this))
    , m_pages{m_workspacePage, m_caPage, m_responderPage, m_reviewPage}
    , m_stack(new QStackedWidget(this))
    , m_why(new QLabel(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_back(new QPushButton(tr("&Back"), this))
    , m_next(new QPushButton(this)) {
    setObjectName(QStringLiteral("setupWizard"));
    setMinimumSize(kSmallest);
    for (SetupPage* page : m_pages)
        m_stack->addWidget(page);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeSteps());
    column->addWidget(line(this));
    column->addWidget(m_stack, 1);
    column->addWidget(line(this));
    column->addWidget(makeButtons());
    connectPages();
    if (screen() != nullptr) resize(kFirstSize.boundedTo(screen()->availableSize() - kFrame));
    showPage(0);
}

QStringList SetupWizard::stepNames() {
    return {tr("Workspace"), tr("CA"), tr("Responder"), tr("Review")};
}

QWidget* SetupWizard::makeSteps() {
    m_stepRow = new QWidget(this);
    auto* row = new QHBoxLayout(m_stepRow);
    row->setContentsMargins(kMargin, 12, kMargin, 12);
    row->setSpacing(8);
    const QStringList names = stepNames();
    for (qsizetype i = 0; i < names.size(); ++i) {
        // Done, or the way from the one before.
        auto* mark = new QLabel(m_stepRow);
        m_stepMarks.append(mark);
        row->addWidget(mark);
        auto* step =
            new QLabel(tr("%1  %2", "number, name").arg(i + 1).arg(names.at(i)), m_stepRow);
        step->setObjectName(QStringLiteral("setupStep%1").arg(i + 1));
        m_steps.append(step);
        row->addWidget(step);
    }
    row->addStretch(1);
    return m_stepRow;
}

QWidget* SetupWizard::makeButtons() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(kMargin, 12, kMargin, 12);
    row->setSpacing(8);
    m_cancel->setObjectName(QStringLiteral("setupCancel"));
    m_back->setObjectName(QStringLiteral("setupBack"));
    m_next->setObjectName(QStringLiteral("setupNext"));
    m_why->setObjectName(QStringLiteral("setupWhy"));
    m_why->setWordWrap(true);
    m_cancel->setAutoDefault(false);
    m_back->setAutoDefault(false);
    m_next->setDefault(true);
    makePrimary(*m_next, m_parts.theme);
    row->addWidget(m_cancel);
    row->addWidget(m_why, 1);
    row->addWidget(m_back);
    row->addWidget(m_next);
    connect(m_cancel, &QPushButton::clicked, this, &SetupWizard::reject);
    connect(m_back, &QPushButton::clicked, this, [this] { showPage(m_stack->currentIndex() - 1); });
    connect(m_next, &QPushButton::clicked, this, &SetupWizard::goOn);
    return bar;
}

void SetupWizard::connectPages() {
    for (SetupPage* page : m_pages)
        connect(page, &SetupPage::changed, this, &SetupWizard::reflect);
    connect(m_reviewPage, &SetupReviewPage::finished, this, &SetupWizard::conclude);
    connect(m_reviewPage, &SetupReviewPage::failed, this, [this](bool cancelled) {
        if (std::exchange(m_closing, false) || (m_isLab && cancelled)) leave();
    });
}

SetupDraft SetupWizard::draft() const {
    if (m_isLab) return labDraft(m_labPath);
    SetupDraft draft;
    for (const SetupPage* page : m_pages)
        page->write(draft);
    return draft;
}

void SetupWizard::makeLab(const QString& path) {
    if (isRunning()) return;
    m_isLab = true;
    m_labPath = path;
    setWindowTitle(tr("New lab"));
    m_stepRow->hide();
    m_stack->setCurrentWidget(m_reviewPage);
    m_reviewPage->enter(draft());
    m_reviewPage->start(draft());
    reflect();
}

bool SetupWizard::isRunning() const {
    return m_reviewPage->isRunning();
}

void SetupWizard::showPage(int index) {
    if (index < 0 || index >= m_pages.size() || isRunning()) return;
    if (m_isLab) {
        // Back from a lab that failed: its own pages, from the first on.
        m_isLab = false;
        m_stepRow->show();
        index = 0;
    }
    m_stack->setCurrentIndex(index);
    m_pages.at(index)->enter(draft());
    reflectSteps();
    reflect();
    // The first field, so that one can type at once.
    QWidget* first = m_pages.at(index)->nextInFocusChain();
    while (first != m_pages.at(index) && m_pages.at(index)->isAncestorOf(first)) {
        const bool takesTab = (first->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
        if (takesTab && first->isVisibleTo(m_pages.at(index)) && first->isEnabled()) {
            first->setFocus(Qt::OtherFocusReason);
            return;
        }
        first = first->nextInFocusChain();
    }
    m_next->setFocus(Qt::OtherFocusReason);
}

void SetupWizard::goOn() {
    if (m_reviewPage->outcome().workbench) {
        leave();
        Q_EMIT made(draft().path, m_reviewPage->outcome().workbench);
        return;
    }
    const int index = m_stack->currentIndex();
    if (isRunning() || !m_pages.at(index)->blocked().isEmpty()) return;
    const SetupDraft now = draft();
    if (index == 0 && now.openExisting) {
        leave();
        Q_EMIT openChosen(now.path);
        return;
    }
    if (m_pages.at(index) == m_reviewPage) {
        m_reviewPage->start(now);
        return;
    }
    showPage(index + 1);
}

void SetupWizard::conclude() {
    m_closing = false;
    // An outside root wants its CSR first.
    if (m_reviewPage->outcome().csr.empty())
        goOn();
    else
        reflect();
}

void SetupWizard::reflect() {
    const SetupPage* page = m_pages.at(m_stack->currentIndex());
    const bool isReview = page == m_reviewPage;
    const bool isMade = m_reviewPage->outcome().workbench != nullptr;
    const QString why = page->blocked();
    QString text = tr("&Next");
    if (isMade)
        text = tr("&Open the workspace");
    else if (isReview)
        text = tr("&Create");
    else if (page == m_workspacePage && draft().openExisting)
        text = tr("&Open");
    if (m_next->text() != text) m_next->setText(text);
    m_next->setEnabled(why.isEmpty());
    m_next->setToolTip(why);
    m_next->setAccessibleDescription(why);
    m_why->setText(isReview && isRunning() ? why : QString());
    m_back->setVisible(!isMade);
    m_back->setEnabled((m_stack->currentIndex() > 0) && !isRunning());
    m_cancel->setVisible(!isMade);
    m_cancel->setToolTip(isRunning() ? tr("Stops, and removes what is half made") : QString());
}

void SetupWizard::reflectSteps() {
    // A screen reader speaks the title when it changes.
    setWindowTitle(tr("New workspace: %1").arg(stepNames().at(m_stack->currentIndex())));
    for (qsizetype i = 0; i < m_steps.size(); ++i) {
        const bool isNow = i == m_stack->currentIndex();
        QLabel* step = m_steps.at(i);
        step->setFont(isNow ? Theme::strongFont() : font());
        QPalette palette = this->palette();
        palette.setColor(QPalette::WindowText,
                         m_parts.theme.color(isNow ? Surface::Accent : Surface::MutedText));
        step->setPalette(palette);
        const bool isDone = i < m_stack->currentIndex();
        const int side = fontMetrics().height();
        const QIcon mark = isDone ? m_parts.theme.icon(Icon::Ok, Tone::Ok)
                                  : m_parts.theme.icon(Icon::ChevronRight, Tone::Neutral);
        m_stepMarks.at(i)->setPixmap(mark.pixmap(QSize(side, side), devicePixelRatioF()));
        m_stepMarks.at(i)->setVisible(i > 0 || isDone);
        step->setAccessibleName(isNow ? tr("%1, this step").arg(step->text()) : step->text());
    }
}

/// Passphrases do not wait in a hidden window.
void SetupWizard::leave() {
    m_workspacePage->wipe();
    m_caPage->wipe();
    hide();
}

void SetupWizard::reject() {
    if (m_reviewPage->outcome().workbench) {
        goOn();
        return;
    }
    if (isRunning()) {
        m_closing = false;
        m_reviewPage->cancel();
        return;
    }
    leave();
    QDialog::reject();
}

void SetupWizard::closeEvent(QCloseEvent* event) {
    event->ignore();
    m_closing = isRunning();
    if (m_closing)
        m_reviewPage->cancel();
    else
        reject();
}

} // namespace scepter::ui
