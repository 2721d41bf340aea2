// SPDX-License-Identifier: GPL-3.0-or-later
// What a browser must not be used for, and what callers show of themselves.
#pragma once

#include "base/secret.h"
#include "http/message.h"
#include "responder/admin.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace scepter::responder {

/// "localhost", 127.0.0.0/8 and ::1, with or without brackets.
bool isLoopback(std::string_view host);
/// The host of a Host header, lower case, without its port.
std::string hostOf(std::string_view header);

/// Whether a request names this listener: a page elsewhere whose name was pointed here does not.
bool namesUs(const http::Request& request, const AdminOptions& options);
/// Whether a page of another site has made a browser ask.
bool isForeign(const http::Request& request);
/// Whether it came from this machine, straight and not through a proxy.
bool isFromHere(const http::Request& request);

struct Nothing {};
struct PasswordShown {
    std::string name;
    SecretBytes password;
};
struct TokenShown {
    SecretBytes token;
};
using Shown = std::variant<Nothing, PasswordShown, TokenShown>;
/// Of Authorization: Basic or Bearer; Nothing for any other.
Shown shownBy(const http::Request& request);

/// Adds what every answer has: it is kept by nobody and shown in no frame.
void harden(http::Response& response);

} // namespace scepter::responder
