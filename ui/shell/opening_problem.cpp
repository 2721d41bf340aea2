#include "shell/opening_problem.h"

#include <QCoreApplication>

namespace scepter::ui {

namespace {

class Opening {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::Opening)
};

struct Words {
    QString summary;
    QString action;
    OpeningRemedy remedy = OpeningRemedy::None;
};

Words wordsFor(ErrorCode code) {
    switch (code) {
    case ErrorCode::NotFound:
        return {Opening::tr("The file is not there any more."),
                Opening::tr("It was moved, renamed or removed, or its disk is not connected. Find "
                            "it, or choose another one."),
                OpeningRemedy::ChooseOther};
    case ErrorCode::StoreForeign:
        return {Opening::tr("It is not a Scepter workspace."),
                Opening::tr("Choose another file; the name of a workspace usually ends in "
                            ".scepter."),
                OpeningRemedy::ChooseOther};
    case ErrorCode::StoreCorrupt:
        return {Opening::tr("The file is damaged."),
                Opening::tr("Do not write to it any more. Restore a backup; the damaged file is "
                            "kept under another name."),
                OpeningRemedy::Restore};
    case ErrorCode::StoreNewer:
        return {Opening::tr("It was last used by a newer version of Scepter."),
                Opening::tr("Install that version, or a newer one. Nothing was changed in it."),
                OpeningRemedy::ChooseOther};
    case ErrorCode::StoreReadOnly:
        return {Opening::tr("It cannot be written to."),
                Opening::tr("Get the right to write to the file and to its folder, or copy it to a "
                            "folder of your own; a CD or a locked disk is no place for it."),
                OpeningRemedy::TryAgain};
    case ErrorCode::StoreBusy:
        return {Opening::tr("Another program holds it locked."),
                Opening::tr("A backup or another tool may be at work on it. Wait until that has "
                            "ended, then try again."),
                OpeningRemedy::TryAgain};
    case ErrorCode::StoreFull:
        return {Opening::tr("The disk is full."), Opening::tr("Make room on it, then try again."),
                OpeningRemedy::TryAgain};
    case ErrorCode::StoreUnavailable:
        return {Opening::tr("The file cannot be read."),
                Opening::tr("Get the right to read it, then try again; the details say what the "
                            "system answers."),
                OpeningRemedy::TryAgain};
    case ErrorCode::InvalidArgument:
    case ErrorCode::FileUnreadable:
        return {Opening::tr("Its key file cannot be used."),
                Opening::tr("It must hold the passphrase in its first line, be yours, and be "
                            "readable by nobody else (chmod 600)."),
                OpeningRemedy::TryAgain};
    default:
        return {};
    }
}

} // namespace

OpeningProblem openingProblem(const Error& error, TimePoint now) {
    OpeningProblem opening{problemOf(error, now), OpeningRemedy::ChooseOther};
    const Words words = wordsFor(error.code);
    if (words.summary.isEmpty()) return opening;
    opening.problem.summary = words.summary;
    opening.problem.action = words.action;
    opening.remedy = words.remedy;
    return opening;
}

} // namespace scepter::ui
