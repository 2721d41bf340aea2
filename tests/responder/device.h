// A device that makes good and bad messages, and reads answers.
#pragma once

#include "../scep/message_builder.h"
#include "../scep/scep_fixture.h"
#include "lab.h"
#include "pki/cms_enveloped.h"
#include "pki/cms_signed.h"
#include "pki/csr.h"
#include "scep/client_message.h"

namespace scepter::test {

/// What came back, read without a look at what was asked.
struct Answer {
    int http = 0;
    QByteArray contentType;
    Bytes body;
    scep::Attributes attributes; ///< of a CertRep whose signature holds
    bool isCertRep = false;

    [[nodiscard]] bool isSuccess() const { return attributes.pkiStatus == 0; }
    [[nodiscard]] bool isFailure(FailInfo info) const {
        return attributes.pkiStatus == 2 && attributes.failInfo == static_cast<int>(info);
    }
    /// For the output of a failed test.
    [[nodiscard]] QByteArray text() const {
        return "HTTP " + QByteArray::number(http) + ", pkiStatus " +
               QByteArray::number(attributes.pkiStatus.value_or(-1)) + ", failInfo " +
               QByteArray::number(attributes.failInfo.value_or(-1)) + ", " +
               QByteArray::fromStdString(attributes.failInfoText.value_or("no text"));
    }
};

inline QByteArray toArray(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

inline Answer readAnswer(const RawResponse& response) {
    Answer answer{
        response.status, response.header("Content-Type"), toBytes(response.body), {}, false};
    if (response.status != 200) return answer;
    const auto data = pki::SignedData::fromDer(answer.body);
    if (!data || data->signers.size() != 1) return answer;
    const auto signer = data->certificateOf(data->signers.front());
    if (!signer || !pki::verifySigner(*data, data->signers.front(), signer->publicKey()))
        return answer;
    const auto read =
        scep::readAttributes(data->signers.front().signedAttributes, answer.attributes);
    answer.isCertRep = read && answer.attributes.messageType == 3;
    return answer;
}

/// One client: a key and a certificate to sign with. Keys are those of the captures, so that none
/// has to be generated.
struct Device {
    pki::PrivateKey key;
    pki::Certificate signer;

    static Device fromKey(const QString& keyFile, TimePoint now) {
        const pki::PrivateKey key =
            loadKey(QStringLiteral("keys/") + keyFile + QStringLiteral(".key.pem"));
        const auto signer = scep::makeRequestSigner(*pki::Name::fromText("CN=SCEP SIGNER"), key,
                                                    now, pki::Digest::Sha256);
        if (!signer) qFatal("%s", toText(signer.error()).c_str());
        return {key, *signer};
    }

    [[nodiscard]] Bytes csr(const std::string& subject, std::string_view challenge = {},
                            std::vector<pki::Extension> extensions = {},
                            std::vector<pki::CsrAttribute> attributes = {}) const {
        const SecretBytes secret(challenge);
        const auto made =
            pki::signCsr({*pki::Name::fromText(subject), std::move(extensions),
                          challenge.empty() ? nullptr : &secret, std::move(attributes)},
                         key, pki::Digest::Sha256);
        if (!made) qFatal("%s", toText(made.error()).c_str());
        return copyOf(made->der());
    }

    [[nodiscard]] Bytes build(const Message& message) const {
        return test::build(message, signer, key);
    }
};

inline Bytes sealFor(const pki::Certificate& recipient, ByteView payload,
                     pki::Cipher cipher = pki::Cipher::Aes128Cbc,
                     pki::KeyTransport transport = pki::KeyTransport::RsaPkcs1) {
    const auto envelope = pki::sealEnvelope(payload, recipient, cipher, transport);
    if (!envelope) qFatal("%s", toText(envelope.error()).c_str());
    return *envelope;
}

inline Answer post(const Lab& lab, const QByteArray& path, ByteView message) {
    return readAnswer(lab.ask("POST", path + "?operation=PKIOperation", toArray(message)));
}

/// The certificates of a SUCCESS, opened with the key that it was encrypted to.
inline std::vector<pki::Certificate> issuedIn(const Answer& answer, const pki::PrivateKey& key) {
    std::vector<pki::Certificate> certificates;
    const auto outer = pki::SignedData::fromDer(answer.body);
    if (!outer) return certificates;
    const auto envelope = pki::EnvelopedData::fromDer(outer->content);
    if (!envelope || envelope->recipients.empty()) return certificates;
    const auto* recipient = std::get_if<pki::KeyTransportRecipient>(&envelope->recipients.front());
    if (recipient == nullptr) return certificates;
    const auto opened = pki::openEnvelope(*envelope, *recipient, key);
    if (!opened) return certificates;
    const auto inner = pki::SignedData::fromDer(opened->view());
    if (!inner) return certificates;
    for (const Bytes& der : inner->certificates)
        if (auto certificate = pki::Certificate::fromDer(der))
            certificates.push_back(std::move(*certificate));
    return certificates;
}

} // namespace scepter::test
