// Builds pkiMessages as no well-behaved program would: the structure is written here by hand, so
// that the decoder is not judged by our own encoder.
#pragma once

#include "asn1/oids.h"
#include "asn1/writer.h"
#include "pki/certificate.h"
#include "pki/crypto.h"
#include "pki/key.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace scepter::test {

inline Bytes der(const std::function<void(asn1::Writer&)>& write) {
    asn1::Writer writer;
    write(writer);
    return writer.take();
}

inline Bytes stringDer(std::uint32_t tag, std::string_view content) {
    return der([&](asn1::Writer& w) { w.string(tag, content); });
}

inline Bytes octetsDer(ByteView content) {
    return der([&](asn1::Writer& w) { w.octetString(content); });
}

struct Attribute {
    asn1::Oid type;
    std::vector<Bytes> values;
};

/// A message in parts; each may be spoiled. `attributes` are the SCEP ones.
struct Message {
    asn1::Oid contentType = asn1::oids::kData;
    std::optional<Bytes> content = Bytes{};
    std::vector<Attribute> attributes;
    bool signedAttributes = true;
    bool sorted = true;           ///< the SET OF as DER wants it, else as listed
    bool signedAsEncoded = false; ///< the signature covers the listed order
    std::size_t signers = 1;
    std::vector<Bytes> certificates;
    pki::Digest digest = pki::Digest::Sha256;
    std::optional<asn1::Oid> namedDigest; ///< in place of the digest's own identifier
    bool indefinite = false;              ///< BER: indefinite lengths, a content in two segments
};

inline Message requestMessage(int type, std::string_view transactionId, ByteView nonce,
                              Bytes envelope, const pki::Certificate& signer) {
    Message message;
    message.content = std::move(envelope);
    message.attributes = {
        {asn1::oids::kMessageType, {stringDer(19, std::to_string(type))}},
        {asn1::oids::kTransactionId, {stringDer(19, transactionId)}},
        {asn1::oids::kSenderNonce, {octetsDer(nonce)}},
    };
    message.certificates = {signer.der()};
    return message;
}

inline Attribute* find(Message& message, const asn1::Oid& type) {
    const auto found = std::ranges::find(message.attributes, type, &Attribute::type);
    return found == message.attributes.end() ? nullptr : &*found;
}

inline void remove(Message& message, const asn1::Oid& type) {
    std::erase_if(message.attributes, [&](const Attribute& a) { return a.type == type; });
}

inline std::vector<Bytes> encodedAttributes(const Message& message) {
    std::vector<Attribute> all = message.attributes;
    all.push_back(
        {asn1::oids::kContentType, {der([&](asn1::Writer& w) { w.oid(message.contentType); })}});
    all.push_back({asn1::oids::kMessageDigest,
                   {octetsDer(pki::digestOf(message.digest, message.content.value_or(Bytes{})))}});
    std::vector<Bytes> encoded;
    for (const Attribute& attribute : all)
        encoded.push_back(der([&](asn1::Writer& w) {
            w.sequence([&] {
                w.oid(attribute.type);
                w.set([&] {
                    for (const Bytes& value : attribute.values)
                        w.raw(value);
                });
            });
        }));
    return encoded;
}

inline Bytes setOf(std::vector<Bytes> members, bool sorted, std::uint8_t identifier) {
    return der([&](asn1::Writer& w) {
        if (sorted)
            w.setOf(std::move(members), identifier);
        else
            w.constructed(identifier, [&] {
                for (const Bytes& member : members)
                    w.raw(member);
            });
    });
}

inline Bytes signerInfo(const Message& message, const pki::Certificate& signer,
                        const pki::PrivateKey& key) {
    const std::vector<Bytes> attributes = encodedAttributes(message);
    const Bytes toSign = message.signedAttributes
                             ? setOf(attributes, message.sorted || !message.signedAsEncoded, 0x31)
                             : message.content.value_or(Bytes{});
    const auto signature = key.sign(key.signatureAlgorithm(message.digest), toSign);
    return der([&](asn1::Writer& w) {
        w.sequence([&] {
            w.integer(1);
            w.sequence([&] {
                w.raw(signer.issuer().der());
                w.primitive(0x02, signer.serial());
            });
            w.sequence([&] { w.oid(message.namedDigest.value_or(pki::oidOf(message.digest))); });
            if (message.signedAttributes) w.raw(setOf(attributes, message.sorted, 0xA0));
            const bool rsa = key.type() == pki::KeyType::Rsa;
            if (rsa)
                w.sequence([&] { w.oid(asn1::oids::kRsaEncryption).null(); });
            else
                pki::writeSignatureAlgorithm(w, key.signatureAlgorithm(message.digest));
            w.octetString(signature ? *signature : Bytes{});
        });
    });
}

inline Bytes indefinite(std::uint8_t identifier, const std::vector<Bytes>& members) {
    Bytes bytes{identifier, 0x80};
    for (const Bytes& member : members)
        bytes.insert(bytes.end(), member.begin(), member.end());
    bytes.insert(bytes.end(), {0, 0});
    return bytes;
}

inline Bytes definite(std::uint8_t identifier, const std::vector<Bytes>& members) {
    return der([&](asn1::Writer& w) {
        w.constructed(identifier, [&] {
            for (const Bytes& member : members)
                w.raw(member);
        });
    });
}

inline Bytes build(const Message& message, const pki::Certificate& signer,
                   const pki::PrivateKey& key) {
    const auto wrap = message.indefinite ? indefinite : definite;
    std::vector<Bytes> encapsulated{der([&](asn1::Writer& w) { w.oid(message.contentType); })};
    if (message.content) {
        const ByteView content = *message.content;
        const std::size_t half = content.size() / 2;
        const Bytes octets = message.indefinite
                                 ? indefinite(0x24, {octetsDer(content.first(half)),
                                                     octetsDer(content.subspan(half))})
                                 : octetsDer(content);
        encapsulated.push_back(wrap(0xA0, {octets}));
    }
    const Bytes algorithm = der([&](asn1::Writer& w) {
        w.sequence([&] { w.oid(message.namedDigest.value_or(pki::oidOf(message.digest))); });
    });
    std::vector<Bytes> members{der([](asn1::Writer& w) { w.integer(1); }),
                               definite(0x31, {algorithm}), wrap(0x30, encapsulated)};
    if (!message.certificates.empty()) members.push_back(wrap(0xA0, message.certificates));
    std::vector<Bytes> signers;
    for (std::size_t i = 0; i < message.signers; ++i)
        signers.push_back(signerInfo(message, signer, key));
    members.push_back(definite(0x31, signers));
    const Bytes type = der([](asn1::Writer& w) { w.oid(asn1::oids::kSignedData); });
    return wrap(0x30, {type, wrap(0xA0, {wrap(0x30, members)})});
}

} // namespace scepter::test
