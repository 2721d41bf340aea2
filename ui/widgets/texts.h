// Times, lengths and states in words: the same everywhere.
#pragma once

#include "base/clock.h"
#include "challenge/code.h"
#include "enrollment/records.h"
#include "widgets/state_pill.h"

#include <QLocale>
#include <QString>

#include <optional>

namespace scepter::ui {

/// "2 min ago", "in 9 min", "just now", "340 days ago".
QString relativeTime(TimePoint time, TimePoint now);
/// "2 min", "9 h", "340 days": a length of time, rounded to one unit.
QString lengthText(Duration length);
/// Local time and UTC, for detail panes and tool tips: "25.11.2026 18:35:02
/// (2026-11-25T17:35:02Z)".
QString absoluteTime(TimePoint time, const QLocale& locale);
QDateTime toDateTime(TimePoint time);

/// A long id, shortened in its middle: "12BE88…41A0".
QString shortId(const QString& id, int keep = 6);

/// Hex digits in pairs, so that a narrow pane can break the line.
QString inPairs(const QString& hex);

QString text(std::string_view text);

/// How long before its end something is marked, and marked strongly.
struct WarnTimes {
    Duration warn = std::chrono::days{30};
    Duration urgent = std::chrono::days{7};

    bool operator==(const WarnTimes&) const = default;
};

StateLook lookOf(enrollment::RequestState state);
StateLook lookOf(challenge::CodeState state);
/// Valid, Ends soon (within `warn`), Expired, Revoked.
StateLook certificateLook(const enrollment::CertificateRecord& record, TimePoint now,
                          Duration warn);

} // namespace scepter::ui
