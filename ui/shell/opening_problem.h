// Why a workspace was not opened.
#pragma once

#include "errors/problem.h"

namespace scepter::ui {

/// What the operator can do about it at the start screen.
enum class OpeningRemedy { None, Restore, ChooseOther, TryAgain };

struct OpeningProblem {
    Problem problem;
    OpeningRemedy remedy = OpeningRemedy::None;
};

/// The error in the words of somebody who wants to open a workspace.
OpeningProblem openingProblem(const Error& error, TimePoint now);

} // namespace scepter::ui
