// inspect.
#include "base/shorten.h"
#include "context.h"
#include "inspect/exchange.h"
#include "inspect/filter.h"
#include "inspect/inspect.h"
#include "inspect/report.h"
#include "inspect/structure.h"
#include "inspect/traffic.h"
#include "inspect_files.h"
#include "inspect_follow.h"
#include "terminal.h"
#include "views.h"

#include <filesystem>
#include <unistd.h>

namespace scepter::app {

namespace {

using inspect::Inspection;
using inspect::NodeId;

constexpr std::size_t kMostExchanges = 1'000'000'000;

struct InspectArguments {
    std::vector<std::string> files;
    std::vector<std::string> keys;
    std::vector<std::string> passwords;
    std::string format = "text";
    std::string filter;
    std::size_t exchange = 0;
    bool showSecrets = false;
    bool places = false;
    bool follow = false;
    std::size_t last = 10;
    std::string save;
    bool redact = false;
    bool keepCiphertext = false;
    std::string compare;
    bool all = false;
};

Error usage(std::string detail) {
    return {ErrorCode::InvalidArgument, std::move(detail), {}, std::nullopt};
}

/// Everything that may open what is encrypted.
Result<inspect::Keyring> keyringFor(const InspectArguments& arguments,
                                    const std::shared_ptr<const inspect::Keyring>& ofWorkspace) {
    inspect::Keyring keyring;
    if (ofWorkspace) {
        keyring.keys = ofWorkspace->keys;
        keyring.known = ofWorkspace->known;
        keyring.own = ofWorkspace->own;
    }
    std::vector<ByteView> passwords;
    for (const std::string& one : arguments.passwords)
        passwords.push_back(bytesOf(one));
    passwords.emplace_back(); // PKCS#12 with an empty one
    for (const std::string& file : arguments.keys) {
        SCEPTER_TRY(bytes, readFile(file));
        SCEPTER_CHECK(inspect::addToKeyring(
            keyring, bytes, std::filesystem::path(file).filename().string(), passwords));
    }
    for (const std::string& one : arguments.passwords)
        keyring.passwords.emplace_back(std::string_view(one));
    return keyring;
}

/// The workspace's keys, where there is a workspace that opens; nothing otherwise: inspecting needs
/// none.
std::shared_ptr<const inspect::Keyring> keysOfWorkspace(Context& context) {
    std::error_code ignored;
    if (!std::filesystem::exists(context.workspace, ignored)) return nullptr;
    auto opened = context.open();
    if (!opened) {
        context.note("the keys of the workspace are not used: " + opened.error().detail);
        return nullptr;
    }
    auto keyring = (*opened)->inspector().keyring();
    return keyring ? *keyring : nullptr;
}

QJsonObject toJson(const inspect::Tree& tree, NodeId id, bool secrets) {
    const inspect::Node& node = tree.node(id);
    QJsonObject object{{QStringLiteral("name"), jsonText(node.name)}};
    const bool hidden = node.secret && !secrets;
    if (node.secret) object[QStringLiteral("secret")] = true;
    if (!hidden && !node.value.empty()) object[QStringLiteral("value")] = jsonText(node.value);
    if (node.cut) object[QStringLiteral("cut")] = true;
    if (node.place.size > 0) {
        object[QStringLiteral("layer")] = static_cast<int>(node.place.buffer);
        object[QStringLiteral("offset")] = static_cast<qint64>(node.place.offset);
        object[QStringLiteral("header")] = static_cast<qint64>(node.place.header);
        object[QStringLiteral("size")] = static_cast<qint64>(node.place.size);
    }
    QJsonArray children;
    for (NodeId child = node.firstChild; child != inspect::kNoNode;
         child = tree.node(child).nextSibling)
        children.append(toJson(tree, child, secrets));
    if (!children.isEmpty()) object[QStringLiteral("fields")] = children;
    return object;
}

QJsonArray toJson(const std::vector<inspect::Finding>& findings, const inspect::Tree& tree) {
    QJsonArray array;
    for (const inspect::Finding& finding : findings)
        array.append(QJsonObject{
            {QStringLiteral("rule"), jsonText(finding.rule)},
            {QStringLiteral("severity"), jsonText(toText(finding.severity))},
            {QStringLiteral("what"), jsonText(finding.what)},
            {QStringLiteral("advice"), jsonText(finding.advice)},
            {QStringLiteral("section"), jsonText(finding.section)},
            {QStringLiteral("path"),
             jsonText(finding.place == inspect::kNoNode ? "" : tree.path(finding.place))}});
    return array;
}

QJsonObject toJson(const inspect::Summary& summary) {
    return {{QStringLiteral("operation"), jsonText(summary.operation)},
            {QStringLiteral("messageType"), jsonText(summary.messageType)},
            {QStringLiteral("pkiStatus"), jsonText(summary.pkiStatus)},
            {QStringLiteral("failInfo"), jsonText(summary.failInfo)},
            {QStringLiteral("transactionID"), jsonText(summary.transactionId)},
            {QStringLiteral("client"), jsonText(summary.client)},
            {QStringLiteral("subject"), jsonText(summary.subject)}};
}

QJsonObject toJson(const Inspection& inspection, bool secrets) {
    QJsonArray layers;
    for (const inspect::Buffer& buffer : inspection.tree.buffers())
        layers.append(
            QJsonObject{{QStringLiteral("name"), jsonText(buffer.name)},
                        {QStringLiteral("size"), static_cast<qint64>(buffer.bytes->size())},
                        {QStringLiteral("wasEncrypted"), buffer.secret}});
    return {{QStringLiteral("title"), jsonText(inspection.title)},
            {QStringLiteral("summary"), toJson(summarize(inspection))},
            {QStringLiteral("findings"), toJson(inspection.findings, inspection.tree)},
            {QStringLiteral("layers"), layers},
            {QStringLiteral("root"), toJson(inspection.tree, 0, secrets)}};
}

bool hasError(const std::vector<inspect::Finding>& findings) {
    return !findings.empty() && findings.front().severity == inspect::Severity::Error;
}

/// What one file, or one message of it, came to.
struct Told {
    QJsonObject document;
    std::string text;
    bool error = false;
};

/// As `openssl asn1parse` shows it: of every layer that is ASN.1.
std::string structureOf(const Inspection& inspection) {
    std::string text;
    for (const inspect::Buffer& buffer : inspection.tree.buffers()) {
        const ByteView bytes = buffer.bytes->view();
        if (bytes.empty() || (bytes[0] & 0x3FU) != 0x30) continue; // no SEQUENCE
        text += buffer.name + ", " + std::to_string(bytes.size()) + " bytes\n" +
                inspect::structureText(bytes);
    }
    return text;
}

Told tell(const Inspection& inspection, const InspectArguments& arguments) {
    Told told;
    told.error = hasError(inspection.findings);
    told.document = toJson(inspection, arguments.showSecrets);
    if (arguments.format == "asn1") {
        told.text = structureOf(inspection);
    } else {
        inspect::ReportOptions options;
        options.color = ::isatty(STDOUT_FILENO) != 0;
        options.secrets = arguments.showSecrets;
        options.places = arguments.places;
        told.text = textReport(inspection, options);
    }
    return told;
}

std::string resultOf(const inspect::FilterRow& row) {
    if (row.status.empty())
        return row.httpStatus == 0 ? "" : "HTTP " + std::to_string(row.httpStatus);
    return row.failInfo.empty() ? row.status : row.status + " " + row.failInfo;
}

std::string worstOf(const inspect::FilterRow& row) {
    for (const char* severity : {"error", "warning"})
        for (const auto& [known, rule] : row.findings)
            if (known == severity) return known + " " + rule;
    return {};
}

QJsonObject toJson(std::size_t number, const inspect::FilterRow& row,
                   const inspect::ExchangeReading& looked) {
    QJsonArray findings = toJson(looked.request.findings, looked.request.tree);
    for (const QJsonValue& more : toJson(looked.reply.findings, looked.reply.tree))
        findings.append(more);
    for (const inspect::PairFinding& finding : looked.pair) {
        const inspect::Tree& tree =
            finding.side == inspect::Side::Request ? looked.request.tree : looked.reply.tree;
        findings.append(toJson(std::vector{finding.finding}, tree).first());
    }
    return {{QStringLiteral("number"), static_cast<qint64>(number)},
            {QStringLiteral("time"), jsonTime(row.time)},
            {QStringLiteral("peer"), jsonText(row.peer)},
            {QStringLiteral("operation"), jsonText(row.operation)},
            {QStringLiteral("messageType"), jsonText(row.messageType)},
            {QStringLiteral("transactionID"), jsonText(row.transactionId)},
            {QStringLiteral("client"), jsonText(row.client)},
            {QStringLiteral("subject"), jsonText(row.subject)},
            {QStringLiteral("httpStatus"), static_cast<int>(row.httpStatus)},
            {QStringLiteral("pkiStatus"), jsonText(row.status)},
            {QStringLiteral("failInfo"), jsonText(row.failInfo)},
            {QStringLiteral("size"), static_cast<qint64>(row.size)},
            {QStringLiteral("milliseconds"), static_cast<qint64>(row.duration)},
            {QStringLiteral("findings"), findings}};
}

QJsonArray pairFindings(const inspect::ExchangeReading& reading) {
    QJsonArray array;
    for (const inspect::PairFinding& one : reading.pair) {
        const bool request = one.side == inspect::Side::Request;
        QJsonObject object =
            toJson(std::vector{one.finding}, request ? reading.request.tree : reading.reply.tree)
                .first()
                .toObject();
        object[QStringLiteral("side")] =
            request ? QStringLiteral("request") : QStringLiteral("response");
        array.append(object);
    }
    return array;
}

/// Both messages of one exchange in full, and what only both together show.
Told tellExchange(const inspect::ExchangeReading& reading, const InspectArguments& arguments) {
    const Told request = tell(reading.request, arguments);
    const Told reply = tell(reading.reply, arguments);
    Told told;
    told.document = {{QStringLiteral("request"), request.document},
                     {QStringLiteral("response"), reply.document},
                     {QStringLiteral("findings"), pairFindings(reading)}};
    told.text = request.text + "\n" + reply.text;
    told.error = request.error || reply.error;
    for (const inspect::PairFinding& one : reading.pair) {
        told.text += std::string(toText(one.finding.severity)) + ": " + one.finding.what + " [" +
                     one.finding.rule + "]\n";
        told.error |= one.finding.severity == inspect::Severity::Error;
    }
    return told;
}

/// The rows of a list of exchanges, as text and as JSON.
struct Listed {
    std::vector<std::vector<std::string>> rows{
        {"No.", "Time", "Peer", "What", "Transaction", "Result", "Bytes", "ms", "Finding"}};
    QJsonArray list;
    bool error = false;

    void add(std::size_t number, const inspect::FilterRow& row,
             const inspect::ExchangeReading& reading) {
        const std::string worst = worstOf(row);
        error |= worst.starts_with("error");
        list.append(toJson(number, row, reading));
        rows.push_back({std::to_string(number), toIsoText(row.time), row.peer,
                        row.messageType.empty() ? row.operation : row.messageType,
                        shortened(row.transactionId, 12), resultOf(row), std::to_string(row.size),
                        std::to_string(row.duration), worst});
    }
};

Result<Told> tellTraffic(const Bytes& file, const InspectArguments& arguments,
                         const inspect::Options& given, const inspect::Filter& filter) {
    SCEPTER_TRY(traffic, inspect::readTraffic(file));
    if (arguments.exchange > traffic.exchanges.size())
        return fail(ErrorCode::NotFound,
                    "the file has " + std::to_string(traffic.exchanges.size()) + " exchanges");
    // What GetCACert answered names signers and recipients of what comes after it.
    inspect::Keyring keyring = given.keys->clone();
    inspect::Options options = given;
    options.keys = &keyring;
    Listed listed;
    for (std::size_t i = 0; i < traffic.exchanges.size(); ++i) {
        const auto reading = readExchange(traffic.exchanges[i], options);
        addKnownCertificates(reading, keyring.known);
        addKnownCertificates(reading, keyring.served);
        if (i + 1 == arguments.exchange) return tellExchange(reading, arguments);
        if (arguments.exchange > 0) continue;
        const inspect::FilterRow row = filterRowOf(traffic.exchanges[i], reading);
        if (filter.matches(row, options.now)) listed.add(i + 1, row, reading);
    }
    QJsonArray notes;
    for (const std::string& note : traffic.notes)
        notes.append(jsonText(note));
    Told told;
    told.document = {{QStringLiteral("exchanges"), listed.list}, {QStringLiteral("notes"), notes}};
    told.text = table(listed.rows);
    told.error = listed.error;
    for (const std::string& note : traffic.notes)
        told.text += note + "\n";
    return told;
}

int runWithFiles(const Context& context, const InspectArguments& arguments,
                 const inspect::Filter& filter, inspect::Keyring keyring) {
    Context shown = context;
    shown.json = context.json || arguments.format == "json";
    if (!arguments.compare.empty()) {
        if (arguments.files.size() != 1)
            return context.report(usage("--compare: one FILE is compared with another"));
        return compareFiles(
            shown,
            {arguments.files.front(), arguments.compare, arguments.all, arguments.showSecrets},
            keyring);
    }
    return saveExchanges(shown,
                         {arguments.files, arguments.save, arguments.redact,
                          arguments.keepCiphertext, filter, arguments.exchange},
                         std::make_shared<const inspect::Keyring>(std::move(keyring)));
}

/// What the options say together and mean nothing by, as far as one can tell without the files.
Result<void> checkOptions(const InspectArguments& arguments, bool json) {
    if (!arguments.follow && arguments.files.empty())
        return failWith(usage("inspect takes a FILE, or --follow"));
    const bool asn1 = arguments.format == "asn1";
    if (arguments.follow && asn1) return failWith(usage("--follow prints text or json, not asn1"));
    if (asn1 && (!arguments.save.empty() || !arguments.compare.empty()))
        return failWith(usage("--format asn1: --save and --compare print text or json"));
    if (asn1 && json) return failWith(usage("--format asn1 is no JSON: leave --json away"));
    if (arguments.places && (arguments.format != "text" || json))
        return failWith(usage("--places is for --format text: the others tell places anyway"));
    return {};
}

/// What all files came to.
struct ToldAll {
    QJsonArray documents;
    std::string text;
    bool error = false;
    bool inFull = false; ///< at least one message was told with its fields
};

Result<void> tellFile(const std::string& file, const InspectArguments& arguments,
                      const inspect::Options& options, const inspect::Filter& filter,
                      ToldAll& all) {
    SCEPTER_TRY(bytes, readFile(file));
    const bool isTraffic = inspect::trafficFormat(bytes) != inspect::TrafficFormat::Unknown;
    if (!isTraffic && (arguments.exchange > 0 || !arguments.filter.empty()))
        return failWith(usage(file + " is no capture, archive or bundle: --filter and --exchange "
                                     "have nothing to choose from"));
    all.inFull |= !isTraffic || arguments.exchange > 0;
    auto told = isTraffic ? tellTraffic(bytes, arguments, options, filter)
                          : tell(inspect::inspect(bytes, options), arguments);
    if (!told) return failWith(std::move(told));
    if (arguments.files.size() > 1) all.text += file + "\n";
    all.text += told->text;
    told->document[QStringLiteral("file")] = jsonText(file);
    told->document[QStringLiteral("version")] = 1;
    all.documents.append(told->document);
    all.error |= told->error;
    return {};
}

int runFiles(const Context& context, const InspectArguments& arguments,
             const inspect::Filter& filter, const inspect::Keyring& keyring) {
    inspect::Options options;
    options.keys = &keyring;
    options.now = context.clock().now();
    ToldAll all;
    for (const std::string& file : arguments.files)
        if (auto told = tellFile(file, arguments, options, filter, all); !told)
            return context.report(told.error());
    if (!all.inFull && (arguments.places || arguments.showSecrets || arguments.format == "asn1"))
        return context.report(usage("of traffic there is a list, without fields: --places, "
                                    "--show-secrets and --format asn1 go with --exchange"));
    Context shown = context;
    shown.json = context.json || arguments.format == "json";
    shown.answer(all.documents.size() == 1 ? all.documents.first().toObject()
                                           : QJsonObject{{QStringLiteral("files"), all.documents}},
                 all.text);
    return all.error ? exit_code::kRefused : exit_code::kDone;
}

int runInspect(Context& context, const InspectArguments& arguments) {
    auto filter = inspect::Filter::parse(arguments.filter);
    if (!filter)
        return context.report(usage("--filter: " + filter.error().what + ", at byte " +
                                    std::to_string(filter.error().offset)));
    if (auto checked = checkOptions(arguments, context.json); !checked)
        return context.report(checked.error());
    if (arguments.follow)
        return followTraffic(context,
                             {*filter, arguments.last, context.json || arguments.format == "json"});
    auto keyring = keyringFor(arguments, keysOfWorkspace(context));
    if (!keyring) return context.report(keyring.error());
    if (!arguments.save.empty() || !arguments.compare.empty())
        return runWithFiles(context, arguments, *filter, std::move(*keyring));
    return runFiles(context, arguments, *filter, *keyring);
}

} // namespace

void addInspectCommand(CLI::App& program, Context& context, Run& chosen) {
    auto* command = program.add_subcommand(
        "inspect", "Decode anything: messages, certificates, CSRs, CRLs, keys, pages, traffic");
    auto arguments = std::make_shared<InspectArguments>();
    auto* files =
        command->add_option("FILE", arguments->files, "Files of any kind; - is standard input");
    auto* keys = command->add_option(
        "--key", arguments->keys, "Key or certificate that may open or verify (PEM, DER, PKCS#12)");
    keys->allow_extra_args(false); // a FILE may follow
    auto* passwords = command->add_option(
        "--password", arguments->passwords,
        "Challenge or passphrase that may open; others can see it while this runs");
    passwords->allow_extra_args(false);
    command->add_option("--format", arguments->format, "What to print")
        ->check(CLI::IsMember({"text", "json", "asn1"}))
        ->capture_default_str();
    auto* filter = command->add_option("--filter", arguments->filter,
                                       "Of a capture, an archive or --follow: which exchanges, as "
                                       "in 'status:FAILURE'");
    auto* exchange = command
                         ->add_option("--exchange", arguments->exchange,
                                      "Of a capture or archive: this one in full, 1 is the first")
                         ->check(CLI::Range(std::size_t{1}, kMostExchanges))
                         ->excludes(filter);
    auto* secrets = command->add_flag("--show-secrets", arguments->showSecrets,
                                      "Print challenges and private values too");
    auto* places =
        command->add_flag("--places", arguments->places, "Print where each field stands");
    auto* follow = command->add_flag("--follow", arguments->follow,
                                     "Print the workspace's traffic as it is recorded, until "
                                     "interrupted");
    command
        ->add_option("--last", arguments->last, "With --follow: print so many earlier ones first")
        ->check(CLI::Range(0, 100'000))
        ->needs(follow)
        ->capture_default_str();
    auto* save =
        command->add_option("--save", arguments->save,
                            "Write the exchanges to F.har, F.pcapng, or, with --redact, F.json");
    auto* redact = command
                       ->add_flag("--redact", arguments->redact,
                                  "Replace names, numbers, keys and secrets, for a bug report")
                       ->needs(save);
    command
        ->add_flag("--keep-ciphertext", arguments->keepCiphertext,
                   "Let whoever has the RSA key open the encrypted parts; they are not redacted")
        ->needs(redact);
    auto* compare = command
                        ->add_option("--compare", arguments->compare,
                                     "Print what differs in this other file; exit 1 if anything")
                        ->excludes(save);
    command->add_flag("--all", arguments->all, "Of a comparison: what is equal, too")
        ->needs(compare);
    for (CLI::Option* other : {files, keys, passwords, exchange, save, compare, secrets, places})
        follow->excludes(other);
    for (CLI::Option* other : {filter, exchange, places})
        compare->excludes(other);
    for (CLI::Option* other : {secrets, places})
        save->excludes(other);
    onChosen(command, chosen, [&context, arguments] { return runInspect(context, *arguments); });
}

} // namespace scepter::app
