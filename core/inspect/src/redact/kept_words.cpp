#include "replacer.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

/// Words of HTTP and SCEP, of usual paths, media types and pages, and of programs that speak them.
constexpr std::string_view kWords =
    "a accept accepted admin administrator aes after age agent alive allowed allows and "
    "android apache api apple application apr ascii asp aspnet attachment aug authenticate "
    "authorization b bad basic be bearer beast bin body boost bot bouncycastle boundary br "
    "browser by bytes ca cache caidentifier can center cer cert certificate certificates "
    "certificateservices certmonger certsrv cfnetwork cgi challenge charset chunked cisco "
    "client close compatible complete connection contact content continue control cookie "
    "coyote created crl crypto csr curl dalvik darwin date debian dec deflate delete deny der "
    "des des3 device digest disposition div dll do during each encoding enroll enrollment "
    "entity equiv error est etag exe expect expire expires express feb file filename "
    "following font for forbidden form forwarded found frame fri from full gateway gecko get "
    "getcacaps getcacert getcacertchain getcert getcrl getnextcacert gmt go gzip h1 h2 h3 has "
    "hash have head host hr href hsts html http httpapi httponly https identity if iis "
    "implemented in information intel internal ios ipad ipados iphone is iso it jan java "
    "jetty jscep json jul jun keep kestrel khtml known language large lax ldap length li like "
    "linux localhost location mac macos many mar match max may mdmclient media message meta "
    "method micromdm microsoft mime minutes mobileconfig modified mon moved mozilla ms mscep "
    "mscep_admin msie multiple must ndes need negotiate net netty network new next nginx no "
    "none nosniff not nov nt ntlm obtain ocsp oct octet of ok okhttp on once one only openssl "
    "operation options or origin os other p page part password path payload pem permanently "
    "permission php pkcs pkcs7 pki pkiclient pkioperation pkix plain policy post "
    "postpkioperation powered precondition private profiled proto protocol proxy "
    "public put python q qt ra range realm referer refresh renewal request requests required "
    "requires response retry revalidate sameorigin samesite sat scep scepclient scepstandard "
    "scepter secure security see sep server service session set sha sha1 sha256 sha384 sha512 "
    "signer simple simplehttp since span sscep ssp store stream strict strongswan style "
    "submit sufficient sun system table td temporarily text the this thu thumbprint timeout "
    "times title to tomcat too tr trailer transaction transactionid transfer transport "
    "trident tue type ubuntu ul unauthorized unavailable unix unknown unmodified unsupported "
    "update upgrade urlencoded urllib use used user using utc utf value vary version via "
    "warning web webkit wed well werkzeug will win32 win64 windows with within www x x509 x64 "
    "xml you your "
    "pragma";

} // namespace

bool isKeptWord(std::string_view lowerCase) {
    static const std::vector<std::string_view> kSorted = [] {
        std::vector<std::string_view> words = split(kWords, ' ');
        std::ranges::sort(words);
        return words;
    }();
    return std::ranges::binary_search(kSorted, lowerCase);
}

} // namespace scepter::inspect
