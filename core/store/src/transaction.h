// Transactions by hand: begin, then commit or roll back.
#pragma once

#include "dialect.h"
#include "sql.h"

namespace scepter::store {

inline void rollBack(Connection& connection) {
    // After some errors SQLite has rolled back by itself; then this one fails, and that is well.
    static_cast<void>(connection.statement("ROLLBACK").run());
    connection.forgetFailure();
}

/// Runs `work` in a transaction of the given beginning; anything but success rolls it back.
template <class Work>
auto inTransaction(Connection& connection, std::string_view begin, Work&& work)
    -> decltype(work()) {
    SCEPTER_CHECK(connection.statement(begin).run());
    auto done = work();
    if (done) {
        if (auto committed = connection.statement("COMMIT").run(); committed)
            return done;
        else
            done = failWith(std::move(committed));
    }
    rollBack(connection);
    return done;
}

template <class Work> auto inTransaction(Connection& connection, Work&& work) -> decltype(work()) {
    return inTransaction(connection, connection.dialect().beginWrite(), work);
}

/// One snapshot for several reads.
template <class Work> auto inSnapshot(Connection& connection, Work&& work) -> decltype(work()) {
    return inTransaction(connection, connection.dialect().beginRead(), work);
}

} // namespace scepter::store
