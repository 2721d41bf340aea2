// SPDX-License-Identifier: GPL-3.0-or-later
// What was expected of a request beside what was found.
#pragma once

#include "challenge/constraints.h"
#include "theme/theme.h"

#include <QAbstractTableModel>

#include <vector>

namespace scepter::ui {

class FieldComparisonModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Verdict, Field, Expected, Found, ColumnCount };

    explicit FieldComparisonModel(const Theme& theme, QObject* parent = nullptr);

    void set(std::vector<challenge::Comparison> lines);
    [[nodiscard]] int differences() const;
    /// All of it with headers, for the clipboard.
    [[nodiscard]] QString allText() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    const Theme& m_theme;
    std::vector<challenge::Comparison> m_lines;
};

} // namespace scepter::ui
