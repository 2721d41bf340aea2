// From a job into a file that the operator chooses.
#pragma once

#include "shell/page.h"
#include "workbench/write_file.h"

#include <functional>

namespace scepter::ui {

/// Makes the bytes of a file on another thread.
using BytesMaker = std::function<Result<Bytes>(workbench::Workbench&, workbench::JobControl&)>;

/// Writes them piece by piece instead.
using PieceMaker = std::function<Result<void>(workbench::Workbench&, workbench::JobControl&,
                                              workbench::FileWriter&)>;

/// Asks for a name, then makes the bytes and writes them in one step as a job: an error or a
/// cancellation leaves what was there. Tells the outcome in the page's message bar. `secret` files
/// can be read by their owner only. `saved` is called when the file is there.
void saveThroughJob(PageContext& context, Page& page, const QString& title,
                    const QString& suggestedName, const QStringList& filters, const QString& job,
                    BytesMaker maker, bool secret = false, std::function<void()> saved = {});

/// The same for a window of its own: `owner` is what the chooser belongs to.
void saveThroughJob(PageContext& context, QWidget& owner, MessageBar& messages,
                    const QString& title, const QString& suggestedName, const QStringList& filters,
                    const QString& job, BytesMaker maker, bool secret = false,
                    std::function<void()> saved = {});

/// The same for what is too much to be held at once.
void savePiecesThroughJob(PageContext& context, Page& page, const QString& title,
                          const QString& suggestedName, const QStringList& filters,
                          const QString& job, PieceMaker maker, bool secret = false,
                          std::function<void()> saved = {});
void savePiecesThroughJob(PageContext& context, QWidget& owner, MessageBar& messages,
                          const QString& title, const QString& suggestedName,
                          const QStringList& filters, const QString& job, PieceMaker maker,
                          bool secret = false, std::function<void()> saved = {});

} // namespace scepter::ui
