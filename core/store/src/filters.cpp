#include "filters.h"

#include "base/encoding.h"
#include "base/text.h"
#include "pki/crypto.h"
#include "rows.h"

#include <algorithm>
#include <charconv>

namespace scepter::store {

namespace {

using challenge::CodeState;
using enrollment::RequestState;

constexpr std::size_t kSha1Size = 20;
constexpr std::size_t kSha256Size = 32;

/// The hex digits of a text like "00:9F:3a" or "009f3a", lower case; empty when it is not hex.
std::string hexDigits(std::string_view text) {
    std::string digits;
    for (const char c : toLower(text)) {
        if (c == ':' || c == '-' || c == ' ') continue;
        if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return {};
        digits += c;
    }
    return digits;
}

/// Serials are stored without leading zero octets.
std::string_view withoutZeroOctets(std::string_view digits) {
    while (digits.size() > 2 && digits.starts_with("00"))
        digits.remove_prefix(2);
    return digits;
}

void addText(Conditions& conditions, std::string_view text,
             std::initializer_list<std::string_view> columns) {
    AnyOf any;
    for (const std::string_view column : columns)
        any.contains(column, text);
    any.addTo(conditions);
}

void addStatus(Conditions& conditions, const CertificateFilter& filter) {
    using Status = CertificateFilter::Status;
    if (filter.status == Status::Any) return;
    if (filter.status == Status::Revoked) {
        conditions.where("c.revoked_at IS NOT NULL");
        return;
    }
    conditions.where("c.revoked_at IS NULL");
    // "+ 0" keeps the index on the end of validity out: a list by id would have to be sorted.
    if (filter.status == Status::Expired) {
        conditions.where("c.not_after + 0 < ?", filter.now);
        return;
    }
    conditions.where("c.not_after + 0 >= ?", filter.now);
    if (filter.status == Status::Ending)
        conditions.where("c.not_after + 0 <= ?", filter.now + filter.within);
}

/// The same order of judgement as CodeRecord::stateAt.
void addState(Conditions& conditions, CodeState state, TimePoint now) {
    conditions.where(state == CodeState::Withdrawn ? "withdrawn = 1" : "withdrawn = 0");
    if (state == CodeState::Withdrawn) return;
    conditions.where(state == CodeState::Used ? "uses_left = 0" : "uses_left > 0");
    if (state == CodeState::Used) return;
    conditions.where(state == CodeState::Expired ? "expires_at <= ?" : "expires_at > ?", now);
}

std::optional<std::int64_t> numberOf(std::string_view text) {
    if (text.starts_with('#')) text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

} // namespace

Result<Conditions> conditionsOf(const RequestFilter& filter) {
    Conditions conditions;
    std::vector<RequestState> states = filter.states;
    if (filter.state) states.push_back(*filter.state);
    std::vector<std::int64_t> numbers;
    for (const RequestState state : states)
        numbers.push_back(static_cast<std::int64_t>(state));
    std::ranges::sort(numbers);
    numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
    conditions.oneOf("r.state", numbers);
    // Names the condition of the index that all states but the usual one have.
    if (!numbers.empty() && std::ranges::find(states, RequestState::Issued) == states.end())
        conditions.where("r.state <> 1");
    if (filter.endpointId != 0) conditions.where("r.endpoint_id = ?", filter.endpointId);
    SCEPTER_TRY(text, wantedText(filter.text));
    if (!text.empty())
        addText(conditions, text,
                {"r.subject", "r.san", "r.transaction_id", "r.remote_address", "r.reason"});
    return conditions;
}

Result<Conditions> conditionsOf(Connection& connection, const CertificateFilter& filter) {
    Conditions conditions;
    addStatus(conditions, filter);
    if (filter.authorityId != 0) conditions.where("c.authority_id = ?", filter.authorityId);
    if (filter.generationId != 0) conditions.where("c.generation_id = ?", filter.generationId);
    if (!filter.subject.empty()) conditions.where("c.subject = ?", filter.subject);
    SCEPTER_TRY(key, wantedText(filter.key));
    if (!key.empty()) addText(conditions, key, {"c.key_text"});
    SCEPTER_TRY(text, wantedText(filter.text));
    if (text.empty()) return conditions;
    const std::string digits = hexDigits(text);
    if (digits.size() == 2 * kSha1Size || digits.size() == 2 * kSha256Size) {
        SCEPTER_TRY(fingerprint, fromHex(digits));
        SCEPTER_TRY(found, findFingerprint(connection, fingerprint));
        if (!found.empty()) return conditions.oneOf("c.id", found);
    }
    AnyOf any;
    any.contains("c.subject", text).contains("c.san", text);
    if (!digits.empty()) any.contains("c.serial", withoutZeroOctets(digits));
    any.addTo(conditions);
    return conditions;
}

Result<Conditions> conditionsOf(const Dialect& dialect, const CodeFilter& filter) {
    Conditions conditions;
    if (filter.state) addState(conditions, *filter.state, filter.now);
    if (!filter.endpoint.empty()) conditions.where("endpoint = ?", filter.endpoint);
    SCEPTER_TRY(text, wantedText(filter.text));
    if (text.empty()) return conditions;
    AnyOf any;
    any.contains("note", text).contains("endpoint", text);
    if (const auto number = numberOf(text)) any.equals("id", *number);
    any.holds(dialect.jsonTextLike("constraints"), patternOf(text));
    any.addTo(conditions);
    return conditions;
}

Result<Conditions> conditionsOf(const AuditFilter& filter) {
    Conditions conditions;
    if (filter.from) conditions.where("at >= ?", *filter.from);
    if (filter.until) conditions.where("at < ?", *filter.until);
    SCEPTER_TRY(actor, wantedText(filter.actor));
    if (!actor.empty()) addText(conditions, actor, {"actor"});
    SCEPTER_TRY(action, wantedText(filter.action));
    if (!action.empty()) conditions.where("action LIKE ? ESCAPE '\\'", patternOf(action, false));
    if (!filter.object.empty()) conditions.where("object = ?", filter.object);
    SCEPTER_TRY(text, wantedText(filter.text));
    if (!text.empty()) addText(conditions, text, {"actor", "action", "object", "detail"});
    return conditions;
}

Result<std::vector<std::int64_t>> findFingerprint(Connection& connection, ByteView fingerprint) {
    std::vector<std::int64_t> ids;
    const bool isSha1 = fingerprint.size() == kSha1Size;
    if (!isSha1 && fingerprint.size() != kSha256Size) return ids;
    auto query = connection.statement("SELECT f.certificate_id, p.der FROM fingerprints f "
                                      "JOIN certificate_parts p ON p.certificate_id = "
                                      "f.certificate_id WHERE f.print_key = ? LIMIT 16");
    query.bind(hashKey(fingerprint));
    while (true) {
        SCEPTER_TRY(found, query.next());
        if (!found) return ids;
        const auto digest = isSha1 ? pki::Digest::Sha1 : pki::Digest::Sha256;
        if (sameBytes(pki::digestOf(digest, query.blob(1)), fingerprint))
            ids.push_back(query.integer(0));
    }
}

} // namespace scepter::store
