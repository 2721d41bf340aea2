// SPDX-License-Identifier: GPL-3.0-or-later
// notice list, retry, drop.
#include "context.h"
#include "store/json.h"
#include "terminal.h"
#include "views.h"

namespace scepter::app {

namespace {

struct Arguments {
    store::NoticeFilter filter;
    std::vector<std::int64_t> ids;
};

int runList(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto notices = (*opened)->notices().list(arguments.filter);
    if (!notices) return context.report(notices.error());
    QJsonArray array;
    std::vector<std::vector<std::string>> rows{
        {"ID", "REQUEST", "GATE", "STATE", "ATTEMPTS", "NEXT", "LAST ERROR"}};
    for (const auto& notice : *notices) {
        array.append(store::toJson(notice));
        const bool waits = notice.state == store::NoticeState::Waiting;
        rows.push_back({std::to_string(notice.id), std::to_string(notice.requestId), notice.gate,
                        std::string(toText(notice.state)), std::to_string(notice.attempts),
                        waits ? toIsoText(notice.nextAt) : "", notice.lastError});
    }
    context.answer({{QStringLiteral("notices"), array}}, table(rows));
    return exit_code::kDone;
}

int runEach(Context& context, const Arguments& arguments, const QString& done,
            Result<void> (workbench::Notices::*act)(std::int64_t)) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    Outcomes outcomes(context, done);
    for (const std::int64_t id : arguments.ids) {
        if (auto acted = ((*opened)->notices().*act)(id); !acted)
            outcomes.addError(id, acted.error());
        else
            outcomes.add(static_cast<qint64>(id),
                         done.toStdString() + " notice " + std::to_string(id));
    }
    return outcomes.answer();
}

} // namespace

void addNoticeCommands(CLI::App& program, Context& context, Run& chosen) {
    auto* group = program.add_subcommand("notice", "Who is told of outcomes, and how far that got");
    group->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>();
    auto* list = group->add_subcommand("list", "Notices, the newest first");
    list->add_flag("--open", arguments->filter.onlyOpen, "Only those that were not accepted");
    list->add_option("--limit", arguments->filter.limit, "How many")->check(kListLimit);
    list->add_option("--before", arguments->filter.before, "Only those with smaller ids");
    onChosen(list, chosen, [&context, arguments] { return runList(context, *arguments); });
    const auto add = [&](const char* name, const char* help, const QString& done,
                         Result<void> (workbench::Notices::*act)(std::int64_t)) {
        auto* command = group->add_subcommand(name, help);
        command->add_option("ID", arguments->ids)->required();
        onChosen(command, chosen, [&context, arguments, done, act] {
            return runEach(context, *arguments, done, act);
        });
    };
    add("retry", "Try again at once, when a responder runs", QStringLiteral("retried"),
        &workbench::Notices::retry);
    add("drop", "Give up; a certificate that waits for it is revoked", QStringLiteral("dropped"),
        &workbench::Notices::drop);
}

} // namespace scepter::app
