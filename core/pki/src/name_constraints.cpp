#include "pki/name_constraints.h"

#include "asn1/oids.h"
#include "openssl_error.h"

#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace scepter::pki {
namespace {

using X509Handle = Handle<X509, X509_free>;
using ConstraintsHandle = Handle<NAME_CONSTRAINTS, NAME_CONSTRAINTS_free>;

X509Handle toOpenSsl(const Certificate& certificate) {
    const unsigned char* at = certificate.der().data();
    return X509Handle(d2i_X509(nullptr, &at, static_cast<long>(certificate.der().size())));
}

} // namespace

Result<void> checkNameConstraints(const Certificate& issuer, const Certificate& subject) {
    if (!findExtension(issuer.extensions(), asn1::oids::kNameConstraints)) return {};
    const X509Handle issuerHandle = toOpenSsl(issuer);
    const X509Handle subjectHandle = toOpenSsl(subject);
    // Purpose -1 checks none: it makes OpenSSL decode the extensions, alternative names among them,
    // without which the check below would see the subject alone.
    if (!issuerHandle || !subjectHandle || X509_check_purpose(subjectHandle.get(), -1, 0) != 1)
        return failOpenSsl(ErrorCode::ChainUntrusted, "name constraints cannot be checked");
    const ConstraintsHandle constraints(static_cast<NAME_CONSTRAINTS*>(
        X509_get_ext_d2i(issuerHandle.get(), NID_name_constraints, nullptr, nullptr)));
    if (!constraints)
        return failOpenSsl(ErrorCode::ChainUntrusted, "name constraints cannot be read");
    const int verdict = NAME_CONSTRAINTS_check(subjectHandle.get(), constraints.get());
    if (verdict == X509_V_OK) return {};
    return failOpenSsl(ErrorCode::ChainUntrusted,
                       "the issuer's name constraints: " +
                           std::string(X509_verify_cert_error_string(verdict)));
}

} // namespace scepter::pki
