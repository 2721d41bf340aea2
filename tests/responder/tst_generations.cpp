// What becomes of a generation whose time is over.
#include "../store/raw_database.h"
#include "device.h"

#include <algorithm>

#include <QtTest>

using namespace scepter;
using namespace scepter::test;
using namespace std::chrono_literals;
using authority::GenerationState;

class TestGenerations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void drop_waitsForTheLastCertificate();
    void drop_ofOneInUseHasToBeForced();
    void dropped_isOnlyShown();
    void ledger_isConsistentAfterwards();
    void issued_isComparedWithItsRequest();

private:
    Answer enroll(const Device& from, const std::string& id, const pki::Certificate& recipient,
                  int type = 19);
    bool rollOver();
    /// Why it was refused; nothing when it was done.
    std::optional<ErrorCode> drop(unsigned number, bool force = false) {
        const auto done = m_lab.workbench().authorities().dropRetired({}, number, force);
        if (done) return std::nullopt;
        m_why = done.error().detail;
        return done.error().code;
    }

    Lab m_lab;
    std::string m_why; ///< of the last refusal
    std::optional<Device> m_device;
    std::optional<pki::Certificate> m_oldRa;
    std::optional<pki::Certificate> m_oldLeaf;
};

void TestGenerations::initTestCase() {
    QVERIFY(m_lab.start());
    QVERIFY(m_lab.addEndpoint("open", [](auto&) {}));
    m_device = Device::fromKey(QStringLiteral("strongswan-a"), m_lab.clock().now());
}

Answer TestGenerations::enroll(const Device& from, const std::string& id,
                               const pki::Certificate& recipient, int type) {
    return post(m_lab, "/open",
                from.build(requestMessage(type, id, Bytes(16, 3),
                                          sealFor(recipient, from.csr("CN=leaf")), from.signer)));
}

bool TestGenerations::rollOver() {
    auto& desk = m_lab.workbench().authorities();
    return desk.prepareNext({}).has_value() && desk.switchOver({}).has_value();
}

void TestGenerations::drop_waitsForTheLastCertificate() {
    QVERIFY(enroll(*m_device, "first", *m_lab.generation().ra).isSuccess());
    QVERIFY(drop(1) == ErrorCode::Conflict); // the current one
    QVERIFY(rollOver());
    QVERIFY(drop(2) == ErrorCode::Conflict);
    QVERIFY(drop(3) == ErrorCode::NotFound);
    QVERIFY(drop(1) == ErrorCode::Conflict);
    QVERIFY2(m_why.find("have not ended: 1") != std::string::npos, m_why.c_str());
    // Its RA, which lives as long as its CA, does not count.
    m_lab.clock().advance(366 * 24h);
    QVERIFY(!drop(1));
    QVERIFY(drop(1) == ErrorCode::Conflict);
}

void TestGenerations::drop_ofOneInUseHasToBeForced() {
    m_device = Device::fromKey(QStringLiteral("strongswan-a"), m_lab.clock().now());
    m_oldRa = m_lab.generation().ra;
    const auto issued = issuedIn(enroll(*m_device, "second", *m_oldRa), m_device->key);
    QCOMPARE(issued.size(), std::size_t{1});
    m_oldLeaf = issued.front();
    QVERIFY(rollOver());
    // Retired: what was sealed for it is still opened, and its certificates are renewed.
    QVERIFY(enroll(*m_device, "sealed for a retired one", *m_oldRa).isSuccess());
    const Device holder{m_device->key, *m_oldLeaf};
    QVERIFY(enroll(holder, "renewal", *m_lab.generation().ra, 17).isSuccess());
    QVERIFY(drop(2) == ErrorCode::Conflict);
    QVERIFY(!drop(2, true));
    const Answer sealed = enroll(*m_device, "sealed for a dropped one", *m_oldRa);
    QVERIFY2(sealed.isFailure(FailInfo::BadRequest), sealed.text().constData());
    const Answer renewal = enroll(holder, "late renewal", *m_lab.generation().ra, 17);
    QVERIFY2(!renewal.isSuccess(), renewal.text().constData());
    QCOMPARE(m_lab.newestRequest().errorCode, ErrorCode::SignerUnknown);
}

void TestGenerations::dropped_isOnlyShown() {
    const auto view = m_lab.workbench().authorities().show({});
    QVERIFY(view.has_value());
    QCOMPARE(view->generations.size(), std::size_t{3});
    QCOMPARE(view->generations[1].state, GenerationState::Dropped);
    QVERIFY(view->generations[1].ra == m_oldRa);
    // The chain of what it issued can still be exported; its address is gone.
    const auto chain = m_lab.workbench().certificates().exportAs(m_oldLeaf->serialText(), "chain");
    QVERIFY(chain.has_value());
    QVERIFY(toArray(*chain).contains(
        QByteArray::fromStdString(pki::toPem("CERTIFICATE", view->generations[1].ca->der()))));
    QCOMPARE(m_lab.get("/ca/lab-g2.cer").status, 404);
    QCOMPARE(m_lab.get("/crl/lab-g2.crl").status, 404);
    QCOMPARE(m_lab.get("/crl/lab-g3.crl").status, 200);
    const auto crl = m_lab.workbench().authorities().renewCrl({}, 2);
    QVERIFY(!crl && crl.error().code == ErrorCode::NotFound);

    RawDatabase file(m_lab.folder().toStdString() + "/lab.scepter");
    QCOMPARE(file.value(QStringLiteral("SELECT SUM(LENGTH(ca_key) + LENGTH(ra_key)) FROM "
                                       "generations WHERE number < 3"))
                 .toInt(),
             0);
    store::AuditFilter dropped;
    dropped.text = "authority.keysDropped";
    const auto audit = m_lab.workbench().audit(dropped);
    QVERIFY(audit.has_value());
    QCOMPARE(audit->size(), std::size_t{2});
    QCOMPARE(audit->front().actor, std::string("operator:test"));
}

void TestGenerations::ledger_isConsistentAfterwards() {
    const auto problems = m_lab.workbench().checkConsistency();
    QVERIFY(problems.has_value());
    QVERIFY2(problems->empty(), problems->empty() ? "" : problems->front().c_str());
    QVERIFY(m_lab.workbench().verifyAudit()->intact);
    QVERIFY(m_lab.isAlive());
}

void TestGenerations::issued_isComparedWithItsRequest() {
    m_device = Device::fromKey(QStringLiteral("strongswan-a"), m_lab.clock().now());
    QVERIFY(enroll(*m_device, "compared", *m_lab.generation().ra).isSuccess());
    const auto lines = m_lab.workbench().requests().compareWithIssued(m_lab.newestRequest().id);
    QVERIFY(lines.has_value());
    const auto has = [&](std::string_view group, std::string_view field, bool equal) {
        return std::any_of(lines->begin(), lines->end(), [&](const auto& line) {
            return line.group == group && line.name == field && line.equal == equal;
        });
    };
    QVERIFY(has("Subject", "CN", true));
    QVERIFY(has("Public key", "Modulus", true));
    QVERIFY(has("Validity", "Not after", false)); // not asked for
    QVERIFY(!m_lab.workbench().requests().compareWithIssued(0).has_value());
}

QTEST_GUILESS_MAIN(TestGenerations)
#include "tst_generations.moc"
