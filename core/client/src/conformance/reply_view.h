// SPDX-License-Identifier: GPL-3.0-or-later
// A CertRep read without a judgement: each check judges the part that it is about.
#pragma once

#include "pki/certificate.h"
#include "pki/cms_enveloped.h"
#include "pki/cms_signed.h"
#include "pki/key.h"
#include "scep/attributes.h"

#include <optional>
#include <string>
#include <vector>

namespace scepter::client {

/// What could be read of an answer. Whatever is broken is left empty.
struct ReplyView {
    bool isSigned = false; ///< a SignedData with at least one signer; the rest is of the first
    pki::SignedData data;
    std::vector<pki::CmsAttribute> encoded; ///< the signed attributes as they were sent
    scep::Attributes attributes;            ///< those of SCEP
    std::optional<Error> attributeError;    ///< one is there twice, or is not readable
    std::optional<pki::Certificate> signer; ///< among those that were expected, or in the message
    bool signerExpected = false;
    std::optional<Error> signatureError;
    std::optional<pki::EnvelopedData> envelope;
    std::optional<Error> envelopeError; ///< there is content, and it could not be opened
    Bytes opened;                       ///< what was in the envelope
    std::vector<pki::Certificate> certificates;
    std::vector<Bytes> crls;

    /// pkiStatus as sent; nothing: not a CertRep that could be read.
    [[nodiscard]] std::optional<int> status() const { return attributes.pkiStatus; }
    /// The attributes of this type, as sent.
    [[nodiscard]] std::vector<const pki::CmsAttribute*> all(const asn1::Oid& type) const;
};

/// `expected` are the certificates of GetCACert; the envelope is opened with `key` or `password`,
/// whomever it names.
ReplyView viewReply(ByteView body, const std::vector<pki::Certificate>& expected,
                    const pki::PrivateKey& key, const SecretBytes* password);

} // namespace scepter::client
