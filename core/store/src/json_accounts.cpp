#include "json_reader.h"
#include "store/accounts.h"
#include "store/json.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace scepter::store {

namespace {

constexpr int kVersion = 1;
constexpr std::size_t kMaxName = 64;
constexpr std::size_t kMaxText = 200;
constexpr unsigned kMaxUses = 1'000'000;
constexpr unsigned kMaxCount = 1'000'000;
constexpr unsigned kMinCodeBytes = 8;
constexpr unsigned kMaxCodeBytes = 32;
constexpr Duration kMaxLife = std::chrono::days{366};
constexpr Duration kMaxWindow = std::chrono::days{7};

template <class T> using Words = std::pair<T, std::string_view>;
constexpr std::array<Words<AccountRole>, 2> kRoles{
    {{AccountRole::Mint, "mint"}, {AccountRole::Admin, "admin"}}};
constexpr std::array<Words<Door>, 3> kDoors{
    {{Door::Ndes, "ndes"}, {Door::Jamf, "jamf"}, {Door::Rest, "rest"}}};
constexpr std::array<Words<PageEncoding>, 3> kEncodings{{{PageEncoding::Utf16, "utf16"},
                                                         {PageEncoding::Utf16WithMark, "utf16-bom"},
                                                         {PageEncoding::Utf8, "utf8"}}};

template <class Table, class T> std::string_view wordOf(const Table& table, T value) {
    return std::ranges::find(table, value, &Words<T>::first)->second;
}
template <class T, std::size_t N>
std::optional<T> valueOf(const std::array<Words<T>, N>& table, std::string_view word) {
    const auto found = std::ranges::find(table, word, &Words<T>::second);
    return found == table.end() ? std::nullopt : std::optional(found->first);
}

/// What a Basic header can carry, and what a line of the audit trail cannot be broken with.
bool isName(std::string_view name) {
    return !name.empty() && name.size() <= kMaxName && std::ranges::all_of(name, [](char c) {
        return c > ' ' && c < '\x7F' && c != ':' && c != '"';
    });
}

bool isLife(Duration life, Duration most) {
    return life >= std::chrono::seconds{1} && life <= most;
}

Result<void> checkCodes(const AccountSettings& settings) {
    if (!isLife(settings.codeLife, kMaxLife))
        return fail(ErrorCode::InvalidArgument, "codes live from a second to a year");
    if (settings.uses < 1 || settings.uses > kMaxUses)
        return fail(ErrorCode::InvalidArgument, "a code has 1 to 1000000 uses");
    if (settings.codeBytes < kMinCodeBytes || settings.codeBytes > kMaxCodeBytes)
        return fail(ErrorCode::InvalidArgument, "codes of the NDES page have 8 to 32 bytes");
    if (settings.maxOutstanding > kMaxCount || settings.rateCount > kMaxCount)
        return fail(ErrorCode::InvalidArgument, "a limit on codes is at most 1000000");
    if (!isLife(settings.rateWindow, kMaxWindow))
        return fail(ErrorCode::InvalidArgument, "a rate is over a second to 7 days");
    return {};
}

} // namespace

std::string_view toText(AccountRole role) {
    return wordOf(kRoles, role);
}
std::optional<AccountRole> accountRoleFromText(std::string_view text) {
    return valueOf(kRoles, text);
}
std::string_view toText(Door door) {
    return wordOf(kDoors, door);
}
std::optional<Door> doorFromText(std::string_view text) {
    return valueOf(kDoors, text);
}
std::string_view toText(PageEncoding encoding) {
    return wordOf(kEncodings, encoding);
}
std::optional<PageEncoding> pageEncodingFromText(std::string_view text) {
    return valueOf(kEncodings, text);
}

bool AccountSettings::mayEnter(Door door) const {
    return enabled && std::ranges::find(doors, door) != doors.end();
}

Result<void> checkAccount(const AccountSettings& settings) {
    if (!isName(settings.name))
        return fail(ErrorCode::InvalidArgument,
                    "an account's name has 1 to 64 visible ASCII characters without ':' and '\"'");
    if (settings.role == AccountRole::Mint && settings.endpoint.empty())
        return fail(ErrorCode::InvalidArgument, "an account that mints needs its endpoint");
    if (settings.doors.empty())
        return fail(ErrorCode::InvalidArgument, "an account needs a door: ndes, jamf or rest");
    if (settings.notePrefix.size() > kMaxText || settings.deviceSubject.size() > kMaxText ||
        !isUtf8(settings.notePrefix) || !isUtf8(settings.deviceSubject))
        return fail(ErrorCode::InvalidArgument,
                    "note and subject of an account have at most 200 bytes of UTF-8");
    if (settings.lockTries > 1000 || !isLife(settings.lockTime, kMaxWindow))
        return fail(ErrorCode::InvalidArgument,
                    "an account is locked after at most 1000 tries, for at most 7 days");
    return checkCodes(settings);
}

QJsonObject toJson(const AccountSettings& settings) {
    QJsonArray doors;
    for (const Door door : settings.doors)
        doors.append(qt(toText(door)));
    return {{QStringLiteral("version"), kVersion},
            {QStringLiteral("name"), qt(settings.name)},
            {QStringLiteral("role"), qt(toText(settings.role))},
            {QStringLiteral("enabled"), settings.enabled},
            {QStringLiteral("endpoint"), qt(settings.endpoint)},
            {QStringLiteral("doors"), doors},
            {QStringLiteral("constraints"), toJson(settings.constraints)},
            {QStringLiteral("deviceSubject"), qt(settings.deviceSubject)},
            {QStringLiteral("notePrefix"), qt(settings.notePrefix)},
            {QStringLiteral("codeLifeSeconds"), secondsOf(settings.codeLife)},
            {QStringLiteral("uses"), static_cast<qint64>(settings.uses)},
            {QStringLiteral("maxOutstanding"), static_cast<qint64>(settings.maxOutstanding)},
            {QStringLiteral("rateCount"), static_cast<qint64>(settings.rateCount)},
            {QStringLiteral("rateWindowSeconds"), secondsOf(settings.rateWindow)},
            {QStringLiteral("codeBytes"), static_cast<qint64>(settings.codeBytes)},
            {QStringLiteral("singlePassword"), settings.singlePassword},
            {QStringLiteral("encoding"), qt(toText(settings.encoding))},
            {QStringLiteral("lockTries"), static_cast<qint64>(settings.lockTries)},
            {QStringLiteral("lockTimeSeconds"), secondsOf(settings.lockTime)}};
}

Result<AccountSettings> accountFromJson(const QJsonObject& object) {
    ObjectReader reader(object, "account");
    AccountSettings settings;
    reader.readVersion(kVersion);
    reader.read("name", settings.name);
    reader.readAs("role", settings.role, accountRoleFromText);
    reader.read("enabled", settings.enabled);
    reader.read("endpoint", settings.endpoint);
    reader.readListAs("doors", settings.doors, doorFromText);
    if (reader.has("constraints")) {
        auto constraints = constraintsFromJson(reader.object("constraints"));
        if (constraints)
            settings.constraints = std::move(*constraints);
        else
            reader.take(std::move(constraints).error());
    }
    reader.read("deviceSubject", settings.deviceSubject);
    reader.read("notePrefix", settings.notePrefix);
    reader.read("codeLifeSeconds", settings.codeLife);
    reader.read("uses", settings.uses);
    reader.read("maxOutstanding", settings.maxOutstanding);
    reader.read("rateCount", settings.rateCount);
    reader.read("rateWindowSeconds", settings.rateWindow);
    reader.read("codeBytes", settings.codeBytes);
    reader.read("singlePassword", settings.singlePassword);
    reader.readAs("encoding", settings.encoding, pageEncodingFromText);
    reader.read("lockTries", settings.lockTries);
    reader.read("lockTimeSeconds", settings.lockTime);
    SCEPTER_CHECK(reader.finish());
    return settings;
}

} // namespace scepter::store
