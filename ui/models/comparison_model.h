// Two sets of facts beside each other.
#pragma once

#include "theme/theme.h"
#include "workbench/certificate_facts.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <vector>

namespace scepter::ui {

class ComparisonModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Verdict, Field, Left, Right, ColumnCount };
    enum Role { EqualRole = Qt::UserRole + 1, CopyRole };

    explicit ComparisonModel(const Theme& theme, QObject* parent = nullptr);

    void set(std::vector<workbench::FactDifference> lines, const QString& left,
             const QString& right);
    [[nodiscard]] int differences() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    const Theme& m_theme;
    std::vector<workbench::FactDifference> m_lines;
    QString m_left;
    QString m_right;
};

/// Only what differs, or all; and a text.
class ComparisonFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setOnlyDifferences(bool only);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    bool m_onlyDifferences = false;
};

} // namespace scepter::ui
