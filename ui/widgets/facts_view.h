// Facts to be read, searched and copied.
#pragma once

#include "theme/theme.h"
#include "workbench/certificate_facts.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QToolButton;
class QTreeView;

namespace scepter::ui {

class FactsModel;

/// Groups of facts under a search field. Ctrl+C copies the chosen values.
class FactsView : public QWidget {
    Q_OBJECT

public:
    explicit FactsView(const Theme& theme, QWidget* parent = nullptr);

    /// Search text, selection and scroll position stay when nothing has changed.
    void setFacts(const workbench::Facts& facts);
    void clear() { setFacts({}); }
    void focusSearch();

Q_SIGNALS:
    void copyRequested(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(const QString& text);
    void arrange();
    void copyValues();
    void copyLines();
    void showMenu(const QPoint& at);
    [[nodiscard]] QStringList chosen(bool withNames) const;

    FactsModel* m_model;
    QSortFilterProxyModel* m_found;
    QLineEdit* m_search;
    QToolButton* m_copy;
    QLabel* m_nothing;
    QTreeView* m_tree;
};

} // namespace scepter::ui
