// SPDX-License-Identifier: GPL-3.0-or-later
#include "intune_files.h"

#include "base/encoding.h"
#include "json_fields.h"
#include "pki/crypto.h"
#include "pki/pem.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <array>

namespace scepter::standin {

namespace {

constexpr std::size_t kMostBytes = 4 * 1024 * 1024;
constexpr auto kOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QString pathOf(const std::string& folder, const std::string& name) {
    return QDir(QString::fromStdString(folder)).filePath(QString::fromStdString(name));
}

Result<std::optional<SecretBytes>> readFile(const std::string& folder, const std::string& name) {
    QFile file(pathOf(folder, name));
    if (!file.exists()) return std::optional<SecretBytes>();
    if (!file.open(QIODevice::ReadOnly) || file.size() > qint64{kMostBytes})
        return fail(ErrorCode::FileUnreadable, file.fileName().toStdString());
    SecretBytes bytes = SecretBytes::ofSize(static_cast<std::size_t>(file.size()));
    const qint64 read = file.read(reinterpret_cast<char*>(bytes.data()), file.size());
    if (read != static_cast<qint64>(bytes.size()))
        return fail(ErrorCode::FileUnreadable, file.fileName().toStdString());
    return std::optional(std::move(bytes));
}

/// In one step, readable by this user alone.
Result<void> writeFile(const std::string& folder, const std::string& name,
                       std::string_view content) {
    QSaveFile file(pathOf(folder, name));
    const auto size = static_cast<qint64>(content.size());
    const bool good = file.open(QIODevice::WriteOnly) && file.setPermissions(kOwner) &&
                      file.write(content.data(), size) == size && file.commit();
    if (!good) return fail(ErrorCode::FileUnwritable, pathOf(folder, name).toStdString());
    return {};
}

Result<void> makeFolder(const std::string& folder) {
    const QString path = QString::fromStdString(folder);
    const bool isNew = !QDir(path).exists();
    if (!QDir().mkpath(QDir(path).filePath(QStringLiteral("requests"))))
        return fail(ErrorCode::FileUnwritable, folder);
    if (isNew) QFile::setPermissions(path, kOwner | QFileDevice::ExeOwner);
    return {};
}

Result<SecretBytes> mustRead(const std::string& folder, const std::string& name) {
    SCEPTER_TRY(content, readFile(folder, name));
    if (!content) return fail(ErrorCode::FileUnreadable, pathOf(folder, name).toStdString());
    return std::move(*content);
}

Result<Identity> readIdentity(const std::string& folder, const std::string& name) {
    SCEPTER_TRY(keyPem, mustRead(folder, name + ".key"));
    SCEPTER_TRY(certificatePem, mustRead(folder, name + ".pem"));
    SCEPTER_TRY(key, pki::PrivateKey::fromPem(keyPem.text()));
    SCEPTER_TRY(certificates, pki::readCertificates(certificatePem.view()));
    if (certificates.empty() || !(certificates.front().publicKey() == key.publicKey()))
        return fail(ErrorCode::KeyMismatch,
                    name + ".key and " + name + ".pem do not belong together");
    return Identity{std::move(key), certificates.front()};
}

Result<void> writeIdentity(const std::string& folder, const std::string& name,
                           const Identity& identity) {
    SCEPTER_TRY(pem, identity.key.toPem());
    SCEPTER_CHECK(writeFile(folder, name + ".key", pem.text()));
    return writeFile(folder, name + ".pem", pki::toPem("CERTIFICATE", identity.certificate.der()));
}

bool hasKeys(const std::string& folder) {
    constexpr std::array kFiles = {"signer.key", "signer.pem", "recipient.key", "recipient.pem"};
    return std::ranges::all_of(
        kFiles, [&](const char* name) { return QFile::exists(pathOf(folder, name)); });
}

/// Request ids are UUIDs; any other is none of ours and no name of a file.
bool isRequestId(std::string_view id) {
    return id.size() == 36 && std::ranges::all_of(id, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-';
           });
}

std::string requestFile(const std::string& requestId) {
    return "requests/" + requestId + ".json";
}

} // namespace

Result<ChallengeKeys> openKeys(const std::string& folder, TimePoint now) {
    SCEPTER_CHECK(makeFolder(folder));
    if (!hasKeys(folder)) {
        SCEPTER_TRY(fresh, makeChallengeKeys(now));
        SCEPTER_CHECK(writeIdentity(folder, "signer", fresh.signer));
        SCEPTER_CHECK(writeIdentity(folder, "recipient", fresh.recipient));
    }
    SCEPTER_TRY(signer, readIdentity(folder, "signer"));
    SCEPTER_TRY(recipient, readIdentity(folder, "recipient"));
    return ChallengeKeys{std::move(signer), std::move(recipient)};
}

Result<std::vector<ScepProfile>> readProfiles(const std::string& folder) {
    SCEPTER_TRY(content, readFile(folder, "profiles.json"));
    std::vector<ScepProfile> profiles;
    if (!content) return profiles;
    SCEPTER_TRY(list, parseJson(content->text()));
    if (!list.is_array()) return fail(ErrorCode::EncodingMalformed, "profiles.json is no list");
    for (const Json& object : list) {
        SCEPTER_TRY(profile, profileFromJson(object.dump()));
        profiles.push_back(std::move(profile));
    }
    return profiles;
}

Result<std::vector<Device>> readDevices(const std::string& folder) {
    SCEPTER_TRY(content, readFile(folder, "devices.json"));
    if (!content) return std::vector<Device>();
    return devicesFromJson(content->text());
}

Result<void> writeProfiles(const std::string& folder, const std::vector<ScepProfile>& profiles) {
    Json list = Json::array();
    for (const ScepProfile& profile : profiles)
        list.push_back(Json::parse(toJson(profile)));
    return writeFile(folder, "profiles.json", dumpJson(list));
}

Result<void> writeDevices(const std::string& folder, const std::vector<Device>& devices) {
    return writeFile(folder, "devices.json", toJson(devices));
}

std::optional<IntuneState::Issued> readIssued(const std::string& folder,
                                              const std::string& requestId) {
    if (!isRequestId(requestId)) return std::nullopt;
    const auto content = readFile(folder, requestFile(requestId));
    if (!content || !*content) return std::nullopt;
    const auto object = parseJson((*content)->text());
    if (!object) return std::nullopt;
    IntuneState::Issued issued;
    Fields fields(*object, "the request");
    fields.read("deviceId", issued.deviceId);
    fields.read("userId", issued.userId);
    fields.read("profileId", issued.profileId);
    if (!fields.finish()) return std::nullopt;
    return issued;
}

Result<void> writeIssued(const std::string& folder, const std::string& requestId,
                         const IntuneState::Issued& issued) {
    return writeFile(folder, requestFile(requestId),
                     dumpJson({{"deviceId", issued.deviceId},
                               {"userId", issued.userId},
                               {"profileId", issued.profileId}}));
}

Result<SecretBytes> openSecret(const std::string& folder, const std::string& name) {
    SCEPTER_CHECK(makeFolder(folder));
    SCEPTER_TRY(kept, readFile(folder, name));
    if (kept && !kept->empty()) return std::move(*kept);
    SCEPTER_TRY(random, pki::randomSecret(32));
    std::string text = toBase64Url(random.view());
    const auto written = writeFile(folder, name, text);
    SecretBytes secret{std::string_view(text)};
    wipeMemory(text.data(), text.size());
    if (!written) return failWith(written.error());
    return secret;
}

} // namespace scepter::standin
