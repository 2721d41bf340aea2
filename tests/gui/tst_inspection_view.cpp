// One message in the window: fields, bytes, findings, secrets.
#include "inspection_support.h"

#include "inspect/copy.h"
#include "models/message_comparison_model.h"
#include "models/secret_mask.h"
#include "widgets/elided_label.h"
#include "widgets/inline_note.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QThreadPool>
#include <QToolButton>

using namespace scepter;
using namespace scepter::test;
using inspect::CopyFormat;
using inspect::kNoNode;
using inspect::NodeId;
using ui::HexView;
using ui::InspectionView;
using ui::LayerModel;

namespace {

/// A SEQUENCE of as many elements, DER. Integers are taken for a private key.
QByteArray flatSequence(int count, const QByteArray& element = "020101") {
    QByteArray content;
    for (int i = 0; i < count; ++i)
        content += QByteArray::fromHex(element);
    QByteArray header = QByteArray::fromHex("3083");
    for (int shift = 16; shift >= 0; shift -= 8)
        header += static_cast<char>((content.size() >> shift) & 0xFF);
    return header + content;
}

/// As many SEQUENCEs in one another.
QByteArray nested(int depth) {
    QByteArray inner = QByteArray::fromHex("0500");
    for (int i = 0; i < depth; ++i) {
        const auto size = inner.size();
        QByteArray header;
        if (size < 0x80)
            header = QByteArray(1, 0x30) + static_cast<char>(size);
        else
            header = QByteArray::fromHex("3082") + static_cast<char>(size >> 8) +
                     static_cast<char>(size & 0xFF);
        inner.prepend(header);
    }
    return inner;
}

QByteArray hexOf(const QByteArray& text) {
    return text.toHex(' ').toUpper();
}

} // namespace

class InspectionViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void models_passTheTester();
    void selecting_marksTagLengthAndValue();
    void clickingAByte_selectsTheDeepestField();
    void hovering_previewsWithoutSelecting();
    void choosingAField_showsTheLayerOfItsBytes();
    void structure_readsTheSameBytes();
    void secret_isNowhereUntilItIsShown();
    void secret_isHiddenInTheStructureToo();
    void secret_ofAKeyFileIsHiddenInItsBase64();
    void secret_cannotBeCopiedBeforeItIsShown();
    void button_showsOneSecret();
    void findings_selectTheirField();
    void expandFailing_opensAllTheWayUp();
    void failure_isSaidFirst();
    void place_tellsOffsetSizesAndPath();
    void copy_offersWhatSuitsTheField();
    void save_derAndPemAreReadByOpenssl();
    void copy_jsonHasTheFieldsBelow();
    void copy_ofMuchArrivesAndTheLastOneWins();
    void keys_copyAndAsk();
    void bits_showEightDigits();
    void bytes_areReadInGroups();
    void garbage_isShownAsBytes();
    void limits_areSaid();
    void hugeTree_opensAtOnce();
    void manySecrets_areMaskedAtOnce();
    void littleRoom_isForTheFields();
    void clear_leavesNothing();
};

void InspectionViewTest::models_passTheTester() {
    ViewStage stage(inspected(capture(kRequest)));
    QVERIFY(stage.ready);
    const auto mode = QAbstractItemModelTester::FailureReportingMode::Fatal;
    const QAbstractItemModelTester meaning(&stage.model(), mode);
    stage.part<QTabBar>("reading").setCurrentIndex(1);
    const QAbstractItemModelTester structure(&stage.model(), mode);
    QVERIFY(stage.model().rowCount() > 0);
    ui::MessageComparisonModel compared(stage.theme);
    ui::MessageComparisonFilter filter;
    filter.setSourceModel(&compared);
    const QAbstractItemModelTester comparison(&compared, mode);
    const QAbstractItemModelTester filtered(&filter, mode);
    compared.set(inspect::compare(inspected(capture(kRequest)),
                                  inspected(capture("17-sscep-enroll-post-aes256-sha512.request"))),
                 QStringLiteral("a"), QStringLiteral("b"));
    QVERIFY(compared.rowCount() > 0);
    filter.setOnlyDifferences(true);
    stage.view.setInspection(inspected(QByteArray("x")));
    stage.view.clear();
}

void InspectionViewTest::selecting_marksTagLengthAndValue() {
    ViewStage stage(inspected(capture(kRequest)));
    const NodeId id = stage.tree().find("transactionID");
    QVERIFY(id != kNoNode);
    stage.view.select(id);
    const inspect::Place& place = stage.tree().node(id).place;
    QVERIFY(place.header >= 2);
    const auto mark = stage.bytes().mark();
    QVERIFY(mark.has_value());
    QCOMPARE(mark->offset, place.offset);
    QCOMPARE(mark->tag, std::size_t{1});
    QCOMPARE(mark->tag + mark->length, place.header);
    QCOMPARE(mark->size(), place.size);
    QVERIFY(stage.bytes().viewport()->rect().contains(stage.bytes().cellOf(place.offset)));
}

void InspectionViewTest::clickingAByte_selectsTheDeepestField() {
    ViewStage stage(inspected(capture(kRequest)));
    const NodeId id = stage.tree().find("senderNonce");
    stage.view.select(id);
    const inspect::Place& place = stage.tree().node(id).place;
    const std::size_t inside = place.offset + place.size - 1;
    stage.view.select(1);
    stage.view.select(stage.tree().find("transactionID")); // the layer of both is in sight
    stage.bytes().setCaret(inside);
    QTest::mouseClick(stage.bytes().viewport(), Qt::LeftButton, {},
                      stage.bytes().cellOf(inside).center());
    QCOMPARE(stage.view.current(), stage.tree().deepestAt(place.buffer, inside));
    QCOMPARE(stage.bytes().caret(), inside);
    // By keyboard.
    stage.view.select(stage.tree().find("transactionID"));
    stage.bytes().setCaret(inside);
    QTest::keyClick(&stage.bytes(), Qt::Key_Return);
    QCOMPARE(stage.view.current(), stage.tree().deepestAt(place.buffer, inside));
}

void InspectionViewTest::hovering_previewsWithoutSelecting() {
    ViewStage stage(inspected(capture(kRequest)));
    stage.view.select(stage.tree().find("transactionID"));
    const NodeId before = stage.view.current();
    const std::size_t other = stage.bytes().mark()->offset;
    const NodeId nonce = stage.tree().find("senderNonce");
    Q_EMIT stage.fields().entered(stage.model().indexOf(nonce));
    QVERIFY(stage.bytes().preview().has_value());
    QCOMPARE(stage.bytes().preview()->offset, stage.tree().node(nonce).place.offset);
    QCOMPARE(stage.view.current(), before);
    QCOMPARE(stage.bytes().mark()->offset, other);
    QTest::mouseMove(stage.bytes().viewport(), stage.bytes().cellOf(other).center());
    Q_EMIT stage.bytes().byteHovered(static_cast<qsizetype>(other));
    QCOMPARE(stage.view.current(), before);
    Q_EMIT stage.bytes().byteHovered(-1);
    QVERIFY(!stage.bytes().preview().has_value());
}

void InspectionViewTest::choosingAField_showsTheLayerOfItsBytes() {
    ViewStage stage(inspected(capture(kRequest)));
    auto& layers = stage.part<QTabBar>("layers");
    QCOMPARE(static_cast<std::size_t>(layers.count()), stage.tree().buffers().size());
    const NodeId secret = firstSecret(stage.tree());
    stage.view.select(secret);
    const auto buffer = static_cast<int>(stage.tree().node(secret).place.buffer);
    QCOMPARE(layers.currentIndex(), buffer);
    QVERIFY(stage.tree().buffers()[static_cast<std::size_t>(buffer)].secret);
    QVERIFY(!layers.tabIcon(buffer).isNull());
    QVERIFY(layers.tabIcon(0).isNull());
    QCOMPARE(stage.bytes().byteCount(),
             stage.tree().buffers()[static_cast<std::size_t>(buffer)].bytes->size());
}

void InspectionViewTest::structure_readsTheSameBytes() {
    ViewStage stage(inspected(capture(kRequest)));
    const NodeId nonce = stage.tree().find("senderNonce");
    stage.view.select(nonce);
    const auto marked = stage.bytes().mark();
    auto& reading = stage.part<QTabBar>("reading");
    reading.setCurrentIndex(1);
    QVERIFY(stage.model().rowCount() > 0);
    QCOMPARE(stage.model().index(0, 0).data().toString(), QStringLiteral("SEQUENCE"));
    QVERIFY(stage.bytes().mark().has_value());
    QCOMPARE(stage.bytes().mark()->offset, marked->offset);
    QVERIFY(allWords(stage.model()).contains(QStringLiteral("signedData")));
    // A byte selects its element here, too.
    stage.bytes().setCaret(marked->offset);
    QTest::keyClick(&stage.bytes(), Qt::Key_Return);
    QCOMPARE(stage.model().tree().node(stage.view.current()).place.offset, marked->offset);
    reading.setCurrentIndex(0);
    QCOMPARE(stage.view.current(), nonce);
}

void InspectionViewTest::secret_isNowhereUntilItIsShown() {
    ViewStage stage(inspected(capture(kRequest)));
    const NodeId id = firstSecret(stage.tree());
    const QString secret = secretOf(stage.tree());
    QVERIFY(secret.size() >= 4);
    const QString hex = QString::fromLatin1(hexOf(secret.toUtf8()));
    stage.view.select(id);
    const auto everywhere = [&stage] {
        QString words = allWords(stage.model());
        const auto widgets = stage.view.findChildren<QWidget*>();
        for (const QWidget* widget : widgets)
            words += widget->toolTip() + widget->accessibleName() + widget->accessibleDescription();
        const auto labels = stage.view.findChildren<QLabel*>();
        for (const QLabel* label : labels)
            words += label->text();
        const auto lists = stage.view.findChildren<QListWidget*>();
        for (const QListWidget* list : lists)
            words += allWords(*list->model());
        return words;
    };
    const inspect::Place& place = stage.tree().node(id).place;
    const std::size_t last = place.offset + place.size - 1;
    stage.bytes().setFocus();
    stage.bytes().setCaret(last - 3);
    QTest::keyClick(&stage.bytes(), Qt::Key_Right);
    QVERIFY(!everywhere().contains(secret));
    QVERIFY(!everywhere().contains(hex.right(8)));
    QVERIFY(stage.bytes().accessibleDescription().contains(QStringLiteral("hidden")));
    QVERIFY(stage.bytes().isHiddenAt(last));
    QVERIFY(!stage.bytes().isHiddenAt(place.offset));
    QTest::mouseClick(&stage.part<QPushButton>("reveal"), Qt::LeftButton);
    QVERIFY(everywhere().contains(secret));
    QVERIFY(!stage.bytes().isHiddenAt(last));
    QTest::mouseClick(&stage.part<QPushButton>("reveal"), Qt::LeftButton);
    QVERIFY(!everywhere().contains(secret));
    QVERIFY(stage.bytes().isHiddenAt(last));
}

void InspectionViewTest::secret_isHiddenInTheStructureToo() {
    ViewStage stage(inspected(capture(kRequest)));
    const QString secret = secretOf(stage.tree());
    const std::size_t secretAt = stage.tree().node(firstSecret(stage.tree())).place.offset;
    stage.view.select(firstSecret(stage.tree()));
    stage.part<QTabBar>("reading").setCurrentIndex(1);
    QVERIFY(stage.model().rowCount() > 0);
    QVERIFY(!allWords(stage.model()).contains(secret));
    QVERIFY(stage.view.current() != 0);
    QCOMPARE(stage.model().tree().node(stage.view.current()).place.offset, secretAt);
    // The string itself.
    NodeId string = kNoNode;
    for (NodeId id = 0; id < stage.model().tree().nodes().size(); ++id)
        if (stage.model().isHidden(id)) string = id;
    QVERIFY(string != kNoNode);
    stage.fields().setCurrentIndex(stage.model().indexOf(string));
    QVERIFY(stage.part<QPushButton>("reveal").isVisible());
    QSignalSpy refused(&stage.view, &InspectionView::refused);
    QSignalSpy copied(&stage.view, &InspectionView::copyRequested);
    for (const CopyFormat format : {CopyFormat::Value, CopyFormat::Hex, CopyFormat::Text})
        stage.view.copy(format);
    QCOMPARE(refused.count(), 3);
    QCOMPARE(copied.count(), 0);
    QTest::mouseClick(&stage.part<QPushButton>("reveal"), Qt::LeftButton);
    QVERIFY(allWords(stage.model()).contains(secret));
    QSignalSpy secretCopied(&stage.view, &InspectionView::secretCopyRequested);
    stage.view.copy(CopyFormat::Value);
    QCOMPARE(secretCopied.count(), 1);
    // Its bytes too go the way of secrets, and its words are no text to select.
    QTest::keyClick(&stage.bytes(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(secretCopied.count(), 2);
    QCOMPARE(copied.count(), 0);
    const auto& about = stage.part<QLabel>("aboutField");
    QCOMPARE(int(about.textInteractionFlags()), int(Qt::NoTextInteraction));
    QVERIFY(about.toolTip().isEmpty());
}

void InspectionViewTest::secret_ofAKeyFileIsHiddenInItsBase64() {
    const QByteArray pem = capture("keys/ca.key.pem");
    ViewStage stage(inspected(pem));
    const auto& hidden = stage.bytes();
    stage.part<QTabBar>("layers").setCurrentIndex(0);
    const auto body = static_cast<std::size_t>(pem.indexOf('\n') + 100);
    QVERIFY(hidden.isHiddenAt(body));
    QVERIFY(!hidden.isHiddenAt(3));
    const QString line = QString::fromLatin1(pem.split('\n').at(2));
    QVERIFY(!allWords(stage.model()).contains(line));
}

void InspectionViewTest::secret_cannotBeCopiedBeforeItIsShown() {
    ViewStage stage(inspected(capture(kRequest)));
    const NodeId id = firstSecret(stage.tree());
    stage.view.select(id);
    QSignalSpy copied(&stage.view, &InspectionView::copyRequested);
    QSignalSpy secretCopied(&stage.view, &InspectionView::secretCopyRequested);
    QSignalSpy saved(&stage.view, &InspectionView::saveRequested);
    QSignalSpy refused(&stage.view, &InspectionView::refused);
    for (const CopyFormat format :
         {CopyFormat::Value, CopyFormat::Hex, CopyFormat::HexDump, CopyFormat::Base64}) {
        stage.view.copy(format);
        stage.view.save(format);
    }
    stage.bytes().setFocus();
    QTest::keyClick(&stage.bytes(), Qt::Key_C, Qt::ControlModifier);
    // The whole request holds it, too.
    NodeId csr = stage.tree().node(id).parent;
    while (stage.tree().node(csr).place.buffer == stage.tree().node(id).place.buffer &&
           stage.tree().node(stage.tree().node(csr).parent).place.buffer ==
               stage.tree().node(id).place.buffer)
        csr = stage.tree().node(csr).parent;
    stage.view.select(csr);
    stage.view.copy(CopyFormat::Der);
    QCOMPARE(copied.count() + secretCopied.count() + saved.count(), 0);
    QCOMPARE(refused.count(), 10);
    // Its fields can be copied without the value.
    stage.view.copy(CopyFormat::Text);
    QCOMPARE(copied.count(), 1);
    QVERIFY(!copied.first().at(1).toString().contains(secretOf(stage.tree())));
    stage.view.select(id);
    QTest::mouseClick(&stage.part<QPushButton>("reveal"), Qt::LeftButton);
    stage.view.copy(CopyFormat::Value);
    QCOMPARE(secretCopied.count(), 1);
    QCOMPARE(secretCopied.first().at(1).toString(), secretOf(stage.tree()));
    QCOMPARE(copied.count(), 1);
}

void InspectionViewTest::button_showsOneSecret() {
    ViewStage stage(inspected(capture(kRequest)));
    const NodeId id = firstSecret(stage.tree());
    stage.view.select(id);
    const QModelIndex value = stage.model().indexOf(id, LayerModel::Value);
    QVERIFY(value.data(LayerModel::HiddenRole).toBool());
    QTest::qWait(0);
    // Somewhere behind the dots.
    const QRect cell = stage.fields().visualRect(value);
    for (int x = cell.left(); x < cell.left() + 220 && value.data(LayerModel::HiddenRole).toBool();
         x += 6)
        QTest::mouseClick(stage.fields().viewport(), Qt::LeftButton, {},
                          QPoint(x, cell.center().y()));
    QVERIFY(!value.data(LayerModel::HiddenRole).toBool());
}

void InspectionViewTest::findings_selectTheirField() {
    ViewStage stage(inspected(capture(kRequest)));
    auto& list = stage.part<QListWidget>("findings");
    const auto& findings = stage.view.inspection().findings;
    QVERIFY(!findings.empty());
    QCOMPARE(static_cast<std::size_t>(list.count()), findings.size());
    for (int row = 0; row < list.count(); ++row) {
        const inspect::Finding& finding = findings[static_cast<std::size_t>(row)];
        QVERIFY(list.item(row)->text().contains(QString::fromStdString(finding.what)));
        QVERIFY(list.item(row)->text().contains(QString::fromStdString(finding.section)));
        QVERIFY(list.item(row)->text().startsWith(ui::severityWord(finding.severity)));
        QVERIFY(!list.item(row)->icon().isNull());
        if (!stage.model().indexOf(finding.place).isValid()) continue;
        stage.view.select(1);
        list.setCurrentRow(-1);
        list.setCurrentRow(row);
        QCOMPARE(stage.view.current(), finding.place);
        const QModelIndex parent = stage.model().indexOf(finding.place).parent();
        QVERIFY(!parent.isValid() || stage.fields().isExpanded(parent));
    }
}

void InspectionViewTest::expandFailing_opensAllTheWayUp() {
    ViewStage stage(inspected(capture(kFailure)));
    const NodeId place = stage.view.inspection().findings.front().place;
    QModelIndexList above;
    for (QModelIndex at = stage.model().indexOf(place).parent(); at.isValid(); at = at.parent())
        above.append(at);
    QVERIFY(above.size() >= 2);
    // What is below it stays open.
    stage.fields().collapse(above.last());
    QVERIFY(stage.fields().isExpanded(above.first()));
    QTest::mouseClick(&stage.part<QPushButton>("expandFailing"), Qt::LeftButton);
    for (const QModelIndex& index : std::as_const(above))
        QVERIFY(stage.fields().isExpanded(index));
}

void InspectionViewTest::failure_isSaidFirst() {
    ViewStage stage(inspected(capture(kFailure)));
    const auto& why = stage.part<ui::InlineNote>("why");
    QVERIFY(why.isVisible());
    QVERIFY(why.text().startsWith(QStringLiteral("Why it failed: ")));
    QVERIFY(
        why.text().contains(QString::fromStdString(stage.view.inspection().findings.front().what)));
    QCOMPARE(stage.view.current(), stage.view.inspection().findings.front().place);
    stage.view.select(1);
    QTest::mouseClick(&stage.part<QPushButton>("showWhy"), Qt::LeftButton);
    QCOMPARE(stage.view.current(), stage.view.inspection().findings.front().place);
    stage.view.setInspection(inspected(capture("06-strongswan-pending.response")));
    QVERIFY(!why.isVisible());
}

void InspectionViewTest::place_tellsOffsetSizesAndPath() {
    ViewStage stage(inspected(capture(kRequest)));
    const NodeId id = stage.tree().find("senderNonce");
    stage.view.select(id);
    const inspect::Place& place = stage.tree().node(id).place;
    const QString said = stage.part<ui::ElidedLabel>("place").text();
    const QString offset = QString::number(place.offset, 16).toUpper();
    QVERIFY2(said.startsWith(QStringLiteral("offset 0x%1, %2+%3 bytes, ")
                                 .arg(offset)
                                 .arg(place.header)
                                 .arg(place.size - place.header)),
             qPrintable(said));
    QVERIFY(said.endsWith(QString::fromStdString(stage.tree().path(id))));
    QVERIFY(stage.part<QLabel>("aboutField").text().contains(QStringLiteral("tag ")));
}

void InspectionViewTest::copy_offersWhatSuitsTheField() {
    ViewStage stage(inspected(capture(kRequest)));
    stage.view.select(stage.tree().find("senderNonce"));
    auto& menu = stage.part<QMenu>("copyFieldMenu");
    stage.view.popupCopy();
    const auto named = [&menu](const char* name) {
        return menu.findChild<QAction*>(QLatin1String(name));
    };
    for (const char* name : {"copy-value", "copy-hex", "copy-hexDump", "copy-base64", "copy-der",
                             "copy-text", "copy-json", "copy-path"})
        QVERIFY2(named(name) != nullptr && named(name)->isEnabled(), name);
    QVERIFY(named("copy-pem") == nullptr);
    menu.close();
    QSignalSpy copied(&stage.view, &InspectionView::copyRequested);
    stage.view.copy(CopyFormat::Hex);
    QVERIFY(copied.first().at(1).toString().startsWith(QStringLiteral("30 20 06 0A ")));
}

void InspectionViewTest::save_derAndPemAreReadByOpenssl() {
    ViewStage stage(inspected(capture(kRequest)));
    NodeId certificate = stage.tree().find("certificates");
    QVERIFY(certificate != kNoNode);
    certificate = stage.tree().node(certificate).firstChild;
    stage.view.select(certificate);
    QSignalSpy saved(&stage.view, &InspectionView::saveRequested);
    stage.view.save(CopyFormat::Der);
    stage.view.save(CopyFormat::Pem);
    QCOMPARE(saved.count(), 2);
    QVERIFY(saved.at(0).at(1).toString().endsWith(QStringLiteral(".crt")));
    const QStringList subject{QStringLiteral("x509"), QStringLiteral("-noout"),
                              QStringLiteral("-subject")};
    const QByteArray der =
        openssl(subject + QStringList{QStringLiteral("-inform"), QStringLiteral("DER")},
                saved.at(0).at(0).toByteArray());
    QVERIFY2(der.contains("swan-a"), der);
    QCOMPARE(openssl(subject, saved.at(1).at(0).toByteArray()), der);
    // What is copied is what is saved.
    QSignalSpy copied(&stage.view, &InspectionView::copyRequested);
    stage.view.copy(CopyFormat::Pem);
    QCOMPARE(copied.first().at(1).toString().toUtf8(), saved.at(1).at(0).toByteArray());
    QSignalSpy data(&stage.view, &InspectionView::dataCopyRequested);
    stage.view.copy(CopyFormat::Der);
    QCOMPARE(data.first().at(1).toByteArray(), saved.at(0).at(0).toByteArray());
}

void InspectionViewTest::copy_jsonHasTheFieldsBelow() {
    ViewStage stage(inspected(capture(kRequest)));
    stage.view.select(stage.tree().find("signerInfos"));
    QSignalSpy copied(&stage.view, &InspectionView::copyRequested);
    stage.view.copy(CopyFormat::Json);
    const auto document = QJsonDocument::fromJson(copied.first().at(1).toString().toUtf8());
    QCOMPARE(document.object().value(QStringLiteral("name")).toString(),
             QStringLiteral("signerInfos"));
    QVERIFY(copied.first().at(1).toString().contains(QStringLiteral("transactionID")));
}

void InspectionViewTest::copy_ofMuchArrivesAndTheLastOneWins() {
    const QByteArray message = flatSequence(40'000, "0C0161");
    ViewStage stage(inspected(message, false));
    QSignalSpy copied(&stage.view, &InspectionView::copyRequested);
    QSignalSpy saved(&stage.view, &InspectionView::saveRequested);
    const auto textOf = [](const QSignalSpy& spy) { return spy.last().at(1).toString(); };
    stage.view.select(1);
    stage.view.copy(CopyFormat::Text);
    stage.view.copy(CopyFormat::Json);
    QCOMPARE(copied.count(), 0);
    QTRY_COMPARE(copied.count(), 1);
    QVERIFY(textOf(copied).startsWith(QLatin1Char('{')));
    // It is what was chosen when it was asked for.
    stage.view.copy(CopyFormat::Hex);
    stage.view.save(CopyFormat::Der);
    stage.view.select(5);
    QTRY_COMPARE(copied.count(), 2);
    QCOMPARE(textOf(copied).toUtf8(), hexOf(message));
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(saved.first().at(0).toByteArray(), message);
    QVERIFY(saved.first().at(1).toString().endsWith(QStringLiteral(".der")));
    // What is at hand at once takes the place of what is still to come.
    stage.view.select(1);
    stage.view.copy(CopyFormat::Text);
    stage.view.select(5);
    stage.view.copy(CopyFormat::Hex);
    QCOMPARE(copied.count(), 3);
    QCOMPARE(textOf(copied), QStringLiteral("0C 01 61"));
    // Of a message that was taken away nothing is copied any more.
    stage.view.copy(CopyFormat::Json);
    stage.view.clear();
    QThreadPool::globalInstance()->waitForDone();
    QTest::qWait(1);
    QCOMPARE(copied.count(), 3);
}

void InspectionViewTest::keys_copyAndAsk() {
    ViewStage stage(inspected(capture(kRequest)));
    const NodeId id = stage.tree().find("transactionID");
    stage.view.select(id);
    stage.fields().setFocus();
    QSignalSpy copied(&stage.view, &InspectionView::copyRequested);
    QTest::keyClick(&stage.fields(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied.count(), 1);
    QCOMPARE(copied.first().at(1).toString(), QString::fromStdString(stage.tree().node(id).value));
    QTest::keyClick(&stage.fields(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(stage.part<QMenu>("copyFieldMenu").isVisible());
    stage.part<QMenu>("copyFieldMenu").close();
}

void InspectionViewTest::bits_showEightDigits() {
    ViewStage stage(inspected(capture(kRequest)));
    const int before = stage.bytes().cellOf(0).width();
    QTest::mouseClick(&stage.part<QToolButton>("bits"), Qt::LeftButton);
    QVERIFY(stage.bytes().showsBits());
    QCOMPARE(stage.bytes().cellOf(0).width(), 4 * before);
    stage.view.select(stage.tree().find("senderNonce"));
    const std::size_t at = stage.bytes().mark()->offset;
    stage.bytes().setFocus();
    stage.bytes().setCaret(at + 1);
    QTest::keyClick(&stage.bytes(), Qt::Key_Left);
    QVERIFY2(stage.bytes().accessibleDescription().contains(QStringLiteral("00110000 00100000")),
             qPrintable(stage.bytes().accessibleDescription()));
}

void InspectionViewTest::bytes_areReadInGroups() {
    ViewStage stage(inspected(QByteArray::fromHex("301006092A864886F70D010702A003020105")));
    stage.bytes().setFocus();
    QTest::keyClick(&stage.bytes(), Qt::Key_Home, Qt::ControlModifier);
    QVERIFY2(
        stage.bytes().accessibleDescription().endsWith(QStringLiteral("30 10 06 09 2A 86 48 86")),
        qPrintable(stage.bytes().accessibleDescription()));
    QTest::keyClick(&stage.bytes(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(stage.bytes().caret(), std::size_t{17});
    QTest::keyClick(&stage.bytes(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(stage.bytes().selectedHex().size(), 18 * 3 - 1);
}

void InspectionViewTest::garbage_isShownAsBytes() {
    QByteArray broken = capture(kRequest);
    broken = broken.mid(broken.indexOf("\r\n\r\n") + 4).left(400);
    ViewStage stage(inspected(broken));
    QVERIFY(!stage.view.isEmpty());
    QCOMPARE(stage.bytes().byteCount(), std::size_t{400});
    QVERIFY(stage.part<QListWidget>("findings").count() > 0);
    ViewStage noise(inspected(QByteArray::fromHex("FF00FE80019C")));
    QCOMPARE(noise.bytes().byteCount(), std::size_t{6});
    QVERIFY(noise.part<QToolButton>("copyField").isEnabled());
    QSignalSpy copied(&noise.view, &InspectionView::copyRequested);
    noise.view.copy(CopyFormat::Hex);
    QCOMPARE(copied.first().at(1).toString(), QStringLiteral("FF 00 FE 80 01 9C"));
}

void InspectionViewTest::limits_areSaid() {
    ViewStage stage(inspected(nested(200)));
    const QString words = allWords(stage.model());
    QVERIFY2(words.contains(QStringLiteral("more than the limits show")),
             qPrintable(words.right(400)));
}

void InspectionViewTest::hugeTree_opensAtOnce() {
    const inspect::Inspection huge = inspected(flatSequence(60'000), false);
    QVERIFY(huge.tree.nodes().size() > 49'000);
    ViewStage stage(inspected(QByteArray("x"), false));
    qint64 best = 1'000'000;
    for (int round = 0; round < 3; ++round) {
        QElapsedTimer timer;
        timer.start();
        stage.view.setInspection(huge);
        stage.view.grab();
        best = std::min(best, timer.elapsed());
    }
#ifdef NDEBUG
    constexpr qint64 kMost = 100;
#else
    constexpr qint64 kMost = 2000; // with checks and sanitizers
#endif
    QVERIFY2(best < kMost, qPrintable(QString::number(best)));
}

void InspectionViewTest::manySecrets_areMaskedAtOnce() {
    // As of a file of many keys, each in base64.
    constexpr std::size_t kKeys = 15'000;
    constexpr std::size_t kSize = 4;
    inspect::TreeBuilder builder({});
    const auto whole =
        builder.addBuffer("input", SecretBytes(Bytes(kKeys * kSize)), kNoNode, false);
    const NodeId root = builder.add(kNoNode, "keys", inspect::Kind::Group, {});
    for (std::size_t i = 0; i < kKeys; ++i) {
        const NodeId key =
            builder.add(root, "key", inspect::Kind::Group, {}, {whole, i * kSize, 0, kSize});
        const auto decoded = builder.addBuffer("base64", SecretBytes(Bytes(kSize)), key, false);
        builder.setSecret(
            builder.add(key, "value", inspect::Kind::Bytes, "00", {decoded, 0, 0, kSize}));
    }
    const inspect::Tree tree = std::move(builder).finish();
    QCOMPARE(tree.buffers().size(), kKeys + 1);
    qint64 best = 1'000'000;
    for (int round = 0; round < 3; ++round) {
        QElapsedTimer timer;
        timer.start();
        const ui::SecretMask mask(tree);
        best = std::min(best, timer.elapsed());
        QVERIFY(mask.hides(whole, 0, kKeys * kSize));
        QVERIFY(mask.hides(static_cast<inspect::BufferId>(kKeys), 0, kSize));
    }
#ifdef NDEBUG
    constexpr qint64 kMost = 30;
#else
    constexpr qint64 kMost = 1000; // with checks and sanitizers
#endif
    QVERIFY2(best < kMost, qPrintable(QString::number(best)));
}

void InspectionViewTest::littleRoom_isForTheFields() {
    ViewStage stage(inspected(capture(kFailure)));
    const inspect::Finding& decisive = stage.view.inspection().findings.front();
    const auto says = [&stage](const std::string& words) {
        return stage.part<ui::InlineNote>("why").text().contains(QString::fromStdString(words));
    };
    QVERIFY(!decisive.advice.empty() && says(decisive.advice));
    QVERIFY(stage.part<QListWidget>("findings").isVisible());
    stage.view.setMinimumHeight(120); // as below a list
    stage.view.resize(600, 200);
    QTRY_VERIFY(!stage.part<QListWidget>("findings").isVisible());
    QVERIFY(says(decisive.what) && !says(decisive.advice));
    // The chosen field stays in sight.
    QTRY_VERIFY(stage.fields().viewport()->rect().contains(
        stage.fields().visualRect(stage.fields().currentIndex()).center()));
    // What is said of it is cut to the room; the tool tip has all of it.
    const auto& nodes = stage.tree().nodes();
    const auto longest = std::ranges::max_element(
        nodes, {}, [](const inspect::Node& node) { return node.value.size(); });
    stage.view.select(static_cast<NodeId>(longest - nodes.begin()));
    const auto& about = stage.part<QLabel>("aboutField");
    QVERIFY(about.toolTip().contains(QString::fromStdString(longest->value)));
    QVERIFY(about.text().endsWith(QChar(0x2026)));
    const QString line = about.text().section(QLatin1Char('\n'), -1);
    QVERIFY(about.fontMetrics().horizontalAdvance(line) <= about.width());
    stage.view.resize(1100, 700);
    QTRY_VERIFY(stage.part<QListWidget>("findings").isVisible());
    QVERIFY(says(decisive.advice));
}

void InspectionViewTest::clear_leavesNothing() {
    ViewStage stage(inspected(capture(kFailure)));
    stage.view.clear();
    QVERIFY(stage.view.isEmpty());
    QCOMPARE(stage.model().rowCount(), 0);
    QCOMPARE(stage.bytes().byteCount(), std::size_t{0});
    QVERIFY(!stage.part<ui::InlineNote>("why").isVisible());
    QVERIFY(!stage.part<QToolButton>("copyField").isEnabled());
    stage.view.copyValue();
    stage.part<QTabBar>("reading").setCurrentIndex(1);
    QCOMPARE(stage.model().rowCount(), 0);
}

QTEST_MAIN(InspectionViewTest)
#include "tst_inspection_view.moc"
