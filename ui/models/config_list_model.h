// A short list of what is configured, all of it in memory.
#pragma once

#include "models/ledger_model.h"

#include <QAbstractTableModel>

#include <algorithm>
#include <utility>
#include <vector>

namespace scepter::ui {

/// Rows with a key that lasts. New rows replace the old ones in place, so that what is chosen stays
/// chosen. Cells have the roles of LedgerModel, but for IdRole.
template <class Row> class ConfigListModel : public QAbstractTableModel {
public:
    static constexpr int kKeyRole = LedgerModel::IdRole; ///< QString

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<Row> rows) {
        removeMissing(rows);
        insertNew(rows);
        if (!sameKeys(rows)) {
            beginResetModel();
            m_rows = std::move(rows);
            endResetModel();
            return;
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (m_rows[i] == rows[i]) continue;
            m_rows[i] = std::move(rows[i]);
            const int at = static_cast<int>(i);
            Q_EMIT dataChanged(index(at, 0), index(at, columnCount() - 1));
        }
    }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const final {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const final {
        if (!index.isValid() || index.row() >= rowCount()) return {};
        const Row& row = m_rows[static_cast<std::size_t>(index.row())];
        if (role == kKeyRole) return keyOf(row);
        return cell(row, index.column(), role);
    }

protected:
    [[nodiscard]] virtual QString keyOf(const Row& row) const = 0;
    [[nodiscard]] virtual QVariant cell(const Row& row, int column, int role) const = 0;

private:
    [[nodiscard]] bool holds(const std::vector<Row>& rows, const QString& key) const {
        return std::ranges::any_of(rows, [&](const Row& row) { return keyOf(row) == key; });
    }
    [[nodiscard]] bool sameKeys(const std::vector<Row>& rows) const {
        return std::ranges::equal(
            m_rows, rows, [this](const Row& a, const Row& b) { return keyOf(a) == keyOf(b); });
    }
    void removeMissing(const std::vector<Row>& rows) {
        for (int i = rowCount() - 1; i >= 0; --i) {
            if (holds(rows, keyOf(m_rows[static_cast<std::size_t>(i)]))) continue;
            beginRemoveRows({}, i, i);
            m_rows.erase(m_rows.begin() + i);
            endRemoveRows();
        }
    }
    void insertNew(const std::vector<Row>& rows) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (holds(m_rows, keyOf(rows[i]))) continue;
            const int at = static_cast<int>(std::min(i, m_rows.size()));
            beginInsertRows({}, at, at);
            m_rows.insert(m_rows.begin() + at, rows[i]);
            endInsertRows();
        }
    }

    std::vector<Row> m_rows;
};

} // namespace scepter::ui
