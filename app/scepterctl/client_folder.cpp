#include "client_folder.h"

#include "context.h"
#include "pki/pem.h"
#include "views.h"

#include <QJsonDocument>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace scepter::app {

namespace {

Result<void> writePrivate(const std::string& path, ByteView bytes, bool replace) {
    const std::string target = replace ? path + ".new" : path;
    const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (replace ? O_TRUNC : O_EXCL);
    const int fd = ::open(target.c_str(), flags, S_IRUSR | S_IWUSR);
    if (fd < 0)
        return fail(errno == EEXIST ? ErrorCode::AlreadyExists : ErrorCode::FileUnwritable,
                    target + ": " + std::strerror(errno));
    const bool written =
        ::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    const bool closed = ::close(fd) == 0;
    if (!written || !closed || (replace && std::rename(target.c_str(), path.c_str()) != 0))
        return fail(ErrorCode::FileUnwritable, path + ": " + std::strerror(errno));
    return {};
}

Result<std::string> textOfFile(const std::string& path) {
    SCEPTER_TRY(bytes, readFile(path));
    return std::string(textOf(bytes));
}

Result<client::Transaction> readTransaction(const QJsonObject& object, pki::PrivateKey key) {
    const auto text = [&](QLatin1StringView name) {
        return object.value(name).toString().toStdString();
    };
    SCEPTER_TRY(signers, pki::readCertificates(bytesOf(text(QLatin1StringView("signer")))));
    SCEPTER_TRY(subject, pki::Name::fromText(text(QLatin1StringView("subject"))));
    const auto cipher = pki::cipherFromText(text(QLatin1StringView("cipher")));
    const auto digest = pki::digestFromText(text(QLatin1StringView("digest")));
    if (signers.empty() || !cipher || !digest)
        return fail(ErrorCode::InvalidArgument, "transaction.json is incomplete");
    client::Transaction transaction{text(QLatin1StringView("transactionID")),
                                    key,
                                    {signers.front(), key},
                                    std::move(subject),
                                    *cipher,
                                    *digest};
    return transaction;
}

} // namespace

Result<ClientFolder> ClientFolder::read(const std::string& folder) {
    SCEPTER_TRY(json, readFile(folder + "/transaction.json"));
    const auto document = QJsonDocument::fromJson(QByteArray::fromRawData(
        reinterpret_cast<const char*>(json.data()), static_cast<qsizetype>(json.size())));
    if (!document.isObject())
        return fail(ErrorCode::InvalidArgument, folder + "/transaction.json is no JSON object");
    const QJsonObject object = document.object();
    const bool fresh = std::filesystem::exists(folder + "/key.new.pem");
    const bool pending =
        object.value(QLatin1StringView("status")).toString() == QLatin1StringView("PENDING");
    SCEPTER_TRY(pem, textOfFile(folder + (fresh && pending ? "/key.new.pem" : "/key.pem")));
    SCEPTER_TRY(key, pki::PrivateKey::fromPem(pem));
    SCEPTER_TRY(transaction, readTransaction(object, key));
    // A renewal that waits was signed with the old key.
    if (fresh && pending) {
        SCEPTER_TRY(oldPem, textOfFile(folder + "/key.pem"));
        SCEPTER_TRY(oldKey, pki::PrivateKey::fromPem(oldPem));
        transaction.signer.key = std::move(oldKey);
    }
    ClientFolder result{object.value(QLatin1StringView("url")).toString().toStdString(),
                        object.value(QLatin1StringView("caIdentifier")).toString().toStdString(),
                        std::move(transaction),
                        pending ? scep::PkiStatus::Pending : scep::PkiStatus::Success,
                        {}};
    if (std::filesystem::exists(folder + "/cert.pem")) {
        SCEPTER_TRY(certPem, readFile(folder + "/cert.pem"));
        SCEPTER_TRY(certificates, pki::readCertificates(certPem));
        if (!certificates.empty()) result.certificate = certificates.front();
    }
    return result;
}

Result<void> writeKey(const std::string& folder, const pki::PrivateKey& key, bool renewing) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return fail(ErrorCode::FileUnwritable, folder + ": " + error.message());
    SCEPTER_TRY(pem, key.toPem());
    if (renewing) return writePrivate(folder + "/key.new.pem", pem.view(), true);
    return writePrivate(folder + "/key.pem", pem.view(), false);
}

Result<void> writeResult(const std::string& folder, const std::string& url,
                         const std::string& caIdentifier, const client::EnrollmentResult& result) {
    const auto& transaction = result.transaction;
    const QJsonObject object{
        {QStringLiteral("url"), jsonText(url)},
        {QStringLiteral("caIdentifier"), jsonText(caIdentifier)},
        {QStringLiteral("transactionID"), jsonText(transaction.transactionId)},
        {QStringLiteral("status"), jsonText(toText(result.status))},
        {QStringLiteral("subject"), jsonText(transaction.subject.toText())},
        {QStringLiteral("cipher"), jsonText(toText(transaction.cipher))},
        {QStringLiteral("digest"), jsonText(toText(transaction.digest))},
        {QStringLiteral("signer"),
         jsonText(pki::toPem("CERTIFICATE", transaction.signer.certificate.der()))}};
    const QByteArray json = QJsonDocument(object).toJson();
    SCEPTER_CHECK(writeFile(folder + "/transaction.json",
                            bytesOf({json.constData(), static_cast<std::size_t>(json.size())})));
    if (!result.certificate) return {};
    std::string chain;
    for (const auto& one : result.chain)
        chain += pki::toPem("CERTIFICATE", one.der());
    SCEPTER_CHECK(writeFile(folder + "/chain.pem", bytesOf(chain)));
    SCEPTER_TRY(pem, transaction.key.toPem());
    SCEPTER_CHECK(writePrivate(folder + "/key.pem", pem.view(), true));
    std::error_code ignored;
    std::filesystem::remove(folder + "/key.new.pem", ignored);
    return writeFile(folder + "/cert.pem",
                     bytesOf(pki::toPem("CERTIFICATE", result.certificate->der())));
}

} // namespace scepter::app
