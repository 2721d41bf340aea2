// What each kind of bad, odd or hostile message is answered with; the server lives on after each.
// The rows are those of RFC 8894's obligations and of what went wrong in other servers.
#include "../scep/server_fixture.h"
#include "device.h"

#include <QDir>
#include <QtTest>

#include <deque>
#include <functional>

using namespace scepter;
using namespace scepter::test;
namespace oids = asn1::oids;

namespace {

/// What must come back.
struct Expected {
    int http = 200;
    std::optional<FailInfo> failInfo; ///< nothing: SUCCESS (with HTTP 200)
};

Expected success() {
    return {};
}
Expected failure(FailInfo info) {
    return {200, info};
}
Expected refusedBy(int http) {
    return {http, {}};
}

const Expected kBadAlg = failure(FailInfo::BadAlg);
const Expected kBadCheck = failure(FailInfo::BadMessageCheck);
const Expected kBadRequest = failure(FailInfo::BadRequest);
const Expected kBadCertId = failure(FailInfo::BadCertId);

constexpr std::string_view kSecret = "lantern-17";

} // namespace

class TestBadInput : public QObject, private ServerFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();

    void message_isAnswered_data();
    void message_isAnswered();
    void bytes_areAnsweredWithoutACertRep_data();
    void bytes_areAnsweredWithoutACertRep();
    void bytes_truncatedAnywhereAreRefused();
    void bytes_flippedAnywhereNeverHurt();
    void names_areIssuedAndListedHarmlessly_data();
    void names_areIssuedAndListedHarmlessly();
    void csr_cannotMakeItselfMore();
    void sizes_aboveTheLimitAreCut();

private:
    void row(const char* name, const char* path, const Expected& expected,
             std::function<Bytes()> make);
    void addTypes();
    void addStructures();
    void addEncodings();
    void addAlgorithms();
    void addAttributes();
    void addRecipients();
    void addChallenges();
    void addKeysAndCsrs();
    void addLookups();

    Message fresh(int type = 19) const;
    Message enveloped(Bytes envelope) const;
    Message asking(const Bytes& csrDer) const { return enveloped(sealed(csrDer)); }
    Bytes sign(const Message& message) const { return build(message, *m_signer, *m_key); }
    Bytes sign(const Message& message, const pki::PrivateKey& key) const;
    Bytes csrWith(std::vector<pki::CsrAttribute> attributes,
                  std::vector<pki::Extension> extensions = {}) const;
    Bytes challengeCsr(std::uint32_t tag, std::string_view content) const;
    QStringList filesAround() const;

    struct Case {
        std::string path;
        Expected expected;
        std::function<Bytes()> make;
    };
    Lab m_lab;
    std::deque<Case> m_cases;
    mutable int m_transaction = 0;
};

void TestBadInput::initTestCase() {
    QVERIFY(load());
    workbench::SetupOptions setup;
    setup.withRa = false;
    setup.imported = workbench::ImportedCa{*m_ca, *m_caKey, {}};
    QVERIFY(m_lab.start(std::move(setup)));
    QVERIFY(m_lab.addEndpoint("open", [](auto&) {}));
    QVERIFY(m_lab.addEndpoint(
        "secret",
        [](enrollment::EndpointSettings& settings) {
            settings.gates = challenge::gatesOf(challenge::GateKind::Static);
        },
        kSecret));
    QVERIFY(m_lab.addEndpoint("legacy", [](enrollment::EndpointSettings& settings) {
        settings.compatibility = *enrollment::compatibilityPreset("cisco-legacy");
    }));
    QVERIFY(m_lab.addEndpoint("proxy", [](enrollment::EndpointSettings& settings) {
        settings.compatibility = *enrollment::compatibilityPreset("jamf-proxy");
    }));
}

void TestBadInput::cleanup() {
    QVERIFY(m_lab.isAlive());
}

void TestBadInput::cleanupTestCase() {
    const Answer answer = post(m_lab, "/open", sign(fresh()));
    QVERIFY2(answer.isSuccess(), answer.text().constData());
    QVERIFY(m_lab.workbench().checkConsistency()->empty());
    QVERIFY(m_lab.workbench().verifyAudit()->intact);
    const std::string log = m_lab.logged();
    QVERIFY(log.find(kSecret) == std::string::npos);
    // No name or transactionID has broken or forged a line.
    for (const QByteArray& line : QByteArray::fromStdString(log).trimmed().split('\n'))
        QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
}

// A good message in a transaction of its own.
Message TestBadInput::fresh(int type) const {
    Message message = good(type);
    find(message, oids::kTransactionId)->values = {
        stringDer(19, "bad " + std::to_string(++m_transaction))};
    return message;
}

Message TestBadInput::enveloped(Bytes envelope) const {
    Message message = fresh();
    message.content = std::move(envelope);
    return message;
}

Bytes TestBadInput::sign(const Message& message, const pki::PrivateKey& key) const {
    return build(message, *m_signer, key);
}

// Written by hand: our own writer makes no bad ones.
Bytes TestBadInput::csrWith(std::vector<pki::CsrAttribute> attributes,
                            std::vector<pki::Extension> extensions) const {
    if (!extensions.empty())
        attributes.push_back({oids::kExtensionRequest, {der([&](asn1::Writer& w) {
                                  pki::writeExtensions(w, extensions);
                              })}});
    std::vector<Bytes> encoded;
    for (const auto& attribute : attributes)
        encoded.push_back(der([&](asn1::Writer& w) {
            w.sequence([&] { w.oid(attribute.type).setOf(attribute.values); });
        }));
    const Bytes info = der([&](asn1::Writer& w) {
        w.sequence([&] {
            w.integer(0).raw(pki::Name::fromText("CN=device")->der());
            w.raw(m_key->publicKey().spki()).setOf(encoded, 0xA0);
        });
    });
    const auto algorithm = m_key->signatureAlgorithm(pki::Digest::Sha256);
    return der([&](asn1::Writer& w) {
        w.sequence([&] {
            w.raw(info);
            pki::writeSignatureAlgorithm(w, algorithm);
            w.bitString(*m_key->sign(algorithm, info));
        });
    });
}

Bytes TestBadInput::challengeCsr(std::uint32_t tag, std::string_view content) const {
    return csrWith({{oids::kChallengePassword, {stringDer(tag, content)}}});
}

void TestBadInput::row(const char* name, const char* path, const Expected& expected,
                       std::function<Bytes()> make) {
    QTest::newRow(name) << static_cast<int>(m_cases.size());
    m_cases.push_back({path, expected, std::move(make)});
}

void TestBadInput::addTypes() {
    // A PKCSReq renamed to 99 by a self-signed sender once killed a whole server process.
    for (const char* type :
         {"99", "41", "3", "0", "-19", "19x", "", " 19", "4294967315", "2147483648"})
        row(qPrintable(q("messageType \"") + q(type) + QLatin1Char('"')), "/open", kBadRequest,
            [this, type] {
                Message message = fresh();
                find(message, oids::kMessageType)->values = {stringDer(19, type)};
                return sign(message);
            });
    row("messageType 17 by unknown self-signed", "/open", kBadRequest,
        [this] { return sign(fresh(17)); });
    row("messageType 18 by unknown self-signed", "/open", kBadRequest,
        [this] { return sign(fresh(18)); });
    row("messageType 17 by unknown self-signed, right challenge", "/secret", kBadRequest, [this] {
        Message message = asking(challengeCsr(19, kSecret));
        find(message, oids::kMessageType)->values = {stringDer(19, "17")};
        return sign(message);
    });
    row("messageType absent", "/open", kBadRequest, [this] {
        Message message = fresh();
        remove(message, oids::kMessageType);
        return sign(message);
    });
    row("messageType twice", "/open", kBadRequest, [this] {
        Message message = fresh();
        message.attributes.push_back({oids::kMessageType, {stringDer(19, "19")}});
        return sign(message);
    });
    row("messageType as INTEGER", "/open", kBadRequest, [this] {
        Message message = fresh();
        find(message, oids::kMessageType)->values = {der([](asn1::Writer& w) { w.integer(19); })};
        return sign(message);
    });
    row("messageType as UTF8String", "/open", success(), [this] {
        Message message = fresh();
        find(message, oids::kMessageType)->values = {stringDer(12, "19")};
        return sign(message);
    });
    row("CSR in a CertPoll", "/open", kBadCheck, [this] {
        Message message = asking(csr());
        find(message, oids::kMessageType)->values = {stringDer(19, "20")};
        return sign(message);
    });
    row("IssuerAndSubject in a PKCSReq", "/open", kBadCheck, [this] {
        Message message = fresh(20);
        find(message, oids::kMessageType)->values = {stringDer(19, "19")};
        return sign(message);
    });
}

void TestBadInput::addStructures() {
    row("two SignerInfos", "/open", refusedBy(400), [this] {
        Message message = fresh();
        message.signers = 2;
        return sign(message);
    });
    row("no SignerInfo", "/open", refusedBy(400), [this] {
        Message message = fresh();
        message.signers = 0;
        return sign(message);
    });
    row("no signed attributes", "/open", refusedBy(400), [this] {
        Message message = fresh();
        message.signedAttributes = false;
        return sign(message);
    });
    row("no certificate", "/open", kBadCheck, [this] {
        Message message = fresh();
        message.certificates.clear();
        return sign(message);
    });
    row("another certificate", "/open", kBadCheck, [this] {
        Message message = fresh();
        message.certificates = {m_ca->der()};
        return sign(message);
    });
    row("more certificates than the signer's", "/open", success(), [this] {
        Message message = fresh();
        message.certificates.insert(message.certificates.begin(), m_ca->der());
        return sign(message);
    });
    row("signature by another key", "/open", kBadCheck,
        [this] { return sign(fresh(), *m_otherKey); });
    row("content changed after signing", "/open", kBadCheck, [this] {
        const Message message = fresh();
        Bytes bytes = sign(message);
        const auto at = std::ranges::search(bytes, *message.content);
        at.begin()[static_cast<std::ptrdiff_t>(message.content->size()) - 1] ^= 1;
        return bytes;
    });
    row("eContentType id-envelopedData", "/open", kBadRequest, [this] {
        Message message = fresh();
        message.contentType = oids::kEnvelopedData;
        return sign(message);
    });
    row("content absent", "/open", kBadRequest, [this] {
        Message message = fresh();
        message.content.reset();
        return sign(message);
    });
    row("content of length zero", "/open", kBadRequest, [this] {
        Message message = fresh();
        message.content = Bytes{};
        return sign(message);
    });
    row("content that is text", "/open", kBadRequest,
        [this] { return sign(enveloped(copyOf(bytesOf("not an envelope")))); });
}

void TestBadInput::addEncodings() {
    row("BER", "/open", success(), [this] {
        Message message = fresh();
        message.indefinite = true;
        return sign(message);
    });
    row("attributes unsorted, signed as DER", "/open", success(), [this] {
        Message message = fresh();
        message.sorted = false;
        return sign(message);
    });
    row("attributes unsorted, signed as sent", "/open", success(), [this] {
        Message message = fresh();
        message.sorted = false;
        message.signedAsEncoded = true;
        return sign(message);
    });
    row("junk after the message", "/open", refusedBy(400), [this] {
        Bytes bytes = sign(fresh());
        bytes.insert(bytes.end(), {0x30, 0x00});
        return bytes;
    });
    row("900 KB of junk after the message", "/open", refusedBy(400), [this] {
        Bytes bytes = sign(fresh());
        bytes.resize(900 * 1024, 0x41);
        return bytes;
    });
}

void TestBadInput::addAlgorithms() {
    const auto opensslRow = [this](const char* name, const char* path, const Expected& expected,
                                   const QStringList& options) {
        row(name, path, expected, [this, options] {
            const Bytes envelope = opensslEnvelope(csr(), options, *m_ca);
            return sign(enveloped(envelope));
        });
    };
    const QStringList legacy{q("-provider"), q("legacy"), q("-provider"), q("default")};
    opensslRow("AES-128", "/open", success(), {q("-aes128")});
    opensslRow("AES-192", "/open", success(), {q("-aes192")});
    opensslRow("AES-256", "/open", success(), {q("-aes256")});
    opensslRow("AES-128-GCM", "/open", kBadAlg, {q("-aes-128-gcm")});
    opensslRow("AES-256-GCM", "/open", kBadAlg, {q("-aes-256-gcm")});
    opensslRow("OAEP", "/open", success(),
               {q("-aes256"), q("-keyopt"), q("rsa_padding_mode:oaep")});
    opensslRow("OAEP with SHA-256", "/open", success(),
               {q("-aes128"), q("-keyopt"), q("rsa_padding_mode:oaep"), q("-keyopt"),
                q("rsa_oaep_md:sha256")});
    opensslRow("BER envelope", "/open", success(), {q("-aes128"), q("-stream")});
    opensslRow("3DES", "/open", kBadAlg, {q("-des3")});
    opensslRow("3DES, allowed", "/legacy", success(), {q("-des3")});
    opensslRow("DES", "/legacy", kBadAlg, QStringList{q("-des")} + legacy);
    opensslRow("RC2", "/legacy", kBadAlg, QStringList{q("-rc2-128")} + legacy);
    opensslRow("Camellia", "/open", kBadAlg, {q("-camellia128")});
    const auto digestRow = [this](const char* name, const char* path, const Expected& expected,
                                  pki::Digest digest) {
        row(name, path, expected, [this, digest] {
            Message message = fresh();
            message.digest = digest;
            return sign(message);
        });
    };
    digestRow("SHA-384", "/open", success(), pki::Digest::Sha384);
    digestRow("SHA-512", "/open", success(), pki::Digest::Sha512);
    digestRow("SHA-1", "/open", kBadAlg, pki::Digest::Sha1);
    digestRow("SHA-1, allowed", "/legacy", success(), pki::Digest::Sha1);
    row("MD5", "/legacy", kBadAlg, [this] {
        Message message = fresh();
        message.namedDigest = oids::kMd5;
        return sign(message);
    });
    row("unknown digest", "/legacy", kBadAlg, [this] {
        Message message = fresh();
        message.namedDigest = asn1::Oid{"1.2.3.4"};
        return sign(message);
    });
}

void TestBadInput::addAttributes() {
    const auto valueRow = [this](const char* name, const asn1::Oid& type, const Expected& expected,
                                 const Bytes& value) {
        row(name, "/open", expected, [this, type, value] {
            Message message = fresh();
            find(message, type)->values = {value};
            return sign(message);
        });
    };
    valueRow("nonce of 8 bytes", oids::kSenderNonce, success(), octetsDer(Bytes(8, 3)));
    valueRow("nonce of 32 bytes", oids::kSenderNonce, success(), octetsDer(Bytes(32, 3)));
    valueRow("nonce of 64 KB", oids::kSenderNonce, kBadRequest, octetsDer(Bytes(65536, 3)));
    valueRow("nonce as text", oids::kSenderNonce, kBadRequest, stringDer(19, "nonce"));
    row("nonce missing", "/open", kBadRequest, [this] {
        Message message = fresh();
        remove(message, oids::kSenderNonce);
        return sign(message);
    });
    for (const char* id :
         {"jCIbi0V+hiEl/uLYzr68kLGiuhg=", "SSCEP transactionId", "0",
          "58857719618539953614437042654537073122966853799591631248571148588172094",
          "a'; DROP TABLE requests; --", "../../etc/passwd", "a/b?c=d&e#f"})
        valueRow(qPrintable(q("transactionID ") + q(id)), oids::kTransactionId, success(),
                 stringDer(19, id));
    valueRow("transactionID with line breaks", oids::kTransactionId, success(),
             stringDer(12, "a\r\nForged: log line\n"));
    valueRow("transactionID with NUL", oids::kTransactionId, success(),
             stringDer(12, std::string_view("a\0b", 3)));
    valueRow("transactionID not UTF-8", oids::kTransactionId, success(), stringDer(20, "\xFF\xFE"));
    valueRow("transactionID of 64 KB", oids::kTransactionId, refusedBy(400),
             stringDer(19, std::string(65536, 'x')));
    valueRow("transactionID empty", oids::kTransactionId, refusedBy(400), stringDer(19, ""));
    row("transactionID missing", "/open", refusedBy(400), [this] {
        Message message = fresh();
        remove(message, oids::kTransactionId);
        return sign(message);
    });
    row("attribute with two values", "/open", kBadRequest, [this] {
        Message message = fresh();
        message.attributes.push_back(
            {oids::kSigningTime, {stringDer(23, "261122120000Z"), stringDer(23, "261122120001Z")}});
        return sign(message);
    });
    row("attribute unknown to all", "/open", success(), [this] {
        Message message = fresh();
        message.attributes.push_back({asn1::Oid{"1.2.3.4"}, {octetsDer(Bytes(100, 1))}});
        return sign(message);
    });
}

void TestBadInput::addRecipients() {
    const auto next = loadCertificate(q("keys/ca-next.cert.pem"));
    row("wrong recipient", "/open", kBadRequest,
        [this, next] { return sign(enveloped(sealFor(next, csr()))); });
    row("recipient by key identifier", "/open", success(), [this] {
        return sign(enveloped(opensslEnvelope(csr(), {q("-aes128"), q("-keyid")}, *m_ca)));
    });
    row("wrong recipient by key identifier", "/open", kBadCheck, [this, next] {
        return sign(enveloped(opensslEnvelope(csr(), {q("-aes128"), q("-keyid")}, next)));
    });
    row("two recipients, one is ours", "/open", success(), [this] {
        return sign(enveloped(
            opensslEnvelope(csr(), {q("-aes128"), dataPath(q("keys/ca-next.cert.pem"))}, *m_ca)));
    });
    // Where a key can decrypt, no password is tried: not even the right one.
    row("password recipient, right challenge", "/secret", kBadRequest, [this] {
        const auto envelope = pki::sealEnvelopeWithPassword(
            challengeCsr(19, kSecret), bytesOf(kSecret), pki::Cipher::Aes128Cbc);
        return sign(enveloped(*envelope));
    });
    row("password recipient, wrong challenge", "/secret", kBadRequest, [this] {
        const auto envelope =
            pki::sealEnvelopeWithPassword(csr(), bytesOf("lamp"), pki::Cipher::Aes128Cbc);
        return sign(enveloped(*envelope));
    });
    row("encrypted key changed", "/open", kBadCheck, [this] {
        Bytes envelope = sealed(csr());
        const auto read = pki::EnvelopedData::fromDer(envelope);
        const auto at = std::ranges::search(
            envelope, std::get<pki::KeyTransportRecipient>(read->recipients.front()).encryptedKey);
        at.begin()[100] ^= 1;
        return sign(enveloped(envelope));
    });
    row("padding changed", "/open", kBadCheck, [this] {
        Bytes envelope = sealed(csr());
        envelope.back() ^= 1;
        return sign(enveloped(envelope));
    });
    row("empty envelope", "/open", kBadCheck, [this] { return sign(enveloped(sealed({}))); });
}

void TestBadInput::addChallenges() {
    const auto challengeRow = [this](const char* name, const Expected& expected, std::uint32_t tag,
                                     const std::string& content) {
        row(name, "/secret", expected,
            [this, tag, content] { return sign(asking(challengeCsr(tag, content))); });
    };
    const std::string secret(kSecret);
    std::string wide;
    for (const char c : secret)
        wide.append({'\0', c});
    challengeRow("challenge as PrintableString", success(), 19, secret);
    challengeRow("challenge as UTF8String", success(), 12, secret);
    challengeRow("challenge as BMPString", success(), 30, wide);
    challengeRow("challenge as T61String", success(), 20, secret);
    challengeRow("challenge as IA5String", success(), 22, secret);
    challengeRow("challenge wrong", kBadRequest, 19, "lantern-18");
    challengeRow("challenge cut short", kBadRequest, 19, secret.substr(0, secret.size() - 1));
    challengeRow("challenge with NUL behind", kBadRequest, 12, secret + std::string(1, '\0'));
    challengeRow("challenge empty", kBadRequest, 19, "");
    challengeRow("challenge of 4 KB", kBadRequest, 12, std::string(4096, 'k'));
    challengeRow("challenge not UTF-8", kBadCheck, 12, "\xFF\xFF");
    row("challenge absent", "/secret", kBadRequest, [this] { return sign(fresh()); });
    row("challenge twice", "/secret", kBadCheck, [this] {
        const pki::CsrAttribute one{oids::kChallengePassword, {stringDer(19, kSecret)}};
        return sign(asking(csrWith({one, one})));
    });
    row("challenge where none is asked for", "/open", success(),
        [this] { return sign(asking(challengeCsr(19, "anything"))); });
    row("unknown code", "/scep", kBadRequest,
        [this] { return sign(asking(challengeCsr(19, "AAAA-BBBB-CCCC"))); });
}

void TestBadInput::addKeysAndCsrs() {
    row("signer's key is not the CSR's", "/open", kBadRequest, [this] {
        const auto other = pki::signCsr({*pki::Name::fromText("CN=device"), {}, nullptr, {}},
                                        *m_otherKey, pki::Digest::Sha256);
        return sign(asking(copyOf(other->der())));
    });
    row("signer's key is not the CSR's, allowed", "/proxy", success(), [this] {
        const auto other = pki::signCsr({*pki::Name::fromText("CN=device"), {}, nullptr, {}},
                                        *m_otherKey, pki::Digest::Sha256);
        return sign(asking(copyOf(other->der())));
    });
    row("CSR signature wrong", "/open", kBadCheck, [this] {
        Bytes bad = csr();
        bad.back() ^= 1;
        return sign(asking(bad));
    });
    row("CSR signed with SHA-1", "/open", kBadAlg, [this] {
        const auto old = pki::signCsr({*pki::Name::fromText("CN=device"), {}, nullptr, {}}, *m_key,
                                      pki::Digest::Sha1);
        return sign(asking(copyOf(old->der())));
    });
    row("CSR and a byte", "/open", kBadCheck, [this] {
        Bytes longer = csr();
        longer.push_back(0);
        return sign(asking(longer));
    });
    row("RSA of 1024 bits", "/open", kBadAlg, [this] {
        const Ran ran = runOpenssl({q("genrsa"), q("1024")});
        const auto weak = pki::PrivateKey::fromPem(viewOf(ran.output));
        if (!weak) return Bytes{};
        const auto small = pki::signCsr({*pki::Name::fromText("CN=device"), {}, nullptr, {}}, *weak,
                                        pki::Digest::Sha256);
        const auto signer = scep::makeRequestSigner(*pki::Name::fromText("CN=s"), *weak, m_now,
                                                    pki::Digest::Sha256);
        Message message = asking(copyOf(small->der()));
        message.certificates = {signer->der()};
        return build(message, *signer, *weak);
    });
    row("EC key without a challenge", "/open", kBadAlg, [this] {
        const auto key = pki::PrivateKey::generate({pki::KeyType::EcP256, 0});
        const auto request = pki::signCsr({*pki::Name::fromText("CN=device"), {}, nullptr, {}},
                                          *key, pki::Digest::Sha256);
        const auto signer =
            scep::makeRequestSigner(*pki::Name::fromText("CN=s"), *key, m_now, pki::Digest::Sha256);
        Message message = asking(copyOf(request->der()));
        message.certificates = {signer->der()};
        return build(message, *signer, *key);
    });
    row("extensionReq by VeriSign's number", "/open", success(), [this] {
        const auto san = pki::makeSubjectAltName({*pki::generalNameFromText("dns:a.example")});
        const Bytes value = der([&](asn1::Writer& w) { pki::writeExtensions(w, {san}); });
        return sign(asking(csrWith(
            {{oids::kExtensionRequest, {value}}, {oids::kVerisignExtensionRequest, {value}}})));
    });
    row("extensionReq that is no extension", "/open", kBadCheck, [this] {
        return sign(asking(csrWith({{oids::kExtensionRequest, {stringDer(12, "extensions")}}})));
    });
    row("SAN that is none", "/open", kBadCheck, [this] {
        return sign(asking(csrWith({}, {{oids::kSubjectAltName, false, {0x30, 0x05}}})));
    });
    // Some clients send one that is empty; what is issued has none.
    row("SAN without a name", "/open", success(), [this] {
        return sign(asking(csrWith({}, {{oids::kSubjectAltName, false, {0x30, 0x00}}})));
    });
}

void TestBadInput::addLookups() {
    row("poll of an unknown transaction", "/open", kBadCertId, [this] { return sign(fresh(20)); });
    row("GetCert by a self-signed sender", "/open", kBadRequest,
        [this] { return sign(fresh(21)); });
    row("GetCRL by a self-signed sender", "/open", success(), [this] { return sign(fresh(22)); });
    row("GetCRL of another CA", "/open", kBadCertId, [this] {
        const auto asked = scep::IssuerAndSerial{*pki::Name::fromText("CN=other"), Bytes{5}};
        Message message = enveloped(sealed(asked.toDer()));
        find(message, oids::kMessageType)->values = {stringDer(19, "22")};
        return sign(message);
    });
}

void TestBadInput::message_isAnswered_data() {
    QTest::addColumn<int>("index");
    m_cases.clear();
    addTypes();
    addStructures();
    addEncodings();
    addAlgorithms();
    addAttributes();
    addRecipients();
    addChallenges();
    addKeysAndCsrs();
    addLookups();
}

void TestBadInput::message_isAnswered() {
    QFETCH(int, index);
    const Case& wanted = m_cases.at(static_cast<std::size_t>(index));
    const Bytes message = wanted.make();
    QVERIFY(!message.empty());
    const auto before = m_lab.certificateCount();
    const Answer answer = post(m_lab, QByteArray::fromStdString(wanted.path), message);
    const bool expectsSuccess = wanted.expected.http == 200 && !wanted.expected.failInfo;
    QVERIFY2(answer.http == wanted.expected.http, answer.text().constData());
    if (wanted.expected.http != 200) {
        QVERIFY(answer.contentType.startsWith("text/plain"));
        QVERIFY(toArray(answer.body).endsWith(".\n"));
        // The parser's own words are not for clients.
        QVERIFY(answer.body.size() < 200);
    } else if (expectsSuccess) {
        QVERIFY2(answer.isCertRep && answer.isSuccess(), answer.text().constData());
    } else {
        QVERIFY2(answer.isCertRep && answer.isFailure(*wanted.expected.failInfo),
                 answer.text().constData());
        QVERIFY(!answer.attributes.failInfoText->empty());
        QVERIFY(answer.attributes.failInfoText->size() <= 255);
    }
    if (!expectsSuccess) QCOMPARE(m_lab.certificateCount(), before);
}

void TestBadInput::bytes_areAnsweredWithoutACertRep_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("zero") << QByteArray(1, '\0');
    QTest::newRow("text") << QByteArray("hello, server");
    QTest::newRow("PEM") << QByteArray("-----BEGIN CMS-----\nAAAA\n-----END CMS-----\n");
    QTest::newRow("64 KB of zeros") << QByteArray(65536, '\0');
    QTest::newRow("64 KB of 0x30") << QByteArray(65536, '\x30');
    QTest::newRow("a million nested") << QByteArray("\x30\x80").repeated(500'000);
    QTest::newRow("length of 4 GB") << QByteArray("\x30\x84\xFF\xFF\xFF\xFF");
    QTest::newRow("length of 2^63") << QByteArray("\x30\x88\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF");
    QTest::newRow("length of 127 bytes") << QByteArray("\x30\xFF") + QByteArray(127, '\xFF');
    QTest::newRow("endless tag") << QByteArray(1, '\x3F') + QByteArray(1000, '\xFF');
    QTest::newRow("an XML bomb") << QByteArray("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b>]>");
    QTest::newRow("a CA certificate") << toArray(m_ca->der());
    QTest::newRow("a CSR") << toArray(csr());
    QTest::newRow("an envelope") << toArray(sealed(csr()));
    QTest::newRow("certs-only") << toArray(pki::buildDegenerate({m_ca->der()}, {}));
}

void TestBadInput::bytes_areAnsweredWithoutACertRep() {
    QFETCH(QByteArray, bytes);
    const RawResponse response = m_lab.ask("POST", "/open?operation=PKIOperation", bytes);
    QCOMPARE(response.status, 400);
    QVERIFY(response.body.size() < 200);
    if (bytes.size() > 30'000 || bytes.isEmpty()) return;
    QCOMPARE(
        m_lab.get("/open?operation=PKIOperation&message=" + bytes.toBase64().toPercentEncoding())
            .status,
        400);
}

void TestBadInput::bytes_truncatedAnywhereAreRefused() {
    const Bytes whole = sign(fresh());
    const auto before = m_lab.certificateCount();
    for (std::size_t size = 1; size < whole.size(); size += size < 200 ? 7 : 97) {
        const Answer answer = post(m_lab, "/open", ByteView(whole).first(size));
        QVERIFY2(answer.http == 400, answer.text().constData());
    }
    QCOMPARE(m_lab.certificateCount(), before);
}

// A flipped bit may hit what nobody looks at; it must never be a server's error, and no certificate
// may go to another key.
void TestBadInput::bytes_flippedAnywhereNeverHurt() {
    const Bytes whole = sign(fresh());
    for (std::size_t at = 0; at < whole.size(); at += 13) {
        Bytes flipped = whole;
        flipped[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
        const Answer answer = post(m_lab, "/open", flipped);
        QVERIFY2(answer.http == 200 || answer.http == 400, answer.text().constData());
        if (answer.isSuccess()) {
            const auto issued = issuedIn(answer, *m_key);
            QVERIFY(!issued.empty() && issued.front().publicKey() == m_key->publicKey());
        }
    }
}

void TestBadInput::names_areIssuedAndListedHarmlessly_data() {
    QTest::addColumn<QByteArray>("commonName");
    QTest::addColumn<bool>("issued");
    const auto name = [](const char* title, const QByteArray& value, bool issued = true) {
        QTest::newRow(title) << value << issued;
    };
    name("path", "../x");
    name("absolute path", "/etc/cron.d/x");
    name("line break", "a\nV 261122 forged", false);
    name("CR LF", "a\r\nb", false);
    name("tab", "a\tb", false);
    name("slash", "a/CN=b");
    name("quotes", "a\"b'c`d");
    name("markup", "<script>alert(1)</script>&amp;");
    name("SQL", "x'); DROP TABLE certificates; --");
    name("shell", "$(reboot);`reboot`|reboot");
    name("NUL", QByteArray("a\0b.example", 11), false);
    name("escape sequence", "\x1B[31mred\x1B[0m", false);
    name("right-to-left", "exe.\xE2\x80\xAEgpj");
    name("separators", "a,O=b+OU=c;d=e#f");
    name("spaces", " a  b ");
    name("format", "%s%n%x%d");
    name("other script", "\xE4\xB8\xAD\xE6\x96\x87 \xF0\x9F\xA6\xA6");
    name("JSON", "\\\",\"secret\":\"x");
}

// Control characters have no place in a name and are refused; the rest is issued as it is.
void TestBadInput::names_areIssuedAndListedHarmlessly() {
    QFETCH(QByteArray, commonName);
    QFETCH(bool, issued);
    const auto subject =
        pki::Name::fromRdns({{{oids::kCommonName, 12, commonName.toStdString(), {}}}});
    QVERIFY(subject.has_value());
    const auto request = pki::signCsr({*subject, {}, nullptr, {}}, *m_key, pki::Digest::Sha256);
    // Only so many refusals of one address go into the ledger in ten minutes.
    m_lab.clock().advance(std::chrono::minutes{11});
    const QStringList files = filesAround();
    const Answer answer = post(m_lab, "/open", sign(asking(copyOf(request->der()))));
    QVERIFY2(issued ? answer.isSuccess() : answer.isFailure(FailInfo::BadRequest),
             answer.text().constData());
    const auto record = m_lab.newestRequest();
    std::string listed = record.subject;
    if (issued) {
        const auto certificates = issuedIn(answer, *m_key);
        QVERIFY(!certificates.empty() && certificates.front().subject() == *subject);
        listed = m_lab.workbench().certificates().list({})->front().subject;
        QCOMPARE(listed, record.subject);
    } else {
        QCOMPARE(*record.errorCode, ErrorCode::SubjectRejected);
    }
    // RFC 4514 text: it reads back as the same name, and no control character breaks a line.
    const auto back = pki::Name::fromText(listed);
    QVERIFY(back && back->commonName() == commonName.toStdString());
    for (const std::string& text : {listed, record.reason})
        QVERIFY(std::ranges::none_of(
            text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }));
    QCOMPARE(filesAround(), files);
    QVERIFY(m_lab.workbench().verifyAudit()->intact);
}

QStringList TestBadInput::filesAround() const {
    QStringList names = QDir(m_lab.folder()).entryList();
    for (const char* path : {"/../x", "/x", "/../x.pem"})
        if (QFile::exists(m_lab.folder() + q(path))) names.append(q(path));
    return names;
}

// A CSR that asks to be a CA, to vouch for a Windows account, or to speak for the authority.
void TestBadInput::csr_cannotMakeItselfMore() {
    const Bytes sid = der([](asn1::Writer& w) {
        w.sequence([&] {
            w.context(0, [&] {
                w.oid(asn1::Oid{"1.3.6.1.4.1.311.25.2.1"});
                w.context(0, [&] { w.octetString(bytesOf("S-1-5-21-1-2-3-500")); });
            });
        });
    });
    const Bytes request =
        csrWith({}, {pki::makeBasicConstraints({true, 3}),
                     pki::makeKeyUsage(pki::key_usage::kKeyCertSign | pki::key_usage::kCrlSign |
                                       pki::key_usage::kDigitalSignature),
                     pki::makeExtendedKeyUsage({oids::kEkuCertificateRequestAgent,
                                                asn1::Oid{"1.3.6.1.5.5.7.3.9"},
                                                asn1::Oid{"2.5.29.37.0"}, oids::kEkuClientAuth}),
                     {oids::kMicrosoftSid, false, sid}});
    const Answer answer = post(m_lab, "/open", sign(asking(request)));
    QVERIFY2(answer.isSuccess(), answer.text().constData());
    const auto issued = issuedIn(answer, *m_key);
    QVERIFY(!issued.empty());
    const auto& certificate = issued.front();
    QVERIFY(!certificate.basicConstraints() || !certificate.basicConstraints()->ca);
    QCOMPARE(*certificate.keyUsage() & (pki::key_usage::kKeyCertSign | pki::key_usage::kCrlSign),
             0);
    QCOMPARE(certificate.extendedKeyUsage(), std::vector<asn1::Oid>{oids::kEkuClientAuth});
    QVERIFY(pki::findExtension(certificate.extensions(), oids::kMicrosoftSid) == nullptr);
}

void TestBadInput::sizes_aboveTheLimitAreCut() {
    const QByteArray good = toArray(sign(fresh()));
    // 50 MB behind a good message: refused by its announced length, before it is read.
    RawClient client(m_lab.port());
    client.send("POST /open?operation=PKIOperation HTTP/1.1\r\nHost: h\r\nContent-Length: 52428800"
                "\r\n\r\n" +
                good);
    const RawResponse announced = client.read();
    QCOMPARE(announced.status, 413);
    QVERIFY(announced.closes());
    // The same unannounced.
    RawClient chunked(m_lab.port());
    chunked.send("POST /open?operation=PKIOperation HTTP/1.1\r\nHost: h\r\n"
                 "Transfer-Encoding: chunked\r\n\r\n");
    const QByteArray chunk = "10000\r\n" + QByteArray(65536, 'j') + "\r\n";
    for (int sent = 0; sent < 17; ++sent)
        chunked.send(chunk);
    QCOMPARE(chunked.read().status, 413);
    // A GET of 100 KB.
    QCOMPARE(
        m_lab.get("/open?operation=PKIOperation&message=" + QByteArray(100 * 1024, 'A')).status,
        414);
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_bad_input.moc"
