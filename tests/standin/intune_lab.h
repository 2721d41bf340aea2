// A profile, devices, keys and requests for the tests of the stand-in.
#pragma once

#include "../pki/x509_support.h"

#include "asn1/oids.h"
#include "pki/csr.h"
#include "pki/extensions.h"
#include "standin/intune_state.h"

#include <atomic>

namespace scepter::test {

/// A clock that stands until it is set.
class SetClock final : public Clock {
public:
    explicit SetClock(TimePoint now)
        : m_now(now.time_since_epoch().count()) {}
    [[nodiscard]] TimePoint now() const override { return TimePoint(Duration(m_now.load())); }
    void advance(Duration by) { m_now += by.count(); }

private:
    std::atomic<Duration::rep> m_now;
};

/// What a device puts into its request.
struct Wish {
    std::string subject = "CN=xyz,O=Example";
    std::vector<std::string> sans = {"upn:ann@example.com", "uri:tag:example.com,2026:id:d1"};
    std::uint16_t keyUsage = pki::key_usage::kDigitalSignature | pki::key_usage::kKeyEncipherment;
    bool clientAuth = true;
    bool serverAuth = false;
    pki::Digest digest = pki::Digest::Sha256;
};

class IntuneLab {
public:
    IntuneLab() {
        device.id = "d1";
        device.userId = "u1";
        device.values = {{"DeviceName", "xyz"}, {"UserPrincipalName", "ann@example.com"}};
        profile.id = "wifi";
        profile.subjectName = "CN={{DeviceName}},O=Example";
        profile.subjectAltNames = {
            {pki::GeneralNameType::Upn, "{{UserPrincipalName}}"},
            {pki::GeneralNameType::Uri, "tag:example.com,2026:id:{{DeviceId}}"}};
        profile.extendedKeyUsage = {asn1::oids::kEkuClientAuth};
        state = standin::IntuneState::make(now).value();
        fill(*state);
    }
    void fill(standin::IntuneState& other) const {
        if (!other.setProfiles({profile}) || !other.setDevices({device})) qFatal("not filled");
    }

    static const pki::PrivateKey& key() {
        static const pki::PrivateKey one =
            pki::PrivateKey::generate({pki::KeyType::Rsa, 2048}).value();
        return one;
    }
    static const pki::PrivateKey& otherKey() {
        static const pki::PrivateKey one =
            pki::PrivateKey::generate({pki::KeyType::Rsa, 2048}).value();
        return one;
    }
    static const pki::PrivateKey& longKey() {
        static const pki::PrivateKey one =
            pki::PrivateKey::generate({pki::KeyType::Rsa, 3072}).value();
        return one;
    }

    std::string challenge() const {
        return std::string(state->makeChallenge("d1", "wifi", now).value().text());
    }
    /// What a challenge says that was made by hand, with a request id that is known.
    standin::IntuneChallenge said() const {
        const std::string sealed = challenge();
        const auto xml = standin::openChallenge(sealed, state->keys());
        return standin::challengeFromXml(xml->view()).value();
    }
    std::string seal(const standin::IntuneChallenge& challenge) const {
        return standin::sealChallenge(bytesOf(standin::toXml(challenge)), state->keys()).value();
    }

    static pki::Csr csr(const std::string& challenge, const Wish& wish = {},
                        const pki::PrivateKey& signer = key()) {
        pki::CsrFields fields;
        fields.subject = pki::Name::fromText(wish.subject).value();
        std::vector<pki::GeneralName> names;
        for (const std::string& san : wish.sans)
            names.push_back(pki::generalNameFromText(san).value());
        if (!names.empty()) fields.extensions.push_back(pki::makeSubjectAltName(names));
        if (wish.keyUsage != 0) fields.extensions.push_back(pki::makeKeyUsage(wish.keyUsage));
        std::vector<asn1::Oid> usages;
        if (wish.clientAuth) usages.push_back(asn1::oids::kEkuClientAuth);
        if (wish.serverAuth) usages.push_back(asn1::oids::kEkuServerAuth);
        if (!usages.empty()) fields.extensions.push_back(pki::makeExtendedKeyUsage(usages));
        const SecretBytes typed{std::string_view(challenge)};
        if (!challenge.empty()) fields.challengePassword = &typed;
        return pki::signCsr(fields, signer, wish.digest).value();
    }

    const TimePoint now = at("2026-11-26T09:00:00Z");
    standin::Device device;
    standin::ScepProfile profile;
    std::shared_ptr<standin::IntuneState> state;
};

} // namespace scepter::test
