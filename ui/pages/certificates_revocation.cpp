// Revocation and CRLs of the page of certificates.
#include "dialogs/revoke_dialog.h"
#include "models/certificate_model.h"
#include "pages/certificates_page.h"
#include "widgets/export_menu.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include <QMenu>

#include <algorithm>
#include <set>
#include <utility>

namespace scepter::ui {

namespace {

constexpr auto kRevokedKey = "revoked";
constexpr auto kCrlKey = "crl";

} // namespace

struct CertificatesPage::RevokeOutcome {
    int revoked = 0;
    int already = 0;           ///< by somebody else, meanwhile
    int left = 0;              ///< not tried: cancelled
    QList<IssuerName> issuers; ///< of those that were revoked
    std::vector<std::pair<std::int64_t, Error>> failed;
};

struct CertificatesPage::CrlMade {
    IssuerName issuer;
    std::int64_t number = 0;
    std::size_t entries = 0;
    TimePoint nextUpdate;
};

struct CertificatesPage::CrlsMade {
    std::vector<CrlMade> made;
    std::vector<std::pair<IssuerName, Error>> failed;
};

void CertificatesPage::askToRevoke() {
    const QList<qint64> ids = view().selectedIds();
    if (ids.isEmpty()) return;
    const int turn = ++m_revokeTurn;
    session()
        .ask([wanted = std::vector<std::int64_t>(ids.begin(), ids.end())](
                 workbench::Workbench& workbench) { return workbench.certificates().rows(wanted); })
        .then(this, [this, turn](const Result<std::vector<enrollment::CertificateRecord>>& answer) {
            if (turn != m_revokeTurn) return;
            if (!answer) {
                messages().showProblem(tr("Nothing was revoked."), problem(answer.error()));
                return;
            }
            auto* dialog = new RevokeDialog(context(), *answer, this);
            connect(dialog, &QDialog::accepted, this, [this, dialog] { revoke(*dialog); });
            dialog->open();
        });
}

void CertificatesPage::revoke(const RevokeDialog& dialog) {
    const auto reason = dialog.reason();
    if (!reason || dialog.ids().empty()) return;
    const auto count = static_cast<int>(dialog.ids().size());
    session()
        .run(tr("Revoking %n certificate(s)", nullptr, count),
             [ids = dialog.ids(), reason = *reason, since = dialog.invalidSince()](
                 workbench::Workbench& workbench,
                 workbench::JobControl& control) -> Result<RevokeOutcome> {
                 RevokeOutcome outcome;
                 std::set<std::int64_t> generations;
                 for (std::size_t i = 0; i < ids.size(); ++i) {
                     if (!control.goOn()) {
                         outcome.left = static_cast<int>(ids.size() - i);
                         break;
                     }
                     control.setProgress(static_cast<int>(i), static_cast<int>(ids.size()));
                     const auto done = workbench.certificates().revoke(ids[i], reason, since);
                     if (done) {
                         ++outcome.revoked;
                         const auto rows = workbench.certificates().rows({ids[i]});
                         if (rows && !rows->empty()) generations.insert(rows->front().generationId);
                     } else if (done.error().code == ErrorCode::AlreadyRevoked) {
                         ++outcome.already;
                     } else {
                         outcome.failed.emplace_back(ids[i], done.error());
                     }
                 }
                 // Asked for now: another process may have switched over a moment ago.
                 if (const auto authorities = workbench.authorities().overview())
                     for (const IssuerName& issuer : issuersOf(*authorities))
                         if (generations.contains(issuer.generationId))
                             outcome.issuers.append(issuer);
                 return outcome;
             })
        .then(this, [this](const Result<RevokeOutcome>& answer) {
            if (answer)
                tellRevoked(*answer);
            else if (answer.error().code != ErrorCode::Cancelled)
                messages().showProblem(tr("Nothing was revoked."), problem(answer.error()));
        });
}

void CertificatesPage::tellRevoked(const RevokeOutcome& outcome) {
    if (!outcome.failed.empty()) {
        QString details;
        for (const auto& [id, error] : outcome.failed)
            details +=
                tr("Certificate %1: %2").arg(id).arg(problem(error).details) + QLatin1Char('\n');
        messages().show({.kind = MessageKind::Error,
                         .text = tr("%n certificate(s) could not be revoked: %1", nullptr,
                                    static_cast<int>(outcome.failed.size()))
                                     .arg(problem(outcome.failed.front().second).summary),
                         .details = details,
                         .key = QStringLiteral("notRevoked")});
    }
    QString text = tr("%n certificate(s) revoked.", nullptr, outcome.revoked);
    if (outcome.already > 0)
        text += QLatin1Char(' ') +
                tr("%n had been revoked meanwhile by somebody else.", nullptr, outcome.already);
    if (outcome.left > 0)
        text += QLatin1Char(' ') + tr("%n left as they were.", nullptr, outcome.left);
    if (outcome.revoked == 0) {
        if (outcome.already + outcome.left > 0)
            messages().show({.kind = MessageKind::Info, .text = text});
        return;
    }
    text += QLatin1Char(' ') + tr("Clients learn of it from the next CRL.");
    messages().show({.kind = MessageKind::Info,
                     .text = text,
                     .key = QLatin1String(kRevokedKey),
                     .actionText = outcome.issuers.isEmpty() ? QString() : tr("Make the CRL now"),
                     .action = [this, issuers = outcome.issuers] { makeCrls(issuers); }});
}

void CertificatesPage::withGeneration(const std::function<void(const IssuerName&)>& act) {
    if (m_issuers.isEmpty()) return;
    if (m_issuers.size() == 1) {
        act(m_issuers.first());
        return;
    }
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("generations"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const IssuerName& issuer : std::as_const(m_issuers)) {
        QAction* action =
            menu->addAction(tr("%1, generation %2").arg(issuer.authority).arg(issuer.number));
        connect(action, &QAction::triggered, this, [act, issuer] { act(issuer); });
    }
    menu->popup(mapToGlobal(rect().center()) - menu->sizeHint().width() * QPoint(1, 0) / 2);
    menu->setActiveAction(menu->actions().constFirst());
}

void CertificatesPage::makeCrls(const QList<IssuerName>& issuers) {
    const QString why = tr("A CRL is being made.");
    setBlocked(m_crlNow, why);
    session()
        .run(
            tr("Making the CRL"),
            [issuers](workbench::Workbench& workbench, workbench::JobControl&) -> Result<CrlsMade> {
                const auto make = [&workbench](const IssuerName& issuer) -> Result<CrlMade> {
                    SCEPTER_TRY(crl, workbench.authorities().renewCrl(
                                         issuer.authority.toStdString(), issuer.number));
                    SCEPTER_TRY(decoded, pki::Crl::fromDer(crl.der));
                    return CrlMade{issuer, crl.number, decoded.entries.size(), crl.nextUpdate};
                };
                CrlsMade all;
                for (const IssuerName& issuer : issuers) {
                    // The others do not wait for one that cannot be made.
                    if (auto made = make(issuer))
                        all.made.push_back(std::move(*made));
                    else
                        all.failed.emplace_back(issuer, made.error());
                }
                return all;
            },
            false)
        .then(this, [this](const Result<CrlsMade>& answer) {
            setBlocked(m_crlNow, {});
            if (!answer) {
                messages().showProblem(tr("The CRL was not made."), problem(answer.error()));
                return;
            }
            if (answer->failed.empty()) messages().resolve(QLatin1String(kRevokedKey));
            tellCrls(answer->made);
            for (const auto& [issuer, error] : answer->failed)
                messages().showProblem(tr("The CRL of %1, generation %2, was not made.")
                                           .arg(issuer.authority)
                                           .arg(issuer.number),
                                       problem(error));
        });
}

void CertificatesPage::tellCrls(const std::vector<CrlMade>& made) {
    const TimePoint now = session().clock().now();
    for (const CrlMade& crl : made) {
        const QString key =
            QStringLiteral("%1-%2").arg(QLatin1String(kCrlKey)).arg(crl.issuer.generationId);
        messages().show(
            {.kind = MessageKind::Info,
             .text = tr("CRL number %1 of %2, generation %3, is made: it lists %4 and the next "
                        "one is due %5.")
                         .arg(crl.number)
                         .arg(crl.issuer.authority)
                         .arg(crl.issuer.number)
                         .arg(tr("%n certificate(s)", nullptr, static_cast<int>(crl.entries)),
                              relativeTime(crl.nextUpdate, now)),
             .details = tr("Next update: %1").arg(absoluteTime(crl.nextUpdate, locale())),
             .key = key,
             .actionText = tr("Save the CRL…"),
             .action = [this, issuer = crl.issuer] { exportCrl(issuer); }});
    }
}

void CertificatesPage::exportCrl(const IssuerName& issuer) {
    m_crlExport->setSource([name = issuer.authority.toStdString(), id = issuer.generationId](
                               workbench::Workbench& workbench,
                               const store::GoOn&) -> Result<workbench::Exportable> {
        SCEPTER_TRY(authority, workbench.authorities().show(name));
        const auto generation =
            std::ranges::find(authority.generations, id, &workbench::GenerationView::id);
        if (generation == authority.generations.end() || !generation->crl)
            return fail(ErrorCode::NotFound, "there is no CRL of " + name + " yet: make one first");
        SCEPTER_TRY(crl, pki::Crl::fromDer(generation->crl->der));
        return crl;
    });
    m_crlExport->popupBoth(&view());
}

} // namespace scepter::ui
