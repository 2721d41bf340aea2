// A talk with one of Intune's services.
#pragma once

#include "intune_access.h"

namespace scepter::challenge {

/// What to ask of which service.
struct IntuneAction {
    std::string_view service;
    std::string path; ///< behind the service's URI, "/ScepActions/validateRequest"
    std::string apiVersion;
    std::string body; ///< JSON
};

/// Token for Graph, discovery, token for Intune, action; what is known already is not asked for.
class IntuneTalk {
public:
    IntuneTalk(IntuneGate gate, const GateTools& tools, IntuneAction action);

    /// What to do next: send something, give up, or judge the answer to the action.
    using Next = std::variant<HttpAsk, Verdict, Told>;
    Next next(const Reply* reply, TimePoint now);

    [[nodiscard]] const IntuneGate& gate() const { return m_gate; }
    /// The client-request-id of the action, for Microsoft's support.
    [[nodiscard]] const std::string& activity() const { return m_activity; }

private:
    enum class Waiting { Nothing, GraphToken, Discovery, IntuneToken, Action };
    using Step = std::variant<HttpAsk, Verdict>;
    /// Nothing: go on.
    using Ending = std::optional<Verdict>;

    Step goOn(TimePoint now);
    HttpAsk askToken(Waiting which, const std::string& scope);
    HttpAsk askDiscovery();
    Step askAction();
    [[nodiscard]] HttpAsk bearing(const AccessToken& token, std::string url) const;

    Ending takeToken(const Told& told, const std::string& scope, AccessToken& token, TimePoint now);
    Ending takeDiscovery(const Told& told);
    Ending takePlaces(ByteView body);
    /// True when the action is to be asked once more, with a new token.
    bool wantsNewToken(const Told& told);
    Verdict unreachable(const Error& error);
    [[nodiscard]] bool mayAsk(std::string_view url) const;

    IntuneGate m_gate;
    SecretBytes m_appKey;
    std::shared_ptr<const AskTls> m_tls;
    std::shared_ptr<IntuneAccess> m_access;
    IntuneAction m_action;

    Waiting m_waiting = Waiting::Nothing;
    AccessToken m_graphToken;
    AccessToken m_intuneToken;
    bool m_graphTokenIsNew = false;
    bool m_intuneTokenIsNew = false;
    std::string m_place;
    std::string m_activity;
};

/// What a talk in which nothing more can go well ends with, for an action that was answered
/// without a code: a text for the operator.
Verdict actionFailed(std::string_view service, const Told& told);

} // namespace scepter::challenge
