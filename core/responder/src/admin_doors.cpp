#include "admin_service.h"

#include "base/text.h"
#include "jamf_hook.h"
#include "mint_api.h"
#include "responder/ndes_page.h"

#include <algorithm>

namespace scepter::responder {

namespace {

using store::Door;

http::Response page(ByteView body) {
    http::Response response;
    response.contentType = "text/html"; // NDES names no charset
    response.body = copyOf(body);
    return response;
}

http::Response plain(unsigned status, std::string_view text) {
    return http::Response::text(status, text);
}

std::string addressOf(const AdminCall& call) {
    return call.request.remoteAddress;
}

bool isJson(const http::Request& request) {
    const std::string type = request.header("Content-Type").value_or("");
    return equalsIgnoringCase(trimmed(std::string_view(type).substr(0, type.find(';'))),
                              "application/json");
}

/// "NDES page": what the operator sees of where a code came from.
std::string jamfNote(const JamfEvent& event) {
    std::string note = "Jamf";
    for (const std::string_view field : {"deviceName", "serialNumber"})
        if (const std::string value = event.field(field); !value.empty())
            note += ' ' + printable(value.substr(0, 64));
    return note;
}

} // namespace

http::Response AdminService::answer(const AdminCall& call, const store::Account& account) {
    if (!account.settings.mayEnter(call.door)) {
        m_log.warning("account at a door that is not its own",
                      {{"account", account.settings.name},
                       {"door", std::string(toText(call.door))},
                       {"address", addressOf(call)}});
        if (call.door == Door::Ndes) return page(ndesDeniedPage(account.settings.encoding));
        if (call.door == Door::Jamf) return plain(403, "This account may not do this.\n");
        return problem(403, "Forbidden", "This account may not use the REST calls.", "loginWrong");
    }
    switch (call.door) {
    case Door::Ndes:
        return ndesPage(call, account);
    case Door::Jamf:
        return jamfCode(call, account);
    case Door::Rest:
        break;
    }
    return restCall(call, account);
}

http::Response AdminService::refuse(const AdminCall& call, const Error& error) {
    m_log.warning("admin request refused", {{"door", std::string(toText(call.door))},
                                            {"address", addressOf(call)},
                                            {"reason", toText(error)}});
    auto response = problem(error);
    if (call.door == Door::Rest) return response;
    // The other doors tell the same in plain words.
    std::erase_if(response.headers,
                  [](const http::Header& one) { return one.name == "WWW-Authenticate"; });
    std::string_view words = "The service cannot do it now.\n";
    if (response.status == 401) {
        response.headers.push_back({"WWW-Authenticate", "Basic realm=\"Scepter\""});
        words = "Name and password are needed.\n";
    } else if (response.status == 429) {
        words = "Too many tries. Try again later.\n";
    } else if (response.status < 500) {
        words = "This cannot be done.\n";
    }
    auto told = plain(response.status, words);
    told.headers = std::move(response.headers);
    return told;
}

Result<Bytes> AdminService::caOf(const store::AccountSettings& account) {
    SCEPTER_TRY(endpoints, m_store.endpoints());
    SCEPTER_TRY(authorities, m_store.authorities());
    const auto endpoint =
        std::ranges::find(endpoints, account.endpoint, &enrollment::EndpointSettings::name);
    for (const store::StoredAuthority& authority : authorities) {
        if (endpoint != endpoints.end() && endpoint->authorityId != authority.id) continue;
        for (const store::StoredGeneration& generation : authority.generations)
            if (generation.state == authority::GenerationState::Current)
                return generation.ca.certificate;
    }
    return fail(ErrorCode::AuthorityNotReady, "the account's endpoint has no CA");
}

void AdminService::note(const AdminCall& call, const store::Account& account,
                        const std::vector<std::int64_t>& codes) {
    std::string ids;
    for (const std::int64_t id : codes)
        ids += (ids.empty() ? "" : " ") + std::to_string(id);
    m_log.info("codes minted over HTTP", {{"account", account.settings.name},
                                          {"door", std::string(toText(call.door))},
                                          {"address", addressOf(call)},
                                          {"codes", ids}});
}

http::Response AdminService::ndesPage(const AdminCall& call, const store::Account& account) {
    const store::AccountSettings& settings = account.settings;
    const auto ca = caOf(settings);
    if (!ca) return refuse(call, ca.error());
    const auto minted = m_mint.mintForPage(account, "NDES page");
    if (!minted && minted.error().code == ErrorCode::TooManyCodes) {
        m_log.warning("password cache is full", {{"account", settings.name},
                                                 {"address", addressOf(call)},
                                                 {"reason", minted.error().detail}});
        return page(ndesFullPage(settings.encoding));
    }
    if (!minted && minted.error().code == ErrorCode::LoginWrong)
        return page(ndesDeniedPage(settings.encoding));
    if (!minted) return refuse(call, minted.error());
    if (minted->record.id != 0) note(call, account, {minted->record.id});
    NdesPassword shown;
    shown.thumbprint = ndesThumbprint(*ca);
    shown.password = minted->code.text();
    shown.single = settings.singlePassword;
    shown.minutes = static_cast<unsigned>(std::max<std::int64_t>(
        1, std::chrono::duration_cast<std::chrono::minutes>(settings.codeLife).count()));
    return page(ndesPasswordPage(shown, settings.encoding).view());
}

http::Response AdminService::jamfCode(const AdminCall& call, const store::Account& account) {
    const auto event = readJamfEvent(call.request.body);
    if (!event) return plain(400, event.error().detail + ".\n");
    // A webhook of another event was set up for this address: nothing to say, and nothing wrong.
    if (event->name != "SCEPChallenge") {
        http::Response response;
        response.status = 204;
        return response;
    }
    // Bound by the account itself, so that nothing has to be narrowed.
    store::Account bound = account;
    if (auto binding =
            bindToDevice(bound.settings.constraints, account.settings.deviceSubject, *event);
        !binding)
        return plain(400, binding.error().detail + ".\n");
    MintWish wish;
    wish.note = jamfNote(*event);
    const auto minted = m_mint.mint(bound, wish);
    if (!minted) return refuse(call, minted.error());
    note(call, account, {minted->front().record.id});
    return plain(200, minted->front().code.text());
}

http::Response AdminService::restCall(const AdminCall& call, const store::Account& account) {
    const auto id = codeIdIn(call.target.path);
    auto response = id ? codeByRest(call, account, *id) : mintByRest(call, account);
    if (response) return std::move(*response);
    return refuse(call, response.error());
}

Result<http::Response> AdminService::mintByRest(const AdminCall& call,
                                                const store::Account& account) {
    if (!isJson(call.request))
        return problem(415, "Unsupported media type", "The body is application/json.",
                       "invalidArgument");
    SCEPTER_TRY(wish, readMintWish(call.request.body));
    SCEPTER_TRY(minted, m_mint.mint(account, wish));
    std::vector<std::int64_t> ids;
    for (const MintedCode& one : minted)
        ids.push_back(one.record.id);
    note(call, account, ids);
    return mintedAnswer(minted);
}

Result<http::Response> AdminService::codeByRest(const AdminCall& call,
                                                const store::Account& account, std::int64_t id) {
    if (account.settings.role != store::AccountRole::Admin) {
        SCEPTER_TRY(own, m_store.isCodeOf(account.id, id));
        if (!own) return fail(ErrorCode::NotFound, "there is no code " + std::to_string(id));
    }
    if (call.request.method == "DELETE") {
        SCEPTER_CHECK(m_store.withdrawCode(id, "account:" + account.settings.name));
        http::Response response;
        response.status = 204;
        return response;
    }
    SCEPTER_TRY(code, m_store.code(id));
    return codeAnswer(code, m_clock.now());
}

} // namespace scepter::responder
