#include "inspect_files.h"

#include "inspect/compare.h"
#include "inspect/redact.h"
#include "inspect/traffic.h"
#include "views.h"
#include "workbench/file_traffic.h"

#include <algorithm>
#include <unistd.h>

namespace scepter::app {

namespace {

using inspect::CompareRow;
using inspect::Comparison;

Error usage(std::string detail) {
    return {ErrorCode::InvalidArgument, std::move(detail), {}, std::nullopt};
}

enum class Target { Har, Pcapng, Bundle };

Result<Target> targetOf(const SaveOrder& order) {
    const bool bundle = order.out.ends_with(".json");
    if (bundle && !order.redact)
        return failWith(usage("--save: a .json file is a redacted bundle: add --redact"));
    if (!bundle && order.redact)
        return failWith(usage("--redact: a redacted bundle is saved as .json"));
    if (order.keepCiphertext && !bundle)
        return failWith(usage("--keep-ciphertext: only a redacted bundle leaves it out"));
    if (bundle) return Target::Bundle;
    if (order.out.ends_with(".har")) return Target::Har;
    if (order.out.ends_with(".pcapng")) return Target::Pcapng;
    return failWith(usage("--save: the name must end in .har, .pcapng or .json"));
}

/// The exchanges that are asked for, of one file, oldest first.
Result<void> collect(const Context& context, const SaveOrder& order, const std::string& file,
                     const std::shared_ptr<const inspect::Keyring>& keys,
                     std::vector<inspect::RawExchange>& exchanges) {
    SCEPTER_TRY(bytes, readFile(file));
    workbench::FileTraffic::Options options;
    options.keys = keys;
    options.now = context.clock().now();
    SCEPTER_TRY(traffic, workbench::FileTraffic::open(bytes, options));
    for (const std::string& note : traffic->notes())
        context.note(file + ": " + note);
    SCEPTER_TRY(ids, traffic->ids(order.filter, context.clock().now(), 0, {}));
    for (std::size_t row = ids.size(); row-- > 0;) {
        const std::int64_t id = ids.at(row);
        if (order.exchange != 0 && id != static_cast<std::int64_t>(order.exchange)) continue;
        SCEPTER_TRY(exchange, traffic->raw(id));
        if (order.redact && exchange.redacted)
            return fail(ErrorCode::InvalidArgument, file + " is a redacted bundle already");
        exchanges.push_back(std::move(exchange));
    }
    return {};
}

struct Saved {
    Bytes bytes;
    QJsonObject replaced;
    std::string text;
};

Result<Saved> made(const Context& context, const SaveOrder& order, Target target,
                   const std::vector<inspect::RawExchange>& exchanges,
                   const inspect::Keyring* keys) {
    Saved saved;
    if (target == Target::Har) {
        saved.bytes = copyOf(bytesOf(inspect::writeHar(exchanges)));
        return saved;
    }
    if (target == Target::Pcapng) {
        saved.bytes = inspect::writePcapng(exchanges);
        return saved;
    }
    inspect::RedactOptions options;
    options.keys = keys;
    options.now = context.clock().now();
    options.generator = "scepterctl " SCEPTER_VERSION;
    options.keepCiphertext = order.keepCiphertext;
    SCEPTER_TRY(bundle, inspect::writeBundle(exchanges, options));
    saved.bytes = copyOf(bytesOf(bundle.document));
    for (const auto& [kind, count] : bundle.replaced) {
        saved.replaced[QString::fromStdString(kind)] = static_cast<qint64>(count);
        saved.text +=
            (saved.text.empty() ? "replaced: " : ", ") + kind + " " + std::to_string(count);
    }
    if (!saved.text.empty()) saved.text += "\n";
    return saved;
}

/// Puts values where secrets are: they were asked for.
void reveal(Comparison& comparison, const inspect::Tree& left, const inspect::Tree& right) {
    for (CompareRow& row : comparison.rows) {
        if (!row.secret) continue;
        if (row.left != inspect::kNoNode) row.leftValue = left.node(row.left).value;
        if (row.right != inspect::kNoNode) row.rightValue = right.node(row.right).value;
    }
}

QJsonArray rowsOf(const Comparison& comparison, const CompareOrder& order) {
    QJsonArray rows;
    for (const CompareRow& row : comparison.rows) {
        if (row.difference == inspect::Difference::Equal && !order.everything) continue;
        QJsonObject object{
            {QStringLiteral("path"), jsonText(row.path)},
            {QStringLiteral("name"), jsonText(row.name)},
            {QStringLiteral("depth"), static_cast<qint64>(row.depth)},
            {QStringLiteral("difference"), jsonText(toText(row.difference))},
            {QStringLiteral("group"), row.group},
            {QStringLiteral("sameBytes"), row.sameBytes},
        };
        if (row.secret) object[QStringLiteral("secret")] = true;
        const bool shown = !row.secret || order.secrets;
        if (row.left != inspect::kNoNode && shown)
            object[QStringLiteral("left")] = jsonText(row.leftValue);
        if (row.right != inspect::kNoNode && shown)
            object[QStringLiteral("right")] = jsonText(row.rightValue);
        rows.append(object);
    }
    return rows;
}

} // namespace

int saveExchanges(const Context& context, const SaveOrder& order,
                  const std::shared_ptr<const inspect::Keyring>& keys) {
    const auto target = targetOf(order);
    if (!target) return context.report(target.error());
    std::vector<inspect::RawExchange> exchanges;
    for (const std::string& file : order.files)
        if (auto read = collect(context, order, file, keys, exchanges); !read)
            return context.report(read.error());
    if (exchanges.empty())
        return context.report(
            {ErrorCode::NotFound, "no exchange is asked for that is there", {}, std::nullopt});
    std::ranges::stable_sort(exchanges, {}, &inspect::RawExchange::sentAt);
    auto saved = made(context, order, *target, exchanges, keys.get());
    if (!saved) return context.report(saved.error());
    if (auto written = writeFile(order.out, saved->bytes); !written)
        return context.report(written.error());
    QJsonObject document{{QStringLiteral("saved"), jsonText(order.out)},
                         {QStringLiteral("exchanges"), static_cast<qint64>(exchanges.size())}};
    if (*target == Target::Bundle) document[QStringLiteral("replaced")] = saved->replaced;
    context.answer(document, std::to_string(exchanges.size()) +
                                 (exchanges.size() == 1 ? " exchange" : " exchanges") +
                                 " saved to " + order.out + "\n" + saved->text);
    return exit_code::kDone;
}

int compareFiles(const Context& context, const CompareOrder& order, const inspect::Keyring& keys) {
    inspect::Options options;
    options.keys = &keys;
    options.now = context.clock().now();
    const auto leftFile = readFile(order.left);
    if (!leftFile) return context.report(leftFile.error());
    const auto rightFile = readFile(order.right);
    if (!rightFile) return context.report(rightFile.error());
    const auto left = inspect::inspect(*leftFile, options);
    const auto right = inspect::inspect(*rightFile, options);
    Comparison comparison = compare(left, right);
    if (order.secrets) reveal(comparison, left.tree, right.tree);
    const QJsonObject document{
        {QStringLiteral("left"), jsonText(order.left)},
        {QStringLiteral("right"), jsonText(order.right)},
        {QStringLiteral("equal"), comparison.equal()},
        {QStringLiteral("complete"), comparison.complete},
        {QStringLiteral("changed"), static_cast<qint64>(comparison.changed)},
        {QStringLiteral("onlyLeft"), static_cast<qint64>(comparison.onlyLeft)},
        {QStringLiteral("onlyRight"), static_cast<qint64>(comparison.onlyRight)},
        {QStringLiteral("rows"), rowsOf(comparison, order)}};
    if (order.secrets) // the text hides what is one
        for (CompareRow& row : comparison.rows)
            row.secret = false;
    const std::string text =
        comparisonText(comparison, order.everything, ::isatty(STDOUT_FILENO) != 0);
    context.answer(document, text);
    return comparison.equal() ? exit_code::kDone : exit_code::kRefused;
}

} // namespace scepter::app
