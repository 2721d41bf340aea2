// A table over the workspace: keeps its place while rows come in and go above.
#pragma once

#include "models/list_model.h"
#include "theme/theme.h"

#include <QTableView>

namespace scepter::ui {

/// Whole rows, one line each, states as pills. Enter or a double click activates a row, Space
/// peeks. Ctrl+C copies the selected rows as text with headers. When rows are inserted above what
/// is in sight, or go there, the sight stays.
class LedgerView : public QTableView {
    Q_OBJECT

public:
    explicit LedgerView(const Theme& theme, QWidget* parent = nullptr);

    void setLedger(ListModel* model);
    [[nodiscard]] ListModel* ledger() const { return m_ledger; }
    [[nodiscard]] qint64 currentId() const;
    /// How many rows are selected: quick, also for all of a million.
    [[nodiscard]] qint64 selectedCount() const;
    /// The greatest ids first; at most ten thousand of them.
    [[nodiscard]] QList<qint64> selectedIds() const;
    /// Selects and shows a row that is in the list; false when it is not.
    bool select(qint64 id);
    /// The selected rows as tab-separated text with headers; only rows that are known.
    [[nodiscard]] QString selectedText() const;
    /// Widths of the columns in characters, until the operator sets his own; 0 hides a column at
    /// first. The last columns are left out while there is no room for them. After setLedger() and
    /// before restoreColumns().
    void setDefaultWidths(const QList<int>& characters);
    [[nodiscard]] QByteArray columnState() const;
    void restoreColumns(const QByteArray& state);

Q_SIGNALS:
    void currentIdChanged(qint64 id);
    void selectedIdsChanged();
    void activatedId(qint64 id);
    void copied(const QString& text);
    /// More rows were selected than are copied at once.
    void copyRefused(int most);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected,
                          const QItemSelection& deselected) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    /// No type-ahead: letters are shortcuts of the page.
    void keyboardSearch(const QString& search) override;

private:
    void fitRows();
    void fitColumns();
    /// Columns stay as they are now.
    void keepColumns();
    [[nodiscard]] int defaultWidth(int column) const;
    void copySelected();
    void showColumnMenu(const QPoint& at);
    void keepSight(int first, int last);
    void keepSightWithout(int first, int last);

    const Theme& m_theme;
    ListModel* m_ledger = nullptr;
    QByteArray m_pendingColumns;
    QList<int> m_defaults; ///< characters
    QList<int> m_leftOut;  ///< for want of room
    bool m_fitsColumns = false;
    int m_sightBefore = 0; ///< where the scroll bar stood before rows went
};

} // namespace scepter::ui
