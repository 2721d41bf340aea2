// What an InspectionView asks for, done.
#pragma once

#include "shell/page.h"

#include <QObject>

namespace scepter::ui {

class InspectionView;

/// Copies (secrets with a countdown), saves, and opens parts in windows of their own, for the view
/// that it lives with. `window` is the parent of dialogs; `messages` must be below it.
class InspectionCommands : public QObject {
    Q_OBJECT

public:
    InspectionCommands(PageContext& context, InspectionView& view, MessageBar& messages,
                       QWidget* window);

    /// The message in words, in a window; `name` says which message it is.
    void explain(const QString& name);

private:
    void connectAll();

    PageContext& m_context;
    InspectionView& m_view;
    MessageBar& m_messages;
    QWidget* m_window;
};

} // namespace scepter::ui
