#include "base/secret.h"

#include <cstring>

namespace scepter {

void wipeMemory(void* data, std::size_t size) {
    if (size > 0) explicit_bzero(data, size);
}

SecretBytes SecretBytes::ofSize(std::size_t size) {
    SecretBytes secret;
    secret.m_bytes.resize(size);
    return secret;
}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
        other.m_bytes.clear();
    }
    return *this;
}

void SecretBytes::wipe() {
    wipeMemory(m_bytes.data(), m_bytes.size());
    m_bytes.clear();
}

bool equalConstantTime(ByteView a, ByteView b) {
    volatile std::uint8_t difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::uint8_t other = b.empty() ? std::uint8_t{0} : b[i % b.size()];
        difference = static_cast<std::uint8_t>(difference | (a[i] ^ other));
    }
    return difference == 0;
}

} // namespace scepter
