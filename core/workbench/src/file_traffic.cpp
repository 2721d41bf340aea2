#include "workbench/file_traffic.h"

#include "base/append.h"
#include "inspect/exchange.h"
#include "plain_word.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>

namespace scepter::workbench {

namespace {

constexpr std::size_t kLooksBetween = 256; ///< rows, between two looks at the caller
constexpr std::size_t kMostWords = 200;

/// A file that is no recording: one message.
inspect::RawExchange exchangeOf(ByteView file, TimePoint now) {
    inspect::RawExchange exchange;
    exchange.sentAt = exchange.receivedAt = now;
    inspect::Options options;
    const auto inspection = inspect::inspect(file, options);
    const inspect::Subject subject = inspection.facts.subject;
    const bool scepReply =
        inspection.facts.scep && inspection.facts.scep->attributes.pkiStatus.has_value();
    if (subject == inspect::Subject::HttpRequest || inspection.facts.http) {
        const bool request = !inspection.facts.http || inspection.facts.http->request;
        (request ? exchange.request : exchange.response) = copyOf(file);
        return exchange;
    }
    // What a server sends: everything but a request for a certificate.
    const bool request = (inspection.facts.scep && !scepReply) || subject == inspect::Subject::Csr;
    Bytes& into = request ? exchange.request : exchange.response;
    append(into, request ? "POST /?operation=PKIOperation HTTP/1.1\r\n" : "HTTP/1.1 200 OK\r\n");
    append(into, "Content-Length: " + std::to_string(file.size()) + "\r\n\r\n");
    into.insert(into.end(), file.begin(), file.end());
    exchange.notes.emplace_back("the file is a message alone: the HTTP around it was made up");
    return exchange;
}

std::size_t bodySize(const inspect::Inspection& inspection, std::size_t all) {
    return inspection.facts.http ? inspection.facts.http->bodySize : all;
}

TrafficRow rowOf(std::int64_t id, const inspect::RawExchange& exchange,
                 const inspect::ExchangeReading& reading) {
    TrafficRow row;
    row.id = id;
    row.fields = filterRowOf(exchange, reading);
    if (!exchange.response.empty() && row.fields.duration >= 0)
        row.duration = exchange.receivedAt - exchange.sentAt;
    row.tls = exchange.tls;
    row.requestSize = bodySize(reading.request, exchange.request.size());
    row.responseSize = bodySize(reading.reply, exchange.response.size());
    row.hasBytes = true;
    return row;
}

/// The head alone, for what there is no time for.
inspect::ExchangeReading headsOf(const inspect::RawExchange& exchange) {
    inspect::Options options;
    options.limits.layers = 1;
    options.limits.nodes = 200;
    return readExchange(exchange, options);
}

} // namespace

Result<std::unique_ptr<FileTraffic>> FileTraffic::open(ByteView file, const Options& options,
                                                       const Progress& progress) {
    std::unique_ptr<FileTraffic> made(new FileTraffic);
    made->m_format = inspect::trafficFormat(file);
    if (made->m_format == inspect::TrafficFormat::Unknown) {
        if (file.empty()) return fail(ErrorCode::EncodingMalformed, "the file is empty");
        if (file.size() > options.limits.message)
            return fail(ErrorCode::LimitExceeded, "the file is too large for one message");
        made->m_exchanges.push_back(exchangeOf(file, options.now));
    } else {
        SCEPTER_TRY(traffic, inspect::readTraffic(file, options.limits));
        made->m_exchanges = std::move(traffic.exchanges);
        made->m_notes = std::move(traffic.notes);
    }
    SCEPTER_CHECK(made->examine(options, progress));
    return made;
}

Result<std::unique_ptr<FileTraffic>>
FileTraffic::of(std::vector<inspect::RawExchange> exchanges,
                std::shared_ptr<const inspect::Keyring> ownKeys, const Options& options) {
    std::unique_ptr<FileTraffic> made(new FileTraffic);
    made->m_exchanges = std::move(exchanges);
    made->m_ownKeys = std::move(ownKeys);
    SCEPTER_CHECK(made->examine(options, {}));
    return made;
}

Result<void> FileTraffic::examine(const Options& options, const Progress& progress) {
    const auto keyring = std::make_shared<inspect::Keyring>(options.keys ? options.keys->clone()
                                                                         : inspect::Keyring{});
    if (m_ownKeys) inspect::addToKeyring(*keyring, *m_ownKeys);
    inspect::Options how;
    how.keys = keyring.get();
    how.now = options.now;
    const auto end = std::chrono::steady_clock::now() + options.time;
    std::size_t examined = 0;
    m_rows.reserve(m_exchanges.size());
    for (const inspect::RawExchange& exchange : m_exchanges) {
        const std::size_t done = m_rows.size();
        const bool inTime = examined < options.examined && std::chrono::steady_clock::now() < end;
        if (progress && (inTime || done % kLooksBetween == 0) &&
            !progress(done, m_exchanges.size()))
            return fail(ErrorCode::Cancelled, "the file was not opened");
        const auto reading = inTime ? readExchange(exchange, how) : headsOf(exchange);
        if (inTime) ++examined;
        m_rows.push_back(rowOf(static_cast<std::int64_t>(done + 1), exchange, reading));
        m_rows.back().examined = inTime;
        m_bytes += exchange.request.size() + exchange.response.size();
        const std::size_t before = m_known.size();
        addKnownCertificates(reading, m_known);
        if (m_known.size() > before) keyring->served = m_known;
        for (std::size_t i = before; i < m_known.size(); ++i)
            if (std::ranges::find(keyring->known, m_known[i]) == keyring->known.end())
                keyring->known.push_back(m_known[i]);
    }
    if (examined < m_exchanges.size())
        m_notes.push_back("only the first " + std::to_string(examined) +
                          " exchanges were examined; the others are listed by their heads");
    if (progress) progress(m_exchanges.size(), m_exchanges.size());
    return {};
}

Result<TrafficState> FileTraffic::state() {
    TrafficState state;
    state.count = m_rows.size();
    state.bytes = m_bytes;
    state.firstId = m_rows.empty() ? 0 : 1;
    state.lastId = static_cast<std::int64_t>(m_rows.size());
    state.mark = 1;
    return state;
}

Result<store::IdList> FileTraffic::ids(const inspect::Filter& filter, TimePoint now,
                                       std::int64_t after, const store::GoOn& goOn) {
    const std::size_t first = after < 0 ? 0 : static_cast<std::size_t>(after);
    if (filter.empty())
        return store::IdList::range(static_cast<std::int64_t>(first) + 1,
                                    static_cast<std::int64_t>(m_rows.size()), true);
    std::vector<std::int64_t> found;
    for (std::size_t i = first; i < m_rows.size(); ++i) {
        if (goOn && i % kLooksBetween == 0 && !goOn())
            return fail(ErrorCode::Cancelled, "the list was not filtered");
        if (filter.matches(m_rows[i].fields, now)) found.push_back(m_rows[i].id);
    }
    return store::IdList::ascending(std::move(found), true);
}

Result<TrafficPart> FileTraffic::part(const inspect::Filter& filter, TimePoint now,
                                      std::int64_t after, std::chrono::milliseconds,
                                      const store::GoOn& goOn) {
    SCEPTER_TRY(found, ids(filter, now, after, goOn));
    return TrafficPart{std::move(found), 0};
}

Result<std::vector<TrafficRow>> FileTraffic::rows(const std::vector<std::int64_t>& ids) {
    std::vector<TrafficRow> rows;
    rows.reserve(ids.size());
    for (const std::int64_t id : ids)
        if (id > 0 && static_cast<std::size_t>(id) <= m_rows.size())
            rows.push_back(m_rows[static_cast<std::size_t>(id) - 1]);
    return rows;
}

Result<inspect::RawExchange> FileTraffic::raw(std::int64_t id) {
    if (id <= 0 || static_cast<std::size_t>(id) > m_exchanges.size())
        return fail(ErrorCode::NotFound, "there is no such exchange in the file");
    return m_exchanges[static_cast<std::size_t>(id) - 1];
}

Result<std::vector<TrafficRow>> FileTraffic::ofTransaction(const std::string& transactionId) {
    std::vector<TrafficRow> rows;
    if (transactionId.empty()) return rows;
    std::ranges::copy_if(m_rows, std::back_inserter(rows), [&transactionId](const TrafficRow& row) {
        return row.fields.transactionId == transactionId;
    });
    return rows;
}

Result<inspect::FilterWords> FileTraffic::words() {
    std::map<std::string, std::set<std::string>> seen;
    const auto add = [&seen](const char* key, std::string value) {
        std::set<std::string>& values = seen[key];
        if (!value.empty() && values.size() < kMostWords) values.insert(std::move(value));
    };
    for (const TrafficRow& row : m_rows) {
        const inspect::FilterRow& fields = row.fields;
        add("op", fields.operation);
        add("type", plainWord(fields.messageType));
        add("status", plainWord(fields.status));
        add("fail", plainWord(fields.failInfo));
        add("client", fields.client);
        add("subject", fields.subject);
        add("txn", fields.transactionId);
        add("peer", fields.peer);
        add("method", fields.method);
        add("path", fields.path);
        for (const auto& [severity, rule] : fields.findings)
            add("finding", rule);
    }
    inspect::FilterWords words;
    for (auto& [key, values] : seen)
        words.emplace_back(key, std::vector<std::string>(values.begin(), values.end()));
    return words;
}

} // namespace scepter::workbench
