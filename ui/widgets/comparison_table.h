// SPDX-License-Identifier: GPL-3.0-or-later
// Expected beside found, field by field.
#pragma once

#include "challenge/constraints.h"
#include "theme/theme.h"

#include <QTreeView>

#include <vector>

namespace scepter::ui {

class FieldComparisonModel;

/// As high as its lines need: what it stands in scrolls. Ctrl+C copies all of it.
class ComparisonTable : public QTreeView {
    Q_OBJECT

public:
    explicit ComparisonTable(const Theme& theme, QWidget* parent = nullptr);

    void setLines(const std::vector<challenge::Comparison>& lines);
    /// "1 of 8 fields differs from what was expected."
    [[nodiscard]] QString summary() const;
    [[nodiscard]] int differences() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void copyRequested(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void fit();

    FieldComparisonModel* m_model;
    int m_height = 0;
};

} // namespace scepter::ui
