// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench/notices.h"

namespace scepter::workbench {

Notices::Notices(store::Store& store, std::string actor)
    : m_store(store)
    , m_actor(std::move(actor)) {
}

Result<std::vector<store::NoticeRecord>> Notices::list(const store::NoticeFilter& filter) {
    return m_store.notices(filter);
}

Result<std::vector<store::NoticeRecord>> Notices::ofRequest(std::int64_t requestId) {
    return m_store.noticesOfRequest(requestId);
}

Result<void> Notices::retry(std::int64_t id) {
    return m_store.retryNotice(id, m_actor);
}

Result<void> Notices::drop(std::int64_t id) {
    return m_store.dropNotice(id, m_actor);
}

} // namespace scepter::workbench
