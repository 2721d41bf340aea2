// account list, show, add, set, remove, unlock.
#include "constraint_options.h"
#include "context.h"
#include "terminal.h"
#include "views.h"

#include "challenge/try_limiter.h"
#include "store/json.h"

namespace scepter::app {

namespace {

struct Arguments {
    std::string name;
    std::vector<std::string> names;
    std::string role;
    std::string endpoint;
    std::vector<std::string> doors;
    bool passwordFromInput = false;
    bool makeToken = false;
    bool dropToken = false;
    std::string state;
    std::string ttl;
    unsigned uses = 0;
    std::string maxOutstanding;
    std::string rate;
    std::string lock;
    std::optional<std::string> note;
    std::optional<std::string> deviceSubject;
    unsigned codeBytes = 0;
    std::string encoding;
    std::string passwordMode;
    bool clearConstraints = false;
    ConstraintArguments constraints;
};

std::unexpected<Error> wrong(const std::string& text) {
    return fail(ErrorCode::InvalidArgument, text);
}

template <class T>
Result<void> choose(const std::string& word, std::optional<T> (*read)(std::string_view), T& value,
                    const std::string& takes) {
    if (word.empty()) return {};
    const auto known = read(word);
    if (!known) return wrong(takes + ", not " + word);
    value = *known;
    return {};
}

/// "N/MINUTES" or "off".
Result<void> readRate(const std::string& option, const std::string& text, unsigned& count,
                      Duration& time) {
    if (text.empty()) return {};
    const auto limit = challenge::tryLimitFromText(text);
    if (!limit) return wrong(option + " takes N/MINUTES, N up to 1000, or off, not " + text);
    count = limit->tries;
    if (limit->tries != 0) time = limit->window;
    return {};
}

Result<void> applyDoors(const Arguments& arguments, store::AccountSettings& settings) {
    if (arguments.doors.empty()) return {};
    settings.doors.clear();
    for (const std::string& word : arguments.doors) {
        const auto door = store::doorFromText(word);
        if (!door) return wrong("--door takes ndes, jamf or rest, not " + word);
        settings.doors.push_back(*door);
    }
    return {};
}

Result<void> applyCodes(const Arguments& arguments, store::AccountSettings& settings) {
    if (!arguments.ttl.empty()) {
        const auto life = durationFromText(arguments.ttl);
        if (!life) return wrong("--ttl takes a time as in 30m, 1h or 7d, not " + arguments.ttl);
        settings.codeLife = *life;
    }
    if (arguments.uses != 0) settings.uses = arguments.uses;
    if (arguments.codeBytes != 0) settings.codeBytes = arguments.codeBytes;
    if (arguments.maxOutstanding == "off")
        settings.maxOutstanding = 0;
    else if (!arguments.maxOutstanding.empty() &&
             !CLI::detail::lexical_cast(arguments.maxOutstanding, settings.maxOutstanding))
        return wrong("--max-outstanding takes a number or off, not " + arguments.maxOutstanding);
    SCEPTER_CHECK(readRate("--rate", arguments.rate, settings.rateCount, settings.rateWindow));
    SCEPTER_CHECK(choose(arguments.encoding, store::pageEncodingFromText, settings.encoding,
                         "--encoding takes utf16, utf16-bom or utf8"));
    if (arguments.passwordMode == "single") settings.singlePassword = true;
    if (arguments.passwordMode == "one-time") settings.singlePassword = false;
    return {};
}

Result<void> apply(const Arguments& arguments, store::AccountSettings& settings) {
    SCEPTER_CHECK(choose(arguments.role, store::accountRoleFromText, settings.role,
                         "--role takes mint or admin"));
    if (!arguments.endpoint.empty())
        settings.endpoint = arguments.endpoint == "any" ? std::string() : arguments.endpoint;
    SCEPTER_CHECK(applyDoors(arguments, settings));
    SCEPTER_CHECK(applyCodes(arguments, settings));
    if (arguments.state == "on") settings.enabled = true;
    if (arguments.state == "off") settings.enabled = false;
    SCEPTER_CHECK(readRate("--lock", arguments.lock, settings.lockTries, settings.lockTime));
    if (arguments.note) settings.notePrefix = *arguments.note;
    if (arguments.deviceSubject) settings.deviceSubject = *arguments.deviceSubject;
    if (arguments.clearConstraints) settings.constraints = {};
    return applyConstraints(arguments.constraints, settings.constraints);
}

/// The first line of standard input.
Result<SecretBytes> readPassword() {
    SCEPTER_TRY(bytes, readFile("-"));
    SecretBytes all(std::move(bytes));
    const std::string_view line = all.text().substr(0, all.text().find_first_of("\r\n"));
    return SecretBytes(line);
}

QJsonArray doorsOf(const store::AccountSettings& settings) {
    QJsonArray doors;
    for (const store::Door door : settings.doors)
        doors.append(jsonText(toText(door)));
    return doors;
}

std::string doorsText(const store::AccountSettings& settings) {
    std::string text;
    for (const store::Door door : settings.doors)
        text += (text.empty() ? "" : ", ") + std::string(toText(door));
    return text;
}

std::string stateOf(const workbench::AccountView& view) {
    if (!view.account.settings.enabled) return "off";
    return view.isLocked ? "locked" : "on";
}

std::string rateText(unsigned count, Duration time) {
    return count == 0 ? "off" : std::to_string(count) + " in " + durationText(time);
}

QJsonObject documentOf(const workbench::AccountView& view) {
    QJsonObject object = store::toJson(view.account.settings);
    object.remove(QStringLiteral("version"));
    object[QStringLiteral("constraints")] = toJson(view.account.settings.constraints);
    object[QStringLiteral("doors")] = doorsOf(view.account.settings);
    object[QStringLiteral("id")] = static_cast<qint64>(view.account.id);
    object[QStringLiteral("state")] = jsonText(stateOf(view));
    object[QStringLiteral("hasPassword")] = view.account.hasPassword;
    object[QStringLiteral("hasToken")] = view.account.hasToken;
    object[QStringLiteral("failures")] = static_cast<qint64>(view.account.failures);
    object[QStringLiteral("lockedUntil")] =
        jsonTime(view.isLocked ? view.account.lockedUntil : std::nullopt);
    object[QStringLiteral("createdAt")] = jsonTime(view.account.createdAt);
    object[QStringLiteral("outstanding")] = static_cast<qint64>(view.outstanding);
    return object;
}

std::string textOf(const workbench::AccountView& view) {
    const store::AccountSettings& settings = view.account.settings;
    const bool atPage = settings.mayEnter(store::Door::Ndes);
    return fields(
        {{"Name", settings.name},
         {"Role", std::string(toText(settings.role))},
         {"State",
          view.isLocked ? "locked until " + toIsoText(*view.account.lockedUntil) : stateOf(view)},
         {"Doors", doorsText(settings)},
         {"Endpoint", settings.endpoint.empty() ? "any" : settings.endpoint},
         {"Password", view.account.hasPassword ? "yes" : "no"},
         {"Token", view.account.hasToken ? "yes" : "no"},
         {"Codes live", durationText(settings.codeLife)},
         {"Uses", std::to_string(settings.uses)},
         {"Outstanding",
          std::to_string(view.outstanding) + " of " +
              (settings.maxOutstanding == 0 ? "any number"
                                            : std::to_string(settings.maxOutstanding))},
         {"Rate", rateText(settings.rateCount, settings.rateWindow)},
         {"Constraints", constraintsText(settings.constraints)},
         {"Device's subject", settings.deviceSubject},
         {"Note prefix", settings.notePrefix},
         {"NDES page", atPage ? std::string(toText(settings.encoding)) + ", " +
                                    (settings.singlePassword ? "one password for all" : "one-time")
                              : ""},
         {"Locked after", rateText(settings.lockTries, settings.lockTime)},
         {"Made", toIsoText(view.account.createdAt)}});
}

/// Shows an account, with a token that was made just now.
int show(Context& context, workbench::Workbench& workbench, const std::string& name,
         const SecretBytes* token) {
    const auto view = workbench.accounts().show(name);
    if (!view) return context.report(view.error());
    QJsonObject document = documentOf(*view);
    std::string text = textOf(*view);
    if (token != nullptr) {
        document[QStringLiteral("token")] = jsonText(token->text());
        text += "New token, shown only now: " + std::string(token->text()) + '\n';
    }
    context.answer(document, text);
    return exit_code::kDone;
}

int showWithSecrets(Context& context, workbench::Workbench& workbench, const Arguments& arguments) {
    if (!arguments.makeToken) return show(context, workbench, arguments.name, nullptr);
    const auto token = workbench.accounts().makeToken(arguments.name);
    if (!token) return context.report(token.error());
    return show(context, workbench, arguments.name, &*token);
}

int runAdd(Context& context, const Arguments& arguments) {
    store::AccountSettings settings;
    settings.name = arguments.name;
    // Who is given a token only wants the calls that take it.
    if (arguments.makeToken && !arguments.passwordFromInput) settings.doors = {store::Door::Rest};
    if (auto applied = apply(arguments, settings); !applied) return context.report(applied.error());
    if (!arguments.passwordFromInput && !arguments.makeToken)
        return context.report({ErrorCode::InvalidArgument,
                               "an account needs --password-stdin, --token or both",
                               {},
                               {}});
    SecretBytes password;
    if (arguments.passwordFromInput) {
        auto read = readPassword();
        if (!read) return context.report(read.error());
        password = std::move(*read);
    }
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    const auto added =
        (*opened)->accounts().add(settings, arguments.passwordFromInput ? &password : nullptr);
    if (!added) return context.report(added.error());
    return showWithSecrets(context, **opened, arguments);
}

Result<void> change(workbench::Accounts& accounts, const Arguments& arguments) {
    SCEPTER_TRY(view, accounts.show(arguments.name));
    store::AccountSettings settings = view.account.settings;
    SCEPTER_CHECK(apply(arguments, settings));
    if (settings != view.account.settings) SCEPTER_CHECK(accounts.update(settings));
    if (arguments.dropToken) SCEPTER_CHECK(accounts.dropToken(arguments.name));
    if (!arguments.passwordFromInput) return {};
    SCEPTER_TRY(password, readPassword());
    return accounts.setPassword(arguments.name, password);
}

int runSet(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    if (auto changed = change((*opened)->accounts(), arguments); !changed)
        return context.report(changed.error());
    return showWithSecrets(context, **opened, arguments);
}

int runShow(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    return show(context, **opened, arguments.name, nullptr);
}

int runList(Context& context) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    const auto views = (*opened)->accounts().list();
    if (!views) return context.report(views.error());
    QJsonArray array;
    std::vector<std::vector<std::string>> rows{
        {"NAME", "ROLE", "STATE", "DOORS", "ENDPOINT", "OUTSTANDING"}};
    for (const auto& view : *views) {
        const store::AccountSettings& settings = view.account.settings;
        array.append(documentOf(view));
        rows.push_back({settings.name, std::string(toText(settings.role)), stateOf(view),
                        doorsText(settings), settings.endpoint.empty() ? "any" : settings.endpoint,
                        std::to_string(view.outstanding)});
    }
    context.answer({{QStringLiteral("accounts"), array}}, table(rows));
    return exit_code::kDone;
}

int runEach(Context& context, const Arguments& arguments,
            Result<void> (workbench::Accounts::*step)(const std::string&), const std::string& done,
            const QString& member) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    QJsonArray names;
    std::string text;
    for (const std::string& name : arguments.names) {
        if (auto result = ((*opened)->accounts().*step)(name); !result)
            return context.report(result.error());
        names.append(jsonText(name));
        text += done + " account " + name + '\n';
    }
    context.answer({{member, names}}, text);
    return exit_code::kDone;
}

void addLimitOptions(CLI::App* command, Arguments& arguments) {
    command->add_option("--ttl", arguments.ttl, "How long its codes live (1h at first)");
    command->add_option("--uses", arguments.uses, "Uses of each code, but for the NDES page's")
        ->check(CLI::Range(1, 1'000'000));
    command->add_option("--max-outstanding", arguments.maxOutstanding,
                        "Codes at once that are neither used nor ended (5 at first), or off");
    command->add_option("--rate", arguments.rate,
                        "Codes in a time: N/MINUTES (60/1 at first) or off");
    command->add_option("--lock", arguments.lock,
                        "Lock it after N wrong passwords for M minutes: N/M (10/15 at first) or "
                        "off");
    command->add_option("--note-prefix", arguments.note, "Begins the note of its codes");
    command->add_option("--device-subject", arguments.deviceSubject,
                        "Jamf: bind each code to this subject with the device's values, as in "
                        "CN={serialNumber},O=Example");
    command
        ->add_option("--code-bytes", arguments.codeBytes,
                     "NDES page: random bytes of a code, twice as many hex digits (8 at first)")
        ->check(CLI::Range(8, 32));
    command->add_option("--encoding", arguments.encoding,
                        "NDES page: utf16 (as Windows, at first), utf16-bom or utf8");
    command
        ->add_option("--password-mode", arguments.passwordMode,
                     "NDES page: one-time (at first), or single: one code for all that does not "
                     "expire")
        ->check(CLI::IsMember({"one-time", "single"}));
}

void addOptions(CLI::App* command, Arguments& arguments) {
    command->add_option("name", arguments.name, "The account's name")->required();
    command->add_option("--role", arguments.role,
                        "mint: codes for its endpoint (at first); admin: for any, and all codes "
                        "to see and withdraw");
    command->add_option("--endpoint", arguments.endpoint,
                        "The endpoint its codes are for; any: all, for admin only");
    command->add_option("--door", arguments.doors,
                        "Where it is let in: ndes (at first, or rest with --token alone), jamf, "
                        "rest; several are allowed");
    command->add_flag("--password-stdin", arguments.passwordFromInput,
                      "Its password is the first line of standard input");
    command->add_flag("--token", arguments.makeToken,
                      "Make a bearer token for it, in place of one there was; it is shown once");
    addLimitOptions(command, arguments);
    addConstraintOptions(command, arguments.constraints);
}

} // namespace

void addAccountCommands(CLI::App& program, Context& context, Run& chosen) {
    auto* account = program.add_subcommand("account", "Who may fetch codes over HTTP");
    account->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>();

    onChosen(account->add_subcommand("list", "List accounts"), chosen,
             [&context] { return runList(context); });

    auto* show = account->add_subcommand("show", "Show an account");
    show->add_option("name", arguments->name, "Its name")->required();
    onChosen(show, chosen, [&context, arguments] { return runShow(context, *arguments); });

    auto* add = account->add_subcommand("add", "Add an account");
    addOptions(add, *arguments);
    onChosen(add, chosen, [&context, arguments] { return runAdd(context, *arguments); });

    auto* set = account->add_subcommand("set", "Change an account");
    addOptions(set, *arguments);
    set->add_option("--state", arguments->state, "on or off")->check(CLI::IsMember({"on", "off"}));
    set->add_flag("--no-token", arguments->dropToken, "Its token is good no more");
    set->add_flag("--clear-constraints", arguments->clearConstraints,
                  "Forget what its codes were bound to");
    onChosen(set, chosen, [&context, arguments] { return runSet(context, *arguments); });

    auto* remove = account->add_subcommand(
        "remove", "Remove accounts; their codes that can still be used are withdrawn");
    remove->add_option("names", arguments->names, "Names")->required();
    onChosen(remove, chosen, [&context, arguments] {
        return runEach(context, *arguments, &workbench::Accounts::remove, "Removed",
                       QStringLiteral("removed"));
    });

    auto* unlock = account->add_subcommand("unlock", "Forget wrong passwords");
    unlock->add_option("names", arguments->names, "Names")->required();
    onChosen(unlock, chosen, [&context, arguments] {
        return runEach(context, *arguments, &workbench::Accounts::unlock, "Unlocked",
                       QStringLiteral("unlocked"));
    });
}

} // namespace scepter::app
