// SPDX-License-Identifier: GPL-3.0-or-later
// What the admin listener answers.
#pragma once

#include "admin_login.h"
#include "admin_mint.h"
#include "worker_pool.h"

#include "http_target/target.h"

#include <memory>

namespace scepter::responder {

/// One request on its way. What it needs of the caller stays here until the answer.
struct AdminCall {
    http::Request request;
    http::Target target;
    http::Reply reply;
    store::Door door = store::Door::Rest;
    Shown shown;
};

/// Routes requests and answers them. Thread-safe.
class AdminService {
public:
    AdminService(store::Store& store, const Clock& clock, Log& log, AdminOptions options);

    /// On an I/O thread: never blocks.
    void handle(http::Request request, http::Reply reply);
    /// Ends the threads after what is queued.
    void finish();

private:
    using Call = std::shared_ptr<AdminCall>;

    /// The answer to what needs no account; nothing for what does.
    std::optional<http::Response> answerOpen(const AdminCall& call) const;
    [[nodiscard]] std::optional<store::Door> doorAt(const std::string& path) const;
    [[nodiscard]] std::optional<http::Response> refusalOf(const AdminCall& call) const;
    void letIn(const Call& call);
    void work(WorkerPool& pool, const Call& call, void (AdminService::*step)(const Call&));

    // On a worker.
    void comparePassword(const Call& call);
    void recallPassword(const Call& call);
    void compareToken(const Call& call);
    void enterOpen(const Call& call);
    void enter(const Call& call, Result<store::Account> account);
    http::Response answer(const AdminCall& call, const store::Account& account);
    http::Response refuse(const AdminCall& call, const Error& error);

    http::Response ndesPage(const AdminCall& call, const store::Account& account);
    http::Response jamfCode(const AdminCall& call, const store::Account& account);
    http::Response restCall(const AdminCall& call, const store::Account& account);
    Result<http::Response> mintByRest(const AdminCall& call, const store::Account& account);
    Result<http::Response> codeByRest(const AdminCall& call, const store::Account& account,
                                      std::int64_t id);
    /// DER of the CA that issues what the account's codes are for.
    Result<Bytes> caOf(const store::AccountSettings& account);
    void note(const AdminCall& call, const store::Account& account,
              const std::vector<std::int64_t>& codes);

    store::Store& m_store;
    const Clock& m_clock;
    Log& m_log;
    const AdminOptions m_options;
    AdminLogin m_login;
    AdminMint m_mint;
    WorkerPool m_comparers; ///< each comparison takes 16 MB and some 50 ms
    WorkerPool m_workers;
};

} // namespace scepter::responder
