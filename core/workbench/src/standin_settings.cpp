// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench/standin_settings.h"

#include "base/encoding.h"
#include "base/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>
#include <set>

namespace scepter::workbench {

namespace {

constexpr std::string_view kPurpose = "stand-in secrets";
constexpr int kVersion = 1;

QString qt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Error malformed(StandInKind kind, std::string_view what) {
    Error error;
    error.code = ErrorCode::EncodingMalformed;
    error.detail = "the kept settings of the stand-in ";
    error.detail.append(toText(kind)).append(": ").append(what);
    return error;
}

std::string keyOf(StandInKind kind) {
    return "standin." + std::string(toText(kind));
}

std::string jsonText(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

/// A member that was written by others of our functions.
QJsonValue parsed(const std::string& json) {
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

std::string textOf(const QJsonValue& value) {
    const QJsonDocument document =
        value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return document.toJson(QJsonDocument::Compact).toStdString();
}

QJsonObject objectOf(const StandInPlace& place) {
    return {{QStringLiteral("address"), qt(place.address)},
            {QStringLiteral("port"), place.port},
            {QStringLiteral("tls"), place.tls}};
}

bool read(const QJsonValue& value, StandInPlace& place) {
    const QJsonObject object = value.toObject();
    const int port = object.value(QStringLiteral("port")).toInt(-1);
    const QJsonValue address = object.value(QStringLiteral("address"));
    if (!address.isString() || port < 0 || port > std::numeric_limits<std::uint16_t>::max())
        return false;
    place = {address.toString().toStdString(), static_cast<std::uint16_t>(port),
             object.value(QStringLiteral("tls")).toBool()};
    return true;
}

QJsonObject objectOf(const standin::MdmDevice& device) {
    QJsonObject object{{QStringLiteral("id"), qt(device.id)},
                       {QStringLiteral("codeHash"), qt(toHex(device.codeHash))},
                       {QStringLiteral("subject"), qt(device.subject)}};
    if (device.subjectAltNames) {
        QJsonArray names;
        for (const pki::GeneralName& name : *device.subjectAltNames)
            names.append(qt(pki::toText(name)));
        object.insert(QStringLiteral("subjectAltNames"), names);
    }
    if (device.validUntil)
        object.insert(QStringLiteral("validUntil"), qt(toIsoText(*device.validUntil)));
    return object;
}

Result<standin::MdmDevice> mdmDevice(const QJsonObject& object) {
    standin::MdmDevice device;
    device.id = object.value(QStringLiteral("id")).toString().toStdString();
    device.subject = object.value(QStringLiteral("subject")).toString().toStdString();
    SCEPTER_TRY(hash, fromHex(object.value(QStringLiteral("codeHash")).toString().toStdString()));
    device.codeHash = std::move(hash);
    if (const QJsonValue names = object.value(QStringLiteral("subjectAltNames")); names.isArray()) {
        device.subjectAltNames.emplace();
        const QJsonArray list = names.toArray();
        for (const auto& one : list) {
            SCEPTER_TRY(name, pki::generalNameFromText(one.toString().toStdString()));
            device.subjectAltNames->push_back(std::move(name));
        }
    }
    const std::string until = object.value(QStringLiteral("validUntil")).toString().toStdString();
    if (until.empty()) return device;
    device.validUntil = timeFromIsoText(until);
    if (!device.validUntil) return failWith(malformed(StandInKind::Mdm, "a time"));
    return device;
}

std::string toJson(const IntuneStandIn& settings) {
    QJsonArray profiles;
    for (const standin::ScepProfile& profile : settings.profiles)
        profiles.append(parsed(standin::toJson(profile)));
    return jsonText({{QStringLiteral("version"), kVersion},
                     {QStringLiteral("listen"), objectOf(settings.place)},
                     {QStringLiteral("tenant"), qt(settings.tenant)},
                     {QStringLiteral("appId"), qt(settings.appId)},
                     {QStringLiteral("devices"), parsed(standin::toJson(settings.devices))},
                     {QStringLiteral("profiles"), profiles}});
}

std::string toJson(const MdmStandIn& settings) {
    QJsonArray devices;
    for (const standin::MdmDevice& device : settings.devices)
        devices.append(objectOf(device));
    return jsonText({{QStringLiteral("version"), kVersion},
                     {QStringLiteral("listen"), objectOf(settings.place)},
                     {QStringLiteral("singleUse"), settings.singleUse},
                     {QStringLiteral("devices"), devices}});
}

Result<QJsonObject> objectFrom(StandInKind kind, const std::string& json) {
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    if (!document.isObject()) return failWith(malformed(kind, "they are no JSON object"));
    const QJsonObject object = document.object();
    if (object.value(QStringLiteral("version")).toInt() != kVersion)
        return fail(ErrorCode::StoreNewer,
                    "a newer version has set the stand-in " + std::string(toText(kind)));
    return object;
}

Result<IntuneStandIn> intuneFrom(const std::string& json) {
    constexpr StandInKind kKind = StandInKind::Intune;
    SCEPTER_TRY(object, objectFrom(kKind, json));
    IntuneStandIn settings;
    if (!read(object.value(QStringLiteral("listen")), settings.place))
        return failWith(malformed(kKind, "\"listen\""));
    settings.tenant = object.value(QStringLiteral("tenant")).toString().toStdString();
    settings.appId = object.value(QStringLiteral("appId")).toString().toStdString();
    SCEPTER_TRY(devices, standin::devicesFromJson(textOf(object.value(QStringLiteral("devices")))));
    settings.devices = std::move(devices);
    settings.profiles.clear();
    const QJsonArray profiles = object.value(QStringLiteral("profiles")).toArray();
    for (const auto& one : profiles) {
        SCEPTER_TRY(profile, standin::profileFromJson(textOf(one)));
        settings.profiles.push_back(std::move(profile));
    }
    if (settings.profiles.empty()) return failWith(malformed(kKind, "there is no profile"));
    return settings;
}

Result<MdmStandIn> mdmFrom(const std::string& json) {
    SCEPTER_TRY(object, objectFrom(StandInKind::Mdm, json));
    MdmStandIn settings;
    if (!read(object.value(QStringLiteral("listen")), settings.place))
        return failWith(malformed(StandInKind::Mdm, "\"listen\""));
    settings.singleUse = object.value(QStringLiteral("singleUse")).toBool(true);
    const QJsonArray devices = object.value(QStringLiteral("devices")).toArray();
    for (const auto& one : devices) {
        SCEPTER_TRY(device, mdmDevice(one.toObject()));
        settings.devices.push_back(std::move(device));
    }
    return settings;
}

/// InvalidArgument for an id that is empty or there twice.
template <class List> Result<void> checkIds(const List& list, const char* what) {
    std::set<std::string_view> ids;
    for (const auto& one : list) {
        if (one.id.empty())
            return fail(ErrorCode::InvalidArgument, std::string("a ") + what + " without a name");
        if (!ids.insert(one.id).second)
            return fail(ErrorCode::InvalidArgument,
                        std::string(what) + " " + printable(one.id) + " is there twice");
    }
    return {};
}

Result<void> check(const StandInSettings& settings) {
    SCEPTER_CHECK(checkIds(settings.intune.devices, "device"));
    SCEPTER_CHECK(checkIds(settings.intune.profiles, "profile"));
    SCEPTER_CHECK(checkIds(settings.mdm.devices, "device"));
    if (settings.intune.profiles.empty())
        return fail(ErrorCode::InvalidArgument, "a stand-in for Intune needs a profile");
    if (settings.intune.tenant.empty() || settings.intune.appId.empty())
        return fail(ErrorCode::InvalidArgument, "a stand-in for Intune needs a tenant and an app");
    return {};
}

} // namespace

std::string_view toText(StandInKind kind) {
    return kind == StandInKind::Intune ? "intune" : "mdm";
}

Result<StandInSettings> readStandIns(store::Store& store) {
    StandInSettings settings;
    SCEPTER_TRY(intune, store.setting(keyOf(StandInKind::Intune)));
    if (intune) {
        SCEPTER_TRY(value, intuneFrom(*intune));
        settings.intune = std::move(value);
    }
    SCEPTER_TRY(mdm, store.setting(keyOf(StandInKind::Mdm)));
    if (mdm) {
        SCEPTER_TRY(value, mdmFrom(*mdm));
        settings.mdm = std::move(value);
    }
    return settings;
}

Result<void> saveStandIns(store::Store& store, const StandInSettings& settings,
                          const std::string& actor) {
    SCEPTER_CHECK(check(settings));
    SCEPTER_TRY(kept, readStandIns(store));
    if (settings.intune != kept.intune)
        SCEPTER_CHECK(store.setSetting(keyOf(StandInKind::Intune), toJson(settings.intune), actor));
    if (settings.mdm != kept.mdm)
        SCEPTER_CHECK(store.setSetting(keyOf(StandInKind::Mdm), toJson(settings.mdm), actor));
    return {};
}

Result<StandInSecrets> readStandInSecrets(store::Store& store, StandInKind kind) {
    SCEPTER_TRY(kept, store.setting(keyOf(kind) + ".secrets"));
    if (!kept) return StandInSecrets{};
    SCEPTER_TRY(sealed, fromBase64(*kept));
    SCEPTER_TRY(plain, store.sealer().unseal(sealed, kPurpose));
    const QJsonObject object =
        QJsonDocument::fromJson(QByteArray::fromRawData(reinterpret_cast<const char*>(plain.data()),
                                                        static_cast<qsizetype>(plain.size())))
            .object();
    const auto secretOf = [&object](const QString& name) {
        QByteArray bytes = object.value(name).toString().toUtf8();
        SecretBytes secret{
            std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))};
        wipeMemory(bytes.data(), static_cast<std::size_t>(bytes.size()));
        return secret;
    };
    StandInSecrets secrets;
    SecretBytes secret = secretOf(QStringLiteral("secret"));
    if (secret.empty()) return failWith(malformed(kind, "the secrets"));
    secrets.secret = std::make_shared<const SecretBytes>(std::move(secret));
    const auto until =
        timeFromIsoText(object.value(QStringLiteral("tlsUntil")).toString().toStdString());
    if (!until) return secrets;
    auto tls = std::make_shared<StandInTls>();
    const QJsonArray hosts = object.value(QStringLiteral("tlsHosts")).toArray();
    for (const auto& host : hosts)
        tls->hosts.push_back(host.toString().toStdString());
    tls->until = *until;
    tls->certificatePem = object.value(QStringLiteral("tlsCertificate")).toString().toStdString();
    tls->keyPem = secretOf(QStringLiteral("tlsKey"));
    tls->rootPem = object.value(QStringLiteral("tlsRoot")).toString().toStdString();
    secrets.tls = std::move(tls);
    return secrets;
}

Result<void> saveStandInSecrets(store::Store& store, StandInKind kind,
                                const StandInSecrets& secrets, const std::string& actor) {
    QJsonObject object;
    if (secrets.secret) object.insert(QStringLiteral("secret"), qt(secrets.secret->text()));
    if (secrets.tls) {
        QJsonArray hosts;
        for (const std::string& host : secrets.tls->hosts)
            hosts.append(qt(host));
        object.insert(QStringLiteral("tlsHosts"), hosts);
        object.insert(QStringLiteral("tlsUntil"), qt(toIsoText(secrets.tls->until)));
        object.insert(QStringLiteral("tlsCertificate"), qt(secrets.tls->certificatePem));
        object.insert(QStringLiteral("tlsKey"), qt(secrets.tls->keyPem.text()));
        object.insert(QStringLiteral("tlsRoot"), qt(secrets.tls->rootPem));
    }
    QByteArray plain = QJsonDocument(object).toJson(QJsonDocument::Compact);
    const auto sealed =
        store.sealer().seal(ByteView(reinterpret_cast<const std::uint8_t*>(plain.constData()),
                                     static_cast<std::size_t>(plain.size())),
                            kPurpose);
    wipeMemory(plain.data(), static_cast<std::size_t>(plain.size()));
    if (!sealed) return failWith(sealed.error());
    return store.setSetting(keyOf(kind) + ".secrets", toBase64(*sealed), actor);
}

} // namespace scepter::workbench
