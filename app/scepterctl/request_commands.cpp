// request list, show, approve, deny.
#include "base/text.h"
#include "context.h"
#include "terminal.h"
#include "views.h"

namespace scepter::app {

namespace {

struct ListArguments {
    std::string state;
    store::RequestFilter filter;
};

struct DecideArguments {
    std::vector<std::int64_t> ids;
    std::string reason;
    std::string failInfo = "badRequest";
};

int runList(Context& context, const ListArguments& arguments) {
    store::RequestFilter filter = arguments.filter;
    if (!arguments.state.empty()) {
        filter.state = enrollment::requestStateFromText(arguments.state);
        if (!filter.state)
            return context.report({ErrorCode::InvalidArgument,
                                   "states are pending, issued, refused, failed, expired",
                                   {},
                                   {}});
    }
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto requests = (*opened)->requests().list(filter);
    if (!requests) return context.report(requests.error());
    QJsonArray array;
    std::vector<std::vector<std::string>> rows{
        {"ID", "STATE", "TIME", "ADDRESS", "SUBJECT", "REASON"}};
    for (const auto& request : *requests) {
        array.append(toJson(request));
        rows.push_back({std::to_string(request.id), requestStatus(request),
                        toIsoText(request.createdAt), request.remoteAddress, request.subject,
                        request.reason});
    }
    context.answer({{QStringLiteral("requests"), array}}, table(rows));
    return exit_code::kDone;
}

std::string requestText(const workbench::RequestView& view) {
    const auto& request = view.record;
    std::string text = fields({
        {"Request", std::to_string(request.id)},
        {"State", requestStatus(request)},
        {"Endpoint", view.endpoint},
        {"Type", std::string(toText(request.messageType))},
        {"transactionID", request.key.transactionId},
        {"Subject", request.subject},
        {"SAN", request.san},
        {"Key", request.keyText},
        {"Signer", request.signerText},
        {"Address", request.remoteAddress},
        {"Received", toIsoText(request.createdAt)},
        {"Expires", request.expiresAt ? toIsoText(*request.expiresAt) : ""},
        {"Decided",
         request.decidedAt ? toIsoText(*request.decidedAt) + " by " + request.decidedBy : ""},
        {"Reason", request.reason},
        {"Client told", request.toldFailInfo
                            ? std::string(toText(*request.toldFailInfo)) + ": " + request.toldText
                            : ""},
        {"Polls", request.polls > 0 ? std::to_string(request.polls) : ""},
    });
    for (const auto& check : request.checks)
        text += (check.passed ? "  ok  " : "  !!  ") + printable(check.name) +
                (check.detail.empty() ? "" : ": " + printable(check.detail)) + '\n';
    for (const auto& one : request.comparisons)
        text += (one.equal ? "  ok  " : "  !!  ") + printable(one.field) + ": expected " +
                printable(one.expected) + ", found " + printable(one.found) + '\n';
    if (!view.plan.empty()) {
        std::vector<std::vector<std::string>> rows{{"", "REQUESTED", "WILL BE ISSUED"}};
        for (const auto& line : view.plan)
            rows.push_back({line.field, line.requested, line.issued});
        text += table(rows);
    }
    if (view.planProblem)
        text += "Cannot be issued as it stands: " + printable(view.planProblem->detail) + '\n';
    return text;
}

int runShow(Context& context, std::int64_t id) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto view = (*opened)->requests().show(id);
    if (!view) return context.report(view.error());
    context.answer(toJson(*view), requestText(*view));
    return exit_code::kDone;
}

int runApprove(Context& context, const DecideArguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    Outcomes outcomes(context, QStringLiteral("approved"));
    for (const std::int64_t id : arguments.ids) {
        auto issued = (*opened)->requests().approve(id, {});
        if (!issued) {
            outcomes.addError(id, issued.error());
            continue;
        }
        const std::string serial = hexSerial(issued->serial);
        outcomes.add(QJsonObject{{QStringLiteral("id"), static_cast<qint64>(id)},
                                 {QStringLiteral("serial"), jsonText(serial)}},
                     "Issued " + serial + " for " + printable(issued->subject) + '\n');
    }
    return outcomes.answer();
}

int runDeny(Context& context, const DecideArguments& arguments) {
    const auto failInfo = failInfoFromText(arguments.failInfo);
    if (!failInfo)
        return context.report({ErrorCode::InvalidArgument,
                               "failInfo is badAlg, badMessageCheck, badRequest, badTime or "
                               "badCertId",
                               {},
                               {}});
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    Outcomes outcomes(context, QStringLiteral("denied"));
    for (const std::int64_t id : arguments.ids) {
        if (auto denied = (*opened)->requests().deny(id, arguments.reason, *failInfo); !denied)
            outcomes.addError(id, denied.error());
        else
            outcomes.add(static_cast<qint64>(id), "Denied request " + std::to_string(id) + '\n');
    }
    return outcomes.answer();
}

} // namespace

void addRequestCommands(CLI::App& program, Context& context, Run& chosen) {
    auto* request = program.add_subcommand("request", "Enrollment requests");
    request->require_subcommand(1);

    auto* list = request->add_subcommand("list", "Requests, newest first");
    auto listing = std::make_shared<ListArguments>();
    list->add_option("--state", listing->state, "pending, issued, refused, failed or expired");
    list->add_option("--text", listing->filter.text,
                     "Only with this in subject, SAN, transactionID or address");
    list->add_option("--limit", listing->filter.limit, "How many")
        ->check(kListLimit)
        ->capture_default_str();
    list->add_option("--after", listing->filter.before, "Go on after this id of the list");
    onChosen(list, chosen, [&context, listing] { return runList(context, *listing); });

    auto* show = request->add_subcommand("show", "One request: checks, and what would be issued");
    auto shown = std::make_shared<std::int64_t>(0);
    show->add_option("ID", *shown)->required();
    onChosen(show, chosen, [&context, shown] { return runShow(context, *shown); });

    auto deciding = std::make_shared<DecideArguments>();
    auto* approve = request->add_subcommand("approve", "Issue pending requests");
    approve->add_option("ID", deciding->ids)->required();
    onChosen(approve, chosen, [&context, deciding] { return runApprove(context, *deciding); });

    auto* deny = request->add_subcommand("deny", "Refuse pending requests");
    deny->add_option("ID", deciding->ids)->required();
    deny->add_option("--reason", deciding->reason, "Goes to the client and into the audit trail")
        ->required();
    deny->add_option("--fail-info", deciding->failInfo, "What the client is told")
        ->capture_default_str();
    onChosen(deny, chosen, [&context, deciding] { return runDeny(context, *deciding); });
}

} // namespace scepter::app
