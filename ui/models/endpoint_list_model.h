// Endpoints as a list.
#pragma once

#include "models/config_list_model.h"
#include "models/endpoint_config.h"

namespace scepter::ui {

/// The key of a row is the endpoint's id as text.
class EndpointListModel final : public ConfigListModel<EndpointRow> {
    Q_OBJECT

public:
    enum Column { Name, Path, State, Challenge, Approval, Template, Authority, ColumnCount };

    using ConfigListModel::ConfigListModel;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

protected:
    [[nodiscard]] QString keyOf(const EndpointRow& row) const override;
    [[nodiscard]] QVariant cell(const EndpointRow& row, int column, int role) const override;
};

} // namespace scepter::ui
