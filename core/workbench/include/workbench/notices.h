// SPDX-License-Identifier: GPL-3.0-or-later
// Who is told of outcomes, and how far that got.
#pragma once

#include "base/result.h"
#include "store/store.h"

#include <string>
#include <vector>

namespace scepter::workbench {

/// Lists notices and steps in. A responder does the telling.
class Notices {
public:
    Notices(store::Store& store, std::string actor);

    /// The newest first.
    Result<std::vector<store::NoticeRecord>> list(const store::NoticeFilter& filter);
    Result<std::vector<store::NoticeRecord>> ofRequest(std::int64_t requestId);
    /// Makes it due at once. Conflict when there is nothing to try again.
    Result<void> retry(std::int64_t id);
    /// Ends it; a certificate that waits for it is revoked. Conflict when it has ended.
    Result<void> drop(std::int64_t id);

private:
    store::Store& m_store;
    std::string m_actor;
};

} // namespace scepter::workbench
