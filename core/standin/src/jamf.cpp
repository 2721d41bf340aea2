// SPDX-License-Identifier: GPL-3.0-or-later
#include "standin/jamf.h"

#include "base/encoding.h"
#include "base/text.h"
#include "http/client.h"
#include "json_fields.h"

#include <algorithm>

namespace scepter::standin {

namespace {

constexpr std::size_t kMostCode = 8 * 1024;

Json targetDevice(const JamfQuestion& question) {
    Json device = Json::object();
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) device[name] = value;
    };
    add("deviceName", question.deviceName);
    add("serialNumber", question.serialNumber);
    add("udid", question.udid);
    add("username", question.userName);
    return device;
}

Result<SecretBytes> readCode(http::ClientResponse response) {
    SecretBytes code(std::move(response.body));
    const std::string_view text = code.text();
    const bool good = !text.empty() && text.size() <= kMostCode && isUtf8(text) &&
                      std::ranges::none_of(text, [](char c) { return c >= 0 && c < ' '; }) &&
                      text.front() != '"' && text.front() != '{' && text.front() != '<';
    if (!good) return fail(ErrorCode::HttpMalformed, "the answer is no bare code");
    return code;
}

} // namespace

std::string jamfBody(const JamfQuestion& question, TimePoint now) {
    Json event{{"scepServerUrl", question.scepServerUrl},
               {"payloadIdentifier", question.payloadIdentifier},
               {"payloadTypes", question.payloadTypes}};
    if (Json device = targetDevice(question); !device.empty())
        event["targetDevice"] = std::move(device);
    const Json body{{"webhook",
                     {{"id", question.webhookId},
                      {"name", "SCEPChallenge"},
                      {"webhookEvent", "SCEPChallenge"},
                      {"eventTimestamp", now.time_since_epoch().count()}}},
                    {"event", std::move(event)}};
    return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<SecretBytes> askJamfChallenge(const JamfQuestion& question, TimePoint now) {
    http::ClientRequest request;
    request.method = "POST";
    request.url = question.url;
    request.timeout = question.timeout;
    request.maxResponseBytes = 64 * 1024;
    request.headers = {{"Content-Type", "application/json"}};
    if (question.authentication == JamfAuthentication::Basic) {
        const SecretBytes pair{question.name + ':' + std::string(question.secret.text())};
        request.headers.push_back({"Authorization", "Basic " + toBase64(pair.view())});
    } else if (question.authentication == JamfAuthentication::Header) {
        request.headers.push_back({question.name, std::string(question.secret.text())});
    }
    request.body = copyOf(bytesOf(jamfBody(question, now)));
    http::ClientOptions options;
    options.extraRootPems = question.rootPems;
    auto response = http::fetch(request, options);
    for (http::Header& header : request.headers)
        wipeMemory(header.value.data(), header.value.size());
    if (!response) return failWith(std::move(response).error());
    if (response->status != 200)
        return fail(ErrorCode::HttpStatus, "status " + std::to_string(response->status));
    return readCode(std::move(*response));
}

} // namespace scepter::standin
