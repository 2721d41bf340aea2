// The card of what has happened of late.
#pragma once

#include "models/activity_model.h"
#include "widgets/card.h"

#include <QAction>

class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace scepter::ui {

class FilterRow;
class Placeholder;

/// A short list with a filter. Enter, a double click, or a click into the last column opens.
class ActivityCard : public Card {
    Q_OBJECT

public:
    /// `openLog` gets a button.
    ActivityCard(const Clock& clock, const Theme& theme, QAction* openLog,
                 QWidget* parent = nullptr);

    void setRows(std::vector<Activity> rows);
    /// Ages have to be told anew.
    void tick();
    void focusFilter();
    /// False when there was no filter.
    bool clearFilter();

Q_SIGNALS:
    void openRequested(const scepter::ui::ObjectRef& target);
    void copyRequested(const QString& what, const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeTable(const Theme& theme);
    void fitRows();
    void applyFilter();
    void choose();
    void keepSight(int first, int last);
    void open(const QModelIndex& index);
    void copySelected();

    ActivityModel* m_model;
    QSortFilterProxyModel* m_proxy;
    FilterRow* m_filter;
    QStackedWidget* m_stack;
    QTableView* m_table;
    Placeholder* m_placeholder;
    bool m_known = false;
};

} // namespace scepter::ui
