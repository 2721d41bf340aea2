// How this room holds OpenSSL objects and reports what OpenSSL says. Not seen outside core/pki.
#pragma once

#include "base/result.h"

#include <memory>
#include <string>
#include <vector>

namespace scepter::pki {

/// Calls a named free function, whatever it returns.
template <class T, auto freeFunction> struct HandleDeleter {
    void operator()(T* object) const noexcept { static_cast<void>(freeFunction(object)); }
};

/// An OpenSSL object that is owned here: `Handle<EVP_PKEY, EVP_PKEY_free>`.
template <class T, auto freeFunction>
using Handle = std::unique_ptr<T, HandleDeleter<T, freeFunction>>;

/// Empties this thread's OpenSSL error queue, oldest first: "rsa routines: invalid padding".
std::vector<std::string> drainOpenSslErrors();

/// An Error with the drained queue as its chain.
std::unexpected<Error> failOpenSsl(ErrorCode code, std::string detail);

/// Empties the queue where its content must not be told: all decryption failures are one.
void forgetOpenSslErrors();

} // namespace scepter::pki
