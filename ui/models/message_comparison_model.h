// Two messages beside each other, line by line.
#pragma once

#include "inspect/compare.h"
#include "theme/theme.h"

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

#include <vector>

namespace scepter::ui {

/// The rows of an inspect::Comparison as a tree. Secrets are dots on both sides; whether they are
/// the same is told.
class MessageComparisonModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Field, Verdict, Left, Right, ColumnCount };
    enum Role {
        DifferenceRole = Qt::UserRole + 1, ///< inspect::Difference, as int
        LeftNodeRole,                      ///< inspect::NodeId
        RightNodeRole
    };

    explicit MessageComparisonModel(const Theme& theme, QObject* parent = nullptr);

    void set(inspect::Comparison comparison, const QString& left, const QString& right);
    [[nodiscard]] const inspect::Comparison& comparison() const { return m_comparison; }

    /// Of a row of the comparison, by its number.
    [[nodiscard]] QModelIndex indexOfRow(qsizetype number) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    /// Where a line stands; the line of number 0 is the invisible root.
    struct Line {
        std::size_t parent = 0;
        int row = 0;
        std::vector<std::size_t> children;
    };

    [[nodiscard]] const Line& lineOf(const QModelIndex& index) const;
    [[nodiscard]] const inspect::CompareRow& rowOf(const QModelIndex& index) const;
    [[nodiscard]] static QString valueOf(const inspect::CompareRow& row, int side);
    [[nodiscard]] static QString word(inspect::Difference difference);
    [[nodiscard]] QVariant decoration(const inspect::CompareRow& row, int column) const;
    [[nodiscard]] static QString spoken(const inspect::CompareRow& row);

    const Theme& m_theme;
    inspect::Comparison m_comparison;
    std::vector<Line> m_lines; ///< the row of number i stands in line i + 1
    QString m_left;
    QString m_right;
};

/// Only what differs, with what is above it; or all.
class MessageComparisonFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit MessageComparisonFilter(QObject* parent = nullptr);
    void setOnlyDifferences(bool only);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    bool m_onlyDifferences = false;
};

} // namespace scepter::ui
