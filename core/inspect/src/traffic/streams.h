// TCP connections put back together.
#pragma once

#include "packets.h"

#include "base/clock.h"
#include "inspect/traffic.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace scepter::inspect {

/// Bytes without a gap, from one side.
struct Run {
    std::uint64_t start = 0; ///< position in the stream
    Bytes bytes;
    /// Where bytes of another packet begin, when that packet came, and as which of all; ascending.
    struct Mark {
        std::size_t start = 0;
        TimePoint time;
        std::size_t order = 0;
    };
    std::vector<Mark> marks;

    [[nodiscard]] Mark markAt(std::size_t offset) const;
};

/// One direction of a connection: runs in order, with bytes missing between them.
struct HalfStream {
    std::vector<Run> runs;
    bool fromStart = false;    ///< the connection's first byte is there
    bool ended = false;        ///< by FIN or RST
    std::size_t conflicts = 0; ///< bytes that were sent twice, with other content
    [[nodiscard]] bool empty() const { return runs.empty(); }
};

struct Connection {
    Endpoint client; ///< who sent the first SYN; otherwise who was seen first
    Endpoint server;
    bool clientKnown = false; ///< by a SYN
    HalfStream sent;          ///< by the client
    HalfStream answered;
};

/// Takes segments as they were captured and makes connections of them.
class Reassembler {
public:
    explicit Reassembler(const TrafficLimits& limits)
        : m_limits(limits) {}

    void take(const Segment& segment, TimePoint time);
    /// All connections in the order in which they began.
    std::vector<Connection> finish(std::vector<std::string>& notes);

private:
    struct Piece {
        std::uint64_t position = 0;
        TimePoint time;
        std::size_t order = 0;
        Bytes bytes;
    };
    struct Half {
        std::vector<Piece> pieces;
        bool seen = false;
        bool started = false; ///< a SYN came
        bool ended = false;
        std::uint64_t first = 0; ///< position of the first byte after a SYN
        std::uint64_t last = 0;  ///< position that sequence numbers are counted from
        std::uint64_t place(std::uint32_t sequence);
    };
    struct Open {
        Endpoint a; ///< who was seen first
        Endpoint b;
        bool aIsClient = true;
        bool clientKnown = false;
        Half fromA;
        Half fromB;
    };

    Open* openFor(const Segment& segment);
    static HalfStream assemble(Half& half);

    TrafficLimits m_limits;
    std::vector<Open> m_connections;
    std::map<std::pair<Endpoint, Endpoint>, std::size_t> m_current;
    std::size_t m_bytes = 0;
    std::size_t m_segments = 0;
    std::size_t m_leftStreams = 0;
    std::size_t m_leftBytes = 0;
};

} // namespace scepter::inspect
