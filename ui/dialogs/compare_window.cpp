#include "dialogs/compare_window.h"

#include "models/certificate_model.h"
#include "models/comparison_model.h"
#include "theme/tinted_icon.h"
#include "widgets/message_bar.h"
#include "widgets/wrap_delegate.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kMargin = 16;
constexpr QSize kUsualSize{1000, 640};
constexpr auto kOnlyKey = "windows/compareOnlyDifferences";

} // namespace

struct CompareWindow::Compared {
    QString left;
    QString right;
    bool same = false; ///< byte for byte
    std::vector<workbench::FactDifference> lines;
};

CompareWindow::CompareWindow(PageContext& pageContext, qint64 left, qint64 right, QWidget* parent)
    : RememberedWindow(pageContext, QStringLiteral("compare"), kUsualSize, parent)
    , m_left(left)
    , m_right(right)
    , m_model(new ComparisonModel(pageContext.theme, this))
    , m_filter(new ComparisonFilter(this))
    , m_summary(new QLabel(this))
    , m_search(new QLineEdit(this))
    , m_only(new QCheckBox(tr("Only &differences"), this))
    , m_list(new QTreeView(this)) {
    setObjectName(QStringLiteral("compareWindow"));
    setWindowTitle(tr("Certificates %1 and %2").arg(left).arg(right));
    m_summary->setObjectName(QStringLiteral("summary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setPlaceholderText(tr("Find a field or value"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->addAction(tintedIcon(Icon::Search), QLineEdit::LeadingPosition);
    m_only->setObjectName(QStringLiteral("onlyDifferences"));
    m_only->setChecked(pageContext.settings.value(QLatin1String(kOnlyKey), false).toBool());
    m_filter->setSourceModel(m_model);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setOnlyDifferences(m_only->isChecked());
    m_list->setObjectName(QStringLiteral("comparison"));
    m_list->setAccessibleName(tr("Comparison, line by line"));
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new WrapDelegate(pageContext.theme, m_list));
    m_list->setRootIsDecorated(false);
    m_list->setAlternatingRowColors(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->installEventFilter(this);
    auto* close = new QPushButton(tr("&Close"), this);
    close->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_search, 1);
    row->addWidget(m_only);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(8);
    layout->addWidget(m_summary);
    layout->addWidget(&messages());
    layout->addLayout(row);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_only, &QCheckBox::toggled, this, [this](bool only) {
        context().settings.setValue(QLatin1String(kOnlyKey), only);
        m_filter->setOnlyDifferences(only);
    });
    connect(m_search, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_filter->setFilterFixedString(text.trimmed()); });
    connect(m_list->header(), &QHeaderView::sectionResized, m_list, &QTreeView::doItemsLayout);
    arrange();
    load();
}

void CompareWindow::arrange() {
    const int unit = fontMetrics().averageCharWidth();
    m_list->header()->setTextElideMode(Qt::ElideRight);
    m_list->header()->resizeSection(ComparisonModel::Verdict, 16 * unit);
    m_list->header()->resizeSection(ComparisonModel::Field, 26 * unit);
    m_list->header()->setSectionResizeMode(ComparisonModel::Left, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(ComparisonModel::Right, QHeaderView::Stretch);
}

void CompareWindow::load() {
    context()
        .session
        .ask([left = m_left, right = m_right](workbench::Workbench& workbench) -> Result<Compared> {
            SCEPTER_TRY(leftRecord, workbench.certificates().byId(left));
            SCEPTER_TRY(rightRecord, workbench.certificates().byId(right));
            SCEPTER_TRY(leftOne, pki::Certificate::fromDer(leftRecord.der));
            SCEPTER_TRY(rightOne, pki::Certificate::fromDer(rightRecord.der));
            return Compared{displayName(leftRecord), displayName(rightRecord),
                            leftRecord.der == rightRecord.der,
                            workbench::compareCertificates(leftOne, rightOne)};
        })
        .then(this, [this, turn = ++m_turn](const Result<Compared>& answer) {
            if (turn != m_turn) return;
            if (answer)
                display(*answer);
            else
                messages().showProblem(tr("The certificates could not be compared."),
                                       problem(answer.error()));
        });
}

void CompareWindow::display(const Compared& compared) {
    const auto headed = [](const QString& name, qint64 id) {
        return tr("%1: %2", "the number of a certificate and its name").arg(id).arg(name);
    };
    m_model->set(compared.lines, headed(compared.left, m_left), headed(compared.right, m_right));
    const int differences = m_model->differences();
    const auto all = static_cast<int>(compared.lines.size());
    m_summary->setText(
        compared.same
            ? tr("Both are the same certificate, byte for byte.")
            : tr("%n of %1 fields differ.", nullptr, differences).arg(locale().toString(all)));
}

void CompareWindow::copyChosen() {
    QModelIndexList rows = m_list->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList lines;
    for (const QModelIndex& row : std::as_const(rows)) {
        QStringList cells;
        for (int column = 0; column < ComparisonModel::ColumnCount; ++column)
            cells.append(row.siblingAtColumn(column).data(ComparisonModel::CopyRole).toString());
        lines.append(cells.join(QLatin1Char('\t')));
    }
    if (!lines.isEmpty()) copyText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
}

bool CompareWindow::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        copyChosen();
        return true;
    }
    return RememberedWindow::eventFilter(watched, event);
}

} // namespace scepter::ui
