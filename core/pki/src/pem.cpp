#include "pki/pem.h"

#include "base/encoding.h"
#include "base/text.h"

#include <algorithm>

namespace scepter::pki {
namespace {

constexpr std::size_t kMaxText = std::size_t{32} << 20;
constexpr std::size_t kLineSize = 64; // RFC 7468 section 2
constexpr std::string_view kDashes = "-----";
constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";

// "CERTIFICATE" from "-----BEGIN CERTIFICATE-----"; nothing for any other line.
std::optional<std::string_view> labelOf(std::string_view line, std::string_view prefix) {
    line = trimmed(line);
    if (!line.starts_with(prefix) || !line.ends_with(kDashes)) return std::nullopt;
    line.remove_prefix(prefix.size());
    if (line.size() < kDashes.size()) return std::nullopt;
    line.remove_suffix(kDashes.size());
    return line;
}

// Hands out a text line by line.
class Lines {
public:
    explicit Lines(std::string_view text)
        : m_rest(text) {}

    std::optional<std::string_view> next() {
        if (m_rest.empty()) return std::nullopt;
        const std::size_t end = m_rest.find('\n');
        const std::string_view line = m_rest.substr(0, end);
        m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
        return line;
    }
    [[nodiscard]] const char* position() const { return m_rest.data(); }

private:
    std::string_view m_rest;
};

// The text up to the END line of the label; the lines stand behind it then.
Result<std::string_view> readBody(Lines& lines, std::string_view label) {
    const char* const start = lines.position();
    while (const auto line = lines.next()) {
        if (labelOf(*line, kBegin))
            return fail(ErrorCode::EncodingMalformed, "a PEM block begins within another");
        const auto end = labelOf(*line, kEnd);
        if (!end) continue;
        if (*end != label)
            return fail(ErrorCode::EncodingMalformed, "a PEM block ends with another label");
        return std::string_view(start, static_cast<std::size_t>(line->data() - start));
    }
    return fail(ErrorCode::EncodingMalformed, "a PEM block has no end");
}

// "Proc-Type: 4,ENCRYPTED": neither base64 alphabet has a colon.
bool hasHeaders(std::string_view body) {
    return body.find(':') != std::string_view::npos;
}

bool isCertificateLabel(std::string_view label) {
    return label == "CERTIFICATE" || label == "X509 CERTIFICATE" || label == "TRUSTED CERTIFICATE";
}

Result<Certificate> certificateOf(const PemBlock& block) {
    if (block.label != "TRUSTED CERTIFICATE") return Certificate::fromDer(block.der);
    // OpenSSL's own form: trust settings follow the certificate.
    SCEPTER_TRY(tree, asn1::Tree::parsePrefix(block.der));
    return Certificate::fromDer(tree.root().encoded());
}

} // namespace

Result<std::vector<PemBlock>> readPem(std::string_view text) {
    if (text.size() > kMaxText) return fail(ErrorCode::LimitExceeded, "the PEM text is too long");
    std::vector<PemBlock> blocks;
    Lines lines(text);
    while (const auto line = lines.next()) {
        const auto label = labelOf(*line, kBegin);
        if (!label) continue;
        SCEPTER_TRY(body, readBody(lines, *label));
        if (hasHeaders(body)) continue;
        SCEPTER_TRY(der, fromBase64(body));
        blocks.push_back({std::string(*label), std::move(der)});
    }
    return blocks;
}

std::string toPem(std::string_view label, ByteView der) {
    const std::string base64 = toBase64(der);
    std::string pem = std::string(kBegin).append(label).append(kDashes).append("\n");
    for (std::size_t at = 0; at < base64.size(); at += kLineSize)
        pem.append(base64, at, kLineSize).append("\n");
    return pem.append(kEnd).append(label).append(kDashes).append("\n");
}

Result<std::vector<Certificate>> readCertificates(ByteView pemOrDer) {
    const std::string_view text = textOf(pemOrDer);
    if (text.find(kBegin) == std::string_view::npos) {
        SCEPTER_TRY(certificate, Certificate::fromDer(pemOrDer));
        return std::vector{std::move(certificate)};
    }
    // A DER certificate may hold that text as well.
    if (!pemOrDer.empty() && pemOrDer.front() == 0x30)
        if (auto certificate = Certificate::fromDer(pemOrDer))
            return std::vector{std::move(*certificate)};
    SCEPTER_TRY(blocks, readPem(text));
    std::vector<Certificate> certificates;
    for (const PemBlock& block : blocks) {
        if (!isCertificateLabel(block.label)) continue;
        SCEPTER_TRY(certificate, certificateOf(block));
        certificates.push_back(std::move(certificate));
    }
    if (certificates.empty())
        return fail(ErrorCode::CertificateMalformed, "no certificate in the text");
    return certificates;
}

} // namespace scepter::pki
