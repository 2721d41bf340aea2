// The detail of one certificate beside the list.
#pragma once

#include "models/certificate_detail.h"
#include "shell/page.h"

#include <optional>

class QLabel;
class QProgressBar;
class QTabWidget;
class QToolButton;

namespace scepter::ui {

class ExportMenu;
class FactsView;
class FieldList;
class StatePill;

/// State, name and validity on top; below them what it is and where it comes from, and all fields.
class CertificatePane : public QWidget {
    Q_OBJECT

public:
    CertificatePane(PageContext& context, QAction* open, ExportMenu& exportMenu,
                    QWidget* parent = nullptr);

    /// The same certificate as before keeps tab, search and scroll position.
    void display(const CertificateDetail& detail);
    void clear();
    /// Times in words are counted anew.
    void refreshTimes();
    [[nodiscard]] qint64 id() const { return m_detail ? m_detail->record.id : 0; }

Q_SIGNALS:
    void copyRequested(const QString& text);

private:
    QWidget* makeHeader();
    QWidget* makeActions(QAction* open, ExportMenu& exportMenu);
    void showHeader();
    void showFields();
    void addIdentity();
    void addRelations();
    void addRevocation();
    void addChain();
    void loadFacts();

    PageContext& m_context;
    std::optional<CertificateDetail> m_detail;
    Bytes m_factsOf; ///< DER of what the fields show
    int m_turn = 0;
    StatePill* m_pill;
    QLabel* m_subject;
    QToolButton* m_copy;
    QProgressBar* m_used;
    QLabel* m_validity;
    QTabWidget* m_tabs;
    FieldList* m_fields;
    FactsView* m_facts;
};

} // namespace scepter::ui
