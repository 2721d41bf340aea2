// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/notices_tab.h"

#include "shell/navigator.h"
#include "widgets/filter_row.h"
#include "widgets/inline_question.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

namespace {

using store::NoticeState;

constexpr std::size_t kPage = 100;
constexpr int kReadSoonMs = 300;
constexpr int kTickMs = 5000;

/// What is shown, and how many are open.
struct News {
    std::vector<NoticeRow> rows;
    int open = 0;
};

Result<News> readNews(workbench::Workbench& workbench, const store::NoticeFilter& filter) {
    News news;
    SCEPTER_TRY(rows, readNotices(workbench, filter));
    news.rows = std::move(rows);
    SCEPTER_TRY(open, workbench.notices().list({.onlyOpen = true, .limit = kPage}));
    news.open = static_cast<int>(open.size());
    return news;
}

} // namespace

NoticesTab::NoticesTab(PageContext& pageContext, MessageBar& messageBar, QWidget* parent)
    : ListTab(pageContext, messageBar, parent)
    , m_model(new NoticeModel(pageContext.session.clock(), this))
    , m_older(new QPushButton(tr("Show older news"), this))
    , m_length(kPage) {
    makeChips();
    setUp({.prefix = QStringLiteral("notice"),
           .stateKey = QStringLiteral("pages/challenges/notices"),
           .listName = tr("News of outcomes"),
           .detailName = tr("The chosen news"),
           .nothingChosen = tr("Choose news to see who is told of what."),
           .filterHint = tr("Filter: subject, gate, error…"),
           .widths = {5, 16, 17, 8, 11, 0, 9, 0, 0}},
          m_model);
    m_older->setObjectName(QStringLiteral("noticeOlder"));
    m_older->setAutoDefault(false);
    m_older->hide();
    belowList()->addWidget(m_older, 0, Qt::AlignLeading);
    m_readSoon.setInterval(kReadSoonMs);
    m_readSoon.setSingleShot(true);
    m_tick.setInterval(kTickMs);
    connect(m_older, &QPushButton::clicked, this, &NoticesTab::readOlder);
    connect(&m_readSoon, &QTimer::timeout, this, &NoticesTab::refresh);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_model->tick();
        reflectDetail();
    });
}

void NoticesTab::makeChips() {
    filterRow().addChip(QStringLiteral("open"), tr("Open"), Icon::Pending, QStringLiteral("state"));
    filterRow().addChip(QStringLiteral("all"), tr("All"), Icon::Details, QStringLiteral("state"));
    filterRow().setChip(QStringLiteral("open"), true);
    connect(&filterRow(), &FilterRow::changed, this, [this] {
        m_length = kPage;
        refresh();
    });
}

store::NoticeFilter NoticesTab::filter() const {
    return {.onlyOpen = filterRow().isOn(QStringLiteral("open")), .limit = m_length};
}

void NoticesTab::follow() {
    if (!m_readSoon.isActive()) m_readSoon.start();
}

void NoticesTab::showEvent(QShowEvent* event) {
    ListTab::showEvent(event);
    m_tick.start();
    refresh();
}

void NoticesTab::hideEvent(QHideEvent* event) {
    ListTab::hideEvent(event);
    m_tick.stop();
}

void NoticesTab::refresh() {
    if (std::exchange(m_reading, true)) {
        m_readAgain = true;
        return;
    }
    session()
        .ask([filter = filter()](workbench::Workbench& workbench) {
            return readNews(workbench, filter);
        })
        .then(this, [this](const Result<News>& answer) {
            m_reading = false;
            m_failed.reset();
            if (answer) {
                Q_EMIT openCounted(answer->open);
                take(answer->rows);
            } else {
                m_failed = problem(answer.error());
                rowsChanged();
            }
            if (std::exchange(m_readAgain, false)) refresh();
        });
}

void NoticesTab::readOlder() {
    if (m_model->rows().empty() || m_reading) return;
    m_reading = true;
    store::NoticeFilter older = filter();
    older.before = m_model->rows().back().record.id;
    older.limit = kPage;
    session()
        .ask([older](workbench::Workbench& workbench) { return readNotices(workbench, older); })
        .then(this, [this](const Result<std::vector<NoticeRow>>& answer) {
            m_reading = false;
            if (answer) {
                std::vector<NoticeRow> rows = m_model->rows();
                rows.insert(rows.end(), answer->begin(), answer->end());
                m_length += kPage;
                take(std::move(rows));
            } else {
                messages().showProblem(tr("The older news was not read."), problem(answer.error()));
            }
            if (std::exchange(m_readAgain, false)) refresh();
        });
}

void NoticesTab::take(std::vector<NoticeRow> rows) {
    m_known = true;
    m_older->setVisible(rows.size() >= m_length);
    m_model->setRows(std::move(rows));
    rowsChanged();
    if (!m_readAgain) openWanted();
}

void NoticesTab::open(qint64 id) {
    m_wanted = id;
    // What is listed may be older: it is looked for again in what is read now.
    if (m_known) choose(QString::number(id));
    refresh();
}

void NoticesTab::openWanted() {
    if (m_wanted == 0 || !m_known) return;
    if (choose(QString::number(m_wanted))) {
        m_wanted = 0;
        return;
    }
    if (filterRow().isOn(QStringLiteral("open"))) {
        // It may have ended; the next reading has it.
        filterRow().setChip(QStringLiteral("all"), true);
        return;
    }
    if (m_reading) return;
    if (!m_older->isHidden()) {
        readOlder();
        return;
    }
    messages().show({.kind = MessageKind::Warning,
                     .text = tr("News %1 is not among what is listed.")
                                 .arg(locale().toString(std::exchange(m_wanted, 0)))});
}

std::optional<EmptyText> NoticesTab::empty() {
    if (m_failed)
        return EmptyText{.icon = Icon::Error,
                         .sentence = m_failed->summary,
                         .hint = m_failed->action,
                         .buttonText = tr("Try again"),
                         .button = [this] { refresh(); }};
    if (!m_known) return std::nullopt;
    if (!filterRow().isOn(QStringLiteral("open")))
        return EmptyText{
            .icon = Icon::Message,
            .sentence = tr("Nobody wanted news yet."),
            .hint = tr("A gate may want to know what came of a request: Intune always does, "
                       "webhooks and programs when they are set so.")};
    return EmptyText{.icon = Icon::Ok,
                     .sentence = tr("All who wanted news have it."),
                     .hint = tr("News that waits, was refused or was given up stands here."),
                     .linkText = tr("Show all news"),
                     .link = [this] { filterRow().setChip(QStringLiteral("all"), true); }};
}

DetailText NoticesTab::noteOf(const NoticeRow& row) const {
    const QString who = whoWords(row);
    DetailText said{.title = row.subject.empty() ? tr("(no subject)") : text(row.subject),
                    .state = lookOf(row.record)};
    const bool holds = row.record.beforeDelivery;
    switch (row.record.state) {
    case NoticeState::Waiting:
        said.noteTone = row.record.attempts > 0 ? Tone::Warning : Tone::Info;
        said.note = holds
                        ? tr("The certificate leaves when %1 has accepted the news of it.").arg(who)
                        : tr("To be told to %1. The device does not wait for it.").arg(who);
        break;
    case NoticeState::Accepted:
        said.note = holds ? tr("Accepted by %1: the certificate may leave.").arg(who)
                          : tr("Accepted by %1.").arg(who);
        break;
    case NoticeState::Refused:
        said.noteTone = Tone::Error;
        said.note = holds ? tr("Refused by %1 for good: the certificate was revoked and never "
                               "left.")
                                .arg(who)
                          : tr("Refused by %1 for good.").arg(who);
        break;
    case NoticeState::GivenUp:
        said.noteTone = Tone::Warning;
        said.note =
            holds ? tr("It could not be told to %1: the certificate was revoked and never "
                       "left.")
                        .arg(who)
                  : tr("It could not be told to %1. The certificate stays as it is.").arg(who);
        break;
    case NoticeState::Dropped:
        said.note = holds ? tr("An operator gave it up: the certificate was revoked and never "
                               "left.")
                          : tr("An operator gave it up.");
        break;
    }
    return said;
}

DetailText NoticesTab::detail() const {
    const NoticeRow* row = m_model->row(key());
    if (row == nullptr) return {};
    const store::NoticeRecord& record = row->record;
    const TimePoint now = session().clock().now();
    DetailText said = noteOf(*row);
    const auto when = [&](TimePoint time) {
        return tr("%1, %2", "a time, and how long ago")
            .arg(absoluteTime(time, locale()), relativeTime(time, now));
    };
    const auto number = [this](std::int64_t id) { return locale().toString(qlonglong{id}); };
    if (!record.lastError.empty())
        said.facts.append(
            {.name = tr("Last error"),
             .value = text(record.lastError),
             .tone = record.state == NoticeState::Accepted ? Tone::Neutral : Tone::Error,
             .copyable = true});
    said.facts.append({.name = tr("Attempts"), .value = number(record.attempts)});
    if (record.state == NoticeState::Waiting)
        said.facts.append({.name = tr("Next try"),
                           .value = record.nextAt <= now ? tr("now") : when(record.nextAt)});
    said.facts.append({.name = tr("Since"), .value = when(record.createdAt)});
    if (record.doneAt) said.facts.append({.name = tr("Ended"), .value = when(*record.doneAt)});
    said.links = {{.name = tr("About"), .heading = true},
                  {.name = tr("Request"),
                   .value = number(record.requestId),
                   .target = ObjectRef::request(record.requestId)}};
    if (row->certificateId != 0)
        said.links.append({.name = tr("Certificate"),
                           .value = number(row->certificateId),
                           .target = ObjectRef::certificate(row->certificateId)});
    if (row->endpoint.empty())
        said.links.append({.name = tr("Endpoint"), .value = tr("gone")});
    else
        said.links.append({.name = tr("Endpoint"),
                           .value = text(row->endpoint),
                           .target = ObjectRef::endpoint(text(row->endpoint))});
    said.links.append({.name = tr("Gate"), .value = text(record.gate)});
    said.links.append({.name = tr("Number"), .value = number(record.id)});
    return said;
}

QString NoticesTab::whyNotAct() const {
    const NoticeRow* row = m_model->row(key());
    if (row == nullptr) return tr("Choose news in the list first.");
    if (isOpen(row->record)) return {};
    return row->record.beforeDelivery && row->record.state != NoticeState::Accepted
               ? tr("The certificate is revoked: there is nothing to tell any more.")
               : tr("It has ended.");
}

void NoticesTab::retry() {
    if (!whyNotAct().isEmpty()) return;
    const qint64 id = key().toLongLong();
    session()
        .ask([id](workbench::Workbench& workbench) { return workbench.notices().retry(id); })
        .then(this, [this](const Result<void>& answer) {
            if (!answer) {
                messages().showProblem(tr("It is not tried again."), problem(answer.error()));
            } else if (session().responder().state == workbench::ResponderView::State::Running) {
                messages().showSuccess(tr("It is tried again now."));
            } else {
                messages().show({.kind = MessageKind::Info,
                                 .text = tr("It is tried again as soon as the responder runs."),
                                 .key = QStringLiteral("noticeRetry")});
            }
            refresh();
        });
}

void NoticesTab::giveUp() {
    const NoticeRow* row = m_model->row(key());
    if (row == nullptr || !whyNotAct().isEmpty()) return;
    const QString subject = row->subject.empty() ? tr("(no subject)") : text(row->subject);
    const bool revokes = row->record.beforeDelivery;
    question().ask(
        Tone::Warning,
        revokes ? tr("Give up telling %1 about %2? Its certificate waits for that: it will be "
                     "revoked, and the device never gets it. This cannot be undone.")
                      .arg(whoWords(*row), subject)
                : tr("Give up telling %1 about %2? It never learns what came of the request. This "
                     "cannot be undone.")
                      .arg(whoWords(*row), subject),
        {{tr("Keep trying"), QStringLiteral("noticeKeep"), {}},
         {revokes ? tr("Give up and revoke the certificate") : tr("Give up"),
          QStringLiteral("noticeDrop"), [this, id = qint64{row->record.id}] { drop(id); }}});
}

void NoticesTab::drop(qint64 id) {
    session()
        .ask([id](workbench::Workbench& workbench) { return workbench.notices().drop(id); })
        .then(this, [this](const Result<void>& answer) {
            if (answer)
                messages().showSuccess(tr("The news was given up."));
            else
                messages().showProblem(tr("The news was not given up."), problem(answer.error()));
            refresh();
        });
}

} // namespace scepter::ui
