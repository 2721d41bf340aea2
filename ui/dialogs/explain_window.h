// A message in words, in a window of its own.
#pragma once

#include "dialogs/latest_question.h"
#include "dialogs/remembered_window.h"
#include "inspect/explain.h"

#include <memory>

class QPushButton;
class QTextBrowser;

namespace scepter::ui {

/// What inspect::explain() says, to read, copy and save. Each line leads to the field that it is
/// about. It is put into words on another thread.
class ExplainWindow : public RememberedWindow {
    Q_OBJECT

public:
    ExplainWindow(PageContext& context, const inspect::Inspection& inspection, const QString& name,
                  QWidget* parent);

    [[nodiscard]] bool isReady() const { return m_read != nullptr; }
    /// Empty until it is ready.
    [[nodiscard]] QString plainText() const;

Q_SIGNALS:
    void placeChosen(scepter::inspect::NodeId place);

private:
    struct Read {
        inspect::Explanation explanation;
        QString plain;
    };

    void build();
    void connectAll();
    void render();
    [[nodiscard]] QString html() const;
    [[nodiscard]] QString lineHtml(const inspect::ExplainedLine& line) const;

    std::shared_ptr<const Read> m_read; ///< null until it is ready
    QTextBrowser* m_text;
    QPushButton* m_copy;
    QPushButton* m_save;
    LatestQuestion<std::shared_ptr<const Read>> m_question;
};

} // namespace scepter::ui
