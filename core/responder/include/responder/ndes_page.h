// SPDX-License-Identifier: GPL-3.0-or-later
// The page on which Windows' NDES shows challenge passwords: device managements look for its words,
// blanks and tags, so each byte counts.
#pragma once

#include "base/bytes.h"
#include "base/secret.h"
#include "store/accounts.h"

#include <string>
#include <string_view>

namespace scepter::responder {

struct NdesPassword {
    std::string thumbprint; ///< as ndesThumbprint()
    std::string_view password;
    bool single = false;  ///< one for all that does not expire
    unsigned minutes = 0; ///< until it does
};

/// MD5 of a certificate in four groups: "A656FA66 AB12B433 A2DA5CF7 CC153D9A".
std::string ndesThumbprint(ByteView certificate);

/// The page with a password. It is a secret, as its encoded form is.
SecretBytes ndesPasswordPage(const NdesPassword& password, store::PageEncoding encoding);
/// The page when too many passwords are outstanding.
Bytes ndesFullPage(store::PageEncoding encoding);
/// The page for who may not enroll.
Bytes ndesDeniedPage(store::PageEncoding encoding);

} // namespace scepter::responder
