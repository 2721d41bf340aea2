// Lists of any length: ids first, rows when somebody looks at them.
#pragma once

#include "base/clock.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace scepter::store {

/// Asked some 50 times a second during long work; false cancels it. Must not call the store. Empty:
/// nobody cancels.
using GoOn = std::function<bool()>;

/// The ids of a list in its order. A list of everything, by id, is a range and takes no memory.
class IdList {
public:
    IdList() = default;
    /// first, first + 1, ..., last; or from the last to the first. Empty when last < first.
    static IdList range(std::int64_t first, std::int64_t last, bool newestFirst);
    /// Ids in ascending order, read from the last to the first when `newestFirst`.
    static IdList ascending(std::vector<std::int64_t> ids, bool newestFirst);
    /// Ids in the order of something else.
    static IdList inOrder(std::vector<std::int64_t> ids);

    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] bool empty() const { return size() == 0; }
    /// `row` must be below size().
    [[nodiscard]] std::int64_t at(std::size_t row) const;
    /// Where an id is: quick in lists by id, a walk in others.
    [[nodiscard]] std::optional<std::size_t> rowOf(std::int64_t id) const;
    [[nodiscard]] bool isRange() const { return m_kind == Kind::Range; }

    /// Adds what a filter with `after` has found to a list by id; both go the same way. Costs what
    /// is new only.
    void addNewer(const IdList& newer);

private:
    enum class Kind { Range, Ascending, Other };

    [[nodiscard]] std::size_t turned(std::size_t row) const {
        return m_newestFirst ? size() - 1 - row : row;
    }

    Kind m_kind = Kind::Range;
    bool m_newestFirst = true;
    std::int64_t m_first = 1;
    std::int64_t m_last = 0;
    std::vector<std::int64_t> m_ids;
};

/// What a list is sorted by. Equal ones go by id, in the same direction.
template <class Column> struct Order {
    Column column = Column::Id;
    bool descending = true;
};
enum class RequestColumn { Id, Subject, State, CreatedAt, Address };
enum class CertificateColumn { Id, Subject, NotAfter, Serial, Key, RevokedAt };
enum class CodeColumn { Id, State, ExpiresAt, Endpoint, Note, UsesLeft };
enum class AuditColumn { Id };
using RequestOrder = Order<RequestColumn>;
using CertificateOrder = Order<CertificateColumn>;
using CodeOrder = Order<CodeColumn>;
using AuditOrder = Order<AuditColumn>;

/// How much of a row is read. Row: what a list shows, without CSR, checks and DER.
enum class Detail { Row, Whole };

/// The workspace's counters: comparing two of them tells which lists moved. Ids are given without a
/// gap, so the first three are also the highest ids.
struct Marks {
    std::int64_t requests = 0;
    std::int64_t certificates = 0;
    std::int64_t codes = 0;
    std::int64_t configuration = 0;
    std::int64_t pending = 0, issued = 0, refused = 0, failed = 0, expired = 0;
    std::int64_t revoked = 0;
    std::int64_t auditLines = 0;

    bool operator==(const Marks&) const = default;
};

/// Requests that came in one minute, by what has become of them.
struct MinuteCounts {
    std::int64_t issued = 0, pending = 0, refused = 0, failed = 0, expired = 0;

    bool operator==(const MinuteCounts&) const = default;
};

struct LastHour {
    static constexpr std::size_t kMinutes = 60;

    std::array<MinuteCounts, kMinutes> minutes; ///< the last one ends at `now`
    /// From the request to its decision, over all of the hour that are decided; nothing when none.
    std::optional<Duration> medianDecision;
    /// False when there were so many that only the newest were looked at.
    bool complete = true;
};

} // namespace scepter::store
