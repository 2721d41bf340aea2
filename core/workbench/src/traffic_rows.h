// Rows of recorded traffic in memory.
#pragma once

#include "store/traffic_store.h"
#include "workbench/traffic.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace scepter::workbench {

/// Ordered by id. A row is its packed facts, some 250 bytes; what was found is shared by all rows
/// with the same findings. Not thread-safe.
class TrafficRows {
public:
    using Findings = std::vector<std::pair<std::string, std::string>>;
    struct Found {
        std::string client;
        Findings findings;
    };
    struct Row {
        std::int64_t id = 0;
        std::string facts;                  ///< checked: unpacked() reads it
        std::shared_ptr<const Found> found; ///< null: not examined
    };

    void clear();
    /// Must be above all that are here. StoreCorrupt.
    Result<void> add(store::TrafficLine line);
    void dropBelow(std::int64_t id);
    void setFound(store::TrafficExamination examination);

    [[nodiscard]] std::size_t size() const { return m_rows.size(); }
    [[nodiscard]] const Row& at(std::size_t index) const { return m_rows[index]; }
    [[nodiscard]] const Row* find(std::int64_t id) const;
    /// The index of the first row above an id.
    [[nodiscard]] std::size_t firstAbove(std::int64_t id) const;
    /// Whether the ids have no gap.
    [[nodiscard]] bool isWhole() const;

private:
    std::deque<Row> m_rows;
    std::unordered_map<std::string, std::weak_ptr<const Found>> m_found; ///< by its text
};

/// Fills what a filter looks at; keeps the memory that `fields` has.
void fillFields(const TrafficRows::Row& row, const store::TrafficFactsView& facts,
                inspect::FilterRow& fields);
TrafficRow toTrafficRow(const TrafficRows::Row& row);
/// Whether there is something to decode: bodies were kept.
bool canBeExamined(const TrafficRows::Row& row);

} // namespace scepter::workbench
