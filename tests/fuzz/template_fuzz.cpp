// A subject pattern, a SAN pattern (the input's first two lines) and a common name (the rest): what
// is planned has the shape of the patterns, whatever the name holds.
#include "asn1/oids.h"
#include "authority/authority.h"
#include "authority/issue.h"

#include <cstdint>
#include <cstdlib>

using namespace scepter;
using namespace scepter::authority;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

std::string_view takeLine(std::string_view& input) {
    const auto end = input.find('\n');
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
    return line;
}

const TimePoint kNow{std::chrono::days{20000}};

struct Issuer {
    pki::PrivateKey key = pki::PrivateKey::generate({pki::KeyType::EcP256, 0}).value();
    pki::Certificate certificate = makeRoot(request(), key, kNow).value();

    static CaRequest request() {
        CaRequest request;
        request.subject = pki::Name::fromText("CN=CA").value();
        return request;
    }
};

std::vector<std::size_t> shapeOf(const pki::Name& name) {
    std::vector<std::size_t> sizes;
    for (const pki::Rdn& rdn : name.rdns())
        sizes.push_back(rdn.size());
    return sizes;
}

void tryNames(const Template& recipe, const Issuer& issuer, const pki::Csr& csr) {
    const auto plan = planCertificate(recipe, issuer.certificate, csr, {}, kNow);
    if (!plan) return;
    if (recipe.subjectPolicy == SubjectPolicy::Override)
        require(shapeOf(plan->fields.subject) ==
                shapeOf(pki::Name::fromText(recipe.subjectPattern).value()));
    const auto* san = pki::findExtension(plan->fields.extensions, asn1::oids::kSubjectAltName);
    if (recipe.sanPolicy == SanPolicy::Override && san)
        require(pki::readGeneralNames(san->value).value().size() == recipe.sanPatterns.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Issuer issuer;
    std::string_view input(reinterpret_cast<const char*>(data), size);
    Template subjects = labTemplate();
    subjects.subjectPolicy = SubjectPolicy::Override;
    subjects.subjectPattern = takeLine(input);
    Template sans = labTemplate();
    sans.sanPolicy = SanPolicy::Override;
    sans.sanPatterns = {std::string(takeLine(input))};

    const auto name = pki::Name::fromRdns({{{asn1::oids::kCommonName, 0, std::string(input), {}}}});
    if (!name) return 0;
    const auto csr = pki::signCsr({*name, {}, nullptr, {}}, issuer.key, pki::Digest::Sha256);
    if (!csr) return 0;
    // A template that was found in order must not be to blame later on.
    for (const Template& recipe : {subjects, sans}) {
        const bool inOrder = checkTemplate(recipe).has_value();
        const auto plan = planCertificate(recipe, issuer.certificate, *csr, {}, kNow);
        require(!inOrder || plan || plan.error().code != ErrorCode::InvalidArgument);
        tryNames(recipe, issuer, *csr);
    }
    return 0;
}
