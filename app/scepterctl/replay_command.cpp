// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay_command.h"

#include "base/text.h"
#include "client/replay.h"
#include "interrupt.h"
#include "save_traffic.h"
#include "service_options.h"
#include "terminal.h"
#include "views.h"

#include <algorithm>
#include <filesystem>

namespace scepter::app {

namespace {

constexpr std::size_t kMostSent = 1000;

struct ReplayArguments {
    std::string file;
    std::string url;
    std::vector<std::size_t> only;
    std::vector<std::string> keys;
    NetworkArguments network;
    TrafficFile traffic;
};

/// A recorded exchange and its place in the recording, from 1.
struct Chosen {
    std::size_t number = 0;
    inspect::RawExchange exchange;
};

/// What came of one.
struct Told {
    std::size_t number = 0;
    std::string name; ///< empty: no request that could be sent
    std::string url;
    std::optional<client::Replayed> replayed{};
    std::optional<Error> notSent{};
};

Result<std::vector<Chosen>> chosenOf(const Context& context, const ReplayArguments& arguments) {
    SCEPTER_TRY(file, readFile(arguments.file));
    SCEPTER_TRY(traffic, inspect::readTraffic(file));
    for (const std::string& note : traffic.notes)
        context.note(printable(note));
    for (const std::size_t number : arguments.only)
        if (number > traffic.exchanges.size())
            return fail(ErrorCode::InvalidArgument,
                        "--only " + std::to_string(number) + ": the recording has " +
                            std::to_string(traffic.exchanges.size()) + " exchanges");
    std::vector<Chosen> chosen;
    for (std::size_t i = 0; i < traffic.exchanges.size(); ++i)
        if (arguments.only.empty() ||
            std::ranges::find(arguments.only, i + 1) != arguments.only.end())
            chosen.push_back({i + 1, std::move(traffic.exchanges[i])});
    if (chosen.empty()) return fail(ErrorCode::NotFound, "the recording has no exchanges");
    if (chosen.size() > kMostSent)
        return fail(ErrorCode::LimitExceeded, "the recording has more than " +
                                                  std::to_string(kMostSent) +
                                                  " exchanges; choose with --only");
    return chosen;
}

/// Before anything is sent: nothing is, where nothing can be.
Result<void> checkAny(const std::vector<Chosen>& chosen, const std::string& url) {
    std::optional<Error> first;
    for (const Chosen& each : chosen) {
        auto request = client::replayRequest(each.exchange, url);
        if (request) return {};
        if (!first) first = std::move(request).error();
    }
    if (first->code == ErrorCode::InvalidArgument) return failWith(*first); // the URL
    return failWith(Error{ErrorCode::NotSupported,
                          "nothing of the recording can be sent again: " + first->detail,
                          {},
                          std::nullopt});
}

Result<inspect::Keyring> keyringOf(const std::vector<std::string>& files) {
    inspect::Keyring keyring;
    for (const std::string& file : files) {
        SCEPTER_TRY(bytes, readFile(file));
        SCEPTER_CHECK(
            inspect::addToKeyring(keyring, bytes, std::filesystem::path(file).filename().string()));
    }
    return keyring;
}

/// Nobody is there, or will be for the next request.
bool endsAll(const Error& error) {
    return error.code == ErrorCode::Unreachable || error.code == ErrorCode::TimedOut ||
           error.code == ErrorCode::TlsFailed || error.code == ErrorCode::Cancelled;
}

int exitCodeOf(const Error& error) {
    if (error.code == ErrorCode::Cancelled) return exit_code::kCancelled;
    return error.code == ErrorCode::TlsFailed ? exit_code::kRefused : exit_code::kUnreachable;
}

std::string stateOf(const Told& told) {
    if (told.notSent) return "notSent";
    if (!told.replayed->comparison) return "noAnswer";
    return told.replayed->same() ? "same" : "differs";
}

std::string resultOf(const Told& told) {
    if (told.notSent) return "not sent: " + told.notSent->detail;
    if (!told.replayed->comparison) return "no answer: " + told.replayed->step.error->detail;
    return toText(*told.replayed->comparison);
}

QJsonObject toJson(const Told& told) {
    QJsonObject object{{QStringLiteral("number"), static_cast<qint64>(told.number)},
                       {QStringLiteral("what"), jsonText(told.name)},
                       {QStringLiteral("url"), jsonText(told.url)},
                       {QStringLiteral("state"), jsonText(stateOf(told))}};
    if (told.notSent) object[QStringLiteral("reason")] = jsonText(told.notSent->detail);
    if (!told.replayed) return object;
    const client::Step& step = told.replayed->step;
    object[QStringLiteral("milliseconds")] = static_cast<qint64>(step.elapsed.count());
    if (!told.replayed->comparison) {
        object[QStringLiteral("reason")] = jsonText(step.error->detail);
        return object;
    }
    QJsonArray differences;
    for (const inspect::AnswerDifference& difference : told.replayed->comparison->differences)
        differences.append(
            QJsonObject{{QStringLiteral("what"), jsonText(difference.what)},
                        {QStringLiteral("change"), jsonText(toText(difference.change))},
                        {QStringLiteral("recorded"), jsonText(difference.before)},
                        {QStringLiteral("now"), jsonText(difference.now)}});
    object[QStringLiteral("differences")] = differences;
    if (!told.replayed->comparison->sameCertificate.empty())
        object[QStringLiteral("sameCertificate")] =
            jsonText(told.replayed->comparison->sameCertificate);
    return object;
}

/// All that was sent, in its order, and what ended it.
struct Sent {
    std::vector<Told> told;
    std::optional<Error> ended{};
};

Sent sendAll(const Context& context, client::Service& service, const std::vector<Chosen>& chosen,
             const inspect::Keyring& keys) {
    Sent run;
    for (const Chosen& each : chosen) {
        Told& told = run.told.emplace_back();
        told.number = each.number;
        if (const auto request = client::replayRequest(each.exchange, service.options().url)) {
            told.name = request->name;
            told.url = request->shownUrl;
        }
        auto replayed = client::sendAgain(service, each.exchange, &keys);
        if (!replayed) {
            told.notSent = std::move(replayed).error();
            continue;
        }
        told.replayed = std::move(*replayed);
        const client::Step& step = told.replayed->step;
        if (context.verbose) context.note("  " + step.name + ": " + printable(step.what));
        if (!told.replayed->comparison && endsAll(*step.error)) {
            run.ended = step.error;
            break;
        }
    }
    return run;
}

int answer(const Context& context, const Sent& run) {
    QJsonArray list;
    std::vector<std::vector<std::string>> rows{{"No.", "What", "Where", "ms", "Answer"}};
    bool same = true;
    for (const Told& told : run.told) {
        list.append(toJson(told));
        rows.push_back({std::to_string(told.number), told.name, told.url,
                        told.replayed ? std::to_string(told.replayed->step.elapsed.count()) : "",
                        resultOf(told)});
        same &= stateOf(told) == "same";
    }
    const QJsonObject document{{QStringLiteral("version"), 1},
                               {QStringLiteral("exchanges"), list},
                               {QStringLiteral("same"), same && !run.ended}};
    if (run.ended) {
        context.answer(document, table(rows), *run.ended);
        return exitCodeOf(*run.ended);
    }
    context.answer(document, table(rows));
    return same ? exit_code::kDone : exit_code::kRefused;
}

int runReplay(Context& context, const ReplayArguments& arguments) {
    const Interrupt interrupt; // before the first thread
    if (auto named = checkTrafficFile(arguments.traffic); !named)
        return context.report(named.error());
    const auto chosen = chosenOf(context, arguments);
    if (!chosen) return context.report(chosen.error());
    if (auto any = checkAny(*chosen, arguments.url); !any) return context.report(any.error());
    const auto keys = keyringOf(arguments.keys);
    if (!keys) return context.report(keys.error());
    client::ServiceOptions options;
    options.url = arguments.url;
    if (auto timed = setPatience(arguments.network, options); !timed)
        return context.report(timed.error());
    auto http = httpOptionsOf(arguments.network);
    if (!http) return context.report(http.error());
    client::Service service(std::move(options), context.clock(), std::move(*http),
                            interrupt.token());
    const Sent run = sendAll(context, service, *chosen, *keys);
    client::Transcript steps;
    for (const Told& told : run.told)
        if (told.replayed) steps.push_back(told.replayed->step);
    if (auto saved = saveTraffic(context, arguments.traffic, exchangesOf(steps)); !saved)
        return context.report(saved.error());
    return answer(context, run);
}

} // namespace

void addReplayCommand(CLI::App& program, Context& context, Run& chosen) {
    auto arguments = std::make_shared<ReplayArguments>();
    ReplayArguments& a = *arguments;
    auto* command = program.add_subcommand(
        "replay", "Send recorded requests again and compare the answers; this changes things: a "
                  "request is answered again, a code is used up");
    command->add_option("FILE", a.file, "A HAR, pcap, pcapng or bundle; - is standard input")
        ->required();
    command->add_option("--url", a.url,
                        "Where to send them, in place of where they went; the recorded queries "
                        "are kept");
    auto* only =
        command->add_option("--only", a.only, "These exchanges alone, as in 1,3; 1 is the first")
            ->delimiter(',')
            ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000'000}));
    auto* keys = command->add_option("--key", a.keys,
                                     "Key that opens answers, to compare certificates (PEM, DER)");
    for (CLI::Option* each : {only, keys})
        each->allow_extra_args(false); // FILE may follow
    addNetworkOptions(*command, a.network);
    addTrafficOptions(*command, a.traffic);
    onChosen(command, chosen, [&context, arguments] { return runReplay(context, *arguments); });
}

} // namespace scepter::app
