// What a page is for.
#pragma once

#include "shell/page.h"

#include <QDialog>

class QTextBrowser;

namespace scepter::ui {

/// Some plain paragraphs about a page, and its keys. Non-modal; follows to the page that is shown.
class PageHelp : public QDialog {
    Q_OBJECT

public:
    explicit PageHelp(QWidget* parent);

    /// Null: no workspace is open.
    void showFor(const Page* page);

private:
    QTextBrowser* m_text;
};

} // namespace scepter::ui
