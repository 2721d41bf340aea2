// SPDX-License-Identifier: GPL-3.0-or-later
#include "defect_makers.h"

namespace scepter::test {

namespace {

namespace oids = asn1::oids;
using Table = DefectTable;

void addCapabilities(Table& table) {
    table["control.enrollment"] = before(
        500, [](const http::Request&, const http::Target& t) { return asks(t, "PKIOperation"); });
    table["caps.answered"] = before(
        404, [](const http::Request&, const http::Target& t) { return asks(t, "GetCACaps"); });
    table["caps.content-type"] = contentType("GetCACaps", "application/octet-stream");
    table["caps.mandatory"] = announces("AES\nSHA-256\nSHA-384\nRenewal\n");
    table["caps.no-weak"] = announcesMore("DES\n");
    table["caps.keyword-lines"] = announcesMore("AES and more\n");
    table["caps.line-feed"] = after("GetCACaps", [](http::Response& response, BrokenResponder&) {
        std::string text;
        for (const auto one : response.body)
            text += one == '\n' ? std::string("\r\n") : std::string(1, static_cast<char>(one));
        response.body = copyOf(bytesOf(text));
    });
    table["caps.sha384"] = announces("AES\nPOSTPKIOperation\nRenewal\nSHA-256\n");
    table["caps.message-parameter"] = parameterIsNothing("GetCACaps");
}

void addCaCertificates(Table& table) {
    table["cacert.content-type"] = contentType("GetCACert", "application/octet-stream");
    table["cacert.certs-only"] = after("GetCACert", [](http::Response& response, auto& on) {
        const pki::SignedDataFields made{oids::kData, true, {}, {}, on.caCertificates, {}};
        response.body =
            *pki::buildSignedData(made, on.ra().certificate, on.ra().key, pki::Digest::Sha256);
    });
    table["cacert.dates"] = listsMore([](BrokenResponder& on) {
        const auto old = on.lab.clock.now() - std::chrono::days{1};
        return std::vector<Bytes>{on.foreign("CN=Old CA", {}, old).der()};
    });
    table["cacert.strong-signature"] = listsMore([](BrokenResponder& on) {
        const auto until = on.lab.clock.now() + std::chrono::days{1};
        return std::vector<Bytes>{on.foreign("CN=Weak CA", {}, until, pki::Digest::Sha1).der()};
    });
    table["cacert.ra-issued-by-ca"] = listsMore([](BrokenResponder& on) {
        const auto until = on.lab.clock.now() + std::chrono::days{1};
        return std::vector<Bytes>{on.foreign("CN=Other RA",
                                             {pki::makeBasicConstraints({false, std::nullopt}),
                                              pki::makeKeyUsage(pki::key_usage::kDigitalSignature)},
                                             until)
                                      .der()};
    });
    table["cacert.apple-key-usage"] = after("GetCACert", [](http::Response& response, auto& on) {
        const pki::Certificate& ra = on.ra().certificate;
        std::vector<pki::Extension> extensions = ra.extensions();
        std::erase_if(extensions, [](const auto& one) { return one.id == oids::kKeyUsage; });
        const auto bare =
            *pki::signCertificate({ra.serial(), ra.issuer(), ra.subject(), ra.notBefore(),
                                   ra.notAfter(), ra.publicKey().spki(), extensions},
                                  on.lab.keys.ca, pki::Digest::Sha256);
        response.body = pki::buildDegenerate({bare.der(), on.ca().der()}, {});
    });
    table["cacert.message-parameter"] = parameterIsNothing("GetCACert");
    table["cacert.small"] =
        listsMore([](BrokenResponder& on) { return std::vector<Bytes>(30, on.ca().der()); });
}

void addEnrollment(Table& table) {
    table["enroll.mandatory-algorithms"] =
        before(405, [](const http::Request& request, const http::Target&) {
            return request.method == "POST";
        });
    table["enroll.mandatory-algorithms"].prepare = [](BrokenResponder& on) {
        on.announced = "AES\nSHA-256\nSHA-384\nRenewal\n";
    };
    table["enroll.key"] = certificate([](Reissue& made, BrokenResponder& on) {
        made.fields.spki = on.lab.keys.foreign.publicKey().spki();
    });
    table["enroll.chains"] =
        certificate([](Reissue& made, BrokenResponder& on) { made.key = &on.lab.keys.foreign; });
    table["enroll.leaf-first"] = fields([](auto& reply, const Heard&, BrokenResponder& on) {
        reply.certificates.insert(reply.certificates.begin(), on.ca().der());
    });
    table["enroll.only-certificate"] = fields([](auto& reply, const Heard&, BrokenResponder& on) {
        reply.certificates.push_back(on.ca().der());
    });
    table["enroll.validity"] = certificate(
        [](Reissue& made, BrokenResponder&) { made.fields.notAfter += std::chrono::days{40'000}; });
    table["enroll.serial"] =
        certificate([](Reissue& made, BrokenResponder&) { made.negative = true; });
    table["enroll.subject"] = certificate([](Reissue& made, BrokenResponder&) {
        made.fields.subject = *pki::Name::fromText("CN=Somebody");
    });
    table["enroll.strong-signature"] =
        certificate([](Reissue& made, BrokenResponder&) { made.digest = pki::Digest::Sha1; });
    table["enroll.encrypted-to-signer"] = draft([](Draft& reply, const Heard&, auto& on) {
        if (!reply.recipient) return;
        const auto name = *pki::Name::fromText("CN=Not the signer");
        reply.recipient = *pki::signCertificate({Bytes{0x55},
                                                 name,
                                                 name,
                                                 on.lab.clock.now(),
                                                 on.lab.clock.now() + std::chrono::days{1},
                                                 reply.recipient->publicKey().spki(),
                                                 {}},
                                                on.lab.keys.foreign, pki::Digest::Sha256);
    });
    table["enroll.reply-cipher"] =
        draft([](Draft& reply, const Heard&, auto&) { reply.cipher = pki::Cipher::TripleDesCbc; });
    table["enroll.content-type"] = contentType("PKIOperation", "text/html");
    table["enroll.small-reply"] = draft([](Draft& reply, const Heard&, BrokenResponder& on) {
        reply.certificates.resize(30, on.ca().der());
    });
    table["enroll.not-a-ca"] = certificate([](Reissue& made, BrokenResponder&) {
        std::erase_if(made.fields.extensions,
                      [](const auto& one) { return one.id == oids::kBasicConstraints; });
        made.fields.extensions.push_back(pki::makeBasicConstraints({true, std::nullopt}));
    });
}

void addReplies(Table& table) {
    table["reply.one-signer"] = draft([](Draft& reply, const Heard&, auto&) { reply.signers = 2; });
    table["reply.signature"] = {
        [](BrokenResponder& on) { on.defects.encoded = [](Bytes& body) { body.back() ^= 1; }; }};
    table["reply.signer-listed"] = draft([](Draft& reply, const Heard&, BrokenResponder& on) {
        const auto until = on.lab.clock.now() + std::chrono::days{1};
        reply.signer = {on.foreign("CN=Stranger", {}, until), on.lab.keys.foreign};
        reply.certificates = {reply.signer.certificate.der()};
    });
    table["reply.attributes-once"] = draft([](Draft& reply, const Heard&, auto&) {
        reply.attributes.push_back(*reply.find(oids::kMessageType));
    });
    table["reply.message-type"] = draft([](Draft& reply, const Heard&, auto&) {
        reply.set(oids::kMessageType, printableDer("19"));
    });
    table["reply.known-status"] = draft([](Draft& reply, const Heard&, auto&) {
        if (reply.failure) reply.set(oids::kPkiStatus, printableDer("5"));
    });
    table["reply.printable-strings"] = draft([](Draft& reply, const Heard& heard, auto&) {
        reply.set(oids::kTransactionId, stringDer(12, heard.decoded.context.transactionId));
    });
    table["reply.rsa-encryption"] = {[](BrokenResponder& on) {
        on.defects.encoded = [](Bytes& body) {
            // The last one is the SignerInfo's: rsaEncryption becomes sha256WithRSAEncryption.
            const Bytes named = der([](asn1::Writer& w) { w.oid(oids::kRsaEncryption); });
            const auto at = std::find_end(body.begin(), body.end(), named.begin(), named.end());
            if (at != body.end()) *(at + static_cast<std::ptrdiff_t>(named.size()) - 1) = 11;
        };
    }};
    table["reply.digest"] =
        draft([](Draft& reply, const Heard&, auto&) { reply.digest = pki::Digest::Sha1; });
    table["reply.failinfo-only-in-failure"] = draft([](Draft& reply, const Heard&, auto&) {
        if (!reply.failure) reply.set(oids::kFailInfo, printableDer("2"));
    });
    table["reply.failure-has-failinfo"] =
        draft([](Draft& reply, const Heard&, auto&) { reply.remove(oids::kFailInfo); });
    table["reply.known-failinfo"] = draft([](Draft& reply, const Heard&, auto&) {
        if (reply.failure) reply.set(oids::kFailInfo, printableDer("9"));
    });
    table["reply.failure-without-envelope"] = draft([](Draft& reply, const Heard&, auto&) {
        if (reply.failure) reply.content = {1, 2, 3};
    });
    table["reply.zero-length-content"] = draft([](Draft& reply, const Heard&, auto&) {
        if (reply.failure) reply.withContent = false;
    });
    table["reply.failinfotext-utf8"] = draft([](Draft& reply, const Heard&, auto&) {
        if (reply.failure) reply.set(oids::kFailInfoText, printableDer("No."));
    });
}

void addChallenges(Table& table) {
    table["challenge.not-burnt"] = {[](BrokenResponder& on) {
        const auto burnt = std::make_shared<bool>(false);
        on.defects.refuses = [burnt](const Heard& heard) {
            if (heard.csr() != nullptr) return *burnt;
            *burnt |= !heard.decoded.request &&
                      heard.decoded.request.error().code == ErrorCode::SignatureInvalid;
            return false;
        };
    }};
    table["challenge.wrong"] = accepts({ErrorCode::ChallengeWrong});
    table["challenge.missing"] = accepts({ErrorCode::ChallengeMissing});
    table["challenge.failure-not-http"] = {[](BrokenResponder& on) {
        on.defects.httpStatusFor = [](ErrorCode code) {
            return code == ErrorCode::ChallengeWrong ? 403U : 0U;
        };
    }};
    table["challenge.not-repeated"] = fields([](auto& reply, const Heard& heard, auto&) {
        if (reply.status == scep::PkiStatus::Failure && heard.csr() != nullptr)
            reply.failInfoText = "wrong: " + std::string(heard.csr()->challengePassword()->text());
    });
    table["challenge.used-again"] = accepts({ErrorCode::CodeUsed});
    table["challenge.utf8"] = refuses([](const Heard& heard) {
        if (heard.csr() == nullptr) return false;
        const ByteView csr = heard.csr()->der();
        const Bytes type = der([](asn1::Writer& w) { w.oid(oids::kChallengePassword); });
        const auto at = std::search(csr.begin(), csr.end(), type.begin(), type.end());
        // OID, then the SET's head, then the tag of the value.
        return csr.end() - at > 13 && *(at + static_cast<std::ptrdiff_t>(type.size()) + 2) == 12;
    });
    table["policy.csr-signature"] = accepts({ErrorCode::ProofOfPossessionInvalid});
    table["policy.signer-other-key"] = accepts({ErrorCode::SignerKeyMismatch});
    table["policy.sid-extension"] = certificate([](Reissue& made, BrokenResponder&) {
        made.fields.extensions.push_back({oids::kMicrosoftSid, false, Bytes{0x30, 0}});
    });
    table["policy.ca-extension"] = table["enroll.not-a-ca"];
}

} // namespace

const Table& conformanceDefects() {
    static const Table table = [] {
        Table all;
        addCapabilities(all);
        addCaCertificates(all);
        addEnrollment(all);
        addReplies(all);
        addChallenges(all);
        addFormDefects(all);
        addRightsDefects(all);
        addHttpDefects(all);
        return all;
    }();
    return table;
}

} // namespace scepter::test
