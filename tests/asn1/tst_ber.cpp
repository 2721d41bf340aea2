// SPDX-License-Identifier: GPL-3.0-or-later
#include "asn1/ber.h"

#include "asn1/values.h"
#include "asn1/writer.h"
#include "base/encoding.h"

#include <QTest>

namespace scepter {

using asn1::BerForm;
using asn1::Element;

class BerTest : public QObject {
    Q_OBJECT

    static std::string written(ByteView der, const asn1::BerChooser& formOf) {
        const auto tree = asn1::Tree::parse(der);
        if (!tree) qFatal("%s", toText(tree.error()).c_str());
        return toHex(asn1::toBer(tree->root(), formOf));
    }

private Q_SLOTS:
    void asIs_changesNothing() {
        const Bytes der = *fromHex("30 08 02 01 05 31 03 04 01 AA");
        QCOMPARE(written(der, [](Element, unsigned) { return BerForm{}; }), toHex(der));
    }

    void indefinite_endsWithTwoZeros() {
        const Bytes der = *fromHex("30 08 02 01 05 31 03 04 01 AA");
        QCOMPARE(written(der, [](Element, unsigned) { return BerForm::indefinite(); }),
                 std::string("3080020105318004"
                             "01aa00000000"));
        // Only as deep as asked.
        QCOMPARE(written(der,
                         [](Element, unsigned depth) {
                             return depth == 0 ? BerForm::indefinite() : BerForm{};
                         }),
                 std::string("30800201053103"
                             "0401aa0000"));
    }

    void segments_areOfTheSizeAsked() {
        const Bytes der = *fromHex("04 05 01 02 03 04 05");
        const auto with = [&](std::size_t segment, std::size_t tail) {
            return written(der,
                           [&](Element, unsigned) { return BerForm::segments(segment, tail); });
        };
        QCOMPARE(with(0, 0), std::string("248004050102030405"
                                         "0000"));
        QCOMPARE(with(2, 0), std::string("24800402010204020304"
                                         "0401050000"));
        QCOMPARE(with(0, 2), std::string("248004030102030402"
                                         "04050000"));
        // The tail holds them all: no segment before it.
        QCOMPARE(with(0, 5), with(0, 0));
    }

    void segments_keepAContextTag() {
        const Bytes der = *fromHex("80 02 01 02");
        QCOMPARE(written(der, [](Element, unsigned) { return BerForm::segments(1); }),
                 std::string("a0800401010401020000"));
    }

    void segments_ofNothingAreNone() {
        const Bytes der = *fromHex("04 00");
        QCOMPARE(written(der, [](Element, unsigned) { return BerForm::segments(4); }),
                 std::string("24800000"));
    }

    void forms_thatDoNotFitAreLeft() {
        const Bytes der = *fromHex("30 03 02 01 05");
        QCOMPARE(written(der,
                         [](Element, unsigned depth) {
                             return depth == 0 ? BerForm::segments(1) : BerForm::indefinite();
                         }),
                 toHex(der));
    }

    void der_comesBack() {
        asn1::Writer writer;
        writer.sequence([&] {
            writer.octetString(Bytes(5000, 7));
            writer.set([&] { writer.integer(300); });
        });
        const auto tree = asn1::Tree::parse(writer.bytes());
        const Bytes ber = asn1::toBer(tree->root(), [](Element element, unsigned) {
            return element.isConstructed()               ? BerForm::indefinite()
                   : element.is(asn1::tag::kOctetString) ? BerForm::segments(1000, 8)
                                                         : BerForm{};
        });
        const auto again = asn1::Tree::parse(ber);
        QVERIFY(again.has_value() && !again->looksLikeDer());
        QCOMPARE(*asn1::toDer(again->root()), writer.bytes());
    }
};

} // namespace scepter

QTEST_GUILESS_MAIN(scepter::BerTest)
#include "tst_ber.moc"
