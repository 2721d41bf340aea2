// The client's side: requests out, CertReps in. No I/O; thread-safe functions of their arguments.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "pki/certificate.h"
#include "pki/key.h"
#include "scep/attributes.h"
#include "scep/types.h"

#include <optional>
#include <string>
#include <vector>

namespace scepter::scep {

/// What a request says. `payload` is the DER that goes into the envelope: a CSR, an
/// IssuerAndSubject or an IssuerAndSerial.
struct RequestFields {
    MessageType type = MessageType::PkcsReq;
    std::string transactionId;
    Bytes senderNonce;
    ByteView payload;
    pki::Cipher cipher = pki::Cipher::Aes256Cbc;
    pki::Digest digest = pki::Digest::Sha256;
    pki::KeyTransport transport = pki::KeyTransport::RsaPkcs1;
};

/// Makes a pkiMessage. With `recipient` whose key cannot encrypt, `password` is used instead
/// (RFC 8894 section 3.1); without one: CannotEncryptReply.
Result<Bytes> encodeRequest(const RequestFields& fields, const pki::Certificate& signer,
                            const pki::PrivateKey& signerKey, const pki::Certificate& recipient,
                            const SecretBytes* password = nullptr);

/// The self-signed certificate with which a first request is signed (RFC 8894 section 2.3):
/// digitalSignature and keyEncipherment, valid around `now`.
Result<pki::Certificate> makeRequestSigner(const pki::Name& subject, const pki::PrivateKey& key,
                                           TimePoint now, pki::Digest digest);

/// What a client expects of a reply.
struct ReplyExpectations {
    std::string transactionId;
    Bytes senderNonce;                     ///< that the request was sent with
    std::vector<pki::Certificate> signers; ///< CA and RA certificates that may sign
};

/// A CertRep whose signature holds.
struct Reply {
    Attributes attributes;
    PkiStatus status = PkiStatus::Failure;
    std::optional<FailInfo> failInfo;
    std::string failInfoText;
    std::optional<pki::Certificate> signer;
    bool hasContent = false;
    std::vector<Bytes> certificates; ///< of a Success, in the order of the message
    std::vector<Bytes> crls;
};

/// Decodes a CertRep: one signer among the expected ones, signature, messageType CertRep,
/// transactionID, recipientNonce, and on Success the envelope (opened with `key`, or `password` for
/// a password recipient). Errors: MessageMalformed, SignatureInvalid, SignerUnknown, NonceMismatch,
/// TransactionConflict, DecryptFailed, ... A FAILURE or PENDING is a value, not an error.
Result<Reply> decodeReply(ByteView message, const ReplyExpectations& expected,
                          const pki::PrivateKey& key, const SecretBytes* password = nullptr);

/// The answer to GetCACert: one certificate, or a degenerate SignedData (RFC 8894 section 4.2.1),
/// told apart by content.
Result<std::vector<pki::Certificate>> readCaCertificates(ByteView body);

/// The answer to GetNextCACert: verified against one of `current`; certificates from the content,
/// else those of the outer SignedData that are not current. NoNextGeneration when there are none.
Result<std::vector<pki::Certificate>>
readNextCaCertificates(ByteView body, const std::vector<pki::Certificate>& current);

/// Which certificate of a GetCACert answer to encrypt to and which signs replies: RA certificates
/// by key usage first, then the CA (RFC 8894 section 4.2.1.2; what deployed clients do).
struct CaRoles {
    pki::Certificate encryption;
    pki::Certificate signing;
    pki::Certificate ca; ///< the one that issues
};
Result<CaRoles> chooseCaRoles(const std::vector<pki::Certificate>& certificates);
/// With `recipient`, one of them, to encrypt to: it signs replies where its key usage allows that,
/// else another RA of the same issuer does, else the CA; its issuer is the one that issues.
CaRoles chooseCaRoles(const std::vector<pki::Certificate>& certificates,
                      const pki::Certificate& recipient);

} // namespace scepter::scep
