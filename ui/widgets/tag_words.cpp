#include "widgets/tag_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace scepter::ui {

namespace {

struct TagWords {
    Q_DECLARE_TR_FUNCTIONS(TagWords)
};

constexpr std::array kUniversal{
    "end of contents",
    "BOOLEAN",
    "INTEGER",
    "BIT STRING",
    "OCTET STRING",
    "NULL",
    "OBJECT IDENTIFIER",
    "ObjectDescriptor",
    "EXTERNAL",
    "REAL",
    "ENUMERATED",
    "EMBEDDED PDV",
    "UTF8String",
    "RELATIVE-OID",
    "TIME",
    "15",
    "SEQUENCE",
    "SET",
    "NumericString",
    "PrintableString",
    "T61String",
    "VideotexString",
    "IA5String",
    "UTCTime",
    "GeneralizedTime",
    "GraphicString",
    "VisibleString",
    "GeneralString",
    "UniversalString",
    "CHARACTER STRING",
    "BMPString",
};

QString numberWords(ByteView element, std::size_t tag) {
    if (tag == 1) return QString::number(element[0] & 0x1FU);
    quint64 number = 0;
    for (std::size_t i = 1; i < tag && i < 9; ++i)
        number = (number << 7) | (element[i] & 0x7FU);
    return QString::number(number);
}

QString nameWords(ByteView element, std::size_t tag) {
    const unsigned tagClass = element[0] >> 6U;
    if (tagClass == 0 && tag == 1 && (element[0] & 0x1FU) < kUniversal.size())
        return QLatin1String(kUniversal.at(element[0] & 0x1FU));
    const QString number = numberWords(element, tag);
    switch (tagClass) {
    case 1:
        return TagWords::tr("[%1] of the application").arg(number);
    case 2:
        return TagWords::tr("[%1] of the context").arg(number);
    case 3:
        return TagWords::tr("[%1], private").arg(number);
    default:
        return TagWords::tr("universal tag %1").arg(number);
    }
}

} // namespace

std::size_t tagOctets(ByteView element, std::size_t header) {
    if (header == 0) return 0;
    if (element.empty() || (element[0] & 0x1FU) != 0x1F) return 1;
    std::size_t count = 1;
    while (count < header && count < element.size() && (element[count] & 0x80U) != 0)
        ++count;
    return std::min(count + 1, header);
}

QString tagWords(ByteView element, std::size_t header) {
    if (header < 2 || element.size() < header) return {};
    const std::size_t tag = tagOctets(element, header);
    const QByteArray octets(reinterpret_cast<const char*>(element.data()),
                            static_cast<qsizetype>(tag));
    const QString start =
        TagWords::tr("%1, tag %2", "a name and hex digits")
            .arg(nameWords(element, tag), QString::fromLatin1(octets.toHex(' ').toUpper()));
    if (tag < header && element[tag] == 0x80)
        return TagWords::tr("%1, indefinite length", "a tag").arg(start);
    return TagWords::tr("%1, length %2", "a tag, then a number")
        .arg(start)
        .arg(element.size() - header);
}

} // namespace scepter::ui
