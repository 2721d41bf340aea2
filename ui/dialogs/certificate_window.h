// One certificate in a window of its own.
#pragma once

#include "dialogs/remembered_window.h"
#include "models/certificate_detail.h"

class QLabel;
class QPlainTextEdit;
class QSplitter;
class QTabWidget;

namespace scepter::ui {

class ChainView;
class ExportMenu;
class FactsView;
class StatePill;

/// Fields, chain, PEM and bytes. Follows the workspace: a revocation shows at once.
class CertificateWindow : public RememberedWindow {
    Q_OBJECT

public:
    CertificateWindow(PageContext& context, qint64 id, QWidget* parent);

    [[nodiscard]] qint64 id() const { return m_id; }

Q_SIGNALS:
    /// The operator wants to compare it with another one.
    void compareRequested(qint64 id);

private:
    struct Shown;
    QWidget* makeHeader();
    QWidget* makeChainTab();
    QPlainTextEdit* makeTextTab(const QString& name, const QString& accessibleName);
    void load();
    void display(const Shown& shown);
    void showLink();

    qint64 m_id;
    int m_turn = 0;
    int m_linkTurn = 0;
    StatePill* m_pill;
    QLabel* m_subject;
    QLabel* m_validity;
    QTabWidget* m_tabs;
    FactsView* m_facts;
    ChainView* m_chain;
    FactsView* m_linkFacts;
    QPlainTextEdit* m_pem;
    QPlainTextEdit* m_raw;
    ExportMenu* m_export;
};

} // namespace scepter::ui
