// What a new workspace will be, in plain sentences.
#pragma once

#include "dialogs/setup_draft.h"
#include "theme/theme.h"

#include <QList>
#include <QString>

namespace scepter::ui {

struct SetupSentence {
    Icon icon = Icon::Info;
    Tone tone = Tone::Neutral; ///< Warning: the operator should think twice
    QString text;
};

QList<SetupSentence> sentencesOf(const SetupDraft& draft);

} // namespace scepter::ui
