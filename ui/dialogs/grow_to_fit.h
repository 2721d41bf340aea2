// A dialog that says more than it did.
#pragma once

#include <QDialog>
#include <QLayout>

namespace scepter::ui {

/// Makes the dialog as tall as its texts need at its width; never smaller.
inline void growToFit(QDialog& dialog) {
    QLayout* layout = dialog.layout();
    if (layout == nullptr) return;
    layout->activate();
    const int needed = layout->hasHeightForWidth() ? layout->totalHeightForWidth(dialog.width())
                                                   : layout->totalSizeHint().height();
    if (needed > dialog.height()) dialog.resize(dialog.width(), needed);
}

} // namespace scepter::ui
