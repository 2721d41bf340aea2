// SPDX-License-Identifier: GPL-3.0-or-later
// admin show, admin set.
#include "context.h"
#include "option_values.h"
#include "terminal.h"
#include "views.h"
#include "workbench/admin_settings.h"

#include <QFileInfo>

namespace scepter::app {

namespace {

using workbench::AdminSettings;

constexpr std::string_view kPrefix = "admin.";

struct Arguments {
    std::string listen;
    std::string tlsCertificate;
    std::string tlsKey;
    bool plain = false;
    std::vector<std::string> settings;
};

/// A responder may be started elsewhere.
std::string absolute(const std::string& path) {
    return QFileInfo(QString::fromStdString(path)).absoluteFilePath().toStdString();
}

int answer(Context& context, const AdminSettings& settings) {
    QJsonObject object{{QStringLiteral("on"), settings.isOn()}};
    std::vector<std::vector<std::string>> rows{{"SETTING", "VALUE"}};
    for (const workbench::SettingText& text : workbench::adminTexts(settings)) {
        const std::string name = text.key.substr(kPrefix.size());
        const bool off = name == "address" && !settings.isOn();
        object.insert(QString::fromStdString(name), jsonText(text.value));
        rows.push_back({name, off ? "(off)" : text.value});
    }
    context.answer({{QStringLiteral("admin"), object}}, table(rows));
    return exit_code::kDone;
}

int runShow(Context& context) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    const auto settings = (*opened)->adminSettings();
    if (!settings) return context.report(settings.error());
    return answer(context, *settings);
}

Result<void> setNamed(AdminSettings& settings, const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        return wrongOption("--set", "NAME=VALUE, not " + text);
    return workbench::setText(settings, std::string(kPrefix) + text.substr(0, equals),
                              text.substr(equals + 1));
}

Result<AdminSettings> changed(AdminSettings settings, const Arguments& arguments) {
    if (arguments.listen == "off")
        settings.address.clear();
    else if (!arguments.listen.empty())
        SCEPTER_CHECK(setListen("--listen", arguments.listen, settings.address, settings.port));
    if (arguments.plain || !arguments.tlsCertificate.empty()) {
        settings.tlsCertificateFile =
            arguments.plain ? std::string() : absolute(arguments.tlsCertificate);
        settings.tlsKeyFile = arguments.plain ? std::string() : absolute(arguments.tlsKey);
    }
    for (const std::string& text : arguments.settings)
        SCEPTER_CHECK(setNamed(settings, text));
    // Files that do not work are not saved: the listener would not start.
    if (settings.isOn()) SCEPTER_CHECK(workbench::adminOptions(settings));
    return settings;
}

int runSet(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto kept = (*opened)->adminSettings();
    if (!kept) return context.report(kept.error());
    const auto wanted = changed(std::move(*kept), arguments);
    if (!wanted) return context.report(wanted.error());
    if (auto saved = (*opened)->setAdminSettings(*wanted); !saved)
        return context.report(saved.error());
    return answer(context, *wanted);
}

} // namespace

void addAdminCommands(CLI::App& program, Context& context, Run& chosen) {
    auto* group = program.add_subcommand(
        "admin", "Where accounts fetch codes (NDES page, Jamf webhook, REST)");
    group->require_subcommand(1);
    auto* show = group->add_subcommand("show", "What the workspace says of that listener");
    onChosen(show, chosen, [&context] { return runShow(context); });

    auto arguments = std::make_shared<Arguments>();
    auto* set = group->add_subcommand(
        "set", "Change that, for the next start of a responder on this workspace");
    set->add_option("--listen", arguments->listen,
                    "Address and port; off: nowhere. Beyond this machine it needs TLS");
    auto* certificate = set->add_option("--tls-cert", arguments->tlsCertificate,
                                        "File with its TLS certificate (PEM, chain after it)")
                            ->check(CLI::ExistingFile);
    auto* key = set->add_option("--tls-key", arguments->tlsKey, "File with its key (PEM)")
                    ->check(CLI::ExistingFile);
    certificate->needs(key);
    key->needs(certificate);
    set->add_flag("--plain", arguments->plain, "Without TLS: plain HTTP, on this machine only")
        ->excludes(certificate);
    set->add_option("--set", arguments->settings,
                    "NAME=VALUE: hostNames (other names that it is called by, behind a proxy), "
                    "jamfPath, jamfHeader, jamfOpenAccount (the account of callers on this "
                    "machine that show no password)");
    onChosen(set, chosen, [&context, arguments] { return runSet(context, *arguments); });
}

} // namespace scepter::app
