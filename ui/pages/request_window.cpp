#include "pages/request_window.h"

#include "theme/tinted_icon.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr QSize kFirstSize{760, 560};
// In characters: group and field, then values.
constexpr int kNamedColumns = 2; // then values, which share what is left
constexpr int kNameLetters = 20;

/// Rows with a text anywhere in them, and if asked only those that stand out.
class RowFilter final : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void set(const QString& text, bool differencesOnly) {
        m_text = text;
        m_differencesOnly = differencesOnly;
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
        const QModelIndex first = sourceModel()->index(row, 0, parent);
        const auto tone = static_cast<Tone>(first.data(TextTable::ToneRole).toInt());
        if (m_differencesOnly && (tone == Tone::Ok || tone == Tone::Neutral)) return false;
        if (m_text.isEmpty()) return true;
        for (int column = 0; column < sourceModel()->columnCount(parent); ++column)
            if (first.siblingAtColumn(column)
                    .data(TextTable::WholeRole)
                    .toString()
                    .contains(m_text, Qt::CaseInsensitive))
                return true;
        return false;
    }

private:
    QString m_text;
    bool m_differencesOnly = false;
};

} // namespace

RequestWindow::RequestWindow(PageContext& context, QWidget* page, const QString& name,
                             const QString& title, const QStringList& headers)
    : QWidget(page, Qt::Window)
    , m_context(context)
    , m_name(name)
    , m_table(new TextTable(context.theme, headers, this))
    , m_filtered(new RowFilter(this))
    , m_view(new QTableView(this))
    , m_icon(new QLabel(this))
    , m_summary(new QLabel(this))
    , m_filter(new QLineEdit(this))
    , m_differences(new QCheckBox(tr("Only &differences"), this))
    , m_count(new QLabel(this))
    , m_whole(new QPlainTextEdit(this))
    , m_buttons(new QHBoxLayout) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(name);
    setWindowTitle(title);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->hide();
    m_icon->hide();
    m_filter->setObjectName(QStringLiteral("windowFilter"));
    m_filter->setPlaceholderText(tr("Filter…"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(tintedIcon(Icon::Search), QLineEdit::LeadingPosition);
    m_differences->setObjectName(QStringLiteral("onlyDifferences"));
    m_differences->hide();
    m_filtered->setSourceModel(m_table);
    m_view->setObjectName(QStringLiteral("windowTable"));
    m_view->setAccessibleName(title);
    m_view->setModel(m_filtered);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    styleTable(*m_view);
    m_whole->setObjectName(QStringLiteral("windowWhole"));
    m_whole->setAccessibleName(tr("The chosen row, whole"));
    m_whole->setPlaceholderText(tr("Choose a row to see all of it here."));
    m_whole->setReadOnly(true);
    m_whole->setTabChangesFocus(true);
    m_whole->setFont(Theme::monospace());

    auto* summaryRow = new QHBoxLayout;
    summaryRow->addWidget(m_icon, 0, Qt::AlignTop);
    summaryRow->addWidget(m_summary, 1);
    auto* filterRow = new QHBoxLayout;
    filterRow->addWidget(m_filter, 1);
    filterRow->addWidget(m_differences);
    filterRow->addWidget(m_count);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_view);
    splitter->addWidget(m_whole);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("windowClose"));
    m_buttons->addStretch(1);
    m_buttons->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addLayout(summaryRow);
    layout->addLayout(filterRow);
    layout->addWidget(splitter, 1);
    layout->addLayout(m_buttons);

    connect(close, &QPushButton::clicked, this, &QWidget::close);
    connect(m_filter, &QLineEdit::textChanged, this, &RequestWindow::refilter);
    connect(m_differences, &QCheckBox::toggled, this, &RequestWindow::refilter);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RequestWindow::showWhole);
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_filter,
            [this] { m_filter->setFocus(Qt::ShortcutFocusReason); });
    const QByteArray geometry =
        context.settings.value(QStringLiteral("windows/") + name).toByteArray();
    if (geometry.isEmpty() || !restoreGeometry(geometry)) resize(kFirstSize);
}

RequestWindow::~RequestWindow() {
    m_context.settings.setValue(QStringLiteral("windows/") + m_name, saveGeometry());
}

void RequestWindow::setRows(std::vector<TextRow> rows) {
    m_table->setRows(std::move(rows));
    const int character = m_view->fontMetrics().averageCharWidth();
    for (int column = 0; column < m_table->columnCount(); ++column)
        if (column < kNamedColumns)
            m_view->setColumnWidth(column, kNameLetters * character + 16);
        else
            m_view->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    refilter();
}

void RequestWindow::setSummary(const QString& text, Tone tone) {
    const int side = fontMetrics().height();
    m_icon->setPixmap(
        m_context.theme.icon(iconOf(tone), tone).pixmap(QSize(side, side), devicePixelRatioF()));
    m_icon->setVisible(tone != Tone::Neutral);
    m_summary->setText(text);
    m_summary->show();
}

void RequestWindow::offerDifferencesOnly() {
    m_differences->show();
    m_differences->setChecked(true);
}

void RequestWindow::addButton(QWidget* button) {
    m_buttons->insertWidget(0, button);
}

void RequestWindow::refilter() {
    static_cast<RowFilter*>(m_filtered)
        ->set(m_filter->text().trimmed(), !m_differences->isHidden() && m_differences->isChecked());
    m_count->setText(tr("%1 of %2", "rows shown of all")
                         .arg(locale().toString(m_filtered->rowCount()),
                              locale().toString(m_table->rowCount())));
}

void RequestWindow::showWhole() {
    const QModelIndex current = m_view->currentIndex();
    QStringList parts;
    for (int column = 0; current.isValid() && column < m_filtered->columnCount(); ++column) {
        const QString value = current.siblingAtColumn(column).data(TextTable::WholeRole).toString();
        if (value.isEmpty()) continue;
        const QString header =
            m_filtered->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        parts.append(
            header +
            (value.contains(QLatin1Char('\n')) ? QStringLiteral(":\n") : QStringLiteral(": ")) +
            value);
    }
    m_whole->setPlainText(parts.join(QLatin1Char('\n')));
}

void RequestWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace scepter::ui
