#include "workbench/codes.h"

#include <algorithm>

namespace scepter::workbench {

namespace {

constexpr unsigned kMaxCount = 1000;
constexpr unsigned kMaxUses = 1'000'000;
constexpr Duration kMaxLife = std::chrono::days{366};

Result<void> checkOrder(const MintOrder& order) {
    if (order.count < 1 || order.count > kMaxCount)
        return fail(ErrorCode::InvalidArgument, "1 to 1000 codes can be minted at once");
    if (order.uses < 1 || order.uses > kMaxUses)
        return fail(ErrorCode::InvalidArgument, "a code has 1 to 1000000 uses");
    if (order.life <= Duration{0} || order.life > kMaxLife)
        return fail(ErrorCode::InvalidArgument,
                    "a code lives at least a second and at most a year");
    return {};
}

} // namespace

Codes::Codes(store::Store& store, const Clock& clock, std::string actor)
    : m_store(store)
    , m_clock(clock)
    , m_actor(std::move(actor)) {
}

Result<std::vector<MintedCode>> Codes::mint(const MintOrder& order) {
    SCEPTER_CHECK(checkOrder(order));
    if (!order.endpoint.empty()) {
        SCEPTER_TRY(endpoints, m_store.endpoints());
        const bool known = std::any_of(endpoints.begin(), endpoints.end(),
                                       [&](const auto& one) { return one.name == order.endpoint; });
        if (!known) return fail(ErrorCode::NotFound, "no endpoint named " + order.endpoint);
    }
    const TimePoint now = m_clock.now();
    std::vector<MintedCode> minted;
    std::vector<challenge::CodeRecord> records;
    for (unsigned i = 0; i < order.count; ++i) {
        SCEPTER_TRY(code, challenge::makeCode());
        challenge::CodeRecord record;
        record.hash = m_store.sealer().hashCode(code.view());
        record.note = order.note;
        record.endpoint = order.endpoint;
        record.constraints = order.constraints;
        record.createdAt = now;
        record.expiresAt = now + order.life;
        record.usesAllowed = order.uses;
        record.usesLeft = order.uses;
        record.createdBy = m_actor;
        records.push_back(record);
        minted.push_back({std::move(record), std::move(code)});
    }
    SCEPTER_TRY(ids, m_store.addCodes(records, m_actor));
    for (std::size_t i = 0; i < minted.size(); ++i)
        minted[i].record.id = ids[i];
    return minted;
}

Result<std::vector<challenge::CodeRecord>> Codes::list(store::CodeFilter filter) {
    filter.now = m_clock.now();
    return m_store.codes(filter);
}

Result<store::IdList> Codes::ids(store::CodeFilter filter, const store::CodeOrder& order,
                                 const store::GoOn& goOn) {
    filter.now = m_clock.now();
    return m_store.codeIds(filter, order, goOn);
}

Result<std::vector<challenge::CodeRecord>> Codes::rows(const std::vector<std::int64_t>& ids) {
    return m_store.codesByIds(ids);
}

Result<store::CodeCounts> Codes::counts() {
    return m_store.codeCounts(m_clock.now());
}

Result<std::vector<std::int64_t>> Codes::requestsOf(std::int64_t codeId) {
    return m_store.requestsOfCode(codeId);
}

Result<void> Codes::withdraw(std::int64_t id) {
    return m_store.withdrawCode(id, m_actor);
}

} // namespace scepter::workbench
