// SPDX-License-Identifier: GPL-3.0-or-later
// Revocation requests: downloaded by the certificate authority, which then tells what came of them.
#include "intune_desk.h"

#include <algorithm>

namespace scepter::standin {

namespace {

using challenge::IntuneRevocation;
using challenge::IntuneRevocationError;
using challenge::IntuneRevocationResult;

constexpr std::uint64_t kMostRequests = 500;

/// Nothing for a result that contradicts itself.
std::optional<IntuneRevocationResult> resultFrom(const Json& object) {
    if (!object.is_object()) return std::nullopt;
    const auto error = challenge::intuneRevocationErrorFromText(textIn(object, "errorCode"));
    const auto succeeded = object.find("succeeded");
    const bool known = error && succeeded != object.end() && succeeded->is_boolean();
    if (!known || succeeded->get<bool>() != (*error == IntuneRevocationError::None))
        return std::nullopt;
    return IntuneRevocationResult{textIn(object, "requestContext"), *error,
                                  textIn(object, "errorMessage")};
}

/// One that is worth another try stays in the list.
bool isFinal(IntuneRevocationError error) {
    return error < IntuneRevocationError::RetryableServiceException;
}

} // namespace

http::Response IntuneDesk::download(const Json& body, IntuneCall& call) {
    const Json parameters = body.value("downloadParameters", Json());
    const Json most = parameters.is_object() ? parameters.value("maxRequests", Json()) : Json();
    if (!most.is_number_unsigned() || most.get<std::uint64_t>() < 1 ||
        most.get<std::uint64_t>() > kMostRequests)
        return answerStatus(call, 400, "\"maxRequests\" is none of 1 to 500");
    const std::string issuer = textIn(parameters, "issuerName");
    Json list = Json::array();
    const std::lock_guard lock(m_mutex);
    for (const IntuneRevocation& one : m_revocations) {
        if (list.size() >= most.get<std::uint64_t>()) break;
        if (!issuer.empty() && issuer != one.issuerName) continue;
        list.push_back({{"requestContext", one.requestContext},
                        {"serialNumber", one.serialNumber},
                        {"issuerName", one.issuerName.empty() ? Json() : Json(one.issuerName)},
                        {"caConfiguration", Json()}});
    }
    return answerJson({{"value", std::move(list)}});
}

http::Response IntuneDesk::upload(const Json& body, IntuneCall& call) {
    const Json list = body.value("results", Json());
    if (!list.is_array() || list.size() > kMostRequests)
        return answerStatus(call, 400, "\"results\" is no list of at most 500");
    std::vector<IntuneRevocationResult> results;
    for (const Json& object : list) {
        auto result = resultFrom(object);
        if (!result) return answerStatus(call, 400, "a result contradicts itself");
        results.push_back(std::move(*result));
    }
    const std::lock_guard lock(m_mutex);
    for (IntuneRevocationResult& result : results) {
        const auto known = std::ranges::find(m_revocations, result.requestContext,
                                             &IntuneRevocation::requestContext);
        if (known == m_revocations.end()) {
            call.description = "an unknown request context";
            continue;
        }
        if (isFinal(result.error)) m_revocations.erase(known);
        m_results.push_back(std::move(result));
    }
    return answerJson({{"value", call.description.empty()}});
}

void IntuneDesk::requestRevocation(std::string serialNumber, std::string issuerName) {
    const std::lock_guard lock(m_mutex);
    m_revocations.push_back({"revocation-" + std::to_string(m_nextContext++),
                             std::move(serialNumber),
                             std::move(issuerName),
                             {}});
}

std::vector<IntuneRevocation> IntuneDesk::openRevocations() const {
    const std::lock_guard lock(m_mutex);
    return m_revocations;
}

std::vector<IntuneRevocationResult> IntuneDesk::revocationResults() const {
    const std::lock_guard lock(m_mutex);
    return m_results;
}

} // namespace scepter::standin
