// SPDX-License-Identifier: GPL-3.0-or-later
// The devices that a stand-in knows.
#pragma once

#include "models/config_list_model.h"
#include "models/endpoint_config.h"
#include "standin/device.h"
#include "standin/mdm_service.h"

namespace scepter::ui {

/// Every value in words, always in the same order.
SettingTexts settingTexts(const standin::Device& device);
SettingTexts settingTexts(const standin::MdmDevice& device);
/// "DNS:a.example, email:b@example"; "any"; "none".
QString namesWords(const std::optional<std::vector<pki::GeneralName>>& names);

/// The key of a row is the device's id.
class IntuneDeviceModel final : public ConfigListModel<standin::Device> {
    Q_OBJECT

public:
    enum Column { Id, Name, User, Serial, ColumnCount };

    using ConfigListModel::ConfigListModel;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

protected:
    [[nodiscard]] QString keyOf(const standin::Device& row) const override;
    [[nodiscard]] QVariant cell(const standin::Device& row, int column, int role) const override;
};

class MdmDeviceModel final : public ConfigListModel<standin::MdmDevice> {
    Q_OBJECT

public:
    enum Column { Id, Subject, Names, Until, ColumnCount };

    using ConfigListModel::ConfigListModel;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

protected:
    [[nodiscard]] QString keyOf(const standin::MdmDevice& row) const override;
    [[nodiscard]] QVariant cell(const standin::MdmDevice& row, int column, int role) const override;
};

} // namespace scepter::ui
