// Settings as a file, to take them to another machine or workspace.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "workbench/responder_settings.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <vector>

namespace scepter::ui {

/// What differs from the defaults. No secret is a setting: TLS files are named, not held.
struct SettingsFile {
    QMap<QString, QVariant> window;                ///< rows of the table
    std::vector<workbench::SettingText> workspace; ///< the same
    QMap<QString, QString> shortcuts;              ///< action id, keys in portable form
    QStringList ignored;                           ///< read: what this program does not know
};

/// JSON with the members format, version, window, workspace, shortcuts.
Bytes toJson(const SettingsFile& file);

/// InvalidArgument for what is no such file or is of a newer program. Settings with a wrong value,
/// and unknown ones, are listed as ignored.
Result<SettingsFile> settingsFromJson(ByteView bytes);

} // namespace scepter::ui
