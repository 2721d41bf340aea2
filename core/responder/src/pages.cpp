#include "base/markup.h"
#include "service.h"

#include <string>

namespace scepter::responder {

http::Response endpointPage(const EndpointRuntime& endpoint) {
    const auto& settings = endpoint.setting.endpoint->settings;
    const auto* current = endpoint.setting.authority->current();
    std::string html =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<title>SCEP endpoint</title></head><body>\n<h1>SCEP endpoint</h1>\n"
        "<p>This address is for devices, not for browsers. Devices use it to ask for "
        "certificates by SCEP, the Simple Certificate Enrollment Protocol (RFC 8894). Enter it "
        "as the SCEP URL in your device or your device management.</p>\n";
    if (current != nullptr) {
        html += "<p>Certificate authority: <b>" +
                inMarkup(current->ca.certificate.subject().toDisplayText()) + "</b></p>\n";
    }
    html += "<p><a href=\"" + inMarkup(settings.path) +
            "?operation=GetCACaps\">GetCACaps</a> &middot; <a href=\"" + inMarkup(settings.path) +
            "?operation=GetCACert\">GetCACert</a></p>\n</body></html>\n";
    http::Response response;
    response.contentType = "text/html; charset=utf-8";
    response.body = copyOf(bytesOf(html));
    response.headers = {{"Content-Security-Policy", "default-src 'none'"},
                        {"X-Content-Type-Options", "nosniff"}};
    return response;
}

} // namespace scepter::responder
