// SPDX-License-Identifier: GPL-3.0-or-later
#include "asn1/ber.h"

#include "asn1/writer.h"

#include <algorithm>

namespace scepter::asn1 {

namespace {

constexpr std::uint8_t kConstructed = 0x20;
constexpr std::uint8_t kIndefinite = 0x80;
constexpr std::uint8_t kOctetString = 0x04;

void append(Bytes& out, ByteView bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void appendSegment(Bytes& out, ByteView content) {
    append(out, Writer().primitive(kOctetString, content).bytes());
}

void appendSegments(Bytes& out, ByteView content, const BerForm& form) {
    const std::size_t tail = form.tail > 0 && content.size() > form.tail ? form.tail : 0;
    ByteView head = content.first(content.size() - tail);
    const std::size_t most = form.segment > 0 ? form.segment : head.size();
    while (!head.empty()) {
        const std::size_t size = std::min(most, head.size());
        appendSegment(out, head.first(size));
        head = head.subspan(size);
    }
    if (tail > 0) appendSegment(out, content.last(tail));
}

// Recursive: a Tree is at most Limits::depth deep.
void write(Bytes& out, Element element, const BerChooser& formOf, unsigned depth) {
    const BerForm form = formOf(element, depth);
    const bool open = form.length == BerForm::Length::Indefinite && element.isConstructed();
    const bool cut = form.length == BerForm::Length::Segments && !element.isConstructed();
    // Tags above 30 take more than one octet; none of CMS does.
    if ((!open && !cut) || element.node().tagNumber > 30) {
        append(out, element.encoded());
        return;
    }
    out.push_back(static_cast<std::uint8_t>(element.encoded().front() | kConstructed));
    out.push_back(kIndefinite);
    if (cut)
        appendSegments(out, element.content(), form);
    else
        for (Element child = element.firstChild(); child; child = child.nextSibling())
            write(out, child, formOf, depth + 1);
    out.insert(out.end(), {0, 0});
}

} // namespace

Bytes toBer(Element element, const BerChooser& formOf) {
    Bytes out;
    if (element) write(out, element, formOf, 0);
    return out;
}

} // namespace scepter::asn1
