// SPDX-License-Identifier: GPL-3.0-or-later
// The parts that writeRequest() is made of. Not seen outside core/client.
#pragma once

#include "client/request_plan.h"
#include "persona_style.h"

#include <string_view>

namespace scepter::client {

/// The misbehaviors of a plan, known to fit it. Borrows them.
class Faults {
public:
    /// InvalidArgument for one that the plan's message cannot have.
    static Result<Faults> of(const RequestPlan& plan);

    [[nodiscard]] bool has(MisbehaviorKind kind) const { return find(kind) != nullptr; }
    /// The argument, of a misbehavior that is there.
    [[nodiscard]] unsigned number(MisbehaviorKind kind) const;
    [[nodiscard]] std::string_view word(MisbehaviorKind kind) const;
    /// In the order of the plan.
    [[nodiscard]] const std::vector<Misbehavior>& all() const { return *m_all; }

private:
    explicit Faults(const std::vector<Misbehavior>& all)
        : m_all(&all) {}
    [[nodiscard]] const Misbehavior* find(MisbehaviorKind kind) const;

    const std::vector<Misbehavior>* m_all;
};

/// What a request is written from.
struct Writing {
    const RequestPlan& plan;
    const ServiceView& service;
    const Persona& persona;
    const Faults& faults;

    [[nodiscard]] const PersonaStyle& style() const { return *persona.style; }
    [[nodiscard]] const scep::Capabilities* capabilities() const {
        return service.capabilities ? &*service.capabilities : nullptr;
    }
};

/// A CSR as it goes into the envelope, and what the rest of the request needs of it.
struct WrittenCsr {
    pki::Name subject;
    SecretBytes der;
    std::optional<SecretBytes> challenge; ///< that is in it
};
Result<WrittenCsr> writeCsr(const Writing& writing, const pki::PrivateKey& key, pki::Digest digest);

/// The self-signed certificate of a first request, over this key.
Result<Identity> makeSigner(const Writing& writing, const pki::Name& subject,
                            const pki::PrivateKey& key, pki::Digest digest);

/// A certificate that the service never had, over a new RSA key that is thrown away.
Result<pki::Certificate> makeStranger(const pki::Name& issuer, TimePoint now);

/// The envelope of a request; empty where the plan wants that. `password` for a recipient whose key
/// cannot encrypt.
Result<Bytes> sealRequest(const Writing& writing, ByteView payload, const Transaction& transaction,
                          pki::Cipher cipher, const SecretBytes* password);

/// The signed message around an envelope.
Result<Bytes> signRequest(const Writing& writing, ByteView envelope, const Transaction& transaction,
                          pki::Digest digest, ByteView nonce);

/// How it is sent.
Result<http::ClientRequest> requestFor(const Writing& writing, ByteView message);

} // namespace scepter::client
