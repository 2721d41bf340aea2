// SPDX-License-Identifier: GPL-3.0-or-later
// Which misbehavior fits which request.
#include "misbehavior_arguments.h"
#include "write_request_parts.h"

#include <algorithm>

namespace scepter::client {

namespace {

using Kind = MisbehaviorKind;

bool isOneOf(Kind kind, std::initializer_list<Kind> kinds) {
    return std::ranges::find(kinds, kind) != kinds.end();
}

std::unexpected<Error> unfit(Kind kind, std::string_view why) {
    return fail(ErrorCode::InvalidArgument,
                "\"" + std::string(infoOf(kind).id) +
                    "\" does not fit this request: " + std::string(why));
}

Result<void> checkFit(Kind kind, const RequestPlan& plan) {
    const bool enrolls = plan.enrollment != nullptr && plan.type != scep::MessageType::CertPoll &&
                         plan.type != scep::MessageType::GetCert &&
                         plan.type != scep::MessageType::GetCrl;
    const bool ofCsr = isOneOf(kind, {Kind::WrongChallenge, Kind::NoChallenge, Kind::SidExtension,
                                      Kind::CaExtension, Kind::OversizedField, Kind::SmallKey});
    const bool renews = plan.signer || plan.type != scep::MessageType::PkcsReq;
    if ((ofCsr || kind == Kind::BadCsrSignature) && !enrolls) return unfit(kind, "it has no CSR");
    if (ofCsr && plan.enrollment->csr) return unfit(kind, "its CSR is given as it is");
    if (kind == Kind::OtherKeyThanCsr && (!enrolls || renews))
        return unfit(kind, "only a first enrollment is signed with the key of its CSR");
    if (kind == Kind::RenewalByStranger && (!enrolls || !renews))
        return unfit(kind, "it is no renewal");
    if (kind == Kind::ExpiredSigner) {
        const bool stranger = std::ranges::find(plan.misbehaviors, Kind::RenewalByStranger,
                                                &Misbehavior::kind) != plan.misbehaviors.end();
        if (plan.type == scep::MessageType::CertPoll || (plan.signer && !stranger))
            return unfit(kind, "its signer is given as it is");
    }
    return {};
}

} // namespace

Result<Faults> Faults::of(const RequestPlan& plan) {
    for (const Misbehavior& misbehavior : plan.misbehaviors) {
        SCEPTER_CHECK(checkArgument(misbehavior));
        SCEPTER_CHECK(checkFit(misbehavior.kind, plan));
    }
    return Faults(plan.misbehaviors);
}

const Misbehavior* Faults::find(MisbehaviorKind kind) const {
    const auto found = std::ranges::find(*m_all, kind, &Misbehavior::kind);
    return found == m_all->end() ? nullptr : &*found;
}

unsigned Faults::number(MisbehaviorKind kind) const {
    const Misbehavior* found = find(kind);
    return found == nullptr ? 0 : numberArgument(*found);
}

std::string_view Faults::word(MisbehaviorKind kind) const {
    const Misbehavior* found = find(kind);
    return found == nullptr ? std::string_view{} : wordArgument(*found);
}

} // namespace scepter::client
