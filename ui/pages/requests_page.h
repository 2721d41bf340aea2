// Requests: what waits for the operator, and what became of the rest.
#pragma once

#include "pages/request_data.h"
#include "pages/request_panels.h"
#include "shell/list_page.h"

#include <QSet>

class QComboBox;
class QMenu;

namespace scepter::ui {

class RequestDetail;
class RequestModel;

class RequestsPage : public ListPage {
    Q_OBJECT

public:
    explicit RequestsPage(PageContext& context, QWidget* parent = nullptr);

    bool openObject(const ObjectRef& target) override;
    void refresh() override;
    bool escape() override;

protected:
    void applyFilter() override;

private:
    /// How one request of several was decided.
    struct Decided {
        qint64 id = 0;
        std::optional<Error> error;
    };
    using DecidedAll = std::vector<Decided>;
    using Decide = std::function<Result<void>(workbench::Workbench&, qint64)>;

    void addActions();
    void addMoreActions();
    void addFilters();
    void connectAll();
    void reflectStatus();
    void reflectEmpty();
    void reflectActions();
    void reflectDecisions();
    void reflectMore();
    void popUp(QMenu* menu, const QPoint& at);
    [[nodiscard]] QMenu* makeMenu();

    void showDetail(qint64 id);
    void readDetail();

    void approve();
    void review(const QList<qint64>& ids);
    void deny();
    void approveAtOnce(qint64 id);
    void approveConfirmed();
    void denyConfirmed();
    void decide(const QList<qint64>& ids, const QString& job, const Decide& run, bool approving);
    void tellDecided(const DecidedAll& decided, bool approving);
    void closePanels();
    void selectNextPending(const QList<qint64>& decided);
    /// Of these, the next one below a row, else the nearest above; 0: none is in the list.
    [[nodiscard]] qint64 nearest(const QSet<qint64>& wanted, int from) const;
    [[nodiscard]] QList<qint64> pendingSelected() const;
    [[nodiscard]] Candidate candidateOf(qint64 id) const;
    [[nodiscard]] QString subjectOf(qint64 id) const;
    [[nodiscard]] QString url() const;

    void showCsr();
    void examineCsr();
    void compareWithRenewed();
    void compareWithIssued();

    RequestModel* m_model;
    RequestDetail* m_detail;
    ApprovePanel* m_approvePanel;
    DenyPanel* m_denyPanel;
    QComboBox* m_endpoint;
    QAction* m_approve = nullptr;
    QAction* m_deny = nullptr;
    QAction* m_more = nullptr;
    QAction* m_showInInspector = nullptr;
    QAction* m_showCsr = nullptr;
    QAction* m_examineCsr = nullptr;
    QAction* m_compareRenewed = nullptr;
    QAction* m_compareIssued = nullptr;
    QAction* m_openCertificate = nullptr;
    QAction* m_showMessages = nullptr;
    QAction* m_copyTransaction = nullptr;
    QAction* m_copyText = nullptr;
    qint64 m_shown = 0;
    quint64 m_turn = 0; ///< of the question for the detail
    bool m_reading = false;
    bool m_readAgain = false;
    bool m_deciding = false;
    authority::Adjustments m_agreed; ///< what the open approval was shown with
    QTimer m_clock;
};

} // namespace scepter::ui
