#include "admin_service.h"

#include "base/text.h"
#include "mint_api.h"

#include <algorithm>
#include <array>

namespace scepter::responder {

namespace {

constexpr unsigned kComparers = 2;
constexpr unsigned kWorkers = 2;
constexpr std::size_t kMaxQueued = 256;
constexpr std::array<std::string_view, 3> kNdesPaths{
    "/certsrv/mscep_admin", "/certsrv/mscep_admin/", "/certsrv/mscep_admin/mscep.dll"};
constexpr std::string_view kCodesPath = "/api/v1/codes";
constexpr std::string_view kDescriptionPath = "/api/v1/openapi.json";

http::Response methodNotAllowed(std::string_view allowed) {
    auto response = http::Response::text(405, "This method is not allowed here.\n");
    response.headers.push_back({"Allow", std::string(allowed)});
    return response;
}

std::string_view methodsOf(const AdminCall& call) {
    switch (call.door) {
    case store::Door::Ndes:
        return "GET"; // a HEAD would mint a code that nobody sees
    case store::Door::Jamf:
        return "POST";
    case store::Door::Rest:
        break;
    }
    return call.target.path == kCodesPath ? "POST" : "GET, DELETE";
}

bool isAllowed(std::string_view method, std::string_view allowed) {
    for (const std::string_view one : split(allowed, ','))
        if (trimmed(one) == method) return true;
    return false;
}

} // namespace

AdminService::AdminService(store::Store& store, const Clock& clock, Log& log, AdminOptions options)
    : m_store(store)
    , m_clock(clock)
    , m_log(log)
    , m_options(std::move(options))
    , m_login(store, clock, m_options)
    , m_mint(store, clock)
    , m_comparers(kComparers, m_options.maxQueuedLogins, false)
    , m_workers(kWorkers, kMaxQueued, false) {
}

void AdminService::handle(http::Request request, http::Reply reply) {
    auto call = std::make_shared<AdminCall>();
    call->request = std::move(request);
    call->reply = [reply = std::move(reply)](http::Response response) {
        harden(response);
        reply(std::move(response));
    };
    auto target = http::parseTarget(call->request.target);
    if (!target) return call->reply(http::Response::text(400, "The address is malformed.\n"));
    call->target = std::move(*target);
    if (auto response = answerOpen(*call)) return call->reply(std::move(*response));
    const auto door = doorAt(call->target.path);
    if (!door) return call->reply(http::Response::text(404, "There is nothing at this address.\n"));
    call->door = *door;
    if (auto response = refusalOf(*call)) return call->reply(std::move(*response));
    letIn(call);
}

void AdminService::finish() {
    m_comparers.finish();
    m_workers.finish();
}

std::optional<http::Response> AdminService::answerOpen(const AdminCall& call) const {
    if (!namesUs(call.request, m_options))
        return http::Response::text(421, "This is not the host that was asked for.\n");
    const std::string& path = call.target.path;
    if (path != "/healthz" && path != kDescriptionPath) return std::nullopt;
    if (call.request.method != "GET" && call.request.method != "HEAD")
        return methodNotAllowed("GET, HEAD");
    if (path == "/healthz") return http::Response::text(200, "ok\n");
    auto response = http::Response::text(200, openApiDocument());
    response.contentType = "application/json";
    return response;
}

std::optional<store::Door> AdminService::doorAt(const std::string& path) const {
    const bool isNdes = std::ranges::any_of(
        kNdesPaths, [&](std::string_view known) { return equalsIgnoringCase(known, path); });
    if (isNdes) return store::Door::Ndes;
    if (path == m_options.jamfPath) return store::Door::Jamf;
    if (path == kCodesPath || codeIdIn(path)) return store::Door::Rest;
    return std::nullopt;
}

std::optional<http::Response> AdminService::refusalOf(const AdminCall& call) const {
    const std::string_view allowed = methodsOf(call);
    if (!isAllowed(call.request.method, allowed)) return methodNotAllowed(allowed);
    if (isForeign(call.request))
        return http::Response::text(403, "Pages of other sites may not ask for this.\n");
    return std::nullopt;
}

void AdminService::letIn(const Call& call) {
    call->shown = shownBy(call->request);
    if (call->door == store::Door::Jamf && std::holds_alternative<Nothing>(call->shown))
        if (const auto token = call->request.header(m_options.jamfHeader); token && !token->empty())
            call->shown = TokenShown{SecretBytes(std::string_view(*token))};
    // The page is for those who know Basic, the calls for those who have a token.
    const bool fits =
        call->door == store::Door::Jamf ||
        std::holds_alternative<PasswordShown>(call->shown) == (call->door == store::Door::Ndes);
    if (const auto* password = std::get_if<PasswordShown>(&call->shown); password && fits)
        return m_login.isRemembered(*password)
                   ? work(m_workers, call, &AdminService::recallPassword)
                   : work(m_comparers, call, &AdminService::comparePassword);
    if (std::holds_alternative<TokenShown>(call->shown) && fits)
        return work(m_workers, call, &AdminService::compareToken);
    if (call->door == store::Door::Jamf && !call->request.header("Authorization") &&
        isFromHere(call->request))
        return work(m_workers, call, &AdminService::enterOpen);
    call->reply(refuse(*call, {ErrorCode::LoginWrong, "nothing was shown", {}, {}}));
}

void AdminService::work(WorkerPool& pool, const Call& call,
                        void (AdminService::*step)(const Call&)) {
    if (pool.post([this, call, step] { (this->*step)(call); })) return;
    call->reply(refuse(*call, {ErrorCode::StoreBusy, "too many callers wait", {}, {}}));
}

void AdminService::comparePassword(const Call& call) {
    enter(call,
          m_login.password(std::get<PasswordShown>(call->shown), call->request.remoteAddress));
}

void AdminService::recallPassword(const Call& call) {
    auto account = m_login.remembered(std::get<PasswordShown>(call->shown));
    if (!account) return enter(call, failWith(std::move(account)));
    if (!*account) return work(m_comparers, call, &AdminService::comparePassword);
    enter(call, std::move(**account));
}

void AdminService::compareToken(const Call& call) {
    enter(call, m_login.token(std::get<TokenShown>(call->shown), call->request.remoteAddress));
}

void AdminService::enterOpen(const Call& call) {
    enter(call, m_login.open());
}

void AdminService::enter(const Call& call, Result<store::Account> account) {
    call->shown = Nothing{};
    call->reply(account ? answer(*call, *account) : refuse(*call, account.error()));
}

} // namespace scepter::responder
