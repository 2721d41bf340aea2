#include "shell/settings_file.h"

#include "shell/settings_table.h"
#include "workbench/admin_settings.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QKeySequence>

namespace scepter::ui {

namespace {

constexpr auto kFormat = "scepter-settings";
constexpr qsizetype kMostIgnored = 20;

QString member(const char* name) {
    return QLatin1String(name);
}

void ignore(SettingsFile& file, const QString& key) {
    if (file.ignored.size() < kMostIgnored) file.ignored.append(key.left(80));
}

void readWindow(SettingsFile& file, const QJsonObject& object) {
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto setting = settingOf(it.key());
        const bool ours = setting && setting->scope == SettingScope::Window;
        const auto value = ours ? acceptedValue(*setting, it->toVariant()) : std::nullopt;
        if (value)
            file.window.insert(it.key(), *value);
        else
            ignore(file, it.key());
    }
}

void readWorkspace(SettingsFile& file, const QJsonObject& object) {
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto setting = settingOf(it.key());
        const std::string key = it.key().toStdString();
        const std::string value = it->toString().toStdString();
        workbench::ResponderSettings responder;
        workbench::AdminSettings admin;
        const bool ours = setting && setting->scope == SettingScope::Workspace && it->isString();
        const auto read = [&] {
            return key.starts_with("admin.") ? workbench::setText(admin, key, value)
                                             : workbench::setText(responder, key, value);
        };
        if (ours && read())
            file.workspace.push_back({key, value});
        else
            ignore(file, it.key());
    }
}

void readShortcuts(SettingsFile& file, const QJsonObject& object) {
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString keys = it->toString();
        const bool readable =
            it->isString() && (keys.isEmpty() || !QKeySequence::fromString(keys).isEmpty());
        if (readable)
            file.shortcuts.insert(it.key(), keys);
        else
            ignore(file, it.key());
    }
}

} // namespace

Bytes toJson(const SettingsFile& file) {
    QJsonObject window;
    for (auto it = file.window.begin(); it != file.window.end(); ++it)
        window.insert(it.key(), QJsonValue::fromVariant(it.value()));
    QJsonObject workspace;
    for (const auto& text : file.workspace)
        workspace.insert(QString::fromStdString(text.key), QString::fromStdString(text.value));
    QJsonObject shortcuts;
    for (auto it = file.shortcuts.begin(); it != file.shortcuts.end(); ++it)
        shortcuts.insert(it.key(), it.value());
    const QByteArray json = QJsonDocument(QJsonObject{{member("format"), member(kFormat)},
                                                      {member("version"), kSettingsVersion},
                                                      {member("window"), window},
                                                      {member("workspace"), workspace},
                                                      {member("shortcuts"), shortcuts}})
                                .toJson();
    return {json.begin(), json.end()};
}

Result<SettingsFile> settingsFromJson(ByteView bytes) {
    QJsonParseError error;
    const QByteArray json(reinterpret_cast<const char*>(bytes.data()),
                          static_cast<qsizetype>(bytes.size()));
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return fail(ErrorCode::InvalidArgument,
                    "this is no settings file: " + error.errorString().toStdString());
    const QJsonObject object = document.object();
    if (object.value(member("format")).toString() != QLatin1String(kFormat))
        return fail(ErrorCode::InvalidArgument, "this is no file of Scepter's settings");
    const int version = object.value(member("version")).toInt();
    if (version < 1 || version > kSettingsVersion)
        return fail(ErrorCode::InvalidArgument,
                    "the settings file is of version " + std::to_string(version) +
                        "; this program reads versions 1 to " + std::to_string(kSettingsVersion));
    SettingsFile file;
    readWindow(file, object.value(member("window")).toObject());
    readWorkspace(file, object.value(member("workspace")).toObject());
    readShortcuts(file, object.value(member("shortcuts")).toObject());
    return file;
}

} // namespace scepter::ui
