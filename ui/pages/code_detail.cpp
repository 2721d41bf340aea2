#include "pages/code_detail.h"

#include "widgets/constraint_words.h"
#include "widgets/field_list.h"
#include "widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace scepter::ui {

namespace {

constexpr std::size_t kMaxRequests = 50;

QString capitalized(QString words) {
    if (!words.isEmpty()) words[0] = words.at(0).toUpper();
    return words;
}

} // namespace

/// A heading, or a value with its name.
struct CodeDetail::Line {
    bool heading = false;
    QString name = {};
    QString value = {};
    Tone tone = Tone::Neutral;
    std::optional<ObjectRef> target = {};
    QString toolTip = {};
};

CodeDetail::CodeDetail(const Theme& theme, workbench::Session& session, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_session(session)
    , m_title(new QLabel(this))
    , m_pill(new StatePill(theme, this))
    , m_fields(new FieldList(theme, this)) {
    m_title->setObjectName(QStringLiteral("codeTitle"));
    m_title->setFont(Theme::strongFont());
    m_title->setTextFormat(Qt::PlainText);
    m_pill->setObjectName(QStringLiteral("codeState"));
    m_fields->setObjectName(QStringLiteral("codeFields"));
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title);
    head->addWidget(m_pill);
    head->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addLayout(head);
    layout->addWidget(m_fields);
    layout->addStretch(1);
    connect(m_fields, &FieldList::copyRequested, this, &CodeDetail::copyRequested);
}

void CodeDetail::showCode(const CodeRow& row) {
    const bool other = row.id != m_row.id;
    const bool moved = other || row.requests != m_row.requests ||
                       row.newestRequest != m_row.newestRequest ||
                       row.newestState != m_row.newestState;
    m_row = row;
    if (other) m_requests.clear();
    if (moved) readRequests();
    rebuild();
}

void CodeDetail::readRequests() {
    const int turn = ++m_turn;
    if (m_row.requests == 0) return;
    using Records = std::vector<enrollment::RequestRecord>;
    m_session
        .ask([id = m_row.id](workbench::Workbench& workbench) -> Result<Records> {
            SCEPTER_TRY(ids, workbench.codes().requestsOf(id));
            ids.resize(std::min(ids.size(), kMaxRequests));
            SCEPTER_TRY(records, workbench.requests().rows(ids));
            std::ranges::sort(records, std::greater(), &enrollment::RequestRecord::id);
            return records;
        })
        .then(this, [this, turn](const Result<Records>& answer) {
            if (turn != m_turn || !answer) return;
            m_requests = *answer;
            rebuild();
        });
}

void CodeDetail::addCodeLines(QList<Line>& lines) const {
    const challenge::CodeRecord& code = m_row.code;
    const TimePoint now = m_session.clock().now();
    const auto when = [&](TimePoint time) {
        return tr("%1, %2", "a time, and how long ago")
            .arg(absoluteTime(time, locale()), relativeTime(time, now));
    };
    lines.append({.name = tr("Minted"), .value = when(code.createdAt)});
    lines.append({.name = tr("By"), .value = text(code.createdBy)});
    const bool soon = endsSoon(code, now);
    lines.append({.name = code.expiresAt > now ? tr("Ends") : tr("Ended"),
                  .value = when(code.expiresAt),
                  .tone = soon ? Tone::Warning : Tone::Neutral,
                  .toolTip = soon ? tr("Ends in less than ten minutes") : QString()});
    lines.append({.name = tr("Uses"), .value = usesText(code)});
    if (code.lastUsedAt) lines.append({.name = tr("Last used"), .value = when(*code.lastUsedAt)});
    if (code.endpoint.empty())
        lines.append({.name = tr("Endpoint"), .value = tr("Every endpoint that takes codes")});
    else
        lines.append({.name = tr("Endpoint"),
                      .value = text(code.endpoint),
                      .target = ObjectRef::endpoint(text(code.endpoint))});
    if (!code.note.empty()) lines.append({.name = tr("Note"), .value = text(code.note)});
    lines.append({.heading = true, .name = tr("Bound to")});
    if (code.constraints.empty()) lines.append({.name = tr("Request"), .value = tr("any")});
    const QList<ConstraintFact> facts = constraintFacts(code.constraints);
    for (const ConstraintFact& fact : facts)
        lines.append({.name = capitalized(fact.name), .value = fact.rule});
}

void CodeDetail::addRequestLines(QList<Line>& lines) const {
    lines.append({.heading = true, .name = tr("Used by")});
    if (m_row.requests == 0) {
        lines.append({.name = tr("Requests"), .value = tr("none yet")});
        return;
    }
    for (const enrollment::RequestRecord& request : m_requests) {
        const StateLook look = lookOf(request.state);
        lines.append({.name = look.word,
                      .value = request.subject.empty() ? tr("(no subject)") : text(request.subject),
                      .tone = look.tone,
                      .target = ObjectRef::request(request.id),
                      .toolTip = tr("Request %1, %2")
                                     .arg(locale().toString(static_cast<qlonglong>(request.id)),
                                          absoluteTime(request.createdAt, locale()))});
    }
    const auto more = m_row.requests - static_cast<std::int64_t>(m_requests.size());
    if (!m_requests.empty() && more > 0)
        lines.append({.name = tr("And"),
                      .value = tr("%n older request(s)", nullptr, static_cast<int>(more))});
}

QList<CodeDetail::Line> CodeDetail::lines() const {
    QList<Line> lines;
    addCodeLines(lines);
    addRequestLines(lines);
    return lines;
}

void CodeDetail::rebuild() {
    m_title->setText(tr("Code %1").arg(locale().toString(static_cast<qlonglong>(m_row.id))));
    m_pill->setLook(lookOf(m_row.code.stateAt(m_session.clock().now())));
    const QList<Line> all = lines();
    QStringList built{QString::number(m_row.id)};
    for (const Line& line : all)
        built << line.name << line.value << QString::number(static_cast<int>(line.tone));
    if (built == m_built) return;
    m_built = std::move(built);
    m_fields->clear();
    for (const Line& line : all) {
        if (line.heading) {
            m_fields->addHeading(line.name);
            continue;
        }
        Field field{
            .name = line.name, .value = line.value, .tone = line.tone, .toolTip = line.toolTip};
        if (line.target)
            field.open = [this, target = *line.target] { Q_EMIT openRequested(target); };
        m_fields->add(field);
    }
}

} // namespace scepter::ui
