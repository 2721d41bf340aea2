// SPDX-License-Identifier: GPL-3.0-or-later
#include "mdm_request.h"

#include "base/encoding.h"
#include "base/shorten.h"
#include "base/text.h"

namespace scepter::standin {

namespace {

using challenge::WebhookDialect;

std::string textIn(const Json& object, const char* member) {
    const auto found = object.is_object() ? object.find(member) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string shown(const std::string& text) {
    return printable(shortened(text, 200));
}

Result<pki::Csr> readCsr(const std::string& base64) {
    SCEPTER_TRY(der, fromBase64(base64));
    return pki::Csr::fromDer(der);
}

std::unexpected<Error> wrong(const char* what) {
    return fail(ErrorCode::EncodingMalformed, what);
}

Result<MdmRequest> readStep(const Json& body) {
    MdmRequest request;
    request.dialect = WebhookDialect::StepCa;
    request.transactionId = shown(textIn(body, "scepTransactionID"));
    if (textIn(body, "timestamp").empty()) return wrong("\"timestamp\" is missing");
    auto csr = readCsr(textIn(body.value("x509CertificateRequest", Json()), "raw"));
    if (!csr) return wrong("\"x509CertificateRequest\" has no request as \"raw\"");
    request.csr = std::move(*csr);
    request.subject = request.csr->subject().toText();
    request.code = SecretBytes(std::string_view(textIn(body, "scepChallenge")));
    // A notification names no provisioner and brings no challenge.
    const bool isOutcome = body.contains("x509Certificate") ||
                           body.contains("scepErrorDescription") ||
                           body.contains("scepErrorCode") ||
                           (!body.contains("provisionerName") && !body.contains("scepChallenge"));
    if (isOutcome) {
        request.action = MdmActionKind::Outcome;
        request.issued = body.contains("x509Certificate");
        request.reason = shown(textIn(body, "scepErrorDescription"));
    }
    return request;
}

Result<MdmRequest> readPlain(const Json& body) {
    MdmRequest request;
    request.dialect = WebhookDialect::Plain;
    request.transactionId = shown(textIn(body, "transactionId"));
    const Json csr = body.value("csr", Json());
    const std::string event = textIn(body, "event");
    if (body.value("version", Json()) != Json(1)) return wrong("\"version\" is not 1");
    request.subject = shown(textIn(csr, "subject"));
    if (event == "outcome") {
        const std::string result = textIn(body, "result");
        if (result != "issued" && result != "refused") return wrong("\"result\" is not known");
        request.action = MdmActionKind::Outcome;
        request.issued = result == "issued";
        request.reason = shown(textIn(body.value("error", Json()), "reason"));
        return request;
    }
    if (event != "authorize") return wrong("\"event\" is not known");
    auto read = readCsr(textIn(csr, "der"));
    if (!read) return wrong("\"csr\" has no request as \"der\"");
    request.csr = std::move(*read);
    request.subject = request.csr->subject().toText();
    request.code = SecretBytes(std::string_view(textIn(body, "challenge")));
    return request;
}

} // namespace

Result<MdmRequest> readMdmRequest(ByteView body) {
    SCEPTER_TRY(json, parseJson(textOf(body)));
    if (!json.is_object()) return wrong("the body is no JSON object");
    if (json.contains("x509CertificateRequest")) return readStep(json);
    return readPlain(json);
}

} // namespace scepter::standin
