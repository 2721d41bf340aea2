// Rows for tests that are the same for every page of the window.
#pragma once

#include "shell/page_registry.h"
#include "support/findings.h"
#include "support/seed.h"
#include "support/test_window.h"
#include "widgets/ledger_view.h"

#include <QTest>

namespace scepter::test {

/// What a page is looked at with.
enum class Content {
    Empty,  ///< a fresh workspace
    Filled, ///< something of everything
    Detail  ///< and the first row chosen, where the page has a list
};

/// One row for each page and content: columns `page` (ui::PageId) and `content` (Content).
inline void addEveryPage() {
    QTest::addColumn<ui::PageId>("page");
    QTest::addColumn<Content>("content");
    for (const ui::PageInfo& info : ui::allPages()) {
        const QByteArray title = info.title.toUtf8();
        QTest::addRow("%s, empty", title.constData()) << info.id << Content::Empty;
        QTest::addRow("%s, filled", title.constData()) << info.id << Content::Filled;
        QTest::addRow("%s, detail", title.constData()) << info.id << Content::Detail;
    }
}

/// A window with the page of this row in sight; shown, active and idle, or `ready` is false.
class PageStage {
public:
    PageStage(ui::PageId page, Content content, QSize size = {1280, 800})
        : window(clock) {
        if (content != Content::Empty) seedLedger(workspace, clock);
        window.window().resize(size);
        ready = window.show() && window.open(workspace.path()) && window.go(page);
        if (ready && content == Content::Detail) chooseFirst();
    }

    [[nodiscard]] ui::Page& page() { return *window.window().currentPage(); }

    LabWorkspace workspace;
    SteppingClock clock;
    TestWindow window;
    bool ready = false;

private:
    void chooseFirst() {
        const auto views = page().findChildren<ui::LedgerView*>();
        for (ui::LedgerView* view : views)
            if (view->isVisible() && view->model()->rowCount() > 0)
                view->setCurrentIndex(view->model()->index(0, 0));
        ready = window.waitIdle();
    }
};

} // namespace scepter::test

Q_DECLARE_METATYPE(scepter::test::Content)
