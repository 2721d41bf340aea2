#include "widgets/texts.h"

#include <QCoreApplication>
#include <QDateTime>

namespace scepter::ui {

namespace {

class Texts {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::Texts)
};

using namespace std::chrono_literals;

} // namespace

QString inPairs(const QString& hex) {
    QString pairs;
    for (qsizetype at = 0; at < hex.size(); at += 2) {
        if (at > 0) pairs += QLatin1Char(' ');
        pairs += QStringView(hex).mid(at, 2);
    }
    return pairs;
}

QString text(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString lengthText(Duration length) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(length).count();
    const auto whole = [](qint64 value) {
        return static_cast<int>(std::min<qint64>(value, 999'999));
    };
    if (seconds < 60) return Texts::tr("%n s", "seconds", whole(seconds));
    if (seconds < 3600) return Texts::tr("%n min", "minutes", whole(seconds / 60));
    if (seconds < 48 * 3600) return Texts::tr("%n h", "hours", whole(seconds / 3600));
    return Texts::tr("%n day(s)", nullptr, whole(seconds / 86'400));
}

QString relativeTime(TimePoint time, TimePoint now) {
    const Duration distance = time > now ? time - now : now - time;
    if (distance < 5s) return Texts::tr("just now");
    return time > now ? Texts::tr("in %1", "a length of time").arg(lengthText(distance))
                      : Texts::tr("%1 ago", "a length of time").arg(lengthText(distance));
}

QDateTime toDateTime(TimePoint time) {
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

QString absoluteTime(TimePoint time, const QLocale& locale) {
    const QDateTime local = toDateTime(time);
    return QStringLiteral("%1 %2 (%3)")
        .arg(locale.toString(local.date(), QLocale::ShortFormat),
             locale.toString(local.time(), QStringLiteral("HH:mm:ss")),
             QString::fromStdString(toIsoText(time)));
}

QString shortId(const QString& id, int keep) {
    return id.size() <= 2 * keep + 1
               ? id
               : id.left(keep) + QStringLiteral("…") + id.right(std::max(2, keep - 2));
}

StateLook lookOf(enrollment::RequestState state) {
    using State = enrollment::RequestState;
    switch (state) {
    case State::Pending:
        return {Texts::tr("Pending"), Icon::Pending, Tone::Pending};
    case State::Issued:
        return {Texts::tr("Issued"), Icon::Issued, Tone::Ok};
    case State::Refused:
        return {Texts::tr("Refused"), Icon::Refused, Tone::Error};
    case State::Failed:
        return {Texts::tr("Failed"), Icon::Failed, Tone::Warning};
    case State::Expired:
        return {Texts::tr("Expired"), Icon::Expired, Tone::Neutral};
    }
    return {};
}

StateLook lookOf(challenge::CodeState state) {
    using State = challenge::CodeState;
    switch (state) {
    case State::Unused:
        return {Texts::tr("Unused"), Icon::Unused, Tone::Info};
    case State::Used:
        return {Texts::tr("Used"), Icon::Used, Tone::Ok};
    case State::Expired:
        return {Texts::tr("Expired"), Icon::Expired, Tone::Neutral};
    case State::Withdrawn:
        return {Texts::tr("Withdrawn"), Icon::Withdrawn, Tone::Revoked};
    }
    return {};
}

StateLook certificateLook(const enrollment::CertificateRecord& record, TimePoint now,
                          Duration warn) {
    if (record.revokedAt) return {Texts::tr("Revoked"), Icon::Revoked, Tone::Revoked};
    if (record.notAfter <= now) return {Texts::tr("Expired"), Icon::Expired, Tone::Neutral};
    if (record.notBefore > now) return {Texts::tr("Not yet valid"), Icon::Clock, Tone::Info};
    if (record.notAfter - now < warn) return {Texts::tr("Ends soon"), Icon::Warning, Tone::Warning};
    return {Texts::tr("Valid"), Icon::Valid, Tone::Ok};
}

} // namespace scepter::ui
