#include "openssl_error.h"

#include <openssl/err.h>

namespace scepter::pki {

std::vector<std::string> drainOpenSslErrors() {
    std::vector<std::string> texts;
    while (const unsigned long code = ERR_get_error()) {
        const char* library = ERR_lib_error_string(code);
        const char* reason = ERR_reason_error_string(code);
        std::string text = library ? library : "openssl";
        text += ": ";
        text += reason ? std::string(reason) : "reason " + std::to_string(ERR_GET_REASON(code));
        texts.push_back(std::move(text));
    }
    return texts;
}

std::unexpected<Error> failOpenSsl(ErrorCode code, std::string detail) {
    return std::unexpected(Error{code, std::move(detail), drainOpenSslErrors(), std::nullopt});
}

void forgetOpenSslErrors() {
    ERR_clear_error();
}

} // namespace scepter::pki
