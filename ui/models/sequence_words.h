// A conversation in the words of a sequence diagram.
#pragma once

#include "widgets/sequence_view.h"
#include "workbench/conversation.h"

namespace scepter::ui {

/// `hidden` leaves out who and what it was about.
Sequence sequenceOf(const workbench::Conversation& conversation, bool hidden);

} // namespace scepter::ui
