// The page of Microsoft NDES on which an administrator reads a one-time password.
#include "any.h"
#include "utf16.h"

#include "base/text.h"

#include <algorithm>
#include <optional>

namespace scepter::inspect {

namespace {

constexpr std::string_view kTitle = "Network Device Enrollment Service";
constexpr std::string_view kThumbprint = "thumbprint (hash value) for the CA certificate is:";
constexpr std::string_view kPassword = "enrollment challenge password is:";
constexpr std::string_view kFull = "The password cache is full";
constexpr std::string_view kForbidden = "You do not have sufficient permission to enroll with SCEP";
constexpr std::size_t kMostPage = std::size_t{256} << 10;
constexpr std::size_t kMostValue = 512;

bool isPage(std::string_view text) {
    const bool html = text.find('<') != std::string_view::npos;
    return html && (text.find(kTitle) != std::string_view::npos ||
                    text.find(kPassword) != std::string_view::npos ||
                    text.find(kFull) != std::string_view::npos ||
                    text.find(kForbidden) != std::string_view::npos);
}

/// What stands in bold after a label; nothing when the page has no such label.
std::optional<std::string_view> boldAfter(std::string_view text, std::string_view label) {
    const std::size_t at = text.find(label);
    if (at == std::string_view::npos) return std::nullopt;
    std::string_view rest = trimmed(text.substr(at + label.size()).substr(0, kMostValue));
    if (rest.size() < 3 || !equalsIgnoringCase(rest.substr(0, 3), "<b>")) return std::nullopt;
    rest.remove_prefix(3);
    return trimmed(rest.substr(0, rest.find('<')));
}

struct Found {
    std::string_view number; ///< "60"
    std::string_view text;   ///< "within 60 minutes"
};

std::optional<Found> minutesIn(std::string_view text) {
    constexpr std::string_view kWithin = "within ";
    for (std::size_t at = text.find(kWithin); at != std::string_view::npos;
         at = text.find(kWithin, at + 1)) {
        const std::string_view rest = text.substr(at + kWithin.size());
        const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
        if (digits == 0 || digits > 9 || !rest.substr(digits).starts_with(" minute")) continue;
        const std::size_t words = std::min(rest.find_first_of(".<", digits), rest.size());
        return Found{rest.substr(0, digits), text.substr(at, kWithin.size() + words)};
    }
    return std::nullopt;
}

/// The page as text, in a layer of its own where it is UTF-16.
BufferId textLayer(Decoding& decoding, NodeId node, BufferId buffer) {
    const ByteView bytes = decoding.builder.bytes(buffer);
    if (!looksLikeUtf16Le(bytes)) return buffer;
    return addLayer(decoding, node, "UTF-16 as UTF-8", SecretBytes(utf8FromUtf16Le(bytes)));
}

void addSentence(Decoding& decoding, NodeId page, BufferId buffer, std::string_view text,
                 std::string_view sentence, std::string_view meaning) {
    const std::size_t at = text.find(sentence);
    if (at == std::string_view::npos) return;
    decoding.builder.add(page, "refusal", Kind::Text, std::string(meaning),
                         placeIn(buffer, text, text.substr(at, sentence.size())));
    decoding.builder.setValue(page, std::string(sentence));
}

} // namespace

bool looksLikeNdesPage(ByteView bytes) {
    // Whatever it is, the words stand near its start.
    bytes = bytes.first(std::min(bytes.size(), kMostPage));
    if (looksLikeUtf16Le(bytes)) return isPage(utf8FromUtf16Le(bytes));
    const std::string_view text = textOf(bytes);
    return text.substr(0, 512).find('<') != std::string_view::npos && looksLikeText(text) &&
           isPage(text);
}

void decodeNdesPage(Decoding& decoding, NodeId parent, BufferId buffer) {
    TreeBuilder& builder = decoding.builder;
    const NodeId page = builder.add(parent, "NDES page", Kind::Group, "no password on it",
                                    Place{buffer, 0, 0, builder.bytes(buffer).size()});
    noteSubject(decoding, Subject::NdesPage);
    const BufferId layer = textLayer(decoding, page, buffer);
    if (layer == kNoNode) return;
    const std::string_view text = textOf(builder.bytes(layer));
    if (const auto thumbprint = boldAfter(text, kThumbprint))
        builder.add(page, "thumbprint", Kind::Bytes, shownText(*thumbprint),
                    placeIn(layer, text, *thumbprint));
    if (const auto password = boldAfter(text, kPassword)) {
        const NodeId node = builder.add(page, "challengePassword", Kind::Text, shownText(*password),
                                        placeIn(layer, text, *password));
        builder.setSecret(node);
        builder.setValue(page, "a challenge password");
    }
    if (const auto minutes = minutesIn(text))
        builder.add(page, "validity", Kind::Number, shownText(minutes->number) + " minutes",
                    placeIn(layer, text, minutes->text));
    constexpr std::string_view kOnce = "can be used only once";
    constexpr std::string_view kMany = "can be used multiple times";
    for (const std::string_view words : {kOnce, kMany})
        if (const std::size_t at = text.find(words); at != std::string_view::npos)
            builder.add(page, "use", Kind::Text,
                        words == kOnce ? "only once" : "any number of times",
                        placeIn(layer, text, text.substr(at, words.size())));
    addSentence(decoding, page, layer, text, kFull,
                "too many passwords are given out and not used yet");
    addSentence(decoding, page, layer, text, kForbidden,
                "the account may not enroll for the templates of NDES");
}

} // namespace scepter::inspect
