// The encoders behind the list of formats, each for the objects that the list names.
#pragma once

#include "workbench/formats.h"

namespace scepter::workbench {

std::string commonNameOf(const pki::Name& name); ///< or the whole name; printable
std::string safeName(std::string_view text);     ///< for file names; may be empty

Result<Bytes> encodeJson(const Exportable& object);
/// NotSupported when there is no CA certificate to trust.
Result<Bytes> encodeTrustProfile(const Exportable& object);
/// InvalidArgument without a URL, or for one that is none.
Result<Bytes> encodeCurlLine(const Exportable& object);

} // namespace scepter::workbench
