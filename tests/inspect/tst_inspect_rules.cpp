// Every rule: silent over a good message, and heard once the one thing is spoiled.
#include "rule_scenes.h"

#include "asn1/oids.h"

using namespace scepter;
using namespace scepter::test;
using inspect::kNoNode;
namespace oids = asn1::oids;

namespace {

using Base = std::function<Scene(const Fixture&)>;
using Spoil = std::function<void(const Fixture&, Scene&)>;

struct Row {
    const char* rule;
    Base base;
    Spoil spoil;
    const char* name = "";
};

Scene request(const Fixture& f) {
    return f.request();
}
Scene renewal(const Fixture& f) {
    return f.renewal();
}
Scene reply(const Fixture& f) {
    return f.reply();
}
Scene failed(const Fixture& f) {
    return f.failure();
}
Scene pending(const Fixture& f) {
    return f.pending();
}
Scene caAnswer(const Fixture& f) {
    return f.caAnswer();
}
Scene capabilities(const Fixture&) {
    return Fixture::capabilities();
}
Scene httpRequest(const Fixture&) {
    return Fixture::httpRequest();
}
Scene httpReply(const Fixture& f) {
    return f.httpReply();
}

pki::CsrFields fieldsOf(const char* subject, std::vector<pki::Extension> extensions = {},
                        std::vector<pki::CsrAttribute> attributes = {},
                        const SecretBytes* challenge = nullptr) {
    return {nameOf(subject), std::move(extensions), challenge, std::move(attributes)};
}

Spoil failing(ErrorCode code) {
    return [code](const Fixture&, Scene& s) {
        s.facts().failures.emplace_back(0, Error{code, "no such thing", {}, {}});
    };
}

const std::vector<Row>& inputRows() {
    static const std::vector<Row> rows{
        {"input.unreadable", request, failing(ErrorCode::Asn1Truncated)},
        {"input.trailing", request, failing(ErrorCode::Asn1TrailingBytes)},
        {"input.limit", request, failing(ErrorCode::LimitExceeded)},
        {"input.cut", request, [](auto&, Scene& s) { s.facts().cut.push_back(0); }},
        {"input.unknown", request,
         [](auto&, Scene& s) { s.facts().subject = inspect::Subject::Asn1; }},
        {"input.redacted", request, [](auto&, Scene& s) { s.facts().redacted = true; }},
    };
    return rows;
}

const std::vector<Row>& httpRows() {
    static const std::vector<Row> rows{
        {"http.operation.missing", httpRequest,
         [](auto&, Scene& s) { s.http().operation.clear(); }},
        {"http.operation.unknown", httpRequest,
         [](auto&, Scene& s) { s.http().operation = "Enroll"; }},
        {"http.operation.case", httpRequest,
         [](auto&, Scene& s) { s.http().operation = "pkioperation"; }},
        {"http.method", httpRequest, [](auto&, Scene& s) { s.http().method = "PUT"; }},
        {"http.get.pkioperation", httpRequest, [](auto&, Scene& s) { s.http().method = "GET"; }},
        {"http.get.message", httpRequest, [](auto&, Scene& s) { s.http().method = "GET"; }},
        {"http.get.body", httpRequest, [](auto&, Scene& s) { s.http().method = "GET"; }},
        {"http.post.operation", httpRequest,
         [](auto&, Scene& s) { s.http().operation = "GetCACert"; }},
        {"http.post.content-type", httpRequest,
         [](auto&, Scene& s) { s.setHeader("Content-Type", "text/plain"); }},
        {"http.post.content-type", httpRequest,
         [](auto&, Scene& s) { s.setHeader("Content-Type", ""); }, "none"},
        {"http.post.query", httpRequest, [](auto&, Scene& s) { s.http().messageInQuery = true; }},
        {"http.post.empty", httpRequest, [](auto&, Scene& s) { s.http().bodySize = 0; }},
        {"http.host", httpRequest, [](auto&, Scene& s) { s.setHeader("Host", ""); }},
        {"http.version", httpRequest, [](auto&, Scene& s) { s.http().version = 10; }},
        {"http.status", httpReply, [](auto&, Scene& s) { s.http().status = 500; }},
        {"http.html", httpReply,
         [](auto&, Scene& s) { s.setHeader("Content-Type", "text/html; charset=utf-8"); }},
        {"http.content-type", httpReply,
         [](auto&, Scene& s) { s.setHeader("Content-Type", "application/octet-stream"); }},
        {"http.content-type.parameters", httpReply,
         [](auto&, Scene& s) {
             s.setHeader("Content-Type", "application/x-pki-message;charset=utf-8");
         }},
        {"http.size", httpReply, [](auto&, Scene& s) { s.http().bodySize = 16 * 1024 + 1; }},
    };
    return rows;
}

Spoil answering(const char* text) {
    return [text](const Fixture&, Scene& s) { s.setCaps(text); };
}

const std::vector<Row>& capabilityRows() {
    static const std::vector<Row> rows{
        {"caps.empty", capabilities, answering("\n")},
        {"caps.page", capabilities, answering("<html>Log in</html>")},
        {"caps.crlf", capabilities, answering("AES\r\nSHA-256\r\n")},
        {"caps.spelling", capabilities, answering("aes\nSHA-256\n")},
        {"caps.post", capabilities, answering("AES\nSHA-256\n")},
        {"caps.aes", capabilities, answering("SHA-256\nPOSTPKIOperation\n")},
        {"caps.sha256", capabilities, answering("AES\nSHA-1\n")},
        {"caps.sha384", capabilities, answering("AES\nSHA-256\n")},
        {"caps.renewal", capabilities, answering("AES\nSHA-256\n")},
        {"caps.standard", capabilities, answering("AES\nSHA-256\n")},
        {"caps.unknown", capabilities, answering("AES\nTimeTravel\n")},
    };
    return rows;
}

void fail(Scene& s, ErrorCode code) {
    s.signer().signature = Result<void>(std::unexpected(Error{code, "it does not", {}, {}}));
}

const std::vector<Row>& cmsRows() {
    static const std::vector<Row> rows{
        {"cms.ber", request, [](auto&, Scene& s) { s.outer().encoding.der = false; }},
        {"cms.digest.md5", request,
         [](auto&, Scene& s) { s.signer().info.digest = pki::Digest::Md5; }},
        {"cms.digest.sha1", request,
         [](auto&, Scene& s) { s.signer().info.digest = pki::Digest::Sha1; }},
        {"cms.digest.unknown", request, [](auto&, Scene& s) { s.signer().info.digest.reset(); }},
        {"cms.digest.content", request,
         [](auto&, Scene& s) { fail(s, ErrorCode::DigestMismatch); }},
        {"cms.detached", request,
         [](auto&, Scene& s) {
             fail(s, ErrorCode::DigestMismatch);
             s.outer().data->hasContent = false;
         }},
        {"cms.signature.invalid", request,
         [](auto&, Scene& s) { fail(s, ErrorCode::SignatureInvalid); }},
        {"cms.signature.unknown", request,
         [](auto&, Scene& s) { s.signer().info.signatureAlgorithm.reset(); }},
        {"cms.signature.digests", request,
         [](auto&, Scene& s) { s.signer().info.signatureAlgorithm->digest = pki::Digest::Sha512; }},
        {"cms.signature.combined", reply,
         [](auto&, Scene& s) { s.signer().info.signatureOid = oids::kSha256WithRsa; }},
        {"cms.signature.pss", request,
         [](auto&, Scene& s) {
             s.signer().info.signatureAlgorithm->scheme = pki::SignatureScheme::RsaPss;
         }},
        {"cms.signer.unknown", request, [](auto&, Scene& s) { s.signer().certificate.reset(); }},
        {"cms.signer.absent", request,
         [](auto&, Scene& s) { s.signer().certificateEmbedded = false; }},
        {"cms.signer.count", request,
         [](auto&, Scene& s) { s.outer().signers.push_back(s.outer().signers.front()); }},
        {"cms.signer.key-identifier", request,
         [](auto&, Scene& s) { s.signer().info.subjectKeyIdentifier = Bytes{1, 2}; }},
        {"cms.attributes.missing", request,
         [](auto&, Scene& s) { s.signer().info.hasSignedAttributes = false; }},
        {"cms.attributes.order", request,
         [](auto&, Scene& s) { s.signer().attributesSorted = false; }},
        {"cms.attribute.twice", request,
         [](auto&, Scene& s) { s.signer().attributes.push_back(s.signer().attributes.front()); }},
        {"cms.attribute.values", request,
         [](auto&, Scene& s) { s.signer().attributes.front().values = 2; }},
    };
    return rows;
}

const std::vector<Row>& scepRows() {
    static const std::vector<Row> rows{
        {"scep.attribute.malformed", request,
         [](auto&, Scene& s) {
             s.facts().scep->attributeError = Error{ErrorCode::AttributeMalformed, "bad", {}, {}};
         }},
        {"scep.type.missing", request,
         [](auto&, Scene& s) {
             s.attributes().messageType.reset();
             s.facts().scep->messageTypeNode = kNoNode;
         }},
        {"scep.type.unknown", request, [](auto&, Scene& s) { s.attributes().messageType = 99; }},
        {"scep.type.update", request, [](auto&, Scene& s) { s.attributes().messageType = 18; }},
        {"scep.type.attestation", request,
         [](auto&, Scene& s) { s.attributes().messageType = 41; }},
        {"scep.string.type", request,
         [](auto&, Scene& s) { s.attribute(oids::kTransactionId).tag = asn1::tag::kUtf8String; }},
        {"scep.string.length", request,
         [](auto&, Scene& s) { s.attribute(oids::kMessageType).longLength = true; }},
        {"scep.transaction.missing", request,
         [](auto&, Scene& s) { s.facts().scep->transactionIdNode = kNoNode; }},
        {"scep.transaction.characters", request,
         [](auto&, Scene& s) { s.attributes().transactionId = "a_b"; }},
        {"scep.transaction.constant", request,
         [](auto&, Scene& s) { s.attributes().transactionId = "SSCEP transactionId"; }},
        {"scep.transaction.derived", pending,
         [](auto&, Scene& s) { s.facts().scep->derivation = "SHA-1 of the bare public key"; }},
        {"scep.nonce.missing", request,
         [](auto&, Scene& s) {
             s.attributes().senderNonce.reset();
             s.facts().scep->senderNonceNode = kNoNode;
         }},
        {"scep.nonce.reply", reply,
         [](auto&, Scene& s) {
             s.attributes().recipientNonce.reset();
             s.facts().scep->recipientNonceNode = kNoNode;
         }},
        {"scep.nonce.reply-sender", reply,
         [](auto&, Scene& s) { s.attributes().senderNonce.reset(); }},
        {"scep.nonce.request", request,
         [](auto&, Scene& s) { s.attributes().recipientNonce = Bytes(16, 1); }},
        {"scep.nonce.size", request,
         [](auto&, Scene& s) { s.attributes().senderNonce->pop_back(); }},
        {"scep.nonce.constant", request,
         [](auto&, Scene& s) { s.attributes().senderNonce = Bytes(16, 0); }},
        {"scep.nonce.copied", reply,
         [](auto&, Scene& s) { s.attributes().senderNonce = s.attributes().recipientNonce; }},
        {"scep.status.missing", reply, [](auto&, Scene& s) { s.attributes().pkiStatus.reset(); }},
        {"scep.status.unknown", reply, [](auto&, Scene& s) { s.attributes().pkiStatus = 7; }},
        {"scep.status.attestation", reply, [](auto&, Scene& s) { s.attributes().pkiStatus = 11; }},
        {"scep.status.request", request, [](auto&, Scene& s) { s.attributes().pkiStatus = 0; }},
        {"scep.failure", pending, [](auto&, Scene& s) { s.attributes().pkiStatus = 2; }},
        {"scep.failinfo.missing", failed, [](auto&, Scene& s) { s.attributes().failInfo.reset(); }},
        {"scep.failinfo.unknown", failed, [](auto&, Scene& s) { s.attributes().failInfo = 9; }},
        {"scep.failinfo.unexpected", reply, [](auto&, Scene& s) { s.attributes().failInfo = 2; }},
        {"scep.pending", reply, [](auto&, Scene& s) { s.attributes().pkiStatus = 3; }},
        {"scep.content.type", request,
         [](auto&, Scene& s) { s.outer().data->contentType = oids::kEnvelopedData; }},
        {"scep.content.absent", failed,
         [](auto&, Scene& s) { s.outer().data->hasContent = false; }},
        {"scep.content.missing", request, [](auto&, Scene& s) { s.outer().data->content.clear(); }},
    };
    return rows;
}

/// The request comes from this certificate.
Spoil signedBy(std::function<pki::Certificate(const Fixture&)> certificate) {
    return [certificate](const Fixture& f, Scene& s) { s.signer().certificate = certificate(f); };
}

const std::vector<Row>& enrollmentRows() {
    using namespace pki::key_usage;
    static const std::vector<Row> rows{
        {"enroll.plain", request, [](auto&, Scene& s) { s.facts().envelopes.clear(); }},
        {"enroll.payload", request, [](auto&, Scene& s) { s.facts().csrs.clear(); }},
        {"enroll.payload", request, [](auto&, Scene& s) { s.attributes().messageType = 20; },
         "poll"},
        {"enroll.payload", request, [](auto&, Scene& s) { s.attributes().messageType = 21; },
         "lookup"},
        {"enroll.reply.envelope", reply, [](auto&, Scene& s) { s.attributes().pkiStatus = 3; }},
        {"enroll.reply.empty", reply, [](auto&, Scene& s) { s.facts().signedData.pop_back(); }},
        {"enroll.reply.many", reply,
         [](auto& f, Scene& s) {
             s.delivered().certificates = {Fixture::factsOf(f.ra), Fixture::factsOf(f.ca)};
         }},
        {"enroll.reply.leaf", reply,
         [](auto& f, Scene& s) {
             s.delivered().certificates = {Fixture::factsOf(f.ca), Fixture::factsOf(f.ra)};
         }},
        {"enroll.reply.signer", reply, signedBy([](auto& f) { return f.root; })},
        {"enroll.signer.key", request,
         signedBy([](auto& f) { return Fixture::selfSigned(f.rsa, {}); })},
        {"enroll.signer.subject", request,
         signedBy([](auto& f) { return Fixture::selfSigned(f.rsa, {}); })},
        {"enroll.signer.usage", request,
         signedBy([](auto& f) { return f.issued(f.rsa, {.usage = kDigitalSignature}); })},
        {"enroll.signer.usage", request,
         signedBy([](auto& f) { return f.issued(f.rsa, {.usage = kKeyEncipherment}); }), "signs"},
        {"enroll.signer.encrypt", request,
         signedBy([](auto& f) { return Fixture::selfSigned(f.ec, {}); })},
        {"enroll.signer.expired", renewal,
         signedBy([](auto& f) { return f.issued(f.rsa, {.to = "2026-02-01T00:00:00Z"}); })},
        {"enroll.signer.serial", request,
         [](auto&, Scene& s) {
             const Bytes sscep = fromQt(
                 Captures::messageOf(QStringLiteral("17-sscep-enroll-post-aes256-sha512.request")));
             const auto data = pki::SignedData::fromDer(sscep).value();
             s.signer().certificate = data.certificateOf(data.signers.front()).value();
         }},
        {"enroll.renewal.self-signed", renewal,
         signedBy([](auto& f) { return Fixture::selfSigned(f.rsa, {}); })},
        {"enroll.renewal.type", renewal, [](auto&, Scene& s) { s.attributes().messageType = 19; }},
        {"enroll.renewal.challenge", renewal,
         [](auto& f, Scene& s) {
             const SecretBytes challenge(std::string_view("once"));
             s.csr().csr = Fixture::csr(f.rsa, fieldsOf("CN=a", {}, {}, &challenge));
         }},
        {"enroll.renewal.subject", renewal,
         [](auto& f, Scene& s) { s.csr().csr = Fixture::csr(f.rsa, fieldsOf("CN=a")); }},
        {"enroll.challenge.missing", request,
         [](auto& f, Scene& s) { s.csr().csr = Fixture::csr(f.rsa, fieldsOf("CN=a")); }},
    };
    return rows;
}

void toPassword(Scene& s, std::uint32_t iterations) {
    pki::PasswordRecipient recipient;
    recipient.iterations = iterations;
    s.recipient().recipient = recipient;
}

const std::vector<Row>& envelopeRows() {
    using namespace pki::key_usage;
    static const std::vector<Row> rows{
        {"envelope.ber", request, [](auto&, Scene& s) { s.envelope().encoding.der = false; }},
        {"envelope.cipher.des", request,
         [](auto&, Scene& s) { s.envelope().data->cipher = pki::Cipher::DesCbc; }},
        {"envelope.cipher.des3", request,
         [](auto&, Scene& s) { s.envelope().data->cipher = pki::Cipher::TripleDesCbc; }},
        {"envelope.cipher.unknown", request,
         [](auto&, Scene& s) { s.envelope().data->cipher.reset(); }},
        {"envelope.authenticated", request,
         [](auto&, Scene& s) { s.envelope().authenticated = true; }},
        {"envelope.tag", request,
         [](auto&, Scene& s) {
             s.envelope().data->authentication = pki::Authentication{16, 16, Bytes(8), {}};
         }},
        {"envelope.content.type", request,
         [](auto&, Scene& s) { s.envelope().data->contentType = oids::kSignedData; }},
        {"envelope.closed", request, [](auto&, Scene& s) { s.envelope().openedBy.clear(); }},
        {"envelope.not-opened", request,
         [](auto&, Scene& s) {
             s.envelope().openedBy.clear();
             s.envelope().notOpened = Error{ErrorCode::DecryptFailed, "no", {}, {}};
         }},
        {"envelope.recipient.wrong", request,
         [](auto&, Scene& s) {
             s.envelope().openedBy.clear();
             s.recipient().keyLabel.clear();
             s.transport().serial = {0x7F};
         }},
        {"envelope.recipient.usage", request,
         [](auto& f, Scene& s) { s.recipient().certificate = f.root; }},
        {"envelope.recipient.expired", request,
         [](auto& f, Scene& s) {
             s.recipient().certificate = f.issued(f.rsa, {.to = "2026-02-01T00:00:00Z"});
         }},
        {"envelope.recipient.many", request,
         [](auto&, Scene& s) { s.envelope().recipients.push_back(s.recipient()); }},
        {"envelope.recipient.kind", request,
         [](auto&, Scene& s) { s.recipient().recipient = pki::OtherRecipient{1}; }},
        {"envelope.recipient.key-identifier", request,
         [](auto&, Scene& s) { s.transport().subjectKeyIdentifier = Bytes{1}; }},
        {"envelope.password", request, [](auto&, Scene& s) { toPassword(s, 100'000); }},
        {"envelope.password.rounds", request, [](auto&, Scene& s) { toPassword(s, 2048); }},
        {"envelope.password.cost", request, [](auto&, Scene& s) { toPassword(s, 5'000'000); }},
        {"envelope.oaep", request,
         [](auto&, Scene& s) { s.transport().transport = pki::KeyTransport::RsaOaep; }},
        {"envelope.oaep.digests", request,
         [](auto&, Scene& s) {
             s.transport().transport = pki::KeyTransport::RsaOaep;
             s.transport().oaepDigest = pki::Digest::Sha256;
         }},
        {"envelope.transport", request, [](auto&, Scene& s) { s.transport().transport.reset(); }},
    };
    return rows;
}

Spoil withCsr(std::function<pki::Csr(const Fixture&)> csr) {
    return [csr](const Fixture& f, Scene& s) { s.csr().csr = csr(f); };
}

pki::Csr csrWithExtension(const Fixture& f, const pki::Extension& extension) {
    return Fixture::csr(f.rsa, fieldsOf("CN=a", {extension}));
}

pki::Csr csrWithChallenge(const Fixture& f, std::string_view text) {
    const SecretBytes challenge(text);
    return Fixture::csr(f.rsa, fieldsOf("CN=a", {}, {}, &challenge));
}

/// extensionRequest under an OID, with one harmless extension.
pki::CsrAttribute extensionRequest(const asn1::Oid& type) {
    asn1::Writer writer;
    pki::writeExtensions(writer, {pki::makeExtendedKeyUsage({oids::kEkuClientAuth})});
    return {type, {writer.take()}};
}

const std::vector<Row>& csrRows() {
    static const std::vector<Row> rows{
        {"csr.unreadable", request, [](auto&, Scene& s) { s.csr().csr.reset(); }},
        {"csr.possession", request,
         [](auto&, Scene& s) {
             s.csr().possession =
                 Result<void>(std::unexpected(Error{ErrorCode::SignatureInvalid, "no", {}, {}}));
         }},
        {"csr.ber", request, [](auto&, Scene& s) { s.csr().encoding.der = false; }},
        {"csr.trailing", request, [](auto&, Scene& s) { s.csr().encoding.trailing = 3; }},
        {"csr.challenge.empty", request, withCsr([](auto& f) { return csrWithChallenge(f, ""); })},
        {"csr.challenge.type", request,
         [](auto&, Scene& s) { s.csr().challengeTag = asn1::tag::kBmpString; }},
        {"csr.challenge.many", request, [](auto&, Scene& s) { s.csr().challenges = 2; }},
        {"csr.challenge.long", request,
         withCsr([](auto& f) { return csrWithChallenge(f, std::string(256, 'a')); })},
        {"csr.subject.empty", request, withCsr([](auto& f) { return Fixture::csr(f.rsa, {}); })},
        {"csr.subject.none", request, withCsr([](auto& f) { return Fixture::csr(f.rsa, {}); })},
        {"csr.subject.controls", request,
         withCsr([](auto& f) { return Fixture::csr(f.rsa, fieldsOf("CN=a\\0Ab")); })},
        {"csr.san.missing", request,
         withCsr([](auto& f) { return Fixture::csr(f.rsa, fieldsOf("CN=host.example")); })},
        {"csr.key.small", request,
         withCsr([](auto& f) { return Fixture::csr(f.weak, fieldsOf("CN=a")); })},
        {"csr.key.kind", request,
         withCsr([](auto& f) { return Fixture::csr(f.ec, fieldsOf("CN=a")); })},
        {"csr.signature.sha1", request,
         withCsr([](auto& f) { return Fixture::csr(f.rsa, fieldsOf("CN=a"), pki::Digest::Sha1); })},
        {"csr.signature.unknown", request, withCsr([](auto& f) { return f.md5Csr; })},
        {"csr.extensions.many", request, withCsr([](auto& f) {
             return Fixture::csr(f.rsa,
                                 fieldsOf("CN=a", {},
                                          {extensionRequest(oids::kExtensionRequest),
                                           extensionRequest(oids::kVerisignExtensionRequest)}));
         })},
        {"csr.extensions.old", request, withCsr([](auto& f) {
             return Fixture::csr(
                 f.rsa, fieldsOf("CN=a", {}, {extensionRequest(oids::kMicrosoftExtensionRequest)}));
         })},
        {"csr.sid", request, withCsr([](auto& f) {
             return csrWithExtension(f, {oids::kMicrosoftSid, false, Bytes{0x30, 0x00}});
         })},
        {"csr.sid", request, withCsr([](auto& f) {
             return csrWithExtension(
                 f, pki::makeSubjectAltName(
                        {pki::makeGeneralName(pki::GeneralNameType::Uri,
                                              "tag:microsoft.com,2022-09-14:sid:S-1-5-21")
                             .value()}));
         }),
         "uri"},
        {"csr.ca", request, withCsr([](auto& f) {
             return csrWithExtension(f, pki::makeBasicConstraints({true, {}}));
         })},
    };
    return rows;
}

Spoil certificateIs(std::function<pki::Certificate(const Fixture&)> certificate) {
    return [certificate](const Fixture& f, Scene& s) {
        s.outer().certificates.front().certificate = certificate(f);
    };
}

Spoil answerIs(std::function<std::vector<pki::Certificate>(const Fixture&)> certificates) {
    return [certificates](const Fixture& f, Scene& s) {
        s.outer().certificates.clear();
        for (const pki::Certificate& certificate : certificates(f))
            s.outer().certificates.push_back(Fixture::factsOf(certificate));
    };
}

using Certificates = std::vector<pki::Certificate>;

const std::vector<Row>& certificateRows() {
    static const std::vector<Row> rows{
        {"certificate.unreadable", caAnswer,
         [](auto&, Scene& s) { s.outer().certificates.front().certificate.reset(); }},
        {"certificate.expired", caAnswer,
         certificateIs([](auto& f) { return f.issued(f.rsa, {.to = "2026-02-01T00:00:00Z"}); })},
        {"certificate.early", caAnswer,
         certificateIs([](auto& f) { return f.issued(f.rsa, {.from = "2027-01-01T00:00:00Z"}); })},
        {"certificate.sha1", caAnswer,
         certificateIs([](auto& f) { return f.issued(f.rsa, {.digest = pki::Digest::Sha1}); })},
        {"certificate.signature.unknown", caAnswer,
         certificateIs([](auto& f) { return f.md5Certificate; })},
        {"certificate.key.small", caAnswer,
         certificateIs([](auto& f) { return f.issued(f.weak, {}); })},
        {"certificate.serial.long", caAnswer, certificateIs([](auto&) {
             const Bytes sscep = fromQt(
                 Captures::messageOf(QStringLiteral("17-sscep-enroll-post-aes256-sha512.request")));
             const auto data = pki::SignedData::fromDer(sscep).value();
             return data.certificateOf(data.signers.front()).value();
         })},
        {"certificate.serial.sign", caAnswer, certificateIs([](auto& f) {
             // A sign octet is not written for 01 01; the octet itself is made negative.
             Bytes der = f.issued(f.rsa, {}).der();
             const Bytes from{0x02, 0x02, 0x01, 0x01};
             const Bytes to{0x02, 0x02, 0x81, 0x01};
             return pki::Certificate::fromDer(replaced(der, from, to)).value();
         })},
        {"certificate.twice", caAnswer,
         answerIs([](auto& f) { return Certificates{f.ra, f.ca, f.ra}; })},
        {"cacert.usage", caAnswer, answerIs([](auto& f) { return Certificates{f.ca, f.root}; })},
        {"cacert.encryption", caAnswer,
         answerIs([](auto& f) { return Certificates{f.ca, f.root}; })},
        {"cacert.ra.expired", caAnswer, answerIs([](auto& f) {
             return Certificates{f.issued(f.other, {.to = "2026-02-01T00:00:00Z"}), f.ca, f.root};
         })},
        {"cacert.ra.issuer", caAnswer,
         answerIs([](auto& f) { return Certificates{f.ra, f.root}; })},
        {"cacert.alone", caAnswer, answerIs([](auto& f) { return Certificates{f.root}; })},
        {"cacert.order", caAnswer,
         answerIs([](auto& f) { return Certificates{f.ra, f.root, f.ca}; })},
        {"cacert.ra.order", caAnswer,
         answerIs([](auto& f) { return Certificates{f.ca, f.ra, f.root}; })},
    };
    return rows;
}

std::vector<Row> allRows() {
    std::vector<Row> all;
    for (const auto& rows : {inputRows(), httpRows(), capabilityRows(), cmsRows(), scepRows(),
                             enrollmentRows(), envelopeRows(), csrRows(), certificateRows()})
        all.insert(all.end(), rows.begin(), rows.end());
    return all;
}

} // namespace

class TestInspectRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_fixture = std::make_unique<Fixture>(m_tool); }
    void rules_areManyAndNamedOnce();
    void rules_haveEachARow();
    void rule_isSilentThenHeard_data();
    void rule_isSilentThenHeard();
    void findings_ofOneRuleAreLimited();
    void findings_areSortedByWeight();

private:
    OpenSslTool m_tool;
    std::unique_ptr<Fixture> m_fixture;
    std::vector<Row> m_rows = allRows();
};

void TestInspectRules::rules_areManyAndNamedOnce() {
    std::set<std::string_view> ids;
    std::size_t count = 0;
    for (const auto area : inspect::allRules())
        for (const inspect::Rule& rule : area) {
            ++count;
            ids.insert(rule.id);
            QVERIFY(rule.check != nullptr);
            QVERIFY(rule.id.find('.') != std::string_view::npos);
            // An error without a weight could not be told from the one that decided.
            QCOMPARE(rule.weight > 0, rule.severity == Severity::Error);
        }
    QCOMPARE(ids.size(), count);
    QVERIFY(count >= 150);
}

void TestInspectRules::rules_haveEachARow() {
    for (const auto area : inspect::allRules())
        for (const inspect::Rule& rule : area)
            QVERIFY2(std::ranges::any_of(m_rows,
                                         [&rule](const Row& row) { return rule.id == row.rule; }),
                     std::string(rule.id).c_str());
}

void TestInspectRules::rule_isSilentThenHeard_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        QTest::addRow("%s %s", m_rows[i].rule, m_rows[i].name) << static_cast<int>(i);
}

void TestInspectRules::rule_isSilentThenHeard() {
    QFETCH(int, index);
    const Row& row = m_rows.at(static_cast<std::size_t>(index));
    Scene scene = row.base(*m_fixture);
    QVERIFY2(!hasFinding(scene.findings(), row.rule), rulesOf(scene.findings()).constData());
    row.spoil(*m_fixture, scene);
    const auto findings = scene.findings();
    const auto found = std::ranges::find(findings, row.rule, &inspect::Finding::rule);
    QVERIFY2(found != findings.end(), rulesOf(findings).constData());
    QVERIFY(found->what.ends_with('.') && found->what.size() > 15);
    QVERIFY(found->advice.empty() || found->advice.ends_with('.'));
    QVERIFY(found->place < scene.inspection.tree.nodes().size() ||
            scene.inspection.tree.nodes().empty());
}

void TestInspectRules::findings_ofOneRuleAreLimited() {
    Scene scene = m_fixture->request();
    for (int i = 0; i < 1000; ++i)
        scene.facts().cut.push_back(0);
    const auto findings = scene.findings();
    QCOMPARE(std::ranges::count(findings, "input.cut", &inspect::Finding::rule),
             std::ptrdiff_t{16});
}

void TestInspectRules::findings_areSortedByWeight() {
    Scene scene = m_fixture->failure();
    scene.attributes().transactionId = "a_b";
    scene.signer().info.digest = pki::Digest::Md5;
    auto findings = scene.findings();
    inspect::sortFindings(findings);
    QCOMPARE(findings.front().rule, std::string("scep.failure"));
    QCOMPARE(findings.at(1).rule, std::string("cms.signature.digests"));
    QCOMPARE(findings.at(2).rule, std::string("cms.digest.md5"));
}

QTEST_APPLESS_MAIN(TestInspectRules)
#include "tst_inspect_rules.moc"
