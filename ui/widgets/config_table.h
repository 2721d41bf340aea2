// A table over a short list of configured things.
#pragma once

#include "theme/theme.h"

#include <QTableView>

namespace scepter::ui {

/// Whole rows, one at a time, states as pills. Rows have their key under LedgerModel::IdRole.
/// Ctrl+C copies the row with its headers.
class ConfigTable : public QTableView {
    Q_OBJECT

public:
    explicit ConfigTable(const Theme& theme, QWidget* parent = nullptr);

    /// After setModel(): widths of the columns in characters; 0 hides one.
    void setWidths(const QList<int>& characters);
    [[nodiscard]] QString currentKey() const;
    /// False when the list has no such row. Empty: chooses none.
    bool select(const QString& key);

Q_SIGNALS:
    void keyChosen(const QString& key);
    void copied(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    [[nodiscard]] QString rowText() const;
    bool m_selecting = false;
};

} // namespace scepter::ui
