#include "traffic_file.h"

#include "files.h"
#include "sql.h"
#include "store/descriptor.h"
#include "transaction.h"

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace scepter::store {

namespace {

constexpr int kTrafficSchema = 1;

// Times are milliseconds since 1970, UTC; ids are given by `state`. Facts lie apart from the bytes,
// so that a list of all costs a walk over the small table only.
constexpr std::array<std::string_view, 5> kSchema{
    "CREATE TABLE state(id @ID, first_id @INT NOT NULL, last_id @INT NOT NULL, bytes @INT NOT "
    "NULL, dropped @INT NOT NULL, examinations @INT NOT NULL, changes @INT NOT NULL)",
    "INSERT INTO state VALUES (1, 1, 0, 0, 0, 0, 0)",
    "CREATE TABLE exchanges(id @ID, at @INT NOT NULL, size @INT NOT NULL, facts @BYTES NOT NULL)",
    "CREATE TABLE bodies(id @ID, request_head @BYTES NOT NULL, request @BYTES, "
    "response_head @BYTES NOT NULL, response @BYTES)",
    "CREATE TABLE examined(number @ID, exchange_id @INT NOT NULL UNIQUE, findings @BYTES NOT NULL)",
};

/// Held while the file is made or moved, so that of several processes one does it.
class FolderLock {
public:
    explicit FolderLock(const std::string& path)
        : m_folder(::open(folderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
        if (m_folder.get() >= 0) ::flock(m_folder.get(), LOCK_EX);
    }

private:
    static std::string folderOf(const std::string& path) {
        const std::string folder = std::filesystem::path(path).parent_path().string();
        return folder.empty() ? "." : folder;
    }
    Descriptor m_folder; // closing it unlocks
};

Result<void> fill(const Dialect& dialect, const std::string& path) {
    SCEPTER_TRY(connection, Connection::open(dialect, path, Role::Writer));
    SCEPTER_CHECK(dialect.claim(*connection));
    const auto work = [&]() -> Result<void> {
        for (const std::string_view sql : kSchema)
            SCEPTER_CHECK(connection->execute(dialect.translate(sql)));
        return dialect.setSchemaVersion(*connection, kTrafficSchema);
    };
    SCEPTER_CHECK(inTransaction(*connection, work));
    return dialect.settle(*connection);
}

Result<void> checkFile(const Dialect& dialect, const std::string& path) {
    SCEPTER_CHECK(checkPlainFile(path));
    SCEPTER_TRY(connection, Connection::open(dialect, path, Role::Reader));
    SCEPTER_CHECK(dialect.checkClaim(*connection));
    SCEPTER_TRY(version, dialect.schemaVersion(*connection));
    if (version > kTrafficSchema)
        return fail(ErrorCode::StoreNewer,
                    "the recorded traffic has schema " + std::to_string(version) +
                        ", this program knows up to " + std::to_string(kTrafficSchema));
    auto state = connection->statement("SELECT first_id, last_id FROM state WHERE id = 1");
    SCEPTER_TRY(found, state.next());
    if (version != kTrafficSchema || !found)
        return fail(ErrorCode::StoreCorrupt, "the recorded traffic was never completed");
    return {};
}

bool isUnusable(const Error& error) {
    return error.code == ErrorCode::StoreCorrupt || error.code == ErrorCode::StoreForeign;
}

} // namespace

TrafficFiles::TrafficFiles(std::string path, const Clock& clock)
    : m_path(std::move(path))
    , m_clock(clock)
    , m_dialect(makeTrafficDialect()) {
}

std::uint64_t TrafficFiles::generation() {
    const std::lock_guard lock(m_mutex);
    return m_generation;
}

Result<std::shared_ptr<TrafficFile>> TrafficFiles::find() {
    const std::lock_guard lock(m_mutex);
    struct stat info{};
    if (::stat(m_path.c_str(), &info) != 0) {
        if (errno != ENOENT && errno != ENOTDIR)
            return fail(ErrorCode::StoreUnavailable,
                        m_path + ": " + std::generic_category().message(errno));
        if (m_file || m_refused) ++m_generation;
        m_file.reset();
        m_refused.reset();
        return nullptr;
    }
    if (m_file && m_file->device == info.st_dev && m_file->inode == info.st_ino) return m_file;
    const bool isRefused = m_refused && m_refused->device == info.st_dev &&
                           m_refused->inode == info.st_ino && m_refused->size == info.st_size &&
                           m_refused->changedAt.tv_sec == info.st_mtim.tv_sec &&
                           m_refused->changedAt.tv_nsec == info.st_mtim.tv_nsec;
    if (isRefused) return std::unexpected(m_refused->error);
    m_file.reset();
    m_refused.reset();
    ++m_generation;
    if (auto checked = checkFile(*m_dialect, m_path); !checked) {
        if (isUnusable(checked.error()) || checked.error().code == ErrorCode::StoreNewer)
            m_refused = {info.st_dev, info.st_ino, info.st_size, info.st_mtim, checked.error()};
        return failWith(std::move(checked));
    }
    m_file =
        std::make_shared<TrafficFile>(*m_dialect, m_path, info.st_dev, info.st_ino, m_generation);
    return m_file;
}

Result<std::shared_ptr<TrafficFile>> TrafficFiles::findOrMake() {
    for (int tries = 0; tries < 3; ++tries) {
        SCEPTER_TRY(found, find());
        if (found) return found;
        const FolderLock lock(m_path);
        if (auto made = make(); !made && made.error().code != ErrorCode::AlreadyExists)
            return failWith(std::move(made));
    }
    return fail(ErrorCode::StoreUnavailable, "the recorded traffic: its file comes and goes");
}

Result<void> TrafficFiles::make() const {
    // A log without its file would be played into the new one.
    for (const std::string_view suffix : {"-wal", "-shm", "-journal"})
        if (!fileExists(m_path)) removeFile(m_path + std::string(suffix));
    SCEPTER_TRY(temporary, temporaryBeside(m_path));
    SCEPTER_CHECK(makePrivateFile(temporary));
    auto made = fill(*m_dialect, temporary);
    if (made) made = publishFile(temporary, m_path);
    removeWithLog(temporary);
    return made;
}

Result<std::string> TrafficFiles::setAside() {
    const FolderLock folder(m_path);
    const std::lock_guard lock(m_mutex);
    struct stat info{};
    if (::stat(m_path.c_str(), &info) != 0) return std::string();
    // Whoever has found it damaged while it was open means that very file; else it shows now.
    const bool isOpen = m_file && m_file->device == info.st_dev && m_file->inode == info.st_ino;
    if (!isOpen)
        if (const auto checked = checkFile(*m_dialect, m_path);
            checked || !isUnusable(checked.error()))
            return std::string();
    m_file.reset();
    m_refused.reset();
    ++m_generation;
    const std::string stamp = std::to_string(m_clock.now().time_since_epoch().count());
    std::string aside = m_path + ".damaged-" + stamp;
    for (int more = 2; fileExists(aside); ++more)
        aside = m_path + ".damaged-" + stamp + "-" + std::to_string(more);
    for (const std::string_view suffix : {"", "-wal", "-shm", "-journal"}) {
        const std::string from = m_path + std::string(suffix);
        const std::string to = aside + std::string(suffix);
        if (::rename(from.c_str(), to.c_str()) != 0 && suffix.empty())
            return fail(ErrorCode::FileUnwritable,
                        "cannot move " + m_path + ": " + std::generic_category().message(errno));
    }
    return aside;
}

} // namespace scepter::store
