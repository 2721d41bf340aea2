// Apple's configuration profiles: property lists in XML, with the settings of SCEP named.
#include "any.h"
#include "utf16.h"
#include "xml.h"

#include "base/encoding.h"
#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace scepter::inspect {

namespace {

constexpr std::string_view kScepType = "com.apple.security.scep";
constexpr std::size_t kLookedAt = 1'024;
constexpr std::size_t kMostName = 128;

/// Keys whose value is a secret, in payloads of any type.
bool isSecretKey(std::string_view key) {
    const std::string lower = toLower(key);
    for (const std::string_view part : {"challenge", "password", "passphrase", "secret", "token"})
        if (lower.find(part) != std::string::npos) return true;
    return lower == "pin" || lower == "psk";
}

std::string usageText(std::string_view number) {
    int bits = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), bits);
    if (error != std::errc() || end != number.data() + number.size()) return {};
    std::string text;
    if ((bits & 1) != 0) text = "sign";
    if ((bits & 4) != 0) text += text.empty() ? "encrypt" : ", encrypt";
    return text.empty() ? "none" : text;
}

std::string_view digestOfSize(std::size_t size) {
    switch (size) {
    case 16:
        return "MD5";
    case 20:
        return "SHA-1";
    case 28:
        return "SHA-224";
    case 32:
        return "SHA-256";
    case 48:
        return "SHA-384";
    case 64:
        return "SHA-512";
    default:
        return "no digest's length";
    }
}

/// Writes the elements of a property list into the tree.
class Writer {
public:
    Writer(Decoding& decoding, BufferId buffer, const XmlDocument& document)
        : m_decoding(decoding)
        , m_builder(decoding.builder)
        , m_buffer(buffer)
        , m_document(document) {}

    /// The depth of the document is limited already.
    void write(NodeId parent, std::string_view name, std::size_t index) {
        const XmlElement& element = m_document.elements[index];
        if (element.name == "dict") return writeDictionary(parent, name, index);
        if (element.name == "array") return writeArray(parent, name, index);
        if (element.name == "data") return writeData(parent, name, element);
        const Kind kind = element.name == "integer" || element.name == "real" ? Kind::Number
                          : element.name == "true" || element.name == "false" ? Kind::Flag
                          : element.name == "date"                            ? Kind::Time
                                                                              : Kind::Text;
        std::string value = kind == Kind::Flag ? element.name : shownText(trimmed(element.text));
        if (const std::string meaning = meaningOf(name, trimmed(element.text)); !meaning.empty())
            value += " (" + meaning + ")";
        const NodeId node = m_builder.add(parent, shownText(name, kMostName), kind,
                                          std::move(value), placeOf(element));
        if (isSecretKey(name)) m_builder.setSecret(node);
    }

    [[nodiscard]] Place placeOf(const XmlElement& element) const {
        return {m_buffer, element.offset, 0, element.size};
    }

private:
    [[nodiscard]] const XmlElement* valueOf(const XmlElement& dictionary,
                                            std::string_view key) const {
        const auto& children = dictionary.children;
        for (std::size_t i = 0; i + 1 < children.size(); ++i) {
            const XmlElement& one = m_document.elements[children[i]];
            if (one.name == "key" && one.text == key) return &m_document.elements[children[i + 1]];
        }
        return nullptr;
    }

    /// "SCEP, Wi-Fi identity" for a payload; what the profile is called for the profile.
    [[nodiscard]] std::string titleOf(const XmlElement& dictionary) const {
        const XmlElement* type = valueOf(dictionary, "PayloadType");
        if (type == nullptr) return {};
        const XmlElement* name = valueOf(dictionary, "PayloadDisplayName");
        std::string title =
            type->text == kScepType ? std::string("SCEP") : shownText(type->text, kMostName);
        if (name != nullptr && !name->text.empty())
            title += ", " + shownText(name->text, kMostName);
        return title;
    }

    void writeDictionary(NodeId parent, std::string_view name, std::size_t index) {
        const XmlElement& element = m_document.elements[index];
        const XmlElement* type = valueOf(element, "PayloadType");
        const bool outer = m_scep;
        m_scep = type != nullptr ? type->text == kScepType : outer;
        const NodeId node = m_builder.add(parent, shownText(name, kMostName), Kind::Group,
                                          titleOf(element), placeOf(element));
        std::string_view key;
        bool named = false;
        for (const std::size_t child : element.children) {
            if (node == kNoNode) break;
            const XmlElement& one = m_document.elements[child];
            if (one.name == "key") {
                key = one.text;
                named = true;
                continue;
            }
            write(node, named ? key : "value without a key", child);
            named = false;
        }
        m_scep = outer;
    }

    void writeArray(NodeId parent, std::string_view name, std::size_t index) {
        const XmlElement& element = m_document.elements[index];
        const std::size_t count = element.children.size();
        std::string value = std::to_string(count) + (count == 1 ? " item" : " items");
        if (m_scep && name == "Subject") value = subjectText(element);
        const NodeId node = m_builder.add(parent, shownText(name, kMostName), Kind::Group,
                                          std::move(value), placeOf(element));
        for (std::size_t i = 0; i < count && node != kNoNode; ++i)
            write(node, "[" + std::to_string(i) + "]", element.children[i]);
    }

    void writeData(NodeId parent, std::string_view name, const XmlElement& element) {
        auto bytes = fromBase64(element.text);
        const NodeId node =
            m_builder.add(parent, shownText(name, kMostName), Kind::Bytes,
                          bytes ? shownBytes(*bytes) : std::string("no base64"), placeOf(element));
        if (isSecretKey(name)) m_builder.setSecret(node);
        if (!bytes) {
            addProblem(m_decoding, node, placeOf(element), bytes.error());
            return;
        }
        if (m_scep && name == "CAFingerprint" && node != kNoNode) {
            m_builder.setValue(node, std::string(digestOfSize(bytes->size())) + " " +
                                         shownBytes(*bytes, 64));
            return;
        }
        if (bytes->empty() || recognize(*bytes) == Format::Bytes) return;
        decodeAny(m_decoding, node,
                  addLayer(m_decoding, node, "base64", SecretBytes(std::move(*bytes))));
    }

    /// [[["C","US"]],[["CN","x"]]] as "C=US, CN=x".
    [[nodiscard]] std::string subjectText(const XmlElement& names) const {
        std::string text;
        for (const std::size_t name : names.children)
            for (const std::size_t pair : m_document.elements[name].children) {
                const auto& parts = m_document.elements[pair].children;
                if (parts.size() != 2 || text.size() > kLookedAt) continue;
                if (!text.empty()) text += ", ";
                text +=
                    m_document.elements[parts[0]].text + "=" + m_document.elements[parts[1]].text;
            }
        return shownText(text);
    }

    [[nodiscard]] std::string meaningOf(std::string_view key, std::string_view text) const {
        if (!m_scep) return {};
        if (key == "Key Usage") return usageText(text);
        if (key == "Keysize") return "bits";
        if (key == "RetryDelay") return "seconds";
        return {};
    }

    Decoding& m_decoding;
    TreeBuilder& m_builder;
    BufferId m_buffer;
    const XmlDocument& m_document;
    bool m_scep = false; ///< below a payload of SCEP
};

} // namespace

bool looksLikePropertyList(std::string_view text) {
    std::string_view start = text.substr(0, kLookedAt);
    std::string wide;
    if (looksLikeUtf16Le(bytesOf(start))) {
        wide = utf8FromUtf16Le(bytesOf(start));
        start = wide;
    }
    if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
    start = start.substr(std::min(start.find_first_not_of(" \t\r\n"), start.size()));
    return start.starts_with("<plist") ||
           (start.starts_with("<?xml") && start.find("<plist") != std::string_view::npos) ||
           start.starts_with("<!DOCTYPE plist");
}

void decodePropertyList(Decoding& decoding, NodeId parent, BufferId buffer) {
    const ByteView bytes = decoding.builder.bytes(buffer);
    const XmlDocument document = readXml(bytes, decoding.options.limits);
    const NodeId node = decoding.builder.add(parent, "property list", Kind::Group, {},
                                             Place{buffer, 0, 0, bytes.size()});
    // The signature around a profile says less about it than the profile.
    if (decoding.facts.subject == Subject::Cms) decoding.facts.subject = Subject::Unknown;
    noteSubject(decoding, Subject::Profile);
    if (!document.elements.empty()) {
        Writer writer(decoding, buffer, document);
        const XmlElement& root = document.elements.front();
        if (root.name != "plist") {
            writer.write(node, root.name, 0);
        } else {
            for (const std::size_t child : root.children)
                writer.write(node, "profile", child);
        }
    }
    if (!document.error) return;
    if (document.error->code == ErrorCode::LimitExceeded) decoding.builder.setCut(node);
    addProblem(decoding, node,
               Place{buffer, document.stoppedAt, 0, bytes.size() - document.stoppedAt},
               *document.error);
}

} // namespace scepter::inspect
