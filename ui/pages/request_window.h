// A window of its own for facts and comparisons.
#pragma once

#include "pages/request_table.h"
#include "shell/page.h"

#include <QWidget>

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSortFilterProxyModel;
class QTableView;

namespace scepter::ui {

/// A table with a filter above and the whole of the chosen row below; not modal, so that two can
/// stand side by side. Closes itself with the page. Esc closes it.
class RequestWindow : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RequestWindow)

public:
    /// `name` is for its object name and its place in the settings: "requestCsr".
    RequestWindow(PageContext& context, QWidget* page, const QString& name, const QString& title,
                  const QStringList& headers);
    ~RequestWindow() override;

    void setRows(std::vector<TextRow> rows);
    /// A sentence above the table.
    void setSummary(const QString& text, Tone tone);
    /// Offers to hide the rows that are as they should be (tone Ok or Neutral).
    void offerDifferencesOnly();
    void addButton(QWidget* button);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showWhole();
    void refilter();

    PageContext& m_context;
    QString m_name;
    TextTable* m_table;
    QSortFilterProxyModel* m_filtered;
    QTableView* m_view;
    QLabel* m_icon;
    QLabel* m_summary;
    QLineEdit* m_filter;
    QCheckBox* m_differences;
    QLabel* m_count;
    QPlainTextEdit* m_whole;
    QHBoxLayout* m_buttons;
};

} // namespace scepter::ui
