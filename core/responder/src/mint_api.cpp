#include "mint_api.h"

#include "base/text.h"
#include "store/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <charconv>
#include <cmath>

namespace scepter::responder {

namespace {

constexpr unsigned kMaxCount = 100;
constexpr double kMaxSeconds = 366.0 * 86400;
constexpr double kMaxUses = 1'000'000;
constexpr qsizetype kMaxNote = 200;

http::Response json(unsigned status, const QJsonObject& object,
                    std::string_view type = "application/json") {
    const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    http::Response response;
    response.status = status;
    response.contentType = type;
    response.body.assign(text.begin(), text.end());
    return response;
}

QString qtText(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::unexpected<Error> malformed(const QString& member, const std::string& wanted) {
    return fail(ErrorCode::InvalidArgument, member.toStdString() + " takes " + wanted);
}

Result<double> wholeNumber(const QString& name, const QJsonValue& value, double most) {
    const double number = value.toDouble(-1);
    if (!value.isDouble() || number < 1 || number > most || number != std::floor(number))
        return malformed(name, "a whole number from 1 to " +
                                   std::to_string(static_cast<std::int64_t>(most)));
    return number;
}

Result<std::string> plainText(const QString& name, const QJsonValue& value) {
    if (!value.isString() || value.toString().size() > kMaxNote)
        return malformed(name, "a text of at most 200 characters");
    return printable(value.toString().toStdString());
}

/// Who is bound to a name gets no others beside it, unless that is asked for.
QJsonObject withDefaults(QJsonObject constraints) {
    const bool bound = constraints.contains(QLatin1String("subject")) ||
                       constraints.contains(QLatin1String("subjectText")) ||
                       constraints.contains(QLatin1String("subjectAltNames"));
    if (bound && !constraints.contains(QLatin1String("onlyListedSans")))
        constraints.insert(QStringLiteral("onlyListedSans"), true);
    if (constraints.contains(QLatin1String("subject")) &&
        !constraints.contains(QLatin1String("onlyListedSubjectAttributes")))
        constraints.insert(QStringLiteral("onlyListedSubjectAttributes"), true);
    return constraints;
}

Result<void> readMember(MintWish& wish, const QString& name, const QJsonValue& value) {
    if (name == QLatin1String("count")) {
        SCEPTER_TRY(count, wholeNumber(name, value, kMaxCount));
        wish.count = static_cast<unsigned>(count);
    } else if (name == QLatin1String("ttlSeconds")) {
        SCEPTER_TRY(seconds, wholeNumber(name, value, kMaxSeconds));
        wish.life = std::chrono::seconds(static_cast<std::int64_t>(seconds));
    } else if (name == QLatin1String("uses")) {
        SCEPTER_TRY(uses, wholeNumber(name, value, kMaxUses));
        wish.uses = static_cast<unsigned>(uses);
    } else if (name == QLatin1String("endpoint")) {
        SCEPTER_TRY(endpoint, plainText(name, value));
        wish.endpoint = std::move(endpoint);
    } else if (name == QLatin1String("note")) {
        SCEPTER_TRY(note, plainText(name, value));
        wish.note = std::move(note);
    } else if (name == QLatin1String("constraints")) {
        if (!value.isObject()) return malformed(name, "an object");
        auto constraints = store::constraintsFromJson(withDefaults(value.toObject()));
        if (!constraints) return fail(ErrorCode::InvalidArgument, constraints.error().detail);
        wish.constraints = std::move(*constraints);
    } else {
        return fail(ErrorCode::InvalidArgument,
                    "there is no member " + printable(name.toStdString()));
    }
    return {};
}

struct Told {
    unsigned status;
    std::string_view title;
};

Told toldOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::LoginWrong:
    case ErrorCode::LoginLocked: // nobody outside is told that it is locked
        return {401, "Unauthorized"};
    case ErrorCode::NotFound:
        return {404, "Not found"};
    case ErrorCode::Conflict:
        return {409, "Conflict"};
    case ErrorCode::EncodingMalformed:
        return {400, "Malformed"};
    case ErrorCode::InvalidArgument:
    case ErrorCode::ConstraintViolated:
        return {422, "Not acceptable here"};
    case ErrorCode::TooManyCodes:
    case ErrorCode::TooManyTries:
        return {429, "Too many"};
    case ErrorCode::StoreBusy:
    case ErrorCode::StoreUnavailable:
    case ErrorCode::StoreFull:
    case ErrorCode::StoreReadOnly:
    case ErrorCode::AuthorityNotReady:
        return {503, "Not now"};
    default:
        return {500, "Failed"};
    }
}

} // namespace

Result<MintWish> readMintWish(ByteView body) {
    SCEPTER_TRY(object, store::jsonObjectFromText({reinterpret_cast<const char*>(body.data()),
                                                   static_cast<qsizetype>(body.size())}));
    MintWish wish;
    for (auto it = object.begin(); it != object.end(); ++it)
        SCEPTER_CHECK(readMember(wish, it.key(), it.value()));
    return wish;
}

http::Response mintedAnswer(const std::vector<MintedCode>& minted) {
    QJsonArray codes;
    for (const MintedCode& one : minted)
        codes.append(
            QJsonObject{{QStringLiteral("id"), static_cast<qint64>(one.record.id)},
                        {QStringLiteral("code"), qtText(one.code.text())},
                        {QStringLiteral("expiresAt"), qtText(toIsoText(one.record.expiresAt))}});
    return json(201, {{QStringLiteral("codes"), codes}});
}

http::Response codeAnswer(const challenge::CodeRecord& code, TimePoint now) {
    return json(200, {{QStringLiteral("id"), static_cast<qint64>(code.id)},
                      {QStringLiteral("state"), qtText(toText(code.stateAt(now)))},
                      {QStringLiteral("endpoint"), qtText(code.endpoint)},
                      {QStringLiteral("note"), qtText(code.note)},
                      {QStringLiteral("createdAt"), qtText(toIsoText(code.createdAt))},
                      {QStringLiteral("expiresAt"), qtText(toIsoText(code.expiresAt))},
                      {QStringLiteral("uses"), static_cast<qint64>(code.usesAllowed)},
                      {QStringLiteral("usesLeft"), static_cast<qint64>(code.usesLeft)}});
}

http::Response problem(unsigned status, std::string_view title, std::string_view detail,
                       std::string_view code) {
    return json(status,
                {{QStringLiteral("type"), QStringLiteral("about:blank")},
                 {QStringLiteral("title"), qtText(title)},
                 {QStringLiteral("status"), static_cast<int>(status)},
                 {QStringLiteral("detail"), qtText(detail)},
                 {QStringLiteral("code"), qtText(code)}},
                "application/problem+json");
}

http::Response problem(const Error& error) {
    const Told told = toldOf(error.code);
    const ErrorCode code =
        error.code == ErrorCode::LoginLocked ? ErrorCode::LoginWrong : error.code;
    std::string detail = error.detail;
    if (told.status == 401) detail = "The token is not good here.";
    // What goes on inside is for the log.
    if (told.status >= 500) detail = "The service cannot do it now.";
    auto response = problem(told.status, told.title, detail, toText(code));
    if (told.status == 401)
        response.headers.push_back({"WWW-Authenticate", "Bearer realm=\"Scepter\""});
    if (told.status == 429 || told.status == 503) response.headers.push_back({"Retry-After", "60"});
    return response;
}

std::optional<std::int64_t> codeIdIn(std::string_view path) {
    constexpr std::string_view kPrefix = "/api/v1/codes/";
    if (!path.starts_with(kPrefix)) return std::nullopt;
    path.remove_prefix(kPrefix.size());
    std::int64_t id = 0;
    const auto [stop, error] = std::from_chars(path.data(), path.data() + path.size(), id);
    if (error != std::errc{} || stop != path.data() + path.size() || id < 1) return std::nullopt;
    return id;
}

} // namespace scepter::responder
