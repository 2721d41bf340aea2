// Any bytes as what Entra, Graph or Intune answer: only a clear success allows, and nobody is asked
// whom the gate may not ask. The first byte chooses the answer that they stand for.
#include "base/text.h"
#include "challenge/intune.h"

#include <cstdlib>

using namespace scepter;
using namespace scepter::challenge;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

Reply answerOf(unsigned status, ByteView body) {
    return Told{status, "application/json", copyOf(body), {}};
}

Reply token() {
    return answerOf(200, bytesOf("{\"access_token\":\"t\",\"expires_in\":3600}"));
}

Reply places() {
    return answerOf(200, bytesOf("{\"value\":[{\"providerName\":\"PkiConnectorFEService\",\"uri\":"
                                 "\"https://a.manage.microsoft.com/x\"}]}"));
}

/// "microsoft.com" is all that the gate's list ends with.
void checkPlace(const Conversation::Step& step) {
    const auto* ask = std::get_if<HttpAsk>(&step);
    if (ask == nullptr || !ask->url.ends_with("RevocationRequests")) return;
    const std::string url = toLower(ask->url);
    require(url.starts_with("https://") && url.find_first_of("@\\?# ") == std::string::npos);
    std::string_view host = std::string_view(url).substr(8, url.find('/', 8) - 8);
    host = host.substr(0, host.find(':'));
    require(host.ends_with(".microsoft.com"));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const unsigned stage = data[0] % 4;
    const unsigned status = data[0] < 128 ? 200 : 401;
    const Reply mine = answerOf(status, {data + 1, size - 1});
    const IntuneGate gate;
    GateTools tools;
    tools.secrets.push_back({"g", "appKey", SecretBytes(std::string_view("k"))});
    const TimePoint now{};
    const auto pull = pullRevocations(gate, tools);
    Conversation::Step step = pull->next(nullptr, now);
    const Reply usual[] = {token(), places(), token(), mine};
    for (unsigned i = 0; i < 4 && std::holds_alternative<HttpAsk>(step); ++i) {
        const Reply& reply = i == stage ? mine : usual[i];
        step = pull->next(&reply, now);
        checkPlace(step);
    }
    if (const auto* verdict = std::get_if<Verdict>(&step)) {
        const bool allowed = verdict->kind == VerdictKind::Allow;
        require(!allowed || (status == 200 && pull->revocations().size() <= 500));
        require(allowed || pull->revocations().empty());
    }
    for (const IntuneRevocation& one : pull->revocations())
        for (const Bytes& serial : serialsOf(one.serialNumber))
            require(serial.size() <= 32);
    return 0;
}
