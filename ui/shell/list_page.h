// A page with a list, its filter and the detail of what is chosen.
#pragma once

#include "models/ledger_model.h"
#include "shell/page.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace scepter::ui {

class FilterRow;
class LedgerView;
class Placeholder;

/// What a list says when it has nothing to show.
struct EmptyText {
    Icon icon = Icon::Info;
    QString sentence;
    QString hint = {};
    QString buttonText = {}; ///< triggers the page's primary action when `button` is empty
    std::function<void()> button = {};
    QString linkText = {};
    std::function<void()> link = {};
};

/// Filter row, list and detail pane: beside each other, or one above the other when the window is
/// narrow. Shows empty, filtered to nothing, loading and error as four different things.
class ListPage : public Page {
    Q_OBJECT

public:
    ListPage(PageContext& context, PageId id, const QString& title, QWidget* parent = nullptr);

    void focusFilter() override;
    void refresh() override;
    bool escape() override;
    void saveState() override;

    [[nodiscard]] LedgerView& view() const { return *m_view; }
    [[nodiscard]] FilterRow& filterRow() const { return *m_filter; }

protected:
    /// Call once, at the end of the constructor. `stateKey` names columns and splitter in the
    /// settings; `widths` as of LedgerView::setDefaultWidths().
    void setUp(LedgerModel* model, QWidget* detail, const EmptyText& empty, const QString& stateKey,
               const QList<int>& widths);
    /// Filter row, list and detail in one widget, for a page that shows them in a tab.
    QWidget* takeList();
    /// What an empty list says from now on.
    void setEmptyText(const EmptyText& empty);
    /// The detail pane says that nothing is chosen until there is something to show.
    void setDetailVisible(bool visible);
    [[nodiscard]] LedgerModel& model() const { return *m_model; }
    /// The filter row has changed: pass it on to the model, which reloads.
    virtual void applyFilter() = 0;
    /// Shows an object as soon as the list has it; clears the filter if that hides it.
    void selectWhenThere(qint64 id);
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void reflect();
    void showListOr(bool list);
    void trySelect();

    FilterRow* m_filter;
    QStackedWidget* m_stack;
    LedgerView* m_view;
    Placeholder* m_placeholder;
    QProgressBar* m_busyBar;
    QWidget* m_busyRow;
    QSplitter* m_splitter;
    QStackedWidget* m_detailStack;
    Placeholder* m_nothingChosen;
    LedgerModel* m_model = nullptr;
    EmptyText m_empty;
    QString m_stateKey;
    QTimer m_busySoon;
    QTimer m_busyLong;
    qint64 m_wanted = 0;
    bool m_filterCleared = false;
    bool m_loaded = false;
};

} // namespace scepter::ui
