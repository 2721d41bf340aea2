#include "client_folder.h"

#include "context.h"
#include "output_file.h"
#include "pki/pem.h"
#include "views.h"

#include <QJsonDocument>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <unistd.h>
#include <utility>
#include <vector>

namespace scepter::app {

namespace {

constexpr const char* kPending = "PENDING";
constexpr const char* kSuccess = "SUCCESS";
constexpr const char* kFailure = "FAILURE";

std::string keyPath(const std::string& folder) {
    return folder + "/key.pem";
}
/// The key of a transaction that is not over, which may be beside that of a certificate in use.
std::string newKeyPath(const std::string& folder) {
    return folder + "/key.new.pem";
}
std::string certificatePath(const std::string& folder) {
    return folder + "/cert.pem";
}
std::string transactionPath(const std::string& folder) {
    return folder + "/transaction.json";
}

Result<pki::PrivateKey> readKey(const std::string& path) {
    SCEPTER_TRY(bytes, readFile(path));
    const SecretBytes pem(std::move(bytes));
    return pki::PrivateKey::fromPem(pem.text());
}

/// The document in transaction.json.
Result<QJsonObject> readDocument(const std::string& folder) {
    SCEPTER_TRY(json, readFile(transactionPath(folder)));
    const auto document = QJsonDocument::fromJson(QByteArray::fromRawData(
        reinterpret_cast<const char*>(json.data()), static_cast<qsizetype>(json.size())));
    if (!document.isObject())
        return fail(ErrorCode::InvalidArgument, transactionPath(folder) + " is no JSON object");
    return document.object();
}

std::string textIn(const QJsonObject& object, const char* name) {
    return object.value(QLatin1String(name)).toString().toStdString();
}

Result<void> writeDocument(const std::string& folder, QJsonObject object, const char* status) {
    object[QStringLiteral("status")] = QLatin1String(status);
    const QByteArray json = QJsonDocument(object).toJson();
    return replaceFile(transactionPath(folder),
                       bytesOf({json.constData(), static_cast<std::size_t>(json.size())}), kForAll);
}

/// That of the keys which the certificate is for: a renewal is signed with the old one.
pki::PrivateKey keyFor(const pki::Certificate& certificate,
                       const std::vector<pki::PrivateKey>& keys) {
    for (const auto& key : keys)
        if (key.publicKey() == certificate.publicKey()) return key;
    return keys.front();
}

/// `keys`: of the CSR, then others that may be the signer's.
Result<client::Transaction> readTransaction(const QJsonObject& object,
                                            const std::vector<pki::PrivateKey>& keys) {
    SCEPTER_TRY(signers, pki::readCertificates(bytesOf(textIn(object, "signer"))));
    SCEPTER_TRY(subject, pki::Name::fromText(textIn(object, "subject")));
    const auto cipher = pki::cipherFromText(textIn(object, "cipher"));
    const auto digest = pki::digestFromText(textIn(object, "digest"));
    if (signers.empty() || !cipher || !digest)
        return fail(ErrorCode::InvalidArgument, "transaction.json is incomplete");
    return client::Transaction{textIn(object, "transactionID"),
                               keys.front(),
                               {signers.front(), keyFor(signers.front(), keys)},
                               std::move(subject),
                               *cipher,
                               *digest,
                               textIn(object, "keyTransport") == "oaep"
                                   ? pki::KeyTransport::RsaOaep
                                   : pki::KeyTransport::RsaPkcs1};
}

Result<std::optional<pki::Certificate>> readCertificate(const std::string& folder) {
    std::optional<pki::Certificate> none;
    if (!std::filesystem::exists(certificatePath(folder))) return none;
    SCEPTER_TRY(pem, readFile(certificatePath(folder)));
    SCEPTER_TRY(certificates, pki::readCertificates(pem));
    return certificates.empty() ? none : certificates.front();
}

/// The new key becomes the key, if there is one.
Result<void> takeNewKey(const std::string& folder) {
    if (std::rename(newKeyPath(folder).c_str(), keyPath(folder).c_str()) == 0 || errno == ENOENT)
        return {};
    return fail(ErrorCode::FileUnwritable, keyPath(folder) + ": " + std::strerror(errno));
}

/// The key of the transaction, then the other one, if there are two. Ends what a run that was
/// killed has begun: its certificate was there, and the new key not yet in its place.
Result<std::vector<pki::PrivateKey>> readKeys(const std::string& folder, scep::PkiStatus status,
                                              const std::optional<pki::Certificate>& certificate) {
    std::vector<pki::PrivateKey> keys;
    if (std::filesystem::exists(newKeyPath(folder))) {
        SCEPTER_TRY(key, readKey(newKeyPath(folder)));
        const bool over = status == scep::PkiStatus::Success;
        const bool issued = certificate && certificate->publicKey() == key.publicKey();
        if (over && issued) SCEPTER_CHECK(takeNewKey(folder));
        if (!over) keys.push_back(std::move(key));
    }
    if (!keys.empty() && !std::filesystem::exists(keyPath(folder))) return keys;
    SCEPTER_TRY(key, readKey(keyPath(folder)));
    keys.push_back(std::move(key));
    return keys;
}

} // namespace

Result<ClientFolder> ClientFolder::read(const std::string& folder) {
    SCEPTER_TRY(object, readDocument(folder));
    scep::PkiStatus status = scep::PkiStatus::Success;
    if (textIn(object, "status") == kPending) status = scep::PkiStatus::Pending;
    if (textIn(object, "status") == kFailure) status = scep::PkiStatus::Failure;
    SCEPTER_TRY(certificate, readCertificate(folder));
    SCEPTER_TRY(keys, readKeys(folder, status, certificate));
    SCEPTER_TRY(transaction, readTransaction(object, keys));
    ClientFolder result{
        textIn(object, "url"), textIn(object, "caIdentifier"), std::move(transaction), status, {}};
    if (certificate) result.issued = client::Identity{*certificate, keyFor(*certificate, keys)};
    return result;
}

Result<void> checkVacant(const std::string& folder) {
    if (std::filesystem::exists(transactionPath(folder))) {
        SCEPTER_TRY(object, readDocument(folder));
        if (textIn(object, "status") == kFailure &&
            !std::filesystem::exists(certificatePath(folder)))
            return {};
        return fail(ErrorCode::AlreadyExists,
                    folder + " holds another enrollment: go on with poll or renew, or choose "
                             "another folder");
    }
    for (const std::string& path : {keyPath(folder), certificatePath(folder)})
        if (std::filesystem::exists(path))
            return fail(ErrorCode::AlreadyExists,
                        path + " is there: enroll would replace it. Choose another folder");
    return {};
}

std::optional<pki::PrivateKey> keyLeftIn(const std::string& folder) {
    auto key = readKey(newKeyPath(folder));
    return key ? std::optional(std::move(*key)) : std::nullopt;
}

Result<void> writeNewKey(const std::string& folder, const pki::PrivateKey& key) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return fail(ErrorCode::FileUnwritable, folder + ": " + error.message());
    SCEPTER_TRY(pem, key.toPem());
    return replaceFile(newKeyPath(folder), pem.view(), kOwnerOnly);
}

Result<void> writeResult(const std::string& folder, const std::string& url,
                         const std::string& caIdentifier, const client::EnrollmentResult& result) {
    const auto& transaction = result.transaction;
    const QJsonObject object{
        {QStringLiteral("url"), jsonText(url)},
        {QStringLiteral("caIdentifier"), jsonText(caIdentifier)},
        {QStringLiteral("transactionID"), jsonText(transaction.transactionId)},
        {QStringLiteral("subject"), jsonText(transaction.subject.toText())},
        {QStringLiteral("cipher"), jsonText(toText(transaction.cipher))},
        {QStringLiteral("digest"), jsonText(toText(transaction.digest))},
        {QStringLiteral("keyTransport"), transaction.transport == pki::KeyTransport::RsaOaep
                                             ? QStringLiteral("oaep")
                                             : QStringLiteral("pkcs1")},
        {QStringLiteral("signer"),
         jsonText(pki::toPem("CERTIFICATE", transaction.signer.certificate.der()))}};
    // As long as not all of it is written, a poll gets the same answer again.
    SCEPTER_CHECK(writeDocument(folder, object, kPending));
    if (!result.certificate)
        return std::filesystem::exists(certificatePath(folder)) ? Result<void>{}
                                                                : takeNewKey(folder);
    std::string chain;
    for (const auto& one : result.chain)
        chain += pki::toPem("CERTIFICATE", one.der());
    SCEPTER_CHECK(replaceFile(folder + "/chain.pem", bytesOf(chain), kForAll));
    const std::string pem = pki::toPem("CERTIFICATE", result.certificate->der());
    SCEPTER_CHECK(replaceFile(certificatePath(folder), bytesOf(pem), kForAll));
    SCEPTER_CHECK(writeDocument(folder, object, kSuccess));
    return takeNewKey(folder);
}

Result<void> noteFailure(const std::string& folder) {
    if (auto object = readDocument(folder); object && textIn(*object, "status") == kPending)
        return writeDocument(folder, *object, kFailure);
    ::unlink(newKeyPath(folder).c_str());
    return {};
}

} // namespace scepter::app
