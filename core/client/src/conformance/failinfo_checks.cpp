// SPDX-License-Identifier: GPL-3.0-or-later
// Does failInfo tell what is wrong, and no more?
#include "check_run.h"
#include "pki/crypto.h"
#include "scep/ids.h"

#include <algorithm>

namespace scepter::client {

namespace {

using Kind = MisbehaviorKind;

Judgement fits(const std::string& sent, const Attempt& attempt,
               std::initializer_list<FailInfo> wanted, const char* why) {
    if (!attempt.failed())
        return skipped(sent + " is not answered with a FAILURE: " + attempt.text());
    const bool fit =
        std::ranges::any_of(wanted, [&](const FailInfo one) { return attempt.failedWith(one); });
    return judged(fit, sent, attempt.text(), why);
}

Judgement afterFresh(CheckRun& run, const std::string& sent, const Variant& variant,
                     std::initializer_list<FailInfo> wanted, const char* why,
                     const pki::PrivateKey* key = nullptr) {
    if (!run.spareChallenge()) return skipped("No challenge is left.");
    return fits(sent, run.tryFresh(variant, key), wanted, why);
}

Judgement badAlgCipher(CheckRun& run) {
    return afterFresh(run, "PKCSReq in single DES", misbehaving(Kind::WeakCipher, "des"),
                      {FailInfo::BadAlg}, "A cipher that is not taken is badAlg.");
}

Judgement badAlgDigest(CheckRun& run) {
    const auto rsa = run.stranger(); // no other key signs with MD5
    if (!rsa) return skipped("No key could be made.");
    return afterFresh(run, "PKCSReq with MD5", misbehaving(Kind::WeakDigest, "md5"),
                      {FailInfo::BadAlg}, "A digest that is not taken is badAlg.", &rsa->key);
}

Judgement badMessageCheck(CheckRun& run) {
    return afterFresh(run, "PKCSReq with a bad signature", misbehaving(Kind::BadSignature),
                      {FailInfo::BadMessageCheck},
                      "A signature that does not hold is badMessageCheck.");
}

Judgement badCsrSignature(CheckRun& run) {
    return afterFresh(run, "CSR with a bad signature", misbehaving(Kind::BadCsrSignature),
                      {FailInfo::BadMessageCheck, FailInfo::BadRequest},
                      "A CSR without proof of possession is badMessageCheck or badRequest.");
}

Judgement badRequest(CheckRun& run) {
    return afterFresh(run, "PKCSReq with messageType 99",
                      misbehaving(Kind::UnknownMessageType, "99"), {FailInfo::BadRequest},
                      "A transaction that is not supported is badRequest.");
}

Judgement pollUnknown(CheckRun& run) {
    return fits("CertPoll about an unknown transaction", run.refusal(), {FailInfo::BadCertId},
                "What is asked for and not found is badCertId.");
}

Judgement badCertId(CheckRun& run) {
    if (auto why = run.whyUnanswerable(); !why.empty()) return skipped(std::move(why));
    const auto random = pki::randomSerial();
    if (!random) return skipped("There are no random numbers.");
    RequestPlan plan;
    plan.type = scep::MessageType::GetCert;
    plan.signer = *run.identity();
    plan.serial = *random;
    const auto prepared = run.service().prepare(plan);
    if (!prepared) return skipped("It could not be made.");
    return fits("GetCert for an unknown serial number", run.send(*prepared), {FailInfo::BadCertId},
                "What is asked for and not found is badCertId.");
}

// Overwrites what is inside `whole` with as many other bytes.
bool overwrite(Bytes& whole, ByteView inside, ByteView with) {
    const auto found = std::search(whole.begin(), whole.end(), inside.begin(), inside.end());
    if (found == whole.end()) return false;
    std::copy(with.begin(), with.end(), found);
    return true;
}

enum class Damage { Key, Padding, Payload };

// A whole and signed PKCSReq whose envelope goes wrong at one of three places.
Result<PreparedRequest> damaged(CheckRun& run, Damage damage) {
    SCEPTER_TRY(prepared, run.fresh({}));
    const auto view = run.view();
    if (!view) return fail(ErrorCode::NotSupported, "there is nobody to encrypt to");
    SCEPTER_TRY(payload, pki::randomBytes(700));
    SCEPTER_TRY(envelope, pki::sealEnvelope(payload, view->roles.encryption, pki::Cipher::Aes128Cbc,
                                            pki::KeyTransport::RsaPkcs1));
    SCEPTER_TRY(read, pki::EnvelopedData::fromDer(envelope));
    const auto* recipient = std::get_if<pki::KeyTransportRecipient>(&read.recipients.front());
    if (recipient == nullptr) return fail(ErrorCode::NotSupported, "no key transport");
    bool done = damage == Damage::Payload;
    if (damage == Damage::Key) {
        SCEPTER_TRY(noise, pki::randomBytes(recipient->encryptedKey.size()));
        noise.front() = 0; // below the modulus
        done = overwrite(envelope, recipient->encryptedKey, noise);
    } else if (damage == Damage::Padding) {
        // Turns the padding's size into one above a block.
        Bytes content = read.encryptedContent;
        content[content.size() - 17] ^= 0x80;
        done = overwrite(envelope, read.encryptedContent, content);
    }
    if (!done) return fail(ErrorCode::NotSupported, "the envelope is not as it was made");
    return withEnvelope(std::move(prepared), run.options().service.url, envelope);
}

Judgement uniformDecryption(CheckRun& run) {
    const auto view = run.view();
    if (!view || !view->roles.encryption.publicKey().canEncrypt())
        return skipped("The service has no key that decrypts.");
    const std::string sent = "three envelopes: a damaged key, a damaged padding, noise for a CSR";
    std::optional<Attempt> first;
    for (const Damage damage : {Damage::Key, Damage::Padding, Damage::Payload}) {
        auto prepared = damaged(run, damage);
        if (!prepared) return skipped("It could not be made: " + toText(prepared.error()));
        Attempt attempt = run.send(*prepared);
        if (attempt.saysNothing()) return nothingSaid(attempt.http());
        if (attempt.accepted() || !attempt.refused())
            return broken(sent, attempt.text(), "One of them is not refused.");
        if (!first) {
            first = std::move(attempt);
            continue;
        }
        const auto& a = first->reply.attributes;
        const auto& b = attempt.reply.attributes;
        if (first->http() != attempt.http() || a.failInfo != b.failInfo ||
            a.failInfoText != b.failInfoText)
            return broken(sent, first->text() + "; " + attempt.text(),
                          "The answers tell how far the decryption came: with enough of them a "
                          "message can be decrypted (Bleichenbacher, Vaudenay).");
    }
    return kept(sent, first->text() + ", each time");
}

} // namespace

const std::vector<CheckRow>& failInfoChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"failinfo.bad-alg-cipher", "failinfo", "RFC 8894 section 3.2.1.4", Should, "",
          "A forbidden cipher is badAlg."},
         badAlgCipher},
        {{"failinfo.bad-alg-digest", "failinfo", "RFC 8894 section 3.2.1.4", Should, "",
          "A forbidden digest is badAlg."},
         badAlgDigest},
        {{"failinfo.bad-message-check", "failinfo", "RFC 8894 section 3.2.1.4", Should, "",
          "A signature that does not hold is badMessageCheck."},
         badMessageCheck},
        {{"failinfo.bad-csr-signature", "failinfo", "RFC 8894 section 3.2.1.4", Should, "",
          "A CSR whose signature does not hold is badMessageCheck or badRequest."},
         badCsrSignature},
        {{"failinfo.bad-request", "failinfo", "RFC 8894 section 3.2.1.4", Should, "",
          "An unknown messageType is badRequest."},
         badRequest},
        {{"failinfo.poll-unknown", "failinfo", "RFC 8894 section 3.2.1.4", Should, "",
          "A CertPoll about an unknown transaction is badCertId."},
         pollUnknown},
        {{"failinfo.bad-cert-id", "failinfo", "RFC 8894 section 3.2.1.4", Should, "",
          "GetCert for an unknown serial number is badCertId."},
         badCertId},
        {{"failinfo.uniform-decryption", "failinfo", "RFC 3218", Must, "",
          "Nothing tells at which step a decryption failed."},
         uniformDecryption},
    };
    return kRows;
}

} // namespace scepter::client
