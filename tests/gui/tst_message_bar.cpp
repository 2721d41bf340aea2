// How long messages stay, and how they are counted.
#include "support/stepping_clock.h"
#include "theme/theme.h"
#include "widgets/message_bar.h"

#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace scepter;
using namespace scepter::ui;

class MessageBarTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_bar = std::make_unique<MessageBar>(m_theme);
        m_bar->setSuccessLife(20);
    }

    void success_fadesAndAllElseStays() {
        m_bar->show({.kind = MessageKind::Warning, .text = QStringLiteral("warning")});
        m_bar->show({.kind = MessageKind::Info, .text = QStringLiteral("note")});
        m_bar->showProblem(QStringLiteral("not done"), problemOf(m_error, m_clock.now()));
        m_bar->showSuccess(QStringLiteral("done"));
        QCOMPARE(m_bar->count(), 4);
        QTRY_COMPARE(m_bar->count(), 3);
        // As long again as the success has lived.
        QSignalSpy moved(m_bar.get(), &MessageBar::countChanged);
        QVERIFY(!moved.wait(60));
        QCOMPARE(m_bar->count(), 3);
    }

    void repeated_areCounted() {
        for (int i = 0; i < 3; ++i)
            m_bar->showProblem(QStringLiteral("Not done."), problemOf(m_error, m_clock.now()));
        QCOMPARE(m_bar->count(), 1);
        QVERIFY(spoken().contains(QStringLiteral("3 times")));
        QVERIFY(spoken().contains(QStringLiteral("Not done.")));
    }

    void resolved_goes() {
        m_bar->show({.kind = MessageKind::Error,
                     .text = QStringLiteral("broken"),
                     .key = QStringLiteral("k")});
        m_bar->resolve(QStringLiteral("other"));
        QCOMPARE(m_bar->count(), 1);
        m_bar->resolve(QStringLiteral("k"));
        QCOMPARE(m_bar->count(), 0);
        QVERIFY(!m_bar->isVisibleTo(nullptr));
        QVERIFY(!m_bar->dismissTop());
    }

    void escape_takesTheNewest() {
        m_bar->show({.text = QStringLiteral("old")});
        m_bar->show({.text = QStringLiteral("new")});
        QVERIFY(m_bar->dismissTop());
        QCOMPARE(m_bar->count(), 1);
        QVERIFY(spoken().contains(QStringLiteral("old")));
    }

    void threeAreInSight() {
        for (int i = 0; i < 5; ++i)
            m_bar->show({.text = QStringLiteral("note %1").arg(i)});
        QCOMPARE(m_bar->count(), 5);
        int seen = 0;
        const auto strips = m_bar->findChildren<QWidget*>(QStringLiteral("message"));
        for (const QWidget* strip : strips)
            if (strip->isVisibleTo(m_bar.get())) ++seen;
        QCOMPARE(seen, 3);
    }

    void details_areFoldedAndGoWithTheMessage() {
        m_bar->showProblem(QStringLiteral("Not done."), problemOf(m_error, m_clock.now()));
        auto* details = m_bar->findChild<QPlainTextEdit*>();
        QVERIFY(details->isHidden());
        QVERIFY(details->toPlainText().contains(QStringLiteral("disk is full")));
        const auto buttons = m_bar->findChildren<QToolButton*>();
        for (QToolButton* button : buttons)
            if (button->isCheckable()) button->click();
        QVERIFY(!details->isHidden());
    }

    void action_runs() {
        int runs = 0;
        m_bar->show({.text = QStringLiteral("try"),
                     .actionText = QStringLiteral("Again"),
                     .action = [&runs] { ++runs; }});
        const auto buttons = m_bar->findChildren<QPushButton*>();
        for (QPushButton* button : buttons)
            if (button->text() == QStringLiteral("Again")) button->click();
        QCOMPARE(runs, 1);
    }

    void plainText_isNeverMarkup() {
        m_bar->show({.text = QStringLiteral("<b>CN=evil</b><img src=x>")});
        const auto labels = m_bar->findChildren<QLabel*>();
        QVERIFY(!labels.isEmpty());
        for (const QLabel* label : labels)
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

private:
    [[nodiscard]] QString spoken() const {
        QString all;
        const auto strips = m_bar->findChildren<QWidget*>(QStringLiteral("message"));
        for (const QWidget* strip : strips)
            if (strip->isVisibleTo(m_bar.get())) all += strip->accessibleName() + QLatin1Char('\n');
        return all;
    }

    Theme m_theme{*qApp};
    test::SteppingClock m_clock;
    Error m_error{ErrorCode::StoreFull, "the disk is full", {}, {}};
    std::unique_ptr<MessageBar> m_bar;
};

QTEST_MAIN(MessageBarTest)
#include "tst_message_bar.moc"
