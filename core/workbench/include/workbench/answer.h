// What becomes of a question or a job.
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <type_traits>
#include <utility>

namespace scepter::workbench {

/// A future whose then() may outlive its context. QFuture::then(context, ...) of Qt 6.4 may not: it
/// reaches for the context on the thread that answers, where it may be going at that moment.
template <class T> class Answer : public QFuture<T> {
public:
    Answer() = default;
    explicit Answer(const QFuture<T>& future)
        : QFuture<T>(future) {}

    /// Calls `function(const T&)` on the thread of `context`, which must be the caller's, by its
    /// event loop; never when the context is gone by then, or when the question was cancelled.
    template <class Function> void then(QObject* context, Function function) const {
        auto* watcher = new QFutureWatcher<T>(context);
        QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                         [watcher, function = std::move(function)]() mutable {
                             QFuture<T> future = watcher->future();
                             watcher->deleteLater();
                             if (future.isCanceled() || future.resultCount() == 0) return;
                             if constexpr (std::is_copy_constructible_v<T>)
                                 function(future.result());
                             else
                                 function(future.takeResult());
                         });
        watcher->setFuture(*this);
    }
};

} // namespace scepter::workbench
