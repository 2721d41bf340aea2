// Bytes written as text by other programs, and recognition by content.
#include "layers_support.h"

#include "base/encoding.h"

using namespace scepter;
using namespace scepter::inspect;
using namespace scepter::test;

namespace {

QByteArray certificatePem() {
    return fileBytes(QStringLiteral("captures/keys/ca.cert.pem"));
}

/// DER of a certificate, by the openssl command line.
const QByteArray& certificateDer() {
    static const QByteArray der =
        output("openssl",
               {QStringLiteral("x509"), QStringLiteral("-outform"), QStringLiteral("der")},
               certificatePem())
            .value_or(QByteArray());
    return der;
}

QStringList words(const char* line) {
    return QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// The dump that Wireshark copies: offset, three spaces, bytes, three spaces, characters.
QByteArray wiresharkDump(const QByteArray& bytes, bool middleGap) {
    QByteArray text;
    for (qsizetype at = 0; at < bytes.size(); at += 16) {
        const QByteArray line = bytes.mid(at, 16);
        QByteArray hex = line.toHex(' ');
        if (middleGap && line.size() > 8) hex.insert(23, ' ');
        QByteArray shown = line;
        for (char& c : shown)
            if (c < 0x20 || c > 0x7E) c = '.';
        text += QByteArray::number(at, 16).rightJustified(4, '0') + "   " +
                hex.leftJustified(middleGap ? 48 : 47, ' ') + "   " + shown + "\n";
    }
    return text;
}

} // namespace

class TextLayersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void programsWrite_andWeRead_data() {
        QTest::addColumn<QByteArray>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("name");
        const auto add = [](const char* row, const char* program, const char* arguments,
                            const char* name) {
            QTest::newRow(row) << QByteArray(program) << words(arguments) << QByteArray(name);
        };
        add("xxd", "xxd", "", "hex dump");
        add("xxd upper case", "xxd", "-u", "hex dump");
        add("xxd single bytes", "xxd", "-g 1", "hex dump");
        add("xxd 24 columns", "xxd", "-c 24 -g 4", "hex dump");
        add("xxd from an offset", "xxd", "-o 4096", "hex dump");
        add("xxd plain", "xxd", "-p", "hex");
        add("xxd plain one line", "xxd", "-p -c 0", "hex");
        add("xxd C array", "xxd", "-i", "hex");
        add("hexdump -C", "hexdump", "-C", "hex dump");
        add("hexdump -C verbose", "hexdump", "-Cv", "hex dump");
        add("od", "od", "-A x -t x1", "hex dump");
        add("od with characters", "od", "-A x -t x1z -v", "hex dump");
        add("base64", "base64", "", "base64");
        add("base64 one line", "base64", "-w 0", "base64");
        add("openssl base64", "openssl", "base64", "base64");
        add("openssl base64 one line", "openssl", "base64 -A", "base64");
        add("gzip", "gzip", "-n", "gzip");
    }
    void programsWrite_andWeRead() {
        QFETCH(QByteArray, program);
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, name);
        if (!isInstalled(program.constData())) QSKIP("the program is not installed");
        const auto text = output(program.constData(), arguments, certificateDer());
        QVERIFY(text && !text->isEmpty());
        const Inspection inspection = inspected(*text);
        QCOMPARE(layer(inspection, name.toStdString()), certificateDer());
        QCOMPARE(inspection.facts.subject, Subject::Certificate);
    }

    void dumps_ofEveryLength_areRead_data() {
        QTest::addColumn<QByteArray>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("xxd") << QByteArray("xxd") << words("");
        QTest::newRow("hexdump") << QByteArray("hexdump") << words("-C");
        QTest::newRow("Wireshark") << QByteArray() << words("");
        QTest::newRow("Wireshark with a gap") << QByteArray() << words("gap");
    }
    void dumps_ofEveryLength_areRead() {
        QFETCH(QByteArray, program);
        QFETCH(QStringList, arguments);
        if (!program.isEmpty() && !isInstalled(program.constData()))
            QSKIP("the program is not installed");
        // Characters that look like hex in the margin, and lines that repeat.
        QByteArray bytes("0 ab cd |de| fa ");
        bytes += QByteArray(64, 'a') + "cafe cafe ca fe 00 11 22 33 44" + QByteArray(40, '\0');
        for (qsizetype size = 17; size <= bytes.size(); ++size) {
            const QByteArray some = bytes.left(size);
            const auto text = program.isEmpty()
                                  ? wiresharkDump(some, !arguments.isEmpty())
                                  : output(program.constData(), arguments, some).value();
            QCOMPARE(layer(inspected(text), "hex dump"), some);
        }
    }

    void asn1parseDump_givesEachValue() {
        const auto text = output("openssl", words("asn1parse -dump -inform der"), certificateDer());
        QVERIFY(text);
        const Inspection inspection = inspected(*text);
        // The signature is the last that is dumped: a BIT STRING with its count of unused bits.
        const QByteArray last = layer(inspection, "hex dump");
        QVERIFY(last.size() > 200);
        QVERIFY(certificateDer().endsWith(last));
    }

    void hex_withSeparators_isRead_data() {
        QTest::addColumn<QByteArray>("text");
        const QByteArray hex = certificateDer().toHex();
        QTest::newRow("colons") << certificateDer().toHex(':');
        QTest::newRow("spaces, upper case") << certificateDer().toHex(' ').toUpper();
        QByteArray escaped;
        QByteArray array;
        for (qsizetype i = 0; i < hex.size(); i += 2) {
            escaped += "\\x" + hex.mid(i, 2);
            array += "0x" + hex.mid(i, 2) + ((i / 2) % 8 == 7 ? ",\n" : ", ");
        }
        QTest::newRow("escaped") << "\"" + escaped + "\"";
        QTest::newRow("array") << array;
        QTest::newRow("lines") << certificateDer().toHex() + "\r\n";
    }
    void hex_withSeparators_isRead() {
        QFETCH(QByteArray, text);
        const Inspection inspection = inspected(text);
        QCOMPARE(layer(inspection, "hex"), certificateDer());
        QCOMPARE(inspection.facts.subject, Subject::Certificate);
    }

    void base64url_isRead() {
        const QByteArray text = certificateDer().toBase64(QByteArray::Base64UrlEncoding |
                                                          QByteArray::OmitTrailingEquals);
        QVERIFY(text.contains('-') || text.contains('_'));
        QCOMPARE(layer(inspected(text), "base64"), certificateDer());
    }

    void pem_showsBlocksAndTheTextBetween() {
        const QByteArray text = "subject=CN = a\n" + certificatePem() + "between\r\n" +
                                QByteArray(certificatePem()).replace("\n", "\r\n") + "after\n";
        const Inspection inspection = inspected(text);
        const Tree& tree = inspection.tree;
        const std::vector<NodeId> children = tree.children(0);
        QStringList names;
        for (const NodeId id : children)
            names.append(QString::fromStdString(tree.node(id).name));
        QCOMPARE(names,
                 (QStringList{QStringLiteral("text"), QStringLiteral("PEM"), QStringLiteral("text"),
                              QStringLiteral("PEM"), QStringLiteral("text")}));
        QCOMPARE(tree.node(children[1]).value, std::string("CERTIFICATE"));
        QCOMPARE(arrayOf(tree.bytes(tree.node(children[2]).place)), QByteArray("between"));
        QVERIFY(arrayOf(tree.bytes(tree.node(children[1]).place)).startsWith("-----BEGIN CERT"));
        QCOMPARE(inspection.facts.certificates.size(), 2U);
        QCOMPARE(inspection.facts.subject, Subject::Certificates);
        QCOMPARE(layer(inspection, "PEM"), certificateDer());
    }

    void pem_hidesPrivateKeys() {
        const Inspection inspection =
            inspected(fileBytes(QStringLiteral("captures/keys/ca.key.pem")));
        const NodeId base64 = inspection.tree.find("base64");
        QVERIFY(base64 != kNoNode);
        QVERIFY(inspection.tree.node(base64).secret);
        QCOMPARE(inspection.tree.node(base64).value, std::string("(private)"));
        QVERIFY(inspection.tree.buffers().back().secret);
        QCOMPARE(inspection.facts.subject, Subject::PrivateKey);
    }

    void pem_ofTheTraditionalKind_showsItsFields() {
        const auto text = output("openssl", words("rsa -traditional -aes128 -passout pass:x"),
                                 fileBytes(QStringLiteral("captures/keys/ca.key.pem")));
        QVERIFY(text && text->contains("Proc-Type"));
        const Inspection inspection = inspected(*text);
        QCOMPARE(valueOf(inspection, "Proc-Type"), std::optional<std::string>("4,ENCRYPTED"));
        QVERIFY(valueOf(inspection, "DEK-Info")->starts_with("AES-128-CBC,"));
        QVERIFY(inspection.tree.buffers().back().secret);
    }

    void pem_withoutAnEnd_isShownAsFarAsItGoes() {
        QByteArray text = certificatePem();
        text.truncate(text.indexOf("-----END"));
        const Inspection cut = inspected(text);
        QCOMPARE(layer(cut, "PEM"), certificateDer());
        QCOMPARE(cut.facts.failures.size(), 1U);
        const Inspection two = inspected(text + certificatePem());
        QCOMPARE(two.facts.certificates.size(), 2U);
        const Inspection broken =
            inspected("-----BEGIN CERTIFICATE-----\n?!\n-----END CERTIFICATE-----\n");
        QCOMPARE(broken.facts.failures.front().second.code, ErrorCode::EncodingMalformed);
    }

    void pem_withManyBeginnings_endsSoon() {
        QByteArray text;
        for (int i = 0; i < 400'000; ++i)
            text += "-----BEGIN A-----\n";
        QElapsedTimer timer;
        timer.start();
        const Inspection inspection = inspected(text);
        QVERIFY(inspection.tree.nodes().size() <= Limits{}.nodes);
        QVERIFY2(timer.elapsed() < 10'000, "it takes too long");
    }

    void text_isNotTakenForMore_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Subject>("subject");
        const auto add = [](const char* text, Subject subject) {
            QTest::newRow(text) << QByteArray(text) << subject;
        };
        add("test", Subject::Text);
        add("hello world", Subject::Text);
        add("cafe", Subject::Text);
        add("The quick brown fox jumps over the lazy dog and then some more of it", Subject::Text);
        add("{\"a\": 1}", Subject::Text);
        add("<html><body>hi</body></html>", Subject::Text);
        add("GETTING things done", Subject::Text);
        add("AES", Subject::Capabilities);
    }
    void text_isNotTakenForMore() {
        QFETCH(QByteArray, text);
        QFETCH(Subject, subject);
        QCOMPARE(inspected(text).facts.subject, subject);
    }

    void emptyInput_isEmpty() {
        QCOMPARE(inspected({}).tree.nodes().size(), 1U);
        QCOMPARE(inspected({}).facts.subject, Subject::Unknown);
    }

    void layersWithinLayers_endAtTheLimit() {
        QByteArray text = certificateDer();
        for (int i = 0; i < 40; ++i)
            text = i % 2 == 0 ? output("gzip", words("-n"), text).value() : text.toBase64();
        const Inspection inspection = inspected(text);
        QCOMPARE(inspection.tree.buffers().size(), std::size_t{Limits{}.layers});
        QVERIFY(!inspection.facts.cut.empty());
    }

    void gzipBombs_endAtTheLimit() {
        const auto text = output("gzip", words("-9n"), QByteArray(20 << 20, '\0'));
        QVERIFY(text && text->size() < (64 << 10));
        const Inspection inspection = inspected(*text);
        QCOMPARE(layer(inspection, "gzip").size(), qsizetype{16} << 20);
        QVERIFY(!inspection.facts.cut.empty());
    }

    void gzipThatEndsEarly_isShownAsFarAsItGoes() {
        QByteArray text = output("gzip", words("-n"), certificateDer()).value();
        text.chop(40);
        const Inspection inspection = inspected(text);
        QVERIFY(certificateDer().startsWith(layer(inspection, "gzip")));
        QVERIFY(inspection.facts.failures.front().second.detail.find("ends early") !=
                std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TextLayersTest)
#include "tst_text_layers.moc"
