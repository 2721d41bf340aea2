#include "audit_chain.h"

namespace scepter::store {

namespace {

void appendNumber(Bytes& data, std::int64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8)
        data.push_back(static_cast<std::uint8_t>(value >> shift));
}

} // namespace

Bytes auditHash(const Keyring& keyring, ByteView previous, const enrollment::AuditRecord& line) {
    constexpr std::string_view kLabel = "line";
    Bytes data;
    data.reserve(kLabel.size() + previous.size() + 6 * sizeof(std::int64_t) + line.actor.size() +
                 line.action.size() + line.object.size() + line.detail.size());
    data.insert(data.end(), kLabel.begin(), kLabel.end());
    data.insert(data.end(), previous.begin(), previous.end());
    appendNumber(data, line.id);
    appendNumber(data, line.at.time_since_epoch().count());
    for (const std::string* text : {&line.actor, &line.action, &line.object, &line.detail}) {
        appendNumber(data, static_cast<std::int64_t>(text->size()));
        data.insert(data.end(), text->begin(), text->end());
    }
    return keyring.auditMac(data);
}

} // namespace scepter::store
