// What PEM texts hold, in words.
#pragma once

#include <QString>

#include <string>

namespace scepter::ui {

/// "EC P-256, SHA-256 …" of a key; of a certificate its subject too.
QString pemWords(const std::string& pem);
/// The first digits of its fingerprint, to tell one from another; empty for nothing.
QString pemMark(const std::string& pem);

} // namespace scepter::ui
