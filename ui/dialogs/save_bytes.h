// Bytes into a file that the operator chooses.
#pragma once

#include "base/bytes.h"
#include "shell/page.h"

namespace scepter::ui {

/// Asks for a name, writes on another thread and tells the outcome in `messages`, which must be
/// below `parent`. Messages may hold what nobody else is to read: the file is its owner's only.
void saveBytes(PageContext& context, QWidget* parent, MessageBar& messages, const QString& title,
               const QString& suggestedName, Bytes bytes);

/// Of Qt's bytes, and the other way.
Bytes fromQt(const QByteArray& bytes);
QByteArray toQt(ByteView bytes);

} // namespace scepter::ui
