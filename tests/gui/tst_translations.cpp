// Whether the catalogs have every text of the program, complete.
#include "workbench/error_text.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <tuple>

using namespace scepter;

namespace {

/// What identifies a message: context, source text, comment.
using Key = std::tuple<QString, QString, QString>;

struct Message {
    bool numerus = false;
    bool finished = false;
    QStringList forms; ///< one, or one for each plural
};
using Catalog = QMap<Key, Message>;

QString shown(const Key& key) {
    return std::get<0>(key) + QStringLiteral(": ") + std::get<1>(key);
}

Message readTranslation(QXmlStreamReader& xml, bool numerus) {
    Message message;
    message.numerus = numerus;
    message.finished = !xml.attributes().hasAttribute(QStringLiteral("type"));
    if (!numerus) {
        message.forms = {xml.readElementText()};
        return message;
    }
    while (xml.readNextStartElement())
        message.forms.append(xml.readElementText());
    return message;
}

Catalog readCatalog(const QByteArray& text) {
    Catalog catalog;
    QXmlStreamReader xml(text);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("name")) context = xml.readElementText();
        if (xml.name() != QLatin1String("message")) continue;
        const bool numerus =
            xml.attributes().value(QStringLiteral("numerus")) == QLatin1String("yes");
        QString source;
        QString comment;
        Message message;
        while (xml.readNextStartElement()) {
            if (xml.name() == QLatin1String("source"))
                source = xml.readElementText();
            else if (xml.name() == QLatin1String("comment"))
                comment = xml.readElementText();
            else if (xml.name() == QLatin1String("translation"))
                message = readTranslation(xml, numerus);
            else
                xml.skipCurrentElement();
        }
        catalog.insert({context, source, comment}, message);
    }
    return catalog;
}

/// "%1", "%n", "%L2" ..., sorted.
QStringList places(const QString& text) {
    static const QRegularExpression place(QStringLiteral("%(L?[0-9]{1,2}|L?n)"));
    QStringList found;
    auto matches = place.globalMatch(text);
    while (matches.hasNext())
        found.append(matches.next().captured());
    found.removeDuplicates();
    found.sort();
    return found;
}

bool hasMnemonic(const QString& text) {
    static const QRegularExpression mnemonic(QStringLiteral("(?<!&)&(?![&\\s])"));
    return text.contains(mnemonic);
}

/// What is wrong with one message; empty when nothing is.
QString fault(const Key& key, const Message& message, qsizetype plurals) {
    const QString& source = std::get<1>(key);
    if (!message.finished) return QStringLiteral("not finished");
    if (message.forms.size() != (message.numerus ? plurals : 1))
        return QStringLiteral("%1 forms").arg(message.forms.size());
    const bool ellipsis = source.endsWith(QChar(0x2026));
    for (const QString& form : message.forms) {
        if (form.trimmed().isEmpty()) return QStringLiteral("empty");
        QStringList wanted = places(source);
        QStringList given = places(form);
        // "one file" may do without its number.
        if (message.numerus && !given.contains(QStringLiteral("%n")))
            wanted.removeAll(QStringLiteral("%n"));
        if (given != wanted) return QStringLiteral("other places: ") + form;
        if (hasMnemonic(source) != hasMnemonic(form)) return QStringLiteral("mnemonic: ") + form;
        if (form.endsWith(QChar(0x2026)) != ellipsis) return QStringLiteral("ellipsis: ") + form;
        if (form.front().isSpace() != source.front().isSpace() ||
            form.back().isSpace() != source.back().isSpace())
            return QStringLiteral("space at an end: ") + form;
    }
    return {};
}

/// Texts of the program that the catalog lacks or has wrong, and texts that nobody uses.
QStringList complaints(const Catalog& program, const Catalog& catalog, qsizetype plurals) {
    QStringList found;
    for (auto it = program.begin(); it != program.end(); ++it) {
        const auto known = catalog.constFind(it.key());
        if (known == catalog.constEnd()) {
            found.append(QStringLiteral("missing: ") + shown(it.key()));
            continue;
        }
        const QString wrong = fault(it.key(), *known, plurals);
        if (!wrong.isEmpty()) found.append(shown(it.key()) + QStringLiteral(": ") + wrong);
    }
    for (auto it = catalog.begin(); it != catalog.end(); ++it)
        if (!program.contains(it.key()))
            found.append(QStringLiteral("of no use: ") + shown(it.key()));
    return found;
}

/// The first lines, and how many there are.
QByteArray summary(const QStringList& lines) {
    return QStringLiteral("%1 in all:\n%2")
        .arg(lines.size())
        .arg(lines.mid(0, 12).join(QLatin1Char('\n')))
        .toUtf8();
}

Catalog onDisk(const char* name) {
    QFile file(
        QStringLiteral(SCEPTER_SOURCES "/resources/translations/%1").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", name);
    return readCatalog(file.readAll());
}

} // namespace

class TranslationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void complaints_nameEachFault() {
        const auto one = [](const char* source, const char* translation, const char* type = "") {
            return readCatalog(QByteArray("<TS><context><name>C</name><message><source>") + source +
                               "</source><translation" + type + ">" + translation +
                               "</translation></message></context></TS>");
        };
        const Catalog program = one("&amp;Open %1…", "", " type=\"unfinished\"");
        QCOMPARE(complaints(program, one("&amp;Open %1…", "%1 &amp;öffnen…"), 2), QStringList());
        QCOMPARE(complaints(program, {}, 2).size(), 1);
        QCOMPARE(complaints({}, program, 2).size(), 1);
        for (const char* bad : {"", "&amp;Öffnen…", "%2 &amp;öffnen…", "%1 öffnen…",
                                "%1 &amp;öffnen", " %1 &amp;öffnen…"})
            QCOMPARE(complaints(program, one("&amp;Open %1…", bad), 2).size(), 1);
        QCOMPARE(complaints(program, program, 2).size(), 1);
    }

    void german_isComplete() {
        const Catalog program = extracted(false);
        QVERIFY(program.size() > 100);
        const QStringList wrong = complaints(program, onDisk("scepter_de.ts"), 2);
        QVERIFY2(wrong.isEmpty(), summary(wrong).constData());
    }

    void english_hasItsPlurals() {
        const Catalog program = extracted(true);
        QVERIFY(!program.isEmpty());
        const QStringList wrong = complaints(program, onDisk("scepter_en.ts"), 2);
        QVERIFY2(wrong.isEmpty(), summary(wrong).constData());
    }

    void everyErrorCode_isSaidInGerman() {
        const Catalog german = onDisk("scepter_de.ts");
        QStringList missing;
        for (const ErrorCode code : allErrorCodes()) {
            const workbench::ErrorText text = workbench::errorText({code, "detail", {}, {}});
            for (const std::string& part : {text.summary, text.action}) {
                const auto known = german.constFind(
                    {QStringLiteral("ErrorText"), QString::fromStdString(part), QString()});
                if (known == german.constEnd() || !known->finished)
                    missing.append(QString::fromStdString(std::string(toText(code)) + ": " + part));
            }
        }
        QVERIFY2(missing.isEmpty(), summary(missing).constData());
    }

    /// A context that lupdate has guessed is not the one that the program asks for.
    void contexts_areThoseOfTheProgram() {
        QStringList declared{QStringLiteral("ErrorText")};
        QDirIterator sources(QStringLiteral(SCEPTER_SOURCES "/ui"), {QStringLiteral("*.cpp")},
                             QDir::Files, QDirIterator::Subdirectories);
        static const QRegularExpression declaration(
            QStringLiteral("Q_DECLARE_TR_FUNCTIONS\\(([^)]+)\\)"));
        while (sources.hasNext()) {
            QFile file(sources.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto found = declaration.globalMatch(QString::fromUtf8(file.readAll()));
            while (found.hasNext())
                declared.append(found.next().captured(1));
        }
        // The workbench's formats are translated where they are shown.
        declared.append(QStringLiteral("Formats"));
        QStringList guessed;
        const Catalog program = extracted(false);
        for (auto it = program.begin(); it != program.end(); ++it) {
            const QString& context = std::get<0>(it.key());
            if (!context.contains(QStringLiteral("::")) && !declared.contains(context))
                guessed.append(context);
        }
        guessed.removeDuplicates();
        QVERIFY2(guessed.isEmpty(), qPrintable(guessed.join(u' ')));
    }

private:
    /// What lupdate finds in the sources, as the target update_translations asks it.
    Catalog extracted(bool pluralsOnly) {
        const QString out =
            m_folder.filePath(pluralsOnly ? QStringLiteral("en.ts") : QStringLiteral("de.ts"));
        QStringList arguments{QStringLiteral("-silent"), QStringLiteral("-no-obsolete"),
                              QStringLiteral("-locations"), QStringLiteral("none"),
                              QStringLiteral("-no-ui-lines")};
        if (pluralsOnly) arguments << QStringLiteral("-pluralonly");
        arguments << QStringLiteral("ui") << QStringLiteral("app");
        if (!pluralsOnly) arguments << QStringLiteral("core/workbench/src/error_text.cpp");
        arguments << QStringLiteral("-target-language")
                  << (pluralsOnly ? QStringLiteral("en") : QStringLiteral("de"))
                  << QStringLiteral("-ts") << out;
        QProcess lupdate;
        lupdate.setWorkingDirectory(QStringLiteral(SCEPTER_SOURCES));
        lupdate.start(QStringLiteral(SCEPTER_LUPDATE), arguments);
        if (!lupdate.waitForFinished(60000) || lupdate.exitCode() != 0)
            qFatal("lupdate: %s", lupdate.readAllStandardError().constData());
        QFile file(out);
        if (!file.open(QIODevice::ReadOnly)) qFatal("lupdate wrote nothing");
        return readCatalog(file.readAll());
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
