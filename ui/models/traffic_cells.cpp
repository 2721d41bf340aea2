// What the cells of a list of exchanges say.
#include "models/layer_model.h"
#include "models/traffic_model.h"
#include "theme/theme.h"
#include "widgets/texts.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace scepter::ui {

namespace {

using inspect::Severity;
using workbench::TrafficRow;

constexpr unsigned kFirstHttpError = 400;

/// "FAILURE" of "FAILURE (2)".
QString wordOf(const std::string& value) {
    return text(value).section(QStringLiteral(" ("), 0, 0);
}

Tone outcomeTone(const inspect::FilterRow& fields) {
    if (fields.status.starts_with("FAILURE")) return Tone::Error;
    if (fields.status.starts_with("PENDING")) return Tone::Pending;
    if (fields.status.starts_with("SUCCESS")) return Tone::Ok;
    return fields.httpStatus >= kFirstHttpError ? Tone::Error : Tone::Neutral;
}

Severity severityOf(const std::string& name) {
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Advice})
        if (name == inspect::toText(severity)) return severity;
    return Severity::Info;
}

/// Nothing when nothing was found.
std::optional<Severity> worstOf(const inspect::FilterRow& fields) {
    std::optional<Severity> worst;
    for (const auto& [name, rule] : fields.findings)
        worst = std::max(worst, std::optional(severityOf(name)));
    return worst;
}

/// Of the worst; advice alone does not stand out.
Tone findingsTone(const inspect::FilterRow& fields) {
    const auto worst = worstOf(fields);
    return worst && *worst >= Severity::Warning ? toneOf(*worst) : Tone::Neutral;
}

QString findingsText(const inspect::FilterRow& fields) {
    if (fields.findings.empty()) return {};
    const QString worst = severityWord(*worstOf(fields));
    const auto more = static_cast<int>(fields.findings.size()) - 1;
    return more > 0 ? TrafficModel::tr("%1 +%2", "worst finding, and how many more")
                          .arg(worst, QLocale().toString(more))
                    : worst;
}

QString tookText(const TrafficRow& row) {
    if (row.duration.count() < 0) return {};
    const double ms = static_cast<double>(row.duration.count()) / 1000.0;
    return QLocale().toString(ms, 'f', ms < 10 ? 1 : 0);
}

QString sizeText(const TrafficRow& row) {
    const QLocale locale;
    return QStringLiteral("%1 / %2").arg(locale.toString(static_cast<qint64>(row.requestSize)),
                                         locale.toString(static_cast<qint64>(row.responseSize)));
}

QString timeText(TimePoint time, TimePoint now) {
    const QDateTime at = toDateTime(time).toLocalTime();
    return at.date() == toDateTime(now).toLocalTime().date()
               ? at.toString(QStringLiteral("HH:mm:ss"))
               : at.toString(QStringLiteral("MM-dd HH:mm"));
}

} // namespace

QString whatOf(const inspect::FilterRow& fields) {
    if (fields.operation.empty()) return text(fields.method + ' ' + fields.path).trimmed();
    return fields.messageType.empty()
               ? text(fields.operation)
               : text(fields.operation) + QLatin1Char(' ') + wordOf(fields.messageType);
}

QString outcomeOf(const inspect::FilterRow& fields) {
    if (fields.status.empty())
        return fields.httpStatus == 0 ? TrafficModel::tr("no reply")
                                      : QStringLiteral("HTTP %1").arg(fields.httpStatus);
    QString outcome = wordOf(fields.status);
    if (!fields.failInfo.empty()) outcome += QLatin1Char(' ') + wordOf(fields.failInfo);
    return outcome;
}

QVariant TrafficModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    const bool number = section == Number || section == Size || section == Took;
    if (role == Qt::TextAlignmentRole)
        return number ? QVariant(Qt::AlignVCenter | Qt::AlignRight) : QVariant();
    if (role == Qt::ToolTipRole) {
        if (section == Transaction)
            return tr("transactionID: how the client names this enrollment");
        if (section == Size) return tr("Bytes of the request and of the reply");
        if (section == Took) return tr("Milliseconds until the reply left");
        if (section == Findings) return tr("The worst that was found, and how much more");
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Number:
        return tr("No.");
    case Time:
        return tr("Time");
    case Peer:
        return tr("Peer");
    case What:
        return tr("What");
    case Transaction:
        return tr("Transaction");
    case Outcome:
        return tr("Result");
    case Size:
        return tr("Size");
    case Took:
        return tr("ms");
    case Findings:
        return tr("Findings");
    case Subject:
        return tr("Subject");
    case Client:
        return tr("Client");
    case Endpoint:
        return tr("Endpoint");
    default:
        return {};
    }
}

QString TrafficModel::shown(const TrafficRow& row, int column) const {
    const inspect::FilterRow& fields = row.fields;
    switch (column) {
    case Number:
        return QLocale().toString(static_cast<qlonglong>(row.id));
    case Time:
        return timeText(fields.time, m_session.clock().now());
    case Peer:
        return m_hidden ? tr("(hidden)") : text(fields.peer);
    case What:
        return exchangesOf(row.id) > 1
                   ? tr("%1 (%n exchange(s))", nullptr, exchangesOf(row.id)).arg(whatOf(fields))
                   : whatOf(fields);
    case Transaction:
        return shortId(text(fields.transactionId));
    case Outcome:
        return outcomeOf(fields);
    case Size:
        return sizeText(row);
    case Took:
        return tookText(row);
    case Findings:
        return findingsText(fields);
    case Subject:
        return m_hidden && !fields.subject.empty() ? tr("(hidden)") : text(fields.subject);
    case Client:
        return text(fields.client);
    case Endpoint:
        return text(fields.endpoint);
    default:
        return {};
    }
}

QString TrafficModel::whole(const TrafficRow& row, int column) const {
    switch (column) {
    case Time:
        return absoluteTime(row.fields.time, QLocale());
    case What:
        return text(row.fields.method + ' ' + row.fields.path).trimmed();
    case Transaction:
        return text(row.fields.transactionId);
    case Outcome:
        return row.reason.empty() || m_hidden
                   ? outcomeOf(row.fields)
                   : outcomeOf(row.fields) + QLatin1Char('\n') + text(row.reason);
    case Findings: {
        QStringList lines;
        for (const auto& [severity, rule] : row.fields.findings)
            lines.append(severityWord(severityOf(severity)) + QStringLiteral(": ") + text(rule));
        return lines.join(QLatin1Char('\n'));
    }
    default:
        return shown(row, column);
    }
}

QString TrafficModel::sentence(const TrafficRow& row) const {
    QString said = tr("Exchange %1: %2 from %3 at %4, answered %5")
                       .arg(shown(row, Number), shown(row, What), shown(row, Peer),
                            shown(row, Time), shown(row, Outcome));
    if (!row.fields.findings.empty())
        said += QStringLiteral(", ") +
                tr("%n finding(s)", nullptr, static_cast<int>(row.fields.findings.size()));
    return said;
}

QVariant TrafficModel::value(const TrafficRow& row, int column, int role) const {
    const Tone tone = column == Outcome    ? outcomeTone(row.fields)
                      : column == Findings ? findingsTone(row.fields)
                                           : Tone::Neutral;
    switch (role) {
    case Qt::DisplayRole:
        return shown(row, column);
    case Qt::ToolTipRole:
        return whole(row, column);
    case CopyRole:
        if (column == Time) return text(toIsoText(row.fields.time));
        return column == Transaction ? whole(row, column) : shown(row, column);
    case Qt::AccessibleTextRole:
        return sentence(row);
    case ToneRole:
        return tone == Tone::Neutral ? QVariant() : QVariant(static_cast<int>(tone));
    case IconRole:
        return tone == Tone::Neutral ? QVariant() : QVariant(static_cast<int>(iconOf(tone)));
    case NumberRole:
        return column == Number || column == Size || column == Took;
    case MonospaceRole:
        return column == Transaction;
    default:
        return {};
    }
}

Problem trafficProblem(const Error& error, TimePoint now) {
    Problem problem = problemOf(error, now);
    if (error.code != ErrorCode::StoreCorrupt && error.code != ErrorCode::StoreForeign)
        return problem;
    problem.summary = TrafficModel::tr("The recorded traffic is damaged. The workspace is not.");
    problem.action = TrafficModel::tr(
        "Start the responder: it moves the damaged file aside and begins a new one.");
    return problem;
}

} // namespace scepter::ui
