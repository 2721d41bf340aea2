// What answers the calls of the stand-in for Intune.
#pragma once

#include "intune_tokens.h"
#include "intune_validate.h"
#include "json_fields.h"
#include "standin/intune_service.h"

#include <array>
#include <deque>
#include <set>

namespace scepter::standin {

/// Thread-safe.
class IntuneDesk {
public:
    IntuneDesk(IntuneServiceOptions options, std::shared_ptr<IntuneState> state,
               const Clock& clock);

    /// The place that discovery names.
    void setPlace(std::string url);
    [[nodiscard]] const IntuneServiceOptions& options() const { return m_options; }

    void handle(http::Request request, http::Reply reply);

    IntuneState& state() { return *m_state; }
    Faults& faults() { return m_faults; }
    IntuneTokens& tokens() { return m_tokens; }

    void requestRevocation(std::string serialNumber, std::string issuerName);
    [[nodiscard]] std::vector<challenge::IntuneRevocation> openRevocations() const;
    [[nodiscard]] std::vector<challenge::IntuneRevocationResult> revocationResults() const;
    [[nodiscard]] std::vector<IntuneCall> calls() const;
    [[nodiscard]] std::size_t count(IntuneActionKind action) const;
    void onCall(std::function<void(const IntuneCall&)> told);

private:
    /// Which action a method and path ask for, with the tenant of a token request.
    struct Route {
        IntuneActionKind action = IntuneActionKind::Token;
        std::string tenant;
    };
    [[nodiscard]] std::optional<Route> routeOf(const http::Request& request) const;
    /// The two documents that client libraries ask for before a token.
    [[nodiscard]] std::optional<http::Response> metadata(const http::Request& request) const;

    /// The right answer; fills the call.
    http::Response answer(const http::Request& request, const Route& route, IntuneCall& call);
    http::Response answerToken(const http::Request& request, const Route& route, IntuneCall& call);
    http::Response discovery() const;
    http::Response act(const http::Request& request, IntuneCall& call);
    http::Response validate(const Json& body, IntuneCall& call);
    http::Response notice(const Json& body, IntuneCall& call);
    void checkSuccess(const Json& notification, IntuneCall& call);
    void checkFailure(const Json& notification, IntuneCall& call);
    http::Response download(const Json& body, IntuneCall& call);
    http::Response upload(const Json& body, IntuneCall& call);
    void record(const IntuneCall& call);
    [[nodiscard]] std::string place() const;

    IntuneServiceOptions m_options;
    std::shared_ptr<IntuneState> m_state;
    const Clock& m_clock;
    IntuneTokens m_tokens;

    mutable std::mutex m_mutex; // around what is below, but for the faults
    std::string m_place;
    std::deque<IntuneCall> m_calls;
    std::array<std::size_t, 7> m_counts{};
    std::set<std::pair<std::string, std::string>> m_validated; ///< transaction id, request
    std::vector<challenge::IntuneRevocation> m_revocations;
    std::vector<challenge::IntuneRevocationResult> m_results;
    std::size_t m_nextContext = 1;
    std::function<void(const IntuneCall&)> m_told;

    Faults m_faults; ///< last: its thread uses all above
};

/// {"code", "errorDescription"} with status 200; also noted in the call.
http::Response answerCode(IntuneCall& call, std::string_view code, std::string description = {});
/// An HTTP error with a text; also noted in the call.
http::Response answerStatus(IntuneCall& call, unsigned status, std::string description);
http::Response answerJson(const Json& json);
/// The text of a member; empty when it is missing or no text.
std::string textIn(const Json& object, const char* member);

} // namespace scepter::standin
