#include "shell/settings_table.h"

#include "workbench/admin_settings.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>
#include <array>

namespace scepter::ui {

namespace {

class Texts {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::Settings)
};

constexpr auto kContext = "scepter::ui::Settings";

using enum SettingCategory;
using enum SettingType;
using enum SettingEffect;

struct ChoiceRow {
    const char* value;
    const char* label;
};

constexpr ChoiceRow kLanguages[] = {
    {"system", QT_TRANSLATE_NOOP("scepter::ui::Settings", "As the system")},
    {"en", "English"},
    {"de", "Deutsch"},
};
constexpr ChoiceRow kRecording[] = {
    {"off", QT_TRANSLATE_NOOP("scepter::ui::Settings", "Nothing")},
    {"headers", QT_TRANSLATE_NOOP("scepter::ui::Settings", "Without messages")},
    {"full", QT_TRANSLATE_NOOP("scepter::ui::Settings", "Everything")},
};
constexpr ChoiceRow kColors[] = {
    {"system", QT_TRANSLATE_NOOP("scepter::ui::Settings", "As the system")},
    {"light", QT_TRANSLATE_NOOP("scepter::ui::Settings", "Light")},
    {"dark", QT_TRANSLATE_NOOP("scepter::ui::Settings", "Dark")},
};

/// `standard` null: what the core says. Rows of the workspace restart the responder.
struct Row {
    const char* key;
    SettingCategory category;
    SettingType type;
    SettingEffect effect;
    const char* standard;
    int least;
    int most;
    const char* unit;
    const char* zero;
    const char* label;
    const char* help;
};

constexpr Row kRows[] = {
    {"general/language", General, Choice, ProgramRestart, "system", 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Language"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "Of the window. Takes effect when Scepter is started again.")},
    {"general/startResponder", General, Switch, AtOnce, "true", 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Start the responder when a workspace is opened"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "Otherwise nothing is served until you press Start.")},
    {"general/confirmQuit", General, Switch, AtOnce, "false", 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "Ask before closing the window while the responder runs"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "Devices get no answers any more once the window is closed.")},

    {"responder.address", Responder, Address, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Address"),
     QT_TRANSLATE_NOOP(
         "scepter::ui::Settings",
         "Where the responder listens. 127.0.0.1 is reached from this machine only; 0.0.0.0 and "
         ":: are all addresses of this machine.")},
    {"responder.port", Responder, Number, ResponderRestart, nullptr, 0, 65535, "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Any free port"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Port"),
     QT_TRANSLATE_NOOP(
         "scepter::ui::Settings",
         "Ports below 1024 need special rights. With any free port the URL changes at each "
         "start.")},
    {"responder.tlsCertificateFile", Responder, File, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "TLS certificate"),
     QT_TRANSLATE_NOOP(
         "scepter::ui::Settings",
         "A PEM file with the server's certificate and its chain. Empty: plain HTTP, which is "
         "usual for SCEP, as its messages are encrypted and signed themselves.")},
    {"responder.tlsKeyFile", Responder, File, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "TLS key"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "A PEM file with the key of that certificate, not encrypted.")},

    {"responder.limit.maxBodyBytes", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Largest request body"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "In bytes. Larger ones are answered with HTTP 413.")},
    {"responder.limit.maxRequestLineBytes", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Longest request line"),
     QT_TRANSLATE_NOOP(
         "scepter::ui::Settings",
         "In bytes. SCEP over GET puts the whole message there. Longer ones get HTTP 414.")},
    {"responder.limit.maxHeaderBytes", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Largest headers"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "In bytes, all together. Larger ones get HTTP 431.")},
    {"responder.limit.maxHeaders", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Most headers"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "How many one request may have.")},
    {"responder.limit.maxBufferedBytes", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Most bytes being received"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "Bodies of all connections together. Beyond it, requests get HTTP 503.")},
    {"responder.limit.maxConnections", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Most connections"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Open at once. Further ones get HTTP 503.")},
    {"responder.limit.maxConnectionsPerAddress", Limits, Text, ResponderRestart, nullptr, 0, 0, "",
     "", QT_TRANSLATE_NOOP("scepter::ui::Settings", "Most connections of one address"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "Whole companies may come from one address; keep it below the total.")},
    {"responder.limit.maxTlsHandshakes", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Most TLS handshakes"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Under way at once.")},
    {"responder.limit.maxPipelined", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Most requests in a row"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "That one connection may send ahead before the others get their turn.")},
    {"responder.limit.headerTimeout", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Time for the headers"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "As in 500ms, 10s or 1m.")},
    {"responder.limit.bodyTimeout", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Time for the body"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "As in 500ms, 10s or 1m.")},
    {"responder.limit.idleTimeout", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Close idle connections after"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "Between two requests of a connection. As in 500ms, 10s or 1m.")},
    {"responder.limit.writeTimeout", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Time to take the answer"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "For each 64 KiB that a client reads. As in 500ms, 10s or 1m.")},
    {"responder.limit.handlerTimeout", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Time to make the answer"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "Beyond it, the client gets HTTP 503. As in 500ms, 10s or 1m.")},
    {"responder.limit.tlsHandshakeTimeout", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Time for the TLS handshake"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "As in 500ms, 10s or 1m.")},
    {"responder.limit.lingerTimeout", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Time to read a refusal"),
     QT_TRANSLATE_NOOP(
         "scepter::ui::Settings",
         "How long a refused client may go on sending before it is cut. As in 500ms or 2s.")},
    {"responder.limit.acceptBackoff", Limits, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Pause when the system has no more connections"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "As in 100ms or 1s.")},

    {"admin.address", Accounts, Address, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Address of the listener"),
     QT_TRANSLATE_NOOP(
         "scepter::ui::Settings",
         "Where accounts fetch codes: by the NDES page, Jamf's webhook, or REST. Empty: nowhere.")},
    {"admin.port", Accounts, Number, ResponderRestart, nullptr, 0, 65535, "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Any free port"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Port of the listener"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Another one than that of the responder.")},
    {"admin.tlsCertificateFile", Accounts, File, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "TLS certificate of the listener"),
     QT_TRANSLATE_NOOP(
         "scepter::ui::Settings",
         "A PEM file with the certificate and its chain. Empty: plain HTTP, which only this "
         "machine may use, as passwords go over it.")},
    {"admin.tlsKeyFile", Accounts, File, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "TLS key of the listener"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "A PEM file with the key of that certificate, not encrypted.")},
    {"admin.hostNames", Accounts, Text, ResponderRestart, nullptr, 0, 1024, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Other names of the listener"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "By which callers may call it, behind a proxy: scep.example,mdm.example")},
    {"admin.jamfPath", Accounts, Text, ResponderRestart, nullptr, 0, 256, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Path of Jamf's webhook"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "What stands behind the address in Jamf Pro.")},
    {"admin.jamfHeader", Accounts, Text, ResponderRestart, nullptr, 0, 256, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Header of Jamf's webhook"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "In which Jamf shows an account's token, with header authentication.")},
    {"admin.jamfOpenAccount", Accounts, Text, ResponderRestart, nullptr, 0, 256, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Account of Jamf without a password"),
     QT_TRANSLATE_NOOP(
         "scepter::ui::Settings",
         "Callers on this machine that show no password get codes of this account. Empty: they "
         "get none. Not while others can reach the listener.")},

    {"certificates/warnDays", Certificates, Number, AtOnce, "30", 1, 3650,
     QT_TRANSLATE_NOOP("scepter::ui::Settings", " days"), "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Warn when a certificate ends within"),
     QT_TRANSLATE_NOOP(
         "scepter::ui::Settings",
         "From then on it is shown as ending soon. Days, not percent: a month is a month.")},
    {"certificates/urgentDays", Certificates, Number, AtOnce, "7", 1, 3650,
     QT_TRANSLATE_NOOP("scepter::ui::Settings", " days"), "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Show it as urgent within"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "From then on the warning turns red.")},

    {"traffic.record", Capture, Choice, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "What is recorded"),
     QT_TRANSLATE_NOOP(
         "scepter::ui::Settings",
         "In a file beside the workspace, for everybody who opens it. Values that may be secret "
         "are left out; messages stay encrypted as they were sent.")},
    {"traffic.count", Capture, Number, ResponderRestart, nullptr, 1, 10'000'000, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Most exchanges recorded"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "The oldest go first.")},
    {"traffic.bytes", Capture, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Most bytes recorded"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "At least 1048576. The oldest go first.")},
    {"traffic.age", Capture, Text, ResponderRestart, nullptr, 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Forget what is older than"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "As in 12h or 7d.")},
    {"capture/count", Capture, Number, AtOnce, "5000", 1, 1'000'000, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Most exchanges in memory"),
     QT_TRANSLATE_NOOP(
         "scepter::ui::Settings",
         "Those that this window answered are also kept in memory; the oldest go first.")},
    {"capture/megabytes", Capture, Number, AtOnce, "64", 1, 4096,
     QT_TRANSLATE_NOOP("scepter::ui::Settings", " MiB"), "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Most memory for them"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Whichever of the two is reached first.")},

    {"appearance/colors", Appearance, Choice, AtOnce, "system", 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Colors"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Light or dark.")},
    {"appearance/textPercent", Appearance, Number, AtOnce, "100", 80, 200,
     QT_TRANSLATE_NOOP("scepter::ui::Settings", " %"), "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Size of the text"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Of the size that the system uses.")},
    {"appearance/reducedMotion", Appearance, Switch, AtOnce, "false", 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Reduced motion"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "No animation of menus, lists and tool tips.")},

    {"security/clipboardSeconds", Security, Number, AtOnce, "20", 5, 600,
     QT_TRANSLATE_NOOP("scepter::ui::Settings", " s"), "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Clear a copied secret after"),
     QT_TRANSLATE_NOOP(
         "scepter::ui::Settings",
         "Codes and secrets leave the clipboard then, unless something else was copied since.")},
    {"security/lockMinutes", Security, Number, AtOnce, "0", 0, 1440,
     QT_TRANSLATE_NOOP("scepter::ui::Settings", " min"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Never"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Lock when nothing was done for"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings",
                       "The responder goes on serving. The passphrase or the key file unlocks.")},
    {"security/lockMinimized", Security, Switch, AtOnce, "false", 0, 0, "", "",
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "Lock when the window is minimized"),
     QT_TRANSLATE_NOOP("scepter::ui::Settings", "The responder goes on serving.")},
};

QString translated(const char* words) {
    return *words == '\0' ? QString() : QCoreApplication::translate(kContext, words);
}

QVariant typed(SettingType type, const QString& text) {
    if (type == Switch) return text == QLatin1String("true");
    if (type == Number) return text.toInt();
    return text;
}

QString standardOf(const Row& row) {
    if (row.standard != nullptr) return QLatin1String(row.standard);
    for (const auto& texts : {workbench::toTexts({}), workbench::adminTexts({})})
        for (const auto& text : texts)
            if (text.key == row.key) return QString::fromStdString(text.value);
    return {};
}

Setting made(const Row& row) {
    Setting setting;
    setting.key = QLatin1String(row.key);
    setting.category = row.category;
    setting.scope = row.standard == nullptr ? SettingScope::Workspace : SettingScope::Window;
    setting.type = row.type;
    setting.effect = row.effect;
    setting.standard = typed(row.type, standardOf(row));
    setting.least = row.least;
    setting.most = row.most;
    setting.unit = translated(row.unit);
    setting.zero = translated(row.zero);
    setting.label = translated(row.label);
    setting.help = translated(row.help);
    if (setting.key == QLatin1String("general/language"))
        for (const ChoiceRow& choice : kLanguages)
            setting.choices.append({QLatin1String(choice.value), translated(choice.label)});
    if (setting.key == QLatin1String("traffic.record"))
        for (const ChoiceRow& choice : kRecording)
            setting.choices.append({QLatin1String(choice.value), translated(choice.label)});
    if (setting.key == QLatin1String("appearance/colors"))
        for (const ChoiceRow& choice : kColors)
            setting.choices.append({QLatin1String(choice.value), translated(choice.label)});
    return setting;
}

QString versionKey() {
    return QStringLiteral("settings/version");
}

/// Version 1 kept the colors as a number.
void nameTheColors(QSettings& settings) {
    const QString key = QStringLiteral("appearance/colors");
    if (!settings.contains(key)) return;
    bool isNumber = false;
    const int number = settings.value(key).toInt(&isNumber);
    if (!isNumber) return;
    const auto count = static_cast<int>(std::size(kColors));
    if (number > 0 && number < count)
        settings.setValue(key, QString::fromLatin1(kColors[number].value));
    else
        settings.remove(key);
}

} // namespace

std::vector<Setting> allSettings() {
    std::vector<Setting> all;
    all.reserve(std::size(kRows));
    for (const Row& row : kRows)
        all.push_back(made(row));
    return all;
}

std::optional<Setting> settingOf(const QString& key) {
    const auto row = std::ranges::find_if(
        kRows, [&](const Row& candidate) { return key == QLatin1String(candidate.key); });
    if (row == std::end(kRows)) return std::nullopt;
    return made(*row);
}

QString categoryName(SettingCategory category) {
    switch (category) {
    case General:
        return Texts::tr("General");
    case Responder:
        return Texts::tr("Responder");
    case Limits:
        return Texts::tr("Limits");
    case Accounts:
        return Texts::tr("Accounts");
    case Authority:
        return Texts::tr("Authority");
    case Certificates:
        return Texts::tr("Certificates");
    case Capture:
        return Texts::tr("Capture");
    case Appearance:
        return Texts::tr("Appearance");
    case Security:
        return Texts::tr("Security");
    case Shortcuts:
        return Texts::tr("Shortcuts");
    case Storage:
        return Texts::tr("Storage");
    case About:
        return Texts::tr("About");
    }
    return {};
}

std::optional<QVariant> acceptedValue(const Setting& setting, const QVariant& value) {
    switch (setting.type) {
    case Switch: {
        const QString text = value.toString();
        if (value.typeId() == QMetaType::Bool || text == QLatin1String("true") ||
            text == QLatin1String("false"))
            return QVariant(value.toBool());
        return std::nullopt;
    }
    case Number: {
        bool isNumber = false;
        const int number = value.toString().toInt(&isNumber);
        if (!isNumber || number < setting.least || number > setting.most) return std::nullopt;
        return QVariant(number);
    }
    case Choice: {
        const QString text = value.toString();
        const bool known = std::ranges::any_of(
            setting.choices, [&](const SettingChoice& choice) { return choice.value == text; });
        return known ? std::optional<QVariant>(text) : std::nullopt;
    }
    case Address:
    case Text:
    case File:
        if (value.typeId() != QMetaType::QString) return std::nullopt;
        return value;
    }
    return std::nullopt;
}

QString valueText(const Setting& setting, const QVariant& value) {
    if (setting.type == Switch) return value.toBool() ? Texts::tr("On") : Texts::tr("Off");
    for (const SettingChoice& choice : setting.choices)
        if (choice.value == value.toString()) return choice.label;
    if (setting.type == Number && value.toInt() == 0 && !setting.zero.isEmpty())
        return setting.zero;
    const QString text = value.toString();
    return text.isEmpty() ? Texts::tr("none") : text + setting.unit;
}

QVariant settingValue(const QSettings& settings, const QString& key) {
    const std::optional<Setting> setting = settingOf(key);
    Q_ASSERT(setting);
    if (!settings.contains(key)) return setting->standard;
    return acceptedValue(*setting, settings.value(key)).value_or(setting->standard);
}

bool settingIsOn(const QSettings& settings, const QString& key) {
    return settingValue(settings, key).toBool();
}

int settingNumber(const QSettings& settings, const QString& key) {
    return settingValue(settings, key).toInt();
}

WarnTimes warnTimes(const QSettings& settings) {
    return {std::chrono::days{settingNumber(settings, QStringLiteral("certificates/warnDays"))},
            std::chrono::days{settingNumber(settings, QStringLiteral("certificates/urgentDays"))}};
}

QString settingText(const QSettings& settings, const QString& key) {
    return settingValue(settings, key).toString();
}

void upgradeSettings(QSettings& settings) {
    const int version = settings.value(versionKey(), 1).toInt();
    if (version >= kSettingsVersion) return;
    nameTheColors(settings);
    settings.setValue(versionKey(), kSettingsVersion);
}

} // namespace scepter::ui
