// SPDX-License-Identifier: GPL-3.0-or-later
// BER that says the same as some DER: what Apple's and Bouncy Castle's encoders write.
#pragma once

#include "asn1/reader.h"

#include <functional>

namespace scepter::asn1 {

/// How one element is written by toBer().
struct BerForm {
    enum class Length {
        AsIs,       ///< with all that is below it as it stands in the buffer
        Indefinite, ///< of a constructed element; what is below it is asked for in turn
        Segments,   ///< of a primitive string: OCTET STRINGs in an element of indefinite length
    };
    Length length = Length::AsIs;
    std::size_t segment = 0; ///< bytes in each segment; 0: one holds them all
    std::size_t tail = 0;    ///< these last bytes, if there are more, are a segment of their own

    static BerForm indefinite() { return {Length::Indefinite, 0, 0}; }
    static BerForm segments(std::size_t segment, std::size_t tail = 0) {
        return {Length::Segments, segment, tail};
    }
};

/// Asked for each element, from the outermost (depth 0) on. What does not fit an element (segments
/// of a constructed one) is taken as AsIs.
using BerChooser = std::function<BerForm(Element element, unsigned depth)>;

/// Writes the element as the chooser says.
Bytes toBer(Element element, const BerChooser& formOf);

} // namespace scepter::asn1
