// pcap files taken apart and put together again: packets left out, moved, repeated, wrapped
// otherwise.
#pragma once

#include "layers_support.h"

#include <QtEndian>

namespace scepter::test {

struct CapturedPacket {
    QByteArray header; ///< seconds, microseconds
    QByteArray frame;
    quint32 length = 0; ///< on the wire
};

/// A pcap file in the byte order of this machine, as tcpdump writes it.
struct PacketFile {
    QByteArray head;
    QList<CapturedPacket> packets;

    static PacketFile read(const QByteArray& bytes) {
        PacketFile file;
        file.head = bytes.left(24);
        for (qsizetype at = 24; at + 16 <= bytes.size();) {
            const auto captured = qFromLittleEndian<quint32>(bytes.constData() + at + 8);
            const auto length = qFromLittleEndian<quint32>(bytes.constData() + at + 12);
            file.packets.append({bytes.mid(at, 8), bytes.mid(at + 16, captured), length});
            at += 16 + captured;
        }
        return file;
    }

    [[nodiscard]] QByteArray write() const {
        QByteArray bytes = head;
        for (const CapturedPacket& packet : packets) {
            QByteArray sizes(8, '\0');
            qToLittleEndian(static_cast<quint32>(packet.frame.size()), sizes.data());
            qToLittleEndian(packet.length, sizes.data() + 4);
            bytes += packet.header + sizes + packet.frame;
        }
        return bytes;
    }

    void setLinkType(quint32 type) { qToLittleEndian(type, head.data() + 20); }

    /// Puts other bytes in front of each network packet, in place of the first `drop`.
    void rewrap(quint32 type, qsizetype drop, const QByteArray& prefix) {
        setLinkType(type);
        for (CapturedPacket& packet : packets) {
            packet.frame = prefix + packet.frame.mid(drop);
            packet.length = static_cast<quint32>(packet.frame.size());
        }
    }

    /// Of Ethernet, IPv4 and TCP without options of IP.
    static qsizetype payloadSize(const CapturedPacket& packet) {
        const auto total = qFromBigEndian<quint16>(packet.frame.constData() + 16);
        const qsizetype header = (static_cast<unsigned char>(packet.frame.at(46)) >> 4) * 4;
        return total - 20 - header;
    }
};

} // namespace scepter::test
