// What else the Requests page can do with a request: show, compare, copy.
#include "dialogs/examine_window.h"
#include "dialogs/save_bytes.h"
#include "models/request_model.h"
#include "pages/request_detail.h"
#include "pages/request_window.h"
#include "pages/request_words.h"
#include "pages/requests_page.h"
#include "shell/navigator.h"
#include "widgets/export_menu.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include "base/text.h"
#include "scep/ids.h"
#include "workbench/request_facts.h"

#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace scepter::ui {

namespace {

using workbench::FactDifference;

struct CsrToShow {
    std::optional<pki::Csr> csr;
    workbench::Facts facts;
};

Result<CsrToShow> readCsr(workbench::Workbench& workbench, qint64 id) {
    SCEPTER_TRY(view, workbench.requests().show(id));
    SCEPTER_TRY(csr, pki::Csr::fromDer(view.record.csr));
    CsrToShow shown;
    shown.facts = workbench::csrFacts(csr, workbench::CsrOrigin::Ledger);
    shown.csr = std::move(csr);
    return shown;
}

/// The certificate that a renewal replaces beside what was issued in its place or, before that,
/// beside the request.
Result<std::vector<FactDifference>> compareRenewal(workbench::Workbench& workbench, qint64 id) {
    SCEPTER_TRY(view, workbench.requests().show(id));
    SCEPTER_TRY(old, workbench.certificates().byId(view.record.renewedCertificateId));
    SCEPTER_TRY(before, pki::Certificate::fromDer(old.der));
    if (view.record.certificateId != 0) {
        SCEPTER_TRY(issued, workbench.certificates().byId(view.record.certificateId));
        SCEPTER_TRY(after, pki::Certificate::fromDer(issued.der));
        return workbench::compareCertificates(before, after);
    }
    SCEPTER_TRY(csr, pki::Csr::fromDer(view.record.csr));
    // Requested stands left in what compares them; here it is the newer of the two.
    auto differences = workbench::compareWithIssued(csr, before);
    for (FactDifference& one : differences)
        std::swap(one.left, one.right);
    return differences;
}

std::vector<TextRow> rowsOf(const std::vector<FactDifference>& differences) {
    std::vector<TextRow> rows;
    for (const FactDifference& one : differences)
        rows.push_back({{text(one.group), text(one.name), text(one.left), text(one.right)},
                        one.equal ? Tone::Ok : Tone::Warning});
    return rows;
}

std::vector<TextRow> rowsOf(const workbench::Facts& facts) {
    std::vector<TextRow> rows;
    for (const workbench::Fact& fact : facts) {
        QStringList notes;
        if (fact.critical) notes.append(RequestsPage::tr("critical"));
        if (!fact.note.empty()) notes.append(text(fact.note));
        rows.push_back({{text(fact.group), text(fact.name), text(fact.value),
                         notes.join(QStringLiteral(", "))},
                        Tone::Neutral});
    }
    return rows;
}

void showDifferences(RequestWindow& window, const std::vector<FactDifference>& differences) {
    const auto different =
        std::ranges::count_if(differences, [](const auto& one) { return !one.equal; });
    window.setSummary(different == 0 ? RequestsPage::tr("Both say the same.")
                                     : RequestsPage::tr("%n field(s) differ.", nullptr,
                                                        static_cast<int>(different)),
                      different == 0 ? Tone::Ok : Tone::Warning);
    window.setRows(rowsOf(differences));
    window.offerDifferencesOnly();
    window.show();
}

} // namespace

void RequestsPage::addMoreActions() {
    m_showMessages = addMenuAction(QStringLiteral("requests.messages"), tr("Show &messages"),
                                   Icon::Message, {}, [this] { m_detail->showMessages(); });
    m_showInInspector = addMenuAction(
        QStringLiteral("requests.inspector"), tr("Show in &Inspector"), Icon::Inspector, {},
        [this] {
            if (const auto& chosen = m_detail->request())
                context().navigator.open(ObjectRef::transaction(
                    text(scep::shownTransactionId(chosen->view.record.key.transactionId))));
        });
    m_showCsr = addMenuAction(QStringLiteral("requests.csr"), tr("Show &CSR…"), Icon::Details, {},
                              [this] { showCsr(); });
    m_examineCsr = addMenuAction(QStringLiteral("requests.examine"), tr("&Examine the CSR"),
                                 Icon::Examine, {}, [this] { examineCsr(); });
    m_compareRenewed = addMenuAction(QStringLiteral("requests.compareRenewed"),
                                     tr("Compare with the &previous certificate…"), Icon::Compare,
                                     {}, [this] { compareWithRenewed(); });
    m_compareIssued = addMenuAction(QStringLiteral("requests.compareIssued"),
                                    tr("Compare with the &issued certificate…"), Icon::Compare, {},
                                    [this] { compareWithIssued(); });
    m_openCertificate = addMenuAction(
        QStringLiteral("requests.certificate"), tr("&Go to the certificate"), Icon::Certificate, {},
        [this] {
            if (const auto& chosen = m_detail->request())
                context().navigator.open(ObjectRef::certificate(chosen->view.record.certificateId));
        });
    m_copyTransaction =
        addMenuAction(QStringLiteral("requests.copyTransaction"), tr("Copy &transactionID"),
                      Icon::Copy, {}, [this] {
                          if (const auto& chosen = m_detail->request())
                              copyText(tr("the transactionID"),
                                       text(printable(chosen->view.record.key.transactionId)));
                      });
    m_copyText = addMenuAction(QStringLiteral("requests.copyText"), tr("Copy as te&xt"), Icon::Copy,
                               {}, [this] {
                                   if (const auto& chosen = m_detail->request())
                                       copyText(tr("the request"), requestText(chosen->view));
                               });
}

void RequestsPage::reflectMore() {
    const auto& chosen = m_detail->request();
    const QString none = m_shown == 0 ? tr("Choose a request first.")
                         : chosen     ? QString()
                                      : tr("The request is being read.");
    for (QAction* action : {m_showMessages, m_showInInspector, m_showCsr, m_examineCsr,
                            m_copyTransaction, m_copyText})
        setBlocked(action, none);
    const bool issued = chosen && chosen->view.record.certificateId != 0;
    const bool renewal = chosen && chosen->view.record.renewedCertificateId != 0;
    const QString notIssued = issued ? QString() : tr("Nothing was issued for it.");
    const QString noRenewal = renewal ? QString() : tr("It renews no certificate.");
    setBlocked(m_openCertificate, chosen ? notIssued : none);
    setBlocked(m_compareIssued, chosen ? notIssued : none);
    setBlocked(m_compareRenewed, chosen ? noRenewal : none);
    m_compareIssued->setVisible(issued);
    m_compareRenewed->setVisible(renewal);
    m_openCertificate->setVisible(issued);
}

QMenu* RequestsPage::makeMenu() {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("requestMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addActions({m_approve, m_deny});
    menu->addSeparator();
    menu->addActions({m_showMessages, m_showInInspector, m_showCsr, m_examineCsr, m_compareIssued,
                      m_compareRenewed, m_openCertificate});
    menu->addSeparator();
    menu->addActions({m_copyTransaction, m_copyText});
    return menu;
}

void RequestsPage::popUp(QMenu* menu, const QPoint& at) {
    menu->popup(at);
}

void RequestsPage::showCsr() {
    if (m_shown == 0) return;
    session()
        .ask([id = m_shown](workbench::Workbench& workbench) { return readCsr(workbench, id); })
        .then(this, [this, id = m_shown](const Result<CsrToShow>& answer) {
            if (!answer) {
                messages().showProblem(tr("The CSR was not read."), problem(answer.error()));
                return;
            }
            auto* window = new RequestWindow(context(), this, QStringLiteral("requestCsr"),
                                             tr("CSR of request %1: %2").arg(id).arg(subjectOf(id)),
                                             {tr("Group"), tr("Field"), tr("Value"), tr("Note")});
            auto* menu = new ExportMenu(context(), messages(), window);
            menu->setSource(
                [csr = *answer->csr](workbench::Workbench&,
                                     const store::GoOn&) -> Result<workbench::Exportable> {
                    return workbench::CsrToExport{csr, workbench::CsrOrigin::Ledger};
                });
            auto* button = menu->makeButton(tr("Copy or save the CSR"), window);
            button->setObjectName(QStringLiteral("csrExport"));
            window->addButton(button);
            window->setRows(rowsOf(answer->facts));
            window->show();
        });
}

void RequestsPage::examineCsr() {
    if (m_shown == 0) return;
    session()
        .ask([id = m_shown](workbench::Workbench& workbench) { return readCsr(workbench, id); })
        .then(this, [this, id = m_shown](const Result<CsrToShow>& answer) {
            if (answer)
                ExamineWindow::show(context(), this, toQt(answer->csr->der()),
                                    tr("CSR of request %1").arg(id))
                    ->note(tr("The ledger keeps a CSR without its challenge password. Where there "
                              "was one, the signature does not match any more."));
            else
                messages().showProblem(tr("The CSR was not read."), problem(answer.error()));
        });
}

void RequestsPage::compareWithRenewed() {
    const auto& chosen = m_detail->request();
    if (!chosen || chosen->view.record.renewedCertificateId == 0) return;
    const bool issued = chosen->view.record.certificateId != 0;
    const qint64 id = chosen->view.record.id;
    session()
        .ask([id](workbench::Workbench& workbench) { return compareRenewal(workbench, id); })
        .then(this, [this, id, issued](const Result<std::vector<FactDifference>>& answer) {
            if (!answer) {
                messages().showProblem(tr("They were not compared."), problem(answer.error()));
                return;
            }
            auto* window = new RequestWindow(context(), this, QStringLiteral("requestRenewal"),
                                             tr("Renewal %1: %2").arg(id).arg(subjectOf(id)),
                                             {tr("Group"), tr("Field"), tr("Previous certificate"),
                                              issued ? tr("New certificate") : tr("Requested")});
            showDifferences(*window, *answer);
        });
}

void RequestsPage::compareWithIssued() {
    const auto& chosen = m_detail->request();
    if (!chosen || chosen->view.record.certificateId == 0) return;
    auto* window = new RequestWindow(
        context(), this, QStringLiteral("requestIssued"),
        tr("Request %1: %2").arg(chosen->view.record.id).arg(subjectOf(chosen->view.record.id)),
        {tr("Group"), tr("Field"), tr("Requested"), tr("Issued")});
    showDifferences(*window, chosen->issued);
}

} // namespace scepter::ui
