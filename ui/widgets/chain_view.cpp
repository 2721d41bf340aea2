#include "widgets/chain_view.h"

#include "widgets/texts.h"

#include <QHeaderView>

#include <array>

namespace scepter::ui {

namespace {

// The roles stand in core/workbench, which the command line shares.
constexpr std::array kRoles{
    QT_TRANSLATE_NOOP("scepter::ui::ChainView", "End entity"),
    QT_TRANSLATE_NOOP("scepter::ui::ChainView", "CA"),
    QT_TRANSLATE_NOOP("scepter::ui::ChainView", "Root"),
};

} // namespace

StateLook lookOf(workbench::LinkStatus status) {
    using Status = workbench::LinkStatus;
    switch (status) {
    case Status::Valid:
        return {ChainView::tr("Valid"), Icon::Valid, Tone::Ok};
    case Status::NotYetValid:
        return {ChainView::tr("Not yet valid"), Icon::Clock, Tone::Info};
    case Status::Expired:
        return {ChainView::tr("Expired"), Icon::Expired, Tone::Warning};
    case Status::Revoked:
        return {ChainView::tr("Revoked"), Icon::Revoked, Tone::Revoked};
    }
    return {};
}

QString roleText(const workbench::ChainLink& link) {
    for (const char* role : kRoles)
        if (link.role == role) return ChainView::tr(role);
    return text(link.role);
}

ChainView::ChainView(const Theme& theme, QWidget* parent)
    : QTreeWidget(parent)
    , m_theme(theme) {
    setObjectName(QStringLiteral("chain"));
    setAccessibleName(tr("Chain"));
    setColumnCount(ColumnCount);
    setHeaderLabels({tr("State"), tr("What it is"), tr("Subject"), tr("Ends"), tr("Problem")});
    setRootIsDecorated(false);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    connect(this, &QTreeWidget::currentItemChanged, this, [this] { Q_EMIT currentChanged(); });
}

void ChainView::setChain(const std::vector<workbench::ChainLink>& chain, TimePoint now) {
    const int kept = std::max(0, indexOfTopLevelItem(currentItem()));
    {
        const QSignalBlocker quiet(this);
        m_chain = chain;
        clear();
        for (const workbench::ChainLink& link : m_chain) {
            const StateLook look = link.problem.empty()
                                       ? lookOf(link.status)
                                       : StateLook{tr("Not trusted"), Icon::Error, Tone::Error};
            const QString subject = text(link.certificate.subject().toDisplayText());
            auto* item = new QTreeWidgetItem(this, {look.word, roleText(link), subject,
                                                    relativeTime(link.certificate.notAfter(), now),
                                                    text(link.problem)});
            item->setIcon(State, m_theme.icon(look.icon, look.tone));
            item->setToolTip(Subject, subject);
            item->setToolTip(Ends, absoluteTime(link.certificate.notAfter(), locale()));
            item->setToolTip(Problem, text(link.problem));
            item->setData(State, Qt::AccessibleTextRole,
                          tr("%1, %2, %3").arg(roleText(link), subject, look.word));
        }
        for (int column = State; column <= Ends; ++column)
            resizeColumnToContents(column);
        if (!m_chain.empty()) setCurrentItem(topLevelItem(std::min(kept, topLevelItemCount() - 1)));
    }
    Q_EMIT currentChanged();
}

const workbench::ChainLink* ChainView::current() const {
    const int row = indexOfTopLevelItem(currentItem());
    return row < 0 || row >= static_cast<int>(m_chain.size())
               ? nullptr
               : &m_chain[static_cast<std::size_t>(row)];
}

} // namespace scepter::ui
