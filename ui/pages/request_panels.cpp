#include "pages/request_panels.h"

#include "pages/request_table.h"
#include "pages/request_words.h"
#include "widgets/action_button.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"
#include "widgets/wrap_text.h"
#include "workbench/requests.h"

#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr qsizetype kMaxReasonBytes = 255;
constexpr qsizetype kMaxHistory = 10;
constexpr int kShownRows = 5;
constexpr qsizetype kNamedSubjects = 5;
constexpr QLatin1String kHistoryKey("requests/denyReasons");

void frame(QFrame& panel, const QString& name, const QString& title) {
    panel.setFrameShape(QFrame::StyledPanel);
    panel.setObjectName(name);
    panel.setAccessibleName(title);
    panel.hide();
}

QLabel* makeTitle(QWidget* parent) {
    auto* title = new QLabel(parent);
    title->setFont(Theme::strongFont());
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    return title;
}

QPushButton* makeButton(QWidget* parent, const QString& name, const QString& label = {}) {
    auto* button = new QPushButton(label, parent);
    button->setObjectName(name);
    button->setAutoDefault(true);
    return button;
}

int count(const QList<Candidate>& candidates) {
    return static_cast<int>(candidates.size());
}

} // namespace

ApprovePanel::ApprovePanel(PageContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_title(makeTitle(this))
    , m_note(new InlineNote(context.theme, Tone::Neutral, this))
    , m_table(
          new TextTable(context.theme, {tr("Subject"), tr("Endpoint"), tr("Look at this")}, this))
    , m_view(new QTableView(this))
    , m_confirm(makeButton(this, QStringLiteral("approveConfirm"))) {
    frame(*this, QStringLiteral("approvePanel"), tr("Approve requests"));
    m_note->setObjectName(QStringLiteral("approveNote"));
    m_view->setObjectName(QStringLiteral("approveList"));
    m_view->setAccessibleName(tr("What is approved"));
    m_view->setModel(m_table);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    styleTable(*m_view);
    const int character = fontMetrics().averageCharWidth();
    m_view->setColumnWidth(0, 40 * character);
    m_view->setColumnWidth(1, 16 * character);
    makePrimary(*m_confirm, context.theme);
    auto* cancel = makeButton(this, QStringLiteral("approveCancel"), tr("Cancel"));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_confirm);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_view);
    layout->addWidget(m_note);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &ApprovePanel::cancelled);
    connect(m_confirm, &QPushButton::clicked, this, &ApprovePanel::confirmed);
}

void ApprovePanel::open(const QList<Candidate>& candidates) {
    m_candidates = candidates;
    std::vector<TextRow> rows;
    int warned = 0;
    int impossible = 0;
    for (const Candidate& one : candidates) {
        TextRow row{{one.subject, one.endpoint, one.concerns.join(QStringLiteral("; "))}, Tone::Ok};
        if (!one.problem.isEmpty()) {
            ++impossible;
            row.tone = Tone::Error;
            row.cells[2] = tr("Cannot be issued: %1").arg(one.problem);
        } else if (!one.concerns.isEmpty()) {
            ++warned;
            row.tone = Tone::Warning;
        } else {
            row.cells[2] = tr("nothing");
        }
        rows.push_back(std::move(row));
    }
    // A single one tells its reasons in full; in a table they would be cut.
    const bool single = candidates.size() == 1;
    m_view->setVisible(!single);
    m_table->setRows(std::move(rows));
    m_view->setFixedHeight(m_view->horizontalHeader()->sizeHint().height() +
                           std::min(count(candidates), kShownRows) *
                               m_view->verticalHeader()->defaultSectionSize() +
                           2 * m_view->frameWidth() + 4);
    const int possible = count(candidates) - impossible;
    if (single)
        m_note->say(Tone::Warning, QStringLiteral("• ") +
                                       candidates.first().concerns.join(QStringLiteral("\n• ")));
    else if (impossible > 0)
        m_note->say(Tone::Warning, tr("%n request(s) cannot be issued and will be left pending.",
                                      nullptr, impossible));
    else if (warned > 0)
        m_note->say(Tone::Warning,
                    tr("%n request(s) need a look: see the last column.", nullptr, warned));
    else
        m_note->clear();
    m_title->setText(single ? tr("Approve %1 all the same?").arg(candidates.first().subject)
                            : tr("Approve %n request(s)?", nullptr, possible));
    m_confirm->setText(single        ? tr("Approve anyway")
                       : warned == 0 ? tr("Approve %n request(s)", nullptr, possible)
                                     : tr("Approve %n request(s) anyway", nullptr, possible));
    m_confirm->setEnabled(possible > 0);
    show();
    m_confirm->setFocus(Qt::OtherFocusReason);
}

QList<qint64> ApprovePanel::ids() const {
    QList<qint64> ids;
    for (const Candidate& one : m_candidates)
        if (one.problem.isEmpty()) ids.append(one.id);
    return ids;
}

DenyPanel::DenyPanel(PageContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_title(makeTitle(this))
    , m_reason(new QComboBox(this))
    , m_bytes(new QLabel(this))
    , m_error(new InlineNote(context.theme, Tone::Neutral, this))
    , m_failInfo(new QComboBox(this))
    , m_told(new InlineNote(context.theme, Tone::Neutral, this))
    , m_confirm(makeButton(this, QStringLiteral("denyConfirm"))) {
    frame(*this, QStringLiteral("denyPanel"), tr("Deny requests"));
    build();
    connect(m_reason, &QComboBox::editTextChanged, this, &DenyPanel::reflect);
    connect(m_failInfo, &QComboBox::currentIndexChanged, this, &DenyPanel::reflect);
    connect(m_reason->lineEdit(), &QLineEdit::returnPressed, this, [this] {
        if (m_confirm->isEnabled()) Q_EMIT confirmed();
    });
    connect(m_confirm, &QPushButton::clicked, this, &DenyPanel::confirmed);
}

void DenyPanel::build() {
    m_reason->setObjectName(QStringLiteral("denyReason"));
    m_reason->setEditable(true);
    m_reason->setInsertPolicy(QComboBox::NoInsert);
    m_reason->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_reason->setMinimumContentsLength(20);
    m_reason->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_reason->lineEdit()->setPlaceholderText(tr("wildcard not allowed"));
    m_reason->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_bytes->setObjectName(QStringLiteral("denyBytes"));
    m_bytes->setTextFormat(Qt::PlainText);
    m_error->setObjectName(QStringLiteral("denyError"));
    m_failInfo->setObjectName(QStringLiteral("denyFailInfo"));
    m_failInfo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_failInfo->setMinimumContentsLength(20);
    for (const FailInfo one : {FailInfo::BadRequest, FailInfo::BadAlg, FailInfo::BadMessageCheck,
                               FailInfo::BadTime, FailInfo::BadCertId})
        m_failInfo->addItem(QStringLiteral("%1: %2").arg(text(toText(one)), failInfoWords(one)),
                            static_cast<int>(one));
    m_told->setObjectName(QStringLiteral("denyPreview"));
    auto* reasonLabel = new QLabel(tr("R&eason"), this);
    reasonLabel->setBuddy(m_reason);
    auto* failInfoLabel = new QLabel(tr("&failInfo"), this);
    failInfoLabel->setBuddy(m_failInfo);
    failInfoLabel->setToolTip(tr("The number that tells programs what was wrong"));
    auto* cancel = makeButton(this, QStringLiteral("denyCancel"), tr("Cancel"));
    makePrimary(*m_confirm, m_context.theme);
    connect(cancel, &QPushButton::clicked, this, &DenyPanel::cancelled);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    grid->addWidget(reasonLabel, 0, 0);
    grid->addWidget(m_reason, 0, 1);
    grid->addWidget(m_bytes, 0, 2);
    grid->addWidget(m_error, 1, 1, 1, 2);
    grid->addWidget(failInfoLabel, 2, 0);
    grid->addWidget(m_failInfo, 2, 1, 1, 2);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_told, 1);
    buttons->addWidget(cancel, 0, Qt::AlignBottom);
    buttons->addWidget(m_confirm, 0, Qt::AlignBottom);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addLayout(grid);
    layout->addLayout(buttons);
}

QStringList DenyPanel::history() const {
    return m_context.settings.value(kHistoryKey).toStringList().mid(0, kMaxHistory);
}

void DenyPanel::open(const QList<Candidate>& candidates) {
    m_candidates = candidates;
    const QString typed = m_reason->currentText();
    m_reason->clear();
    m_reason->addItems(history());
    m_reason->setEditText(typed);
    QStringList subjects;
    for (const Candidate& one : candidates.mid(0, kNamedSubjects))
        subjects.append(one.subject);
    if (candidates.size() > kNamedSubjects)
        subjects.append(tr("and %n more", nullptr, count(candidates) - int{kNamedSubjects}));
    m_title->setText(tr("Deny %n request(s): %1", nullptr, count(candidates))
                         .arg(subjects.join(QStringLiteral("; "))));
    m_confirm->setText(tr("Deny %n request(s)", nullptr, count(candidates)));
    reflect();
    show();
    m_reason->setFocus(Qt::OtherFocusReason);
    m_reason->lineEdit()->selectAll();
}

void DenyPanel::reflect() {
    const qsizetype bytes = reason().toUtf8().size();
    m_bytes->setText(tr("%1 of %2 bytes").arg(bytes).arg(kMaxReasonBytes));
    m_bytes->setAccessibleName(m_bytes->text());
    const bool tooLong = bytes > kMaxReasonBytes;
    m_error->say(Tone::Error,
                 tooLong ? tr("Too long: a client can be told %1 bytes.").arg(kMaxReasonBytes)
                         : QString());
    m_confirm->setEnabled(bytes > 0 && !tooLong);
    m_confirm->setToolTip(bytes > 0 ? QString()
                                    : tr("Say why: the reason goes to the client and into the "
                                         "audit trail."));
    m_told->say(Tone::Info,
                bytes == 0
                    ? tr("The client will be told: FAILURE, %1, and the reason.")
                          .arg(text(toText(failInfo())))
                    : tr("The client will be told: FAILURE, %1, “%2”")
                          .arg(text(toText(failInfo())),
                               text(workbench::toldOnDenial(reason().toStdString(), failInfo()))));
}

QList<qint64> DenyPanel::ids() const {
    QList<qint64> ids;
    for (const Candidate& one : m_candidates)
        ids.append(one.id);
    return ids;
}

QString DenyPanel::reason() const {
    return m_reason->currentText().trimmed();
}

FailInfo DenyPanel::failInfo() const {
    return static_cast<FailInfo>(m_failInfo->currentData().toInt());
}

void DenyPanel::remember() {
    QStringList reasons = history();
    reasons.removeAll(reason());
    reasons.prepend(reason());
    m_context.settings.setValue(kHistoryKey, reasons.mid(0, kMaxHistory));
    m_reason->clearEditText();
}

} // namespace scepter::ui
