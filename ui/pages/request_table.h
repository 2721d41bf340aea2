// A small table of texts: facts, differences, what is about to be decided.
#pragma once

#include "theme/theme.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

class QTableView;

namespace scepter::ui {

/// One row; other than Neutral, its first cell has the tone's icon.
struct TextRow {
    QStringList cells;
    Tone tone = Tone::Neutral;

    bool operator==(const TextRow&) const = default;
};

/// Rows that somebody else made. Cells show their first line; the tool tip has all of it.
class TextTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { ToneRole = Qt::UserRole + 1, WholeRole };

    TextTable(const Theme& theme, const QStringList& headers, QObject* parent = nullptr);

    void setRows(std::vector<TextRow> rows);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    const Theme& m_theme;
    QStringList m_headers;
    std::vector<TextRow> m_rows;
};

/// The usual look of a small table: whole rows, no grid, no row numbers, Tab leaves it.
void styleTable(QTableView& view);

} // namespace scepter::ui
