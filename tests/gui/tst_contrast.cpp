// Whether everything that the theme colors can be read, by WCAG 2.1.
#include "support/findings.h"
#include "theme/theme.h"

#include <QTest>

#include <array>

using namespace scepter;
using namespace scepter::ui;

namespace {

// Text, and what is no text but has to be told apart.
constexpr double kText = 4.5;
constexpr double kLine = 3.0;

struct Pair {
    QString name;
    QColor front;
    QColor back;
    double least = kText;
};

/// What is too faint, as sentences; empty when all is well.
QStringList tooFaint(const QList<Pair>& pairs) {
    QStringList found;
    for (const Pair& pair : pairs) {
        const double ratio = contrast(pair.front, pair.back);
        if (!(ratio >= pair.least))
            found.append(QStringLiteral("%1: %2 on %3 is %4, wanted %5")
                             .arg(pair.name, pair.front.name(), pair.back.name())
                             .arg(ratio, 0, 'f', 2)
                             .arg(pair.least));
    }
    return found;
}

/// The surfaces that texts and lines lie on.
QList<std::pair<QString, QColor>> grounds(Scheme scheme) {
    const QPalette palette = Theme::paletteFor(scheme);
    return {{QStringLiteral("window"), palette.color(QPalette::Window)},
            {QStringLiteral("list"), palette.color(QPalette::Base)},
            {QStringLiteral("other rows"), palette.color(QPalette::AlternateBase)},
            {QStringLiteral("card"), Theme::colorFor(scheme, Surface::Card)},
            {QStringLiteral("rail"), Theme::colorFor(scheme, Surface::Rail)}};
}

QList<Pair> palettePairs(Scheme scheme) {
    const QPalette palette = Theme::paletteFor(scheme);
    QList<Pair> pairs;
    const auto add = [&](const char* name, QPalette::ColorRole front, QPalette::ColorRole back) {
        for (const auto group : {QPalette::Active, QPalette::Inactive})
            pairs.append(
                {QLatin1String(name), palette.color(group, front), palette.color(group, back)});
    };
    add("window text", QPalette::WindowText, QPalette::Window);
    add("text", QPalette::Text, QPalette::Base);
    add("text of other rows", QPalette::Text, QPalette::AlternateBase);
    add("text of a placeholder", QPalette::PlaceholderText, QPalette::Base);
    add("text of a button", QPalette::ButtonText, QPalette::Button);
    add("selected text", QPalette::HighlightedText, QPalette::Highlight);
    add("text of a tool tip", QPalette::ToolTipText, QPalette::ToolTipBase);
    add("link", QPalette::Link, QPalette::Window);
    add("link in a list", QPalette::Link, QPalette::Base);
    add("visited link", QPalette::LinkVisited, QPalette::Window);
    return pairs;
}

} // namespace

class ContrastTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrast_isThatOfWcag() {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
        // The two grays that are known for being just too faint and just dark enough on white.
        QVERIFY(contrast(QColor(0x77, 0x77, 0x77), Qt::white) < kText);
        QVERIFY(contrast(QColor(0x76, 0x76, 0x76), Qt::white) >= kText);
        QCOMPARE(contrast(Qt::red, Qt::blue), contrast(Qt::blue, Qt::red));
    }

    void tooFaint_findsAPairThatIs() {
        const Pair good{QStringLiteral("good"), Qt::black, Qt::white};
        const Pair bad{QStringLiteral("bad"), QColor(0x77, 0x77, 0x77), Qt::white};
        QCOMPARE(tooFaint({good, bad}).size(), 1);
        QVERIFY(tooFaint({good, bad}).first().startsWith(QStringLiteral("bad")));
    }

    void schemes_data() {
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("light") << Scheme::Light;
        QTest::newRow("dark") << Scheme::Dark;
    }

    void palette_canBeRead_data() { schemes_data(); }
    void palette_canBeRead() {
        QFETCH(Scheme, scheme);
        NONE(tooFaint(palettePairs(scheme)));
    }

    void tones_canBeRead_data() { schemes_data(); }
    void tones_canBeRead() {
        QFETCH(Scheme, scheme);
        QList<Pair> pairs;
        for (const Tone tone : Theme::allTones()) {
            const ToneColors colors = Theme::toneFor(scheme, tone);
            const QString name = QStringLiteral("tone %1").arg(static_cast<int>(tone));
            pairs.append({name, colors.foreground, colors.background});
            for (const auto& [ground, color] : grounds(scheme))
                pairs.append(
                    {name + QStringLiteral(", line on ") + ground, colors.strong, color, kLine});
        }
        QCOMPARE(Theme::allTones().size(), 8U);
        NONE(tooFaint(pairs));
    }

    void errorsInTheirStrongColor_canBeRead_data() { schemes_data(); }
    // Texts under fields are in the strong color, without a ground of their own.
    void errorsInTheirStrongColor_canBeRead() {
        QFETCH(Scheme, scheme);
        QList<Pair> pairs;
        for (const auto& [ground, color] : grounds(scheme))
            pairs.append({QStringLiteral("error on ") + ground,
                          Theme::toneFor(scheme, Tone::Error).strong, color});
        NONE(tooFaint(pairs));
    }

    void surfaces_canBeRead_data() { schemes_data(); }
    void surfaces_canBeRead() {
        QFETCH(Scheme, scheme);
        const auto color = [scheme](Surface surface) { return Theme::colorFor(scheme, surface); };
        const QColor text = Theme::paletteFor(scheme).color(QPalette::WindowText);
        QList<Pair> pairs{
            {QStringLiteral("primary button"), color(Surface::AccentText), color(Surface::Accent)},
            {QStringLiteral("rail under the pointer"), text,
             Theme::toneFor(scheme, Tone::Neutral).background}};
        for (const auto& [ground, back] : grounds(scheme)) {
            pairs.append({QStringLiteral("text on ") + ground, text, back});
            pairs.append(
                {QStringLiteral("muted text on ") + ground, color(Surface::MutedText), back});
            pairs.append(
                {QStringLiteral("focus on ") + ground, color(Surface::Accent), back, kLine});
        }
        NONE(tooFaint(pairs));
    }

    void selection_differsFromTheList_data() { schemes_data(); }
    void selection_differsFromTheList() {
        QFETCH(Scheme, scheme);
        const QPalette palette = Theme::paletteFor(scheme);
        QVERIFY(contrast(palette.color(QPalette::Highlight), palette.color(QPalette::Base)) > 1.5);
    }
};

QTEST_MAIN(ContrastTest)
#include "tst_contrast.moc"
