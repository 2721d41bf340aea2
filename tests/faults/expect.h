// What the tests of faults expect of a Result.
#pragma once

#include "base/result.h"

#include <QTest>

/// Fails the test with the error's text.
#define NEED(result)                                                                               \
    do {                                                                                           \
        const auto& needed_ = (result);                                                            \
        QVERIFY2(needed_.has_value(),                                                              \
                 needed_.has_value() ? "" : scepter::toText(needed_.error()).c_str());             \
    } while (false)
