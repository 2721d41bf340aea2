// SPDX-License-Identifier: GPL-3.0-or-later
#include "notices.h"

#include <algorithm>

namespace scepter::enrollment {

std::vector<NoticeDraft> noticesFor(const EndpointSettings& settings,
                                    const std::vector<std::string>& allowedBy, bool issued) {
    std::vector<NoticeDraft> notices;
    for (const challenge::Gate& gate : settings.gates) {
        const bool allowed = std::ranges::find(allowedBy, gate.name) != allowedBy.end();
        const auto need = challenge::noticeNeed(gate, issued, allowed);
        if (need == challenge::NoticeNeed::None) continue;
        notices.push_back({gate.name, issued && need == challenge::NoticeNeed::BeforeDelivery});
    }
    return notices;
}

bool wantsOutcome(const EndpointSettings& settings, const std::vector<std::string>& allowedBy) {
    return !noticesFor(settings, allowedBy, true).empty() ||
           !noticesFor(settings, allowedBy, false).empty();
}

Result<Bytes> csrForNotices(const Sealer& sealer, const RequestRecord& request) {
    if (request.sealedCsr.empty())
        return fail(ErrorCode::NotFound,
                    "the CSR of request " + std::to_string(request.id) + " is not kept any more");
    SCEPTER_TRY(csr, sealer.unseal(request.sealedCsr, kNoticePurpose));
    return Bytes(csr.view().begin(), csr.view().end());
}

bool holdsDelivery(const std::vector<NoticeDraft>& notices) {
    return std::ranges::any_of(notices, &NoticeDraft::beforeDelivery);
}

} // namespace scepter::enrollment
