// Messages that no rule has anything to say about, to be spoiled one fact at a time.
#pragma once

#include "inspect_support.h"

#include "pki/csr.h"
#include "pki/extensions.h"
#include "rules/rule.h"

#include <functional>
#include <memory>

namespace scepter::test {

using inspect::Severity;

/// One message with what it was read with.
struct Scene {
    std::shared_ptr<inspect::Keyring> keys = std::make_shared<inspect::Keyring>();
    inspect::Options options;
    Inspection inspection;

    inspect::Facts& facts() { return inspection.facts; }
    inspect::SignedFacts& outer() { return facts().signedData.front(); }
    inspect::SignerFacts& signer() { return outer().signers.front(); }
    scep::Attributes& attributes() { return facts().scep->attributes; }
    inspect::EnvelopeFacts& envelope() { return facts().envelopes.front(); }
    inspect::RecipientFacts& recipient() { return envelope().recipients.front(); }
    pki::KeyTransportRecipient& transport() {
        return std::get<pki::KeyTransportRecipient>(recipient().recipient);
    }
    inspect::HttpFacts& http() { return *facts().http; }
    inspect::CapabilitiesFacts& caps() { return *facts().capabilities; }
    inspect::CsrFacts& csr() { return facts().csrs.front(); }
    inspect::SignedFacts& delivered() { return facts().signedData.at(1); }
    inspect::AttributeFacts& attribute(const asn1::Oid& type) {
        return *std::ranges::find(signer().attributes, type, &inspect::AttributeFacts::type);
    }
    void setCaps(std::string text) {
        caps().capabilities = scep::Capabilities::fromText(text);
        caps().text = std::move(text);
    }
    void setHeader(const std::string& name, const std::string& value) {
        std::erase_if(http().headers, [&name](const auto& header) { return header.first == name; });
        if (!value.empty()) http().headers.emplace_back(name, value);
    }
    [[nodiscard]] std::vector<inspect::Finding> findings() const {
        return inspect::applyRules(inspection, options);
    }
};

/// What the scenes are made of. Certificates and CSRs of all sorts.
class Fixture {
public:
    explicit Fixture(const OpenSslTool& tool);

    pki::PrivateKey rsa;
    pki::PrivateKey other;
    pki::PrivateKey weak; ///< RSA 1024
    pki::PrivateKey ec;
    pki::Certificate root; ///< a CA without digitalSignature and keyEncipherment
    pki::Certificate ca;   ///< issued by the root
    pki::Certificate ra;   ///< issued by `ca`, both usages
    pki::Certificate md5Certificate;
    pki::Csr md5Csr;

    struct Plan {
        const char* subject = "CN=device";
        const char* serial = "0101";
        std::optional<std::uint16_t> usage =
            std::uint16_t{pki::key_usage::kDigitalSignature | pki::key_usage::kKeyEncipherment};
        bool isCa = false;
        const char* from = "2026-01-01T00:00:00Z";
        const char* to = "2036-01-01T00:00:00Z";
        pki::Digest digest = pki::Digest::Sha256;
    };
    /// Issued by `ca`, or self-signed.
    [[nodiscard]] pki::Certificate issued(const pki::PrivateKey& key, const Plan& plan) const;
    [[nodiscard]] static pki::Certificate selfSigned(const pki::PrivateKey& key, const Plan& plan);
    [[nodiscard]] static pki::Csr csr(const pki::PrivateKey& key, const pki::CsrFields& fields,
                                      pki::Digest digest = pki::Digest::Sha256);

    [[nodiscard]] Scene request() const;  ///< a PKCSReq of strongSwan
    [[nodiscard]] Scene renewal() const;  ///< a RenewalReq, signed with what was issued
    [[nodiscard]] Scene reply() const;    ///< its SUCCESS, in DER
    [[nodiscard]] Scene failure() const;  ///< FAILURE badRequest
    [[nodiscard]] Scene pending() const;  ///< PENDING
    [[nodiscard]] Scene caAnswer() const; ///< RA, CA, root
    [[nodiscard]] static Scene capabilities();
    [[nodiscard]] static Scene httpRequest(); ///< POST of a PKIOperation
    [[nodiscard]] Scene httpReply() const;    ///< of a SUCCESS
    [[nodiscard]] static inspect::CertificateFacts factsOf(const pki::Certificate& certificate) {
        return {0, certificate, {}};
    }

private:
    [[nodiscard]] static Scene captured(const char* file, const char* clientKey);
};

pki::Name nameOf(const char* text);

} // namespace scepter::test
