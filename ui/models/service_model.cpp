// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/service_model.h"

#include "models/endpoint_config.h"
#include "responder/asker.h"
#include "widgets/texts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QUrl>

#include <map>
#include <ranges>

namespace scepter::ui {

namespace {

using responder::CircuitState;

// As ListTab::kSortRole.
constexpr int kSortRole = Qt::UserRole + 50;

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::Services)
};

/// Every place that a gate names itself.
std::vector<std::string> placesOf(const challenge::Gate& gate) {
    std::vector<std::string> places;
    const auto add = [&places](const std::string& place) {
        if (!place.empty()) places.push_back(responder::targetOf(place));
    };
    add(challenge::askedPlace(gate));
    if (const auto* webhook = std::get_if<challenge::WebhookGate>(&gate.settings)) {
        if (webhook->notifies) add(webhook->notifyUrl);
    } else if (const auto* intune = std::get_if<challenge::IntuneGate>(&gate.settings)) {
        add(intune->graphUrl);
    }
    return places;
}

/// Service discovery names hosts that the settings know by their ending only.
bool mayBeToldOf(const challenge::Gate& gate, const std::string& target) {
    const auto* intune = std::get_if<challenge::IntuneGate>(&gate.settings);
    if (intune == nullptr) return false;
    const QString host = QUrl(text(target)).host();
    return std::ranges::any_of(intune->allowedHosts, [&host](const std::string& allowed) {
        const QString rule = text(allowed).section(QLatin1Char(':'), 0, 0);
        return rule.startsWith(QLatin1String("*."))
                   ? host.endsWith(QStringView(rule).mid(1), Qt::CaseInsensitive)
                   : host.compare(rule, Qt::CaseInsensitive) == 0;
    });
}

QString length(Duration time) {
    const auto milliseconds = static_cast<int>(
        std::min<std::int64_t>(std::chrono::milliseconds(time).count(), 3'600'000));
    return milliseconds < 10'000 ? Words::tr("%n ms", "milliseconds", milliseconds)
                                 : lengthText(time);
}

QString usedBy(const ServiceRow& row) {
    QStringList names;
    for (const GateUse& use : row.uses)
        if (const QString name = text(use.endpoint); !names.contains(name)) names.append(name);
    return names.isEmpty() ? QStringLiteral("–") : names.join(QStringLiteral(", "));
}

QVariant sortValue(const ServiceRow& row, int column, const QString& shown) {
    const auto& status = row.status;
    switch (column) {
    case ServiceModel::InARow:
        return status ? qint64{status->failuresInARow} : qint64{-1};
    case ServiceModel::Asked:
        return status ? static_cast<qint64>(status->asked) : qint64{-1};
    case ServiceModel::Failed:
        return status ? static_cast<qint64>(status->failed) : qint64{-1};
    case ServiceModel::LastFailure:
        return status && status->lastFailureAt
                   ? static_cast<qint64>(status->lastFailureAt->time_since_epoch().count())
                   : qint64{-1};
    case ServiceModel::Took:
        return status ? static_cast<qint64>(status->lastDuration.count()) : qint64{-1};
    default:
        return shown;
    }
}

} // namespace

std::vector<ServiceRow> servicesOf(const std::vector<enrollment::EndpointSettings>& endpoints,
                                   const std::vector<responder::TargetStatus>& asked) {
    std::map<std::string, ServiceRow> rows;
    for (const responder::TargetStatus& status : asked)
        rows[status.target] = {status.target, status, {}};
    for (const enrollment::EndpointSettings& endpoint : endpoints) {
        for (const challenge::Gate& gate : endpoint.gates) {
            if (!gate.asks()) continue;
            for (const std::string& place : placesOf(gate))
                rows.try_emplace(place, ServiceRow{place, std::nullopt, {}});
        }
    }
    for (auto& [target, row] : rows) {
        for (const enrollment::EndpointSettings& endpoint : endpoints) {
            for (const challenge::Gate& gate : endpoint.gates) {
                if (!gate.asks()) continue;
                const std::vector<std::string> places = placesOf(gate);
                if (std::ranges::count(places, target) > 0 || mayBeToldOf(gate, target))
                    row.uses.push_back({endpoint.name, gate.name, gate.kind()});
            }
        }
    }
    std::vector<ServiceRow> list;
    for (ServiceRow& row : rows | std::views::values)
        list.push_back(std::move(row));
    return list;
}

bool anyGateAsks(const std::vector<enrollment::EndpointSettings>& endpoints) {
    return std::ranges::any_of(endpoints, [](const enrollment::EndpointSettings& endpoint) {
        return std::ranges::any_of(endpoint.gates, &challenge::Gate::asks);
    });
}

StateLook lookOf(const ServiceRow& row, TimePoint now) {
    if (!row.status) return {Words::tr("Not asked yet"), Icon::Clock, Tone::Neutral};
    switch (row.status->state) {
    case CircuitState::Open:
        if (!row.status->pausedUntil || *row.status->pausedUntil <= now)
            return {Words::tr("To be tried"), Icon::Pending, Tone::Warning};
        return {Words::tr("Paused until %1")
                    .arg(QLocale().toString(toDateTime(*row.status->pausedUntil).time(),
                                            QStringLiteral("HH:mm:ss"))),
                Icon::Stopped, Tone::Error};
    case CircuitState::HalfOpen:
        return {Words::tr("Being tried"), Icon::Starting, Tone::Pending};
    case CircuitState::Closed:
        break;
    }
    return row.status->failuresInARow == 0
               ? StateLook{Words::tr("Asked"), Icon::Ok, Tone::Ok}
               : StateLook{Words::tr("Failing"), Icon::Warning, Tone::Warning};
}

QString useWords(const GateUse& use) {
    return Words::tr("%1, gate “%2” (%3)")
        .arg(text(use.endpoint), text(use.gate), challengeWords(use.kind));
}

ServiceModel::ServiceModel(const Clock& clock, QObject* parent)
    : ConfigListModel(parent)
    , m_clock(clock) {
}

const ServiceRow* ServiceModel::row(const QString& target) const {
    const auto found = std::ranges::find(rows(), target.toStdString(), &ServiceRow::target);
    return found == rows().end() ? nullptr : &*found;
}

void ServiceModel::tick() {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, LastFailure));
}

int ServiceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ServiceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole && section == InARow) return tr("Failures since it last answered");
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (section) {
    case Service:
        return tr("Service");
    case State:
        return tr("State");
    case UsedBy:
        return tr("Used by");
    case InARow:
        return tr("In a row");
    case Asked:
        return tr("Asked");
    case Failed:
        return tr("Failed");
    case LastError:
        return tr("Last error");
    case LastFailure:
        return tr("Last failure");
    case Took:
        return tr("Took");
    default:
        return {};
    }
}

QString ServiceModel::keyOf(const ServiceRow& row) const {
    return text(row.target);
}

QString ServiceModel::shown(const ServiceRow& row, int column) const {
    const QString none = QStringLiteral("–");
    switch (column) {
    case Service:
        return text(row.target);
    case State:
        return lookOf(row, m_clock.now()).word;
    case UsedBy:
        return usedBy(row);
    default:
        break;
    }
    if (!row.status) return none;
    const responder::TargetStatus& status = *row.status;
    switch (column) {
    case InARow:
        return QLocale().toString(status.failuresInARow);
    case Asked:
        return QLocale().toString(static_cast<qulonglong>(status.asked));
    case Failed:
        return QLocale().toString(static_cast<qulonglong>(status.failed));
    case LastError:
        return status.lastError.empty() ? none : text(status.lastError);
    case LastFailure:
        return status.lastFailureAt ? relativeTime(*status.lastFailureAt, m_clock.now()) : none;
    case Took:
        return status.asked == 0 ? none : length(status.lastDuration);
    default:
        return {};
    }
}

QVariant ServiceModel::cell(const ServiceRow& row, int column, int role) const {
    const StateLook look = lookOf(row, m_clock.now());
    switch (role) {
    case kSortRole:
        return sortValue(row, column, shown(row, column));
    case LedgerModel::CopyRole:
    case Qt::DisplayRole:
        return shown(row, column);
    case Qt::ToolTipRole:
        if (column == LastFailure && row.status && row.status->lastFailureAt)
            return absoluteTime(*row.status->lastFailureAt, QLocale());
        if (column == Took && row.status && row.status->asked > 0)
            return tr("%1 on average").arg(length(row.status->meanDuration));
        return shown(row, column);
    case Qt::AccessibleTextRole:
        if (column != Service) return shown(row, column);
        return tr("Service %1: %2, used by %3, asked %4 times, %5 of them failed")
            .arg(text(row.target), look.word, usedBy(row), shown(row, Asked), shown(row, Failed));
    case LedgerModel::ToneRole:
        return column == State ? QVariant(static_cast<int>(look.tone)) : QVariant();
    case LedgerModel::IconRole:
        return column == State ? QVariant(static_cast<int>(look.icon)) : QVariant();
    case LedgerModel::NumberRole:
        return column == InARow || column == Asked || column == Failed || column == Took;
    default:
        return {};
    }
}

} // namespace scepter::ui
