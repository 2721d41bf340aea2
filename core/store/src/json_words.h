// Words that several JSON forms share.
#pragma once

#include "json_reader.h"
#include "pki/algorithms.h"
#include "pki/extensions.h"
#include "pki/general_name.h"

namespace scepter::store {

std::optional<pki::GeneralNameType> generalNameTypeFromText(std::string_view text);
std::optional<pki::KeyType> keyTypeFromWord(std::string_view text);
QJsonArray usageArray(const std::vector<asn1::Oid>& usages);
/// A list of names, as pki::keyUsageNames gives it.
void readKeyUsage(ObjectReader& reader, std::string_view key, std::uint16_t& bits);

} // namespace scepter::store
