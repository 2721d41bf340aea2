// A CA, a client and good messages between them, to be spoiled by the tests of the server's side.
#pragma once

#include "message_builder.h"
#include "pki/cms_enveloped.h"
#include "scep/client_message.h"
#include "scep/server_message.h"
#include "scep_fixture.h"

namespace scepter::test {

inline constexpr std::string_view kId = "transaction 1";
inline constexpr scep::AlgorithmPolicy kModern{};
inline constexpr scep::AlgorithmPolicy kLegacy{true, true};

inline QString q(const char* text) {
    return QString::fromLatin1(text);
}

inline std::string why(const scep::Decoded& decoded) {
    return decoded.request ? std::string("accepted") : toText(decoded.request.error());
}

class ServerFixture {
protected:
    /// Keys from the recordings, so that nothing has to be generated.
    bool load() {
        m_ca = loadCertificate(q("keys/ca.cert.pem"));
        m_caKey = loadKey(q("keys/ca.key.pem"));
        m_key = loadKey(q("keys/strongswan-a.key.pem"));
        m_otherKey = loadKey(q("keys/strongswan-b.key.pem"));
        const auto signer = scep::makeRequestSigner(*pki::Name::fromText("CN=SCEP SIGNER"), *m_key,
                                                    m_now, pki::Digest::Sha256);
        if (signer)
            m_signer = *signer;
        else
            qWarning("%s", toText(signer.error()).c_str());
        return signer.has_value();
    }

    [[nodiscard]] std::vector<scep::RecipientKey> ours() const { return {{*m_ca, *m_caKey}}; }

    [[nodiscard]] Bytes csr(const SecretBytes* challenge = nullptr) const {
        const auto made = pki::signCsr({*pki::Name::fromText("CN=device"), {}, challenge, {}},
                                       *m_key, pki::Digest::Sha256);
        return made ? copyOf(made->der()) : Bytes{};
    }

    Bytes sealed(const Bytes& payload) const {
        const auto envelope =
            pki::sealEnvelope(payload, *m_ca, pki::Cipher::Aes128Cbc, pki::KeyTransport::RsaPkcs1);
        return envelope ? *envelope : Bytes{};
    }

    Message withEnvelope(Bytes envelope) const {
        return requestMessage(19, kId, Bytes(16, 7), std::move(envelope), *m_signer);
    }

    [[nodiscard]] Message good(int type = 19) const {
        Bytes payload = csr();
        if (type == 20)
            payload =
                scep::IssuerAndSubject{m_ca->subject(), *pki::Name::fromText("CN=device")}.toDer();
        if (type == 21 || type == 22)
            payload = scep::IssuerAndSerial{m_ca->subject(), Bytes{5}}.toDer();
        return requestMessage(type, kId, Bytes(16, 7), sealed(payload), *m_signer);
    }

    scep::Decoded decode(const Message& message,
                         const scep::AlgorithmPolicy& policy = kModern) const {
        return scep::decodeRequest(build(message, *m_signer, *m_key), ours(), policy);
    }

    Bytes opensslEnvelope(const Bytes& payload, const QStringList& options,
                          const pki::Certificate& recipient) const {
        QTemporaryDir dir;
        const QString in = dir.filePath(q("in.der"));
        const QString out = dir.filePath(q("out.der"));
        const QString certificate = dir.filePath(q("recipient.pem"));
        writeFile(in, payload);
        writeFile(certificate, bytesOf(pki::toPem("CERTIFICATE", recipient.der())));
        QStringList arguments{q("cms"),      q("-encrypt"), q("-binary"), q("-in"), in,
                              q("-outform"), q("der"),      q("-out"),    out};
        // Key options belong to the recipient before them, further recipients stand last.
        if (!options.contains(q("-pwri_password"))) arguments += {q("-recip"), certificate};
        arguments += options;
        const Ran ran = runOpenssl(arguments);
        if (ran.exitCode != 0) qWarning("%s", ran.output.constData());
        return ran.exitCode == 0 ? toBytes(readFile(out)) : Bytes{};
    }

    std::optional<pki::Certificate> m_ca;
    std::optional<pki::PrivateKey> m_caKey;
    std::optional<pki::PrivateKey> m_key;
    std::optional<pki::Certificate> m_signer;
    std::optional<pki::PrivateKey> m_otherKey;
    TimePoint m_now{std::chrono::seconds(1'795'000'000)};
};

} // namespace scepter::test
