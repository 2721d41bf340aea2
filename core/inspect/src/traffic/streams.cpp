#include "streams.h"

#include <algorithm>
#include <iterator>

namespace scepter::inspect {

namespace {

/// Positions begin here, so that what comes out of order before the first packet has room.
constexpr std::uint64_t kOrigin = std::uint64_t{1} << 32U;

std::pair<Endpoint, Endpoint> keyOf(const Segment& segment) {
    return segment.from < segment.to ? std::pair(segment.from, segment.to)
                                     : std::pair(segment.to, segment.from);
}

/// Of bytes that were sent twice the first stay; others are counted.
std::size_t differences(ByteView a, ByteView b) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        if (a[i] != b[i]) ++count;
    return count;
}

} // namespace

Run::Mark Run::markAt(std::size_t offset) const {
    const auto after = std::ranges::upper_bound(marks, offset, {}, &Mark::start);
    return after == marks.begin() ? Mark{} : *std::prev(after);
}

/// Sequence numbers wrap: the one nearest to the last is meant.
std::uint64_t Reassembler::Half::place(std::uint32_t sequence) {
    if (!seen) {
        seen = true;
        last = kOrigin + sequence;
        return last;
    }
    const auto distance =
        static_cast<std::int32_t>(sequence - static_cast<std::uint32_t>(last & 0xFFFFFFFFU));
    if (distance < 0 && last < static_cast<std::uint64_t>(-static_cast<std::int64_t>(distance)))
        return last;
    last += static_cast<std::uint64_t>(static_cast<std::int64_t>(distance));
    return last;
}

Reassembler::Open* Reassembler::openFor(const Segment& segment) {
    const auto key = keyOf(segment);
    const auto known = m_current.find(key);
    if (known != m_current.end()) {
        Open& open = m_connections[known->second];
        Half& half = segment.from == open.a ? open.fromA : open.fromB;
        // The same ports again: a SYN with another number, after there was a SYN or data.
        const bool again = segment.syn && !segment.ack && half.seen &&
                           (!half.started || half.first != half.place(segment.sequence) + 1);
        if (!again) return &open;
    }
    if (m_connections.size() >= m_limits.streams) {
        ++m_leftStreams;
        return nullptr;
    }
    m_current[key] = m_connections.size();
    Open open;
    open.a = segment.from;
    open.b = segment.to;
    // Without a SYN, the side with the lower port is the server, if either is.
    open.clientKnown = segment.syn;
    open.aIsClient = segment.syn ? !segment.ack : segment.to.port <= segment.from.port;
    m_connections.push_back(std::move(open));
    return &m_connections.back();
}

void Reassembler::take(const Segment& segment, TimePoint time) {
    if (!segment.syn && segment.payload.empty() && !segment.fin && !segment.rst) return;
    Open* open = openFor(segment);
    if (open == nullptr) return;
    Half& half = segment.from == open->a ? open->fromA : open->fromB;
    std::uint64_t position = half.place(segment.sequence);
    if (segment.syn) {
        ++position;
        if (!half.started) half.first = position;
        half.started = true;
    }
    if (segment.fin || segment.rst) half.ended = true;
    if (segment.payload.empty()) return;
    if (segment.payload.size() > m_limits.bytes - m_bytes) {
        ++m_leftBytes;
        return;
    }
    m_bytes += segment.payload.size();
    half.pieces.push_back({position, time, m_segments++, copyOf(segment.payload)});
}

HalfStream Reassembler::assemble(Half& half) {
    HalfStream stream;
    stream.ended = half.ended;
    std::ranges::stable_sort(half.pieces, {}, &Piece::position);
    std::uint64_t end = half.started ? half.first : 0;
    for (Piece& piece : half.pieces) {
        ByteView bytes = piece.bytes;
        std::uint64_t position = piece.position;
        if (!stream.runs.empty() || half.started) {
            // A part of it that is there already, or that comes before the connection began.
            const std::uint64_t old =
                std::min<std::uint64_t>(end > position ? end - position : 0, bytes.size());
            if (!stream.runs.empty()) {
                const Run& run = stream.runs.back();
                if (position >= run.start)
                    stream.conflicts += differences(
                        ByteView(run.bytes).subspan(std::min<std::size_t>(
                            static_cast<std::size_t>(position - run.start), run.bytes.size())),
                        bytes.first(static_cast<std::size_t>(old)));
            }
            bytes = bytes.subspan(static_cast<std::size_t>(old));
            position += old;
        }
        if (bytes.empty()) continue;
        const bool first = stream.runs.empty();
        if (first) stream.fromStart = half.started && position == half.first;
        if (first || position != end) stream.runs.push_back({position, {}, {}});
        Run& run = stream.runs.back();
        run.marks.push_back({run.bytes.size(), piece.time, piece.order});
        run.bytes.insert(run.bytes.end(), bytes.begin(), bytes.end());
        end = position + bytes.size();
        piece.bytes = {};
    }
    return stream;
}

std::vector<Connection> Reassembler::finish(std::vector<std::string>& notes) {
    std::vector<Connection> connections;
    connections.reserve(m_connections.size());
    for (Open& open : m_connections) {
        Connection made;
        made.client = open.aIsClient ? open.a : open.b;
        made.server = open.aIsClient ? open.b : open.a;
        made.clientKnown = open.clientKnown;
        made.sent = assemble(open.aIsClient ? open.fromA : open.fromB);
        made.answered = assemble(open.aIsClient ? open.fromB : open.fromA);
        connections.push_back(std::move(made));
    }
    if (m_leftStreams > 0)
        notes.push_back(std::to_string(m_leftStreams) +
                        " packets of connections beyond the limit are left out");
    if (m_leftBytes > 0)
        notes.push_back(std::to_string(m_leftBytes) + " packets beyond the limit are left out");
    m_connections.clear();
    m_current.clear();
    return connections;
}

} // namespace scepter::inspect
