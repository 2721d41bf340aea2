#include "decode_exchanges.h"

#include "raw_exchange.h"

#include "inspect/exchange.h"
#include "inspect/inspect.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <optional>
#include <thread>
#include <utility>

namespace scepter::workbench {

namespace {

constexpr unsigned kMostThreads = 8;

void add(store::TrafficExamination& examination, const inspect::Finding& finding) {
    std::pair<std::string, std::string> entry{toText(finding.severity), finding.rule};
    if (std::ranges::find(examination.findings, entry) == examination.findings.end())
        examination.findings.push_back(std::move(entry));
}

/// Decodes both sides, as far as they were kept.
store::TrafficExamination examined(std::int64_t id, const store::TrafficFactsView& facts,
                                   const store::TrafficBytes& bytes,
                                   const inspect::Keyring& keyring) {
    store::TrafficExamination examination;
    examination.id = id;
    const inspect::RawExchange raw = toRawExchange(facts, bytes);
    inspect::Options given;
    given.keys = &keyring;
    const inspect::Options options = inspect::optionsFor(raw, given);
    std::optional<inspect::Inspection> request;
    std::optional<inspect::Inspection> reply;
    if (hasWholeRequest(facts, bytes))
        request = inspect::inspect(raw.request, options, inspect::Hint::HttpRequest);
    if (!bytes.responseHead.empty() && facts.method != "HEAD")
        reply = inspect::inspect(raw.response, options, inspect::Hint::HttpResponse);
    if (request && reply)
        for (const auto& pair : inspect::checkExchange(*request, *reply, options))
            add(examination, pair.finding);
    if (request) {
        examination.client = inspect::summarize(*request).client;
        for (const inspect::Finding& finding : request->findings)
            add(examination, finding);
    }
    if (reply)
        for (const inspect::Finding& finding : reply->findings)
            add(examination, finding);
    return examination;
}

/// What the threads share.
struct Work {
    store::TrafficStore& store;
    const inspect::Keyring& keyring;
    const std::vector<Undecoded>& rows;
    std::atomic<std::size_t> next{0};
    std::atomic<bool> stop{false};
};

Result<std::vector<store::TrafficExamination>> decodeSome(Work& work, const store::GoOn& goOn) {
    std::vector<store::TrafficExamination> found;
    while (!work.stop) {
        if (goOn && !goOn()) {
            work.stop = true;
            break;
        }
        const std::size_t at = work.next++;
        if (at >= work.rows.size()) break;
        const Undecoded& row = work.rows[at];
        const auto bytes = work.store.bytes(row.id);
        if (!bytes && bytes.error().code == ErrorCode::NotFound) continue;
        if (!bytes) return std::unexpected(bytes.error());
        SCEPTER_TRY(facts, store::unpacked(row.facts));
        found.push_back(examined(row.id, facts, *bytes, work.keyring));
    }
    return found;
}

} // namespace

std::size_t decodingThreads() {
    return std::clamp(std::thread::hardware_concurrency(), 2U, kMostThreads + 1) - 1;
}

Result<Decoded> decodeAll(store::TrafficStore& store, const inspect::Keyring& keyring,
                          const std::vector<Undecoded>& rows, const store::GoOn& goOn) {
    Work work{.store = store, .keyring = keyring, .rows = rows};
    std::vector<std::future<Result<std::vector<store::TrafficExamination>>>> others;
    for (std::size_t i = 1; i < std::min(decodingThreads(), rows.size()); ++i)
        others.push_back(
            std::async(std::launch::async, [&work] { return decodeSome(work, store::GoOn()); }));
    auto found = decodeSome(work, goOn);
    for (auto& other : others) {
        auto more = other.get();
        if (!found) continue;
        if (more)
            std::ranges::move(*more, std::back_inserter(*found));
        else
            found = std::move(more);
    }
    if (!found) return failWith(std::move(found));
    return Decoded{std::move(*found), work.stop};
}

} // namespace scepter::workbench
