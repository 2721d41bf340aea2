// Words of the protocol (RFC 8894).
#pragma once

#include "base/fail_info.h"
#include "base/result.h"
#include "pki/name.h"

#include <optional>
#include <string>
#include <string_view>

namespace scepter::scep {

/// messageType (RFC 8894 section 3.2.1.2). UpdateReq is from older drafts and is treated as a
/// renewal.
enum class MessageType : int {
    CertRep = 3,
    RenewalReq = 17,
    UpdateReq = 18,
    PkcsReq = 19,
    CertPoll = 20,
    GetCert = 21,
    GetCrl = 22,
};
/// "PKCSReq", "RenewalReq", ...
std::string_view toText(MessageType type);
std::optional<MessageType> messageTypeFromNumber(int number);

/// pkiStatus (RFC 8894 section 3.2.1.3).
enum class PkiStatus : int { Success = 0, Failure = 2, Pending = 3 };
std::string_view toText(PkiStatus status);

/// Content types of the replies (RFC 8894 section 4).
namespace content_type {
inline constexpr std::string_view kCaCert = "application/x-x509-ca-cert";
inline constexpr std::string_view kCaRaCert = "application/x-x509-ca-ra-cert";
inline constexpr std::string_view kNextCaCert = "application/x-x509-next-ca-cert";
inline constexpr std::string_view kPkiMessage = "application/x-pki-message";
inline constexpr std::string_view kCaps = "text/plain";
} // namespace content_type

/// IssuerAndSubject of a CertPoll (RFC 8894 section 3.3.3).
struct IssuerAndSubject {
    pki::Name issuer;
    pki::Name subject;

    static Result<IssuerAndSubject> fromDer(ByteView der);
    [[nodiscard]] Bytes toDer() const;
    bool operator==(const IssuerAndSubject&) const = default;
};

/// IssuerAndSerialNumber of GetCert and GetCRL (RFC 8894 sections 3.3.4 and 3.3.5).
struct IssuerAndSerial {
    pki::Name issuer;
    Bytes serial; ///< INTEGER content octets

    static Result<IssuerAndSerial> fromDer(ByteView der);
    [[nodiscard]] Bytes toDer() const;
    bool operator==(const IssuerAndSerial&) const = default;
};

} // namespace scepter::scep
