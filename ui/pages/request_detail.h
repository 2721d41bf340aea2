// One request, whole: what was asked, what was checked, what comes or came of it.
#pragma once

#include "pages/request_data.h"
#include "shell/page.h"

class QLabel;
class QScrollArea;
class QTabWidget;
class QToolButton;
class QVBoxLayout;

namespace scepter::ui {

class ComparisonTable;
class FieldList;
class FlowLayout;
class RequestExchanges;
class InlineNote;
class RequestPlanEditor;
class StatePill;
class WrapText;

/// Refreshes in place: what did not move is not built anew, and what is being typed stays.
class RequestDetail : public QWidget {
    Q_OBJECT

public:
    RequestDetail(PageContext& context, Page& page, QWidget* parent = nullptr);

    void show(const RequestData& next);
    /// Says why a request cannot be shown.
    void showProblem(qint64 id, const Problem& problem);
    /// What was shown is not what is chosen any more.
    void forget();
    /// "8 s ago" and "in 6 days" as of now.
    void refreshTimes();
    /// The messages may have grown.
    void refreshExchanges();
    /// Nothing while none is shown, or another one is being read.
    [[nodiscard]] const std::optional<RequestData>& request() const { return m_data; }
    [[nodiscard]] RequestPlanEditor& plan() const { return *m_plan; }
    /// What has to be known before approving it as it stands now, edits included.
    [[nodiscard]] QStringList concerns() const;
    void addButton(QAction* action);
    void showMessages();

Q_SIGNALS:
    /// Another request, or the plan of this one has moved.
    void changed();
    void copyRequested(const QString& what, const QString& value);

private:
    void build();
    QWidget* buildHeader();
    void buildOutcome();
    void connectAll();
    void showHeader();
    void showConcerns();
    void showOutcome();
    void showChecks();
    void showNews();
    void showIssued();
    void showFacts();
    void showTrail();
    QLabel* addHeading(const QString& text);

    PageContext& m_context;
    Page& m_page;
    QTabWidget* m_tabs;
    QScrollArea* m_scroll;
    QVBoxLayout* m_sections;
    StatePill* m_pill;
    WrapText* m_subject;
    WrapText* m_kind;
    WrapText* m_times;
    WrapText* m_transaction;
    QToolButton* m_copyTransaction;
    InlineNote* m_problem;
    InlineNote* m_concerns;
    QWidget* m_outcome;
    InlineNote* m_happened;
    InlineNote* m_told;
    InlineNote* m_held;
    QLabel* m_planHeading = nullptr;
    RequestPlanEditor* m_plan;
    QLabel* m_issuedHeading = nullptr;
    FieldList* m_issued;
    QLabel* m_checksHeading = nullptr;
    FieldList* m_checks;
    QLabel* m_comparisonHeading = nullptr;
    InlineNote* m_comparisonNote;
    ComparisonTable* m_comparison;
    QLabel* m_newsHeading = nullptr;
    FieldList* m_news;
    FlowLayout* m_buttons;
    FieldList* m_facts;
    QLabel* m_trailHeading = nullptr;
    FieldList* m_trail;
    RequestExchanges* m_exchanges;
    std::optional<RequestData> m_data;
};

} // namespace scepter::ui
