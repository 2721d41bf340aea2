// What the tests of the window stand on.
#include "pages/audit_page.h"
#include "support/enroller.h"
#include "support/seed.h"
#include "support/test_window.h"

using namespace scepter;
using namespace scepter::test;

class SupportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seed_givesOneOfEachState() {
        const LabWorkspace workspace;
        SteppingClock clock;
        const Seeded seeded = seedLedger(workspace, clock);
        const auto workbench = workspace.open(clock);
        const auto state = [&](std::int64_t id) {
            return workbench->requests().show(id)->record.state;
        };
        for (const auto id : seeded.pending)
            QCOMPARE(state(id), enrollment::RequestState::Pending);
        for (const auto id : seeded.issued)
            QCOMPARE(state(id), enrollment::RequestState::Issued);
        QCOMPARE(state(seeded.denied), enrollment::RequestState::Refused);
        QCOMPARE(state(seeded.refused), enrollment::RequestState::Refused);
        QVERIFY(workbench->certificates().byId(seeded.revoked)->revokedAt);
        const auto codes = workbench->codes().rows(
            {seeded.unusedCode, seeded.usedCode, seeded.withdrawnCode, seeded.shortCode});
        clock.advance(std::chrono::minutes{2});
        using challenge::CodeState;
        const std::vector<CodeState> wanted{CodeState::Unused, CodeState::Used,
                                            CodeState::Withdrawn, CodeState::Expired};
        for (std::size_t i = 0; i < wanted.size(); ++i)
            QCOMPARE(codes->at(i).stateAt(clock.now()), wanted[i]);
        QCOMPARE(workbench->checkConsistency()->size(), 0U);
        QVERIFY(workbench->verifyAudit()->intact);
    }

    void enroller_renewsWithTheOldCertificate() {
        const LabWorkspace workspace;
        SteppingClock clock;
        const auto devices = need("open", Enroller::open(workspace.path().toStdString(), clock));
        const auto workbench = workspace.open(clock);
        const std::string secret = staticChallenge(*workbench);
        const auto first =
            need("enroll", devices->send({.path = "/scep/static", .challenge = secret}));
        QVERIFY(first.certificateId != 0);
        clock.advance(std::chrono::days{300});
        const auto renewed =
            need("renew",
                 devices->send({.path = "/scep/static", .key = 1, .renews = first.certificateId}));
        QCOMPARE(renewed.status, scep::PkiStatus::Success);
        QCOMPARE(workbench->requests().show(renewed.requestId)->record.renewedCertificateId,
                 first.certificateId);
    }

    void window_opensEveryWorkspaceOnItsOwn() {
        SteppingClock clock;
        const LabWorkspace one;
        const LabWorkspace two;
        seedLedger(one, clock);
        TestWindow window(clock);
        QVERIFY(window.show());
        QVERIFY(window.open(one.path()));
        QCOMPARE(window.session().status()->counts.pending, 3);
        QVERIFY(window.open(two.path()));
        QCOMPARE(window.session().status()->counts.pending, 0);
    }

    void window_seesWhatDevicesDo() {
        SteppingClock clock;
        const LabWorkspace workspace;
        TestWindow window(clock);
        QVERIFY(window.show());
        QVERIFY(window.open(workspace.path()));
        const auto devices = need("open", Enroller::open(workspace.path().toStdString(), clock));
        need("enroll", devices->send({}));
        QTRY_COMPARE(window.session().status()->counts.pending, 1);
    }

    void desktop_answersInTurn() {
        TestDesktop desktop;
        QWidget parent;
        QStringList chosen;
        const auto take = [&chosen](const QString& path) { chosen.append(path); };
        desktop.answer(QStringLiteral("a"));
        desktop.chooseOpenFile(&parent, QStringLiteral("Open"), {}, take);
        desktop.chooseSaveFile(&parent, QStringLiteral("Save"), QStringLiteral("b"), {}, take);
        QVERIFY(chosen.isEmpty());
        QTRY_COMPARE(chosen, QStringList{QStringLiteral("a")});
        QCOMPARE(desktop.asked.size(), 2);
        QVERIFY(desktop.asked.last().toSave);
    }
};

QTEST_MAIN(SupportTest)
#include "tst_support.moc"
