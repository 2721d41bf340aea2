// SPDX-License-Identifier: GPL-3.0-or-later
#include "challenge/intune.h"

#include "base/encoding.h"
#include "base/shorten.h"
#include "intune_json.h"
#include "intune_number.h"
#include "intune_talk.h"

#include <algorithm>

namespace scepter::challenge {

namespace {

using Json = nlohmann::json;

constexpr unsigned kMostRequests = 500;
constexpr std::size_t kMaxMessage = 255;
constexpr std::string_view kDownload = "/CertificateAuthorityRequests/downloadRevocationRequests";
constexpr std::string_view kUpload = "/CertificateAuthorityRequests/uploadRevocationResults";

bool succeeded(const Told& told) {
    return told.status >= 200 && told.status < 300;
}

Verdict unread(const Error& error) {
    return Verdict::later("Intune's answer about revocations cannot be read: " + error.detail);
}

class PullTalk final : public IntuneRevocationPull {
public:
    PullTalk(const IntuneGate& gate, const GateTools& tools, std::string body)
        : m_talk(gate, tools,
                 {kIntuneRevocationService, std::string(kDownload),
                  std::string(kIntuneRevocationVersion), std::move(body)}) {}

    Step next(const Reply* reply, TimePoint now) override {
        auto step = m_talk.next(reply, now);
        if (auto* ask = std::get_if<HttpAsk>(&step)) return std::move(*ask);
        if (auto* verdict = std::get_if<Verdict>(&step)) return std::move(*verdict);
        const Told& told = std::get<Told>(step);
        if (!succeeded(told)) return actionFailed(kIntuneRevocationService, told);
        auto list = readIntuneRevocations(told.body);
        if (!list) return unread(list.error());
        m_revocations = std::move(*list);
        return Verdict::allow(std::to_string(m_revocations.size()) + " to revoke");
    }
    const std::vector<IntuneRevocation>& revocations() const override { return m_revocations; }

private:
    IntuneTalk m_talk;
    std::vector<IntuneRevocation> m_revocations;
};

class ReportTalk final : public Conversation {
public:
    ReportTalk(const IntuneGate& gate, const GateTools& tools, std::string body)
        : m_talk(gate, tools,
                 {kIntuneRevocationService, std::string(kUpload),
                  std::string(kIntuneRevocationVersion), std::move(body)}) {}

    Step next(const Reply* reply, TimePoint now) override {
        auto step = m_talk.next(reply, now);
        if (auto* ask = std::get_if<HttpAsk>(&step)) return std::move(*ask);
        if (auto* verdict = std::get_if<Verdict>(&step)) return std::move(*verdict);
        const Told& told = std::get<Told>(step);
        if (!succeeded(told)) return actionFailed(kIntuneRevocationService, told);
        const auto taken = readIntuneRevocationReceipt(told.body);
        if (taken) return Verdict::allow();
        if (taken.error().code != ErrorCode::NoticeRefused) return unread(taken.error());
        return Verdict::deny(ErrorCode::NoticeRefused, taken.error().detail);
    }

private:
    IntuneTalk m_talk;
};

} // namespace

std::string intuneRevocationQuery(unsigned maxRequests, std::string_view issuerName) {
    const Json issuer = issuerName.empty() ? Json() : Json(std::string(issuerName));
    return write(
        {{"downloadParameters",
          {{"maxRequests", std::clamp(maxRequests, 1U, kMostRequests)}, {"issuerName", issuer}}}});
}

std::string intuneRevocationReport(const std::vector<IntuneRevocationResult>& results) {
    Json list = Json::array();
    for (const IntuneRevocationResult& result : results) {
        const bool done = result.error == IntuneRevocationError::None;
        list.push_back(
            {{"requestContext", result.requestContext},
             {"succeeded", done},
             {"errorCode", std::string(toText(result.error))},
             {"errorMessage", done ? Json() : Json(shortened(result.message, kMaxMessage))}});
    }
    return write({{"results", std::move(list)}});
}

Result<std::vector<IntuneRevocation>> readIntuneRevocations(ByteView json) {
    const auto object = readObject(json);
    if (!object) return fail(ErrorCode::EncodingMalformed, "it is no JSON object");
    const auto list = object->find("value");
    if (list == object->end() || !list->is_array())
        return fail(ErrorCode::EncodingMalformed, "it has no list \"value\"");
    if (list->size() > kMostRequests)
        return fail(ErrorCode::LimitExceeded, "it names more than 500 certificates");
    std::vector<IntuneRevocation> revocations;
    for (const Json& entry : *list) {
        if (!entry.is_object()) return fail(ErrorCode::EncodingMalformed, "an entry is no object");
        IntuneRevocation one{textOf(entry, "requestContext"), textOf(entry, "serialNumber"),
                             textOf(entry, "issuerName"), textOf(entry, "caConfiguration")};
        if (one.requestContext.empty() || one.serialNumber.empty())
            return fail(ErrorCode::EncodingMalformed,
                        "an entry lacks its request context or serial number");
        revocations.push_back(std::move(one));
    }
    return revocations;
}

Result<void> readIntuneRevocationReceipt(ByteView json) {
    const auto object = readObject(json);
    if (!object) return fail(ErrorCode::EncodingMalformed, "it is no JSON object");
    const auto value = object->find("value");
    if (value == object->end() || !value->is_boolean())
        return fail(ErrorCode::EncodingMalformed, "it says neither true nor false");
    if (!value->get<bool>())
        return fail(ErrorCode::NoticeRefused,
                    "Intune does not accept what came of the revocations");
    return {};
}

std::vector<Bytes> serialsOf(std::string_view text) {
    constexpr std::size_t kMostBytes = 32;
    std::vector<Bytes> serials;
    std::string_view hex = text;
    if (hex.starts_with("0x") || hex.starts_with("0X")) hex.remove_prefix(2);
    const auto separators = std::ranges::count(hex, ':');
    const bool odd = (hex.size() - static_cast<std::size_t>(separators)) % 2 == 1;
    const std::string even = (odd ? "0" : "") + std::string(hex);
    if (auto bytes = fromHex(even); bytes && !bytes->empty() && bytes->size() <= kMostBytes) {
        const auto first = std::ranges::find_if(*bytes, [](std::uint8_t b) { return b != 0; });
        serials.emplace_back(first, bytes->end());
    }
    if (auto bytes = fromDecimal(text); bytes && (serials.empty() || serials.front() != *bytes))
        serials.push_back(std::move(*bytes));
    return serials;
}

std::unique_ptr<IntuneRevocationPull> pullRevocations(const IntuneGate& gate,
                                                      const GateTools& tools, unsigned maxRequests,
                                                      std::string_view issuerName) {
    return std::make_unique<PullTalk>(gate, tools, intuneRevocationQuery(maxRequests, issuerName));
}

std::unique_ptr<Conversation> tellRevocations(const IntuneGate& gate, const GateTools& tools,
                                              const std::vector<IntuneRevocationResult>& results) {
    return std::make_unique<ReportTalk>(gate, tools, intuneRevocationReport(results));
}

} // namespace scepter::challenge
