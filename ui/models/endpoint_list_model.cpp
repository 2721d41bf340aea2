#include "models/endpoint_list_model.h"

#include "widgets/texts.h"

namespace scepter::ui {

namespace {

StateLook lookOf(const EndpointRow& row) {
    if (row.unusable) return {EndpointListModel::tr("Cannot work"), Icon::Error, Tone::Error};
    if (!row.notes.empty())
        return {EndpointListModel::tr("%n warning(s)", nullptr, static_cast<int>(row.notes.size())),
                Icon::Warning, Tone::Warning};
    return {EndpointListModel::tr("Ready"), Icon::Ok, Tone::Ok};
}

QString approvalText(const enrollment::EndpointSettings& settings) {
    if (!settings.renewalAllowed || settings.approval == settings.renewalApproval)
        return approvalWords(settings.approval);
    return settings.approval == enrollment::Approval::Manual
               ? EndpointListModel::tr("By the operator, renewals automatic")
               : EndpointListModel::tr("Automatic, renewals by the operator");
}

QString shown(const EndpointRow& row, int column) {
    const auto& settings = row.settings;
    switch (column) {
    case EndpointListModel::Name:
        return text(settings.name);
    case EndpointListModel::Path:
        return text(settings.path);
    case EndpointListModel::State:
        return lookOf(row).word;
    case EndpointListModel::Challenge:
        return gatesWords(settings);
    case EndpointListModel::Approval:
        return approvalText(settings);
    case EndpointListModel::Template:
        return text(settings.templateName);
    case EndpointListModel::Authority:
        return row.authority.empty() ? EndpointListModel::tr("missing") : text(row.authority);
    default:
        return {};
    }
}

QString hint(const EndpointRow& row, int column) {
    QStringList lines;
    if (column == EndpointListModel::Path) {
        lines.append(text(row.settings.path));
        for (const std::string& alias : row.settings.aliases)
            lines.append(text(alias));
    } else if (column == EndpointListModel::State) {
        for (const std::string& note : row.notes)
            lines.append(sentenceOf(note));
    }
    return lines.isEmpty() ? shown(row, column) : lines.join(QLatin1Char('\n'));
}

} // namespace

int EndpointListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EndpointListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Path:
        return tr("Path");
    case State:
        return tr("State");
    case Challenge:
        return tr("Challenge");
    case Approval:
        return tr("Approval");
    case Template:
        return tr("Template");
    case Authority:
        return tr("Authority");
    default:
        return {};
    }
}

QString EndpointListModel::keyOf(const EndpointRow& row) const {
    return QString::number(row.settings.id);
}

QVariant EndpointListModel::cell(const EndpointRow& row, int column, int role) const {
    switch (role) {
    case Qt::DisplayRole:
    case LedgerModel::CopyRole:
        return shown(row, column);
    case Qt::ToolTipRole:
        return hint(row, column);
    case Qt::AccessibleTextRole:
        return column == Name ? tr("Endpoint %1 at %2: %3, %4, approval: %5, template %6")
                                    .arg(text(row.settings.name), text(row.settings.path),
                                         lookOf(row).word, shown(row, Challenge),
                                         shown(row, Approval), text(row.settings.templateName))
                              : shown(row, column);
    case LedgerModel::MonospaceRole:
        return column == Path;
    case LedgerModel::ToneRole:
        return column == State ? QVariant(static_cast<int>(lookOf(row).tone)) : QVariant();
    case LedgerModel::IconRole:
        return column == State ? QVariant(static_cast<int>(lookOf(row).icon)) : QVariant();
    default:
        return {};
    }
}

} // namespace scepter::ui
