#include "models/code_model.h"

#include "widgets/constraint_words.h"
#include "widgets/texts.h"

namespace scepter::ui {

namespace {

using challenge::CodeState;
using namespace std::chrono_literals;

constexpr Duration kSoon = 10min;

store::CodeColumn columnOf(int column) {
    switch (column) {
    case CodeModel::State:
        return store::CodeColumn::State;
    case CodeModel::Ends:
        return store::CodeColumn::ExpiresAt;
    case CodeModel::Uses:
        return store::CodeColumn::UsesLeft;
    case CodeModel::Endpoint:
        return store::CodeColumn::Endpoint;
    case CodeModel::Note:
        return store::CodeColumn::Note;
    default:
        return store::CodeColumn::Id;
    }
}

Result<CodeRow> readRow(workbench::Workbench& workbench, challenge::CodeRecord code) {
    CodeRow row;
    row.id = code.id;
    row.code = std::move(code);
    SCEPTER_TRY(requests, workbench.codes().requestsOf(row.id));
    row.requests = static_cast<std::int64_t>(requests.size());
    if (requests.empty()) return row;
    row.newestRequest = requests.front();
    SCEPTER_TRY(newest, workbench.requests().rows({row.newestRequest}));
    if (newest.empty()) return row;
    row.newestSubject = newest.front().subject;
    row.newestState = newest.front().state;
    return row;
}

} // namespace

bool isWithdrawable(const challenge::CodeRecord& code, TimePoint now) {
    return code.stateAt(now) == CodeState::Unused;
}

bool endsSoon(const challenge::CodeRecord& code, TimePoint now) {
    return code.stateAt(now) == CodeState::Unused && code.expiresAt - now < kSoon;
}

QString usesText(const challenge::CodeRecord& code) {
    return CodeModel::tr("%1 of %2 left", "uses")
        .arg(QLocale().toString(code.usesLeft), QLocale().toString(code.usesAllowed));
}

CodeModel::CodeModel(workbench::Session& session, QObject* parent)
    : RecordModel(session, parent) {
}

void CodeModel::setFilter(const store::CodeFilter& filter) {
    m_filter = filter;
    reload();
}

void CodeModel::tick() {
    if (rowCount() == 0) return;
    Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, Ends));
}

int CodeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CodeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Number:
        return tr("No.");
    case State:
        return tr("State");
    case BoundTo:
        return tr("Bound to");
    case Ends:
        return tr("Ends in");
    case Uses:
        return tr("Uses");
    case UsedBy:
        return tr("Used by");
    case Endpoint:
        return tr("Endpoint");
    case Note:
        return tr("Note");
    case CreatedBy:
        return tr("Minted by");
    default:
        return {};
    }
}

qint64 CodeModel::total() const {
    return session().marks() ? session().marks()->codes : 0;
}

bool CodeModel::isFiltered() const {
    return !m_filter.text.empty() || m_filter.state.has_value() || !m_filter.endpoint.empty();
}

LedgerModel::IdSource CodeModel::idSource(int column, Qt::SortOrder order) const {
    const store::CodeOrder sorted{columnOf(column), order == Qt::DescendingOrder};
    return [filter = m_filter, sorted](workbench::Workbench& workbench, const store::GoOn& goOn) {
        return workbench.codes().ids(filter, sorted, goOn);
    };
}

LedgerModel::IdSource CodeModel::newerSource(qint64 after) const {
    store::CodeFilter filter = m_filter;
    filter.after = after;
    return [filter](workbench::Workbench& workbench, const store::GoOn& goOn) {
        return workbench.codes().ids(filter, {}, goOn);
    };
}

qint64 CodeModel::newestOf(const store::Marks& marks) const {
    return marks.codes;
}

RecordModel<CodeRow>::RecordSource CodeModel::recordSource() const {
    return [](workbench::Workbench& workbench,
              const std::vector<std::int64_t>& ids) -> Result<std::vector<CodeRow>> {
        SCEPTER_TRY(codes, workbench.codes().rows(ids));
        std::vector<CodeRow> rows;
        for (challenge::CodeRecord& code : codes) {
            SCEPTER_TRY(row, readRow(workbench, std::move(code)));
            rows.push_back(std::move(row));
        }
        return rows;
    };
}

QString CodeModel::shown(const CodeRow& row, int column) const {
    const challenge::CodeRecord& code = row.code;
    switch (column) {
    case Number:
        return QLocale().toString(row.id);
    case State:
        return lookOf(code.stateAt(now())).word;
    case BoundTo:
        return constraintsShort(code.constraints);
    case Ends:
        return code.stateAt(now()) == CodeState::Unused ? lengthText(code.expiresAt - now())
                                                        : QStringLiteral("–");
    case Uses:
        return usesText(code);
    case UsedBy:
        if (row.requests == 0) return QStringLiteral("–");
        if (row.requests == 1) return text(row.newestSubject);
        return tr("%1 and %n more", "subjects", static_cast<int>(row.requests - 1))
            .arg(text(row.newestSubject));
    case Endpoint:
        return code.endpoint.empty() ? tr("any", "endpoint") : text(code.endpoint);
    case Note:
        return text(code.note);
    case CreatedBy:
        return text(code.createdBy);
    default:
        return {};
    }
}

/// For tool tips: what the cell has no room for.
QString CodeModel::whole(const CodeRow& row, int column) const {
    switch (column) {
    case BoundTo:
        return constraintsSentence(row.code.constraints);
    case Ends:
        return absoluteTime(row.code.expiresAt, QLocale());
    case Endpoint:
        return row.code.endpoint.empty() ? tr("Every endpoint that takes codes")
                                         : text(row.code.endpoint);
    default:
        return shown(row, column);
    }
}

QVariant CodeModel::look(const CodeRow& row, int column, int role) const {
    const StateLook state = lookOf(row.code.stateAt(now()));
    const bool soon = column == Ends && endsSoon(row.code, now());
    switch (role) {
    case ToneRole:
        return column == State ? static_cast<int>(state.tone) : QVariant();
    case IconRole:
        return column == State ? static_cast<int>(state.icon) : QVariant();
    case Qt::DecorationRole:
        return soon ? Theme::icon(Icon::Warning) : QVariant();
    case NumberRole:
        return column == Number || column == Uses;
    default:
        return {};
    }
}

QVariant CodeModel::value(const CodeRow& row, int column, int role) const {
    switch (role) {
    case Qt::DisplayRole:
        return shown(row, column);
    case Qt::ToolTipRole:
        return whole(row, column);
    case CopyRole:
        if (column == Number) return QString::number(row.id);
        if (column == Ends) return QString::fromStdString(toIsoText(row.code.expiresAt));
        return shown(row, column);
    case Qt::AccessibleTextRole:
        return tr("Code %1, %2, bound to %3, %4, ends %5")
            .arg(shown(row, Number), shown(row, State), shown(row, BoundTo), shown(row, Uses),
                 relativeTime(row.code.expiresAt, now()));
    default:
        return look(row, column, role);
    }
}

} // namespace scepter::ui
