#include "errors/problem.h"

#include "workbench/error_text.h"

#include <QCoreApplication>

namespace scepter::ui {

namespace {

// The texts stand in core/workbench, where the command line takes them too, marked for translation.
QString translated(const std::string& text) {
    return QCoreApplication::translate("ErrorText", text.c_str());
}

} // namespace

Problem problemOf(const Error& error, TimePoint now) {
    const workbench::ErrorText text = workbench::errorText(error);
    Problem problem;
    problem.summary = translated(text.summary);
    problem.why = QString::fromStdString(text.why);
    problem.action = translated(text.action);
    problem.code = QString::fromStdString(std::string(toText(error.code)));
    problem.details =
        QStringLiteral("Scepter %1\n%2\n%3: %4")
            .arg(QCoreApplication::applicationVersion(), QString::fromStdString(toIsoText(now)),
                 problem.code, QString::fromStdString(error.detail));
    for (const std::string& line : error.chain)
        problem.details += QStringLiteral("\n  ") + QString::fromStdString(line);
    return problem;
}

} // namespace scepter::ui
