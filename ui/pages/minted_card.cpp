#include "pages/minted_card.h"

#include "shell/clipboard.h"
#include "theme/tinted_icon.h"
#include "widgets/qr_code.h"
#include "widgets/texts.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace scepter::ui {

namespace {

constexpr int kRowsInSight = 6;
constexpr int kRowPad = 8;

} // namespace

MintedCard::MintedCard(const Theme& theme, Clipboard& clipboard, QWidget* parent)
    : Card(theme, {}, parent)
    , m_clipboard(clipboard)
    , m_model(new MintedModel(this))
    , m_view(new QTableView(this))
    , m_qr(new QrCode(this))
    , m_countdown(new QLabel(this)) {
    setTone(Tone::Secret);
    auto* warning =
        new QLabel(tr("They are shown only now; afterwards only their numbers remain."), this);
    warning->setWordWrap(true);
    m_view->setObjectName(QStringLiteral("mintedCodes"));
    m_view->setAccessibleName(tr("Minted codes"));
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setCornerButtonEnabled(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(
        std::max(24, QFontMetrics(Theme::monospace()).height() + kRowPad));
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->horizontalHeader()->setSectionResizeMode(MintedModel::Code, QHeaderView::Stretch);
    m_view->installEventFilter(this);
    m_qr->setObjectName(QStringLiteral("mintedQr"));
    m_qr->hide();
    m_countdown->setObjectName(QStringLiteral("mintedCountdown"));
    m_countdown->setTextFormat(Qt::PlainText);
    body()->addWidget(warning);
    body()->addWidget(m_view);
    body()->addWidget(makeRowButtons());
    body()->addWidget(m_qr, 0, Qt::AlignHCenter);
    body()->addWidget(makeAllButtons());
    body()->addWidget(makeQuestion());
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &MintedCard::reflect);
    connect(m_view, &QTableView::doubleClicked, this, &MintedCard::toggleShown);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &MintedCard::reflect);
    connect(&clipboard, &Clipboard::secondsLeftChanged, this, &MintedCard::reflectClipboard);
    hide();
}

QPushButton* MintedCard::makeButton(const QString& name, const QString& text, Icon icon,
                                    void (MintedCard::*run)()) {
    auto* button = new QPushButton(tintedIcon(icon), text, this);
    button->setObjectName(name);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, run);
    return button;
}

QWidget* MintedCard::makeRowButtons() {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_show = makeButton(QStringLiteral("mintedShow"), tr("Show"), Icon::Unlock,
                        &MintedCard::toggleShown);
    m_copy =
        makeButton(QStringLiteral("mintedCopy"), tr("Copy"), Icon::Copy, &MintedCard::copyCurrent);
    m_qrButton = makeButton(QStringLiteral("mintedQrButton"), tr("QR code"), Icon::Qr,
                            &MintedCard::toggleQr);
    m_qrButton->setCheckable(true);
    m_try = makeButton(QStringLiteral("mintedTry"), tr("Use in test enrollment"),
                       Icon::TestEnrollment, &MintedCard::tryCurrent);
    for (QWidget* button : {m_show, m_copy, m_qrButton, m_try})
        row->addWidget(button);
    row->addStretch(1);
    return box;
}

QWidget* MintedCard::makeAllButtons() {
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_copyAll = makeButton(QStringLiteral("mintedCopyAll"), tr("Copy all"), Icon::Copy,
                           &MintedCard::copyAll);
    m_save = makeButton(QStringLiteral("mintedSave"), tr("Save as CSV…"), Icon::Save,
                        &MintedCard::saveRequested);
    m_done = makeButton(QStringLiteral("mintedDone"), tr("I have them"), Icon::Check,
                        &MintedCard::close);
    m_done->setToolTip(tr("Forgets the texts of the codes"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_copyAll);
    row->addWidget(m_save);
    row->addStretch(1);
    row->addWidget(m_done);
    column->addWidget(m_countdown);
    column->addLayout(row);
    return box;
}

QWidget* MintedCard::makeQuestion() {
    m_question = new QWidget(this);
    m_question->setObjectName(QStringLiteral("mintedQuestion"));
    auto* column = new QVBoxLayout(m_question);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    m_questionText = new QLabel(m_question);
    m_questionText->setObjectName(QStringLiteral("mintedQuestionText"));
    m_questionText->setWordWrap(true);
    m_stay = makeButton(QStringLiteral("mintedStay"), tr("Stay here"), Icon::Back,
                        &MintedCard::dropQuestionNow);
    auto* leaving = makeButton(QStringLiteral("mintedLeave"), tr("Leave without them"),
                               Icon::Withdraw, &MintedCard::leave);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_stay);
    row->addWidget(leaving);
    row->addStretch(1);
    column->addWidget(m_questionText);
    column->addLayout(row);
    m_question->hide();
    return m_question;
}

void MintedCard::add(const MintedCodes& codes) {
    if (codes->empty()) return;
    const int first = m_model->rowCount();
    m_model->add(codes);
    m_view->setCurrentIndex(m_model->index(first, MintedModel::Code));
    m_view->scrollTo(m_view->currentIndex(), QAbstractItemView::PositionAtTop);
    const int count = m_model->rowCount();
    setTitle(tr("%n code(s) minted", nullptr, count));
    const int rows = std::min(count, kRowsInSight);
    m_view->setFixedHeight(m_view->horizontalHeader()->sizeHint().height() +
                           rows * m_view->verticalHeader()->defaultSectionSize() +
                           2 * m_view->frameWidth());
    m_copyAll->setVisible(count > 1);
    m_done->setText(count > 1 ? tr("I have them") : tr("I have it"));
    dropQuestion();
    reflect();
    show();
}

void MintedCard::wipe() {
    m_qr->clear();
    m_qrButton->setChecked(false);
    m_qr->hide();
    m_model->wipe();
    dropQuestion();
    hide();
}

void MintedCard::setAllTaken() {
    m_model->setAllTaken();
}

int MintedCard::current() const {
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? index.row() : -1;
}

void MintedCard::toggleShown() {
    if (const int row = current(); row >= 0) m_model->setShown(row, !m_model->isShown(row));
}

void MintedCard::copyCurrent() {
    const int row = current();
    if (row < 0) return;
    m_ours = true;
    m_clipboard.copySecret(codeText(m_model->at(row)));
    m_model->setTaken(row);
}

void MintedCard::copyAll() {
    QString all;
    // Growing would leave copies behind in freed memory.
    qsizetype room = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        room += 24 + static_cast<qsizetype>(m_model->at(row).code.size());
    all.reserve(room);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const workbench::MintedCode& minted = m_model->at(row);
        all.append(QString::number(minted.record.id));
        all.append(QLatin1Char('\t'));
        all.append(codeText(minted));
        all.append(QLatin1Char('\n'));
    }
    m_ours = true;
    m_clipboard.copySecret(all);
    m_model->setAllTaken();
}

void MintedCard::toggleQr() {
    reflectQr();
    // Whoever looks at it has a device in front of it.
    if (m_qrButton->isChecked() && current() >= 0) m_model->setTaken(current());
}

void MintedCard::tryCurrent() {
    const int row = current();
    if (row < 0) return;
    const workbench::MintedCode& minted = m_model->at(row);
    m_model->setTaken(row);
    Q_EMIT tryRequested(std::make_shared<const SecretBytes>(minted.code.clone()),
                        text(minted.record.endpoint));
}

void MintedCard::reflectQr() {
    const int row = current();
    const bool wanted = m_qrButton->isChecked() && row >= 0;
    if (wanted) {
        const workbench::MintedCode& minted = m_model->at(row);
        m_qr->setContent(minted.code.view(), tr("QR code of code %1").arg(minted.record.id));
    } else {
        m_qr->clear();
    }
    m_qr->setVisible(wanted);
}

void MintedCard::close() {
    wipe();
    Q_EMIT closed();
}

void MintedCard::askBeforeLeaving(const std::function<void()>& leaving) {
    m_leave = leaving;
    m_questionText->setText(
        tr("%n code(s) were neither copied nor saved. Who leaves now cannot read them again; they "
           "stay valid until they end or are withdrawn.",
           nullptr, notTaken()));
    m_question->setAccessibleName(m_questionText->text());
    m_question->show();
    m_stay->setFocus(Qt::OtherFocusReason);
}

bool MintedCard::dropQuestion() {
    m_leave = {};
    if (m_question->isHidden()) return false;
    m_question->hide();
    return true;
}

void MintedCard::dropQuestionNow() {
    dropQuestion();
}

void MintedCard::leave() {
    const auto leaving = std::exchange(m_leave, {});
    wipe();
    Q_EMIT closed();
    if (leaving) leaving();
}

void MintedCard::hideEvent(QHideEvent* event) {
    Card::hideEvent(event);
    if (event->spontaneous()) return;
    m_qrButton->setChecked(false);
    m_qr->clear();
    m_qr->hide();
    m_model->maskAll();
}

bool MintedCard::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_view || event->type() != QEvent::KeyPress)
        return Card::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    // The view itself would copy the text without the countdown, or the mask.
    if (key->matches(QKeySequence::Copy)) {
        copyCurrent();
        return true;
    }
    const bool shows =
        key->key() == Qt::Key_Space || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!shows) return Card::eventFilter(watched, event);
    toggleShown();
    return true;
}

void MintedCard::reflect() {
    const int row = current();
    for (QPushButton* button : {m_show, m_copy, m_qrButton, m_try})
        button->setEnabled(row >= 0);
    if (row < 0) return;
    const bool shown = m_model->isShown(row);
    m_show->setText(shown ? tr("Hide") : tr("Show"));
    m_show->setIcon(tintedIcon(shown ? Icon::Lock : Icon::Unlock));
    const qlonglong number = m_model->at(row).record.id;
    m_show->setAccessibleName(shown ? tr("Hide code %1").arg(number)
                                    : tr("Show code %1").arg(number));
    m_copy->setAccessibleName(tr("Copy code %1").arg(number));
    m_qrButton->setAccessibleName(tr("QR code of code %1").arg(number));
    m_try->setAccessibleName(tr("Use code %1 in a test enrollment").arg(number));
    reflectQr();
}

void MintedCard::reflectClipboard(int seconds) {
    if (seconds == 0) m_ours = false;
    m_countdown->setText(m_ours ? tr("Clipboard clears in %n s", "seconds", seconds) : QString());
    m_countdown->setAccessibleName(m_countdown->text());
}

} // namespace scepter::ui
