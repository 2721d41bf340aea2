// A SCEP service without a network: a function from HTTP request to response.
#pragma once

#include "base/encoding.h"
#include "http/client.h"
#include "pki/certificate.h"
#include "pki/crl.h"
#include "pki/pem.h"
#include "scep/get_message.h"
#include "scep/server_message.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace scepter::test {

inline Bytes captured(const char* name) {
    QFile file(QStringLiteral(SCEPTER_TEST_DATA "/captures/") + QString::fromLatin1(name));
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", name);
    const QByteArray all = file.readAll();
    return {all.begin(), all.end()};
}

/// The body of a recorded HTTP message.
inline Bytes capturedBody(const char* name) {
    const Bytes all = captured(name);
    const std::size_t end = textOf(all).find("\r\n\r\n");
    return {all.begin() + static_cast<std::ptrdiff_t>(end) + 4, all.end()};
}

struct FakeService {
    using Respond = std::function<scep::ReplyFields(const scep::Request&)>;

    FakeService()
        : ca(pki::readCertificates(captured("keys/ca.cert.pem"))->front())
        , caKey(*pki::PrivateKey::fromPem(textOf(captured("keys/ca.key.pem")))) {
        bodies["GetCACert"] = ca.der();
        setCapabilities("AES\nSHA-256\nPOSTPKIOperation\nRenewal\n");
    }

    void setCapabilities(std::string_view text) { bodies["GetCACaps"] = copyOf(bytesOf(text)); }

    /// Answers; what has no body is not found.
    Result<http::ClientResponse> operator()(const http::ClientRequest& request) {
        requests.push_back(request);
        if (unreachable) return fail(ErrorCode::Unreachable, "no route");
        const std::string operation = parameter(request.url, "operation");
        http::ClientResponse response;
        response.status = status;
        response.contentType = "application/x-pki-message";
        if (operation == "PKIOperation")
            response.body = answer(request);
        else if (bodies.contains(operation))
            response.body = bodies[operation];
        else
            response.status = 404;
        return response;
    }

    static std::string parameter(const std::string& url, const std::string& name) {
        const std::size_t at = url.find(name + "=");
        if (at == std::string::npos) return {};
        const std::size_t start = at + name.size() + 1;
        return url.substr(start, url.find('&', start) - start);
    }

    Bytes answer(const http::ClientRequest& request) {
        if (!replay.empty()) return replay;
        Bytes message = request.body;
        if (request.method == "GET")
            message = *scep::decodeGetMessage(parameter(request.url, "message"), 1 << 20);
        const scep::PasswordFinder finder = [&](const std::string&) {
            std::vector<SecretBytes> all;
            all.emplace_back(std::string_view("otter"));
            return all;
        };
        const scep::Decoded decoded =
            scep::decodeRequest(message, {{ca, caKey}}, {true, true}, finder);
        if (!decoded.request) qFatal("%s", toText(decoded.request.error()).c_str());
        context = decoded.context;
        seen.push_back(*decoded.request);
        const SecretBytes password(std::string_view("otter"));
        const auto reply = scep::encodeReply(decoded.context, respond(*decoded.request),
                                             {ca, caKey, {}}, &password);
        return reply ? *reply : Bytes{};
    }

    /// A certificate for a key, by the CA or by somebody else.
    [[nodiscard]] pki::Certificate issue(const pki::PublicKey& key, TimePoint from,
                                         const pki::PrivateKey& by) const {
        return *pki::signCertificate({Bytes{0x51},
                                      ca.subject(),
                                      *pki::Name::fromText("CN=device"),
                                      from,
                                      from + std::chrono::hours(24 * 30),
                                      key.spki(),
                                      {}},
                                     by, pki::Digest::Sha256);
    }

    pki::Certificate ca;
    pki::PrivateKey caKey;
    std::map<std::string, Bytes> bodies; ///< by operation
    Respond respond = [](const scep::Request&) { return scep::ReplyFields{}; };
    Bytes replay; ///< in place of an answer of ours
    unsigned status = 200;
    bool unreachable = false;
    std::vector<http::ClientRequest> requests;
    std::vector<scep::Request> seen;
    scep::ReplyContext context; ///< of the last message
};

} // namespace scepter::test
