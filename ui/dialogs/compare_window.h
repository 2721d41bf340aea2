// Two certificates line by line.
#pragma once

#include "dialogs/remembered_window.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QTreeView;

namespace scepter::ui {

class ComparisonFilter;
class ComparisonModel;

/// Differences are marked by icon and word; Ctrl+C copies the chosen lines.
class CompareWindow : public RememberedWindow {
    Q_OBJECT

public:
    CompareWindow(PageContext& context, qint64 left, qint64 right, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Compared;
    void load();
    void display(const Compared& compared);
    void arrange();
    void copyChosen();

    qint64 m_left;
    qint64 m_right;
    int m_turn = 0;
    ComparisonModel* m_model;
    ComparisonFilter* m_filter;
    QLabel* m_summary;
    QLineEdit* m_search;
    QCheckBox* m_only;
    QTreeView* m_list;
};

} // namespace scepter::ui
