// The server's side: requests in, CertReps out. No I/O; thread-safe functions of their arguments.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "pki/certificate.h"
#include "pki/csr.h"
#include "scep/attributes.h"
#include "scep/types.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace scepter::scep {

/// What an endpoint's compatibility allows beyond the modern set (AES-CBC, SHA-256/384/512). Single
/// DES and MD5 are never allowed.
struct AlgorithmPolicy {
    bool allowTripleDes = false;
    bool allowSha1 = false; ///< as digest or signature of the message and of the CSR

    bool operator==(const AlgorithmPolicy&) const = default;
};

/// A certificate and key that envelopes may be encrypted to: RA or CA, current and older ones.
struct RecipientKey {
    pki::Certificate certificate;
    pki::PrivateKey key;
};

/// What a reply has to repeat. Filled as far as the request could be read, so that also a bad
/// request gets an answer that its sender can match.
struct ReplyContext {
    std::string transactionId;
    Bytes senderNonce; ///< of the request; empty when it had none
    pki::Digest digest = pki::Digest::Sha256;
    pki::Cipher cipher = pki::Cipher::Aes128Cbc;
    pki::KeyTransport transport = pki::KeyTransport::RsaPkcs1;
    pki::OaepDigests oaep; ///< of an OAEP transport
    std::optional<pki::Certificate> signer;

    /// True when a CertRep can be made at all: the request was a signed message with a
    /// transactionID.
    [[nodiscard]] bool answerable() const { return !transactionId.empty(); }
};

/// A request whose outer signature holds and whose envelope is open.
struct Request {
    MessageType type = MessageType::PkcsReq;
    std::string transactionId;
    std::optional<Bytes> senderNonce;
    std::optional<pki::Certificate> signer;
    bool byPassword = false;               ///< the envelope had a password recipient
    std::size_t recipient = 0;             ///< which RecipientKey opened it
    std::optional<pki::Csr> csr;           ///< PKCSReq, RenewalReq, UpdateReq
    std::optional<IssuerAndSubject> poll;  ///< CertPoll
    std::optional<IssuerAndSerial> lookup; ///< GetCert, GetCRL
};

/// The outcome of decoding: the request or why not, and what an answer can repeat in either case.
struct Decoded {
    ReplyContext context;
    Result<Request> request = fail(ErrorCode::MessageMalformed);
};

/// Secrets to try on a password recipient, for a transactionID.
using PasswordFinder = std::function<std::vector<SecretBytes>(const std::string& transactionId)>;

/// Decodes a request. In this order, each failure ending it (RFC 8894 section 3, and what
/// verification must insist on):
///   exactly one ContentInfo(signedData) and nothing after it      MessageMalformed / Asn1*
///   exactly one SignerInfo, with signed attributes, none twice    MessageMalformed, Attribute*
///   eContentType id-data, content present                         MessageMalformed
///   messageType known and a request's                             MessageTypeUnsupported
///   transactionID and a senderNonce present                       AttributeMissing
///   signer certificate embedded, signature holds                  SignatureInvalid, DigestMismatch
///   algorithms allowed                                            AlgorithmForbidden (badAlg)
///   envelope names one of our certificates                        WrongRecipient
///   envelope opens, payload parses strictly                       DecryptFailed /
///   MessageMalformed:
///     what fails in or after the decryption of the key is one and the same error, whatever it was
/// Not judged here: proof of possession, signer against CSR key, trust in the signer, time.
Decoded decodeRequest(ByteView message, const std::vector<RecipientKey>& recipients,
                      const AlgorithmPolicy& policy, const PasswordFinder& passwords = {});

/// Who signs replies, and what goes along in the outer certificates (DER, the signer's own among
/// them or not).
struct ReplySigner {
    pki::Certificate certificate;
    pki::PrivateKey key;
    std::vector<Bytes> certificates;
};

/// What a reply says.
struct ReplyFields {
    PkiStatus status = PkiStatus::Failure;
    std::optional<FailInfo> failInfo; ///< on Failure
    std::string failInfoText;         ///< on Failure; UTF-8, may be empty
    std::vector<Bytes> certificates;  ///< on Success; the issued certificate first
    std::vector<Bytes> crls;          ///< on Success, for GetCRL
};

/// Makes a CertRep (RFC 8894 section 3.3.2): fresh senderNonce, the request's nonce, digest,
/// cipher and key transport (SHA-256 in OAEP where the request's digests do not fit the key); on
/// Success an envelope to the request's signer certificate, or to `password` when that
/// certificate's key cannot encrypt; otherwise an eContent of length zero. CannotEncryptReply
/// (badAlg) when there is neither. A context digest that may not sign (SHA-1 without policy never
/// gets here) is taken as it is.
Result<Bytes> encodeReply(const ReplyContext& context, const ReplyFields& fields,
                          const ReplySigner& signer, const SecretBytes* password = nullptr);

/// Whether a reply is encrypted to the request's signer certificate: an RSA key of 1024 bits or
/// more. Otherwise it needs a password.
[[nodiscard]] bool signerCanDecrypt(const ReplyContext& context);

/// CannotEncryptReply (badAlg) when encodeReply could not make an envelope: to be asked before
/// anything is issued.
Result<void> checkReplyCanBeEncrypted(const ReplyContext& context, const SecretBytes* password);

/// The body of a GetNextCACert answer (RFC 8894 section 4.7.1): SignedData by the current key,
/// whose content is a degenerate SignedData with the next certificates; the same certificates are
/// in the outer one too, because jscep reads them there and sscep in the content.
Result<Bytes> encodeNextCaCert(const std::vector<Bytes>& nextCertificates,
                               const ReplySigner& signer, pki::Digest digest);

} // namespace scepter::scep
