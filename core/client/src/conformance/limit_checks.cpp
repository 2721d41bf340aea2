// SPDX-License-Identifier: GPL-3.0-or-later
// What a stranger can do to the service. Only for its owners.
#include "../service_url.h"
#include "asn1/oids.h"
#include "base/append.h"
#include "base/text.h"
#include "check_run.h"

namespace scepter::client {

namespace {

using Kind = MisbehaviorKind;

constexpr std::size_t kLargeBody = std::size_t{3} << 20;
constexpr std::size_t kDepth = 20'000;
constexpr std::size_t kLongTarget = 100'000;
constexpr unsigned kHeaders = 500;
constexpr unsigned kReplays = 25;
constexpr unsigned kHalfOpen = 100;

// However it was turned away (a broken connection will do), the service must be there after it.
Judgement survives(CheckRun& run, const std::string& sent, const Attempt& attempt,
                   bool mayBeServed) {
    if (attempt.http() / 100 == 5)
        return broken(sent, attempt.text(), "The answer is an HTTP 5xx.");
    if (attempt.accepted() && !mayBeServed) return broken(sent, attempt.text(), "It was accepted.");
    if (!run.isAlive())
        return broken(sent, attempt.text(), "The service does not answer any more.");
    return kept(sent, attempt.text());
}

Judgement survivesBytes(CheckRun& run, const std::string& sent, Bytes bytes) {
    const auto made = run.control();
    if (!made) return skipped("There is no request.");
    PreparedRequest request = (*made)->sent;
    request.http.method = "POST";
    const std::string& url = run.options().service.url;
    request.http.url =
        url + (url.find('?') == std::string::npos ? '?' : '&') + "operation=PKIOperation";
    request.http.body = std::move(bytes);
    return survives(run, sent, run.fetch("PKIOperation", request.http, request), false);
}

Judgement largeBody(CheckRun& run) {
    return survivesBytes(run, "a POST of 3 MiB", Bytes(kLargeBody, 0x30));
}

Judgement deepNesting(CheckRun& run) {
    Bytes nested;
    for (std::size_t i = 0; i < kDepth; ++i)
        append(nested, Bytes{0x30, 0x80});
    return survivesBytes(run, "a SEQUENCE in a SEQUENCE, 20000 deep", std::move(nested));
}

Judgement survivesVariant(CheckRun& run, const std::string& sent, const Variant& variant) {
    if (!run.spareChallenge()) return skipped("No challenge is left.");
    return survives(run, sent, run.tryFresh(variant), false);
}

Judgement longTransactionId(CheckRun& run) {
    return survivesVariant(run, "a transactionID of 65536 characters",
                           misbehaving(Kind::OversizedTransactionId));
}

Judgement oversizedField(CheckRun& run) {
    return survivesVariant(run, "a common name of 65536 bytes", misbehaving(Kind::OversizedField));
}

// Names that are paths or lines to careless programs.
Judgement oddSubject(CheckRun& run) {
    if (!run.spareChallenge()) return skipped("No challenge is left.");
    auto key = run.newKey();
    auto random = newTransactionId();
    if (!key || !random) return skipped("No key could be made.");
    Variant variant;
    variant.request = [&](EnrollmentRequest& request) {
        pki::NameAttribute name{
            asn1::oids::kCommonName, 12, "../../" + *random + "\n\tV\t/CN=x", {}};
        if (auto subject = pki::Name::fromRdns({{std::move(name)}})) request.subject = *subject;
    };
    const Attempt attempt = run.tryFresh(variant, &*key);
    return survives(run, "a common name with ../, line breaks and tabs", attempt, true);
}

Judgement slowBody(CheckRun& run) {
    if (!run.mayBeRaw()) return skipped("It cannot go through a proxy.");
    auto prepared = run.repeat(misbehaving(Kind::SlowBody, "20"));
    if (!prepared) return skipped("It could not be made: " + printable(toText(prepared.error())));
    return survives(run, "a body in pieces of 64 bytes", run.send(*prepared), true);
}

Judgement longTarget(CheckRun& run) {
    const auto made = run.control();
    if (!made) return skipped("There is no request.");
    http::ClientRequest request;
    const std::string& url = run.options().service.url;
    request.url = url + (url.find('?') == std::string::npos ? '?' : '&') +
                  "operation=PKIOperation&message=" + std::string(kLongTarget, 'A');
    return survives(run, "a GET of 100 KB",
                    run.fetch("PKIOperation", std::move(request), (*made)->sent), false);
}

Judgement manyHeaders(CheckRun& run) {
    const auto made = run.control();
    if (!made) return skipped("There is no request.");
    http::ClientRequest request;
    request.url = operationUrl(run.options().service.url, "GetCACaps", run.identifier());
    for (unsigned i = 0; i < kHeaders; ++i)
        request.headers.push_back({"X-Header-" + std::to_string(i), "1"});
    return survives(run, "500 headers", run.fetch("GetCACaps", std::move(request), (*made)->sent),
                    true);
}

// A server that keeps somebody busy for each connection has nobody left for the next client.
Judgement halfOpen(CheckRun& run) {
    if (!run.mayBeRaw()) return skipped("It cannot go through a proxy.");
    const auto made = run.control();
    if (!made) return skipped("There is no request.");
    const PreparedRequest& of = (*made)->sent;
    auto bytes = http::rawBytesOf(of.http);
    if (!bytes) return skipped("It could not be made: " + printable(toText(bytes.error())));
    Bytes half = *bytes;
    half.resize(half.size() / 2);
    std::string sent;
    std::optional<Attempt> attempt;
    {
        const auto held = run.hold(half, kHalfOpen);
        sent = std::to_string(held.size()) + " connections with half a request, then a whole one";
        if (held.empty()) return skipped("No further connection could be made.");
        http::RawRequest whole;
        whole.bytes = std::move(*bytes);
        attempt = run.raw("PKCSReq", std::move(whole), of);
    }
    if (attempt->saysNothing()) return nothingSaid(attempt->http());
    if (!attempt->reply.isSigned)
        return broken(sent, attempt->text(), "Meanwhile nobody else is served from this address.");
    return judged(run.isAlive(), sent, attempt->text(), "The service does not answer any more.");
}

// Observed: 200 copies of a request got 200 certificates.
Judgement replays(CheckRun& run) {
    const auto made = run.control();
    if (!made || !(*made)->attempt.certificate) return skipped("There is no certificate.");
    const std::string sent = "the control's PKCSReq, 25 times";
    unsigned silent = 0;
    for (unsigned i = 0; i < kReplays; ++i) {
        const Attempt attempt = run.send((*made)->sent);
        if (attempt.saysNothing() && ++silent == kReplays) return nothingSaid(attempt.http());
        if (attempt.error) return broken(sent, attempt.text(), "It is not answered.");
        if (attempt.certificate && !(*attempt.certificate == *(*made)->attempt.certificate))
            return broken(sent, attempt.text(), "A copy of a request got another certificate.");
    }
    return kept(sent, "never another certificate");
}

} // namespace

const std::vector<CheckRow>& limitChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"limit.replays", "limits", "servers, observed", Must, "",
          "Copies of a request yield no further certificates.", true},
         replays},
        {{"limit.large-body", "limits", "step-ca scep/api", Should, "",
          "A body of 3 MiB is turned away.", true},
         largeBody},
        {{"limit.deep-nesting", "limits", "CWE-674", Must, "",
          "Nesting without end is turned away.", true},
         deepNesting},
        {{"limit.long-transaction-id", "limits", "CWE-770", Should, "",
          "A transactionID of 64 KiB is refused.", true},
         longTransactionId},
        {{"limit.oversized-field", "limits", "RFC 5280 appendix A.1", Should, "",
          "A common name of 64 KiB is refused.", true},
         oversizedField},
        {{"limit.odd-subject", "limits", "servers, observed", Must, "",
          "A common name with ../ and line breaks does no harm.", true},
         oddSubject},
        {{"limit.slow-body", "limits", "CWE-400", Should, "",
          "A slow body is served or ended, and the service goes on.", true},
         slowBody},
        {{"limit.half-open", "limits", "CWE-410", Should, "",
          "100 connections with half a request keep nobody else from being served.", true},
         halfOpen},
        {{"limit.long-target", "limits", "RFC 9110 section 15.5.15", Should, "",
          "A GET of 100 KB is turned away.", true},
         longTarget},
        {{"limit.many-headers", "limits", "RFC 6585 section 5", Should, "",
          "500 headers do not end in HTTP 5xx.", true},
         manyHeaders},
    };
    return kRows;
}

} // namespace scepter::client
