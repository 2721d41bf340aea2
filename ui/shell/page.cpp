#include "shell/page.h"

#include "shell/action_collection.h"
#include "shell/clipboard.h"
#include "theme/tinted_icon.h"
#include "widgets/action_button.h"
#include "widgets/message_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

namespace {

constexpr int kMargin = 16;

} // namespace

Page::Page(PageContext& context, PageId id, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_id(id)
    , m_title(title)
    , m_header(new QHBoxLayout)
    , m_messages(new MessageBar(context.theme, this))
    , m_body(new QVBoxLayout) {
    auto* heading = new QLabel(title, this);
    heading->setFont(Theme::titleFont());
    heading->setTextFormat(Qt::PlainText);
    m_header->setSpacing(8);
    m_header->addWidget(heading);
    m_header->addStretch(1);
    m_body->setSpacing(8);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin - 4, kMargin, kMargin - 4);
    layout->setSpacing(8);
    layout->addLayout(m_header);
    layout->addWidget(m_messages);
    layout->addLayout(m_body, 1);
    setAccessibleName(title);
}

bool Page::openObject(const ObjectRef& target) {
    return target.kind == ObjectRef::Kind::Page;
}

bool Page::escape() {
    return m_messages->dismissTop();
}

bool Page::mayLeave(const std::function<void()>& /*goOn*/) {
    return true;
}

QAction* Page::addPageAction(const QString& id, const QString& text, Icon icon,
                             const QKeySequence& shortcut, Weight weight,
                             std::function<void()> run) {
    QAction* action = addMenuAction(id, text, icon, shortcut, std::move(run));
    auto* button = new ActionButton(m_context.theme, action, weight == Weight::Primary, this);
    m_header->addWidget(button);
    if (weight == Weight::Primary) m_primary = action;
    return action;
}

QAction* Page::addMenuAction(const QString& id, const QString& text, Icon icon,
                             const QKeySequence& shortcut, std::function<void()> run) {
    auto* action = new QAction(tintedIcon(icon), text, this);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    m_context.actions.adopt(id, action, shortcut);
    // Only while the page is in sight: pages share letters.
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    m_pageActions.append(action);
    return action;
}

void Page::setBlocked(QAction* action, const QString& why) {
    action->setEnabled(why.isEmpty());
    if (!why.isEmpty()) action->setToolTip(why);
}

Problem Page::problem(const Error& error) const {
    return problemOf(error, m_context.session.clock().now());
}

void Page::copyText(const QString& what, const QString& text) {
    m_context.clipboard.copy(text);
    m_messages->showSuccess(tr("Copied: %1").arg(what));
}

} // namespace scepter::ui
