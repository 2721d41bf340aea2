#include "pages/dashboard_steps.h"

#include "pages/dashboard_parts.h"
#include "widgets/flow_layout.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

// The paths of the workspaces in which the card is not wanted any more.
constexpr QLatin1String kDismissed("dashboard/stepsDismissed");
constexpr qsizetype kMostPaths = 100;

bool hasCa(const workbench::Status& status) {
    return std::ranges::any_of(
        status.authorities, [](const auto& authority) { return authority.current() != nullptr; });
}

} // namespace

StepsCard::StepsCard(workbench::Session& session, const Theme& theme, QSettings& settings,
                     QWidget* parent)
    : Card(theme, tr("Next steps"), parent)
    , m_session(session)
    , m_theme(theme)
    , m_settings(settings) {
    setObjectName(QStringLiteral("cardSteps"));
    auto* hide =
        cardButton(QStringLiteral("dismissSteps"), tr("Do not show again"), Icon::Close, this);
    connect(hide, &QToolButton::clicked, this, &StepsCard::dismiss);
    addToHeader(hide);
    auto* flow = new FlowLayout;
    addRow(Step::Authority, tr("Create a CA"), tr("Create a CA"), flow);
    addRow(Step::Responder, tr("Start the responder"), tr("Start the responder"), flow);
    addRow(Step::LetIn, tr("Mint a first code, or approve a first request"),
           tr("Mint a first code"), flow);
    addRow(Step::Issue, tr("Run a test enrollment"), tr("Run a test enrollment"), flow);
    addRow(Step::Backup, tr("Back up the workspace"), tr("Back up the workspace"), flow);
    body()->addLayout(flow);
    connect(&theme, &Theme::changed, this, &StepsCard::dress);
    hide->setToolTip(tr("Hides these steps in this workspace."));
    QWidget::hide();
}

void StepsCard::addRow(Step step, const QString& words, const QString& go, QLayout* to) {
    const int key = static_cast<int>(step);
    auto* widget = new QWidget(this);
    widget->setObjectName(QStringLiteral("step-%1").arg(key));
    Row row;
    row.icon = new QLabel(widget);
    row.words = new QLabel(words, widget);
    row.words->setTextFormat(Qt::PlainText);
    row.go = cardButton(QStringLiteral("stepGo-%1").arg(key), tr("Go"), Icon::ChevronRight, widget);
    row.go->setToolTip(go);
    row.go->setAccessibleName(go);
    auto* line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(row.icon);
    line->addWidget(row.words);
    line->addWidget(row.go);
    to->addWidget(widget);
    m_rows.insert(key, row);
    connect(row.go, &QToolButton::clicked, this, [this, step] { Q_EMIT stepRequested(step); });
}

void StepsCard::dress() {
    const int side = fontMetrics().height();
    for (const Row& row : std::as_const(m_rows)) {
        const bool done = row.done.value_or(false);
        row.icon->setPixmap(
            m_theme.icon(done ? Icon::Ok : Icon::Stop, done ? Tone::Ok : Tone::Neutral)
                .pixmap(QSize(side, side), devicePixelRatioF()));
        row.icon->setAccessibleName(done ? tr("Done") : tr("To do"));
        QPalette words = palette();
        if (done) words.setColor(QPalette::WindowText, m_theme.color(Surface::MutedText));
        row.words->setPalette(words);
    }
}

void StepsCard::setDone(Step step, bool done) {
    Row& row = m_rows[static_cast<int>(step)];
    if (row.done == done) return;
    row.done = done;
    row.go->setVisible(!done);
    row.words->setAccessibleName((done ? tr("Done: %1") : tr("To do: %1")).arg(row.words->text()));
}

void StepsCard::reflect(const std::optional<Upkeep>& upkeep) {
    const auto& status = m_session.status();
    const auto& marks = m_session.marks();
    // Nothing is said before all is known: the card would come and go.
    if (!status || !marks || !upkeep || isDismissed()) {
        setVisible(false);
        return;
    }
    const bool running = m_session.responder().state == workbench::ResponderView::State::Running;
    setDone(Step::Authority, hasCa(*status));
    setDone(Step::Responder, running || marks->requests > 0);
    setDone(Step::LetIn, marks->codes > 0 || marks->issued > 0);
    setDone(Step::Issue, marks->issued > 0);
    setDone(Step::Backup, upkeep->backedUp);
    dress();
    setVisible(
        std::ranges::any_of(m_rows, [](const Row& row) { return !row.done.value_or(false); }));
}

bool StepsCard::isDismissed() const {
    return m_settings.value(kDismissed)
        .toStringList()
        .contains(QString::fromStdString(m_session.path()));
}

void StepsCard::dismiss() {
    QStringList paths = m_settings.value(kDismissed).toStringList();
    paths.append(QString::fromStdString(m_session.path()));
    if (paths.size() > kMostPaths) paths.removeFirst();
    m_settings.setValue(kDismissed, paths);
    setVisible(false);
}

} // namespace scepter::ui
