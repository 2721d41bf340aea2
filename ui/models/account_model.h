// SPDX-License-Identifier: GPL-3.0-or-later
// Who may fetch codes over HTTP.
#pragma once

#include "base/clock.h"
#include "models/config_list_model.h"
#include "models/endpoint_config.h"
#include "widgets/state_pill.h"
#include "workbench/accounts.h"

#include <optional>

namespace scepter::ui {

StateLook lookOf(const workbench::AccountView& view, TimePoint now);
/// Whether it is let in there while it is on.
bool hasDoor(const store::AccountSettings& settings, store::Door door);
QString roleWords(store::AccountRole role);
QString doorWords(store::Door door);
/// "NDES page, Jamf"; "none"
QString doorsWords(const store::AccountSettings& settings);
QString encodingWords(store::PageEncoding encoding);
/// "3 of 5", "3".
QString outstandingWords(const workbench::AccountView& view);
/// Every setting in words, always in the same order.
SettingTexts settingTexts(const store::AccountSettings& settings);

/// The key of a row is the account's number as text.
class AccountModel final : public ConfigListModel<workbench::AccountView> {
    Q_OBJECT

public:
    enum Column { Name, State, Role, Doors, Endpoint, Outstanding, LogIn, ColumnCount };

    /// The clock must outlive it.
    explicit AccountModel(const Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] const workbench::AccountView* row(const QString& key) const;
    /// What is locked may be open by now.
    void tick();

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

protected:
    [[nodiscard]] QString keyOf(const workbench::AccountView& row) const override;
    [[nodiscard]] QVariant cell(const workbench::AccountView& row, int column,
                                int role) const override;

private:
    [[nodiscard]] QString shown(const workbench::AccountView& row, int column) const;

    const Clock& m_clock;
};

} // namespace scepter::ui
