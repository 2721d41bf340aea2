#include "store/traffic_facts.h"

#include <array>
#include <charconv>
#include <concepts>

namespace scepter::store {

namespace {

/// Every field in the order in which they are stored.
template <class Facts, class Visitor> void visitFields(Facts& facts, Visitor&& visit) {
    visit(facts.at);
    visit(facts.duration);
    visit(facts.status);
    visit(facts.requestSize);
    visit(facts.responseSize);
    visit(facts.requestId);
    visit(facts.certificateId);
    visit(facts.peerPort);
    visit(facts.localPort);
    visit(facts.tls);
    visit(facts.hasBytes);
    visit(facts.peer);
    visit(facts.local);
    visit(facts.tlsProtocol);
    visit(facts.tlsCipher);
    visit(facts.method);
    visit(facts.path);
    visit(facts.operation);
    visit(facts.endpoint);
    visit(facts.contentType);
    visit(facts.userAgent);
    visit(facts.messageType);
    visit(facts.pkiStatus);
    visit(facts.failInfo);
    visit(facts.failInfoText);
    visit(facts.transactionId);
    visit(facts.subject);
    visit(facts.reason);
    visit(facts.summary);
}

class Packer {
public:
    void operator()(TimePoint time) { (*this)(time.time_since_epoch().count()); }
    void operator()(std::chrono::microseconds time) { (*this)(time.count()); }
    void operator()(bool value) { (*this)(value ? 1 : 0); }
    void operator()(std::integral auto value) {
        std::array<char, 24> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        m_text.append(digits.data(), end).push_back('\n');
    }
    void operator()(const std::string& text) {
        for (const char c : text)
            m_text.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c);
        m_text.push_back('\n');
    }
    std::string m_text;
};

class Unpacker {
public:
    explicit Unpacker(std::string_view text)
        : m_rest(text) {}

    void operator()(TimePoint& time) {
        std::int64_t value = 0;
        (*this)(value);
        time = TimePoint(Duration(value));
    }
    void operator()(std::chrono::microseconds& time) {
        std::int64_t value = 0;
        (*this)(value);
        time = std::chrono::microseconds(value);
    }
    void operator()(bool& value) { value = line() == "1"; }
    void operator()(std::integral auto& value) {
        const std::string_view digits = line();
        const char* end = digits.data() + digits.size();
        const auto [stop, error] = std::from_chars(digits.data(), end, value);
        if (error != std::errc{} || stop != end) m_good = false;
    }
    void operator()(std::string_view& text) { text = line(); }

    [[nodiscard]] bool isWhole() const { return m_good && m_rest.empty(); }

private:
    std::string_view line() {
        const std::size_t end = m_rest.find('\n');
        if (end == std::string_view::npos) {
            m_good = false;
            return {};
        }
        const std::string_view found = m_rest.substr(0, end);
        m_rest.remove_prefix(end + 1);
        return found;
    }

    std::string_view m_rest;
    bool m_good = true;
};

} // namespace

std::string packed(const TrafficFacts& facts) {
    Packer packer;
    packer.m_text.reserve(320);
    visitFields(facts, packer);
    return std::move(packer.m_text);
}

Result<TrafficFactsView> unpacked(std::string_view text) {
    TrafficFactsView facts;
    Unpacker unpacker(text);
    visitFields(facts, unpacker);
    if (!unpacker.isWhole())
        return fail(ErrorCode::StoreCorrupt, "the recorded traffic: a record is damaged");
    return facts;
}

} // namespace scepter::store
