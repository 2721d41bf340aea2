// SPDX-License-Identifier: GPL-3.0-or-later
// Ciphers, digests, key transport and keys.
#include "base/text.h"
#include "check_run.h"
#include "pki/crypto.h"
#include "pki_draft/cms_draft.h"

namespace scepter::client {

namespace {

using Kind = MisbehaviorKind;

Variant withCipher(pki::Cipher cipher) {
    return {[cipher](EnrollmentRequest& request) { request.cipher = cipher; }, {}, {}};
}
Variant withDigest(pki::Digest digest) {
    return {[digest](EnrollmentRequest& request) { request.digest = digest; }, {}, {}};
}

Judgement aes256(CheckRun& run) {
    return run.accepts("PKCSReq in AES-256-CBC", withCipher(pki::Cipher::Aes256Cbc));
}

Judgement sha384(CheckRun& run) {
    if (!run.capabilities().sha384) return skipped("SHA-384 is not listed.");
    return run.accepts("PKCSReq with SHA-384", withDigest(pki::Digest::Sha384));
}

Judgement sha512(CheckRun& run) {
    if (!run.capabilities().sha512) return skipped("SHA-512 is not listed.");
    return run.accepts("PKCSReq with SHA-512", withDigest(pki::Digest::Sha512));
}

// Listed and taken, or neither: else a message can be forced to be weaker than the list says.
Judgement asListed(CheckRun& run, bool listed, const std::string& sent, const Variant& variant) {
    return listed ? run.accepts(sent + ", which is listed", variant)
                  : run.refuses(sent + ", which is not listed", variant);
}

Judgement des3AsListed(CheckRun& run) {
    return asListed(run, run.capabilities().des3, "PKCSReq in 3DES",
                    misbehaving(Kind::WeakCipher, "des3"));
}

Judgement sha1AsListed(CheckRun& run) {
    return asListed(run, run.capabilities().sha1, "PKCSReq with SHA-1",
                    misbehaving(Kind::WeakDigest, "sha1"));
}

Judgement singleDes(CheckRun& run) {
    return run.refuses("PKCSReq in single DES", misbehaving(Kind::WeakCipher, "des"));
}

Judgement md5(CheckRun& run) {
    const auto rsa = run.stranger(); // no other key signs with MD5
    if (!rsa) return skipped("No key could be made.");
    return run.refuses("PKCSReq with MD5", misbehaving(Kind::WeakDigest, "md5"), &rsa->key);
}

Judgement oaep(CheckRun& run) {
    Variant variant;
    variant.request = [](EnrollmentRequest& request) {
        request.transport = pki::KeyTransport::RsaOaep;
    };
    return run.accepts("PKCSReq with RSAES-OAEP key transport", variant);
}

// No capability stands for it, so that no client can know whether it is taken.
Judgement gcm(CheckRun& run) {
    const auto view = run.view();
    if (!view || !view->roles.encryption.publicKey().canEncrypt())
        return skipped("The service has no key that decrypts.");
    if (!run.spareChallenge()) return skipped("No challenge is left.");
    const std::string sent = "PKCSReq in an AuthEnvelopedData with AES-128-GCM";
    const auto seal = [&]() -> Result<PreparedRequest> {
        SCEPTER_TRY(prepared, run.fresh({}));
        if (!prepared.opened) return fail(ErrorCode::NotSupported, "nothing to seal");
        const Bytes& payload = prepared.opened->content;
        SCEPTER_TRY(envelope, pki_draft::sealWithGcm(payload, view->roles.encryption));
        SCEPTER_TRY(read, pki::EnvelopedData::fromAuthenticatedDer(envelope));
        prepared.opened->digest = pki::digestOf(pki::Digest::Sha256, read.encryptedContent);
        return withEnvelope(std::move(prepared), run.options().service.url, envelope);
    };
    const auto prepared = seal();
    if (!prepared) return skipped("It could not be made: " + printable(toText(prepared.error())));
    const Attempt attempt = run.sendFresh(*prepared);
    return judgeTaken(attempt.accepted() || attempt.failedWith(FailInfo::BadAlg), sent, attempt,
                      "It is neither taken nor refused with badAlg.");
}

Judgement smallKey(CheckRun& run) {
    return run.refuses("PKCSReq for RSA 1024", misbehaving(Kind::SmallKey));
}

// RFC 8894 section 3.1: a reply for a key that cannot decrypt is encrypted under the challenge.
Judgement ecKey(CheckRun& run) {
    if (!run.needsChallenge()) return skipped("There is no challenge to encrypt under.");
    if (!run.spareChallenge()) return skipped("No challenge is left.");
    auto key = pki::PrivateKey::generate({pki::KeyType::EcP256, 0});
    if (!key) return skipped("No key could be made.");
    const Attempt attempt = run.tryGranted([&] { return run.tryFresh({}, &*key); });
    const char* sent = "PKCSReq for a key on P-256";
    if (attempt.pending()) return kept(sent, attempt.text());
    return judgeTaken(attempt.issued() && attempt.certificate, sent, attempt,
                      "It was not answered with a certificate that the challenge opens.");
}

} // namespace

const std::vector<CheckRow>& algorithmChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"algorithm.aes256", "algorithms", "RFC 3565; sscep", Leniency, "",
          "AES-256-CBC is taken."},
         aes256},
        {{"algorithm.sha384", "algorithms", "strongSwan 5.9.8", Should, "",
          "SHA-384 is taken where it is listed."},
         sha384},
        {{"algorithm.sha512", "algorithms", "RFC 8894 section 3.5.2", Must, "",
          "SHA-512 is taken where it is listed."},
         sha512},
        {{"algorithm.oaep", "algorithms", "Microsoft Intune, observed", Interoperability, "Windows",
          "RSAES-OAEP key transport is taken beside PKCS#1 v1.5."},
         oaep},
        {{"algorithm.des3-as-listed", "algorithms", "RFC 8894 sections 3.5.2 and 7.5", Should, "",
          "3DES is taken where it is listed, and only there."},
         des3AsListed},
        {{"algorithm.sha1-as-listed", "algorithms", "RFC 8894 sections 3.5.2 and 7.9", Should, "",
          "SHA-1 is taken where it is listed, and only there."},
         sha1AsListed},
        {{"algorithm.single-des", "algorithms", "RFC 8894 section 2.9", Must, "",
          "Single DES is refused."},
         singleDes},
        {{"algorithm.md5", "algorithms", "RFC 8894 section 2.9", Must, "", "MD5 is refused."}, md5},
        {{"algorithm.gcm", "algorithms", "RFC 5083; RFC 8894 section 3.2.1.4", Should, "",
          "AuthEnvelopedData with AES-GCM is taken, or refused with badAlg."},
         gcm},
        {{"algorithm.small-key", "algorithms", "NIST SP 800-131A", Should, "",
          "A CSR for RSA 1024 is refused."},
         smallKey},
        {{"algorithm.ec-key", "algorithms", "RFC 8894 sections 3.1 and 3.2.2", Leniency, "",
          "A key that cannot decrypt is answered under the challenge."},
         ecKey},
    };
    return kRows;
}

} // namespace scepter::client
