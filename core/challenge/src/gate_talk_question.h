// SPDX-License-Identifier: GPL-3.0-or-later
// What the talks with webhooks and programs have in common.
#pragma once

#include "challenge/ask.h"
#include "pki/csr.h"

#include <functional>

namespace scepter::challenge {

/// A talk of one question; `judge` makes the verdict of its answer. A verdict in place of the
/// question ends it at once.
class OneQuestion final : public Conversation {
public:
    using Judge = std::function<Verdict(const Reply&)>;

    OneQuestion(Step question, Judge judge);
    Step next(const Reply* reply, TimePoint now) override;

private:
    Step m_question;
    Judge m_judge;
};

/// A talk that is over before anybody is asked.
std::unique_ptr<Conversation> answered(Verdict verdict);

/// Text from outside as it may be shown and kept: printable, of bounded length, and without the
/// challenge, should somebody repeat it.
std::string shownText(std::string_view text, const SecretBytes* challenge);

/// Nobody could be asked, or no answer came: `whom` is "the webhook" or "the program".
Verdict notReached(std::string_view whom, const Error& error);

/// The challenge as text to hand on: "" without one. ChallengeWrong when it is no UTF-8 or holds a
/// NUL, which another program would read as its end.
Result<std::string> challengeText(const pki::Csr& csr);

/// The bits of the CSR's key usage extension, and its extended key usages; nothing without one or
/// for a malformed one.
std::optional<std::uint16_t> askedKeyUsage(const pki::Csr& csr);
std::vector<asn1::Oid> askedExtendedKeyUsage(const pki::Csr& csr);

} // namespace scepter::challenge
