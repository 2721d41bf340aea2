// The keys that the operator adds to those of the workspace.
#include "bench.h"

#include "workbench/authorities.h"
#include "workbench/inspector.h"

#include <algorithm>

using namespace scepter;
using namespace scepter::test;
using workbench::HeldItem;

namespace {

Bytes captured(const char* name) {
    QFile file(QStringLiteral(SCEPTER_TEST_DATA "/captures/") + QString::fromUtf8(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QByteArray content = file.readAll();
    return {content.begin(), content.end()};
}

} // namespace

class InspectorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void added_staysWhenTheKeyringIsBuiltAnew();
    void added_comesBehindTheWorkspacesKeys();
    void added_joinsWhatBelongsTogether();
    void wrongPassword_addsNothing();
    void forgotten_isGone();

private:
    [[nodiscard]] workbench::Inspector& inspector() const { return m_bench->inspector(); }
    [[nodiscard]] std::vector<HeldItem> added() const;
    /// Who opens a recorded request that is encrypted to the CA of the captures.
    [[nodiscard]] std::string openedBy() const;

    SystemClock m_clock;
    std::unique_ptr<Folder> m_folder;
    std::unique_ptr<workbench::Workbench> m_bench;
};

void InspectorTest::initTestCase() {
    m_folder = std::make_unique<Folder>();
    QCOMPARE(outcome(workbench::makeWorkspace(quickSetup(*m_folder), m_clock)), QByteArray("ok"));
    const Bytes key = captured("keys/ca.key.pem");
    m_folder->write("plain.pem", toQt(key));
    QVERIFY(!m_folder->openssl("pkcs8 -topk8 -in plain.pem -passout pass:otter -out encrypted.pem")
                 .startsWith("FAILED"));
}

void InspectorTest::init() {
    m_bench.reset();
    auto opened =
        workbench::Workbench::open(m_folder->path("lab.scepter"), {}, "operator:ann", m_clock);
    NEED(opened);
    m_bench = std::move(*opened);
}

std::vector<HeldItem> InspectorTest::added() const {
    const auto held = inspector().held();
    std::vector<HeldItem> items;
    if (held) std::ranges::copy_if(*held, std::back_inserter(items), &HeldItem::added);
    return items;
}

std::string InspectorTest::openedBy() const {
    const auto read =
        inspector().inspect(captured("03-strongswan-enroll-post-aes128-sha256.request"));
    return read && !read->facts.envelopes.empty() ? read->facts.envelopes.front().openedBy : "?";
}

void InspectorTest::added_staysWhenTheKeyringIsBuiltAnew() {
    QCOMPARE(openedBy(), std::string());
    NEED(inspector().addFile(m_folder->bytes("encrypted.pem"), "found.pem", bytesOf("otter")));
    QCOMPARE(inspector().added(), std::size_t{1});
    QCOMPARE(openedBy(), std::string("found.pem"));
    // Nothing of the file is needed any more.
    const auto before = inspector().keyring();
    NEED(before);
    inspector().addPassword(SecretBytes(std::string_view("another")));
    QCOMPARE(openedBy(), std::string("found.pem"));
    NEED(m_bench->authorities().prepareNext({}));
    const auto after = inspector().keyring();
    NEED(after);
    QVERIFY((*after)->keys.size() > (*before)->keys.size());
    QCOMPARE(openedBy(), std::string("found.pem"));
    QCOMPARE((*after)->passwords.size(), std::size_t{1});
    QCOMPARE(inspector().added(), std::size_t{2});
}

void InspectorTest::added_comesBehindTheWorkspacesKeys() {
    NEED(inspector().addFile(m_folder->bytes("plain.pem"), "found.pem", {}));
    inspector().addPassword(SecretBytes(std::string_view("otter")));
    const auto held = inspector().held();
    NEED(held);
    QVERIFY(std::ranges::is_sorted(*held, {}, &HeldItem::added));
    const auto mine = added();
    QCOMPARE(mine.size(), std::size_t{2});
    QCOMPARE(mine[0].label, std::string("found.pem"));
    QVERIFY(mine[0].subject.empty() && mine[0].kind == HeldItem::Kind::Key);
    QVERIFY(mine[1].kind == HeldItem::Kind::Password && mine[1].label.empty());
}

void InspectorTest::added_joinsWhatBelongsTogether() {
    NEED(inspector().addFile(m_folder->bytes("plain.pem"), "key", {}));
    NEED(inspector().addFile(captured("keys/ca.cert.pem"), "certificate", {}));
    NEED(inspector().addFile(m_folder->bytes("encrypted.pem"), "again", bytesOf("otter")));
    const auto mine = added();
    QCOMPARE(mine.size(), std::size_t{1});
    QCOMPARE(mine[0].label, std::string("key"));
    QVERIFY(!mine[0].subject.empty());
}

void InspectorTest::wrongPassword_addsNothing() {
    REFUSED(inspector().addFile(m_folder->bytes("encrypted.pem"), "x", bytesOf("heron")),
            PassphraseWrong);
    REFUSED(inspector().addFile(bytesOf("no key"), "x", {}), KeyMalformed);
    QCOMPARE(inspector().added(), std::size_t{0});
    QVERIFY(added().empty());
}

void InspectorTest::forgotten_isGone() {
    NEED(inspector().addFile(m_folder->bytes("encrypted.pem"), "x", bytesOf("otter")));
    inspector().addPassword(SecretBytes(std::string_view("otter")));
    QCOMPARE(openedBy(), std::string("x"));
    inspector().forgetAdded();
    QCOMPARE(inspector().added(), std::size_t{0});
    QVERIFY(added().empty());
    QCOMPARE(openedBy(), std::string());
}

QTEST_GUILESS_MAIN(InspectorTest)
#include "tst_inspector.moc"
