// Traffic that tcpdump and editcap recorded, harmed in many ways; archives; and what we write, read
// by other programs.
#include "inspect/traffic.h"

#include "packet_support.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace scepter;
using namespace scepter::inspect;
using namespace scepter::test;

namespace {

QByteArray traffic(const char* name) {
    return fileBytes(QStringLiteral("traffic/") + QString::fromLatin1(name));
}

QByteArray recorded(const char* suffix) {
    const QByteArray message =
        fileBytes(QStringLiteral("captures/03-strongswan-enroll-post-aes128-sha256.") +
                  QString::fromLatin1(suffix));
    return message.mid(message.indexOf("\r\n\r\n") + 4);
}

Traffic read(const QByteArray& file, const TrafficLimits& limits = {}) {
    auto result = readTraffic(bytesOf(viewOf(file)), limits);
    if (!result) qFatal("%s", toText(result.error()).c_str());
    return std::move(*result);
}

PacketFile ethernet() {
    return PacketFile::read(traffic("lo-ethernet.pcap"));
}

/// The packets that carry data, in order: request, two or more of the answer, and so on.
QList<qsizetype> dataPackets(const PacketFile& file) {
    QList<qsizetype> found;
    for (qsizetype i = 0; i < file.packets.size(); ++i)
        if (PacketFile::payloadSize(file.packets.at(i)) > 0) found.append(i);
    return found;
}

bool anyNote(const std::vector<std::string>& notes, const char* part) {
    return std::ranges::any_of(
        notes, [&](const std::string& note) { return note.find(part) != std::string::npos; });
}

/// Whether these are the three exchanges of the recording, whole.
void checkWhole(const Traffic& traffic) {
    QCOMPARE(traffic.exchanges.size(), 3U);
    const auto& all = traffic.exchanges;
    QVERIFY(
        arrayOf(all[0].request).startsWith("GET /scep?operation=GetCACaps&message=0 HTTP/1.1\r\n"));
    QVERIFY(arrayOf(all[0].response).contains("Transfer-Encoding: chunked\r\n"));
    QVERIFY(arrayOf(all[0].response).endsWith("\r\n0\r\n\r\n"));
    QVERIFY(arrayOf(all[1].response).contains("Content-Encoding: gzip\r\n"));
    QVERIFY(arrayOf(all[2].request).startsWith("POST /scep?operation=PKIOperation HTTP/1.1\r\n"));
    QVERIFY(arrayOf(all[2].request).endsWith(QByteArray("\r\n\r\n" + recorded("request"))));
    QVERIFY(arrayOf(all[2].response).endsWith(QByteArray("\r\n\r\n" + recorded("response"))));
    for (const RawExchange& exchange : all) {
        QVERIFY(exchange.sentAt <= exchange.receivedAt);
        QVERIFY(toIsoText(exchange.sentAt).starts_with("2026-11-25T"));
        QVERIFY2(exchange.notes.empty(),
                 exchange.notes.empty() ? "" : exchange.notes.front().c_str());
    }
    QVERIFY(traffic.notes.empty());
}

RawExchange made(const char* request, const char* response, const char* at) {
    RawExchange exchange;
    exchange.sentAt = *timeFromIsoText(at);
    exchange.receivedAt = exchange.sentAt + std::chrono::milliseconds(31);
    exchange.client = {"10.0.0.9", 50000};
    exchange.server = {"10.0.0.1", 8080};
    exchange.request = copyOf(bytesOf(request));
    exchange.response = copyOf(bytesOf(response));
    return exchange;
}

/// What is hard to keep: binary bodies, several segments, reused ports, IPv6, odd framing.
std::vector<RawExchange> samples() {
    std::vector<RawExchange> all;
    all.push_back(made("GET /scep?operation=GetCACaps HTTP/1.1\r\nHost: ca:8080\r\n\r\n",
                       "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nAES\n",
                       "2026-11-22T11:00:00Z"));
    RawExchange post = made("", "", "2026-11-22T11:00:01.250Z");
    const QByteArray body = recorded("request");
    post.request =
        copyOf(bytesOf(viewOf("POST /scep?operation=PKIOperation HTTP/1.1\r\nHost: ca\r\n"
                              "Content-Length: " +
                              QByteArray::number(body.size()) + "\r\n\r\n" + body)));
    const QByteArray answer = recorded("response");
    post.response = copyOf(
        bytesOf(viewOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
                       QByteArray::number(answer.size(), 16) + "\r\n" + answer + "\r\n0\r\n\r\n")));
    all.push_back(post);
    RawExchange v6 = made("GET /a HTTP/1.0\nHost: x\n\n", "HTTP/1.0 404 Not Found\r\n\r\ngone",
                          "2026-11-22T11:00:02Z");
    v6.client = {"2001:db8::9", 50001};
    v6.server = {"2001:db8::1", 80};
    all.push_back(v6);
    all.push_back(made("HEAD /a HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n",
                       "2026-11-22T11:00:03Z"));
    return all;
}

QStringList words(const QString& line) {
    return line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

class TrafficTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordings_areRead_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("address");
        QTest::newRow("Ethernet") << traffic("lo-ethernet.pcap") << QByteArray("127.0.0.1");
        QTest::newRow("pcapng") << traffic("lo-ethernet.pcapng") << QByteArray("127.0.0.1");
        QTest::newRow("Linux cooked v1") << traffic("any-sll.pcap") << QByteArray("127.0.0.1");
        QTest::newRow("Linux cooked v2, IPv6") << traffic("any-sll2.pcap") << QByteArray("::1");
        const auto add = [](const char* name, quint32 type, qsizetype drop,
                            const QByteArray& head) {
            PacketFile file = ethernet();
            file.rewrap(type, drop, head);
            QTest::newRow(name) << file.write() << QByteArray("127.0.0.1");
        };
        add("loopback", 0, 14, QByteArray("\x02\0\0\0", 4));
        add("loopback of OpenBSD", 108, 14, QByteArray("\0\0\0\x02", 4));
        add("raw IP", 101, 14, {});
        add("IPv4", 228, 14, {});
        add("VLAN", 1, 12, QByteArray(12, '\0') + QByteArray("\x81\0\0\x07", 4));
        add("two VLANs", 1, 12, QByteArray(12, '\0') + QByteArray("\x88\xA8\0\x07\x81\0\0\x08", 8));
    }
    void recordings_areRead() {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, address);
        const Traffic found = read(file);
        checkWhole(found);
        QCOMPARE(found.exchanges[0].client.address, address.toStdString());
        QVERIFY(found.exchanges[0].server.port == 18480 || found.exchanges[0].server.port == 18481);
        QVERIFY(found.exchanges[0].client.port > 1024);
    }

    void recordings_agreeWithTshark() {
        if (!isInstalled("tshark")) QSKIP("tshark is not installed");
        const QString path = QStringLiteral(SCEPTER_TEST_DATA "/traffic/lo-ethernet.pcap");
        const auto text = output("tshark", {QStringLiteral("-r"), path, QStringLiteral("-Y"),
                                            QStringLiteral("http.request"), QStringLiteral("-T"),
                                            QStringLiteral("fields"), QStringLiteral("-e"),
                                            QStringLiteral("tcp.srcport"), QStringLiteral("-e"),
                                            QStringLiteral("http.request.uri")});
        if (!text) QSKIP("tshark cannot read the file");
        QByteArray ours;
        for (const RawExchange& exchange : read(traffic("lo-ethernet.pcap")).exchanges)
            ours += QByteArray::number(exchange.client.port) + "\t" +
                    arrayOf(exchange.request).split(' ').at(1) + "\n";
        QCOMPARE(ours, *text);
    }

    void packetsInAnyOrder_areTheSame() {
        PacketFile file = ethernet();
        std::reverse(file.packets.begin() + 3, file.packets.end());
        Traffic found = read(file.write());
        QCOMPARE(found.exchanges.size(), 3U);
        QVERIFY(arrayOf(found.exchanges[2].response).endsWith(recorded("response")));
        QVERIFY(found.notes.empty());
    }

    void packetsThatComeTwice_areTheSame() {
        PacketFile file = ethernet();
        for (const qsizetype i : dataPackets(file))
            file.packets.append(file.packets.at(i));
        file.packets.insert(1, file.packets.first());
        checkWhole(read(file.write()));
    }

    void packetsThatOverlap_areJoined() {
        PacketFile file = ethernet();
        const qsizetype last = dataPackets(file).last();
        // The second half of the packet again, with its sequence number moved on.
        CapturedPacket half = file.packets.at(last);
        const qsizetype payload = PacketFile::payloadSize(half);
        const qsizetype start = half.frame.size() - payload;
        const qsizetype cut = payload / 2;
        qToBigEndian(qFromBigEndian<quint32>(half.frame.constData() + 38) +
                         static_cast<quint32>(cut),
                     half.frame.data() + 38);
        qToBigEndian(
            static_cast<quint16>(qFromBigEndian<quint16>(half.frame.constData() + 16) - cut),
            half.frame.data() + 16);
        half.frame.remove(start, cut);
        half.length = static_cast<quint32>(half.frame.size());
        PacketFile same = file;
        same.packets.append(half);
        checkWhole(read(same.write()));
        // And with other content: the first bytes stay, and it is said.
        half.frame[half.frame.size() - 1] = static_cast<char>(half.frame.back() ^ 1);
        file.packets.append(half);
        const Traffic found = read(file.write());
        QVERIFY(arrayOf(found.exchanges[2].response).endsWith(recorded("response")));
        QVERIFY(anyNote(found.notes, "1 byte of a connection"));
    }

    void missingPackets_areSaid() {
        const PacketFile file = ethernet();
        for (const qsizetype gone : dataPackets(file)) {
            PacketFile less = file;
            less.packets.removeAt(gone);
            const Traffic found = read(less.write());
            QVERIFY(found.exchanges.size() >= 1);
            const bool said = std::ranges::any_of(
                found.exchanges, [](const RawExchange& one) { return !one.notes.empty(); });
            QVERIFY2(said || !found.notes.empty(), qPrintable(QString::number(gone)));
            // What is whole is as it was.
            const Traffic whole = read(file.write());
            std::size_t equal = 0;
            for (const RawExchange& one : found.exchanges)
                for (const RawExchange& other : whole.exchanges)
                    if (one.request == other.request && one.response == other.response) ++equal;
            QVERIFY(equal < 3);
        }
    }

    void packetsCutByTheCapture_areSaid() {
        PacketFile file = ethernet();
        const qsizetype post = dataPackets(file).at(dataPackets(file).size() - 3);
        CapturedPacket& packet = file.packets[post];
        packet.frame.truncate(300);
        const Traffic found = read(file.write());
        const bool said = std::ranges::any_of(
            found.exchanges, [](const RawExchange& one) { return !one.notes.empty(); });
        QVERIFY(said);
    }

    void connectionsFromTheMiddle_areRead() {
        PacketFile file = ethernet();
        file.packets.erase(file.packets.begin(), file.packets.begin() + 3);
        const Traffic found = read(file.write());
        QCOMPARE(found.exchanges.size(), 3U);
        QVERIFY(arrayOf(found.exchanges[2].request).endsWith(recorded("request")));
    }

    void connectionsSeenFromTheAnswer_areTurnedRound() {
        PacketFile file = ethernet();
        const QList<qsizetype> data = dataPackets(file);
        file.packets.erase(file.packets.begin(), file.packets.begin() + data.at(1));
        const Traffic found = read(file.write());
        QCOMPARE(found.exchanges.size(), 3U);
        QVERIFY(found.exchanges[0].request.empty());
        QVERIFY(anyNote(found.exchanges[0].notes, "not in the capture"));
        QVERIFY(found.exchanges[0].server.port == 18480);
        QVERIFY(arrayOf(found.exchanges[2].response).endsWith(recorded("response")));
    }

    void fragments_areSaid() {
        PacketFile file = ethernet();
        file.packets[dataPackets(file).last()].frame[20] = 0x20; // more fragments follow
        const Traffic found = read(file.write());
        QVERIFY(anyNote(found.notes, "fragments"));
    }

    void otherProtocols_areSaid() {
        PacketFile file = ethernet();
        CapturedPacket& first = file.packets[dataPackets(file).first()];
        const qsizetype start = first.frame.size() - PacketFile::payloadSize(first);
        first.frame.replace(start, 3, QByteArray("\x16\x03\x01", 3));
        const Traffic found = read(file.write());
        QVERIFY(anyNote(found.notes, "TLS"));
        QVERIFY(found.exchanges.empty());
    }

    void filesThatEndEarly_areReadAsFarAsTheyGo() {
        const QByteArray whole = traffic("lo-ethernet.pcap");
        for (qsizetype size = 24; size < whole.size(); size += 97) {
            const auto found = readTraffic(bytesOf(viewOf(whole.left(size))));
            QVERIFY(found.has_value());
            QVERIFY(found->exchanges.size() <= 3);
        }
        QVERIFY(!readTraffic(bytesOf(viewOf(whole.left(20)))));
        const QByteArray next = traffic("lo-ethernet.pcapng");
        QVERIFY(anyNote(read(next.left(next.size() - 3)).notes, "ends early"));
    }

    void otherFiles_areRefused() {
        QCOMPARE(readTraffic(bytesOf("hello")).error().code, ErrorCode::NotSupported);
        QCOMPARE(readTraffic({}).error().code, ErrorCode::NotSupported);
        PacketFile file = ethernet();
        file.setLinkType(105); // wireless
        QCOMPARE(readTraffic(bytesOf(viewOf(file.write()))).error().code, ErrorCode::NotSupported);
        TrafficLimits small;
        small.file = 100;
        QCOMPARE(readTraffic(bytesOf(viewOf(file.write())), small).error().code,
                 ErrorCode::LimitExceeded);
    }

    void limits_areSaid() {
        const QByteArray file = ethernet().write();
        TrafficLimits limits;
        limits.packets = 5;
        QVERIFY(anyNote(read(file, limits).notes, "only the first 5 packets"));
        limits = {};
        limits.bytes = 500;
        QVERIFY(anyNote(read(file, limits).notes, "beyond the limit"));
        limits = {};
        limits.exchanges = 2;
        QCOMPARE(read(file, limits).exchanges.size(), 2U);
        limits = {};
        limits.message = 100;
        for (const RawExchange& one : read(file, limits).exchanges)
            QVERIFY(one.request.size() <= 100 && one.response.size() <= 100);
        limits = {};
        limits.streams = 0;
        QVERIFY(anyNote(read(file, limits).notes, "connections beyond"));
    }

    void pipelinedRequests_arePairedInOrder() {
        std::vector<RawExchange> one = {
            made("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nHEAD /3 HTTP/1.1\r\n\r\nGET /4 "
                 "HTTP/1.1\r\n\r\n",
                 "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 1\r\nContent-Length: 1\r\n\r\na"
                 "HTTP/1.1 200 2\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nb\r\n0\r\n\r\n"
                 "HTTP/1.1 200 3\r\nContent-Length: 5\r\n\r\nHTTP/1.1 200 4\r\n\r\nrest",
                 "2026-11-22T11:00:00Z")};
        const Traffic found = read(arrayOf(writePcapng(one)));
        QCOMPARE(found.exchanges.size(), 4U);
        for (std::size_t i = 0; i < 4; ++i) {
            const QByteArray number = QByteArray::number(static_cast<int>(i + 1));
            QVERIFY(
                arrayOf(found.exchanges[i].request).contains(QByteArray("/" + number + " HTTP")));
            QVERIFY(arrayOf(found.exchanges[i].response)
                        .startsWith(QByteArray("HTTP/1.1 200 " + number)));
        }
        QVERIFY(arrayOf(found.exchanges[3].response).endsWith("rest"));
        QVERIFY(anyNote(found.exchanges[0].notes, "100"));
    }

    void text2pcap_makesWhatWeRead() {
        if (!isInstalled("text2pcap")) QSKIP("text2pcap is not installed");
        const QByteArray request = "GET /scep?operation=GetCACaps HTTP/1.1\r\nHost: a\r\n\r\n";
        QByteArray dump;
        for (qsizetype at = 0; at < request.size(); at += 16)
            dump += QByteArray::number(at, 16).rightJustified(6, '0') + " " +
                    request.mid(at, 16).toHex(' ') + "\n";
        const auto file = output("text2pcap", words(QStringLiteral("-q -T 40000,80 - -")), dump);
        if (!file || file->isEmpty()) QSKIP("text2pcap cannot write to a pipe here");
        const Traffic found = read(*file);
        QCOMPARE(found.exchanges.size(), 1U);
        QCOMPARE(arrayOf(found.exchanges[0].request), request);
        QCOMPARE(found.exchanges[0].server.port, std::uint16_t{80});
        QVERIFY(anyNote(found.exchanges[0].notes, "no response"));
    }

    void writePcapng_isReadAgain() {
        const std::vector<RawExchange> all = samples();
        Traffic found = read(arrayOf(writePcapng(all)));
        QVERIFY(found.notes.empty());
        QCOMPARE(found.exchanges.size(), all.size());
        for (std::size_t i = 0; i < all.size(); ++i)
            QCOMPARE(found.exchanges[i] == all[i], true);
    }

    void writePcapng_standsInForWhatIsNotKnown() {
        RawExchange exchange = made("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n",
                                    "2026-11-22T11:00:00Z");
        exchange.client = {"", 0};
        exchange.server = {"ca.example", 443};
        exchange.tls = true;
        const Traffic found = read(arrayOf(writePcapng({exchange})));
        QCOMPARE(found.exchanges[0].client.address, std::string("192.0.2.1"));
        QCOMPARE(found.exchanges[0].server, (TrafficPeer{"192.0.2.2", 80}));
        exchange.client = {"2001:db8::1", 1};
        exchange.server = {"10.0.0.1", 80};
        const Traffic mixed = read(arrayOf(writePcapng({exchange})));
        QCOMPARE(mixed.exchanges[0].server.address, std::string("::ffff:a00:1"));
    }

    void writePcapng_isGoodForTcpdump() {
        if (!isInstalled("tcpdump")) QSKIP("tcpdump is not installed");
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.pcapng"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(arrayOf(writePcapng(samples())));
        file.close();
        const auto text = output("tcpdump", {QStringLiteral("-nvvr"), path});
        if (!text) QSKIP("tcpdump may not read the file here");
        QVERIFY(text->contains("10.0.0.9.50000 > 10.0.0.1.8080: Flags [S]"));
        QVERIFY(text->contains("2001:db8::9.50001 > 2001:db8::1.80"));
        QCOMPARE(text->count("(correct)"), text->count("cksum"));
        QVERIFY(text->count("cksum") > 30);
        QVERIFY(!text->contains("incorrect") && !text->contains("bad cksum"));
    }

    void writePcapng_isGoodForTshark() {
        if (!isInstalled("tshark")) QSKIP("tshark is not installed");
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.pcapng"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(arrayOf(writePcapng(samples())));
        file.close();
        const auto fields = [&](const char* filter, const char* field) {
            return output("tshark",
                          words(QStringLiteral("-r %1 -o tcp.check_checksum:TRUE -o "
                                               "ip.check_checksum:TRUE -Y %2 -T fields -e %3")
                                    .arg(path, QLatin1String(filter), QLatin1String(field))));
        };
        const auto uris = fields("http.request", "http.request.uri");
        if (!uris) QSKIP("tshark cannot read the file here");
        QCOMPARE(*uris,
                 QByteArray("/scep?operation=GetCACaps\n/scep?operation=PKIOperation\n/a\n/a\n"));
        QCOMPARE(fields("http.response", "http.response.code").value(),
                 QByteArray("200\n200\n404\n200\n"));
        QCOMPARE(fields("tcp.checksum.status!=1||ip.checksum.status!=1", "frame.number").value(),
                 QByteArray());
        QCOMPARE(fields("tcp.analysis.lost_segment||tcp.analysis.retransmission", "frame.number")
                     .value(),
                 QByteArray());
    }

    void har_isReadAsBrowsersWriteIt() {
        const Traffic found = read(traffic("sample.har"));
        QCOMPARE(found.exchanges.size(), 3U);
        const RawExchange& post = found.exchanges[0];
        QVERIFY(post.tls);
        QCOMPARE(post.server, (TrafficPeer{"2001:db8::7", 443}));
        QCOMPARE(arrayOf(post.request),
                 QByteArray("POST /scep?operation=PKIOperation HTTP/1.1\r\n"
                            "content-type: application/x-pki-message\r\nContent-Length: 4\r\n\r\n"
                            "0\x82\x01\xFF"));
        QCOMPARE(arrayOf(post.response),
                 QByteArray("HTTP/1.1 200 \r\ncontent-length: 4\r\n\r\n0\x82\x01\xFF"));
        const RawExchange& get = found.exchanges[1];
        QCOMPARE(get.sentAt, *timeFromIsoText("2026-11-22T11:25:15.250Z"));
        QCOMPARE(get.receivedAt - get.sentAt, Duration(31));
        QCOMPARE(get.server, (TrafficPeer{"192.0.2.7", 8080}));
        QCOMPARE(arrayOf(get.request),
                 QByteArray("GET /scep?operation=GetCACaps&message=a%20b HTTP/1.1\r\n"
                            "Host: ca.example:8080\r\nAccept: */*\r\n\r\n"));
        QCOMPARE(
            arrayOf(get.response),
            QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\n"
                       "AES\nSHA-256\n"));
        QVERIFY(found.exchanges[2].response.empty());
    }

    void har_cannotForgeLines() {
        QByteArray text = traffic("sample.har");
        text.replace("\"value\": \"*/*\"", "\"value\": \"*/*\\r\\nX-Forged: 1\"");
        QVERIFY(arrayOf(read(text).exchanges[1].request).contains("Accept: */*X-Forged: 1\r\n"));
    }

    void har_thatIsBroken_isRefused() {
        const QByteArray text = traffic("sample.har");
        QCOMPARE(readTraffic(bytesOf(viewOf(text.left(text.size() / 2)))).error().code,
                 ErrorCode::EncodingMalformed);
        QCOMPARE(readTraffic(bytesOf("{\"log\": {\"creator\": 1, \"entries\": 7}}")).error().code,
                 ErrorCode::EncodingMalformed);
        const QByteArray deep = "{\"log\": {\"entries\": " + QByteArray(1 << 20, '[');
        QCOMPARE(readTraffic(bytesOf(viewOf(deep))).error().code, ErrorCode::LimitExceeded);
        const QByteArray odd =
            "{\"log\": {\"entries\": [1, null, {\"request\": [], \"response\": {}}]}}";
        QVERIFY(anyNote(read(odd).notes, "3 entries"));
    }

    void writeHar_isReadAgain() {
        std::vector<RawExchange> all = samples();
        all[0].notes = {"a note"};
        all[2].tls = true;
        all[2].server.port = 443;
        const Traffic found = read(arrayOf(writeHar(all)));
        QCOMPARE(found.exchanges.size(), all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            QCOMPARE(arrayOf(found.exchanges[i].request), arrayOf(all[i].request));
            QCOMPARE(arrayOf(found.exchanges[i].response), arrayOf(all[i].response));
            QCOMPARE(found.exchanges[i].sentAt, all[i].sentAt);
            QCOMPARE(found.exchanges[i].receivedAt, all[i].receivedAt);
            QCOMPARE(found.exchanges[i].client, all[i].client);
            QCOMPARE(found.exchanges[i].tls, all[i].tls);
        }
        QCOMPARE(found.exchanges[0].notes, std::vector<std::string>{"a note"});
    }

    void writeHar_hasWhatTheSpecificationAsksFor() {
        const auto document = QJsonDocument::fromJson(arrayOf(writeHar(samples())));
        const QJsonObject log = document.object().value(u"log").toObject();
        QCOMPARE(log.value(u"version").toString(), QStringLiteral("1.2"));
        QVERIFY(log.value(u"creator").toObject().contains(u"version"));
        QCOMPARE(log.value(u"entries").toArray().size(), 4);
        for (const QJsonValue& value : log.value(u"entries").toArray()) {
            const QJsonObject entry = value.toObject();
            for (const char* name :
                 {"startedDateTime", "time", "request", "response", "cache", "timings"})
                QVERIFY2(entry.contains(QLatin1String(name)), name);
            for (const char* name : {"method", "url", "httpVersion", "cookies", "headers",
                                     "queryString", "headersSize", "bodySize"})
                QVERIFY2(entry.value(u"request").toObject().contains(QLatin1String(name)), name);
            for (const char* name : {"status", "statusText", "httpVersion", "cookies", "headers",
                                     "content", "redirectURL", "headersSize", "bodySize"})
                QVERIFY2(entry.value(u"response").toObject().contains(QLatin1String(name)), name);
        }
        const QJsonObject post = log.value(u"entries").toArray().at(1).toObject();
        const QJsonObject content = post.value(u"response").toObject().value(u"content").toObject();
        QCOMPARE(QByteArray::fromBase64(content.value(u"text").toString().toLatin1()),
                 recorded("response"));
        QCOMPARE(content.value(u"size").toInt(), recorded("response").size());
        QCOMPARE(post.value(u"request").toObject().value(u"url").toString(),
                 QStringLiteral("http://ca/scep?operation=PKIOperation"));
        // The plain one needs nothing beside its fields.
        QVERIFY(!log.value(u"entries")
                     .toArray()
                     .at(0)
                     .toObject()
                     .value(u"request")
                     .toObject()
                     .contains(u"_raw"));
    }

    void inspect_showsTheExchangesOfAFile() {
        for (const char* name : {"lo-ethernet.pcapng", "any-sll2.pcap", "sample.har"}) {
            const Inspection inspection = inspected(traffic(name));
            QVERIFY2(inspection.tree.find("exchange 3") != kNoNode, name);
            QVERIFY2(valueOf(inspection, "operation").has_value(), name);
        }
        QVERIFY(hasLayer(inspected(traffic("lo-ethernet.pcap")),
                         bytesOf(viewOf(recorded("response")))));
    }
};

QTEST_GUILESS_MAIN(TrafficTest)
#include "tst_traffic.moc"
