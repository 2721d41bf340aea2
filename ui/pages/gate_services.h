// What the settings of gates ask of the page around them.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

#include <QStringList>

#include <functional>
#include <memory>

class QWidget;

namespace scepter::ui {

/// The content of a file that the operator chose; it may be a key.
using FileContent = Result<std::shared_ptr<const SecretBytes>>;

/// Any of them may be missing: then its button does nothing.
struct GateServices {
    std::function<void(const QString& secret)> copySecret;
    std::function<void()> openCodes;
    /// The answer comes later, and not at all when `asker` goes.
    std::function<void(QWidget* asker, const QString& title, const QStringList& filters,
                       std::function<void(const QString& path)> chosen)>
        choosePath;
    std::function<void(QWidget* asker, const QString& title, const QStringList& filters,
                       std::function<void(const FileContent& content)> read)>
        openFile;
    std::function<TimePoint()> now = [] { return SystemClock().now(); };
};

} // namespace scepter::ui
