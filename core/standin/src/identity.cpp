// SPDX-License-Identifier: GPL-3.0-or-later
#include "standin/identity.h"

#include "asn1/oids.h"
#include "pki/extensions.h"
#include "pki/pem.h"

namespace scepter::standin {

namespace {

namespace usage = pki::key_usage;

constexpr auto kIdentityLife = std::chrono::days(3650);
constexpr auto kServerLife = std::chrono::days(90);

Result<pki::Name> nameOf(const std::string& commonName) {
    pki::NameAttribute attribute;
    attribute.type = asn1::oids::kCommonName;
    attribute.value = commonName;
    return pki::Name::fromRdns({{attribute}});
}

Result<pki::CertificateFields> fieldsFor(const pki::Name& subject, const pki::PublicKey& key,
                                         TimePoint now, Duration life) {
    pki::CertificateFields fields;
    SCEPTER_TRY(serial, pki::randomSerial());
    fields.serial = std::move(serial);
    fields.issuer = subject;
    fields.subject = subject;
    // Whose clock is behind shall trust it too.
    fields.notBefore = std::chrono::floor<std::chrono::seconds>(now) - std::chrono::hours(1);
    fields.notAfter = fields.notBefore + life;
    fields.spki = key.spki();
    fields.extensions.push_back(pki::makeSubjectKeyIdentifier(key.keyIdentifier()));
    return fields;
}

Result<pki::GeneralName> hostName(const std::string& host) {
    if (auto address = pki::makeGeneralName(pki::GeneralNameType::Ip, host)) return address;
    return pki::makeGeneralName(pki::GeneralNameType::Dns, host);
}

} // namespace

Result<Identity> makeIdentity(const std::string& commonName, std::uint16_t keyUsage,
                              TimePoint now) {
    SCEPTER_TRY(key, pki::PrivateKey::generate({pki::KeyType::Rsa, 2048}));
    SCEPTER_TRY(name, nameOf(commonName));
    SCEPTER_TRY(fields, fieldsFor(name, key.publicKey(), now, kIdentityLife));
    fields.extensions.push_back(pki::makeKeyUsage(keyUsage));
    SCEPTER_TRY(certificate, pki::signCertificate(fields, key, pki::Digest::Sha256));
    return Identity{std::move(key), std::move(certificate)};
}

Result<ServerIdentity> makeServerIdentity(const std::vector<std::string>& hosts, TimePoint now) {
    SCEPTER_TRY(rootKey, pki::PrivateKey::generate({pki::KeyType::EcP256, 0}));
    SCEPTER_TRY(rootName, nameOf("Stand-in root"));
    SCEPTER_TRY(rootFields, fieldsFor(rootName, rootKey.publicKey(), now, kServerLife));
    rootFields.extensions.push_back(pki::makeBasicConstraints({true, std::nullopt}));
    rootFields.extensions.push_back(pki::makeKeyUsage(usage::kKeyCertSign | usage::kCrlSign));
    SCEPTER_TRY(root, pki::signCertificate(rootFields, rootKey, pki::Digest::Sha256));

    SCEPTER_TRY(key, pki::PrivateKey::generate({pki::KeyType::EcP256, 0}));
    SCEPTER_TRY(name, nameOf("Stand-in"));
    SCEPTER_TRY(fields, fieldsFor(name, key.publicKey(), now, kServerLife));
    fields.issuer = rootName;
    std::vector<std::string> all = {"localhost", "127.0.0.1", "::1"};
    all.insert(all.end(), hosts.begin(), hosts.end());
    std::vector<pki::GeneralName> names;
    for (const std::string& host : all) {
        SCEPTER_TRY(one, hostName(host));
        names.push_back(std::move(one));
    }
    fields.extensions.push_back(pki::makeSubjectAltName(names));
    fields.extensions.push_back(pki::makeKeyUsage(usage::kDigitalSignature));
    fields.extensions.push_back(pki::makeExtendedKeyUsage({asn1::oids::kEkuServerAuth}));
    fields.extensions.push_back(
        pki::makeAuthorityKeyIdentifier(rootKey.publicKey().keyIdentifier()));
    SCEPTER_TRY(certificate, pki::signCertificate(fields, rootKey, pki::Digest::Sha256));
    SCEPTER_TRY(keyPem, key.toPem());
    ServerIdentity identity;
    identity.rootPem = pki::toPem("CERTIFICATE", root.der());
    identity.tls.certificatePem = pki::toPem("CERTIFICATE", certificate.der()) + identity.rootPem;
    identity.tls.keyPem = std::move(keyPem);
    return identity;
}

} // namespace scepter::standin
