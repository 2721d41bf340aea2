#include "jamf_hook.h"

#include "base/text.h"
#include "pki/name.h"
#include "responder/admin.h"
#include "store/json.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QXmlStreamReader>

#include <algorithm>
#include <optional>

namespace scepter::responder {

namespace {

constexpr std::size_t kMaxFields = 200;
constexpr std::size_t kMaxValue = 256;
constexpr int kMaxDepth = 16;

void put(JamfEvent& event, const std::string& name, const std::string& value, bool first) {
    if (event.fields.size() >= kMaxFields || name.empty()) return;
    if (first)
        event.fields.insert_or_assign(name, value);
    else
        event.fields.try_emplace(name, value);
}

void putPlain(JamfEvent& event, const QJsonObject& object, bool first) {
    for (auto it = object.begin(); it != object.end(); ++it) {
        const std::string name = it.key().toStdString();
        if (it->isString()) put(event, name, it->toString().toStdString(), first);
        if (it->isDouble())
            put(event, name, QString::number(it->toDouble(), 'g', 15).toStdString(), first);
    }
}

Result<JamfEvent> readJson(ByteView body) {
    SCEPTER_TRY(object, store::jsonObjectFromText({reinterpret_cast<const char*>(body.data()),
                                                   static_cast<qsizetype>(body.size())}));
    const QJsonObject details = object.value(QLatin1String("event")).toObject();
    JamfEvent event;
    event.name = object.value(QLatin1String("webhook"))
                     .toObject()
                     .value(QLatin1String("webhookEvent"))
                     .toString()
                     .toStdString();
    putPlain(event, details, false);
    putPlain(event, details.value(QLatin1String("targetDevice")).toObject(), true);
    return event;
}

/// Texts of leaves, by where they stand; the root's name does not matter.
class XmlWalk {
public:
    explicit XmlWalk(JamfEvent& event)
        : m_event(event) {}

    bool begin(const QString& name) {
        m_path.append(name);
        m_text.clear();
        return m_path.size() <= kMaxDepth;
    }
    void text(const QString& part) {
        if (m_text.size() < qsizetype{4096}) m_text += part;
    }
    void end() {
        const QStringList below = m_path.mid(1);
        const std::string value = m_text.trimmed().toStdString();
        const std::string name = m_path.last().toStdString();
        if (below == QStringList{QStringLiteral("webhook"), QStringLiteral("webhookEvent")})
            m_event.name = value;
        else if (below.size() == 2 && below.first() == QLatin1String("event") && !value.empty())
            put(m_event, name, value, false);
        else if (below.size() == 3 && below.first() == QLatin1String("event") &&
                 below.at(1) == QLatin1String("targetDevice"))
            put(m_event, name, value, true);
        m_path.removeLast();
        m_text.clear();
    }

private:
    JamfEvent& m_event;
    QStringList m_path;
    QString m_text;
};

Result<JamfEvent> readXml(ByteView body) {
    QXmlStreamReader reader(QByteArray(reinterpret_cast<const char*>(body.data()),
                                       static_cast<qsizetype>(body.size())));
    JamfEvent event;
    XmlWalk walk(event);
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::DTD:
            return fail(ErrorCode::InvalidArgument, "XML with a DOCTYPE is not read");
        case QXmlStreamReader::StartElement:
            if (!walk.begin(reader.name().toString()))
                return fail(ErrorCode::InvalidArgument, "the XML is nested too deep");
            break;
        case QXmlStreamReader::Characters:
            walk.text(reader.text().toString());
            break;
        case QXmlStreamReader::EndElement:
            walk.end();
            break;
        default:
            break;
        }
    }
    if (reader.hasError()) return fail(ErrorCode::InvalidArgument, "this is no well-formed XML");
    return event;
}

struct Part {
    std::string text; ///< as it is, or a field's name
    bool isField = false;
};

/// "a{b}c" as "a", {b}, "c". Nothing for braces that do not fit.
std::optional<std::vector<Part>> partsOf(std::string_view text) {
    std::vector<Part> parts;
    while (!text.empty()) {
        const auto open = text.find_first_of("{}");
        if (open == std::string_view::npos) {
            parts.push_back({std::string(text), false});
            break;
        }
        const auto close = text.find_first_of("{}", open + 1);
        if (text[open] == '}' || close == std::string_view::npos || text[close] == '{' ||
            close == open + 1)
            return std::nullopt;
        if (open > 0) parts.push_back({std::string(text.substr(0, open)), false});
        parts.push_back({std::string(text.substr(open + 1, close - open - 1)), true});
        text.remove_prefix(close + 1);
    }
    return parts;
}

struct DeviceRule {
    challenge::SubjectRule rule;
    std::vector<Part> parts;
};

Result<std::vector<DeviceRule>> rulesOf(std::string_view text) {
    challenge::Constraints read;
    SCEPTER_CHECK(challenge::addSubjectConstraint(read, text));
    if (read.subjectText)
        return fail(ErrorCode::InvalidArgument,
                    "a device's subject is ATTRIBUTE=TEXT with {fields}, not an expression");
    std::vector<DeviceRule> rules;
    for (challenge::SubjectRule& rule : read.subject) {
        std::string_view value = rule.pattern.text();
        if (value.starts_with("exact:")) value.remove_prefix(6);
        auto parts = partsOf(value);
        const bool plain = rule.pattern.kind() == challenge::PatternKind::Exact;
        if (!parts || (!plain && std::ranges::any_of(*parts, &Part::isField)))
            return fail(ErrorCode::InvalidArgument,
                        "a device's subject has fields as {serialNumber}, and no * or ? with them");
        if (!plain) parts->clear();
        rules.push_back({std::move(rule), std::move(*parts)});
    }
    return rules;
}

Result<std::string> filled(const std::vector<Part>& parts, const JamfEvent& event) {
    std::string text;
    for (const Part& part : parts) {
        if (!part.isField) {
            text += part.text;
            continue;
        }
        const std::string value = event.field(part.text);
        if (value.empty() || value.size() > kMaxValue || printable(value) != value)
            return fail(ErrorCode::InvalidArgument,
                        "the event has no usable " + part.text + " to bind the code to");
        text += value;
    }
    return text;
}

} // namespace

std::string JamfEvent::field(std::string_view wanted) const {
    if (const auto exact = fields.find(std::string(wanted)); exact != fields.end())
        return exact->second;
    for (const auto& [known, value] : fields)
        if (equalsIgnoringCase(known, wanted)) return value;
    return {};
}

Result<JamfEvent> readJamfEvent(ByteView body) {
    const std::string_view text = trimmed(textOf(body));
    auto event = text.starts_with('<') ? readXml(body) : readJson(body);
    if (!event) return fail(ErrorCode::InvalidArgument, event.error().detail);
    if (event->name.empty())
        return fail(ErrorCode::InvalidArgument, "this is no event of a Jamf webhook");
    return event;
}

Result<void> bindToDevice(challenge::Constraints& constraints, std::string_view deviceSubject,
                          const JamfEvent& event) {
    if (deviceSubject.empty()) return {};
    SCEPTER_TRY(rules, rulesOf(deviceSubject));
    for (DeviceRule& one : rules) {
        if (!one.parts.empty()) {
            SCEPTER_TRY(value, filled(one.parts, event));
            // What came from outside is that text, whatever it looks like.
            SCEPTER_TRY(pattern, challenge::Pattern::fromText("exact:" + value));
            one.rule.pattern = std::move(pattern);
        }
        constraints.subject.push_back(std::move(one.rule));
    }
    // Who is bound to a name gets no others beside it.
    constraints.onlyListedSubjectAttributes = true;
    constraints.onlyListedSans = true;
    return {};
}

Result<void> checkDeviceSubject(std::string_view text) {
    if (text.empty()) return {};
    SCEPTER_CHECK(rulesOf(text));
    return {};
}

} // namespace scepter::responder
