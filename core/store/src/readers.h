// Connections for reading: one for each thread and workspace.
#pragma once

#include "base/result.h"
#include "sql.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace scepter::store {

class Dialect;

/// Gives each thread its own connection. Closed when the thread ends, or with this object,
/// whichever comes first. No thread may be reading any more when this goes.
class Readers {
public:
    Readers(const Dialect& dialect, std::string location)
        : m_dialect(dialect)
        , m_location(std::move(location)) {}
    ~Readers();
    Readers(const Readers&) = delete;
    Readers& operator=(const Readers&) = delete;

    /// The calling thread's connection.
    Result<Connection*> connection();

    /// A slot is shared by its thread and its registry; whoever ends first empties it.
    struct Slot {
        std::mutex mutex;
        std::atomic<const Readers*> owner = nullptr; ///< null: closed
        std::unique_ptr<Connection> connection;

        void close();
    };

private:
    const Dialect& m_dialect;
    std::string m_location;
    std::mutex m_mutex; // around m_slots
    std::vector<std::shared_ptr<Slot>> m_slots;
};

} // namespace scepter::store
