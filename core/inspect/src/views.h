// Ways to the parts of an Inspection that rules and titles ask for.
#pragma once

#include "inspect/inspect.h"

namespace scepter::inspect {

/// Everything here is null, empty or false when there is no such thing. Pointers live as long as
/// the Inspection.
const SignedFacts* outerOf(const Inspection& inspection);  ///< the SCEP message's SignedData
const SignerFacts* signerOf(const Inspection& inspection); ///< its first signer
const EnvelopeFacts* envelopeOf(const Inspection& inspection);
const CsrFacts* csrOf(const Inspection& inspection); ///< the first one that could be read
/// What a CertRep brought: the certificates-only SignedData in its envelope.
const SignedFacts* deliveredOf(const Inspection& inspection);
/// The certificate of a delivery that is no CA's; else its first.
const CertificateFacts* issuedOf(const SignedFacts& delivered);

bool isScep(const Inspection& inspection);
bool isReply(const Inspection& inspection); ///< a CertRep, or what has a pkiStatus
bool isRequest(const Inspection& inspection);
bool hasType(const Inspection& inspection, int messageType);
bool hasStatus(const Inspection& inspection, int pkiStatus);
/// A request for a certificate: PKCSReq, RenewalReq, UpdateReq.
bool asksForCertificate(const Inspection& inspection);

bool isCa(const pki::Certificate& certificate);
/// And its signature holds; of a redacted one it is not asked for.
bool isSelfSigned(const pki::Certificate& certificate, bool redacted = false);
/// True when it has no keyUsage, or one with any of these bits.
bool mayUse(const pki::Certificate& certificate, std::uint16_t bits);
/// "CN=a, serial number 01": for sentences.
std::string shownCertificate(const pki::Certificate& certificate);

/// What the server of a message is known to have; empty: nobody knows which server that was.
std::vector<const pki::Certificate*> serverCertificates(const Options& options);
/// The certificate that a request should be encrypted to, in place of the one that `recipient`
/// names: RSA, may encipher keys, an RA's before a CA's, valid ones first; of the same authority
/// where one at hand is. Null: nobody can tell.
const pki::Certificate* encryptionCertificate(const Options& options,
                                              const RecipientFacts& recipient);

/// The client behind a message, from its transactionID, HTTP headers and signer; or empty.
std::string guessClient(const Inspection& inspection);

} // namespace scepter::inspect
