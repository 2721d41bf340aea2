// What the decoders of one input share.
#pragma once

#include "asn1/reader.h"
#include "inspect/inspect.h"

#include <optional>
#include <string>
#include <string_view>

namespace scepter::inspect {

/// Work with keys that one input may still cause: a hostile one names the same key a thousand
/// times.
struct KeyWork {
    unsigned privateKeys = 64;
    unsigned passwords = 16;
    unsigned signatures = 32;

    /// Takes one of what is left; false when there is none.
    static bool take(unsigned& left) { return left > 0 && left-- > 0; }
};

/// One decoding under way.
struct Decoding {
    explicit Decoding(const Options& theOptions)
        : options(theOptions)
        , builder(theOptions.limits)
        , redacted(theOptions.redacted)
        , opened(theOptions.opened)
        , passwordRounds(theOptions.limits.passwordRounds) {
        facts.redacted = redacted;
    }

    const Options& options;
    TreeBuilder builder;
    Facts facts;
    bool redacted; ///< of what is decoded now: of a bundle, exchange by exchange
    const std::vector<OpenedLayer>* opened;
    std::int64_t passwordRounds; ///< that may still be spent
    KeyWork keyWork;
};

/// An element and the buffer that it stands in. `base` is where in the buffer the bytes begin that
/// were parsed: not 0 for ASN.1 inside a string of other ASN.1.
struct Part {
    BufferId buffer = 0;
    asn1::Element element;
    std::size_t base = 0;

    explicit operator bool() const { return static_cast<bool>(element); }
    [[nodiscard]] Place place() const;
    [[nodiscard]] Part with(asn1::Element other) const { return {buffer, other, base}; }
};

asn1::Limits asn1Limits(const Limits& limits);
Encoding encodingOf(const asn1::Tree& tree, std::size_t bufferSize);
/// Of one element and what is below it; what follows it counts when nothing is around it.
Encoding encodingOf(const Part& part);

// ---- single fields (fields.cpp): each adds one node and gives its id
// --------------------------------
NodeId addGroup(Decoding& decoding, NodeId parent, std::string_view name, const Part& part,
                std::string value = {});
NodeId addOid(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
NodeId addInteger(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
NodeId addBoolean(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
NodeId addTime(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
/// Any character string; under an implicit context tag, read as `universalTag`.
NodeId addString(Decoding& decoding, NodeId parent, std::string_view name, const Part& part,
                 std::uint32_t universalTag = 0);
NodeId addBytes(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
/// AlgorithmIdentifier: a group with the algorithm's name, its OID and its parameters.
NodeId addAlgorithm(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
/// The parameters of an algorithm below its node, by their names where the algorithm is known
/// (algorithm_parameters.cpp); a better value for the node where they decide what it is.
void addAlgorithmParameters(Decoding& decoding, NodeId id, const asn1::Oid& algorithm,
                            const Part& parameters);
/// A distinguished name: a group with RFC 4514 text, and each attribute below.
NodeId addName(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
NodeId addGeneralName(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
/// Whatever it is, by its tags alone; `depth` levels at most.
NodeId addPlain(Decoding& decoding, NodeId parent, std::string_view name, const Part& part,
                unsigned depth = 16);
/// Says where decoding ended, and keeps it for the findings.
NodeId addFailure(Decoding& decoding, NodeId parent, const Part& part, const Error& error);
/// "UTF8String", "SEQUENCE", "[0]".
std::string tagName(const asn1::Node& node);

// ---- X.509 (certificate.cpp, extensions.cpp, csr.cpp, crl.cpp, ocsp.cpp, public_key.cpp,
// private_key.cpp, pkcs12.cpp)
// --------------------------
/// Each takes an element of the type, adds a group below `parent`, and notes what it found in
/// Decoding::facts or gives it back. Malformed ones are shown as far as they can be read.
CertificateFacts addCertificate(Decoding& decoding, NodeId parent, std::string_view name,
                                const Part& part);
void addExtensions(Decoding& decoding, NodeId parent, const Part& sequence,
                   std::vector<std::pair<asn1::Oid, NodeId>>* found = nullptr);
CsrFacts addCsr(Decoding& decoding, NodeId parent, const Part& part);
CrlFacts addCrl(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
NodeId addPublicKey(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
NodeId addOcsp(Decoding& decoding, NodeId parent, const Part& part);       ///< request or response
NodeId addPrivateKey(Decoding& decoding, NodeId parent, const Part& part); ///< plain or encrypted
NodeId addPkcs12(Decoding& decoding, NodeId parent, const Part& part);

// ---- CMS and SCEP (cms.cpp, signed_data.cpp, enveloped_data.cpp, scep_message.cpp)
// -------------------
/// ContentInfo of any type, with what is inside it.
NodeId addContentInfo(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
/// IssuerAndSubject or IssuerAndSerialNumber; nothing when it is neither.
std::optional<LookupFacts> addLookup(Decoding& decoding, NodeId parent, const Part& part);

// ---- layers (layers.cpp): a buffer whose kind is found out by its content
// -----------------------------
/// DER or BER of any known kind, else plain ASN.1, else bytes. Notes Facts::subject when it is the
/// first to mean something.
void decodeAsn1(Decoding& decoding, NodeId parent, BufferId buffer);
/// Text or binary of any known kind: HTTP, PEM, base64, hex, URL, page, profile, then decodeAsn1.
void decodeAny(Decoding& decoding, NodeId parent, BufferId buffer, Hint hint = Hint::None);
void decodeHttp(Decoding& decoding, NodeId parent, BufferId buffer, bool request);

// ---- what comes after (title.cpp, rules/*.cpp)
// ----------------------------------------------------
/// "PKCSReq, transaction 77C0…": for window titles and lists.
std::string titleOf(const Inspection& inspection);
/// All rules over what was understood, unsorted.
std::vector<Finding> applyRules(const Inspection& inspection, const Options& options);

} // namespace scepter::inspect
