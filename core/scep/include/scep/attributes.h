// The signed attributes of a pkiMessage (RFC 8894 section 3.2.1).
#pragma once

#include "pki/cms_signed.h"
#include "scep/types.h"

#include <optional>
#include <string>
#include <vector>

namespace scepter::scep {

/// The SCEP attributes as read. What is absent is empty.
struct Attributes {
    std::optional<int> messageType; ///< the number, also one that we do not know
    std::string transactionId;      ///< at most kMaxTransactionId bytes, any character
    std::optional<int> pkiStatus;
    std::optional<int> failInfo;
    std::optional<std::string> failInfoText;
    std::optional<Bytes> senderNonce;
    std::optional<Bytes> recipientNonce;

    bool operator==(const Attributes&) const = default;
};

inline constexpr std::size_t kMaxTransactionId = 1024;
inline constexpr std::size_t kMaxNonce = 64;

/// Reads them all. AttributeMalformed for an attribute that is there twice or has not exactly one
/// value (any signed attribute, not only SCEP's), is of the wrong type, or is too long.
/// messageType, pkiStatus, failInfo and transactionID are PrintableStrings; other string types are
/// read too. `readable` gets whatever could be read even when the result is an error, so that a
/// failure can be answered with the right transactionID.
Result<Attributes> readAttributes(const std::vector<pki::CmsAttribute>& attributes,
                                  Attributes& readable);

/// Writes the ones that are set. transactionID becomes a PrintableString, as the RFC wants, with
/// the bytes given.
std::vector<pki::CmsAttribute> writeAttributes(const Attributes& attributes);

} // namespace scepter::scep
