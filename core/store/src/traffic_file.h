// The file of recorded traffic: made, checked, opened, and moved out of the way.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "dialect.h"
#include "readers.h"

#include <sys/types.h>
#include <time.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace scepter::store {

/// One file while it is open here. Another one of the same name is another TrafficFile.
struct TrafficFile {
    TrafficFile(const Dialect& dialect, const std::string& path, dev_t fileDevice, ino_t fileNumber,
                std::uint64_t number)
        : device(fileDevice)
        , inode(fileNumber)
        , generation(number)
        , connections(dialect, path) {}

    dev_t device;
    ino_t inode;
    std::uint64_t generation; ///< grows with each file that is opened
    Readers connections;
};

/// Finds the file of a name, again and again: others move it away and make a new one. Thread-safe.
class TrafficFiles {
public:
    TrafficFiles(std::string path, const Clock& clock);

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// How many files it was so far.
    [[nodiscard]] std::uint64_t generation();
    /// The file as it is now; null when there is none.
    Result<std::shared_ptr<TrafficFile>> find();
    /// The same, made when there is none.
    Result<std::shared_ptr<TrafficFile>> findOrMake();
    /// See TrafficStore::setAside().
    Result<std::string> setAside();

private:
    Result<void> make() const;

    const std::string m_path;
    const Clock& m_clock;
    const std::unique_ptr<Dialect> m_dialect;
    std::mutex m_mutex; // around all below
    std::shared_ptr<TrafficFile> m_file;
    std::uint64_t m_generation = 0;
    /// A file that could not be used, as it was then: it is not tried time and again.
    struct Refused {
        dev_t device = 0;
        ino_t inode = 0;
        off_t size = 0;
        timespec changedAt{};
        Error error;
    };
    std::optional<Refused> m_refused;
};

} // namespace scepter::store
