#include "workbench/setup.h"

#include "authority/template.h"
#include "authority_setup.h"
#include "base/encoding.h"
#include "challenge/static_secret.h"
#include "enrollment/approval.h"
#include "enrollment/endpoint.h"
#include "pki/crypto.h"
#include "pki/pem.h"
#include "pki/pkcs12.h"
#include "store/store.h"
#include "workbench/passphrase.h"

#include <cstdio>
#include <filesystem>

namespace scepter::workbench {

namespace {

using enrollment::Approval;
using enrollment::ChallengeMode;

/// Removes what was made so far unless it is kept.
class Draft {
public:
    explicit Draft(std::string path)
        : m_path(std::move(path)) {}
    ~Draft() {
        if (m_kept) return;
        std::error_code ignored;
        for (const char* suffix : {"", "-wal", "-shm", "-journal"})
            std::filesystem::remove(m_path + suffix, ignored);
        if (!m_keyFile.empty()) std::filesystem::remove(m_keyFile, ignored);
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    void ownKeyFile(std::string path) { m_keyFile = std::move(path); }
    void keep() { m_kept = true; }
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
    std::string m_keyFile;
    bool m_kept = false;
};

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

Result<void> makeWorkspace(const SetupOptions& options, const Clock& clock, const GoOn& goOn) {
    std::error_code error;
    if (std::filesystem::exists(options.path, error))
        return fail(ErrorCode::AlreadyExists, options.path + " is there already");
    SCEPTER_TRY(mark, pki::randomBytes(6));
    Draft draft(options.path + ".new-" + toHex(mark));
    SecretBytes passphrase;
    if (options.passphraseFile.empty()) {
        SCEPTER_TRY(made, writeKeyFile(keyFileOf(options.path)));
        draft.ownKeyFile(keyFileOf(options.path));
        passphrase = std::move(made);
    } else {
        SCEPTER_TRY(read, readPassphraseFile(options.passphraseFile));
        passphrase = std::move(read);
    }
    {
        SCEPTER_TRY(store, store::Store::create(draft.path(), passphrase.view(), clock));
        SCEPTER_CHECK(fill(*store, options, std::move(passphrase), clock, goOn));
    }
    // link() refuses an existing name, where rename() would replace it.
    std::filesystem::create_hard_link(draft.path(), options.path, error);
    if (error == std::errc::file_exists)
        return fail(ErrorCode::AlreadyExists, options.path + " is there already");
    if (error) {
        std::filesystem::rename(draft.path(), options.path, error);
        if (error) return fail(ErrorCode::FileUnwritable, options.path + ": " + error.message());
    } else {
        std::filesystem::remove(draft.path(), error);
    }
    draft.keep();
    return {};
}

} // namespace scepter::workbench
