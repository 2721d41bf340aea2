#include "challenges_support.h"

#include "models/code_model.h"
#include "pages/minted_card.h"
#include "widgets/constraints_editor.h"
#include "widgets/inline_note.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/qr_code.h"
#include "widgets/state_pill.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

using namespace scepter;
using ui::CodeModel;

namespace {

/// Looks like a code; the code itself never goes into a message.
bool isCode(const QString& text) {
    static const QRegularExpression form(QStringLiteral("^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$"));
    return form.match(text).hasMatch();
}

} // namespace

class TstChallengesPage : public QObject {
    Q_OBJECT

    std::unique_ptr<test::ChallengesBench> m_lab;

    void click(const char* name) {
        QTest::mouseClick(m_lab->find<QPushButton>(name), Qt::LeftButton);
    }
    ui::LedgerView& list() { return m_lab->page->view(); }
    QString cell(qint64 id, CodeModel::Column column) {
        const int row = list().ledger()->rowOf(id);
        return list().ledger()->index(row, column).data().toString();
    }
    QAbstractItemModel* minted() { return m_lab->find<QTableView>("mintedCodes")->model(); }
    QString mintedText(int row) {
        return minted()->index(row, ui::MintedModel::Code).data().toString();
    }
    /// Mints by hand and waits until the codes are shown and listed.
    void mint(int count) {
        const int before = minted()->rowCount();
        const int listed = list().ledger()->rowCount();
        m_lab->action("codes.mint")->trigger();
        m_lab->find<QSpinBox>("mintCount")->setValue(count);
        click("mintButton");
        QTRY_COMPARE(minted()->rowCount(), before + count);
        QTRY_COMPARE(list().ledger()->rowCount(), listed + count);
    }
    /// Runs the command-line client against the page's responder; gives its exit code.
    int enroll(const QString& subject, const QString& challenge) {
        QFile secret(m_lab->file("challenge"));
        if (!secret.open(QIODevice::WriteOnly)) return -1;
        secret.write(challenge.toLatin1());
        secret.close();
        QProcess client;
        client.setProcessChannelMode(QProcess::MergedChannels);
        client.start(
            QStringLiteral(SCEPTER_BINARY_DIR "/scepterctl"),
            {QStringLiteral("enroll"),
             QString::fromStdString(m_lab->session().responder().url) + QStringLiteral("/scep"),
             QStringLiteral("--subject"), subject, QStringLiteral("--challenge-file"),
             secret.fileName(), QStringLiteral("--out"), m_lab->file(qPrintable(subject))});
        QSignalSpy finished(&client, &QProcess::finished);
        if (!finished.wait(60'000)) return -1;
        return client.exitCode();
    }

private Q_SLOTS:
    void init() {
        m_lab = std::make_unique<test::ChallengesBench>();
        QVERIFY(m_lab->open());
        QTRY_COMPARE(list().ledger()->state(), ui::LedgerModel::State::Ready);
    }
    void cleanup() { m_lab.reset(); }

    void aMintedCodeEnrolls() {
        responder::ResponderOptions options;
        options.address = "127.0.0.1";
        options.port = 0;
        m_lab->session().setResponderOptions(std::move(options));
        m_lab->session().startResponder();
        QTRY_COMPARE(m_lab->session().responder().state, workbench::ResponderView::State::Running);
        QTest::mouseClick(m_lab->find<QRadioButton>("mintBound"), Qt::LeftButton);
        QTest::keyClicks(m_lab->find<QLineEdit>("quickSubject"), QStringLiteral("CN=kiosk-*"));
        mint(1);
        click("mintedCopy");
        const QString code = test::ChallengesBench::clipboardText();
        QVERIFY(isCode(code));
        QVERIFY(enroll(QStringLiteral("CN=printer-1"), code) != 0);
        QTRY_COMPARE(cell(1, CodeModel::State), QStringLiteral("Unused"));
        QCOMPARE(enroll(QStringLiteral("CN=kiosk-1"), code), 0);
        QTRY_COMPARE(cell(1, CodeModel::State), QStringLiteral("Used"));
        QTRY_COMPARE(cell(1, CodeModel::Uses), QStringLiteral("0 of 1 left"));
        QTRY_VERIFY(cell(1, CodeModel::UsedBy).contains(QStringLiteral("CN=kiosk-1")));
        click("mintedDone");
        QVERIFY(list().select(1));
        QTRY_COMPARE(m_lab->find<ui::StatePill>("codeState")->look().word, QStringLiteral("Used"));
        QSignalSpy shown(&m_lab->navigator, &ui::Navigator::shown);
        const auto link = [this]() -> QToolButton* {
            const auto links = m_lab->find("codeFields")->findChildren<QToolButton*>();
            const auto seen = std::ranges::find_if(links, &QWidget::isVisible);
            return seen == links.end() ? nullptr : *seen;
        };
        // In its place, where a click finds it.
        const auto reachable = [&] {
            QToolButton* there = link();
            if (there == nullptr) return false;
            m_lab->find<QScrollArea>("detail")->ensureWidgetVisible(there);
            const QPoint middle = there->mapTo(m_lab->page.get(), there->rect().center());
            return m_lab->page->childAt(middle) == there;
        };
        QTRY_VERIFY(reachable());
        QTest::mouseClick(link(), Qt::LeftButton);
        QCOMPARE(shown.count(), 1);
        QCOMPARE(shown.first().first().value<ui::ObjectRef>().kind, ui::ObjectRef::Kind::Request);
    }

    void modelsKeepTheirWord() {
        const QAbstractItemModelTester codes(list().ledger(),
                                             QAbstractItemModelTester::FailureReportingMode::Fatal);
        const QAbstractItemModelTester cards(minted(),
                                             QAbstractItemModelTester::FailureReportingMode::Fatal);
        mint(3);
        mint(2);
        list().ledger()->sort(CodeModel::Ends, Qt::AscendingOrder);
        QTRY_COMPARE(list().ledger()->state(), ui::LedgerModel::State::Ready);
        click("mintedDone");
        QCOMPARE(minted()->rowCount(), 0);
    }

    void theOrderIsWhatWasEntered() {
        m_lab->find<QComboBox>("mintLife")->setCurrentIndex(4);
        m_lab->find<QComboBox>("mintCustomUnit")->setCurrentIndex(2);
        m_lab->find<QSpinBox>("mintCustomLength")->setValue(3);
        QVERIFY(!m_lab->find("mintUsesNote")->isVisible());
        m_lab->find<QRadioButton>("mintOften")->setChecked(true);
        QVERIFY(m_lab->find("mintUsesNote")->isVisible());
        m_lab->find<QSpinBox>("mintUses")->setValue(5);
        auto* endpoint = m_lab->find<QComboBox>("mintEndpoint");
        QTRY_COMPARE(endpoint->count(), 2);
        endpoint->setCurrentIndex(1);
        m_lab->find<QLineEdit>("mintNote")->setText(QStringLiteral("floor 2"));
        QCOMPARE(m_lab->find<QPushButton>("mintButton")->isEnabled(), true);
        mint(1);
        const auto stored = m_lab->bench->codes().rows({1});
        QVERIFY(stored && stored->size() == 1);
        const auto& code = stored->front();
        QVERIFY(code.expiresAt - code.createdAt == std::chrono::days{3});
        QCOMPARE(code.usesAllowed, 5U);
        QCOMPARE(code.endpoint, std::string("scep"));
        QCOMPARE(code.note, std::string("floor 2"));
        QVERIFY(code.constraints.empty());
    }

    void unreadableRulesBlockMinting() {
        m_lab->find<QRadioButton>("mintBound")->setChecked(true);
        QVERIFY(m_lab->find("mintBoundNote")->isVisible());
        m_lab->find<QLineEdit>("quickSubject")->setText(QStringLiteral("nonsense"));
        QVERIFY(!m_lab->find<QPushButton>("mintButton")->isEnabled());
        m_lab->find<QLineEdit>("quickSubject")->setText(QStringLiteral("CN=a"));
        QVERIFY(m_lab->find<QPushButton>("mintButton")->isEnabled());
        QVERIFY(!m_lab->find("mintBoundNote")->isVisible());
    }

    void warnsWhenNoEndpointTakesCodes() {
        QTRY_VERIFY(m_lab->find<ui::InlineNote>("mintEndpointNote")
                        ->text()
                        .contains(QStringLiteral("/scep")));
        QVERIFY(!m_lab->find("mintEndpointWarning")->isVisible());
        auto endpoint = m_lab->bench->endpoints().show("scep");
        QVERIFY(endpoint);
        endpoint->settings.gates.clear();
        endpoint->settings.approval = enrollment::Approval::Manual;
        QVERIFY(m_lab->bench->endpoints().update(endpoint->settings, nullptr));
        QTRY_VERIFY(m_lab->find("mintEndpointWarning")->isVisible());
        QSignalSpy shown(&m_lab->navigator, &ui::Navigator::shown);
        click("mintToEndpoints");
        QCOMPARE(shown.count(), 1);
    }

    void oneCodeIsShownAndManyAreMasked() {
        mint(1);
        QVERIFY(isCode(mintedText(0)));
        click("mintedDone");
        QVERIFY(!m_lab->find("mintedCard")->isVisible());
        mint(2);
        QVERIFY(!isCode(mintedText(0)) && !isCode(mintedText(1)));
        click("mintedShow");
        QVERIFY(isCode(mintedText(0)) && !isCode(mintedText(1)));
        click("mintedShow");
        QVERIFY(!isCode(mintedText(0)));
        QTest::keyClick(m_lab->find<QTableView>("mintedCodes"), Qt::Key_Space);
        QVERIFY(isCode(mintedText(0)));
        // Out of sight, out of reach of whoever comes next.
        m_lab->page->hide();
        QVERIFY(!isCode(mintedText(0)));
    }

    void copyingCountsDown() {
        mint(2);
        click("mintedCopy");
        QVERIFY(isCode(test::ChallengesBench::clipboardText()));
        auto* countdown = m_lab->find<QLabel>("mintedCountdown");
        QVERIFY(countdown->text().contains(QStringLiteral("20")));
        QCOMPARE(m_lab->find<ui::MintedCard>("mintedCard")->notTaken(), 1);
        QApplication::clipboard()->clear();
        QTest::keyClick(m_lab->find<QTableView>("mintedCodes"), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(isCode(test::ChallengesBench::clipboardText()));
        QVERIFY(countdown->text().contains(QStringLiteral("20")));
        click("mintedCopyAll");
        QCOMPARE(test::ChallengesBench::clipboardText().count(QLatin1Char('\n')), 2);
        QCOMPARE(m_lab->find<ui::MintedCard>("mintedCard")->notTaken(), 0);
    }

    void theFileIsForItsOwnerAlone() {
        m_lab->find<QLineEdit>("mintNote")->setText(QStringLiteral("a \"b\", c"));
        mint(2);
        m_lab->desktop.path = m_lab->file("codes.csv");
        click("mintedSave");
        QTRY_COMPARE(m_lab->find<ui::MintedCard>("mintedCard")->notTaken(), 0);
        QFile csv(m_lab->file("codes.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.permissions() &
                     (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
        const QStringList lines =
            QString::fromUtf8(csv.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        const QStringList fields = lines.at(2).split(QStringLiteral("\",\""));
        QVERIFY(isCode(fields.at(1)));
        QCOMPARE(fields.at(6), QStringLiteral("a \"\"b\"\", c\""));
    }

    void leavingAsksOnceForCodesThatNobodyHas() {
        QVERIFY(m_lab->page->mayLeave([] {}));
        mint(2);
        int left = 0;
        QVERIFY(!m_lab->page->mayLeave([&left] { ++left; }));
        QVERIFY(m_lab->find("mintedQuestion")->isVisible());
        click("mintedStay");
        QVERIFY(!m_lab->find("mintedQuestion")->isVisible());
        QCOMPARE(minted()->rowCount(), 2);
        QVERIFY(!m_lab->page->mayLeave([&left] { ++left; }));
        click("mintedLeave");
        QCOMPARE(left, 1);
        QCOMPARE(minted()->rowCount(), 0);
        QVERIFY(m_lab->page->mayLeave([] {}));
        mint(1);
        click("mintedCopy");
        QVERIFY(m_lab->page->mayLeave([] {}));
    }

    void withdrawsWhatIsUnusedAfterAsking() {
        mint(3);
        click("mintedDone");
        QVERIFY(!m_lab->action("codes.withdraw")->isEnabled());
        list().selectAll();
        QTRY_COMPARE(m_lab->action("codes.withdraw")->text(),
                     QStringLiteral("&Withdraw 3 code(s)"));
        m_lab->action("codes.withdraw")->trigger();
        QCOMPARE(m_lab->page->messages().count(), 1);
        // Somebody else is faster with one of them.
        QVERIFY(m_lab->bench->codes().withdraw(2));
        const auto buttons = m_lab->page->messages().findChildren<QPushButton*>();
        const auto act = std::ranges::find_if(buttons, [](const QPushButton* button) {
            return button->text() == QStringLiteral("Withdraw 3 code(s)");
        });
        QVERIFY(act != buttons.end());
        QTest::mouseClick(*act, Qt::LeftButton);
        for (const qint64 id : {1, 2, 3})
            QTRY_COMPARE(cell(id, CodeModel::State), QStringLiteral("Withdrawn"));
        // That two went, and that one did not.
        QTRY_COMPARE(m_lab->page->messages().count(), 2);
        QTRY_VERIFY(!m_lab->action("codes.withdraw")->isEnabled());
    }

    void chipsCountAndFilter() {
        mint(3);
        QVERIFY(m_lab->bench->codes().withdraw(1));
        m_lab->page->refresh();
        const auto chips = m_lab->page->findChildren<QToolButton*>();
        const auto chip = [&](const QString& text) {
            return std::ranges::any_of(chips,
                                       [&](const QToolButton* b) { return b->text() == text; });
        };
        QTRY_VERIFY(chip(QStringLiteral("Unused 2")));
        QTRY_VERIFY(chip(QStringLiteral("Withdrawn 1")));
        m_lab->clock.advance(std::chrono::hours{2});
        m_lab->page->refresh();
        QTRY_VERIFY(chip(QStringLiteral("Expired 2")));
        QTRY_COMPARE(cell(3, CodeModel::State), QStringLiteral("Expired"));
    }

    void theQrCodeHasSharpModulesOnALightGround() {
        ui::QrCode code;
        QVERIFY(code.setContent(bytesOf("HELLO"), QStringLiteral("a code")));
        QCOMPARE(code.modules(), 21);
        const int module = 4;
        code.resize((21 + 8) * module, (21 + 8) * module);
        const QImage image = code.grab().toImage();
        const QColor light = image.pixelColor(0, 0);
        const QColor dark = image.pixelColor(4 * module, 4 * module);
        QVERIFY(light.lightness() > 240);
        QVERIFY(dark.lightness() < 80);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                const QColor here = image.pixelColor(x, y);
                QVERIFY(here == light || here == dark);
                QVERIFY(here == image.pixelColor(x - x % module, y - y % module));
            }
        // The eye of the upper right corner, and the quiet zone around.
        QCOMPARE(image.pixelColor((4 + 20) * module, 4 * module), dark);
        QCOMPARE(image.pixelColor((4 + 21) * module, 4 * module), light);
        QVERIFY(!code.setContent(bytesOf(std::string(5000, 'x')), QStringLiteral("too long")));
        QCOMPARE(code.modules(), 0);
    }
};

QTEST_MAIN(TstChallengesPage)
#include "tst_challenges_page.moc"
