// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_command.h"

#include "client/load.h"
#include "interrupt.h"
#include "option_values.h"
#include "output_file.h"
#include "service_options.h"
#include "terminal.h"

#include <QJsonDocument>

#include <cstdio>
#include <mutex>
#include <unistd.h>

namespace scepter::app {

namespace {

constexpr std::uint64_t kUsualRequests = 1000;

struct Arguments {
    std::string url;
    std::string caIdentifier;
    CaArguments ca;
    bool get = false;
    std::string persona;
    unsigned clients = 8;
    std::uint64_t requests = 0; ///< 0: not given
    double seconds = 0;
    double rate = 0;
    std::string ramp;
    bool live = false;
    std::string key = "rsa:2048";
    unsigned keys = 8;
    std::string subject = "CN=load-{n}";
    ChallengeArguments challenge;
    std::int64_t pid = 0;
    std::string csv;
    std::string svg;
    NetworkArguments network;
};

std::string rounded(double value, int digits) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

/// A line on stderr that is written anew, where somebody sits before it. On the thread that tells.
class ProgressLine {
public:
    explicit ProgressLine(const Context& context)
        : m_shown(!context.quiet && ::isatty(STDERR_FILENO) != 0) {}
    ~ProgressLine() {
        if (m_shown) write("\r\x1b[K");
    }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    [[nodiscard]] bool isShown() const { return m_shown; }
    void show(const client::LoadReport& report, Duration time) const {
        write("\r" + textOf(report, time) + "\x1b[K");
    }

private:
    static void write(const std::string& text) {
        std::fwrite(text.data(), 1, text.size(), stderr);
        std::fflush(stderr);
    }

    static std::string textOf(const client::LoadReport& report, Duration time) {
        const auto ratio = [](auto part, auto whole) {
            return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0;
        };
        if (report.sent == 0)
            return progressBar(ratio(report.prepared, report.planned)) + " writing, " +
                   std::to_string(report.prepared) + " of " + std::to_string(report.planned);
        const double done = report.planned > 0 ? ratio(report.answered(), report.planned) : 0.0;
        const auto p99 = static_cast<double>(report.latencies.percentile(0.99).count()) / 1000;
        return progressBar(std::max(done, ratio(report.elapsed.count(), time.count()))) + ' ' +
               std::to_string(report.answered()) + " answered, " + rounded(report.perSecond(), 0) +
               "/s issued, 99 % " + rounded(p99, 1) + " ms, " +
               std::to_string(report.answered() - report.issued) + " other";
    }

    bool m_shown;
};

/// A code for each request: as many requests as there are codes, unless fewer are wanted.
Result<void> useCodes(const Arguments& arguments, client::LoadOptions& options) {
    SCEPTER_TRY(next, codesFrom(arguments.challenge.codesFile));
    struct Codes {
        std::mutex mutex;
        std::vector<SecretBytes> list;
        std::size_t used = 0;
    };
    const auto codes = std::make_shared<Codes>();
    for (auto code = next(); code; code = next())
        codes->list.push_back(std::move(*code));
    if (codes->list.size() < std::max<std::uint64_t>(arguments.requests, 1))
        return fail(ErrorCode::InvalidArgument,
                    "--codes-file has " + std::to_string(codes->list.size()) + " codes for " +
                        std::to_string(std::max<std::uint64_t>(arguments.requests, 1)) +
                        " requests");
    if (options.requests == 0 || arguments.requests == 0) options.requests = codes->list.size();
    options.nextChallenge = [codes]() -> Result<SecretBytes> {
        const std::lock_guard lock(codes->mutex);
        if (codes->used == codes->list.size())
            return fail(ErrorCode::NotFound, "--codes-file has no more codes");
        return std::move(codes->list[codes->used++]);
    };
    return {};
}

Result<void> setService(const Arguments& arguments, client::LoadOptions& options) {
    options.service.url = arguments.url;
    options.service.caIdentifier = arguments.caIdentifier;
    if (arguments.get) options.service.method = client::Method::Get;
    SCEPTER_CHECK(setCa(arguments.ca, options.service));
    SCEPTER_CHECK(setPersona(arguments.persona, options.service));
    SCEPTER_TRY(http, httpOptionsOf(arguments.network));
    options.http = std::move(http);
    return setPatience(arguments.network, options.service);
}

Result<void> setOptions(const Context& context, const Arguments& arguments,
                        client::LoadOptions& options) {
    SCEPTER_CHECK(setService(arguments, options));
    options.clients = arguments.clients;
    options.rate = arguments.rate;
    options.time = Duration(static_cast<Duration::rep>(arguments.seconds * 1000));
    const bool bounded = arguments.requests > 0 || arguments.seconds > 0;
    options.requests = bounded ? arguments.requests : kUsualRequests;
    options.messages = arguments.live ? client::LoadMessages::Live : client::LoadMessages::Prebuilt;
    SCEPTER_CHECK(setDuration("--ramp", arguments.ramp, options.ramp));
    SCEPTER_TRY(key, pki::keySpecFromText(arguments.key));
    options.key = key;
    options.keys = arguments.keys;
    options.subject = arguments.subject;
    if (arguments.pid > 0) options.serverPid = arguments.pid;
    if (!arguments.challenge.codesFile.empty()) return useCodes(arguments, options);
    if (!arguments.live && options.requests == 0 && options.rate == 0)
        return fail(ErrorCode::InvalidArgument,
                    "--seconds alone does not tell how many requests to write before: add "
                    "--requests or --rate, or write them as they are sent, with --live");
    SCEPTER_TRY(challenge, manyChallenges(context, arguments.challenge, arguments.network));
    options.nextChallenge = std::move(challenge);
    return {};
}

Result<void> writePlots(const Arguments& arguments, const client::LoadReport& report) {
    if (!arguments.csv.empty())
        SCEPTER_CHECK(writeFile(arguments.csv, bytesOf(client::toCsv(report))));
    if (!arguments.svg.empty())
        SCEPTER_CHECK(writeFile(arguments.svg, bytesOf(client::toSvg(report))));
    return {};
}

int runLoad(const Context& context, const Arguments& arguments) {
    const Interrupt interrupt; // before the first thread
    client::LoadOptions options;
    for (const std::string& path : {arguments.csv, arguments.svg})
        if (auto writable = checkWritable(path); !writable) return context.report(writable.error());
    if (auto set = setOptions(context, arguments, options); !set)
        return context.report(set.error());
    options.stop = interrupt.token();
    Result<client::LoadReport> report = fail(ErrorCode::Internal);
    {
        const ProgressLine line(context);
        std::function<void(const client::LoadReport&)> told;
        if (line.isShown())
            told = [&](const client::LoadReport& sofar) { line.show(sofar, options.time); };
        report = client::runLoad(options, context.clock(), told);
    }
    if (!report) return context.report(report.error());
    if (auto written = writePlots(arguments, *report); !written)
        return context.report(written.error());
    const QByteArray json = QByteArray::fromStdString(client::toJson(*report));
    context.answer(QJsonDocument::fromJson(json).object(), client::toText(*report));
    if (report->cancelled) return exit_code::kCancelled;
    return report->issued + report->pending > 0 ? exit_code::kDone : exit_code::kRefused;
}

void addAmounts(CLI::App& load, Arguments& a) {
    load.add_option("--clients", a.clients, "How many clients, each with a connection of its own")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
    load.add_option("--requests", a.requests, "How many requests (1000 unless --seconds is given)")
        ->check(CLI::Range(1, 100'000'000));
    load.add_option("--seconds", a.seconds,
                    "Send for so long; needs --requests, --rate or --live, to know how many "
                    "requests to write before")
        ->check(CLI::Range(0.001, 604'800.0));
    load.add_option("--rate", a.rate,
                    "Requests a second, whether answers come or not; default: each client sends "
                    "when it has its answer")
        ->check(CLI::Range(0.001, 1'000'000.0));
    load.add_option("--ramp", a.ramp, "Let clients, or the rate, grow for so long, as in 30s");
    load.add_flag("--live", a.live,
                  "Write each request when its turn comes, and open and check its answer; default: "
                  "write all before, and believe the pkiStatus");
}

void addContents(CLI::App& load, Arguments& a) {
    load.add_option("--key", a.key, "Of the requests: rsa:2048, ec:p256, ed25519")
        ->capture_default_str();
    load.add_option("--keys", a.keys, "Keys that the requests share; 0: each has its own")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    load.add_option("--subject", a.subject, "{n} is the number of the request")
        ->capture_default_str();
    addChallengeOptions(load, a.challenge, ChallengeUse::ManyEnrollments);
}

} // namespace

void addLoadCommand(CLI::App& program, Context& context, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    Arguments& a = *arguments;
    auto* load = program.add_subcommand(
        "load", "Measure a server under many enrollments at once. Ctrl+C ends "
                "it with what was measured so far");
    load->footer("The enrollments go directly to the server, never through a proxy; GetCACaps and\n"
                 "GetCACert may go through one.\n"
                 "Exits with 0 when at least one request was issued or is pending, else with 1.");
    load->add_option("URL", a.url, "The server's SCEP URL")->required();
    addAmounts(*load, a);
    addContents(*load, a);
    load->add_option("--ca-identifier", a.caIdentifier, "Sent with GetCACaps and GetCACert");
    addFingerprintOption(*load, a.ca);
    addRecipientOption(*load, a.ca);
    load->add_flag("--get", a.get, "Send messages by GET");
    addPersonaOption(*load, a.persona);
    addNetworkOptions(*load, a.network);
    load->add_option("--pid", a.pid, "The server's process on this machine: its CPU time is told")
        ->check(CLI::Range(1, 99'999'999));
    load->add_option("--csv", a.csv, "Write a line for each second to this file");
    load->add_option("--svg", a.svg, "Write a plot to this file");
    onChosen(load, chosen, [&context, arguments] { return runLoad(context, *arguments); });
}

} // namespace scepter::app
