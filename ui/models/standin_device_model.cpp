// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/standin_device_model.h"

#include "widgets/texts.h"

#include <QCoreApplication>
#include <QDateTime>

namespace scepter::ui {

namespace {

using standin::Device;
using standin::MdmDevice;

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::StandInDevices)
};

QString orDash(const std::string& value) {
    return value.empty() ? QStringLiteral("–") : text(value);
}

QString valueOf(const Device& device, const char* variable) {
    const auto found = device.values.find(variable);
    return found == device.values.end() ? QStringLiteral("–") : orDash(found->second);
}

QString shown(const Device& device, int column) {
    switch (column) {
    case IntuneDeviceModel::Id:
        return text(device.id);
    case IntuneDeviceModel::Name:
        return valueOf(device, "DeviceName");
    case IntuneDeviceModel::User:
        return orDash(device.userId);
    case IntuneDeviceModel::Serial:
        return valueOf(device, "SerialNumber");
    default:
        return {};
    }
}

QString untilWords(const std::optional<TimePoint>& until) {
    return until ? QLocale().toString(toDateTime(*until), QLocale::ShortFormat)
                 : Words::tr("no end");
}

QString shown(const MdmDevice& device, int column) {
    switch (column) {
    case MdmDeviceModel::Id:
        return text(device.id);
    case MdmDeviceModel::Subject:
        return device.subject.empty() ? Words::tr("any") : text(device.subject);
    case MdmDeviceModel::Names:
        return namesWords(device.subjectAltNames);
    case MdmDeviceModel::Until:
        return untilWords(device.validUntil);
    default:
        return {};
    }
}

template <class Row> QVariant cellOf(const Row& row, int column, int role) {
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == LedgerModel::CopyRole ||
        role == Qt::AccessibleTextRole)
        return shown(row, column);
    return {};
}

} // namespace

QString namesWords(const std::optional<std::vector<pki::GeneralName>>& names) {
    if (!names) return Words::tr("any");
    QStringList list;
    for (const pki::GeneralName& name : *names)
        list.append(text(pki::toText(name)));
    return list.isEmpty() ? Words::tr("none") : list.join(QStringLiteral(", "));
}

SettingTexts settingTexts(const Device& device) {
    SettingTexts texts{{Words::tr("Device"), text(device.id)},
                       {Words::tr("User"), orDash(device.userId)}};
    for (const std::string& variable : standin::deviceVariables())
        if (variable != "DeviceId")
            texts.append({text(variable), valueOf(device, variable.c_str())});
    return texts;
}

SettingTexts settingTexts(const MdmDevice& device) {
    return {{Words::tr("Device"), text(device.id)},
            {Words::tr("Subject"), shown(device, MdmDeviceModel::Subject)},
            {Words::tr("Alternative names"), namesWords(device.subjectAltNames)},
            {Words::tr("Code valid until"), untilWords(device.validUntil)}};
}

int IntuneDeviceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant IntuneDeviceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Id:
        return tr("Device");
    case Name:
        return tr("Name");
    case User:
        return tr("User");
    case Serial:
        return tr("Serial number");
    default:
        return {};
    }
}

QString IntuneDeviceModel::keyOf(const Device& row) const {
    return text(row.id);
}

QVariant IntuneDeviceModel::cell(const Device& row, int column, int role) const {
    return cellOf(row, column, role);
}

int MdmDeviceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MdmDeviceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Id:
        return tr("Device");
    case Subject:
        return tr("Subject");
    case Names:
        return tr("Alternative names");
    case Until:
        return tr("Code valid until");
    default:
        return {};
    }
}

QString MdmDeviceModel::keyOf(const MdmDevice& row) const {
    return text(row.id);
}

QVariant MdmDeviceModel::cell(const MdmDevice& row, int column, int role) const {
    return cellOf(row, column, role);
}

} // namespace scepter::ui
