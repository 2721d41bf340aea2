// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/encoding.h"
#include "pki/cms_enveloped.h"
#include "pki/crypto.h"
#include "scep/ids.h"
#include "write_request_parts.h"

namespace scepter::client {

namespace {

using Kind = MisbehaviorKind;
using scep::MessageType;

/// What is enveloped, and for which transaction.
struct Parts {
    Transaction transaction;
    SecretBytes payload;
    std::optional<SecretBytes> challenge; ///< encrypts where keys cannot
};

pki::Digest usedDigest(const Faults& faults, pki::Digest digest) {
    if (!faults.has(Kind::WeakDigest)) return digest;
    return faults.word(Kind::WeakDigest) == "sha1" ? pki::Digest::Sha1 : pki::Digest::Md5;
}

pki::Cipher usedCipher(const Faults& faults, pki::Cipher cipher) {
    if (!faults.has(Kind::WeakCipher)) return cipher;
    return faults.word(Kind::WeakCipher) == "des3" ? pki::Cipher::TripleDesCbc
                                                   : pki::Cipher::DesCbc;
}

Result<std::string> randomId() {
    SCEPTER_TRY(random, scep::makeNonce());
    return toUpperHex(random);
}

// What the plan and the misbehaviors make of the transactionID that the client would take.
Result<std::string> transactionId(const Writing& writing, std::string usual) {
    const Faults& faults = writing.faults;
    if (faults.has(Kind::OversizedTransactionId))
        return std::string(faults.number(Kind::OversizedTransactionId), 'A');
    if (faults.has(Kind::ChangedTransactionId)) return randomId();
    if (!writing.plan.transactionId.empty()) return writing.plan.transactionId;
    return usual;
}

Result<Identity> enrollmentSigner(const Writing& writing, const WrittenCsr& csr,
                                  const pki::PrivateKey& key, pki::Digest digest) {
    const Faults& faults = writing.faults;
    if (writing.plan.signer && !faults.has(Kind::RenewalByStranger)) return *writing.plan.signer;
    if (writing.plan.type != MessageType::PkcsReq && !faults.has(Kind::RenewalByStranger))
        return fail(ErrorCode::InvalidArgument, "a renewal needs the certificate that signs it");
    if (!faults.has(Kind::OtherKeyThanCsr)) return makeSigner(writing, csr.subject, key, digest);
    SCEPTER_TRY(other, pki::PrivateKey::generate({}));
    return makeSigner(writing, csr.subject, other, digest);
}

Result<Parts> enrollmentParts(const Writing& writing) {
    if (writing.plan.enrollment == nullptr)
        return fail(ErrorCode::InvalidArgument, "an enrollment without what it asks for");
    const EnrollmentRequest& asked = *writing.plan.enrollment;
    SCEPTER_TRY(key, writing.faults.has(Kind::SmallKey) ? pki_draft::makeSmallKey()
                                                        : Result<pki::PrivateKey>(asked.key));
    const pki::Digest digest =
        asked.digest.value_or(digestFor(writing.persona, writing.capabilities()));
    const pki::Cipher cipher =
        asked.cipher.value_or(cipherFor(writing.persona, writing.capabilities()));
    const pki::Digest used = usedDigest(writing.faults, digest);
    SCEPTER_TRY(csr, writeCsr(writing, key, used));
    SCEPTER_TRY(signer, enrollmentSigner(writing, csr, key, used));
    SCEPTER_TRY(usual, asked.transactionId.empty()
                           ? transactionIdFor(writing.persona, key.publicKey())
                           : Result<std::string>(asked.transactionId));
    SCEPTER_TRY(id, transactionId(writing, std::move(usual)));
    return Parts{Transaction{std::move(id), std::move(key), std::move(signer),
                             std::move(csr.subject), cipher, digest, asked.transport},
                 std::move(csr.der), std::move(csr.challenge)};
}

std::optional<SecretBytes> clonedChallenge(const Writing& writing) {
    if (writing.plan.challenge == nullptr) return std::nullopt;
    return writing.plan.challenge->clone();
}

Result<Parts> pollParts(const Writing& writing) {
    if (writing.plan.transaction == nullptr)
        return fail(ErrorCode::InvalidArgument, "a poll without the transaction that it is for");
    Transaction transaction = *writing.plan.transaction;
    SCEPTER_TRY(id, transactionId(writing, std::move(transaction.transactionId)));
    transaction.transactionId = std::move(id);
    const scep::IssuerAndSubject names{writing.service.roles.ca.subject(), transaction.subject};
    return Parts{std::move(transaction), SecretBytes(names.toDer()), clonedChallenge(writing)};
}

Result<std::string> lookupId(const Writing& writing, const pki::PublicKey& key) {
    switch (writing.style().lookupId) {
    case LookupId::Random:
        return randomId();
    case LookupId::OfKey:
        return transactionIdFor(writing.persona, key);
    case LookupId::SscepText:
        return std::string("SSCEP transactionId");
    case LookupId::First:
        return std::string("0");
    }
    return randomId();
}

Result<Identity> lookupSigner(const Writing& writing, pki::Digest digest) {
    if (writing.plan.signer) return *writing.plan.signer;
    const EnrollmentRequest* asked = writing.plan.enrollment;
    SCEPTER_TRY(key, asked ? Result<pki::PrivateKey>(asked->key) : pki::PrivateKey::generate({}));
    return makeSigner(writing, asked ? asked->subject : pki::Name{}, key, digest);
}

Result<Parts> lookupParts(const Writing& writing) {
    if (writing.plan.serial.empty())
        return fail(ErrorCode::InvalidArgument, "a look-up without a serial number");
    const EnrollmentRequest* asked = writing.plan.enrollment;
    const pki::Digest digest = asked && asked->digest
                                   ? *asked->digest
                                   : digestFor(writing.persona, writing.capabilities());
    const pki::Cipher cipher = asked && asked->cipher
                                   ? *asked->cipher
                                   : cipherFor(writing.persona, writing.capabilities());
    SCEPTER_TRY(signer, lookupSigner(writing, usedDigest(writing.faults, digest)));
    SCEPTER_TRY(usual, lookupId(writing, signer.key.publicKey()));
    SCEPTER_TRY(id, transactionId(writing, std::move(usual)));
    const scep::IssuerAndSerial names{writing.service.roles.ca.subject(), writing.plan.serial};
    pki::PrivateKey key = signer.key;
    return Parts{Transaction{std::move(id),
                             std::move(key),
                             std::move(signer),
                             {},
                             cipher,
                             digest,
                             asked ? asked->transport : pki::KeyTransport::RsaPkcs1},
                 SecretBytes(names.toDer()), clonedChallenge(writing)};
}

Result<Parts> partsOf(const Writing& writing) {
    switch (writing.plan.type) {
    case MessageType::PkcsReq:
    case MessageType::RenewalReq:
    case MessageType::UpdateReq:
        return enrollmentParts(writing);
    case MessageType::CertPoll:
        return pollParts(writing);
    case MessageType::GetCert:
    case MessageType::GetCrl:
        return lookupParts(writing);
    case MessageType::CertRep:
        break;
    }
    return fail(ErrorCode::InvalidArgument, "a CertRep is no request");
}

Result<Bytes> nonceOf(const Writing& writing) {
    if (writing.faults.has(Kind::ShortNonce))
        return pki::randomBytes(writing.faults.number(Kind::ShortNonce));
    if (writing.plan.senderNonce) return *writing.plan.senderNonce;
    return scep::makeNonce();
}

// Found again by the encrypted bytes, however they are encoded in the message.
std::optional<inspect::OpenedLayer> openedLayer(const Writing& writing, ByteView envelope,
                                                const SecretBytes& payload) {
    if (writing.faults.has(Kind::GarbagePayload)) return std::nullopt;
    const auto read = pki::EnvelopedData::fromDer(envelope);
    if (!read) return std::nullopt;
    return inspect::OpenedLayer{pki::digestOf(pki::Digest::Sha256, read->encryptedContent),
                                copyOf(payload.view())};
}

} // namespace

Result<PreparedRequest> writeRequest(const RequestPlan& plan, const ServiceView& service,
                                     const Persona& persona) {
    SCEPTER_TRY(faults, Faults::of(plan));
    const Writing writing{plan, service, persona, faults};
    SCEPTER_TRY(parts, partsOf(writing));
    const Transaction& transaction = parts.transaction;
    const SecretBytes* password = parts.challenge ? &*parts.challenge : nullptr;
    SCEPTER_TRY(nonce, nonceOf(writing));
    SCEPTER_TRY(envelope, sealRequest(writing, parts.payload.view(), transaction,
                                      usedCipher(faults, transaction.cipher), password));
    SCEPTER_TRY(message, signRequest(writing, envelope, transaction,
                                     usedDigest(faults, transaction.digest), nonce));
    SCEPTER_TRY(http, requestFor(writing, message));
    auto opened = openedLayer(writing, envelope, parts.payload);
    std::shared_ptr<const SecretBytes> challenge;
    if (parts.challenge) challenge = std::make_shared<SecretBytes>(std::move(*parts.challenge));
    return PreparedRequest{.type = plan.type,
                           .message = std::move(message),
                           .http = std::move(http),
                           .transaction = std::move(parts.transaction),
                           .senderNonce = std::move(nonce),
                           .serial = plan.serial,
                           .challenge = std::move(challenge),
                           .opened = std::move(opened),
                           .pieceDelay = Duration(faults.number(Kind::SlowBody))};
}

} // namespace scepter::client
