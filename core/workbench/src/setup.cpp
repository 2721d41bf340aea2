#include "workbench/setup.h"

#include "authority/template.h"
#include "authority_setup.h"
#include "challenge/static_secret.h"
#include "draft.h"
#include "enrollment/approval.h"
#include "enrollment/endpoint.h"
#include "pki/pem.h"
#include "pki/pkcs12.h"
#include "store/store.h"
#include "workbench/passphrase.h"

namespace scepter::workbench {

namespace {

using enrollment::Approval;
using enrollment::ChallengeMode;

Result<store::StoredGeneration> makeGeneration(const SetupOptions& options,
                                               const responder::AuthorityLoader& loader,
                                               TimePoint now, const GoOn& goOn) {
    std::optional<authority::Identity> ra;
    if (options.imported) {
        const authority::Identity ca{options.imported->certificate, options.imported->key};
        SCEPTER_TRY(chain, authority::checkImport(ca, options.imported->others, now));
        if (options.withRa) {
            SCEPTER_TRY(made, makeRaFor(ca, options.raKey, now, goOn));
            ra = std::move(made);
        }
        return storedGeneration(loader, ca, chain, ra, now);
    }
    authority::CaRequest request;
    SCEPTER_TRY(subject, pki::Name::fromText(options.caSubject));
    if (subject.empty()) return fail(ErrorCode::InvalidArgument, "the CA needs a subject");
    request.subject = std::move(subject);
    request.validity = options.caValidity;
    request.terminatesScep = !options.withRa;
    SCEPTER_TRY(key, pki::PrivateKey::generate(options.caKey, goOn));
    if (options.forOutsideRoot) {
        store::StoredGeneration requested;
        SCEPTER_TRY(csr, authority::makeCaCsr(request, key));
        SCEPTER_TRY(sealed, loader.sealKey(key));
        requested.state = authority::GenerationState::Requested;
        requested.ca.encryptedKey = std::move(sealed);
        requested.csr = copyOf(csr.der());
        requested.createdAt = now;
        return requested;
    }
    SCEPTER_TRY(certificate, authority::makeRoot(request, key, now));
    const authority::Identity ca{std::move(certificate), std::move(key)};
    if (options.withRa) {
        SCEPTER_TRY(made, makeRaFor(ca, options.raKey, now, goOn));
        ra = std::move(made);
    }
    return storedGeneration(loader, ca, {}, ra, now);
}

Result<void> addLabEndpoints(store::Store& store, std::int64_t authorityId,
                             const std::string& actor) {
    const auto endpoint = [&](std::string name, std::string path) {
        enrollment::EndpointSettings settings;
        settings.name = std::move(name);
        settings.path = std::move(path);
        settings.authorityId = authorityId;
        settings.templateName = authority::labTemplate().name;
        return settings;
    };
    auto code = endpoint("scep", "/scep");
    code.challenge = ChallengeMode::Code;
    code.aliases = {"/certsrv/mscep", "/certsrv/mscep/mscep.dll", "/cgi-bin/pkiclient.exe"};
    SCEPTER_CHECK(store.addEndpoint(code, {}, actor));
    auto manual = endpoint("manual", "/scep/manual");
    manual.challenge = ChallengeMode::None;
    manual.approval = Approval::Manual;
    SCEPTER_CHECK(store.addEndpoint(manual, {}, actor));
    auto fixed = endpoint("static", "/scep/static");
    fixed.challenge = ChallengeMode::Static;
    std::vector<SecretBytes> secrets;
    SCEPTER_TRY(secret, challenge::makeStaticSecret());
    secrets.push_back(std::move(secret));
    SCEPTER_CHECK(store.addEndpoint(fixed, secrets, actor));
    return {};
}

Result<void> fill(store::Store& store, const SetupOptions& options, SecretBytes passphrase,
                  const Clock& clock, const GoOn& goOn) {
    SCEPTER_CHECK(store.unlock(passphrase.view()));
    responder::AuthorityLoader loader(store, std::move(passphrase));
    SCEPTER_TRY(generation, makeGeneration(options, loader, clock.now(), goOn));
    const Bytes raCertificate = generation.ra ? generation.ra->certificate : Bytes{};
    store::StoredAuthority authority;
    authority.name = options.authorityName;
    authority.generations.push_back(std::move(generation));
    SCEPTER_TRY(authorityId, store.addAuthority(authority, options.actor));
    if (!raCertificate.empty()) {
        SCEPTER_TRY(stored, store.authorities());
        SCEPTER_TRY(ra, pki::Certificate::fromDer(raCertificate));
        SCEPTER_CHECK(store.addCertificate(
            enrollment::recordOf(ra, authorityId, stored.front().generations.front().id,
                                 clock.now()),
            options.actor));
    }
    SCEPTER_CHECK(store.addTemplate(authority::labTemplate(), options.actor));
    return addLabEndpoints(store, authorityId, options.actor);
}

} // namespace

Result<ImportedCa> readCa(ByteView file, ByteView keyFile, ByteView passphrase) {
    const bool pem = textOf(file).find("-----BEGIN") != std::string_view::npos;
    if (!pem && keyFile.empty()) {
        SCEPTER_TRY(p12, pki::readPkcs12(file, passphrase));
        return ImportedCa{std::move(p12.certificate), std::move(p12.key), std::move(p12.others)};
    }
    SCEPTER_TRY(certificates, pki::readCertificates(file));
    SCEPTER_TRY(key,
                pki::PrivateKey::fromPem(textOf(keyFile.empty() ? file : keyFile), passphrase));
    for (std::size_t i = 0; i < certificates.size(); ++i) {
        if (!(certificates[i].publicKey() == key.publicKey())) continue;
        const pki::Certificate own = certificates[i];
        certificates.erase(certificates.begin() + static_cast<std::ptrdiff_t>(i));
        return ImportedCa{own, std::move(key), std::move(certificates)};
    }
    return fail(ErrorCode::KeyMismatch, "no certificate in the file belongs to the key");
}

Result<void> checkNewWorkspace(const SetupOptions& options) {
    return checkPlace(options.path, options.passphraseFile.empty());
}

Result<void> makeWorkspace(const SetupOptions& options, const Clock& clock, const GoOn& goOn) {
    SCEPTER_CHECK(checkNewWorkspace(options));
    const bool ownKeyFile = options.passphraseFile.empty();
    SCEPTER_TRY(draft, Draft::beside(options.path));
    SCEPTER_TRY(passphrase, ownKeyFile ? writeKeyFile(keyFileOf(draft->path()))
                                       : readPassphraseFile(options.passphraseFile));
    {
        SCEPTER_TRY(store, store::Store::create(draft->path(), passphrase.view(), clock));
        SCEPTER_CHECK(fill(*store, options, std::move(passphrase), clock, goOn));
    }
    return draft->publish(ownKeyFile);
}

} // namespace scepter::workbench
