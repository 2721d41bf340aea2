// SPDX-License-Identifier: GPL-3.0-or-later
// How known SCEP clients build and send their messages, as data.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "http/message.h"
#include "pki/key.h"
#include "scep/capabilities.h"
#include "scep/client_message.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::client {

/// One thing that is said of a client, and how it is known.
struct PersonaFact {
    std::string_view what;   ///< "The transactionID is the hex SHA-1 of the PKCS#1 key"
    std::string_view source; ///< "capture 03", "Apple SecSCEP.c"; empty: not known, assumed
};

struct PersonaStyle;

/// A client that can be imitated. Immutable; lives as long as the program.
struct Persona {
    std::string_view id;   ///< "apple"
    std::string_view name; ///< "Apple iOS and macOS"
    std::vector<PersonaFact> facts;
    const PersonaStyle* style = nullptr; ///< what writeRequest() goes by
};

/// "scepter" (our own, the first), "apple", "windows", "cisco-ios", "android", "strongswan",
/// "sscep", "jscep", "certmonger", "scepclient".
const std::vector<Persona>& personas();
const Persona& ownPersona();
/// Null: no such one.
const Persona* findPersona(std::string_view id);

/// What it asks before it enrolls, in its order.
struct FirstQuestion {
    std::string_view operation;           ///< "GetCACaps" or "GetCACert"
    std::optional<std::string> message{}; ///< the message parameter; nothing: there is none
    bool takesIdentifier = true; ///< a CA identifier that is given takes the place of `message`
};
std::vector<FirstQuestion> questionsOf(const Persona& persona);
/// The message parameter with which it asks for this operation; nothing: none. An operation that is
/// not among its questions (GetNextCACert) is asked as GetCACert is.
std::optional<std::string> messageOf(const Persona& persona, std::string_view operation,
                                     const std::string& caIdentifier);
/// The headers of all its requests, besides those that any client has.
std::vector<http::Header> headersOf(const Persona& persona);

/// Which certificates it encrypts to and expects replies from. Where this client would give up
/// (Apple without a key usage that fits: its error -67731), an error with its reason.
Result<scep::CaRoles> rolesFor(const Persona& persona,
                               const std::vector<pki::Certificate>& certificates);

/// The cipher and digest that it takes for a service with these capabilities (nothing: it was not
/// told any).
pki::Cipher cipherFor(const Persona& persona, const scep::Capabilities* capabilities);
pki::Digest digestFor(const Persona& persona, const scep::Capabilities* capabilities);
/// Whether it sends PKIOperations by POST.
bool postsTo(const Persona& persona, const scep::Capabilities* capabilities);
/// The messageType of its renewals: 17 or 19.
scep::MessageType renewalTypeFor(const Persona& persona, const scep::Capabilities* capabilities);
/// True: it asks again with the same PKCSReq where others send a CertPoll.
bool pollsByRepeating(const Persona& persona);
/// Its transactionID for a new enrollment with this key.
Result<std::string> transactionIdFor(const Persona& persona, const pki::PublicKey& key);

} // namespace scepter::client
