// A challenge that should be a signed token: the input as it is, as the claims of one that is
// signed with the gate's shared key, and as the header of one.
#include "base/encoding.h"
#include "challenge/gate.h"
#include "pki/crypto.h"
#include "pki/csr.h"

#include <cstdint>
#include <cstdlib>

using namespace scepter;
using namespace scepter::challenge;

namespace {

// clang-format off
constexpr std::string_view kCsr =
    "3081f130819802010030123110300e06035504030c076b696f736b2d313059301306072a8648ce3d02010608"
    "2a8648ce3d03010703420004973144d52c599f6e2a93dddd8e9d3f7be9ecd4cc9f844a49811248c4f02f22c9"
    "c68527fd4ab9a7d06627362ed8b9cc122c7617f1e366b1b90d975ad4aa4f676ea024302206092a864886f70d"
    "01090e3115301330110603551d11040a30088206612e74657374300a06082a8648ce3d040302034800304502"
    "2014d7eb1d4c49f9c0ce4f98bbfda7f08ac69d65ed04eb4059d521a36d340d2f91022100fe089a3747837567"
    "995483bf33c240d36ee8c2c9cd010abbedb78c64d9fd1f73";
constexpr const char* kKeys =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2IsAm99XtOGCZYC7t1/wj6ekeixS\n"
    "Wa/hU06ixayMvOXCJ/NQ7un9PwsSXFT2182Brt8j+sLyZkDuxkmenNym2A==\n"
    "-----END PUBLIC KEY-----\n"
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAXAeTfI78Ybg+6AXfhqFVpIenmvsCJDnZ4nHNqDPS8bs=\n"
    "-----END PUBLIC KEY-----\n"
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAkM386c1B88ZoISB7SMoj\n"
    "2wd11ZLAdP137SgMN4lRIUd5dV2ggG/AybLV91jL+Y0G3teTbwOaHNemoHkcNjNi\n"
    "4qdd9u9oiMhdjlikl7WCqQO3wqhie7SG43qfOoCrCsFKPA7TisJjn657vjA3YWxc\n"
    "zD7KNvA+H6KwFNWBUv6dSz2F67NBIwSVuKjwUt+eT0sLrbdLvLDWIV+/g8vxjX81\n"
    "Z+Vl5RynE9CsjXyo5CTumhf0i4QLCK0GpBTnmkFGQCQfSQ5cA8cGDlDZWVQD/1rc\n"
    "QDtW0/yzQyWhZsbv2Vd9Ddi7/9QHbwihJ1MQknjXBN8VS6FyoZYOvE6GX36QNWAR\n"
    "1wIDAQAB\n"
    "-----END PUBLIC KEY-----\n";
// clang-format on
constexpr std::string_view kSharedKey = "a shared key that protects nothing at all";

void require(bool condition) {
    if (!condition) std::abort();
}

struct Fixture {
    TokenGate gate;
    std::vector<GateSecret> secrets;
    GateRequest request;

    Fixture() {
        gate.keyPems = {kKeys};
        secrets.push_back({"gate", "key", SecretBytes(kSharedKey)});
        request.endpoint = "devices";
        request.csr = std::make_shared<pki::Csr>(pki::Csr::fromDer(fromHex(kCsr).value()).value());
        request.now = timeFromIsoText("2026-11-26T10:00:00Z").value();
    }
};

void tryToken(std::string_view text, bool maybeAllowed) {
    static const Fixture fixture;
    const SecretBytes typed(text);
    const Verdict verdict = judgeToken(fixture.gate, fixture.secrets, &typed, fixture.request);
    if (verdict.kind == VerdictKind::Allow) {
        require(maybeAllowed && verdict.singleUseHash && verdict.singleUseHash->size() == 32);
        require(verdict.singleUseUntil >= fixture.request.now);
        (void)compare(verdict.grant.constraints, *fixture.request.csr);
        return;
    }
    require(verdict.kind == VerdictKind::Deny && verdict.error.has_value());
    require(!verdict.singleUseHash);
}

std::string sealed(std::string_view header, std::string_view claims) {
    std::string text = toBase64Url(bytesOf(header)) + '.' + toBase64Url(bytesOf(claims));
    const Bytes mac = pki::hmacSha256(bytesOf(kSharedKey), bytesOf(text));
    return text + '.' + toBase64Url(mac);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    tryToken(input, false);
    tryToken(sealed(R"({"alg":"HS256"})", input), true);
    tryToken(sealed(input, R"({"aud":"devices","jti":"1","exp":1795690800})"), true);
    return 0;
}
