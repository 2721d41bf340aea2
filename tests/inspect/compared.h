// How many inputs are compared with what openssl reads of them: over all programs at least 200,
// made by openssl, strongSwan's pki and Java's keytool.
#pragma once

#include "inspect/inspect.h"
#include "pki/crypto.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

namespace scepter::test {

/// A program that compares, and how many inputs it has at least.
struct Comparing {
    const char* name;
    std::size_t atLeast;
};
inline constexpr std::array kComparing{
    Comparing{"certificates", 90}, Comparing{"cms", 150},     Comparing{"keys", 7},
    Comparing{"pkcs12", 12},       Comparing{"requests", 29}, Comparing{"revocation", 35},
    Comparing{"tools", 45},
};
static_assert(std::accumulate(kComparing.begin(), kComparing.end(), std::size_t{0},
                              [](std::size_t sum, const Comparing& each) {
                                  return sum + each.atLeast;
                              }) >= 200);

/// The inputs of this program, by digest: those of which every byte range was compared, and those
/// of which the fields were.
class Compared {
public:
    static void ranges(const inspect::Inspection& read) { s_ranges.insert(digestOf(read)); }
    static void fields(const inspect::Inspection& read) { s_fields.insert(digestOf(read)); }

    /// Says how many were compared in both ways. False when they are fewer than promised above.
    static bool areEnough(const char* program) {
        const auto* known = std::ranges::find_if(kComparing, [program](const Comparing& each) {
            return std::string_view(each.name) == program;
        });
        std::vector<Bytes> both;
        std::ranges::set_intersection(s_ranges, s_fields, std::back_inserter(both));
        qInfo("%s: %zu inputs compared with openssl field by field and byte range by byte range, "
              "%zu more in one of both ways",
              program, both.size(), s_ranges.size() + s_fields.size() - 2 * both.size());
        return known != kComparing.end() && both.size() >= known->atLeast;
    }

private:
    static Bytes digestOf(const inspect::Inspection& read) {
        return pki::digestOf(pki::Digest::Sha256, read.tree.buffers().at(0).bytes->view());
    }

    inline static std::set<Bytes> s_ranges;
    inline static std::set<Bytes> s_fields;
};

} // namespace scepter::test
