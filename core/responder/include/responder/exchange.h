// One recorded HTTP request with its response.
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/error.h"
#include "scep/types.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace scepter::responder {

/// What was asked and what was answered. Texts from outside are printable and cut in length, unless
/// it says otherwise. Nothing is decrypted, but for what it says.
struct Exchange {
    std::int64_t id = 0; ///< 1, 2, ...; given by the recorder, in the order of the answers
    TimePoint receivedAt;
    std::string remoteAddress; ///< numeric
    std::uint16_t remotePort = 0;
    std::string localAddress; ///< numeric: where the request came in
    std::uint16_t localPort = 0;
    bool tls = false;
    std::string tlsProtocol; ///< "TLSv1.3"
    std::string tlsCipher;   ///< "TLS_AES_256_GCM_SHA384"
    std::string method;
    /// Path and operation, "/scep?operation=GetCACert". A `message` is here only where it is the CA
    /// identifier of GetCACaps, GetCACert or GetNextCACert; all else of the query is left out.
    std::string target;
    std::string path;      ///< of the target, without the query
    std::string operation; ///< in the RFC's spelling where it is one of the RFC's
    /// The target as it was sent, not cut, also with the message of a PKIOperation; what `target`
    /// leaves out stands as "(hidden)", which is also all of a malformed one.
    std::string sentTarget;
    unsigned version = 11; ///< HTTP, 10 or 11
    /// The headers of the request as they were sent, each with its line end. Of those that are not
    /// known to be harmless the value is "(hidden)": Authorization, cookies, any of one's own.
    std::string requestHeaders;
    /// Status line and headers of the answer as they were sent, in the same way. Empty: it never
    /// left.
    std::string responseHead;
    std::string userAgent;
    std::string endpoint; ///< its name; empty outside of SCEP paths
    /// The message of a PKIOperation as it came, without base64 where that could be read. Null for
    /// everything else: a body that is no pkiMessage might hold anything.
    std::shared_ptr<const Bytes> request;
    std::size_t bodySize = 0; ///< of the request's HTTP body, kept or not
    unsigned status = 0;      ///< HTTP; 500 when the responder had no answer
    std::string contentType;
    std::shared_ptr<const Bytes> response; ///< null: no body, as for HEAD
    /// From when the whole request was here until the answer was handed to the connection.
    std::chrono::microseconds duration{0};

    // What the responder made of a PKIOperation, as far as it got.
    std::optional<scep::MessageType> messageType; ///< of a request that could be opened
    std::string transactionId; ///< as sent, any character; see scep::shownTransactionId
    Bytes senderNonce;         ///< of the request
    std::optional<scep::PkiStatus> pkiStatus; ///< what the client was told; nothing without CertRep
    std::optional<FailInfo> failInfo;
    std::string failInfoText;
    std::string subject;            ///< of the CSR or of who polls, where it could be opened
    std::int64_t requestId = 0;     ///< of the ledger; 0: none, or not known when the answer left
    std::int64_t certificateId = 0; ///< of the ledger, where the answer delivers one
    std::optional<Error> error; ///< the real reason of a refusal, beside what the client was told
    std::string summary;        ///< "issued CN=a", "pending CN=b", ...

    bool operator==(const Exchange&) const = default;
};

} // namespace scepter::responder
