#include "models/minted_model.h"

#include "widgets/constraint_words.h"
#include "widgets/texts.h"

#include "theme/theme.h"

#include <algorithm>
#include <string_view>

namespace scepter::ui {

namespace {

constexpr QChar kMask = u'•';

/// Groups stay in sight: "••••-••••-••••-••••".
QString masked(const workbench::MintedCode& minted) {
    QString mask;
    for (const char c : minted.code.text())
        mask.append(c == '-' ? QLatin1Char('-') : kMask);
    return mask;
}

void appendField(Bytes& line, std::string_view value) {
    line.push_back('"');
    for (const char c : value) {
        if (c == '"') line.push_back('"');
        line.push_back(static_cast<std::uint8_t>(c));
    }
    line.push_back('"');
}

void appendLine(Bytes& csv, std::initializer_list<std::string_view> fields) {
    bool first = true;
    for (const std::string_view field : fields) {
        if (!std::exchange(first, false)) csv.push_back(',');
        appendField(csv, field);
    }
    csv.push_back('\r');
    csv.push_back('\n');
}

} // namespace

QString codeText(const workbench::MintedCode& minted) {
    return text(minted.code.text());
}

Bytes codesAsCsv(const std::vector<MintedCodes>& lots) {
    Bytes csv;
    std::size_t room = 128;
    for (const MintedCodes& lot : lots)
        for (const auto& [record, code] : *lot)
            room +=
                256 + code.size() + 2 * (record.note.size() + record.endpoint.size()) +
                static_cast<std::size_t>(2 * constraintsShort(record.constraints).toUtf8().size());
    // Growing would leave copies of codes behind in freed memory.
    csv.reserve(room);
    appendLine(csv, {"number", "code", "expires", "uses", "endpoint", "bound to", "note"});
    for (const MintedCodes& lot : lots)
        for (const auto& [record, code] : *lot)
            appendLine(csv, {std::to_string(record.id), code.text(), toIsoText(record.expiresAt),
                             std::to_string(record.usesAllowed), record.endpoint,
                             constraintsShort(record.constraints).toStdString(), record.note});
    return csv;
}

void MintedModel::add(const MintedCodes& codes) {
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(codes->size()) - 1);
    for (std::size_t i = 0; i < codes->size(); ++i)
        m_rows.push_back({codes, i, codes->size() == 1, false});
    endInsertRows();
}

void MintedModel::wipe() {
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void MintedModel::setShown(int row, bool shown) {
    m_rows.at(static_cast<std::size_t>(row)).shown = shown;
    changed(row);
}

bool MintedModel::isShown(int row) const {
    return m_rows.at(static_cast<std::size_t>(row)).shown;
}

void MintedModel::maskAll() {
    for (Row& row : m_rows)
        row.shown = false;
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void MintedModel::setTaken(int row) {
    m_rows.at(static_cast<std::size_t>(row)).taken = true;
    changed(row);
}

void MintedModel::setAllTaken() {
    for (Row& row : m_rows)
        row.taken = true;
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int MintedModel::notTaken() const {
    return static_cast<int>(std::ranges::count(m_rows, false, &Row::taken));
}

const workbench::MintedCode& MintedModel::at(int row) const {
    const Row& wanted = m_rows.at(static_cast<std::size_t>(row));
    return wanted.lot->at(wanted.at);
}

std::vector<MintedCodes> MintedModel::lots() const {
    std::vector<MintedCodes> lots;
    for (const Row& row : m_rows)
        if (lots.empty() || lots.back() != row.lot) lots.push_back(row.lot);
    return lots;
}

void MintedModel::changed(int row) {
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int MintedModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MintedModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MintedModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Number:
        return tr("No.");
    case Code:
        return tr("Code");
    case Taken:
        return tr("Taken");
    default:
        return {};
    }
}

QVariant MintedModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows.at(static_cast<std::size_t>(index.row()));
    const workbench::MintedCode& minted = at(index.row());
    const QString number = QLocale().toString(static_cast<qlonglong>(minted.record.id));
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Number) return number;
        if (index.column() == Code) return row.shown ? codeText(minted) : masked(minted);
        return row.taken ? tr("yes", "the code was taken") : tr("not yet", "taken");
    case Qt::AccessibleTextRole:
        return tr("Code %1, %2, %3")
            .arg(number, row.shown ? codeText(minted) : tr("hidden"),
                 row.taken ? tr("taken") : tr("not taken yet"));
    case Qt::FontRole:
        return index.column() == Code ? QVariant(Theme::monospace()) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Number
                   ? QVariant(QFlags(Qt::AlignRight | Qt::AlignVCenter).toInt())
                   : QVariant();
    default:
        return {};
    }
}

} // namespace scepter::ui
