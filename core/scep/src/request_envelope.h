// The inner half of decodeRequest: which algorithms an endpoint takes, and opening the envelope.
#pragma once

#include "pki/cms_enveloped.h"
#include "scep/server_message.h"

namespace scepter::scep {

bool allowedDigest(pki::Digest digest, const AlgorithmPolicy& policy);
bool cipherAllowed(pki::Cipher cipher, const AlgorithmPolicy& policy);
/// AlgorithmForbidden, naming what it was found in.
Result<void> checkDigest(pki::Digest digest, const AlgorithmPolicy& policy, std::string_view what);

/// The EnvelopedData of a request. MessageMalformed, Asn1*; AlgorithmForbidden for
/// AuthEnvelopedData, whose ciphers nobody negotiates in SCEP.
Result<pki::EnvelopedData> readRequestEnvelope(ByteView content);
/// AlgorithmForbidden for a content cipher that the policy does not take.
Result<void> checkEnvelopeAlgorithms(const pki::EnvelopedData& envelope,
                                     const AlgorithmPolicy& policy);

/// What was in the envelope: the member that the messageType asks for is set.
struct Payload {
    std::optional<pki::Csr> csr;
    std::optional<IssuerAndSubject> poll;
    std::optional<IssuerAndSerial> lookup;
};

struct OpenedEnvelope {
    Payload payload;
    bool byPassword = false;
    std::size_t recipient = 0;
    pki::KeyTransport transport = pki::KeyTransport::RsaPkcs1;
    pki::OaepDigests oaep; ///< of an OAEP transport
};

/// Opens the envelope for one of our keys, or by a password, and reads what is inside.
/// WrongRecipient; AlgorithmForbidden and LimitExceeded for what the envelope says in the clear;
/// all else is one DecryptFailed, so that an answer tells nothing about where it went wrong.
Result<OpenedEnvelope> openRequestEnvelope(const pki::EnvelopedData& envelope,
                                           const std::vector<RecipientKey>& recipients,
                                           const AlgorithmPolicy& policy,
                                           const std::string& transactionId,
                                           const PasswordFinder& passwords, MessageType type);

} // namespace scepter::scep
