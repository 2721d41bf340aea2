// Errors for people: what happened, why, what to do.
#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <QString>

namespace scepter::ui {

/// An error in the operator's language. `why` holds the technical detail, which stays English.
struct Problem {
    QString summary;
    QString why;
    QString action;
    QString code;    ///< "challengeWrong"
    QString details; ///< for "Copy details": version, time, code, detail, chain; never a secret

    bool operator==(const Problem&) const = default;
};

Problem problemOf(const Error& error, TimePoint now);

} // namespace scepter::ui
