// What the tests of certificates, CSRs, CRLs and PKCS#12 share: the openssl command line in a
// directory of its own, and hostile variations of good bytes.
#pragma once

#include "asn1/reader.h"
#include "asn1/writer.h"
#include "base/encoding.h"
#include "pki/certificate.h"
#include "pki/key.h"
#include "pki/pem.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <QtTest>

namespace scepter::test {

inline QByteArray toQt(ByteView bytes) {
    return QByteArray(reinterpret_cast<const char*>(bytes.data()),
                      static_cast<qsizetype>(bytes.size()));
}
inline QByteArray toQt(std::string_view text) {
    return toQt(bytesOf(text));
}
inline Bytes fromQt(const QByteArray& bytes) {
    return copyOf(bytesOf({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
}
inline ByteView viewOf(const char* text) {
    return bytesOf(text);
}

/// "ok", or the code of the error with nothing else in it, for comparisons.
template <class T> QByteArray outcome(const Result<T>& result) {
    return result ? QByteArray("ok") : toQt(toText(result.error().code));
}

/// Runs openssl in a temporary directory.
class OpenSslTool {
public:
    /// What it wrote on stdout; "FAILED ..." with stderr when it ended with an error.
    QByteArray run(const QString& arguments, const QByteArray& input = {}) const {
        return runList(arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts), input);
    }
    QByteArray runList(const QStringList& arguments, const QByteArray& input = {}) const {
        QProcess process;
        process.setWorkingDirectory(m_directory.path());
        process.start(QStringLiteral("openssl"), arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60000)) return "FAILED: no end";
        if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return "FAILED: " + process.readAllStandardError() + process.readAllStandardOutput();
        return process.readAllStandardOutput() + process.readAllStandardError();
    }
    void write(const char* name, const QByteArray& content) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    void writeCertificate(const char* name, const pki::Certificate& certificate) const {
        write(name, toQt(pki::toPem("CERTIFICATE", certificate.der())));
    }
    [[nodiscard]] QByteArray read(const char* name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QString path(const char* name) const {
        return QDir(m_directory.path()).filePath(QString::fromUtf8(name));
    }
    [[nodiscard]] pki::Certificate certificate(const char* name) const {
        return pki::readCertificates(fromQt(read(name))).value().front();
    }
    [[nodiscard]] pki::PrivateKey key(const char* name) const {
        const QByteArray pem = read(name);
        return pki::PrivateKey::fromPem({pem.constData(), static_cast<std::size_t>(pem.size())})
            .value();
    }

private:
    QTemporaryDir m_directory;
};

/// The same element in BER: indefinite length, content untouched.
inline Bytes indefinite(asn1::Element element) {
    Bytes bytes{element.encoded()[0], 0x80};
    bytes.insert(bytes.end(), element.content().begin(), element.content().end());
    bytes.insert(bytes.end(), {0, 0});
    return bytes;
}

/// SEQUENCE of elements that are encoded already.
inline Bytes sequenceOf(std::initializer_list<ByteView> parts) {
    asn1::Writer writer;
    writer.sequence([&] {
        for (const ByteView part : parts)
            writer.raw(part);
    });
    return writer.take();
}

/// `depth` SEQUENCEs in one another.
inline Bytes nested(std::size_t depth) {
    Bytes bytes{0x30, 0x00};
    for (std::size_t i = 1; i < depth; ++i)
        bytes = sequenceOf({bytes});
    return bytes;
}

/// The first occurrence of one byte string replaced by another of the same size.
inline Bytes replaced(Bytes bytes, ByteView from, ByteView to) {
    const auto at = std::search(bytes.begin(), bytes.end(), from.begin(), from.end());
    if (at != bytes.end()) std::copy(to.begin(), to.end(), at);
    return bytes;
}

inline TimePoint at(const char* iso) {
    return timeFromIsoText(iso).value();
}

/// Recorded exchanges, opened with openssl alone.
class Captures {
public:
    explicit Captures(const OpenSslTool& tool)
        : m_tool(tool) {}

    /// The CMS message of a request or response file; empty when it holds none.
    [[nodiscard]] static QByteArray messageOf(const QString& file) {
        QFile raw(QStringLiteral(SCEPTER_TEST_DATA "/captures/") + file);
        if (!raw.open(QIODevice::ReadOnly)) return {};
        const QByteArray all = raw.readAll();
        if (!all.startsWith("GET ")) return all.mid(all.indexOf("\r\n\r\n") + 4);
        const qsizetype start = all.indexOf("message=") + 8;
        const qsizetype end = all.indexOf(' ', start);
        return QByteArray::fromBase64(
            QByteArray::fromPercentEncoding(all.mid(start, end - start)).replace('\n', ""));
    }
    /// What is in the envelope of a message; the signer's certificate goes to signer.pem.
    [[nodiscard]] QByteArray contentOf(const QByteArray& message, const QString& keyFile) const {
        const QByteArray envelope = m_tool.run(
            QStringLiteral("cms -verify -noverify -binary -inform der -signer signer.pem "
                           "-out envelope.der"),
            message);
        if (envelope.startsWith("FAILED")) return envelope;
        const QByteArray opened =
            m_tool.run(QStringLiteral("cms -decrypt -binary -inform der -in envelope.der "
                                      "-out content.der -inkey ") +
                       QStringLiteral(SCEPTER_TEST_DATA "/captures/") + keyFile);
        return opened.startsWith("FAILED") ? opened : m_tool.read("content.der");
    }

private:
    const OpenSslTool& m_tool;
};

} // namespace scepter::test
