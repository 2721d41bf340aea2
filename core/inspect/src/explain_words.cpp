#include "explain_words.h"

#include "base/text.h"

namespace scepter::inspect {

Meaning meaningOfMessageType(int number) {
    const std::string section = "RFC 8894 section 3.2.1.2";
    switch (number) {
    case 3:
        return {"Response to certificate or CRL request.",
                "The server answers a request: with what was asked for, with a refusal, or with "
                "\"not yet\".",
                section};
    case 17:
        return {"PKCS #10 certificate request authenticated with an existing certificate.",
                "A client that already has a certificate asks for a new one, and signs with the "
                "old one.",
                section};
    case 18:
        return {{},
                "A client asks for a new certificate with a message type of older drafts. It is "
                "treated as a renewal.",
                "draft-nourse-scep"};
    case 19:
        return {"PKCS #10 certificate request authenticated with a shared secret.",
                "A client asks for its first certificate. It has none yet, so it signs with a "
                "certificate that it made itself, and shows who it is by a challenge password.",
                section};
    case 20:
        return {"Certificate polling in manual enrolment.",
                "A client that was told to wait asks whether its certificate is ready.", section};
    case 21:
        return {"Retrieve a certificate.",
                "A client asks for a certificate that was issued before.", section};
    case 22:
        return {"Retrieve a CRL.", "A client asks for the list of revoked certificates.", section};
    default:
        return {{}, "The RFC knows no message of this type.", section};
    }
}

Meaning meaningOfPkiStatus(int number) {
    const std::string section = "RFC 8894 section 3.2.1.3";
    switch (number) {
    case 0:
        return {"Request granted.", "The server did what was asked.", section};
    case 2:
        return {"Request rejected. In this case, the failInfo attribute, as defined in Section "
                "3.2.1.4, MUST also be present.",
                "The server refused. The failInfo below says why, in one of five words.", section};
    case 3:
        return {"Request pending for manual approval.",
                "Nothing is decided yet. The client has to ask again later with a CertPoll.",
                section};
    default:
        return {{}, "The RFC knows no such status, and clients will not either.", section};
    }
}

Meaning meaningOfFailInfo(int number) {
    const std::string section = "RFC 8894 section 3.2.1.4";
    switch (number) {
    case 0:
        return {"Unrecognized or unsupported algorithm.",
                "The server does not speak, or does not allow, the cipher, digest or key of the "
                "request.",
                section};
    case 1:
        return {"Integrity check (meaning signature verification of the CMS message) failed.",
                "The server could not verify the signature of the message, or could not open its "
                "envelope.",
                section};
    case 2:
        return {"Transaction not permitted or supported.",
                "The server does not want this request: a wrong or used challenge, a name or a key "
                "that its rules do not allow, or a repeat that does not fit. Many servers say this "
                "for everything.",
                section};
    case 3:
        return {"The signingTime attribute from the CMS authenticatedAttributes was not "
                "sufficiently close to the system time.",
                "The clocks of client and server are too far apart.", section};
    case 4:
        return {"No certificate could be identified matching the provided criteria.",
                "The certificate or CRL that was asked for is not known to the server.", section};
    default:
        return {{}, "The RFC knows no such failInfo.", section};
    }
}

Meaning meaningOfOperation(const std::string& operation) {
    if (equalsIgnoringCase(operation, "GetCACaps"))
        return {"Get CA Capabilities.",
                "A client asks what the server can do: ciphers, digests, POST, renewal.",
                "RFC 8894 section 3.5.1"};
    if (equalsIgnoringCase(operation, "GetCACert"))
        return {"Get CA Certificate.",
                "A client asks for the certificates of CA and RA. It has to check their "
                "fingerprint by another way.",
                "RFC 8894 section 4.2"};
    if (equalsIgnoringCase(operation, "GetNextCACert"))
        return {"Get Next CA Certificate.",
                "A client asks for the CA certificate that takes over next.",
                "RFC 8894 section 4.7"};
    if (equalsIgnoringCase(operation, "PKIOperation"))
        return {"PKI operation.", "The request carries a SCEP message.", "RFC 8894 section 4.1"};
    return {};
}

} // namespace scepter::inspect
