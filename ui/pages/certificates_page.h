// Issued certificates: find, read, compare, export, revoke; and the CRL.
#pragma once

#include "shell/list_page.h"

#include <QTimer>

class QComboBox;

namespace scepter::ui {

class CertificateModel;
class CertificatePane;
class ExportMenu;
class RevokeDialog;
struct IssuerName;

class CertificatesPage : public ListPage {
    Q_OBJECT

public:
    explicit CertificatesPage(PageContext& context, QWidget* parent = nullptr);

    bool openObject(const ObjectRef& target) override;
    bool escape() override;

    /// Opens a certificate in a window of its own, or brings the one that is open to the front.
    void openWindow(qint64 id);

protected:
    void applyFilter() override;
    void showEvent(QShowEvent* event) override;

private:
    struct RevokeOutcome;
    struct CrlMade;
    struct CrlsMade;
    void addActions();
    void addFilters();
    void connectAll();
    void followStatus();
    void fillIssuers(const QList<IssuerName>& issuers);
    void showDetail(qint64 id, bool note);
    void noteSelection();
    void blockActions(qint64 count);
    void loadDragged(const QList<qint64>& ids);
    void showRowMenu(const QPoint& at);

    void compare();
    void compareFrom(qint64 id);
    void stopComparing();
    void openComparison(qint64 left, qint64 right);
    void examine(qint64 id);

    void askToRevoke();
    void revoke(const RevokeDialog& dialog);
    void tellRevoked(const RevokeOutcome& outcome);

    /// Runs `act` for the generation that there is, or lets the operator choose one of several.
    void withGeneration(const std::function<void(const IssuerName&)>& act);
    void makeCrls(const QList<IssuerName>& issuers);
    void tellCrls(const std::vector<CrlMade>& made);
    void exportCrl(const IssuerName& issuer);

    CertificateModel* m_model;
    ExportMenu* m_export;
    ExportMenu* m_crlExport;
    QAction* m_open = nullptr;
    QAction* m_examine = nullptr;
    QAction* m_copyAs = nullptr;
    QAction* m_saveAs = nullptr;
    QAction* m_compare = nullptr;
    QAction* m_revoke = nullptr;
    QAction* m_crlNow = nullptr;
    QAction* m_crlExportAction = nullptr;
    CertificatePane* m_pane;
    QComboBox* m_issuer;
    QList<IssuerName> m_issuers; ///< those that have a certificate and so can have a CRL
    QTimer m_clockTick;          ///< times in words grow old
    qint64 m_compareFrom = 0;    ///< the operator looks for what to compare this one with
    int m_detailTurn = 0;
    int m_dragTurn = 0;
    int m_revokeTurn = 0;
};

} // namespace scepter::ui
