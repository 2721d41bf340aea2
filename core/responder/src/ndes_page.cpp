#include "responder/ndes_page.h"

#include "base/encoding.h"
#include "pki/crypto.h"

namespace scepter::responder {

namespace {

constexpr std::string_view kHead =
    "<HTML><Head><Meta HTTP-Equiv=\"Content-Type\" Content=\"text/html; charset=UTF-8\">"
    "<Title>Network Device Enrollment Service</Title></Head><Body BgColor=#FFFFFF>"
    "<Font ID=locPageFont Face=\"Arial\"><Table Border=0 CellSpacing=0 CellPadding=4 Width=100% "
    "BgColor=#008080><TR><TD><Font ID=locPageTitleFont Face=\"Arial\" Size=-1 Color=#FFFFFF>"
    "<LocID ID=locMSCertSrv>Network Device Enrollment Service</LocID></Font></TD></TR></Table>"
    "<P ID=locPageTitle> Network Device Enrollment Service allows you to obtain certificates for "
    "routers or other network devices using the Simple Certificate Enrollment Protocol (SCEP). "
    "</P>";
constexpr std::string_view kFoot =
    "<P ID=locPageDesc> For more information see  <A "
    "HREF=http://go.microsoft.com/fwlink/?LinkId=67852>Using Network Device Enrollment Service "
    "</A>. </P> <P></Font></Body></HTML>";

/// The text as the page is sent. All of it is ASCII. The UTF-16 forms end with the NUL that Windows
/// sends too: there are readers that look for it.
SecretBytes encoded(std::string_view text, store::PageEncoding encoding) {
    if (encoding == store::PageEncoding::Utf8) return SecretBytes(text);
    const std::size_t mark = encoding == store::PageEncoding::Utf16WithMark ? 2 : 0;
    SecretBytes page = SecretBytes::ofSize(mark + 2 * (text.size() + 1));
    if (mark != 0) {
        page.data()[0] = 0xFF;
        page.data()[1] = 0xFE;
    }
    for (std::size_t i = 0; i < text.size(); ++i)
        page.data()[mark + 2 * i] = static_cast<std::uint8_t>(text[i]);
    return page;
}

Bytes plainPage(std::string_view words, store::PageEncoding encoding) {
    const std::string text = std::string(kHead) + std::string(words) + std::string(kFoot);
    return copyOf(encoded(text, encoding).view());
}

} // namespace

std::string ndesThumbprint(ByteView certificate) {
    constexpr std::size_t kGroup = 8;
    const std::string hex = toUpperHex(pki::digestOf(pki::Digest::Md5, certificate));
    std::string groups;
    for (std::size_t at = 0; at < hex.size(); at += kGroup) {
        if (!groups.empty()) groups += ' ';
        groups += hex.substr(at, kGroup);
    }
    return groups;
}

SecretBytes ndesPasswordPage(const NdesPassword& password, store::PageEncoding encoding) {
    std::string text;
    text.reserve(kHead.size() + kFoot.size() + 1024); // it must not leave copies of the password
    text += kHead;
    text += "<P> To complete certificate enrollment for your network device you will need the "
            "following information: <P> The thumbprint (hash value) for the CA certificate is: "
            "<B> ";
    text += password.thumbprint;
    text += " </B> <P> The enrollment challenge password is: <B> ";
    text += password.password;
    text += " </B> <P> This password can be used ";
    if (password.single)
        text += "multiple times and will not expire. </P> ";
    else
        text += "only once and will expire within " + std::to_string(password.minutes) +
                " minutes. <P> Each enrollment requires a new challenge password. You can refresh "
                "this web page to obtain a new challenge password. </P> ";
    text += kFoot;
    SecretBytes page = encoded(text, encoding);
    wipeMemory(text.data(), text.size());
    return page;
}

Bytes ndesFullPage(store::PageEncoding encoding) {
    return plainPage("<P> The password cache is full. <P> Network Device Enrollment Service stores "
                     "unused passwords for later use. By default, passwords are stored for 60 "
                     "minutes. </P> ",
                     encoding);
}

Bytes ndesDeniedPage(store::PageEncoding encoding) {
    return plainPage("<P> You do not have sufficient permission to enroll with SCEP.  Please "
                     "contact your system administrator. </P> ",
                     encoding);
}

} // namespace scepter::responder
