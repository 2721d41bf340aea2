// What was understood of an input, for rules, lists and reports: values with their nodes.
#pragma once

#include "base/error.h"
#include "base/result.h"
#include "inspect/tree.h"
#include "pki/certificate.h"
#include "pki/cms_enveloped.h"
#include "pki/cms_signed.h"
#include "pki/crl.h"
#include "pki/csr.h"
#include "scep/attributes.h"
#include "scep/capabilities.h"
#include "scep/types.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace scepter::inspect {

/// How a piece of ASN.1 was written.
struct Encoding {
    bool der = true;          ///< no indefinite or overlong length, no string in segments
    std::size_t trailing = 0; ///< bytes after it in its buffer

    bool operator==(const Encoding&) const = default;
};

struct CertificateFacts {
    NodeId node = kNoNode;
    std::optional<pki::Certificate> certificate; ///< nothing: it could not be read strictly
    Encoding encoding;
};

struct AttributeFacts {
    NodeId node = kNoNode;
    asn1::Oid type;
    std::size_t values = 0;
    std::uint32_t tag = 0;   ///< universal tag of the first value; 0: another class, or none
    std::size_t size = 0;    ///< content octets of the first value
    bool longLength = false; ///< the first value's length has more than one octet
};

struct SignerFacts {
    NodeId node = kNoNode;
    NodeId digestNode = kNoNode;
    NodeId signatureAlgorithmNode = kNoNode;
    pki::SignerInfo info;
    std::vector<AttributeFacts> attributes;
    bool attributesSorted = true;                ///< as DER wants a SET OF
    std::optional<pki::Certificate> certificate; ///< the signer's, in the message or known
    bool certificateEmbedded = false;
    NodeId certificateNode = kNoNode; ///< in the message
    /// Nothing: there was no certificate to check with.
    std::optional<Result<void>> signature;
};

struct SignedFacts {
    NodeId node = kNoNode;
    NodeId contentTypeNode = kNoNode;
    NodeId contentNode = kNoNode; ///< eContent; kNoNode when absent
    Encoding encoding;
    std::optional<pki::SignedData> data;
    std::vector<SignerFacts> signers;
    std::vector<CertificateFacts> certificates;
    std::vector<pki::Crl> crls;
    bool degenerate = false; ///< no signers: certificates and CRLs only
};

/// One recipient of an envelope and what is known of it.
struct RecipientFacts {
    NodeId node = kNoNode;
    pki::Recipient recipient;
    std::optional<pki::Certificate> certificate; ///< whom it names, where that is known
    std::string keyLabel;                        ///< of the key at hand that it names; or empty
};

struct EnvelopeFacts {
    NodeId node = kNoNode;
    NodeId cipherNode = kNoNode;
    Encoding encoding;
    bool authenticated = false; ///< AuthEnvelopedData
    std::optional<pki::EnvelopedData> data;
    std::vector<RecipientFacts> recipients;
    std::string openedBy;           ///< label of the key, "a password"; empty: still closed
    std::optional<Error> notOpened; ///< a key was at hand, and this came of it
    BufferId content = kNoNode;     ///< the decrypted layer
};

struct CsrFacts {
    NodeId node = kNoNode;
    NodeId subjectNode = kNoNode;
    NodeId keyNode = kNoNode;
    NodeId challengeNode = kNoNode;
    std::uint32_t challengeTag = 0; ///< universal tag of its string
    std::size_t challenges = 0;     ///< how many challengePassword attributes
    std::size_t extensionRequests = 0;
    Encoding encoding;
    std::optional<pki::Csr> csr;
    std::optional<Result<void>> possession; ///< its own signature
    std::vector<std::pair<asn1::Oid, NodeId>> extensions;
};

struct CrlFacts {
    NodeId node = kNoNode;
    std::optional<pki::Crl> crl;
};

/// IssuerAndSubject or IssuerAndSerialNumber, as the content of an envelope.
struct LookupFacts {
    NodeId node = kNoNode;
    std::optional<scep::IssuerAndSubject> poll;
    std::optional<scep::IssuerAndSerial> lookup;
};

struct HttpFacts {
    NodeId node = kNoNode;
    bool request = true;
    std::string method;
    std::string path;      ///< without the query
    std::string operation; ///< as written; empty: none
    bool messageInQuery = false;
    NodeId operationNode = kNoNode;
    NodeId messageNode = kNoNode;
    unsigned version = 11; ///< 10 or 11
    unsigned status = 0;   ///< of a response
    NodeId statusNode = kNoNode;
    std::vector<std::pair<std::string, std::string>> headers; ///< as written
    NodeId contentTypeNode = kNoNode;
    std::size_t bodySize = 0;
    [[nodiscard]] std::string header(std::string_view name) const; ///< any case; first one
};

struct CapabilitiesFacts {
    NodeId node = kNoNode;
    scep::Capabilities capabilities;
    std::string text; ///< as received
};

/// The outer message of SCEP.
struct ScepFacts {
    NodeId node = kNoNode;
    std::size_t outer = 0; ///< into Facts::signedData
    scep::Attributes attributes;
    std::optional<Error> attributeError;
    std::string derivation; ///< how the transactionID was made of the key; empty: not recognized
    std::string client;     ///< whose way that is; empty: not known
    NodeId messageTypeNode = kNoNode;
    NodeId transactionIdNode = kNoNode;
    NodeId pkiStatusNode = kNoNode;
    NodeId failInfoNode = kNoNode;
    NodeId senderNonceNode = kNoNode;
    NodeId recipientNonceNode = kNoNode;
};

/// What kind of thing the input is, from its outermost layer that means something.
enum class Subject {
    Unknown,
    ScepMessage,
    Cms,
    Csr,
    Certificate,
    Certificates,
    Crl,
    Ocsp,
    PrivateKey,
    PublicKey,
    Pkcs12,
    Capabilities,
    HttpRequest,
    HttpResponse,
    NdesPage,
    Profile,
    Lookup,
    Asn1,
    Text
};

struct Facts {
    Subject subject = Subject::Unknown;
    bool redacted = false; ///< of a bundle: signatures and digests were not checked
    std::optional<HttpFacts> http;
    std::optional<ScepFacts> scep;
    std::optional<CapabilitiesFacts> capabilities;
    std::vector<SignedFacts> signedData; ///< outer ones first
    std::vector<EnvelopeFacts> envelopes;
    std::vector<CsrFacts> csrs;
    std::vector<CertificateFacts> certificates; ///< those that stand alone, not in a SignedData
    std::vector<CrlFacts> crls;
    std::vector<LookupFacts> lookups;
    /// Where decoding ended before the input did, and why.
    std::vector<std::pair<NodeId, Error>> failures;
    std::vector<NodeId> cut; ///< nodes where a limit ended it
};

} // namespace scepter::inspect
