// SPDX-License-Identifier: GPL-3.0-or-later
// Renewals, lookups and rollover.
#include "defect_makers.h"

namespace scepter::test {

namespace {

namespace oids = asn1::oids;
using scep::MessageType;

void addRenewals(DefectTable& table) {
    table["renewal.type-17"] =
        refuses([](const Heard& heard) { return heard.is(MessageType::RenewalReq); });
    table["renewal.type-19"] = refuses(
        [](const Heard& heard) { return heard.is(MessageType::PkcsReq) && heard.isRenewal(); });
    table["renewal.new-certificate"] = fields([](auto& reply, const Heard& heard, auto&) {
        if (heard.isRenewal() && !reply.certificates.empty())
            reply.certificates = {heard.decoded.request->signer->der()};
    });
    table["renewal.encrypted-to-signer"] = table.at("enroll.encrypted-to-signer");
    table["renewal.same-key"] = refuses([](const Heard& heard) {
        return heard.isRenewal() &&
               heard.csr()->publicKey() == heard.decoded.request->signer->publicKey();
    });
    for (const char* id : {"renewal.stranger", "renewal.forged-issuer",
                           "renewal.update-by-stranger", "getcert.stranger"})
        table[id] = accepts({ErrorCode::SignerUnknown});
    table["renewal.other-identity"] = accepts({ErrorCode::RenewalIdentityChanged});
}

template <class Make> Defect otherCrl(Make make) {
    return fields([make](auto& reply, const Heard&, BrokenResponder& on) {
        if (reply.crls.empty()) return;
        reply.crls = {make(on, on.lab.clock.now()).der};
    });
}

void addLookups(DefectTable& table) {
    table["getcert.own"] =
        refuses([](const Heard& heard) { return heard.is(MessageType::GetCert); });
    table["getcert.unknown"] = accepts({ErrorCode::CertificateUnknown});
    table["getcrl.answered"] =
        refuses([](const Heard& heard) { return heard.is(MessageType::GetCrl); });
    table["getcrl.signed"] = otherCrl([](BrokenResponder& on, TimePoint now) {
        const auto imposter = *pki::signCertificate({Bytes{0x66},
                                                     on.ca().subject(),
                                                     on.ca().subject(),
                                                     now,
                                                     now + std::chrono::days{9},
                                                     on.lab.keys.foreign.publicKey().spki(),
                                                     {}},
                                                    on.lab.keys.foreign, pki::Digest::Sha256);
        return *pki::signCrl(imposter, on.lab.keys.foreign, pki::Digest::Sha256, 1, now,
                             now + std::chrono::days{1}, {});
    });
    table["getcrl.current"] = otherCrl([](BrokenResponder& on, TimePoint now) {
        return *pki::signCrl(on.ca(), on.lab.keys.ca, pki::Digest::Sha256, 1,
                             now - std::chrono::days{9}, now - std::chrono::days{2}, {});
    });
    table["getcrl.only-crl"] = fields([](auto& reply, const Heard&, BrokenResponder& on) {
        if (!reply.crls.empty()) reply.certificates.push_back(on.ca().der());
    });
}

Bytes nextAnswer(const pki::Certificate& next, bool outside, const authority::Identity& signer) {
    const Bytes content = pki::buildDegenerate({next.der()}, {});
    std::vector<Bytes> certificates{signer.certificate.der()};
    if (outside) certificates.push_back(next.der());
    const pki::SignedDataFields made{oids::kData, true, content, {}, std::move(certificates), {}};
    return *pki::buildSignedData(made, signer.certificate, signer.key, pki::Digest::Sha256);
}

void addRollover(DefectTable& table) {
    const auto next = [](const BrokenResponder& on) -> const pki::Certificate& {
        return on.lab.authority.next()->ca.certificate;
    };
    table["next.as-listed"] = before(404, [](const http::Request&, const http::Target& target) {
        return asks(target, "GetNextCACert");
    });
    table["next.content-type"] = contentType("GetNextCACert", "application/x-x509-ca-cert");
    table["next.signed"] = after("GetNextCACert", [next](http::Response& response, auto& on) {
        const auto until = on.lab.clock.now() + std::chrono::days{1};
        const authority::Identity stranger{on.foreign("CN=Stranger", {}, until),
                                           on.lab.keys.foreign};
        response.body = nextAnswer(next(on), true, stranger);
    });
    table["next.both-places"] = after("GetNextCACert", [next](http::Response& response, auto& on) {
        response.body = nextAnswer(next(on), false, on.ra());
    });
    table["next.new"] = after("GetNextCACert", [](http::Response& response, auto& on) {
        response.body = nextAnswer(on.ca(), true, on.ra());
    });
}

} // namespace

void addRightsDefects(DefectTable& table) {
    addRenewals(table);
    addLookups(table);
    addRollover(table);
}

} // namespace scepter::test
