// SPDX-License-Identifier: GPL-3.0-or-later
// How messages are carried, whom they come from, and what is too much.
#include "defect_makers.h"

namespace scepter::test {

namespace {

std::string_view messageOf(const http::Target& target) {
    return target.rawValue("message").value_or("");
}

void addForms(DefectTable& table) {
    using http::Request;
    using http::Target;
    table["http.get"] = before(405, [](const Request& request, const Target& target) {
        return request.method == "GET" && asks(target, "PKIOperation");
    });
    table["http.get-line-breaks"] = before(400, [](const Request&, const Target& target) {
        return messageOf(target).find("%0A") != std::string_view::npos;
    });
    table["http.get-raw-plus"] = before(400, [](const Request&, const Target& target) {
        return messageOf(target).find('+') != std::string_view::npos;
    });
    table["http.get-message-first"] = before(400, [](const Request&, const Target& target) {
        return !target.query.empty() && target.query.front().name == "message";
    });
    table["http.no-content-type"] = before(415, [](const Request& request, const Target&) {
        return request.method == "POST" && !request.header("Content-Type");
    });
    table["http.path-suffix"] = before(404, [](const Request&, const Target& target) {
        return target.path.ends_with("pkiclient.exe");
    });
    table["http.version-1-0"] = before(400, [](const Request& request, const Target&) {
        return !request.header("Host").has_value();
    });
    table["http.chunked"] = before(411, [](const Request& request, const Target&) {
        return request.header("Transfer-Encoding").has_value();
    });
    table["http.operation-case"] = before(400, [](const Request&, const Target& target) {
        return target.rawValue("operation") == "getcacaps";
    });
    table["http.failure-is-200"] = {
        [](BrokenResponder& on) { on.defects.httpStatusFor = [](ErrorCode) { return 400U; }; }};
    table["http.unknown-operation"] = before(
        200, [](const Request&, const Target& target) { return asks(target, "GetNothing"); });
    table["http.unknown-method"] = before(
        500, [](const Request& request, const Target&) { return request.method == "DELETE"; });
    table["http.missing-operation"] = before(
        500, [](const Request&, const Target& target) { return !target.rawValue("operation"); });
    table["http.bad-base64"] = before(500, [](const Request&, const Target& target) {
        return messageOf(target).starts_with('!');
    });
    table["http.no-internals"] = after("PKIOperation", [](http::Response& response, auto&) {
        if (response.status == 400)
            response.body = copyOf(bytesOf("java.lang.NullPointerException\n"));
    });
}

// Only the first enrollment is let through.
void addClients(DefectTable& table) {
    for (const char* id :
         {"client.apple", "client.windows", "client.cisco-ios", "client.android",
          "client.strongswan", "client.sscep", "client.jscep", "client.certmonger"}) {
        table[id] = {[](BrokenResponder& on) {
            const auto count = std::make_shared<int>(0);
            on.defects.refuses = [count](const Heard&) { return (*count)++ > 0; };
        }};
        table[id].prepare = [](BrokenResponder& on) {
            on.lab.settings.compatibility.algorithms = {true, true};
        };
    }
}

template <class When> Defect crashes(When when) {
    Defect defect = before(500, when);
    defect.prepare = [](BrokenResponder& on) {
        on.limits.maxBodyBytes = std::size_t{8} << 20;
        on.limits.maxRequestLineBytes = std::size_t{1} << 20;
        on.limits.maxHeaders = 1000;
    };
    return defect;
}

void addLimits(DefectTable& table) {
    using http::Request;
    using http::Target;
    const auto isLarge = [](const Request& request, const Target&) {
        return request.body.size() > 30'000;
    };
    for (const char* id : {"limit.large-body", "limit.deep-nesting", "limit.long-transaction-id",
                           "limit.oversized-field"})
        table[id] = crashes(isLarge);
    table["limit.long-target"] = crashes(
        [](const Request& request, const Target&) { return request.target.size() > 30'000; });
    table["limit.many-headers"] =
        crashes([](const Request& request, const Target&) { return request.headers.size() > 100; });
    table["limit.odd-subject"] = drops(500, [](const Heard& heard) {
        return heard.csr() != nullptr &&
               heard.csr()->subject().commonName().value_or("").starts_with("../");
    });
    table["limit.half-open"] = {[](BrokenResponder& on) { on.limits.maxConnections = 30; }};
    table["limit.slow-body"] = {[](BrokenResponder& on) {
        const auto count = std::make_shared<int>(0);
        on.defects.drops = [count](const Heard&) { return (*count)++ > 0 ? 500U : 0U; };
    }};
}

} // namespace

void addHttpDefects(DefectTable& table) {
    addForms(table);
    addClients(table);
    addLimits(table);
}

} // namespace scepter::test
