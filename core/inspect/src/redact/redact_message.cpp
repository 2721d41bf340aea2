#include "redact_message.h"

#include "../any.h"
#include "../http_head.h"
#include "../utf16.h"
#include "redact_asn1.h"

#include "base/encoding.h"
#include "base/text.h"
#include "inspect/inspect.h"
#include "pki/crypto.h"
#include "scep/get_message.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

constexpr std::size_t kMostBody = std::size_t{64} << 20;

bool isBase64(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/' || c == '-' || c == '_';
}
bool isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/// Puts base64 of other bytes in the place of base64: line breaks and alphabet stay.
std::string overBase64(std::string text, ByteView bytes) {
    const std::string plain = toBase64(bytes);
    const bool url = text.find_first_of("-_") != std::string::npos;
    std::size_t at = 0;
    for (char& c : text) {
        if (!isBase64(c) || at >= plain.size() || plain[at] == '=') continue;
        c = plain[at++];
        if (url && c == '+') c = '-';
        if (url && c == '/') c = '_';
    }
    return text;
}

class MessageRedactor {
public:
    MessageRedactor(Replacer& replacer, const RedactOptions& options)
        : m_replacer(replacer)
        , m_options(options)
        , m_redaction{replacer, options.keepCiphertext, {}, {}, 0} {}

    RedactedMessage run(ByteView message, bool request) {
        // Keeps the decrypted layers while they are looked up.
        const Inspection inspection = open(message, request);
        std::string made = whole(message, 0);
        return {copyOf(bytesOf(made)), std::move(m_redaction.layers)};
    }

private:
    Inspection open(ByteView message, bool request) {
        Options options;
        options.keys = m_options.keys;
        options.limits = m_options.limits;
        options.now = m_options.now;
        Inspection inspection =
            inspect(message, options, request ? Hint::HttpRequest : Hint::HttpResponse);
        for (const EnvelopeFacts& envelope : inspection.facts.envelopes)
            if (envelope.data && envelope.content < inspection.tree.buffers().size())
                m_redaction.opened.emplace(
                    pki::digestOf(pki::Digest::Sha256, envelope.data->encryptedContent),
                    inspection.tree.buffers()[envelope.content].bytes->view());
        return inspection;
    }

    std::string whole(ByteView message, unsigned depth) {
        const std::string_view text = textOf(message);
        const auto head = parseHttpHead(text);
        if (!head || depth > 16) return body(message);
        std::string_view sent = text.substr(head->size);
        const BodyFraming framing = framingOf(*head);
        std::string_view rest;
        if (framing.kind == Framing::Length) {
            rest = sent.substr(std::min(framing.length, sent.size()));
            sent = sent.substr(0, framing.length);
        } else if (framing.kind == Framing::None && looksLikeRequest(sent)) {
            rest = sent;
            sent = {};
        }
        bool undone = false;
        const Bytes plain = withoutCodings(*head, sent, undone);
        const std::string content = body(plain);
        std::string made = headOf(*head, undone, content.size()) + content;
        if (!rest.empty()) made += whole(bytesOf(rest), depth + 1);
        return made;
    }

    static Bytes withoutCodings(const HttpHead& head, std::string_view sent, bool& undone) {
        Bytes bytes = copyOf(bytesOf(sent));
        if (framingOf(head).kind == Framing::Chunked) {
            bytes = undoChunks(sent, kMostBody).body;
            undone = true;
        }
        for (const char* field : {"Transfer-Encoding", "Content-Encoding"}) {
            const std::string coding = toLower(head.field(field));
            if (coding.find("gzip") == std::string::npos &&
                coding.find("deflate") == std::string::npos)
                continue;
            Inflated inflated = inflateAll(bytes, kMostBody);
            if (!inflated.whole) continue;
            bytes = std::move(inflated.bytes);
            undone = true;
        }
        return bytes;
    }

    // ---- head

    std::string headOf(const HttpHead& head, bool undone, std::size_t size) {
        std::string made = startLine(head) + "\r\n";
        for (const HttpField& field : head.fields) {
            if (undone && (equalsIgnoringCase(field.name, "Transfer-Encoding") ||
                           equalsIgnoringCase(field.name, "Content-Encoding") ||
                           equalsIgnoringCase(field.name, "Content-Length")))
                continue;
            made += m_replacer.text(field.name, TextStyle::Head);
            made += ": ";
            made += fieldValue(field) + "\r\n";
        }
        if (undone) made += "Content-Length: " + std::to_string(size) + "\r\n";
        return head.complete || size > 0 ? made + "\r\n" : made;
    }

    std::string startLine(const HttpHead& head) {
        if (!head.request)
            return m_replacer.text(head.version, TextStyle::Head) + " " +
                   m_replacer.text(head.statusText, TextStyle::Head) +
                   (head.reason.empty() ? "" : " " + m_replacer.text(head.reason, TextStyle::Head));
        std::string made =
            m_replacer.text(head.method, TextStyle::Head) + " " + target(head.target);
        if (!head.version.empty()) made += " " + m_replacer.text(head.version, TextStyle::Head);
        return made;
    }

    std::string target(std::string_view text) {
        const std::size_t question = text.find('?');
        std::string made = m_replacer.text(text.substr(0, question), TextStyle::Url);
        if (question == std::string_view::npos) return made;
        made += '?';
        bool first = true;
        for (const std::string_view item : split(text.substr(question + 1), '&')) {
            if (!first) made += '&';
            first = false;
            const std::size_t equals = std::min(item.find('='), item.size());
            made += m_replacer.text(item.substr(0, equals), TextStyle::Url);
            if (equals == item.size()) continue;
            made += '=';
            const std::string_view value = item.substr(equals + 1);
            made += equalsIgnoringCase(item.substr(0, equals), "message")
                        ? getMessage(value)
                        : m_replacer.text(value, TextStyle::Url);
        }
        return made;
    }

    std::string getMessage(std::string_view raw) {
        const auto der = scep::decodeGetMessage(raw, kMostBody);
        const bool message = der && der->size() > 16 && der->front() == 0x30;
        if (!message) return m_replacer.text(raw, TextStyle::Url);
        const Bytes made = redactAsn1(m_redaction, *der);
        if (raw.find('%') != std::string_view::npos) return scep::encodeGetMessage(made);
        return overBase64(std::string(raw), made);
    }

    std::string fieldValue(const HttpField& field) {
        const std::string name = toLower(field.name);
        const std::string_view value = field.value;
        if (name == "content-length" || name == "date" || name == "expires" ||
            name == "last-modified" || name == "age" || name == "retry-after")
            return kept(value);
        if (name == "authorization" || name == "proxy-authorization" || name == "cookie" ||
            name == "set-cookie" || name == "www-authenticate" || name == "x-api-key")
            return credentials(value);
        if (name == "host" || name == "location" || name == "referer" || name == "origin" ||
            name == "content-location")
            return m_replacer.text(value, TextStyle::Url);
        // Of these, words and versions say which program it was; others may say anything.
        const bool known = name == "user-agent" || name == "server" || name == "via" ||
                           name == "connection" || name == "cache-control" || name == "pragma" ||
                           name == "keep-alive" || name == "x-powered-by" ||
                           name.starts_with("accept") || name.starts_with("content-") ||
                           name.ends_with("-encoding");
        return m_replacer.text(value, known ? TextStyle::Head : TextStyle::Plain);
    }

    /// A number or a time; anything else there is a text like others.
    std::string kept(std::string_view value) {
        const bool good = value.size() <= 40 && std::ranges::all_of(value, [](char c) {
                              return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                                     (c >= 'a' && c <= 'z') || c == ' ' || c == ',' || c == ':';
                          });
        if (!good) return m_replacer.text(value);
        std::string made;
        for (std::size_t at = 0; at < value.size();) {
            const bool letter = (value[at] | 0x20) >= 'a' && (value[at] | 0x20) <= 'z';
            std::size_t end = at + 1;
            while (letter && end < value.size() && (value[end] | 0x20) >= 'a' &&
                   (value[end] | 0x20) <= 'z')
                ++end;
            const std::string_view part = value.substr(at, end - at);
            made += letter ? m_replacer.text(part, TextStyle::Head) : std::string(part);
            at = end;
        }
        return made;
    }

    /// "Basic dXNlcjpwYXNz": the scheme stays, no letter of the rest.
    std::string credentials(std::string_view value) {
        std::string made;
        for (std::size_t at = 0; at < value.size();) {
            const std::size_t end = std::min(value.find_first_of(" =;,\"", at), value.size());
            const std::string_view word = value.substr(at, end - at);
            const bool named = at == 0 || (end < value.size() && value[end] == '=');
            if (!word.empty())
                made += named && isKeptWord(toLower(word)) ? std::string(word)
                                                           : m_replacer.secret(word);
            if (end < value.size()) made += value[end];
            at = end + 1;
        }
        return made;
    }

    // ---- body

    std::string body(ByteView bytes) {
        if (bytes.empty()) return {};
        std::string text(textOf(bytes));
        switch (recognize(bytes)) {
        case Format::Asn1:
            return std::string(textOf(redactAsn1(m_redaction, bytes)));
        case Format::Base64:
            if (const auto der = fromBase64(trimmed(text)))
                return overBase64(std::move(text), redactAsn1(m_redaction, *der));
            break;
        case Format::Hex:
            return overHex(std::move(text));
        case Format::Pem:
            return pem(text);
        case Format::NdesPage:
            if (looksLikeUtf16Le(bytes)) return wide(bytes);
            break;
        default:
            break;
        }
        if (looksLikeText(text)) return m_replacer.text(text, TextStyle::Page);
        return std::string(textOf(m_replacer.octets(bytes)));
    }

    std::string overHex(std::string text) {
        std::string digits;
        std::ranges::copy_if(text, std::back_inserter(digits), isHex);
        const auto bytes = fromHex(digits);
        if (!bytes) return m_replacer.text(text, TextStyle::Page);
        const std::string made = toUpperHex(redactAsn1(m_redaction, *bytes));
        std::size_t at = 0;
        for (char& c : text)
            if (isHex(c) && at < made.size()) c = made[at++];
        return text;
    }

    std::string pem(std::string_view text) {
        std::string made;
        bool inside = false;
        std::string block;
        for (const std::string_view line : split(text, '\n')) {
            const bool end = line.starts_with("-----END ");
            if (inside && end) {
                const auto der = fromBase64(block);
                made += der ? overBase64(block, redactAsn1(m_redaction, *der))
                            : m_replacer.text(block, TextStyle::Page);
                block.clear();
                inside = false;
            }
            if (inside)
                block.append(line).push_back('\n');
            else
                made += (line.starts_with("-----") ? std::string(line)
                                                   : m_replacer.text(line, TextStyle::Page)) +
                        '\n';
            if (line.starts_with("-----BEGIN ")) inside = true;
        }
        if (!block.empty()) made += m_replacer.text(block, TextStyle::Page);
        // The last line break was none, or split() gave an empty line for it.
        if (made.size() > text.size()) made.resize(text.size());
        return made;
    }

    /// A page in UTF-16: as its text becomes.
    std::string wide(ByteView bytes) {
        const std::string narrow = utf8FromUtf16Le(bytes);
        const bool ascii = std::ranges::all_of(
            narrow, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        if (!ascii) return std::string(textOf(m_replacer.octets(bytes)));
        std::string made;
        for (const char c : m_replacer.text(narrow, TextStyle::Page))
            made.append({c, '\0'});
        return made;
    }

    Replacer& m_replacer;
    const RedactOptions& m_options;
    Redaction m_redaction;
};

} // namespace

RedactedMessage redactMessage(Replacer& replacer, ByteView message, bool request,
                              const RedactOptions& options) {
    return MessageRedactor(replacer, options).run(message, request);
}

} // namespace scepter::inspect
