#include "json_reader.h"

#include "store/json.h"

#include <QJsonDocument>

#include <cmath>
#include <limits>

namespace scepter::store {

namespace {

constexpr qsizetype kMaxText = qsizetype{1} << 20;
// Doubles are exact up to here.
constexpr double kMaxInteger = 9007199254740992.0;
// A thousand years.
constexpr double kMaxSeconds = 1000.0 * 366 * 86400;

} // namespace

QString qt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonArray toArray(const std::vector<std::string>& texts) {
    QJsonArray array;
    for (const std::string& text : texts)
        array.append(qt(text));
    return array;
}

double secondsOf(Duration duration) {
    return static_cast<double>(duration.count()) / 1000.0;
}

Result<QJsonObject> jsonObjectFromText(const QByteArray& text) {
    if (text.size() > kMaxText) return fail(ErrorCode::EncodingMalformed, "JSON over 1 MiB");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorCode::EncodingMalformed, "JSON, at " + std::to_string(error.offset) +
                                                      ": " + error.errorString().toStdString());
    if (!document.isObject()) return fail(ErrorCode::EncodingMalformed, "not a JSON object");
    return document.object();
}

QJsonValue ObjectReader::value(std::string_view key) {
    const QString name = qt(key);
    m_known.insert(name);
    return m_object.value(name);
}

bool ObjectReader::has(std::string_view key) {
    const QJsonValue found = value(key);
    return !found.isUndefined() && !found.isNull();
}

void ObjectReader::reject(std::string_view key, const std::string& why) {
    take({ErrorCode::InvalidArgument,
          m_what + "." + std::string(key) + ": " + why,
          {},
          std::nullopt});
}

void ObjectReader::take(Error error) {
    if (!m_error) m_error = std::move(error);
}

void ObjectReader::readVersion(int known) {
    std::int64_t version = known;
    read("version", version);
    if (version > known)
        take({ErrorCode::StoreNewer,
              m_what + " has version " + std::to_string(version) + ", this program knows " +
                  std::to_string(known),
              {},
              std::nullopt});
    else if (version < 1)
        reject("version", "not a version");
}

std::optional<double> ObjectReader::number(std::string_view key, double least, double most) {
    if (!has(key)) return std::nullopt;
    const QJsonValue found = value(key);
    const double number = found.toDouble(std::numeric_limits<double>::quiet_NaN());
    if (found.isDouble() && number >= least && number <= most) return number;
    reject(key, "not a number in its range");
    return std::nullopt;
}

void ObjectReader::read(std::string_view key, bool& target) {
    if (!has(key)) return;
    const QJsonValue found = value(key);
    if (found.isBool())
        target = found.toBool();
    else
        reject(key, "not true or false");
}

void ObjectReader::read(std::string_view key, std::string& target) {
    if (!has(key)) return;
    const QJsonValue found = value(key);
    if (found.isString())
        target = found.toString().toStdString();
    else
        reject(key, "not a text");
}

void ObjectReader::read(std::string_view key, unsigned& target) {
    std::int64_t wide = target;
    read(key, wide);
    if (wide < 0 || wide > std::numeric_limits<unsigned>::max())
        reject(key, "out of range");
    else
        target = static_cast<unsigned>(wide);
}

void ObjectReader::read(std::string_view key, std::int64_t& target) {
    const auto found = number(key, -kMaxInteger, kMaxInteger);
    if (!found) return;
    if (std::trunc(*found) != *found) return reject(key, "not a whole number");
    target = static_cast<std::int64_t>(*found);
}

void ObjectReader::read(std::string_view key, Duration& target) {
    if (const auto seconds = number(key, 0, kMaxSeconds))
        target = Duration(std::llround(*seconds * 1000.0));
}

void ObjectReader::read(std::string_view key, std::vector<std::string>& target) {
    if (!has(key)) return;
    target.clear();
    for (const QJsonValue& item : array(key)) {
        if (!item.isString()) return reject(key, "not a list of texts");
        target.push_back(item.toString().toStdString());
    }
}

void ObjectReader::read(std::string_view key, std::vector<asn1::Oid>& target) {
    readListAs(key, target, [](const std::string& text) { return asn1::Oid::fromText(text); });
}

QJsonObject ObjectReader::object(std::string_view key) {
    if (!has(key)) return {};
    const QJsonValue found = value(key);
    if (!found.isObject()) reject(key, "not an object");
    return found.toObject();
}

QJsonArray ObjectReader::array(std::string_view key) {
    if (!has(key)) return {};
    const QJsonValue found = value(key);
    if (!found.isArray()) reject(key, "not a list");
    return found.toArray();
}

Result<void> ObjectReader::finish() {
    for (auto member = m_object.constBegin(); member != m_object.constEnd(); ++member)
        if (!m_known.contains(member.key())) reject(member.key().toStdString(), "no such member");
    if (m_error) return failWith(*m_error);
    return {};
}

} // namespace scepter::store
