// SPDX-License-Identifier: GPL-3.0-or-later
// Whom gates ask, and how that went.
#pragma once

#include "base/clock.h"
#include "enrollment/endpoint.h"
#include "models/config_list_model.h"
#include "responder/target_status.h"
#include "widgets/state_pill.h"

#include <optional>
#include <string>
#include <vector>

namespace scepter::ui {

/// A gate that asks somebody.
struct GateUse {
    std::string endpoint;
    std::string gate;
    challenge::GateKind kind = challenge::GateKind::Webhook;

    bool operator==(const GateUse&) const = default;
};

/// A server or program.
struct ServiceRow {
    std::string target;                            ///< as responder::TargetStatus has it
    std::optional<responder::TargetStatus> status; ///< nothing: it was not asked yet
    std::vector<GateUse> uses;

    bool operator==(const ServiceRow&) const = default;
};

/// All that was asked, and all that gates would ask, by their names.
std::vector<ServiceRow> servicesOf(const std::vector<enrollment::EndpointSettings>& endpoints,
                                   const std::vector<responder::TargetStatus>& asked);
/// Whether any gate asks somebody.
bool anyGateAsks(const std::vector<enrollment::EndpointSettings>& endpoints);

StateLook lookOf(const ServiceRow& row, TimePoint now);
/// "tablets, gate “mdm” (Webhook)".
QString useWords(const GateUse& use);

/// The key of a row is its target.
class ServiceModel final : public ConfigListModel<ServiceRow> {
    Q_OBJECT

public:
    enum Column {
        Service,
        State,
        UsedBy,
        InARow,
        Asked,
        Failed,
        LastError,
        LastFailure,
        Took,
        ColumnCount
    };

    /// The clock must outlive it.
    explicit ServiceModel(const Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] const ServiceRow* row(const QString& target) const;
    /// Times that are told as lengths have moved.
    void tick();

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

protected:
    [[nodiscard]] QString keyOf(const ServiceRow& row) const override;
    [[nodiscard]] QVariant cell(const ServiceRow& row, int column, int role) const override;

private:
    [[nodiscard]] QString shown(const ServiceRow& row, int column) const;

    const Clock& m_clock;
};

} // namespace scepter::ui
