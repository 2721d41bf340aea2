// SPDX-License-Identifier: GPL-3.0-or-later
// How messages may be put into HTTP. The control's message is sent again, which a service that
// knows repetitions answers as before and any other refuses, having read it.
#include "../service_url.h"
#include "base/append.h"
#include "base/encoding.h"
#include "base/text.h"
#include "check_run.h"
#include "http_target/url.h"

#include <array>

namespace scepter::client {

namespace {

std::string withQuery(const CheckRun& run, const std::string& query) {
    return client::withQuery(run.options().service.url, query);
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

// The message came through: it was answered under its own transactionID, whatever the answer.
Judgement judgeRead(const std::string& sent, const Attempt& attempt, const PreparedRequest& of) {
    if (isTurnedAway(attempt.http())) return nothingSaid(attempt.http());
    const bool mine = attempt.reply.isSigned &&
                      attempt.reply.attributes.transactionId == of.transaction.transactionId;
    return judged(mine && !attempt.failedWith(FailInfo::BadMessageCheck), sent, attempt.text(),
                  "The message did not come through.");
}

template <class Make> Judgement sendsControl(CheckRun& run, const std::string& sent, Make make) {
    const auto made = run.control();
    if (!made) return skipped("There is no request to send.");
    const PreparedRequest& message = (*made)->sent;
    http::ClientRequest request = make(message);
    return judgeRead(sent, run.fetch("PKCSReq", std::move(request), message), message);
}

http::ClientRequest post(std::string url, const Bytes& body) {
    http::ClientRequest request;
    request.method = "POST";
    request.url = std::move(url);
    request.headers.push_back({"Content-Type", std::string(scep::content_type::kPkiMessage)});
    request.body = body;
    return request;
}

http::ClientRequest get(std::string url) {
    http::ClientRequest request;
    request.url = std::move(url);
    return request;
}

Judgement byGet(CheckRun& run) {
    return sendsControl(run, "PKCSReq by GET", [&](const PreparedRequest& of) {
        return get(pkiOperationUrl(run.options().service.url, of.message));
    });
}

Judgement lineBreaks(CheckRun& run) {
    return sendsControl(run, "GET with %0A after each 64 characters and raw /",
                        [&](const auto& of) {
                            const std::string plain = toBase64(of.message);
                            std::string text;
                            for (std::size_t at = 0; at < plain.size(); at += 64)
                                text += plain.substr(at, 64) + "%0A";
                            text = replaced(replaced(std::move(text), "+", "%2B"), "=", "%3D");
                            return get(withQuery(run, "operation=PKIOperation&message=" + text));
                        });
}

Judgement rawPlus(CheckRun& run) {
    return sendsControl(run, "GET with raw + and /", [&](const PreparedRequest& of) {
        const std::string text = replaced(toBase64(of.message), "=", "%3D");
        return get(withQuery(run, "operation=PKIOperation&message=" + text));
    });
}

Judgement messageFirst(CheckRun& run) {
    return sendsControl(run, "GET with message before operation", [&](const PreparedRequest& of) {
        std::string text = replaced(toBase64(of.message), "+", "%2B");
        text = replaced(replaced(std::move(text), "/", "%2F"), "=", "%3D");
        return get(withQuery(run, "message=" + text + "&operation=PKIOperation"));
    });
}

Judgement noContentType(CheckRun& run) {
    return sendsControl(run, "POST without Content-Type", [&](const PreparedRequest& of) {
        auto request = post(withQuery(run, "operation=PKIOperation"), of.message);
        request.headers.clear();
        return request;
    });
}

Judgement pathSuffix(CheckRun& run) {
    std::string url = run.options().service.url;
    const std::size_t end = std::min(url.find('?'), url.size());
    if (std::string_view(url).substr(0, end).ends_with("pkiclient.exe"))
        return skipped("The address ends in pkiclient.exe already.");
    url.insert(end, "/pkiclient.exe");
    const auto answer =
        run.service().fetch("GetCACaps", get(operationUrl(url, "GetCACaps", run.identifier())));
    const std::string sent = "GetCACaps with /pkiclient.exe behind the path";
    if (!answer) return broken(sent, printable(toText(answer.error())), "It is not answered.");
    if (isTurnedAway(answer->status)) return nothingSaid(answer->status);
    return judged(answer->status == 200, sent, "HTTP " + std::to_string(answer->status),
                  "Cisco IOS appends this to the path it is given.");
}

Judgement operationCase(CheckRun& run) {
    const auto answer = run.service().fetch(
        "getcacaps", get(operationUrl(run.options().service.url, "getcacaps", run.identifier())));
    if (!answer) return broken("getcacaps", printable(toText(answer.error())), "No answer.");
    if (isTurnedAway(answer->status)) return nothingSaid(answer->status);
    return judged(answer->status == 200, "operation=getcacaps",
                  "HTTP " + std::to_string(answer->status), "Its case is taken for a difference.");
}

Judgement clientError(const std::string& sent, const Result<http::ClientResponse>& answer,
                      bool mayBe501 = false) {
    if (!answer) return broken(sent, printable(toText(answer.error())), "It is not answered.");
    if (isTurnedAway(answer->status)) return nothingSaid(answer->status);
    const bool good = answer->status / 100 == 4 || (mayBe501 && answer->status == 501);
    return judged(good, sent, "HTTP " + std::to_string(answer->status),
                  "What cannot be served is answered with HTTP 4xx.");
}

Judgement unknownOperation(CheckRun& run) {
    return clientError(
        "operation=GetNothing",
        run.service().fetch("GetNothing", get(withQuery(run, "operation=GetNothing"))));
}

Judgement unknownMethod(CheckRun& run) {
    http::ClientRequest request = get(withQuery(run, "operation=PKIOperation"));
    request.method = "DELETE";
    return clientError("DELETE", run.service().fetch("DELETE", std::move(request)), true);
}

// Refused in whatever way; that the server breaks is another matter.
Judgement judgeHttpRefusal(const std::string& sent, const Attempt& attempt) {
    if (isTurnedAway(attempt.http())) return nothingSaid(attempt.http());
    if (attempt.http() / 100 == 4) return kept(sent, attempt.text());
    return judgeRefusal(sent, attempt);
}

Judgement badBase64(CheckRun& run) {
    const std::string sent = "GET with a message that is no base64";
    const auto made = run.control();
    if (!made) return skipped("There is no request.");
    const Attempt attempt = run.fetch(
        "PKIOperation", get(withQuery(run, "operation=PKIOperation&message=!!!*")), (*made)->sent);
    return judgeHttpRefusal(sent, attempt);
}

Judgement missingOperation(CheckRun& run) {
    const auto made = run.control();
    if (!made) return skipped("There is no request.");
    const Attempt attempt =
        run.fetch("POST", post(run.options().service.url, (*made)->sent.message), (*made)->sent);
    // Some take any POST for a PKIOperation.
    if (attempt.reply.isSigned) return kept("POST without operation", attempt.text());
    return judgeHttpRefusal("POST without operation", attempt);
}

Judgement noInternals(CheckRun& run) {
    const std::string sent = "POST of text in place of a message";
    const auto answer =
        run.service().fetch("PKIOperation", post(withQuery(run, "operation=PKIOperation"),
                                                 copyOf(bytesOf("this is no message"))));
    if (!answer) return broken(sent, printable(toText(answer.error())), "It is not answered.");
    constexpr std::array<std::string_view, 8> kSigns{
        "Traceback (most recent", "goroutine ", "Exception in", "java.", "at org.", "Stack trace",
        "asn1: structure error",  "error:0"};
    const std::string_view body = textOf(answer->body);
    for (const std::string_view sign : kSigns)
        if (body.find(sign) != std::string_view::npos)
            return broken(sent,
                          "HTTP " + std::to_string(answer->status) + ", " +
                              printable(body.substr(0, 160)),
                          "The answer shows what the server is made of.");
    return kept(sent, "HTTP " + std::to_string(answer->status));
}

Judgement failureIs200(CheckRun& run) {
    const Attempt& refusal = run.refusal();
    const std::string sent = "CertPoll about an unknown transaction";
    if (isTurnedAway(refusal.http())) return nothingSaid(refusal.http());
    return judged(refusal.http() == 200 && refusal.failed(), sent, refusal.text(),
                  "What SCEP can say is said by a CertRep with HTTP 200.");
}

Judgement version10(CheckRun& run) {
    if (!run.mayBeRaw()) return skipped("It cannot go through a proxy.");
    const auto made = run.control();
    if (!made) return skipped("There is no request.");
    const std::string url = operationUrl(run.options().service.url, "GetCACaps", run.identifier());
    http::RawRequest request;
    append(request.bytes, "GET " + http::splitUrl(url).target + " HTTP/1.0\r\n\r\n");
    const Attempt attempt = run.raw("GetCACaps", std::move(request), (*made)->sent);
    if (isTurnedAway(attempt.http())) return nothingSaid(attempt.http());
    return judged(attempt.http() == 200, "GetCACaps by HTTP/1.0 without Host", attempt.text(),
                  "Old devices send no Host header.");
}

Judgement chunked(CheckRun& run) {
    if (!run.mayBeRaw()) return skipped("It cannot go through a proxy.");
    const auto made = run.control();
    if (!made) return skipped("There is no request.");
    const PreparedRequest& of = (*made)->sent;
    const std::string url = withQuery(run, "operation=PKIOperation");
    const http::UrlParts parts = http::splitUrl(url);
    http::RawRequest request;
    append(request.bytes, "POST " + parts.target +
                              " HTTP/1.1\r\nHost: " + std::string(parts.authority) +
                              "\r\nContent-Type: application/x-pki-message\r\n"
                              "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
    const std::size_t half = of.message.size() / 2;
    for (const ByteView part :
         {ByteView(of.message).first(half), ByteView(of.message).subspan(half)}) {
        std::string size;
        for (std::size_t left = part.size(); left != 0; left /= 16)
            size.insert(0, 1, "0123456789abcdef"[left % 16]);
        append(request.bytes, size + "\r\n");
        append(request.bytes, part);
        append(request.bytes, "\r\n");
    }
    append(request.bytes, "0\r\n\r\n");
    return judgeRead("POST in two chunks", run.raw("PKCSReq", std::move(request), of), of);
}

} // namespace

const std::vector<CheckRow>& httpChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"http.get", "http", "RFC 8894 section 4.1; Cisco IOS", Interoperability, "Cisco IOS",
          "A PKIOperation may come by GET."},
         byGet},
        {{"http.get-line-breaks", "http", "sscep 0.10.0, observed", Interoperability, "sscep",
          "The message of a GET may have line breaks and raw slashes."},
         lineBreaks},
        {{"http.get-raw-plus", "http", "jscep and macOS, observed", Interoperability, "Apple",
          "A raw + in the message of a GET is a +, not a space."},
         rawPlus},
        {{"http.get-message-first", "http", "micromdm scepclient, observed", Interoperability,
          "scepclient", "message may come before operation."},
         messageFirst},
        {{"http.no-content-type", "http", "sscep and strongSwan, observed", Interoperability,
          "sscep", "A POST may come without Content-Type."},
         noContentType},
        {{"http.path-suffix", "http", "Cisco IOS", Interoperability, "Cisco IOS",
          "/pkiclient.exe behind the path is let pass."},
         pathSuffix},
        {{"http.version-1-0", "http", "OpenXPKI's manual; old devices", Interoperability,
          "Cisco IOS", "HTTP/1.0 without a Host header is served."},
         version10},
        {{"http.chunked", "http", "RFC 9112 section 7.1", Leniency, "", "A POST may be chunked."},
         chunked},
        {{"http.operation-case", "http", "cryptlib", Leniency, "",
          "The operation is taken in any case."},
         operationCase},
        {{"http.failure-is-200", "http", "RFC 8894 section 4", Must, "",
          "A FAILURE is sent with HTTP 200."},
         failureIs200},
        {{"http.unknown-operation", "http", "RFC 8894 section 4.1", Should, "",
          "An unknown operation is answered with HTTP 4xx."},
         unknownOperation},
        {{"http.unknown-method", "http", "RFC 9110 section 15.5.6", Should, "",
          "A method that has no meaning is answered with HTTP 4xx or 501."},
         unknownMethod},
        {{"http.missing-operation", "http", "RFC 8894 section 4.1", Should, "",
          "A POST without an operation does not end in HTTP 5xx."},
         missingOperation},
        {{"http.bad-base64", "http", "RFC 8894 section 4.1", Must, "",
          "A message that is no base64 does not end in HTTP 5xx."},
         badBase64},
        {{"http.no-internals", "http", "CWE-209", Should, "",
          "No answer shows the parser's words or a stack trace."},
         noInternals},
    };
    return kRows;
}

} // namespace scepter::client
