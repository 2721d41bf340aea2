#include "widgets/constraint_words.h"
#include "widgets/constraints_editor.h"
#include "widgets/inline_note.h"

#include "asn1/oids.h"
#include "pki/extensions.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace scepter;
using challenge::Constraints;

namespace {

/// Every field that there is.
Constraints everything() {
    Constraints value;
    [&] {
        QVERIFY(challenge::addSubjectConstraint(value, "CN=kiosk-*,2.5.4.10=Example"));
        QVERIFY(challenge::addSubjectConstraint(value, "re:CN=.*,O=Example"));
        QVERIFY(challenge::addSanConstraint(value, "upn:*@corp.example"));
        QVERIFY(challenge::addSanConstraint(value, "dns:re:[a-z]+\\.lab"));
        const auto spaced = challenge::Pattern::fromText("exact: two ");
        QVERIFY(spaced);
        value.subject.push_back({asn1::oids::kSerialNumber, *spaced, false});
    }();
    value.onlyListedSubjectAttributes = true;
    value.onlyListedSans = true;
    value.sanRequired = true;
    value.keyTypes = {pki::KeyType::EcP384, pki::KeyType::Rsa};
    value.minRsaBits = 3072;
    value.keyUsage = pki::key_usage::kDigitalSignature | pki::key_usage::kDecipherOnly;
    value.extendedKeyUsage = {asn1::oids::kEkuServerAuth, asn1::oids::kMicrosoftSid};
    return value;
}

QString textOf(const Error& error) {
    return QString::fromStdString(toText(error));
}

} // namespace

class TstConstraintsEditor : public QObject {
    Q_OBJECT

    template <class T> T* child(const char* name) {
        return m_editor->findChild<T*>(QString::fromLatin1(name));
    }
    QString note(const char* name) { return child<ui::InlineNote>(name)->text(); }
    Constraints value() {
        const auto read = m_editor->constraints();
        if (!read) QTest::qFail(qPrintable(textOf(read.error())), __FILE__, __LINE__);
        return read.value_or(Constraints{});
    }

    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::ConstraintsEditor> m_editor;

private Q_SLOTS:
    void init() {
        m_theme = std::make_unique<ui::Theme>(*qApp);
        m_editor = std::make_unique<ui::ConstraintsEditor>(*m_theme);
        m_editor->resize(480, 700);
        m_editor->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
    }
    void cleanup() {
        m_editor.reset();
        m_theme.reset();
    }

    void anEmptyOneIsOneLine() {
        QVERIFY(value().empty());
        QCOMPARE(child<QLabel>("constraintsSentence")->text(), QStringLiteral("Any request."));
        QVERIFY(!child<QLineEdit>("quickSubject")->isVisible());
    }

    void givesBackEveryFieldAsItWasSet() {
        const Constraints all = everything();
        QSignalSpy changed(m_editor.get(), &ui::ConstraintsEditor::changed);
        m_editor->setConstraints(all);
        QCOMPARE(changed.count(), 0);
        QVERIFY(value() == all);
        QVERIFY(child<QLineEdit>("quickSubject")->isVisible());
        m_editor->setConstraints({});
        QVERIFY(value().empty());
    }

    void quickLinesTakeWhatTheCommandLineTakes() {
        m_editor->focusRules();
        QSignalSpy changed(m_editor.get(), &ui::ConstraintsEditor::changed);
        QTest::keyClicks(child<QLineEdit>("quickSubject"), QStringLiteral("CN=kiosk-*,O=a\\,b"));
        QVERIFY(changed.count() > 0);
        // What was typed counts before it was added.
        QCOMPARE(value().subject.size(), std::size_t{2});
        QTest::keyClick(child<QLineEdit>("quickSubject"), Qt::Key_Return);
        QCOMPARE(child<QLineEdit>("quickSubject")->text(), QString());
        QTest::keyClicks(child<QLineEdit>("quickSan"), QStringLiteral("dns:*.lab"));
        QTest::mouseClick(child<QToolButton>("addSan"), Qt::LeftButton);

        Constraints wanted;
        QVERIFY(challenge::addSubjectConstraint(wanted, "CN=kiosk-*,O=a\\,b"));
        QVERIFY(challenge::addSanConstraint(wanted, "dns:*.lab"));
        wanted.onlyListedSubjectAttributes = true;
        wanted.onlyListedSans = true;
        QVERIFY(value() == wanted);
        QVERIFY(child<QLabel>("constraintsSentence")->text().contains(QStringLiteral("kiosk-*")));
    }

    void theFirstRuleForNamesPermitsNoOthers() {
        m_editor->focusRules();
        QTest::keyClicks(child<QLineEdit>("quickSan"), QStringLiteral("dns:a"));
        QVERIFY(value().onlyListedSans);
        QVERIFY(!value().onlyListedSubjectAttributes);
        child<QLineEdit>("quickSan")->clear();
        QVERIFY(value().empty());
        QTest::keyClicks(child<QLineEdit>("quickSubject"), QStringLiteral("CN=a"));
        QVERIFY(value().onlyListedSans);
        QVERIFY(value().onlyListedSubjectAttributes);
        // The operator's own choice stays.
        child<QCheckBox>("onlyListedSans")->setChecked(false);
        QTest::keyClick(child<QLineEdit>("quickSubject"), Qt::Key_Return);
        QVERIFY(!value().onlyListedSans);
        QVERIFY(value().onlyListedSubjectAttributes);
        Constraints open;
        QVERIFY(challenge::addSubjectConstraint(open, "CN=a"));
        m_editor->setConstraints(open);
        QVERIFY(value() == open);
    }

    void anExpressionGoesOverTheWholeSubjectOnce() {
        m_editor->focusRules();
        QTest::keyClicks(child<QLineEdit>("quickSubject"), QStringLiteral("re:CN=a"));
        QTest::keyClick(child<QLineEdit>("quickSubject"), Qt::Key_Return);
        QCOMPARE(child<QLineEdit>("wholeSubject")->text(), QStringLiteral("re:CN=a"));
        QTest::keyClicks(child<QLineEdit>("quickSubject"), QStringLiteral("re:CN=b"));
        QVERIFY(!note("quickSubjectError").isEmpty());
        QVERIFY(!m_editor->isValid());
    }

    void errorsAreSaidUnderTheirField_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* name, const char* field, const char* typed,
                            const char* error) {
            QTest::newRow(name) << QString::fromLatin1(field) << QString::fromLatin1(typed)
                                << QString::fromLatin1(error);
        };
        row("no attribute", "quickSubject", "nonsense=x", "quickSubjectError");
        row("no pattern", "quickSubject", "CN=", "quickSubjectError");
        row("no such type", "quickSan", "fax:1", "quickSanError");
        row("open bracket", "wholeSubject", "re:(", "wholeError");
        row("no such usage", "extendedUsages", "clientAuth, flying", "extendedError");
    }
    void errorsAreSaidUnderTheirField() {
        QFETCH(QString, field);
        QFETCH(QString, typed);
        QFETCH(QString, error);
        m_editor->setUnfolded(true);
        child<QCheckBox>("limitExtended")->setChecked(true);
        auto* line = m_editor->findChild<QLineEdit*>(field);
        QTest::keyClicks(line, typed);
        auto* note = m_editor->findChild<ui::InlineNote*>(error);
        QVERIFY(note->isVisible());
        QVERIFY(!m_editor->isValid());
        line->clear();
        QVERIFY(!note->isVisible());
        QVERIFY(m_editor->isValid());
    }

    void aRowWithoutAPatternIsNoRule() {
        m_editor->focusRules();
        QTest::mouseClick(child<QToolButton>("addSubject"), Qt::LeftButton);
        auto* row = child<QWidget>("subjectRule");
        QVERIFY(!m_editor->isValid());
        QTRY_VERIFY(row->findChild<QLineEdit*>(QStringLiteral("pattern"))->hasFocus());
        QTest::keyClicks(row->findChild<QLineEdit*>(QStringLiteral("pattern")),
                         QStringLiteral("printer-?"));
        QCOMPARE(value().subject.front().attribute, asn1::oids::kCommonName);
        row->findChild<QComboBox*>(QStringLiteral("attribute"))
            ->setCurrentText(QStringLiteral("2.5.4.5"));
        QCOMPARE(value().subject.front().attribute, asn1::oids::kSerialNumber);
        row->findChild<QComboBox*>(QStringLiteral("attribute"))
            ->setCurrentText(QStringLiteral("nobody"));
        QVERIFY(!m_editor->isValid());
        QTest::mouseClick(row->findChild<QToolButton*>(QStringLiteral("remove")), Qt::LeftButton);
        QVERIFY(value().empty());
    }

    void tabGoesThroughRulesBeforeTheQuickLine() {
        m_editor->focusRules();
        m_editor->setConstraints(everything());
        QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
        const auto rows = m_editor->findChildren<QWidget*>(QStringLiteral("subjectRule"));
        auto* first = rows.first()->findChild<QComboBox*>(QStringLiteral("attribute"));
        first->setFocus(Qt::TabFocusReason);
        QStringList names;
        for (int i = 0; i < 14 && !names.contains(QStringLiteral("quickSubject")); ++i) {
            names.append(QApplication::focusWidget()->objectName());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QStringList wanted;
        for (int i = 0; i < 3; ++i)
            wanted << QStringLiteral("attribute") << QStringLiteral("pattern")
                   << QStringLiteral("required") << QStringLiteral("remove");
        wanted << QStringLiteral("quickSubject");
        QCOMPARE(names, wanted);
    }

    void limitingUsageToNothingIsARule() {
        m_editor->setUnfolded(true);
        child<QCheckBox>("limitUsage")->setChecked(true);
        child<QCheckBox>("limitExtended")->setChecked(true);
        QCOMPARE(value().keyUsage, std::optional<std::uint16_t>(0));
        QVERIFY(value().extendedKeyUsage && value().extendedKeyUsage->empty());
        child<QCheckBox>("usage-keyEncipherment")->setChecked(true);
        QCOMPARE(value().keyUsage, std::optional<std::uint16_t>(pki::key_usage::kKeyEncipherment));
        child<QCheckBox>("limitUsage")->setChecked(false);
        QVERIFY(!value().keyUsage);
    }

    void wordsSayEveryRule() {
        const auto facts = ui::constraintFacts(everything());
        QCOMPARE(facts.size(), 13);
        QCOMPARE(facts.at(1).name, QStringLiteral("common name (CN)"));
        QCOMPARE(facts.at(1).rule, QStringLiteral("fits “kiosk-*”"));
        const QString sentence = ui::constraintsSentence(everything());
        for (const auto& fact : facts)
            QVERIFY(sentence.contains(fact.name + QLatin1Char(' ') + fact.rule));
        Constraints two;
        QVERIFY(challenge::addSubjectConstraint(two, "CN=kiosk-*"));
        QVERIFY(challenge::addSanConstraint(two, "dns:*.lab"));
        QCOMPARE(ui::constraintsShort(two), QStringLiteral("CN=kiosk-*, dns:*.lab, any other SAN"));
        two.onlyListedSans = true;
        QCOMPARE(ui::constraintsShort(two), QStringLiteral("CN=kiosk-*, dns:*.lab"));
        QCOMPARE(ui::constraintsShort({}), QStringLiteral("any"));
    }
};

QTEST_MAIN(TstConstraintsEditor)
#include "tst_constraints_editor.moc"
