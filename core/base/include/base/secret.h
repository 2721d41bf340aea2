// Secrets in memory: wiped, move-only, not printable.
#pragma once

#include "base/bytes.h"

#include <iosfwd>
#include <string_view>

namespace scepter {

/// Bytes of a secret. Wiped when destroyed or overwritten; move-only; cannot be streamed or logged.
class SecretBytes {
public:
    SecretBytes() = default;
    explicit SecretBytes(ByteView bytes)
        : m_bytes(bytes.begin(), bytes.end()) {}
    explicit SecretBytes(std::string_view text)
        : SecretBytes(bytesOf(text)) {}
    /// Takes over the buffer; the source is left empty.
    explicit SecretBytes(Bytes&& bytes)
        : m_bytes(std::move(bytes)) {
        bytes.clear();
    }
    /// `size` zero bytes, to be filled in place.
    static SecretBytes ofSize(std::size_t size);

    SecretBytes(SecretBytes&& other) noexcept
        : m_bytes(std::move(other.m_bytes)) {
        other.m_bytes.clear();
    }
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes() { wipe(); }

    /// A second copy, asked for by name.
    [[nodiscard]] SecretBytes clone() const { return SecretBytes(view()); }

    [[nodiscard]] ByteView view() const { return m_bytes; }
    [[nodiscard]] std::string_view text() const { return textOf(m_bytes); }
    [[nodiscard]] std::uint8_t* data() { return m_bytes.data(); }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] bool empty() const { return m_bytes.empty(); }
    void wipe();

private:
    Bytes m_bytes;
};

std::ostream& operator<<(std::ostream&, const SecretBytes&) = delete;

/// True when both are equal; the time does not depend on where they differ. Unequal lengths compare
/// unequal after the same walk over `a`.
bool equalConstantTime(ByteView a, ByteView b);

/// Overwrites memory in a way that the compiler keeps.
void wipeMemory(void* data, std::size_t size);

} // namespace scepter
