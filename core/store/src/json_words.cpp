#include "json_words.h"

namespace scepter::store {

std::optional<pki::GeneralNameType> generalNameTypeFromText(std::string_view text) {
    using enum pki::GeneralNameType;
    for (const auto type : {Email, Dns, Uri, Ip, DirectoryName, RegisteredId, Upn, Other})
        if (pki::toText(type) == text) return type;
    return std::nullopt;
}

std::optional<pki::KeyType> keyTypeFromWord(std::string_view text) {
    using enum pki::KeyType;
    for (const auto type : {Rsa, EcP256, EcP384, EcP521, Ed25519, Other})
        if (pki::toText(type) == text) return type;
    return std::nullopt;
}

QJsonArray usageArray(const std::vector<asn1::Oid>& usages) {
    QJsonArray array;
    for (const asn1::Oid& usage : usages)
        array.append(qt(pki::extendedKeyUsageName(usage)));
    return array;
}

void readKeyUsage(ObjectReader& reader, std::string_view key, std::uint16_t& bits) {
    std::vector<std::string> names;
    if (!reader.has(key)) return;
    reader.read(key, names);
    std::uint16_t sum = 0;
    for (const std::string& name : names) {
        const auto bit = pki::keyUsageFromText(name);
        if (!bit) return reader.reject(key, "\"" + name + "\" is no key usage");
        sum = static_cast<std::uint16_t>(sum | *bit);
    }
    bits = sum;
}

} // namespace scepter::store
