// Strict reading of JSON objects.
#pragma once

#include "asn1/oid.h"
#include "base/clock.h"
#include "base/result.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::store {

QString qt(std::string_view text);
QJsonArray toArray(const std::vector<std::string>& texts);
double secondsOf(Duration duration);

/// Reads members into variables, remembers the first thing that is wrong and what was asked for.
class ObjectReader {
public:
    /// `what` names the object in errors.
    ObjectReader(const QJsonObject& object, std::string what)
        : m_object(object)
        , m_what(std::move(what)) {}

    void read(std::string_view key, bool& value);
    void read(std::string_view key, std::string& value);
    void read(std::string_view key, unsigned& value);
    void read(std::string_view key, std::int64_t& value);
    void read(std::string_view key, Duration& value);
    void read(std::string_view key, std::vector<std::string>& value);
    void read(std::string_view key, std::vector<asn1::Oid>& value);
    /// A text that `parse` understands: an optional or a Result comes from it.
    template <class T, class Parse>
    void readAs(std::string_view key, T& value, const Parse& parse) {
        std::string text;
        if (!has(key)) return;
        read(key, text);
        if (auto parsed = parse(text))
            value = *parsed;
        else
            reject(key, "\"" + text + "\" is not known here");
    }
    template <class T, class Parse>
    void readListAs(std::string_view key, std::vector<T>& values, const Parse& parse) {
        std::vector<std::string> texts;
        if (!has(key)) return;
        read(key, texts);
        values.clear();
        for (const std::string& text : texts) {
            if (auto parsed = parse(text))
                values.push_back(*parsed);
            else
                reject(key, "\"" + text + "\" is not known here");
        }
    }
    QJsonObject object(std::string_view key);
    QJsonArray array(std::string_view key);

    /// True when the member is there; null counts as not there.
    bool has(std::string_view key);
    void reject(std::string_view key, const std::string& why);
    /// Reads "version"; StoreNewer when it is above `known`.
    void readVersion(int known);
    void take(Error error);

    /// The first error; InvalidArgument for a member that was never asked for.
    Result<void> finish();

private:
    QJsonValue value(std::string_view key);
    std::optional<double> number(std::string_view key, double least, double most);

    QJsonObject m_object;
    std::string m_what;
    std::set<QString> m_known;
    std::optional<Error> m_error;
};

} // namespace scepter::store
