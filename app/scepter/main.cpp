// The window.
#include "base/text.h"
#include "http/single_instance.h"
#include "shell/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QStandardPaths>
#include <QTranslator>

#include <cstdio>
#include <functional>
#include <malloc.h>
#include <pwd.h>
#include <unistd.h>
#include <utility>

namespace scepter::app {

namespace {

std::string actor() {
    // The environment says what its owner likes.
    if (const passwd* entry = ::getpwuid(::getuid()); entry != nullptr)
        return "operator:" + printable(entry->pw_name);
    return "operator:uid-" + std::to_string(::getuid());
}

// Each request takes and gives back some 100 KB: without this, glibc asks the kernel for it and
// returns it time and again.
void keepMemory() {
    mallopt(M_TRIM_THRESHOLD, 8 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
    mallopt(M_MMAP_THRESHOLD, 2 << 20);
}

/// "ADDRESS:PORT"; nothing for any other text.
std::optional<responder::ResponderOptions> listenOptions(const QString& text) {
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    bool isNumber = false;
    const uint port = text.mid(colon + 1).toUInt(&isNumber);
    if (colon <= 0 || !isNumber || port > 65535) return std::nullopt;
    responder::ResponderOptions options;
    options.address = text.left(colon).toStdString();
    options.port = static_cast<std::uint16_t>(port);
    return options;
}

/// What was asked for on the command line.
struct Arguments {
    QString workspace; ///< empty: show the start screen
    std::optional<responder::ResponderOptions> options;
    bool stopped = false;
    bool usable = true;
};

QString workspaceOf(const QCommandLineParser& parser, const QCommandLineOption& option) {
    if (!parser.positionalArguments().isEmpty()) return parser.positionalArguments().first();
    if (parser.isSet(option)) return parser.value(option);
    QString named = qEnvironmentVariable("SCEPTER_WORKSPACE");
    if (!named.isEmpty()) return named;
    const QString usual = ui::WorkspaceOpener::defaultPath();
    return QFileInfo::exists(usual) ? usual : QString();
}

Arguments readArguments(const QApplication& application) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("main", text); };
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr(QT_TRANSLATE_NOOP("main", "SCEP workbench: CA, inspector, test client, MDM lab")));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("file"),
                                 tr(QT_TRANSLATE_NOOP("main", "The workspace to open")),
                                 QStringLiteral("[file]"));
    const QCommandLineOption workspace(QStringLiteral("workspace"),
                                       tr(QT_TRANSLATE_NOOP("main", "The workspace to open")),
                                       QStringLiteral("FILE"));
    const QCommandLineOption listen(
        QStringLiteral("listen"),
        tr(QT_TRANSLATE_NOOP("main", "Where the responder listens, as in 127.0.0.1:8080")),
        QStringLiteral("ADDRESS:PORT"));
    const QCommandLineOption stopped(QStringLiteral("stopped"),
                                     tr(QT_TRANSLATE_NOOP("main", "Do not start the responder")));
    parser.addOptions({workspace, listen, stopped});
    parser.process(application);
    Arguments arguments;
    arguments.workspace = workspaceOf(parser, workspace);
    arguments.stopped = parser.isSet(stopped);
    if (parser.isSet(listen)) {
        arguments.options = listenOptions(parser.value(listen));
        arguments.usable = arguments.options.has_value();
        if (!arguments.usable)
            std::fputs("error: --listen takes ADDRESS:PORT, as in 127.0.0.1:8080 or [::1]:8080\n",
                       stderr);
    }
    return arguments;
}

/// The language that the operator chose; else the system's.
void chooseLanguage(const QSettings& settings) {
    const QString language = ui::settingText(settings, QStringLiteral("general/language"));
    if (language != QLatin1String("system")) QLocale::setDefault(QLocale(language));
}

/// Qt's own texts and ours in the operator's language, with English plurals below them.
void translate(QApplication& application) {
    const auto load = [&application](const QLocale& locale, const QString& name,
                                     const QString& folder) {
        auto* translator = new QTranslator(&application);
        if (translator->load(locale, name, QStringLiteral("_"), folder))
            QApplication::installTranslator(translator);
    };
    const QString own = QStringLiteral(":/translations");
    load(QLocale(QLocale::English), QStringLiteral("scepter"), own);
    const QLocale locale;
    if (locale.language() == QLocale::English) return;
    load(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    load(locale, QStringLiteral("scepter"), own);
}

int run(QApplication& application) {
    QSettings settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("scepter"),
                       QStringLiteral("scepter"));
    ui::upgradeSettings(settings);
    chooseLanguage(settings);
    translate(application);
    Arguments arguments = readArguments(application);
    if (!arguments.usable) return 2;
    if (!arguments.workspace.isEmpty() && http::SingleInstance::raiseOther(arguments.workspace))
        return 0;

    const SystemClock clock;
    ui::Theme theme(application);
    theme.apply(ui::LiveSettings::colorMode(
        ui::settingText(settings, QStringLiteral("appearance/colors"))));
    ui::Clipboard clipboard(*QApplication::clipboard());
    ui::SystemDesktop desktop;
    http::SingleInstance instance;
    ui::MainWindow window({theme, settings, clipboard, desktop, clock, actor(),
                           [&instance](const QString& path, std::function<void(bool)> answer) {
                               instance.askOther(path, std::move(answer));
                           }});
    QObject::connect(&instance, &http::SingleInstance::raiseRequested, &window, [&window] {
        window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
        window.raise();
        window.activateWindow();
    });
    QObject::connect(&window, &ui::MainWindow::workspaceOpened, &instance,
                     [&] { instance.claim(QString::fromStdString(window.session()->path())); });
    QObject::connect(&window, &ui::MainWindow::workspaceClosed, &instance,
                     [&instance] { instance.release(); });
    QObject::connect(&instance, &http::SingleInstance::claimFailed, &window,
                     [&window](const QString& reason) {
                         if (window.session() != nullptr)
                             window.session()->log().warning("other windows cannot find this one",
                                                             {{"reason", reason.toStdString()}});
                     });
    window.show();
    if (arguments.workspace.isEmpty())
        window.showStart();
    else
        window.openWorkspace(arguments.workspace, !arguments.stopped, std::move(arguments.options));
    return QApplication::exec();
}

} // namespace

} // namespace scepter::app

int main(int argc, char** argv) {
    scepter::app::keepMemory();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("scepter"));
    QApplication::setApplicationDisplayName(QStringLiteral("Scepter"));
    QApplication::setApplicationVersion(QStringLiteral(SCEPTER_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("scepter"));
    return scepter::app::run(application);
}
