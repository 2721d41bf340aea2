// SPDX-License-Identifier: GPL-3.0-or-later
// A responder made of our own engine, in which one thing can be broken at a time, behind a real
// HTTP server.
#pragma once

#include "../enrollment/playbook.h"
#include "../scep/message_builder.h"
#include "base/text.h"
#include "enrollment/answer.h"
#include "http/server.h"
#include "http_target/target.h"
#include "pki/cms_enveloped.h"
#include "pki/crl.h"
#include "scep/get_message.h"

#include <QtGlobal>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace scepter::test {

/// A PKIOperation that has arrived.
struct Heard {
    const http::Request& http;
    const http::Target& target;
    const Bytes& message;
    const scep::Decoded& decoded;

    [[nodiscard]] bool is(scep::MessageType type) const {
        return decoded.request && decoded.request->type == type;
    }
    [[nodiscard]] const pki::Csr* csr() const {
        return decoded.request && decoded.request->csr ? &*decoded.request->csr : nullptr;
    }
    /// Signed by a certificate that somebody issued.
    [[nodiscard]] bool isRenewal() const {
        return decoded.request && decoded.request->signer && csr() != nullptr &&
               !decoded.request->signer->isSelfIssued();
    }
};

/// A CertRep before it is signed.
struct Draft {
    bool failure = false;
    std::vector<pki::CmsAttribute> attributes{};
    std::optional<Bytes> payload{};              ///< goes into an envelope
    std::optional<pki::Certificate> recipient{}; ///< of the envelope
    pki::Cipher cipher = pki::Cipher::Aes128Cbc;
    pki::Digest digest = pki::Digest::Sha256;
    Bytes content{}; ///< in place of an envelope
    bool withContent = true;
    authority::Identity signer;
    std::vector<Bytes> certificates{};
    std::size_t signers = 1;

    pki::CmsAttribute* find(const asn1::Oid& type) {
        const auto found = std::ranges::find(attributes, type, &pki::CmsAttribute::type);
        return found == attributes.end() ? nullptr : &*found;
    }
    void set(const asn1::Oid& type, Bytes value) {
        if (auto* known = find(type))
            known->values = {std::move(value)};
        else
            attributes.push_back({type, {std::move(value)}});
    }
    void remove(const asn1::Oid& type) {
        std::erase_if(attributes, [&](const pki::CmsAttribute& one) { return one.type == type; });
    }
};

/// How a certificate is made that leaves in a reply.
struct Reissue {
    pki::CertificateFields fields;
    const pki::PrivateKey* key = nullptr;
    pki::Digest digest = pki::Digest::Sha256;
    bool negative = false; ///< the serial number, which costs the signature
};

/// What is broken. What is empty is sound.
struct Defects {
    std::set<ErrorCode> accepts;                 ///< issues where it has to refuse for these
    std::function<bool(const Heard&)> refuses;   ///< FAILURE for what it has to take
    std::function<unsigned(const Heard&)> drops; ///< an HTTP status in place of a CertRep; 0: no
    std::function<unsigned(ErrorCode)> httpStatusFor; ///< the same for what is refused
    std::function<unsigned(const http::Request&, const http::Target&)> before; ///< for any request
    std::function<void(const http::Target&, http::Response&)> after;
    std::function<void(Bytes&)> message; ///< what came, before it is read
    std::function<void(scep::ReplyFields&, const Heard&)> fields;
    std::function<void(Reissue&)> certificate;
    std::function<void(Draft&, const Heard&)> draft;
    std::function<void(Bytes&)> encoded;
};

class BrokenResponder {
public:
    explicit BrokenResponder(const Keys& keys)
        : lab(keys) {
        lab.settings.gates = challenge::gatesOf(challenge::GateKind::Code);
        lab.settings.tryLimit.tries = 0;
        authority::CaRequest next;
        next.subject = *pki::Name::fromText("CN=Test CA");
        const auto root = *authority::makeRoot(next, keys.other, lab.clock.now());
        lab.authority.generations.push_back({2,
                                             2,
                                             authority::GenerationState::Next,
                                             authority::Identity{root, keys.other},
                                             {},
                                             {}});
    }

    /// Takes over what was changed, and listens.
    void start() {
        lab.apply();
        caps = enrollment::capabilitiesOf(lab.settings, lab.authority).toText();
        if (!announced.empty()) caps = announced;
        caCertificates = authority::caCertificates(*lab.authority.current(), {});
        m_recipients = enrollment::recipientKeys(lab.settings, lab.authority);
        auto listening =
            http::Server::listen("127.0.0.1", 0, limits, std::nullopt, 1, lab.clock,
                                 [this](http::Request request, const http::Reply& reply) {
                                     const std::lock_guard lock(m_mutex);
                                     reply(answer(request));
                                 });
        if (!listening) qFatal("%s", toText(listening.error()).c_str());
        m_server = std::move(*listening);
    }
    [[nodiscard]] std::string url() const { return m_server->url() + "/scep"; }
    SecretBytes mint() {
        const std::lock_guard lock(m_mutex);
        return SecretBytes(std::string_view(lab.mint()));
    }
    [[nodiscard]] const pki::Certificate& ca() const {
        return lab.authority.current()->ca.certificate;
    }
    [[nodiscard]] const authority::Identity& ra() const { return *lab.authority.current()->ra; }
    /// A certificate of somebody else.
    [[nodiscard]] pki::Certificate foreign(std::string_view name, std::vector<pki::Extension> with,
                                           TimePoint until,
                                           pki::Digest digest = pki::Digest::Sha256) const {
        const auto subject = *pki::Name::fromText(name);
        return *pki::signCertificate({Bytes{0x77}, subject, subject, until - std::chrono::days{400},
                                      until, lab.keys.foreign.publicKey().spki(), std::move(with)},
                                     lab.keys.foreign, digest);
    }

    Lab lab;
    Defects defects;
    http::ServerLimits limits;
    std::string announced; ///< in place of the capabilities; before start()
    std::string caps;
    std::vector<Bytes> caCertificates;

private:
    static http::Response plain(unsigned status) {
        return http::Response::text(status, "This cannot be served.\n");
    }
    static http::Response binary(std::string_view type, Bytes body) {
        http::Response response;
        response.contentType = type;
        response.body = std::move(body);
        return response;
    }

    http::Response answer(const http::Request& request) {
        auto target = http::parseTarget(request.target);
        if (!target) return plain(400);
        http::Response response;
        const unsigned early = defects.before ? defects.before(request, *target) : 0;
        if (early != 0)
            response = plain(early);
        else
            response = route(request, *target);
        response.headers.push_back({"Server", "Lab/1"});
        if (defects.after) defects.after(*target, response);
        return response;
    }

    http::Response route(const http::Request& request, const http::Target& target) {
        if (target.path != "/scep" && target.path != "/scep/pkiclient.exe") return plain(404);
        const bool post = request.method == "POST";
        if (!post && request.method != "GET") return plain(405);
        const std::string operation = toLower(target.rawValue("operation").value_or(""));
        if (operation == "getcacaps") return binary("text/plain", copyOf(bytesOf(caps)));
        if (operation == "getcacert")
            return binary(scep::content_type::kCaRaCert, pki::buildDegenerate(caCertificates, {}));
        if (operation == "getnextcacert") return nextCertificate();
        if (operation != "pkioperation") return plain(400);
        if (post) return operate(request, target, request.body);
        auto message = scep::decodeGetMessage(target.rawValue("message").value_or(""), 1 << 20);
        if (!message || message->empty()) return plain(400);
        return operate(request, target, std::move(*message));
    }

    http::Response nextCertificate() {
        const auto* next = lab.authority.next();
        if (next == nullptr) return plain(404);
        auto body = scep::encodeNextCaCert({next->ca.certificate.der()},
                                           {ra().certificate, ra().key, {}}, pki::Digest::Sha256);
        return binary(scep::content_type::kNextCaCert, std::move(*body));
    }

    http::Response operate(const http::Request& http, const http::Target& target, Bytes message) {
        if (defects.message) defects.message(message);
        const enrollment::Setting setting = lab.setting();
        scep::Decoded decoded = lab.engine.decode(setting, m_recipients, message, lab.arrival());
        const Heard heard{http, target, message, decoded};
        if (const unsigned status = defects.drops ? defects.drops(heard) : 0; status != 0)
            return plain(status);
        enrollment::Decision decision;
        if (defects.refuses && defects.refuses(heard))
            decision = enrollment::refusal({ErrorCode::MessageMalformed, "broken", {}, {}});
        else
            decision = lab.settle(decoded, lab.engine.decide(setting, decoded, lab.arrival()));
        if (decision.reason) {
            const ErrorCode why = decision.reason->code;
            if (defects.accepts.contains(why)) return grant(heard);
            const unsigned status = defects.httpStatusFor ? defects.httpStatusFor(why) : 0;
            if (status != 0) return plain(status);
        }
        if (!decoded.context.answerable()) return plain(400);
        return certRep(decision.reply, decoded.context, heard,
                       decision.replyPassword ? &*decision.replyPassword : nullptr);
    }

    // A certificate for whoever signed the message, whatever is in it.
    http::Response grant(const Heard& heard) {
        const auto data = pki::SignedData::fromDer(heard.message);
        if (!data || data->certificates.empty()) return plain(400);
        const auto signer = *pki::Certificate::fromDer(data->certificates.front());
        scep::ReplyContext context = heard.decoded.context;
        context.signer = signer;
        if (context.transactionId.empty()) context.transactionId = "lost";
        scep::ReplyFields fields;
        fields.status = scep::PkiStatus::Success;
        const auto issued = *pki::signCertificate({*pki::randomSerial(),
                                                   ca().subject(),
                                                   signer.subject(),
                                                   lab.clock.now() - std::chrono::hours{1},
                                                   lab.clock.now() + std::chrono::days{30},
                                                   signer.publicKey().spki(),
                                                   {}},
                                                  lab.keys.ca, pki::Digest::Sha256);
        fields.certificates = {issued.der()};
        return certRep(fields, context, heard, nullptr);
    }

    void reissue(scep::ReplyFields& fields) {
        if (!defects.certificate || fields.certificates.empty()) return;
        const auto old = *pki::Certificate::fromDer(fields.certificates.front());
        Reissue made{{old.serial(), old.issuer(), old.subject(), old.notBefore(), old.notAfter(),
                      old.publicKey().spki(), old.extensions()},
                     &lab.keys.ca,
                     pki::Digest::Sha256,
                     false};
        defects.certificate(made);
        const auto issued = pki::signCertificate(made.fields, *made.key, made.digest);
        if (!issued) qFatal("%s", toText(issued.error()).c_str());
        Bytes encoded = issued->der();
        if (made.negative) {
            const Bytes& serial = issued->serial();
            *std::search(encoded.begin(), encoded.end(), serial.begin(), serial.end()) |= 0x80;
        }
        fields.certificates.front() = std::move(encoded);
    }

    http::Response certRep(scep::ReplyFields fields, const scep::ReplyContext& context,
                           const Heard& heard, const SecretBytes* password) {
        reissue(fields);
        if (defects.fields) defects.fields(fields, heard);
        scep::Attributes attributes;
        attributes.messageType = static_cast<int>(scep::MessageType::CertRep);
        attributes.transactionId = context.transactionId;
        attributes.pkiStatus = static_cast<int>(fields.status);
        attributes.senderNonce = *scep::makeNonce();
        if (!context.senderNonce.empty()) attributes.recipientNonce = context.senderNonce;
        Draft draft{.signer = ra()};
        draft.failure = fields.status == scep::PkiStatus::Failure;
        if (draft.failure) {
            attributes.failInfo = static_cast<int>(fields.failInfo.value_or(FailInfo::BadRequest));
            attributes.failInfoText = fields.failInfoText;
        }
        draft.attributes = scep::writeAttributes(attributes);
        if (fields.status == scep::PkiStatus::Success)
            draft.payload = pki::buildDegenerate(fields.certificates, fields.crls);
        draft.recipient = context.signer;
        draft.cipher = context.cipher;
        draft.digest = context.digest;
        draft.certificates = {ra().certificate.der()};
        if (defects.draft) defects.draft(draft, heard);
        Bytes body = encode(draft, password);
        if (defects.encoded) defects.encoded(body);
        return binary(scep::content_type::kPkiMessage, std::move(body));
    }

    static Bytes encode(const Draft& draft, const SecretBytes* password) {
        Bytes content = draft.content;
        if (draft.payload) {
            const auto envelope =
                password != nullptr
                    ? pki::sealEnvelopeWithPassword(*draft.payload, password->view(), draft.cipher)
                    : pki::sealEnvelope(*draft.payload, *draft.recipient, draft.cipher,
                                        pki::KeyTransport::RsaPkcs1);
            if (!envelope) qFatal("%s", toText(envelope.error()).c_str());
            content = *envelope;
        }
        if (draft.signers != 1) {
            Message message;
            message.content = content;
            message.signers = draft.signers;
            message.certificates = draft.certificates;
            for (const pki::CmsAttribute& one : draft.attributes)
                message.attributes.push_back({one.type, one.values});
            return build(message, draft.signer.certificate, draft.signer.key);
        }
        const pki::SignedDataFields fields{asn1::oids::kData, draft.withContent,  content,
                                           draft.attributes,  draft.certificates, {}};
        const auto encoded =
            pki::buildSignedData(fields, draft.signer.certificate, draft.signer.key, draft.digest);
        if (!encoded) qFatal("%s", toText(encoded.error()).c_str());
        return *encoded;
    }

    std::mutex m_mutex; // around all below and the lab
    std::vector<scep::RecipientKey> m_recipients;
    std::unique_ptr<http::Server> m_server;
};

} // namespace scepter::test
