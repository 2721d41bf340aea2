// SPDX-License-Identifier: GPL-3.0-or-later
#include "reply_view.h"

#include <algorithm>

namespace scepter::client {

namespace {

constexpr std::size_t kMaxRecipients = 4;

void findSigner(ReplyView& view, const std::vector<pki::Certificate>& expected) {
    const pki::SignerInfo& info = view.data.signers.front();
    const auto found = std::ranges::find_if(
        expected, [&](const pki::Certificate& one) { return info.names(one); });
    if (found != expected.end()) {
        view.signer = *found;
        view.signerExpected = true;
    } else if (auto inside = view.data.certificateOf(info)) {
        view.signer = std::move(*inside);
    }
    if (!view.signer) {
        view.signatureError = Error{ErrorCode::SignerUnknown,
                                    "no certificate that the signer's name fits is known",
                                    {},
                                    {}};
        return;
    }
    if (auto verified = pki::verifySigner(view.data, info, view.signer->publicKey()); !verified)
        view.signatureError = std::move(verified).error();
}

Result<SecretBytes> openFor(const pki::EnvelopedData& envelope, const pki::PrivateKey& key,
                            const SecretBytes* password) {
    Result<SecretBytes> opened =
        fail(ErrorCode::WrongRecipient, "no recipient of the envelope is one of ours");
    for (std::size_t i = 0; i < envelope.recipients.size() && i < kMaxRecipients; ++i) {
        const pki::Recipient& one = envelope.recipients[i];
        if (const auto* byKey = std::get_if<pki::KeyTransportRecipient>(&one))
            opened = pki::openEnvelope(envelope, *byKey, key);
        else if (const auto* byPassword = std::get_if<pki::PasswordRecipient>(&one);
                 byPassword != nullptr && password != nullptr)
            opened = pki::openEnvelope(envelope, *byPassword, password->view());
        if (opened) return opened;
    }
    return opened;
}

Result<void> openContent(ReplyView& view, const pki::PrivateKey& key, const SecretBytes* password) {
    SCEPTER_TRY(envelope, pki::EnvelopedData::fromDer(view.data.content));
    view.envelope = std::move(envelope);
    SCEPTER_TRY(opened, openFor(*view.envelope, key, password));
    view.opened = copyOf(opened.view());
    SCEPTER_TRY(inner, pki::SignedData::fromDer(view.opened));
    for (const Bytes& der : inner.certificates) {
        SCEPTER_TRY(certificate, pki::Certificate::fromDer(der));
        view.certificates.push_back(std::move(certificate));
    }
    view.crls = std::move(inner.crls);
    return {};
}

} // namespace

std::vector<const pki::CmsAttribute*> ReplyView::all(const asn1::Oid& type) const {
    std::vector<const pki::CmsAttribute*> found;
    for (const pki::CmsAttribute& one : encoded)
        if (one.type == type) found.push_back(&one);
    return found;
}

ReplyView viewReply(ByteView body, const std::vector<pki::Certificate>& expected,
                    const pki::PrivateKey& key, const SecretBytes* password) {
    ReplyView view;
    auto data = pki::SignedData::fromDer(body);
    if (!data || data->signers.empty()) return view;
    view.isSigned = true;
    view.data = std::move(*data);
    view.encoded = view.data.signers.front().signedAttributes;
    if (auto read = scep::readAttributes(view.encoded, view.attributes); !read)
        view.attributeError = std::move(read).error();
    findSigner(view, expected);
    if (view.data.content.empty()) return view;
    if (auto opened = openContent(view, key, password); !opened)
        view.envelopeError = std::move(opened).error();
    return view;
}

} // namespace scepter::client
