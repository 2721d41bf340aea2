// Values to put in the place of private ones.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scepter::inspect {

enum class Replaced : std::uint8_t { Challenge, Text, Number, Octets, Key, Address, Ciphertext };

/// How a text is taken apart.
enum class TextStyle : std::uint8_t {
    Plain, ///< a value: a name, an identifier
    Url,   ///< known words of paths, and ports, stay
    Head,  ///< of HTTP: known words and version numbers stay
    Page   ///< for people: known words and short numbers stay
};

/// Gives each value another of the same length: always the same one, not to be guessed without the
/// key. Remembers what it has replaced, to search for it.
class Replacer {
public:
    explicit Replacer(SecretBytes key)
        : m_key(std::move(key)) {}

    /// The first bit stays, so that a number keeps its sign; all bytes the same: stays.
    Bytes octets(ByteView original, Replaced kind = Replaced::Octets);
    /// Content octets of an INTEGER; a sign octet stays.
    Bytes number(ByteView original);
    /// UTF-8, or Latin-1 where it is none. Letters in lower case and digits; a host is the same in
    /// a name, a URL and a header. Marks between words stay, spaces of a plain one do not.
    std::string text(std::string_view original, TextStyle style = TextStyle::Plain);
    /// Letters and digits, whatever the secret was made of.
    std::string secret(std::string_view original);
    /// 4 or 16 bytes, or twice that with a mask, which stays. Addresses with the same beginning
    /// keep one; loopback and unspecified ones stay.
    Bytes address(ByteView original);
    /// A DER SubjectPublicKeyInfo of a curve: one with another point on it, of the same size;
    /// nothing where the curve is not known.
    Result<Bytes> curveKey(ByteView spki);

    /// Counts and remembers what was replaced elsewhere.
    void note(Replaced kind, ByteView original);

    [[nodiscard]] std::vector<std::pair<std::string, std::size_t>> counts() const;
    [[nodiscard]] std::vector<SecretBytes> originals() const;

private:
    class Stream;

    void remember(ByteView original);
    std::string token(std::string_view original);
    std::string wholeToken(std::string_view original, std::string_view label);
    bool takeKept(std::string_view text, std::size_t& at, std::string& made, TextStyle style);
    bool takeEscape(std::string_view escape, std::string& made);
    std::uint8_t octet(ByteView before, std::uint8_t value);
    std::string dotted(std::string_view text);
    std::string colons(std::string_view text);

    SecretBytes m_key;
    std::array<std::size_t, 7> m_counts{};
    std::set<Bytes> m_originals;
    std::map<std::string, std::string, std::less<>> m_tokens;
    std::set<std::string> m_takenTokens;
    std::map<Bytes, Bytes> m_short; ///< of few bytes: two must not become one
    std::set<Bytes> m_takenShort;
    std::map<Bytes, std::vector<std::uint8_t>> m_octets; ///< permutations, by what stands before
    std::map<Bytes, Bytes> m_keys;
};

/// Words that stay where the style says so: they name nothing.
bool isKeptWord(std::string_view lowerCase);

} // namespace scepter::inspect
