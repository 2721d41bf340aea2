#include "pages/dashboard_needs.h"

#include "errors/problem.h"
#include "pages/dashboard_parts.h"
#include "widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace scepter::ui {

namespace {

using workbench::ResponderView;
using workbench::Warning;

int plural(std::int64_t count) {
    return static_cast<int>(std::min<std::int64_t>(count, std::numeric_limits<int>::max()));
}

void addResponder(std::vector<Need>& needs, const workbench::Session& session) {
    const ResponderView& responder = session.responder();
    if (responder.state != ResponderView::State::Failed || !responder.error) return;
    const Problem problem = problemOf(*responder.error, session.clock().now());
    needs.push_back({QStringLiteral("responder"), Icon::Failed, Tone::Error,
                     NeedsCard::tr("The responder did not start: nobody is served."),
                     problem.summary + QLatin1Char(' ') + problem.action,
                     ObjectRef::ofPage(PageId::Settings)});
}

void addRequests(std::vector<Need>& needs, const workbench::Session& session,
                 const DashboardData& data) {
    const auto& status = session.status();
    if (!status || status->counts.pending == 0) return;
    Need need{QStringLiteral("requests"),
              Icon::Pending,
              Tone::Pending,
              NeedsCard::tr("%n request(s) wait(s) for your decision.", nullptr,
                            plural(status->counts.pending)),
              {},
              ObjectRef::ofPage(PageId::Requests)};
    if (data.traffic() && data.traffic()->oldestPending) {
        const auto& oldest = *data.traffic()->oldestPending;
        const Duration age = std::max(session.clock().now() - oldest.createdAt, Duration{0});
        need.hint = status->counts.pending == 1
                        ? NeedsCard::tr("%1, since %2").arg(text(oldest.subject), lengthText(age))
                        : NeedsCard::tr("oldest: %1").arg(lengthText(age));
        need.target = ObjectRef::request(oldest.id);
    }
    needs.push_back(std::move(need));
}

QString endWords(const Warning& warning, TimePoint now, const QString& ending,
                 const QString& ended) {
    const TimePoint end = warning.when.value_or(now);
    return end <= now ? ended : ending.arg(lengthText(end - now));
}

/// Of an authority's certificate.
Need endNeed(const Warning& warning, TimePoint now, bool isCa) {
    const QString name = text(warning.subject);
    const bool over = warning.when.value_or(now) <= now;
    Need need{(isCa ? QStringLiteral("ca-") : QStringLiteral("ra-")) + name,
              over ? Icon::Expired : Icon::Warning,
              over ? Tone::Error : Tone::Warning,
              {},
              {},
              ObjectRef::authority(name)};
    need.sentence =
        isCa ? endWords(warning, now,
                        NeedsCard::tr("The CA certificate of “%1” ends in %2.").arg(name),
                        NeedsCard::tr("The CA certificate of “%1” has ended.").arg(name))
             : endWords(warning, now,
                        NeedsCard::tr("The RA certificate of “%1” ends in %2.").arg(name),
                        NeedsCard::tr("The RA certificate of “%1” has ended.").arg(name));
    need.hint = isCa ? NeedsCard::tr("Prepare the next CA (rollover) before that.")
                     : NeedsCard::tr("Clients can no longer send requests after that.");
    if (over)
        need.hint = isCa ? NeedsCard::tr("Nothing that it issued is trusted any more.")
                         : NeedsCard::tr("Clients refuse to send requests to it.");
    return need;
}

Need endpointNeed(const Warning& warning, bool exposed) {
    const QString name = text(warning.subject);
    switch (warning.kind) {
    case Warning::Kind::UnreachableKey:
        return {
            QStringLiteral("key-") + name,
            Icon::Error,
            Tone::Error,
            NeedsCard::tr("Nobody can use endpoint “%1”.").arg(name),
            NeedsCard::tr("Nothing can be encrypted to its key (%1). Use an RA, an RSA key or a "
                          "static challenge.")
                .arg(text(warning.detail)),
            ObjectRef::endpoint(name)};
    case Warning::Kind::KeyUsageMissing:
        return {QStringLiteral("usage-") + name,
                Icon::Warning,
                Tone::Warning,
                NeedsCard::tr("Some clients will refuse endpoint “%1”.").arg(name),
                NeedsCard::tr("The CA certificate of “%1” lacks the key usage %2.")
                    .arg(text(warning.authority), text(warning.detail)),
                ObjectRef::endpoint(name)};
    default:
        return {
            QStringLiteral("static-") + name,
            exposed ? Icon::Exposed : Icon::Warning,
            exposed ? Tone::Error : Tone::Warning,
            NeedsCard::tr("Whoever knows the static challenge of endpoint “%1” gets a certificate "
                          "for any name (VU#971035).")
                .arg(name),
            exposed ? NeedsCard::tr("Other machines can reach it. Add constraints, or use "
                                    "one-time codes.")
                    : NeedsCard::tr("Add constraints, or use one-time codes."),
            ObjectRef::endpoint(name)};
    }
}

Need needOf(const Warning& warning, TimePoint now, bool exposed) {
    switch (warning.kind) {
    case Warning::Kind::CaMissing:
        return {QStringLiteral("missing-") + text(warning.subject),
                Icon::Error,
                Tone::Error,
                NeedsCard::tr("%1 has no CA certificate yet: nothing can be issued.")
                    .arg(text(warning.subject)),
                NeedsCard::tr("Let the outside CA sign its request, then install the certificate."),
                ObjectRef::authority(text(warning.subject))};
    case Warning::Kind::CaEnding:
    case Warning::Kind::CaEnded:
        return endNeed(warning, now, true);
    case Warning::Kind::RaEnding:
    case Warning::Kind::RaEnded:
        return endNeed(warning, now, false);
    default:
        return endpointNeed(warning, exposed);
    }
}

void addWarnings(std::vector<Need>& needs, const workbench::Session& session) {
    const auto& status = session.status();
    if (!status) return;
    const ResponderView& responder = session.responder();
    const bool exposed = responder.exposed && responder.state == ResponderView::State::Running;
    for (const Warning& warning : status->findings)
        needs.push_back(needOf(warning, session.clock().now(), exposed));
    if (status->authorities.empty())
        needs.push_back({QStringLiteral("noCa"),
                         Icon::Error,
                         Tone::Error,
                         NeedsCard::tr("There is no CA: nothing can be issued."),
                         {},
                         ObjectRef::ofPage(PageId::Authorities)});
}

void addUpkeep(std::vector<Need>& needs, const workbench::Session& session,
               const DashboardData& data) {
    if (!data.upkeep()) return;
    const Upkeep& upkeep = *data.upkeep();
    const TimePoint now = session.clock().now();
    const auto first = [now](const std::optional<TimePoint>& when) {
        return NeedsCard::tr("the first %1").arg(relativeTime(when.value_or(now), now));
    };
    if (upkeep.codesEnding > 0)
        needs.push_back({QStringLiteral("codes"), Icon::Clock, Tone::Warning,
                         NeedsCard::tr("%n unused code(s) expire(s) within 10 minutes.", nullptr,
                                       plural(upkeep.codesEnding)),
                         first(upkeep.firstCodeEnd), ObjectRef::code(upkeep.codeId)});
    if (upkeep.certificatesEnding > 0)
        needs.push_back({QStringLiteral("certificates"), Icon::Calendar, Tone::Info,
                         NeedsCard::tr("%n certificate(s) end(s) within %1.", nullptr,
                                       plural(upkeep.certificatesEnding))
                             .arg(lengthText(data.warnBefore())),
                         first(upkeep.firstCertificateEnd),
                         ObjectRef::certificate(upkeep.certificateId)});
}

int rank(Tone tone) {
    switch (tone) {
    case Tone::Error:
        return 0;
    case Tone::Pending:
        return 1;
    case Tone::Warning:
        return 2;
    default:
        return 3;
    }
}

} // namespace

std::vector<Need> needsOf(const workbench::Session& session, const DashboardData& data) {
    std::vector<Need> needs;
    addResponder(needs, session);
    addRequests(needs, session, data);
    addWarnings(needs, session);
    addUpkeep(needs, session, data);
    std::ranges::stable_sort(needs, {}, [](const Need& need) { return rank(need.tone); });
    return needs;
}

NeedsCard::NeedsCard(const Theme& theme, QWidget* parent)
    : Card(theme, tr("Needs you"), parent)
    , m_theme(theme)
    , m_lines(new QVBoxLayout)
    , m_nothingIcon(new QLabel(this))
    , m_nothing(new QWidget(this)) {
    setObjectName(QStringLiteral("cardNeeds"));
    auto* words = new QLabel(tr("Nothing needs you."), m_nothing);
    words->setObjectName(QStringLiteral("nothingNeeded"));
    auto* row = new QHBoxLayout(m_nothing);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_nothingIcon);
    row->addWidget(words, 1);
    m_nothing->hide();
    m_lines->setSpacing(12);
    body()->addLayout(m_lines);
    body()->addWidget(m_nothing);
    body()->addStretch(1);
    connect(&theme, &Theme::changed, this, &NeedsCard::dress);
    dress();
}

void NeedsCard::dress() {
    const int side = fontMetrics().height();
    const auto picture = [&](Icon icon, Tone tone) {
        return m_theme.icon(icon, tone).pixmap(QSize(side, side), devicePixelRatioF());
    };
    m_nothingIcon->setPixmap(picture(Icon::Ok, Tone::Ok));
    for (const Row& row : std::as_const(m_rows)) {
        row.icon->setPixmap(picture(row.need.icon, row.need.tone));
        QPalette muted = palette();
        muted.setColor(QPalette::WindowText, m_theme.color(Surface::MutedText));
        row.hint->setPalette(muted);
    }
}

NeedsCard::Row NeedsCard::makeRow(const Need& need) {
    Row row;
    row.widget = new QWidget(this);
    row.widget->setObjectName(QStringLiteral("need-") + need.key);
    row.icon = new QLabel(row.widget);
    row.sentence = new QLabel(row.widget);
    row.hint = new QLabel(row.widget);
    for (QLabel* label : {row.sentence, row.hint}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    row.open = cardButton(QStringLiteral("needOpen-") + need.key, tr("Open"), Icon::ChevronRight,
                          row.widget);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(row.sentence);
    words->addWidget(row.hint);
    auto* line = new QHBoxLayout(row.widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(row.icon, 0, Qt::AlignTop);
    line->addLayout(words, 1);
    line->addWidget(row.open, 0, Qt::AlignTop);
    connect(row.open, &QToolButton::clicked, this, [this, key = need.key] {
        const auto known =
            std::ranges::find_if(m_rows, [&key](const Row& one) { return one.need.key == key; });
        if (known != m_rows.end()) Q_EMIT openRequested(known->need.target);
    });
    return row;
}

void NeedsCard::fill(Row& row, const Need& need) {
    row.need = need;
    setLabelText(row.sentence, need.sentence);
    setLabelText(row.hint, need.hint);
    row.hint->setVisible(!need.hint.isEmpty());
    row.open->setAccessibleName(tr("Open: %1").arg(need.sentence));
    row.open->setToolTip(need.sentence);
}

void NeedsCard::setNeeds(const std::vector<Need>& needs, bool known) {
    for (qsizetype i = m_rows.size() - 1; i >= 0; --i) {
        const bool stays =
            std::ranges::find(needs, m_rows.at(i).need.key, &Need::key) != needs.end();
        if (stays) continue;
        QWidget* gone = m_rows.takeAt(i).widget;
        m_lines->removeWidget(gone);
        gone->hide();
        gone->deleteLater();
    }
    for (std::size_t i = 0; i < needs.size(); ++i) {
        const auto at = static_cast<qsizetype>(i);
        qsizetype from = at;
        while (from < m_rows.size() && m_rows.at(from).need.key != needs[i].key)
            ++from;
        if (from == m_rows.size()) {
            m_rows.insert(at, makeRow(needs[i]));
            m_lines->insertWidget(static_cast<int>(at), m_rows.at(at).widget);
        } else if (from != at) {
            m_rows.move(from, at);
            m_lines->removeWidget(m_rows.at(at).widget);
            m_lines->insertWidget(static_cast<int>(at), m_rows.at(at).widget);
        }
        if (m_rows.at(at).need != needs[i]) fill(m_rows[at], needs[i]);
        m_rows.at(at).widget->show();
    }
    m_nothing->setVisible(known && needs.empty());
    setTone(needs.empty() ? Tone::Neutral : needs.front().tone);
    dress();
}

} // namespace scepter::ui
