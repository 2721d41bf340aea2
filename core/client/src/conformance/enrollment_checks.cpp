// SPDX-License-Identifier: GPL-3.0-or-later
// The positive control, and the certificate that came of it.
#include "base/text.h"
#include "check_run.h"

#include <algorithm>

namespace scepter::client {

namespace {

constexpr auto kSent = "PKCSReq of the positive control";
constexpr std::size_t kSscepBuffer = 16 * 1024;

Judgement enrollment(CheckRun& run) {
    const auto made = run.control();
    if (!made)
        return broken("PKCSReq", printable(toText(made.error())),
                      "No request could be made for this service.");
    const Attempt& attempt = (*made)->attempt;
    const bool good = attempt.pending() || (attempt.issued() && attempt.certificate);
    return judged(good, "PKCSReq", attempt.text(), "A plain enrollment is not granted.");
}

// Judges the control's answer where it holds a certificate.
template <class Judge> Judgement onIssued(CheckRun& run, Judge judge) {
    const auto made = run.control();
    if (!made || !(*made)->attempt.certificate)
        return skipped("No certificate was issued: the service holds requests for a decision.");
    return judge(**made, *(*made)->attempt.certificate);
}

template <class Holds> Judgement ofCertificate(CheckRun& run, Holds holds, const char* why) {
    return onIssued(run, [&](const Control& control, const pki::Certificate& issued) {
        return judged(holds(control, issued), kSent, control.attempt.text(), why);
    });
}

Judgement mandatoryAlgorithms(CheckRun& run) {
    const auto byPost = [&]() -> Result<Attempt> {
        Variant variant;
        variant.request = [](EnrollmentRequest& request) {
            request.cipher = pki::Cipher::Aes128Cbc;
            request.digest = pki::Digest::Sha256;
        };
        SCEPTER_TRY(prepared, run.repeat(variant));
        http::ClientRequest post;
        post.method = "POST";
        post.url = run.options().service.url;
        post.url += post.url.find('?') == std::string::npos ? '?' : '&';
        post.url += "operation=PKIOperation";
        post.headers.push_back({"Content-Type", std::string(scep::content_type::kPkiMessage)});
        post.body = prepared.message;
        return run.fetch("PKCSReq", std::move(post), prepared);
    }();
    constexpr auto kWhat = "PKCSReq by POST, AES-128-CBC, SHA-256";
    if (!byPost) return skipped("It could not be made: " + printable(toText(byPost.error())));
    // A service that does not know repetitions refuses them, having read the message.
    const bool read =
        byPost->accepted() || (byPost->failed() && !byPost->failedWith(FailInfo::BadAlg));
    if (isTurnedAway(byPost->http())) return nothingSaid(byPost->http());
    return judged(read, kWhat, byPost->text(), "What every server has to take is not taken.");
}

Judgement key(CheckRun& run) {
    return ofCertificate(
        run,
        [](const Control& control, const pki::Certificate& issued) {
            return issued.publicKey() == control.key.publicKey();
        },
        "The certificate is for another key than the CSR's.");
}

Judgement chains(CheckRun& run) {
    return ofCertificate(
        run,
        [&](const Control&, const pki::Certificate& issued) {
            return std::ranges::any_of(run.certificates(), [&](const pki::Certificate& ca) {
                return issued.issuer().matches(ca.subject()) &&
                       issued.verifySignedBy(ca.publicKey());
            });
        },
        "No certificate of GetCACert is its issuer.");
}

Judgement leafFirst(CheckRun& run) {
    return ofCertificate(
        run,
        [](const Control& control, const pki::Certificate& issued) {
            return control.attempt.reply.certificates.front() == issued;
        },
        "Another certificate comes before the issued one: Apple takes the first.");
}

Judgement onlyCertificate(CheckRun& run) {
    return ofCertificate(
        run,
        [](const Control& control, const pki::Certificate&) {
            return control.attempt.reply.certificates.size() == 1;
        },
        "Further certificates come with it: newer systems read them as a set, without an order.");
}

Judgement validity(CheckRun& run) {
    return onIssued(run, [&](const Control& control, const pki::Certificate& issued) {
        const std::string dates =
            toIsoText(issued.notBefore()) + " to " + toIsoText(issued.notAfter());
        if (!issued.checkValidAt(run.now()))
            return broken(kSent, dates, "The certificate is not valid now.");
        const bool beyond = std::ranges::any_of(run.certificates(), [&](const auto& ca) {
            return issued.issuer() == ca.subject() && issued.notAfter() > ca.notAfter();
        });
        return judged(!beyond, kSent, dates + ", " + control.attempt.text(),
                      "The certificate is to live longer than its issuer.");
    });
}

Judgement serial(CheckRun& run) {
    return ofCertificate(
        run,
        [](const Control&, const pki::Certificate& issued) {
            const Bytes& octets = issued.serial();
            const bool zero = std::ranges::all_of(octets, [](auto one) { return one == 0; });
            return !octets.empty() && octets.size() <= 20 && (octets.front() & 0x80) == 0 && !zero;
        },
        "The serial number is not positive, or has more than 20 octets.");
}

Judgement subject(CheckRun& run) {
    return onIssued(run, [](const Control& control, const pki::Certificate& issued) {
        return judged(issued.subject().commonName() == control.subject.commonName(), kSent,
                      printable(issued.subject().toDisplayText()),
                      "The certificate has another common name than was asked for.");
    });
}

Judgement notACa(CheckRun& run) {
    return ofCertificate(
        run,
        [](const Control&, const pki::Certificate& issued) {
            return !issued.basicConstraints().value_or(pki::BasicConstraints{}).ca;
        },
        "The certificate is one of a CA.");
}

Judgement strongSignature(CheckRun& run) {
    return ofCertificate(
        run,
        [](const Control&, const pki::Certificate& issued) {
            const pki::SignatureAlgorithm* algorithm = issued.signatureAlgorithm();
            return algorithm != nullptr && (algorithm->scheme == pki::SignatureScheme::Ed25519 ||
                                            (algorithm->digest != pki::Digest::Sha1 &&
                                             algorithm->digest != pki::Digest::Md5));
        },
        "The certificate is signed with SHA-1 or weaker.");
}

Judgement encryptedToSigner(CheckRun& run) {
    return onIssued(run, [](const Control& control, const pki::Certificate&) {
        const auto& envelope = control.attempt.reply.envelope;
        if (!envelope) return broken(kSent, control.attempt.text(), "There is no envelope.");
        if (!control.sent.transaction.signer.key.publicKey().canEncrypt())
            return skipped("The client's key does not take key transport.");
        const bool named = std::ranges::any_of(envelope->recipients, [&](const auto& one) {
            const auto* byKey = std::get_if<pki::KeyTransportRecipient>(&one);
            return byKey != nullptr && byKey->names(control.sent.transaction.signer.certificate);
        });
        return judged(named, kSent, control.attempt.text(),
                      "No recipient of the envelope is the certificate that signed the request.");
    });
}

Judgement replyCipher(CheckRun& run) {
    return onIssued(run, [](const Control& control, const pki::Certificate&) {
        const auto& envelope = control.attempt.reply.envelope;
        if (!envelope) return broken(kSent, control.attempt.text(), "There is no envelope.");
        const pki::Cipher asked = control.sent.transaction.cipher;
        if (asked == pki::Cipher::TripleDesCbc) return skipped("The request was not in AES.");
        const bool aes = envelope->cipher == pki::Cipher::Aes128Cbc ||
                         envelope->cipher == pki::Cipher::Aes192Cbc ||
                         envelope->cipher == pki::Cipher::Aes256Cbc;
        const std::string name = envelope->cipher ? std::string(toText(*envelope->cipher))
                                                  : envelope->cipherOid.toText();
        return judged(aes, kSent, "an envelope in " + name,
                      "A request in AES is answered in something else.");
    });
}

Judgement contentType(CheckRun& run) {
    return onIssued(run, [](const Control& control, const pki::Certificate&) {
        const std::string& type = control.attempt.response->contentType;
        const std::string plain = toLower(trimmed(split(type, ';').front()));
        return judged(plain == scep::content_type::kPkiMessage, kSent, printable(type),
                      "The Content-Type is not application/x-pki-message.");
    });
}

Judgement smallReply(CheckRun& run) {
    return onIssued(run, [](const Control& control, const pki::Certificate&) {
        const std::size_t size = control.attempt.response->body.size();
        return judged(size < kSscepBuffer, kSent, std::to_string(size) + " bytes",
                      "sscep has room for 16 KiB with the HTTP head.");
    });
}

} // namespace

const std::vector<CheckRow>& controlChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"control.enrollment", "control", "RFC 8894 sections 2.5 and 4.3", Must, "",
          "A plain enrollment with a valid challenge is granted or held."},
         enrollment},
    };
    return kRows;
}

const std::vector<CheckRow>& enrollmentChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"enroll.mandatory-algorithms", "enrollment", "RFC 8894 section 2.9", Must, "",
          "A PKCSReq by POST with AES-128-CBC and SHA-256 is taken."},
         mandatoryAlgorithms},
        {{"enroll.key", "enrollment", "RFC 8894 section 3.3.2.1", Must, "",
          "The certificate is for the key of the CSR."},
         key},
        {{"enroll.chains", "enrollment", "RFC 8894 section 4.2.1", Must, "",
          "The certificate is issued by a CA of GetCACert."},
         chains},
        {{"enroll.leaf-first", "enrollment", "Apple SecSCEP.c", Interoperability, "Apple",
          "The issued certificate is the first of the reply."},
         leafFirst},
        {{"enroll.only-certificate", "enrollment", "Apple SecSCEP.c", Interoperability, "Apple",
          "The issued certificate comes alone."},
         onlyCertificate},
        {{"enroll.validity", "enrollment", "RFC 5280 section 6.1.3", Should, "",
          "The certificate is valid now and does not outlive its issuer."},
         validity},
        {{"enroll.serial", "enrollment", "RFC 5280 section 4.1.2.2", Must, "",
          "The serial number is positive and has at most 20 octets."},
         serial},
        {{"enroll.subject", "enrollment", "RFC 8894 section 2.3", Should, "",
          "The certificate has the common name of the CSR."},
         subject},
        {{"enroll.not-a-ca", "enrollment", "RFC 5280 section 4.2.1.9", Must, "",
          "The certificate is none of a CA."},
         notACa},
        {{"enroll.strong-signature", "enrollment", "RFC 8894 section 7.9", Should, "",
          "The certificate is signed with SHA-256 or better."},
         strongSignature},
        {{"enroll.encrypted-to-signer", "enrollment", "RFC 8894 section 3.2.2", Must, "",
          "The reply is encrypted for the certificate that signed the request."},
         encryptedToSigner},
        {{"enroll.reply-cipher", "enrollment", "RFC 8894 section 2.9", Must, "",
          "A request in AES is answered in AES."},
         replyCipher},
        {{"enroll.content-type", "enrollment", "RFC 8894 section 4.3.1", Must, "",
          "A CertRep is sent as application/x-pki-message."},
         contentType},
        {{"enroll.small-reply", "enrollment", "sscep 0.10.0", Interoperability, "sscep",
          "The reply is below 16 KiB."},
         smallReply},
    };
    return kRows;
}

} // namespace scepter::client
