// code mint, list, withdraw.
#include "constraint_options.h"
#include "context.h"
#include "terminal.h"
#include "views.h"

namespace scepter::app {

namespace {

struct MintArguments {
    workbench::MintOrder order;
    std::string ttl = "1h";
    ConstraintArguments constraints;
};

struct ListArguments {
    std::string state;
    store::CodeFilter filter;
};

Result<workbench::MintOrder> orderFrom(const MintArguments& arguments) {
    workbench::MintOrder order = arguments.order;
    const auto life = durationFromText(arguments.ttl);
    if (!life)
        return fail(ErrorCode::InvalidArgument,
                    "--ttl takes a time as in 30m, 1h or 7d, not " + arguments.ttl);
    order.life = *life;
    SCEPTER_CHECK(applyConstraints(arguments.constraints, order.constraints));
    return order;
}

int runMint(Context& context, const MintArguments& arguments) {
    auto order = orderFrom(arguments);
    if (!order) return context.report(order.error());
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto minted = (*opened)->codes().mint(*order);
    if (!minted) return context.report(minted.error());
    QJsonArray array;
    std::string text;
    for (const auto& one : *minted) {
        QJsonObject object = toJson(one.record, context.clock().now());
        object[QStringLiteral("code")] = jsonText(one.code.text());
        array.append(object);
        text += std::string(one.code.text()) + '\n';
    }
    context.answer({{QStringLiteral("codes"), array}}, text);
    return exit_code::kDone;
}

std::optional<challenge::CodeState> stateFromText(const std::string& text) {
    using challenge::CodeState;
    for (const auto state :
         {CodeState::Unused, CodeState::Used, CodeState::Expired, CodeState::Withdrawn})
        if (CLI::detail::to_lower(std::string(toText(state))) == CLI::detail::to_lower(text))
            return state;
    return std::nullopt;
}

int runList(Context& context, const ListArguments& arguments) {
    store::CodeFilter filter = arguments.filter;
    if (!arguments.state.empty()) {
        filter.state = stateFromText(arguments.state);
        if (!filter.state)
            return context.report({ErrorCode::InvalidArgument,
                                   "states are unused, used, expired, withdrawn",
                                   {},
                                   {}});
    }
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto codes = (*opened)->codes().list(filter);
    if (!codes) return context.report(codes.error());
    const TimePoint now = context.clock().now();
    QJsonArray array;
    std::vector<std::vector<std::string>> rows{
        {"ID", "STATE", "ENDS", "USES LEFT", "ENDPOINT", "BOUND", "NOTE"}};
    for (const auto& code : *codes) {
        array.append(toJson(code, now));
        rows.push_back({std::to_string(code.id), std::string(toText(code.stateAt(now))),
                        toIsoText(code.expiresAt), std::to_string(code.usesLeft),
                        code.endpoint.empty() ? "any" : code.endpoint,
                        code.constraints.empty() ? "no" : constraintsText(code.constraints),
                        code.note});
    }
    context.answer({{QStringLiteral("codes"), array}}, table(rows));
    return exit_code::kDone;
}

int runWithdraw(Context& context, const std::vector<std::int64_t>& ids) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    Outcomes outcomes(context, QStringLiteral("withdrawn"));
    for (const std::int64_t id : ids) {
        if (auto withdrawn = (*opened)->codes().withdraw(id); !withdrawn)
            outcomes.addError(id, withdrawn.error());
        else
            outcomes.add(static_cast<qint64>(id), "Withdrew code " + std::to_string(id) + '\n');
    }
    return outcomes.answer();
}

} // namespace

void addCodeCommands(CLI::App& program, Context& context, Run& chosen) {
    auto* code = program.add_subcommand("code", "One-time codes");
    code->require_subcommand(1);

    auto* mint = code->add_subcommand("mint", "Make codes; they are printed only now");
    auto minting = std::make_shared<MintArguments>();
    mint->add_option("--count", minting->order.count, "How many")->capture_default_str();
    mint->add_option("--ttl", minting->ttl, "How long they are good, as in 30m, 1h, 7d")
        ->capture_default_str();
    mint->add_option("--uses", minting->order.uses, "How often each can be used")
        ->capture_default_str();
    addConstraintOptions(mint, minting->constraints);
    mint->add_option("--endpoint", minting->order.endpoint, "Only for this endpoint");
    mint->add_option("--note", minting->order.note, "What they are for");
    onChosen(mint, chosen, [&context, minting] { return runMint(context, *minting); });

    auto* list = code->add_subcommand("list", "Codes, newest first, without their text");
    auto listing = std::make_shared<ListArguments>();
    list->add_option("--state", listing->state, "unused, used, expired or withdrawn");
    list->add_option("--limit", listing->filter.limit, "How many")
        ->check(kListLimit)
        ->capture_default_str();
    list->add_option("--after", listing->filter.before, "Go on after this id of the list");
    onChosen(list, chosen, [&context, listing] { return runList(context, *listing); });

    auto* withdraw = code->add_subcommand("withdraw", "Make codes worthless");
    auto ids = std::make_shared<std::vector<std::int64_t>>();
    withdraw->add_option("ID", *ids)->required();
    onChosen(withdraw, chosen, [&context, ids] { return runWithdraw(context, *ids); });
}

} // namespace scepter::app
