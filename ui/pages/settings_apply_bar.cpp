#include "pages/settings_apply_bar.h"

#include "widgets/action_button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr qsizetype kInSight = 4;

} // namespace

ApplyBar::ApplyBar(const Theme& theme, QAction* discard, QAction* apply, QAction* restart,
                   QWidget* parent)
    : Card(theme, tr("Changed here, not applied yet"), parent)
    , m_theme(theme)
    , m_changes(new QLabel(this))
    , m_cost(new QLabel(this))
    , m_warning(new QLabel(this))
    , m_restart(new ActionButton(theme, restart, true, this)) {
    setObjectName(QStringLiteral("applyBar"));
    setTone(Tone::Pending);
    m_changes->setObjectName(QStringLiteral("stagedChanges"));
    m_cost->setObjectName(QStringLiteral("stagedCost"));
    m_warning->setObjectName(QStringLiteral("stagedWarning"));
    for (QLabel* label : {m_changes, m_cost, m_warning}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        body()->addWidget(label);
    }
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(new ActionButton(theme, discard, false, this));
    buttons->addWidget(new ActionButton(theme, apply, false, this));
    buttons->addWidget(m_restart);
    body()->addLayout(buttons);
}

void ApplyBar::setState(const State& state) {
    setVisible(!state.changes.isEmpty());
    m_state = state;
    QStringList lines = state.changes.mid(0, kInSight);
    if (state.changes.size() > kInSight)
        lines.append(tr("and %n more", nullptr, static_cast<int>(state.changes.size() - kInSight)));
    m_changes->setText(lines.join(QLatin1Char('\n')));
    m_changes->setToolTip(state.changes.join(QLatin1Char('\n')));
    m_changes->setAccessibleName(m_changes->toolTip());
    m_cost->setText(state.running ? tr("The running responder must restart; %n connection(s) open.",
                                       nullptr, static_cast<int>(state.connections))
                                  : tr("The responder does not run: this holds from its next "
                                       "start."));
    m_restart->setVisible(state.running);
    QString warning = state.problem;
    if (warning.isEmpty() && state.exposes)
        warning = tr("Exposed: other machines will be able to reach the CA.");
    QPalette palette = m_warning->palette();
    palette.setColor(QPalette::WindowText,
                     m_theme.tone(state.problem.isEmpty() ? Tone::Warning : Tone::Error).strong);
    m_warning->setPalette(palette);
    m_warning->setText(warning);
    m_warning->setVisible(!warning.isEmpty());
}

} // namespace scepter::ui
