// The page of certificates, driven as an operator would.
#include "base/encoding.h"
#include "dialogs/certificate_window.h"
#include "dialogs/compare_window.h"
#include "models/certificate_model.h"
#include "models/comparison_model.h"
#include "models/facts_model.h"
#include "pages/certificates_page.h"
#include "support/enroller.h"
#include "support/seed.h"
#include "support/test_window.h"
#include "widgets/export_menu.h"
#include "widgets/filter_row.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace scepter;
using namespace scepter::test;

namespace {

/// A window at the page of certificates, over the seeded ledger.
struct Stage {
    Stage()
        : window(clock) {
        seeded = seedLedger(workspace, clock);
        window.window().resize(1280, 800);
        ready =
            window.show() && window.open(workspace.path()) && window.go(ui::PageId::Certificates);
    }
    [[nodiscard]] ui::CertificatesPage& page() {
        return *qobject_cast<ui::CertificatesPage*>(window.window().currentPage());
    }
    [[nodiscard]] ui::LedgerView& view() { return page().view(); }
    [[nodiscard]] QStringList subjects() {
        QStringList all;
        for (int row = 0; row < view().model()->rowCount(); ++row)
            all.append(view().model()->index(row, ui::CertificateModel::Subject).data().toString());
        return all;
    }
    void filter(const QString& text) { page().filterRow().setText(text); }
    [[nodiscard]] bool choose(std::int64_t id) { return view().select(id) && window.waitIdle(); }
    [[nodiscard]] enrollment::CertificateRecord record(std::int64_t id) {
        const auto workbench = workspace.open(clock);
        return need("read a certificate", workbench->certificates().byId(id));
    }

    LabWorkspace workspace;
    SteppingClock clock;
    TestWindow window;
    Seeded seeded;
    bool ready = false;
};

QString openssl(const QStringList& arguments, const QByteArray& input) {
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    process.write(input);
    process.closeWriteChannel();
    return process.waitForFinished() ? QString::fromUtf8(process.readAllStandardOutput())
                                     : QString();
}

QString hex(const Bytes& bytes) {
    return QString::fromStdString(toHex(bytes));
}

} // namespace

class CertificatesPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void list_hidesRevokedBehindTheChipValid();
    void list_findsBySerialAndFingerprint();
    void list_followsARevocationByAnotherProcess();
    void models_passTheTester();
    void state_usesAbsoluteThresholds();
    void copy_givesPemThatOpensslReads();
    void save_writesDerThatOpensslReads();
    void drag_offersThePemOfTheSelection();
    void revoke_needsAReasonAndRecordsIt();
    void revoke_saysWhatAlreadyIs();
    void revoke_offersTheCrl();
    void crls_thatWereMadeAreToldBesideThoseThatWereNot();
    void window_showsFieldsChainPemAndBytes();
    void compare_marksDifferencesOnly();
};

void CertificatesPageTest::list_hidesRevokedBehindTheChipValid() {
    Stage stage;
    QVERIFY(stage.ready);
    QVERIFY(stage.page().filterRow().isOn(QStringLiteral("valid")));
    QTRY_VERIFY(stage.subjects().contains(QStringLiteral("CN=printer-1,O=Example")));
    QVERIFY(!stage.subjects().contains(QStringLiteral("CN=printer-4,O=Example")));
    QTest::mouseClick(stage.window.find<QToolButton>(QStringLiteral("chip-revoked")),
                      Qt::LeftButton);
    QTRY_COMPARE(stage.subjects(), QStringList{QStringLiteral("CN=printer-4,O=Example")});
    QVERIFY(!stage.page().filterRow().isOn(QStringLiteral("valid")));
}

void CertificatesPageTest::list_findsBySerialAndFingerprint() {
    Stage stage;
    QVERIFY(stage.ready);
    const auto record = stage.record(stage.seeded.certificates.at(1));
    const QStringList one{QStringLiteral("CN=printer-2,O=Example")};
    stage.filter(ui::serialText(record.serial));
    QTRY_COMPARE(stage.subjects(), one);
    stage.filter(QStringLiteral("no such thing"));
    QTRY_COMPARE(stage.subjects(), QStringList{});
    stage.filter(hex(record.serial));
    QTRY_COMPARE(stage.subjects(), one);
    stage.filter(QStringLiteral("no such thing"));
    QTRY_COMPARE(stage.subjects(), QStringList{});
    // As openssl prints it.
    const QByteArray der(reinterpret_cast<const char*>(record.der.data()),
                         static_cast<qsizetype>(record.der.size()));
    const QString printed = openssl({QStringLiteral("x509"), QStringLiteral("-inform"),
                                     QStringLiteral("DER"), QStringLiteral("-noout"),
                                     QStringLiteral("-fingerprint"), QStringLiteral("-sha256")},
                                    der);
    const QString fingerprint = printed.section(QLatin1Char('='), 1).trimmed();
    QCOMPARE(fingerprint.size(), 95);
    stage.filter(fingerprint);
    QTRY_COMPARE(stage.subjects(), one);
}

void CertificatesPageTest::list_followsARevocationByAnotherProcess() {
    Stage stage;
    QVERIFY(stage.ready);
    const std::int64_t id = stage.seeded.certificates.at(0);
    QVERIFY(stage.choose(id));
    auto* state = stage.page().findChild<ui::StatePill*>(QStringLiteral("detailState"));
    QVERIFY(state != nullptr);
    QTRY_COMPARE(state->look().tone, ui::Tone::Ok);
    const auto other = stage.workspace.open(stage.clock);
    need("revoke", other->certificates().revoke(id, pki::RevocationReason::Superseded, {}));
    QTRY_COMPARE(state->look().tone, ui::Tone::Revoked);
    // The row stays, struck, until the operator asks anew; the selection too.
    QCOMPARE(stage.view().currentId(), id);
    const int row = stage.view().ledger()->rowOf(id);
    QTRY_VERIFY(stage.view()
                    .ledger()
                    ->index(row, ui::CertificateModel::Subject)
                    .data(ui::LedgerModel::StruckRole)
                    .toBool());
}

void CertificatesPageTest::models_passTheTester() {
    Stage stage;
    QVERIFY(stage.ready);
    const auto fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;
    const QAbstractItemModelTester tester(stage.view().model(), fatal);
    stage.filter(QStringLiteral("printer"));
    QVERIFY(stage.window.waitIdle());
    stage.view().sortByColumn(ui::CertificateModel::Subject, Qt::AscendingOrder);
    QTRY_COMPARE(stage.subjects().value(0), QStringLiteral("CN=printer-1,O=Example"));
    const auto record = stage.record(stage.seeded.certificates.at(0));
    const auto one = need("decode", pki::Certificate::fromDer(record.der));
    ui::FactsModel facts;
    const QAbstractItemModelTester factsTester(&facts, fatal);
    facts.setFacts(workbench::certificateFacts(one));
    QVERIFY(facts.rowCount() > 3);
    QVERIFY(facts.rowCount(facts.index(0, 0)) > 0);
    ui::ComparisonModel comparison(stage.window.theme());
    const QAbstractItemModelTester comparisonTester(&comparison, fatal);
    comparison.set(workbench::compareCertificates(one, one), QStringLiteral("a"),
                   QStringLiteral("b"));
    QCOMPARE(comparison.differences(), 0);
}

void CertificatesPageTest::state_usesAbsoluteThresholds() {
    enrollment::CertificateRecord record;
    const TimePoint now = SteppingClock::kStart;
    const ui::WarnTimes times{std::chrono::days{30}, std::chrono::days{7}};
    record.notBefore = now - std::chrono::days{3650};
    const auto tone = [&](Duration left) {
        record.notAfter = now + left;
        return ui::certificateState(record, now, times).tone;
    };
    QCOMPARE(tone(std::chrono::days{31}), ui::Tone::Ok);
    QCOMPARE(tone(std::chrono::days{29}), ui::Tone::Warning);
    QCOMPARE(tone(std::chrono::days{7}), ui::Tone::Warning);
    QCOMPARE(tone(std::chrono::days{6}), ui::Tone::Error);
    QCOMPARE(tone(Duration{-1}), ui::Tone::Neutral);
    record.notBefore = now + std::chrono::days{1};
    QCOMPARE(tone(std::chrono::days{400}), ui::Tone::Info);
    record.revokedAt = now;
    QCOMPARE(tone(std::chrono::days{400}), ui::Tone::Revoked);
}

void CertificatesPageTest::copy_givesPemThatOpensslReads() {
    Stage stage;
    QVERIFY(stage.ready);
    QVERIFY(stage.choose(stage.seeded.certificates.at(2)));
    auto* menu = stage.page().findChild<ui::ExportMenu*>(QStringLiteral("exportMenu"));
    QVERIFY(menu != nullptr);
    QTRY_VERIFY(menu->hasSource());
    stage.window.action(QStringLiteral("certificates.copyAs"))->trigger();
    auto* copies = menu->findChild<QMenu*>(QStringLiteral("copyMenu"));
    QTRY_VERIFY(copies->isVisible());
    find<QAction>(copies, QStringLiteral("copy-pem"))->trigger();
    copies->close();
    QTRY_VERIFY(QApplication::clipboard()->text().startsWith(
        QStringLiteral("-----BEGIN CERTIFICATE-----")));
    const QString subject =
        openssl({QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-subject")},
                QApplication::clipboard()->text().toUtf8());
    QVERIFY2(subject.contains(QStringLiteral("printer-3")), qPrintable(subject));
    // Bytes come with a text for programs that take nothing else.
    menu->copyAs(QStringLiteral("der"));
    QTRY_VERIFY(
        QApplication::clipboard()->mimeData()->hasFormat(QStringLiteral("application/pkix-cert")));
    QCOMPARE(QByteArray::fromBase64(QApplication::clipboard()->text().toLatin1()),
             QApplication::clipboard()->mimeData()->data(QStringLiteral("application/pkix-cert")));
}

void CertificatesPageTest::save_writesDerThatOpensslReads() {
    Stage stage;
    QVERIFY(stage.ready);
    QVERIFY(stage.choose(stage.seeded.certificates.at(0)));
    auto* menu = stage.page().findChild<ui::ExportMenu*>(QStringLiteral("exportMenu"));
    QTRY_VERIFY(menu->hasSource());
    const QString path = stage.workspace.file(QStringLiteral("out.der"));
    stage.window.desktop().answer(path);
    menu->saveAs(QStringLiteral("der"));
    QTRY_VERIFY(QFile::exists(path));
    const QString name = stage.window.desktop().asked.constLast().suggestedName;
    QVERIFY2(name.startsWith(QStringLiteral("cert-printer-1-")), qPrintable(name));
    QVERIFY(stage.window.waitIdle());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString subject =
        openssl({QStringLiteral("x509"), QStringLiteral("-inform"), QStringLiteral("DER"),
                 QStringLiteral("-noout"), QStringLiteral("-subject")},
                file.readAll());
    QVERIFY2(subject.contains(QStringLiteral("printer-1")), qPrintable(subject));
}

void CertificatesPageTest::drag_offersThePemOfTheSelection() {
    Stage stage;
    QVERIFY(stage.ready);
    QVERIFY(stage.choose(stage.seeded.certificates.at(0)));
    const auto dragged = [&stage] {
        return std::unique_ptr<QMimeData>(
            stage.view().model()->mimeData(stage.view().selectionModel()->selectedIndexes()));
    };
    QTRY_VERIFY(dragged() != nullptr);
    const QByteArray pem = dragged()->data(QStringLiteral("application/x-pem-file"));
    QCOMPARE(QString::fromLatin1(pem), dragged()->text());
    const QString subject = openssl(
        {QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-subject")}, pem);
    QVERIFY(subject.contains(QStringLiteral("printer-1")));
    // Another row than the selected one is not dragged as if it were that one.
    const int row = stage.view().ledger()->rowOf(stage.seeded.certificates.at(1));
    const std::unique_ptr<QMimeData> other(
        stage.view().model()->mimeData({stage.view().model()->index(row, 0)}));
    QVERIFY(other == nullptr);
}

void CertificatesPageTest::revoke_needsAReasonAndRecordsIt() {
    Stage stage;
    QVERIFY(stage.ready);
    const std::int64_t id = stage.seeded.certificates.at(0);
    QVERIFY(stage.choose(id));
    stage.window.action(QStringLiteral("certificates.revoke"))->trigger();
    QTRY_VERIFY(stage.page().findChild<QDialog*>(QStringLiteral("revokeDialog")) != nullptr);
    auto* dialog = find<QDialog>(&stage.page(), QStringLiteral("revokeDialog"));
    auto* button = find<QPushButton>(dialog, QStringLiteral("revoke"));
    QCOMPARE(button->text(), QStringLiteral("&Revoke 1 certificate(s)"));
    QVERIFY(!button->isEnabled());
    auto* reason = find<QComboBox>(dialog, QStringLiteral("reason"));
    reason->setCurrentIndex(
        reason->findData(static_cast<int>(pki::RevocationReason::KeyCompromise)));
    QVERIFY(!find<QLabel>(dialog, QStringLiteral("meaning"))->text().isEmpty());
    find<QCheckBox>(dialog, QStringLiteral("hasInvalidSince"))->setChecked(true);
    QVERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(stage.record(id).revokedAt.has_value());
    const auto record = stage.record(id);
    QCOMPARE(record.reason, pki::RevocationReason::KeyCompromise);
    QVERIFY(record.invalidSince.has_value());
    QVERIFY(*record.invalidSince <= stage.clock.now());
}

void CertificatesPageTest::revoke_saysWhatAlreadyIs() {
    Stage stage;
    QVERIFY(stage.ready);
    stage.page().filterRow().clear();
    QVERIFY(stage.window.waitIdle());
    stage.filter(QStringLiteral("printer"));
    QTRY_COMPARE(stage.view().model()->rowCount(), 4);
    stage.view().selectAll();
    QVERIFY(stage.window.waitIdle());
    stage.window.action(QStringLiteral("certificates.revoke"))->trigger();
    QTRY_VERIFY(stage.page().findChild<QDialog*>(QStringLiteral("revokeDialog")) != nullptr);
    auto* dialog = find<QDialog>(&stage.page(), QStringLiteral("revokeDialog"));
    QCOMPARE(find<QPushButton>(dialog, QStringLiteral("revoke"))->text(),
             QStringLiteral("&Revoke 3 certificate(s)"));
    auto* list = find<QListWidget>(dialog, QStringLiteral("revokeList"));
    QCOMPARE(list->count(), 4);
    int already = 0;
    for (int row = 0; row < list->count(); ++row)
        already += list->item(row)->text().contains(QStringLiteral("already revoked")) ? 1 : 0;
    QCOMPARE(already, 1);
    dialog->reject();
    QVERIFY(stage.window.waitIdle());
    QVERIFY(!stage.record(stage.seeded.certificates.at(0)).revokedAt);
}

void CertificatesPageTest::revoke_offersTheCrl() {
    Stage stage;
    QVERIFY(stage.ready);
    const auto other = stage.workspace.open(stage.clock);
    const auto number = [&other]() -> std::int64_t {
        const auto authority = need("read the authority", other->authorities().show(""));
        const auto* generation = authority.current();
        return generation->crl ? generation->crl->number : 0;
    };
    const std::int64_t before = number();
    QVERIFY(stage.window.action(QStringLiteral("certificates.crlNow"))->isEnabled());
    stage.window.action(QStringLiteral("certificates.crlNow"))->trigger();
    QTRY_VERIFY(number() > before);
    const auto authority = need("read the authority", other->authorities().show(""));
    const Bytes& der = authority.current()->crl->der;
    const QString text = openssl(
        {QStringLiteral("crl"), QStringLiteral("-inform"), QStringLiteral("DER"),
         QStringLiteral("-noout"), QStringLiteral("-text")},
        QByteArray(reinterpret_cast<const char*>(der.data()), static_cast<qsizetype>(der.size())));
    const auto revoked = stage.record(stage.seeded.revoked);
    QVERIFY(text.contains(hex(revoked.serial), Qt::CaseInsensitive));
    QTRY_VERIFY(stage.page().messages().count() > 0);
}

void CertificatesPageTest::crls_thatWereMadeAreToldBesideThoseThatWereNot() {
    Stage stage;
    QVERIFY(stage.ready);
    const auto other = stage.workspace.open(stage.clock);
    need("prepare", other->authorities().prepareNext({}));
    need("switch", other->authorities().switchOver({}));
    const auto devices = need("opening the engine",
                              Enroller::open(stage.workspace.path().toStdString(), stage.clock));
    const auto code = need("minting a code", other->codes().mint({}));
    const auto enrolled =
        need("enrolling", devices->send({.path = "/scep",
                                         .subject = "CN=of-the-next",
                                         .challenge = std::string(code.front().code.text())}));
    QVERIFY(enrolled.certificateId > 0);
    need("drop", other->authorities().dropRetired({}, 1, true));
    QVERIFY(stage.window.waitIdle());
    const auto revoke = [&](std::int64_t id) {
        QVERIFY(stage.choose(id));
        stage.view().selectAll();
        stage.window.action(QStringLiteral("certificates.revoke"))->trigger();
        QTRY_VERIFY(stage.page().findChild<QDialog*>(QStringLiteral("revokeDialog")) != nullptr);
        auto* dialog = find<QDialog>(&stage.page(), QStringLiteral("revokeDialog"));
        auto* reason = find<QComboBox>(dialog, QStringLiteral("reason"));
        reason->setCurrentIndex(
            reason->findData(static_cast<int>(pki::RevocationReason::Superseded)));
        QTest::mouseClick(find<QPushButton>(dialog, QStringLiteral("revoke")), Qt::LeftButton);
        QTRY_VERIFY(stage.record(id).revokedAt.has_value());
    };
    QTRY_VERIFY(stage.subjects().contains(QStringLiteral("CN=of-the-next")));
    revoke(enrolled.certificateId);
    const auto messages = [&stage] {
        QStringList all;
        const auto strips =
            stage.page().messages().findChildren<QFrame*>(QStringLiteral("message"));
        for (const QFrame* strip : strips)
            all.append(strip->accessibleName());
        return all.join(QLatin1Char('\n'));
    };
    QPushButton* make = nullptr;
    QTRY_VERIFY([&] {
        const auto buttons = stage.page().messages().findChildren<QPushButton*>();
        for (QPushButton* button : buttons)
            if (button->text() == QStringLiteral("Make the CRL now")) make = button;
        return make != nullptr;
    }());
    make->click();
    QTRY_VERIFY(messages().contains(QStringLiteral("generation 1, was not made")));
    QVERIFY(messages().contains(QStringLiteral("generation 2, is made")));
}

void CertificatesPageTest::window_showsFieldsChainPemAndBytes() {
    Stage stage;
    QVERIFY(stage.ready);
    QVERIFY(stage.choose(stage.seeded.certificates.at(0)));
    QTest::keyClick(&stage.view(), Qt::Key_Return);
    QTRY_VERIFY(stage.page().findChild<ui::CertificateWindow*>() != nullptr);
    auto* window = stage.page().findChild<ui::CertificateWindow*>();
    auto* pem = find<QPlainTextEdit>(window, QStringLiteral("pem"));
    QTRY_VERIFY(pem->toPlainText().startsWith(QStringLiteral("-----BEGIN CERTIFICATE-----")));
    QVERIFY(find<QPlainTextEdit>(window, QStringLiteral("raw"))
                ->toPlainText()
                .startsWith(QStringLiteral("00000000")));
    auto* chain = find<QTreeWidget>(window, QStringLiteral("chain"));
    QTRY_COMPARE(chain->topLevelItemCount(), 2);
    QVERIFY(chain->topLevelItem(0)->text(2).contains(QStringLiteral("printer-1")));
    auto* facts = find<QTreeView>(window, QStringLiteral("facts"));
    QTRY_VERIFY(facts->model()->rowCount() > 3);
    find<QLineEdit>(window, QStringLiteral("factsSearch"))->setText(QStringLiteral("no such"));
    QTRY_COMPARE(facts->model()->rowCount(), 0);
    // The same certificate is not opened twice.
    stage.page().openWindow(stage.seeded.certificates.at(0));
    QCOMPARE(stage.page().findChildren<ui::CertificateWindow*>().size(), 1);
}

void CertificatesPageTest::compare_marksDifferencesOnly() {
    Stage stage;
    QVERIFY(stage.ready);
    QTRY_VERIFY(stage.subjects().contains(QStringLiteral("CN=printer-1,O=Example")));
    stage.filter(QStringLiteral("printer-1"));
    QTRY_COMPARE(stage.view().model()->rowCount(), 1);
    QVERIFY(stage.choose(stage.seeded.certificates.at(0)));
    QAction* compare = stage.window.action(QStringLiteral("certificates.compare"));
    compare->trigger();
    stage.filter(QStringLiteral("printer-2"));
    QTRY_COMPARE(stage.subjects(), QStringList{QStringLiteral("CN=printer-2,O=Example")});
    QVERIFY(stage.choose(stage.seeded.certificates.at(1)));
    compare->trigger();
    QTRY_VERIFY(stage.page().findChild<ui::CompareWindow*>() != nullptr);
    auto* window = stage.page().findChild<ui::CompareWindow*>();
    auto* list = find<QTreeView>(window, QStringLiteral("comparison"));
    QTRY_VERIFY(list->model()->rowCount() > 0);
    const int all = list->model()->rowCount();
    find<QCheckBox>(window, QStringLiteral("onlyDifferences"))->setChecked(true);
    const int different = list->model()->rowCount();
    QVERIFY(different > 0 && different < all);
    for (int row = 0; row < different; ++row)
        QVERIFY(!list->model()->index(row, 0).data(ui::ComparisonModel::EqualRole).toBool());
}

QTEST_MAIN(CertificatesPageTest)
#include "tst_certificates_page.moc"
