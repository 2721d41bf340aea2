// The keys of every action, and changing them.
#pragma once

#include "shell/action_collection.h"
#include "theme/theme.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTableView;

namespace scepter::ui {

/// One row for each action: what it does, its keys, its default keys. Follows the collection.
class ShortcutModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Keys, Default, ColumnCount };

    explicit ShortcutModel(ActionCollection& actions, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] QAction* action(int row) const;
    [[nodiscard]] int rowOf(const QString& id) const; ///< -1: there is none
    /// Takes in actions of pages that were made since.
    void reload();

private:
    ActionCollection& m_actions;
    QList<QPointer<QAction>> m_rows;
};

/// What an action is called, without mnemonic and dots.
QString actionName(const QAction* action);

/// The table with an editor below it: one that is in use elsewhere is named and not taken.
class ShortcutEditor : public QWidget {
    Q_OBJECT

public:
    ShortcutEditor(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    /// Only actions that have the text; empty: all. Gives how many there are.
    int setFilter(const QString& text);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void chooseRow();
    void tryKeys();
    void reflect();
    [[nodiscard]] QAction* current() const;

    const Theme& m_theme;
    ActionCollection& m_actions;
    ShortcutModel* m_model;
    QTableView* m_table;
    QLabel* m_name;
    QKeySequenceEdit* m_keys;
    QPushButton* m_clear;
    QPushButton* m_reset;
    QPushButton* m_resetAll;
    QLabel* m_conflict;
    QString m_currentId;
};

} // namespace scepter::ui
