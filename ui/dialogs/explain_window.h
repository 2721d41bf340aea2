// A message in words, in a window of its own.
#pragma once

#include "dialogs/remembered_window.h"
#include "inspect/explain.h"

class QTextBrowser;

namespace scepter::ui {

/// What inspect::explain() says, to read, copy and save. Each line leads to the field that it is
/// about.
class ExplainWindow : public RememberedWindow {
    Q_OBJECT

public:
    ExplainWindow(PageContext& context, const inspect::Inspection& inspection, const QString& name,
                  QWidget* parent);

    [[nodiscard]] QString plainText() const;

Q_SIGNALS:
    void placeChosen(scepter::inspect::NodeId place);

private:
    void render();
    [[nodiscard]] QString html() const;
    [[nodiscard]] QString lineHtml(const inspect::ExplainedLine& line) const;

    inspect::Explanation m_explanation;
    QTextBrowser* m_text;
};

} // namespace scepter::ui
