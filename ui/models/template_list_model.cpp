#include "models/template_list_model.h"

#include "widgets/texts.h"

namespace scepter::ui {

namespace {

QString usersText(const TemplateRow& row) {
    QStringList users;
    for (const std::string& user : row.users)
        users.append(text(user));
    return users.isEmpty() ? TemplateListModel::tr("no endpoint")
                           : users.join(QStringLiteral(", "));
}

QString shown(const TemplateRow& row, int column) {
    switch (column) {
    case TemplateListModel::Name:
        return text(row.recipe.name);
    case TemplateListModel::Validity:
        return lengthText(row.recipe.validity);
    case TemplateListModel::Keys:
        return keyWords(row.recipe.keys);
    case TemplateListModel::Users:
        return usersText(row);
    case TemplateListModel::Description:
        return text(row.recipe.description);
    default:
        return {};
    }
}

} // namespace

int TemplateListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TemplateListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section == Validity)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Validity:
        return tr("Validity");
    case Keys:
        return tr("Keys");
    case Users:
        return tr("Used by");
    case Description:
        return tr("Description");
    default:
        return {};
    }
}

QString TemplateListModel::keyOf(const TemplateRow& row) const {
    return text(row.recipe.name);
}

QVariant TemplateListModel::cell(const TemplateRow& row, int column, int role) const {
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case LedgerModel::CopyRole:
        return shown(row, column);
    case Qt::AccessibleTextRole:
        return column == Name ? tr("Template %1: valid for %2, keys: %3, used by %4")
                                    .arg(text(row.recipe.name), shown(row, Validity),
                                         shown(row, Keys), usersText(row))
                              : shown(row, column);
    case LedgerModel::NumberRole:
        return column == Validity;
    default:
        return {};
    }
}

} // namespace scepter::ui
