// Pictures of every page and state of the window, for people to look at.
//   gallery FOLDER [--colors light|dark] [--size WxH] [--mark TEXT] [--only PART]
//     [--language de] [-reverse]
//   gallery FOLDER --sheet         one picture of all that are in the folder
// QT_SCALE_FACTOR makes them larger. Files are named SCENE-COLORS[-MARK].png.
#include "contact_sheet.h"
#include "scenes.h"
#include "shell/rail.h"
#include "support/lab_workspace.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QPainter>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

#include <algorithm>
#include <cstdio>

namespace scepter::gallery {

namespace {

struct Wanted {
    QString folder;
    QString mark;
    QString only;
    QSize size{1280, 800};
    ui::ColorMode colors = ui::ColorMode::Light;
};

/// Windows that lie over the main one, the last opened on top.
QList<QWidget*> over(const QWidget& window) {
    QList<QWidget*> widgets;
    const auto all = QApplication::topLevelWidgets();
    for (QWidget* widget : all)
        if (widget != &window && widget->isVisible() && !widget->size().isEmpty())
            widgets.append(widget);
    // A window lies over the one that it belongs to.
    const auto depth = [](const QWidget* widget) {
        int count = 0;
        while ((widget = widget->parentWidget()) != nullptr)
            ++count;
        return count;
    };
    std::ranges::stable_sort(widgets, {}, depth);
    return widgets;
}

/// The main window with dialogs and popups where they are; a dialog gets a plain frame, as there is
/// no window manager here.
QPixmap picture(QWidget& window) {
    QPixmap whole = window.grab();
    QPainter painter(&whole);
    for (QWidget* widget : over(window)) {
        const QPixmap part = widget->grab();
        const bool isPopup =
            widget->windowFlags().testFlag(Qt::Popup) && widget->windowType() == Qt::Popup;
        QPoint at = isPopup ? window.mapFromGlobal(widget->mapToGlobal(QPoint(0, 0)))
                            : window.rect().center() - widget->rect().center();
        at.setX(std::clamp(at.x(), 0, std::max(0, window.width() - widget->width())));
        at.setY(std::clamp(at.y(), 0, std::max(0, window.height() - widget->height())));
        painter.drawPixmap(at, part);
        painter.setPen(window.palette().color(QPalette::Mid));
        painter.drawRect(QRect(at, widget->size()));
    }
    return whole;
}

/// Waits until two pictures in a row are the same, so that nothing is caught half-way.
QPixmap settledPicture(QWidget& window) {
    QPixmap before = picture(window);
    for (int tries = 0; tries < 20; ++tries) {
        QTest::qWait(60);
        QPixmap now = picture(window);
        if (now.toImage() == before.toImage()) return now;
        before = std::move(now);
    }
    return before;
}

bool open(test::TestWindow& window, const Scene& scene, const DemoWorkspace& demo,
          const test::LabWorkspace& fresh) {
    if (scene.ground == Ground::Nothing) {
        window.window().showStart();
        return window.show();
    }
    const QString path = scene.ground == Ground::Demo
                             ? demo.copyTo(window.folder(), QStringLiteral("Hillside School"))
                             : fresh.path();
    if (!window.show() || !window.open(path)) return false;
    // As an operator has it; nothing listens there.
    window.session().setResponderOptions({});
    return true;
}

/// Who went to a page by the rail has the focus there, not at the page before.
void focusWhereOneIs(QWidget& window) {
    auto* rail = window.findChild<ui::Rail*>();
    if (rail == nullptr || !rail->isAncestorOf(QApplication::focusWidget())) return;
    const auto buttons = rail->findChildren<QAbstractButton*>();
    for (QAbstractButton* button : buttons)
        if (button->isChecked()) button->setFocus(Qt::MouseFocusReason);
}

bool shoot(const Scene& scene, const Wanted& wanted, const DemoWorkspace& demo) {
    test::SteppingClock clock(DemoWorkspace::kNow);
    const test::LabWorkspace fresh;
    test::TestWindow window(clock, wanted.colors);
    window.window().resize(wanted.size);
    if (!open(window, scene, demo, fresh) || !scene.play(window, demo)) return false;
    const bool dark = wanted.colors == ui::ColorMode::Dark;
    QString name = scene.name + (dark ? QStringLiteral("-dark") : QStringLiteral("-light"));
    if (!wanted.mark.isEmpty()) name += QLatin1Char('-') + wanted.mark;
    focusWhereOneIs(window.window());
    const QString file = QDir(wanted.folder).filePath(name + QStringLiteral(".png"));
    const bool saved = settledPicture(window.window()).save(file);
    for (QWidget* widget : over(window.window()))
        widget->close();
    return saved;
}

int shootAll(const Wanted& wanted) {
    QDir().mkpath(wanted.folder);
    const DemoWorkspace demo;
    int failed = 0;
    int shot = 0;
    QSet<QString> names;
    for (const Scene& scene : allScenes()) {
        if (names.contains(scene.name)) {
            ++failed;
            std::fprintf(stderr, "error: two scenes are named %s\n", qPrintable(scene.name));
        }
        names.insert(scene.name);
        if (!scene.name.contains(wanted.only)) continue;
        if (shoot(scene, wanted, demo)) {
            ++shot;
        } else {
            ++failed;
            std::fprintf(stderr, "error: the scene %s could not be played\n",
                         qPrintable(scene.name));
        }
    }
    std::printf("%d pictures, %d failed\n", shot, failed);
    return failed > 0 || shot == 0 ? 1 : 0;
}

/// As the program does; English has plurals only.
void translate(const QString& language) {
    auto* translator = new QTranslator(qApp);
    const QLocale locale(language);
    if (locale.language() != QLocale::English) QLocale::setDefault(locale);
    if (translator->load(locale, QStringLiteral("scepter"), QStringLiteral("_"),
                         QStringLiteral(":/translations")))
        QApplication::installTranslator(translator);
}

int run() {
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("where pictures go"));
    const QCommandLineOption colors(QStringLiteral("colors"), {}, QStringLiteral("SCHEME"),
                                    QStringLiteral("light"));
    const QCommandLineOption size(QStringLiteral("size"), {}, QStringLiteral("WxH"),
                                  QStringLiteral("1280x800"));
    const QCommandLineOption mark(QStringLiteral("mark"), {}, QStringLiteral("TEXT"));
    const QCommandLineOption only(QStringLiteral("only"), {}, QStringLiteral("PART"));
    const QCommandLineOption language(QStringLiteral("language"), {}, QStringLiteral("CODE"),
                                      QStringLiteral("en"));
    const QCommandLineOption sheet(QStringLiteral("sheet"));
    parser.addOptions({colors, size, mark, only, language, sheet});
    parser.process(*qApp);
    const QStringList folders = parser.positionalArguments();
    const QStringList sides = parser.value(size).split(QLatin1Char('x'));
    if (folders.size() != 1 || sides.size() != 2) {
        std::fputs("usage: gallery FOLDER [--colors light|dark] [--size WxH] [--mark TEXT] "
                   "[--only PART] [--language CODE] | FOLDER --sheet\n",
                   stderr);
        return 2;
    }
    if (parser.isSet(sheet)) return makeContactSheet(folders.first()) ? 0 : 1;
    translate(QStringLiteral("en"));
    translate(parser.value(language));
    Wanted wanted;
    wanted.folder = folders.first();
    wanted.mark = parser.value(mark);
    wanted.only = parser.value(only);
    wanted.size = {sides.first().toInt(), sides.last().toInt()};
    if (parser.value(colors) == QLatin1String("dark")) wanted.colors = ui::ColorMode::Dark;
    return shootAll(wanted);
}

} // namespace

} // namespace scepter::gallery

int main(int argc, char** argv) {
    // A wizard proposes a file there.
    const QTemporaryDir data;
    qputenv("XDG_DATA_HOME", data.path().toUtf8());
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("scepter"));
    QApplication::setApplicationVersion(QStringLiteral("0"));
    return scepter::gallery::run();
}
