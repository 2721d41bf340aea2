#include "pages/rollover_card.h"

#include "theme/tinted_icon.h"
#include "widgets/texts.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace scepter::ui {

namespace {

using State = authority::GenerationState;

bool has(const workbench::AuthorityView& authority, State state) {
    return std::ranges::any_of(authority.generations,
                               [state](const auto& one) { return one.state == state; });
}

} // namespace

RolloverCard::RolloverCard(const Theme& theme, QWidget* parent)
    : Card(theme, tr("Rollover: from one CA key to the next"), parent)
    , m_theme(theme)
    , m_now(new QLabel(this))
    , m_prepare(new QPushButton(tr("Prepare the next generation"), this))
    , m_outside(new QPushButton(tr("Ask an outside root…"), this))
    , m_switch(new QPushButton(tr("Switch over…"), this)) {
    const QStringList steps{
        tr("Prepare the next generation: a new key, and a certificate that is valid after this "
           "one."),
        tr("Announced: devices that ask (GetNextCACert) get the next certificate before they need "
           "it. Give them days."),
        tr("Switch over: the next generation issues from now on; devices renew by it."),
        tr("Drop the keys of the retired generation, once its certificates have ended.")};
    auto* grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    grid->setHorizontalSpacing(10);
    for (int i = 0; i < steps.size(); ++i) {
        auto* icon = new QLabel(this);
        auto* words =
            new QLabel(tr("%1. %2", "step and its text").arg(i + 1).arg(steps.at(i)), this);
        words->setWordWrap(true);
        words->setTextFormat(Qt::PlainText);
        grid->addWidget(icon, i, 0, Qt::AlignTop);
        grid->addWidget(words, i, 1);
        m_icons.append(icon);
        m_texts.append(words);
    }
    body()->addLayout(grid);
    m_now->setWordWrap(true);
    m_now->setTextFormat(Qt::PlainText);
    body()->addWidget(m_now);
    m_prepare->setObjectName(QStringLiteral("rolloverPrepare"));
    m_outside->setObjectName(QStringLiteral("rolloverOutside"));
    m_switch->setObjectName(QStringLiteral("rolloverSwitch"));
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_prepare, m_outside, m_switch})
        buttons->addWidget(button);
    buttons->addStretch(1);
    body()->addLayout(buttons);
    connect(m_prepare, &QPushButton::clicked, this, &RolloverCard::prepareRequested);
    connect(m_outside, &QPushButton::clicked, this, &RolloverCard::outsideRequested);
    connect(m_switch, &QPushButton::clicked, this, &RolloverCard::switchRequested);
    connect(&theme, &Theme::changed, this, &RolloverCard::redraw);
}

void RolloverCard::showAuthority(const workbench::AuthorityView& authority) {
    const workbench::GenerationView* current = authority.current();
    const bool requested = has(authority, State::Requested);
    const bool next = has(authority, State::Next);
    const bool retired = has(authority, State::Retired);
    const bool selfSigned =
        current != nullptr && current->ca && current->ca->subject() == current->ca->issuer();
    m_prepare->setVisible(!next && !requested && selfSigned);
    m_outside->setVisible(!next && !requested && current != nullptr && !selfSigned);
    m_switch->setVisible(next);
    if (next) {
        m_step = 2;
        m_now->setText(tr("The next generation is announced. Switch over when your devices have "
                          "fetched it."));
    } else if (requested) {
        m_step = 0;
        m_now->setText(
            current == nullptr
                ? tr("The first certificate of this CA is awaited from the outside root.")
                : tr("The certificate of the next generation is awaited from the outside "
                     "root."));
    } else if (retired) {
        m_step = 3;
        m_now->setText(tr("A retired generation still signs its CRL and opens old messages."));
    } else {
        m_step = 0;
        m_now->setText(tr("There is no next generation. Begin some months before the CA ends."));
    }
    redraw();
}

void RolloverCard::redraw() {
    const int side = fontMetrics().height();
    for (int i = 0; i < m_icons.size(); ++i) {
        const bool done = i < m_step;
        const bool now = i == m_step;
        const QIcon icon = done  ? m_theme.icon(Icon::Ok, Tone::Ok)
                           : now ? m_theme.icon(Icon::ChevronRight, Tone::Info)
                                 : m_theme.icon(Icon::Stopped, Tone::Neutral);
        m_icons.at(i)->setPixmap(icon.pixmap(QSize(side, side), devicePixelRatioF()));
        m_icons.at(i)->setToolTip(done ? tr("Done") : now ? tr("Comes next") : tr("Later"));
        m_texts.at(i)->setFont(now ? Theme::strongFont() : font());
        m_texts.at(i)->setAccessibleName(m_icons.at(i)->toolTip() + QStringLiteral(": ") +
                                         m_texts.at(i)->text());
    }
}

} // namespace scepter::ui
