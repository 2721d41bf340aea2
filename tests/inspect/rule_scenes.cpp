#include "rule_scenes.h"

namespace scepter::test {

namespace {

pki::Certificate made(const pki::PrivateKey& key, const Fixture::Plan& plan,
                      const pki::Name& issuer, const pki::PrivateKey& signer) {
    pki::CertificateFields fields;
    fields.serial = fromHex(plan.serial).value();
    fields.issuer = issuer;
    fields.subject = nameOf(plan.subject);
    fields.notBefore = at(plan.from);
    fields.notAfter = at(plan.to);
    fields.spki = key.publicKey().spki();
    if (plan.usage) fields.extensions.push_back(pki::makeKeyUsage(*plan.usage));
    if (plan.isCa) fields.extensions.push_back(pki::makeBasicConstraints({true, {}}));
    return pki::signCertificate(fields, signer, plan.digest).value();
}

constexpr std::uint16_t kCaUsage = pki::key_usage::kKeyCertSign | pki::key_usage::kCrlSign;

pki::PrivateKey opensslKey(const OpenSslTool& tool, const QString& arguments) {
    const QByteArray pem = tool.run(QStringLiteral("genpkey ") + arguments);
    return pki::PrivateKey::fromPem(pem.toStdString()).value();
}

pki::Certificate md5CertificateOf(const OpenSslTool& tool, const pki::PrivateKey& key) {
    tool.write("md5.key", toQt(key.toPem()->view()));
    return pki::readCertificates(
               fromQt(tool.run(QStringLiteral("req -x509 -new -key md5.key -md5 -subj /CN=old"))))
        .value()
        .front();
}

} // namespace

pki::Name nameOf(const char* text) {
    return pki::Name::fromText(text).value();
}

Fixture::Fixture(const OpenSslTool& tool)
    : rsa(opensslKey(tool, QStringLiteral("-algorithm RSA -pkeyopt rsa_keygen_bits:2048")))
    , other(opensslKey(tool, QStringLiteral("-algorithm RSA -pkeyopt rsa_keygen_bits:2048")))
    , weak(opensslKey(tool, QStringLiteral("-algorithm RSA -pkeyopt rsa_keygen_bits:1024")))
    , ec(opensslKey(tool, QStringLiteral("-algorithm EC -pkeyopt ec_paramgen_curve:P-256")))
    , root(made(other, {.subject = "CN=root", .usage = kCaUsage, .isCa = true}, nameOf("CN=root"),
                other))
    , ca(made(rsa, {.subject = "CN=ca", .serial = "02", .usage = kCaUsage, .isCa = true},
              nameOf("CN=root"), other))
    , ra(made(other, {.subject = "CN=ra", .serial = "03"}, nameOf("CN=ca"), rsa))
    , md5Certificate(md5CertificateOf(tool, rsa))
    , md5Csr(pki::Csr::fromDer(fromQt(tool.run(QStringLiteral(
                                   "req -new -key md5.key -md5 -subj /CN=old -outform DER"))))
                 .value()) {
}

pki::Certificate Fixture::issued(const pki::PrivateKey& key, const Plan& plan) const {
    return made(key, plan, ca.subject(), rsa);
}

pki::Certificate Fixture::selfSigned(const pki::PrivateKey& key, const Plan& plan) {
    return made(key, plan, nameOf(plan.subject), key);
}

pki::Csr Fixture::csr(const pki::PrivateKey& key, const pki::CsrFields& fields,
                      pki::Digest digest) {
    return pki::signCsr(fields, key, digest).value();
}

Scene Fixture::captured(const char* file, const char* clientKey) {
    Scene scene;
    scene.keys->keys.push_back(
        {"CA", captureKey("keys/ca.key.pem"), captureCertificate("keys/ca.cert.pem")});
    scene.keys->keys.push_back({"client", captureKey(clientKey), std::nullopt});
    scene.options = optionsWith(*scene.keys);
    scene.inspection =
        inspect::inspect(fromQt(Captures::messageOf(QString::fromUtf8(file))), scene.options);
    // How a message is encoded has rules of its own; the recorded replies are BER.
    for (auto& data : scene.facts().signedData)
        data.encoding.der = true;
    for (auto& envelope : scene.facts().envelopes)
        envelope.encoding.der = true;
    return scene;
}

Scene Fixture::request() const {
    return captured("03-strongswan-enroll-post-aes128-sha256.request", "keys/strongswan-a.key.pem");
}
Scene Fixture::renewal() const {
    return captured("09-strongswan-renewal-type17.request", "keys/strongswan-a.key.pem");
}
Scene Fixture::reply() const {
    return captured("03-strongswan-enroll-post-aes128-sha256.response",
                    "keys/strongswan-a.key.pem");
}
Scene Fixture::failure() const {
    return captured("11-strongswan-enroll-wrong-challenge.response", "keys/strongswan-a.key.pem");
}
Scene Fixture::pending() const {
    return captured("06-strongswan-pending.response", "keys/strongswan-a.key.pem");
}

Scene Fixture::caAnswer() const {
    Scene scene;
    scene.options = optionsWith(*scene.keys);
    scene.inspection =
        inspect::inspect(pki::buildDegenerate({ra.der(), ca.der(), root.der()}, {}), scene.options);
    return scene;
}

Scene Fixture::capabilities() {
    Scene scene;
    scene.options = optionsWith(*scene.keys);
    scene.facts().subject = inspect::Subject::Capabilities;
    scene.facts().capabilities.emplace();
    scene.setCaps("AES\nDES3\nGetNextCACert\nPOSTPKIOperation\nRenewal\nSHA-1\nSHA-256\nSHA-384\n"
                  "SHA-512\nSCEPStandard\n");
    return scene;
}

Scene Fixture::httpRequest() {
    Scene scene;
    scene.options = optionsWith(*scene.keys);
    scene.facts().subject = inspect::Subject::HttpRequest;
    auto& http = scene.facts().http.emplace();
    http.node = 0;
    http.method = "POST";
    http.path = "/scep";
    http.operation = "PKIOperation";
    http.headers = {{"Host", "ca.example"}, {"Content-Type", "application/x-pki-message"}};
    http.bodySize = 2000;
    return scene;
}

Scene Fixture::httpReply() const {
    Scene scene = reply();
    scene.facts().subject = inspect::Subject::HttpResponse;
    auto& http = scene.facts().http.emplace();
    http.node = 0;
    http.request = false;
    http.status = 200;
    http.headers = {{"Content-Type", "application/x-pki-message"}};
    http.bodySize = 2000;
    return scene;
}

} // namespace scepter::test
