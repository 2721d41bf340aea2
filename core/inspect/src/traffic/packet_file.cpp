// pcap and pcapng files, by libpcap.
#include "pairing.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <memory>

#include <pcap/pcap.h>

namespace scepter::inspect {

namespace {

constexpr std::size_t kMaxNotes = 200;

struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
struct CaptureCloser {
    void operator()(pcap_t* capture) const { pcap_close(capture); }
};
using Capture = std::unique_ptr<pcap_t, CaptureCloser>;

/// The capture closes the file; the bytes must outlive it.
Result<Capture> openCapture(Bytes& file) {
    std::unique_ptr<std::FILE, FileCloser> stream(fmemopen(file.data(), file.size(), "rb"));
    if (stream == nullptr) return fail(ErrorCode::Internal, "no memory to read the capture");
    std::array<char, PCAP_ERRBUF_SIZE> why{};
    Capture capture(pcap_fopen_offline(stream.get(), why.data()));
    if (capture == nullptr)
        return fail(ErrorCode::EncodingMalformed,
                    std::string("the capture cannot be read: ") + why.data());
    stream.release(); // NOLINT(bugprone-unused-return-value): it is the capture's now
    const int type = pcap_datalink(capture.get());
    if (!isKnownLinkType(type)) {
        const char* name = pcap_datalink_val_to_name(type);
        return fail(ErrorCode::NotSupported,
                    std::string("packets of link type ") +
                        (name != nullptr ? name : std::to_string(type).c_str()) +
                        " are not read here");
    }
    return capture;
}

TimePoint timeOf(const pcap_pkthdr& header) {
    using namespace std::chrono;
    // A time far away is cut, so that nothing overflows.
    const std::int64_t second = std::clamp<std::int64_t>(header.ts.tv_sec, 0, 253'402'300'799);
    const std::int64_t micro = std::clamp<std::int64_t>(header.ts.tv_usec, 0, 999'999);
    return TimePoint{seconds{second} + duration_cast<milliseconds>(microseconds{micro})};
}

struct Counts {
    std::size_t packets = 0;
    std::size_t fragments = 0;
    std::size_t broken = 0;
};

void noteCounts(const Counts& counts, std::vector<std::string>& notes) {
    if (counts.fragments > 0)
        notes.push_back(std::to_string(counts.fragments) +
                        " packets are IP fragments, which are not put together");
    if (counts.broken > 0)
        notes.push_back(std::to_string(counts.broken) + " packets cannot be read");
}

void readAll(pcap_t* capture, Reassembler& reassembler, const TrafficLimits& limits,
             std::vector<std::string>& notes) {
    const int linkType = pcap_datalink(capture);
    Counts counts;
    for (;;) {
        pcap_pkthdr* header = nullptr;
        const unsigned char* data = nullptr;
        const int state = pcap_next_ex(capture, &header, &data);
        if (state == PCAP_ERROR)
            notes.push_back("the file ends early: " + std::string(pcap_geterr(capture)));
        if (state != 1) break;
        if (counts.packets++ == limits.packets) {
            notes.push_back("only the first " + std::to_string(limits.packets) +
                            " packets are read");
            break;
        }
        const Packet packet = readPacket(linkType, {data, header->caplen});
        if (packet.kind == PacketKind::Fragment) ++counts.fragments;
        if (packet.kind == PacketKind::Broken) ++counts.broken;
        if (packet.kind == PacketKind::Tcp) reassembler.take(packet.segment, timeOf(*header));
    }
    noteCounts(counts, notes);
}

/// Equal ones as one with a number, and not too many: a capture may have thousands of connections.
void shortenNotes(std::vector<std::string>& notes) {
    std::map<std::string, std::size_t> counts;
    std::vector<std::string> kept;
    for (std::string& note : notes)
        if (counts[note]++ == 0) kept.push_back(note);
    for (std::string& note : kept)
        if (counts[note] > 1) note += " (" + std::to_string(counts[note]) + " times)";
    if (kept.size() > kMaxNotes) {
        const std::size_t left = kept.size() - kMaxNotes;
        kept.resize(kMaxNotes);
        kept.push_back("and " + std::to_string(left) + " more of these");
    }
    notes = std::move(kept);
}

} // namespace

Result<Traffic> readPackets(ByteView file, const TrafficLimits& limits) {
    Bytes copy = copyOf(file); // fmemopen wants memory that it could write to
    SCEPTER_TRY(capture, openCapture(copy));
    Traffic traffic;
    Reassembler reassembler(limits);
    readAll(capture.get(), reassembler, limits, traffic.notes);
    capture.reset();
    Bytes().swap(copy);
    bool full = false;
    for (Connection& connection : reassembler.finish(traffic.notes)) {
        auto made = pairExchanges(std::move(connection), limits, traffic.notes);
        for (RawExchange& exchange : made) {
            full = full || traffic.exchanges.size() == limits.exchanges;
            if (!full) traffic.exchanges.push_back(std::move(exchange));
        }
    }
    if (full)
        traffic.notes.push_back("only the first " + std::to_string(limits.exchanges) +
                                " exchanges are read");
    sortExchanges(traffic.exchanges);
    shortenNotes(traffic.notes);
    return traffic;
}

} // namespace scepter::inspect
