#include "workbench/setup.h"

#include "authority/template.h"
#include "authority_setup.h"
#include "challenge/static_secret.h"
#include "draft.h"
#include "enrollment/approval.h"
#include "enrollment/endpoint.h"
#include "folders.h"
#include "pki/pem.h"
#include "pki/pkcs12.h"
#include "store/store.h"
#include "workbench/passphrase.h"
#include "workbench/workbench.h"

namespace scepter::workbench {

namespace {

using enrollment::Approval;

/// What a long call is given besides its options.
struct Course {
    const Clock& clock;
    const GoOn& goOn;
    const std::function<void(SetupStep)>& tell;

    void begin(SetupStep step) const {
        if (tell) tell(step);
    }
};

Result<std::optional<authority::Identity>>
raFor(const authority::Identity& ca, const SetupOptions& options, const Course& course) {
    if (!options.withRa) return std::nullopt;
    course.begin(SetupStep::MakingRaKey);
    SCEPTER_TRY(made, makeRaFor(ca, options.raKey, course.clock.now(), course.goOn));
    return made;
}

Result<store::StoredGeneration> makeGeneration(const SetupOptions& options,
                                               const responder::AuthorityLoader& loader,
                                               const Course& course) {
    const TimePoint now = course.clock.now();
    if (options.imported) {
        const authority::Identity ca{options.imported->certificate, options.imported->key};
        SCEPTER_TRY(chain, authority::checkImport(ca, options.imported->others, now));
        SCEPTER_TRY(ra, raFor(ca, options, course));
        return storedGeneration(loader, ca, chain, ra, now);
    }
    authority::CaRequest request;
    SCEPTER_TRY(subject, pki::Name::fromText(options.caSubject));
    if (subject.empty()) return fail(ErrorCode::InvalidArgument, "the CA needs a subject");
    request.subject = std::move(subject);
    request.validity = options.caValidity;
    request.terminatesScep = !options.withRa;
    course.begin(SetupStep::MakingCaKey);
    SCEPTER_TRY(key, pki::PrivateKey::generate(options.caKey, course.goOn));
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
    SCEPTER_TRY(ra, raFor(ca, options, course));
    return storedGeneration(loader, ca, {}, ra, now);
}

Result<void> addLabEndpoints(store::Store& store, std::int64_t authorityId,
                             const FirstEndpoints& wanted, const std::string& actor) {
    const auto endpoint = [&](std::string name, std::string path) {
        enrollment::EndpointSettings settings;
        settings.name = std::move(name);
        settings.path = std::move(path);
        settings.authorityId = authorityId;
        settings.templateName = authority::labTemplate().name;
        return settings;
    };
    auto code = endpoint("scep", "/scep");
    code.gates = challenge::gatesOf(challenge::GateKind::Code);
    code.aliases = {"/certsrv/mscep", "/certsrv/mscep/mscep.dll", "/cgi-bin/pkiclient.exe"};
    if (wanted.code) SCEPTER_CHECK(store.addEndpoint(code, {}, actor));
    auto manual = endpoint("manual", "/scep/manual");
    manual.gates.clear();
    manual.approval = Approval::Manual;
    if (wanted.manual) SCEPTER_CHECK(store.addEndpoint(manual, {}, actor));
    if (!wanted.staticSecret) return {};
    auto fixed = endpoint("static", "/scep/static");
    fixed.gates = challenge::gatesOf(challenge::GateKind::Static);
    std::vector<SecretBytes> secrets;
    SCEPTER_TRY(secret, challenge::makeStaticSecret());
    secrets.push_back(std::move(secret));
    SCEPTER_CHECK(
        store.addEndpoint(fixed, challenge::staticGateSecrets(std::move(secrets)), actor));
    return {};
}

Result<void> fill(store::Store& store, const SetupOptions& options, SecretBytes passphrase,
                  const Course& course) {
    SCEPTER_CHECK(store.unlock(passphrase.view()));
    responder::AuthorityLoader loader(store, std::move(passphrase));
    SCEPTER_TRY(generation, makeGeneration(options, loader, course));
    course.begin(SetupStep::AddingEndpoints);
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
                                 course.clock.now()),
            options.actor));
    }
    SCEPTER_CHECK(store.addTemplate(authority::labTemplate(), options.actor));
    if (options.responder)
        SCEPTER_CHECK(saveResponderSettings(store, *options.responder, options.actor));
    return addLabEndpoints(store, authorityId, options.endpoints, options.actor);
}

bool hasKeyFile(const SetupOptions& options) {
    return options.passphraseFile.empty() && !options.passphrase;
}

Result<SecretBytes> passphraseFor(const SetupOptions& options, const std::string& draft) {
    if (options.passphrase) {
        SCEPTER_CHECK(checkNewPassphrase(options.passphrase->view()));
        return options.passphrase->clone();
    }
    return hasKeyFile(options) ? writeKeyFile(keyFileOf(draft))
                               : readPassphraseFile(options.passphraseFile);
}

/// Gives the passphrase.
Result<SecretBytes> make(const SetupOptions& options, const Course& course) {
    SCEPTER_CHECK(checkNewWorkspace(options));
    NewFolders folders;
    if (options.makeFolder) SCEPTER_CHECK(folders.makeFor(options.path));
    course.begin(SetupStep::MakingFile);
    SCEPTER_TRY(draft, Draft::beside(options.path));
    SCEPTER_TRY(passphrase, passphraseFor(options, draft->path()));
    {
        SCEPTER_TRY(store, store::Store::create(draft->path(), passphrase.view(), course.clock));
        SCEPTER_CHECK(fill(*store, options, passphrase.clone(), course));
    }
    course.begin(SetupStep::Publishing);
    if (course.goOn && !course.goOn()) return fail(ErrorCode::Cancelled, "cancelled");
    SCEPTER_CHECK(draft->publish(hasKeyFile(options)));
    folders.keep();
    return passphrase;
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
    return checkPlace(options.path, hasKeyFile(options));
}

Result<void> makeWorkspace(const SetupOptions& options, const Clock& clock, const GoOn& goOn,
                           const std::function<void(SetupStep)>& tell) {
    SCEPTER_CHECK(make(options, Course{clock, goOn, tell}));
    return {};
}

Result<std::shared_ptr<Workbench>>
makeAndOpenWorkspace(const SetupOptions& options, const Clock& clock, const GoOn& goOn,
                     const std::function<void(SetupStep)>& tell) {
    SCEPTER_TRY(passphrase, make(options, Course{clock, goOn, tell}));
    SCEPTER_TRY(opened,
                Workbench::openWith(options.path, std::move(passphrase), options.actor, clock));
    return std::shared_ptr<Workbench>(std::move(opened));
}

} // namespace scepter::workbench
