#include "dialogs/compare_messages_window.h"

#include "models/message_comparison_model.h"
#include "theme/tinted_icon.h"
#include "widgets/elided_label.h"
#include "widgets/hex_view.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

using inspect::kNoNode;
using inspect::NodeId;

namespace {

constexpr QSize kUsualSize{1120, 740};
constexpr int kMargin = 16;
constexpr int kMostExpanded = 2000;
constexpr auto kOnlyKey = "windows/compareMessagesOnlyDifferences";

} // namespace

CompareMessagesWindow::CompareMessagesWindow(PageContext& pageContext, ComparedMessage left,
                                             ComparedMessage right, QWidget* parent)
    : RememberedWindow(pageContext, QStringLiteral("compareMessages"), kUsualSize, parent)
    , m_model(new MessageComparisonModel(pageContext.theme, this))
    , m_filter(new MessageComparisonFilter(this))
    , m_summary(new QLabel(tr("Comparing…"), this))
    , m_only(new QCheckBox(tr("Only &differences"), this))
    , m_previous(new QPushButton(tintedIcon(Icon::Up), tr("&Previous difference"), this))
    , m_next(new QPushButton(tintedIcon(Icon::Down), tr("&Next difference"), this))
    , m_lines(new QTreeView(this))
    , m_question(this, [this](const inspect::Comparison& comparison) { display(comparison); }) {
    setObjectName(QStringLiteral("compareMessagesWindow"));
    setWindowTitle(tr("%1 and %2 — Compare").arg(left.name, right.name));
    m_left.message = std::move(left);
    m_right.message = std::move(right);
    m_left.mask = SecretMask(m_left.message.inspection.tree);
    m_right.mask = SecretMask(m_right.message.inspection.tree);
    build();
    connectAll();
    showBuffer(m_left, 0);
    showBuffer(m_right, 0);
    m_question.askNow([one = m_left.message.inspection, other = m_right.message.inspection] {
        return inspect::compare(one, other);
    });
}

void CompareMessagesWindow::build() {
    m_summary->setObjectName(QStringLiteral("summary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_only->setObjectName(QStringLiteral("onlyDifferences"));
    m_only->setChecked(context().settings.value(QLatin1String(kOnlyKey), false).toBool());
    m_previous->setObjectName(QStringLiteral("previousDifference"));
    m_next->setObjectName(QStringLiteral("nextDifference"));
    m_previous->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F3));
    m_next->setShortcut(QKeySequence(Qt::Key_F3));
    for (QPushButton* button : {m_previous, m_next}) {
        button->setAutoDefault(false);
        button->setEnabled(false);
    }
    m_filter->setSourceModel(m_model);
    m_filter->setOnlyDifferences(m_only->isChecked());
    m_lines->setObjectName(QStringLiteral("comparison"));
    m_lines->setAccessibleName(tr("Comparison, line by line"));
    m_lines->setModel(m_filter);
    m_lines->setUniformRowHeights(true);
    m_lines->setTabKeyNavigation(false);
    m_lines->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_summary, 1);
    head->addWidget(m_only);
    head->addWidget(m_previous);
    head->addWidget(m_next);
    auto* bytes = new QSplitter(Qt::Horizontal, this);
    bytes->setChildrenCollapsible(false);
    bytes->addWidget(makeSide(m_left, QStringLiteral("leftBytes")));
    bytes->addWidget(makeSide(m_right, QStringLiteral("rightBytes")));
    auto* rows = new QSplitter(Qt::Vertical, this);
    rows->setChildrenCollapsible(false);
    rows->addWidget(m_lines);
    rows->addWidget(bytes);
    rows->setStretchFactor(0, 3);
    rows->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, 12, kMargin, kMargin);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(&messages());
    layout->addWidget(rows, 1);
    const int unit = fontMetrics().averageCharWidth();
    m_lines->header()->resizeSection(MessageComparisonModel::Field, 40 * unit);
    m_lines->header()->resizeSection(MessageComparisonModel::Verdict, 15 * unit);
    m_lines->header()->setSectionResizeMode(MessageComparisonModel::Left, QHeaderView::Stretch);
    m_lines->header()->setSectionResizeMode(MessageComparisonModel::Right, QHeaderView::Stretch);
}

QWidget* CompareMessagesWindow::makeSide(Side& side, const QString& name) {
    auto* widget = new QWidget(this);
    side.title = new ElidedLabel(Qt::ElideRight, widget);
    const QString title = text(side.message.inspection.title);
    side.title->setText(title.isEmpty() ? side.message.name
                                        : QStringLiteral("%1 — %2").arg(side.message.name, title));
    side.bytes = new HexView(context().theme, widget);
    side.bytes->setObjectName(name);
    side.bytes->setAccessibleName(tr("Bytes of %1").arg(side.message.name));
    side.bytes->setMinimumWidth(260);
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(side.title);
    layout->addWidget(side.bytes, 1);
    return widget;
}

void CompareMessagesWindow::connectAll() {
    connect(m_only, &QCheckBox::toggled, this, [this](bool only) {
        context().settings.setValue(QLatin1String(kOnlyKey), only);
        m_filter->setOnlyDifferences(only);
        expandDifferences();
    });
    connect(m_previous, &QPushButton::clicked, this, [this] { goToNext(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { goToNext(1); });
    connect(m_lines->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &CompareMessagesWindow::showRow);
    for (Side* side : {&m_left, &m_right}) {
        connect(side->bytes, &HexView::copied, this, [this](const QString& hex) { copyText(hex); });
        connect(side->bytes, &HexView::copyRefused, this, [this] {
            messages().show({.kind = MessageKind::Info,
                             .text = tr("These bytes hold a secret, which is hidden here."),
                             .key = QStringLiteral("compareHidden")});
        });
    }
}

QString CompareMessagesWindow::summary(const inspect::Comparison& comparison) const {
    const auto number = [this](std::size_t count) {
        return locale().toString(static_cast<qulonglong>(count));
    };
    QString said;
    if (comparison.equal())
        said = tr("Both say the same.");
    else
        said = tr("%1 fields differ, %2 are only left, %3 only right.")
                   .arg(number(comparison.changed), number(comparison.onlyLeft),
                        number(comparison.onlyRight));
    if (!comparison.complete) said += QLatin1Char(' ') + tr("There is more than the limits show.");
    return said;
}

void CompareMessagesWindow::display(const inspect::Comparison& comparison) {
    m_model->set(comparison, m_left.message.name, m_right.message.name);
    m_summary->setText(summary(comparison));
    const bool differs = comparison.changed + comparison.onlyLeft + comparison.onlyRight > 0;
    m_previous->setEnabled(differs);
    m_next->setEnabled(differs);
    expandDifferences();
    if (differs)
        goToNext(1);
    else if (m_filter->rowCount() > 0)
        m_lines->setCurrentIndex(m_filter->index(0, 0));
    m_ready = true;
}

// The way to everything that differs is open; what is alike below stays closed.
void CompareMessagesWindow::expandDifferences() {
    int budget = kMostExpanded;
    QList<QModelIndex> open{QModelIndex()};
    while (!open.isEmpty() && budget > 0) {
        const QModelIndex parent = open.takeFirst();
        for (int row = 0; row < m_filter->rowCount(parent) && budget > 0; ++row) {
            const QModelIndex index = m_filter->index(row, 0, parent);
            const bool differs = index.data(MessageComparisonModel::DifferenceRole).toInt() !=
                                 static_cast<int>(inspect::Difference::Equal);
            if (!m_filter->hasChildren(index) || (!differs && parent.isValid())) continue;
            m_lines->expand(index);
            open.append(index);
            --budget;
        }
    }
}

// Lines without others below them, wrapping at the end.
void CompareMessagesWindow::goToNext(int step) {
    const auto& rows = m_model->comparison().rows;
    if (rows.empty()) return;
    const auto count = static_cast<qsizetype>(rows.size());
    const QModelIndex current = m_filter->mapToSource(m_lines->currentIndex());
    qsizetype at = current.isValid() ? static_cast<qsizetype>(current.internalId()) - 1
                                     : (step > 0 ? -1 : count);
    for (qsizetype tries = 0; tries < count; ++tries) {
        at = (at + step + count) % count;
        const inspect::CompareRow& row = rows[static_cast<std::size_t>(at)];
        if (row.difference == inspect::Difference::Equal ||
            (row.group && row.difference == inspect::Difference::Changed))
            continue;
        const QModelIndex found = m_filter->mapFromSource(m_model->indexOfRow(at));
        m_lines->setCurrentIndex(found);
        m_lines->scrollTo(found);
        return;
    }
}

void CompareMessagesWindow::showRow() {
    const QModelIndex index = m_lines->currentIndex();
    if (!index.isValid()) return;
    showNode(m_left, index.data(MessageComparisonModel::LeftNodeRole).value<NodeId>());
    showNode(m_right, index.data(MessageComparisonModel::RightNodeRole).value<NodeId>());
}

void CompareMessagesWindow::showBuffer(Side& side, inspect::BufferId buffer) {
    const auto& buffers = side.message.inspection.tree.buffers();
    side.buffer = buffer;
    side.bytes->setBytes(buffer < buffers.size() ? buffers[buffer].bytes : nullptr);
    side.bytes->setHidden(side.mask.hidden(buffer));
}

void CompareMessagesWindow::showNode(Side& side, NodeId id) {
    const inspect::Tree& tree = side.message.inspection.tree;
    if (id == kNoNode || id >= tree.nodes().size() || tree.node(id).place.size == 0) {
        side.bytes->setMark({});
        return;
    }
    const inspect::Place& place = tree.node(id).place;
    if (place.buffer != side.buffer) showBuffer(side, place.buffer);
    side.bytes->setMark(HexView::markOf(tree, place));
}

} // namespace scepter::ui
