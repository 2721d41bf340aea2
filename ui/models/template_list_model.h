// Certificate templates as a list.
#pragma once

#include "models/config_list_model.h"
#include "models/endpoint_config.h"

namespace scepter::ui {

/// A template with the endpoints that issue by it.
struct TemplateRow {
    authority::Template recipe;
    std::vector<std::string> users;

    bool operator==(const TemplateRow&) const = default;
};

/// The key of a row is the template's name.
class TemplateListModel final : public ConfigListModel<TemplateRow> {
    Q_OBJECT

public:
    enum Column { Name, Validity, Keys, Users, Description, ColumnCount };

    using ConfigListModel::ConfigListModel;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

protected:
    [[nodiscard]] QString keyOf(const TemplateRow& row) const override;
    [[nodiscard]] QVariant cell(const TemplateRow& row, int column, int role) const override;
};

} // namespace scepter::ui
