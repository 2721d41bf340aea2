// Lists that have to be empty.
#pragma once

#include <QStringList>
#include <QTest>

/// Fails with the lines that a list has.
#define NONE(expression)                                                                           \
    do {                                                                                           \
        const QStringList findings_ = (expression);                                                \
        QVERIFY2(findings_.isEmpty(),                                                              \
                 qPrintable(QString::number(findings_.size()) + QLatin1Char('\n') +                \
                            findings_.mid(0, 20).join(QLatin1Char('\n'))));                        \
    } while (false)
