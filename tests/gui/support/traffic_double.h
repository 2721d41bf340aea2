// Recorded traffic of a test's own making.
#pragma once

#include "workbench/traffic.h"

#include <QByteArray>

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace scepter::test {

/// What the test adds, until it drops it. Thread-safe.
class TrafficDouble final : public workbench::TrafficSource {
public:
    /// Adds an exchange of this time and these fields; gives its id.
    std::int64_t add(const inspect::FilterRow& fields, const inspect::RawExchange& raw = {});
    /// Adds a captured one of tests/data/captures: "17-sscep-enroll-post-aes256-sha512".
    std::int64_t addCapture(const QByteArray& name, TimePoint time);
    /// The oldest go.
    void dropOldest(std::size_t count);
    /// What is known of one changes, as when it is examined.
    void change(std::int64_t id, const std::function<void(workbench::TrafficRow&)>& edit);
    /// Until it is let go, lists are not read to their end.
    void hold(bool held);
    void fail(bool failing);
    /// So many of the oldest are not examined yet; each look at a part takes one.
    void leaveUnexamined(std::size_t count);
    /// How often a list was read from the first exchange on.
    [[nodiscard]] int wholeReads() const;

    Result<workbench::TrafficState> state() override;
    Result<store::IdList> ids(const inspect::Filter& filter, TimePoint now, std::int64_t after,
                              const store::GoOn& goOn) override;
    Result<workbench::TrafficPart> part(const inspect::Filter& filter, TimePoint now,
                                        std::int64_t after, std::chrono::milliseconds time,
                                        const store::GoOn& goOn) override;
    Result<std::vector<workbench::TrafficRow>> rows(const std::vector<std::int64_t>& ids) override;
    Result<inspect::RawExchange> raw(std::int64_t id) override;
    Result<std::vector<workbench::TrafficRow>>
    ofTransaction(const std::string& transactionId) override;
    Result<inspect::FilterWords> words() override;

private:
    struct One {
        workbench::TrafficRow row;
        inspect::RawExchange raw;
    };

    mutable std::mutex m_mutex; // around all below
    std::condition_variable m_released;
    std::vector<One> m_all;
    std::int64_t m_last = 0;
    std::uint64_t m_mark = 1;
    int m_wholeReads = 0;
    std::size_t m_unexamined = 0;
    bool m_held = false;
    bool m_failing = false;
};

} // namespace scepter::test
