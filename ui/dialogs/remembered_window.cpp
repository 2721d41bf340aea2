#include "dialogs/remembered_window.h"

#include "shell/clipboard.h"
#include "widgets/message_bar.h"

#include <QScreen>
#include <QSettings>

namespace scepter::ui {

RememberedWindow::RememberedWindow(PageContext& context, const QString& key, const QSize& usualSize,
                                   QWidget* parent)
    : QDialog(parent, Qt::Window | Qt::WindowTitleHint | Qt::WindowSystemMenuHint |
                          Qt::WindowMinMaxButtonsHint | Qt::WindowCloseButtonHint)
    , m_context(context)
    , m_key(QStringLiteral("windows/") + key)
    , m_messages(new MessageBar(context.theme, this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    const QSize kept = context.settings.value(m_key).toSize();
    QSize size = kept.isValid() ? kept : usualSize;
    if (const QScreen* screen = parent != nullptr ? parent->screen() : nullptr; screen != nullptr)
        size = size.boundedTo(screen->availableSize());
    resize(size);
}

Problem RememberedWindow::problem(const Error& error) const {
    return problemOf(error, m_context.session.clock().now());
}

void RememberedWindow::copyText(const QString& text) {
    m_context.clipboard.copy(text);
    m_messages->showSuccess(tr("Copied."));
}

void RememberedWindow::saveSize() {
    if (!isMaximized()) m_context.settings.setValue(m_key, size());
}

void RememberedWindow::done(int result) {
    saveSize();
    QDialog::done(result);
}

void RememberedWindow::closeEvent(QCloseEvent* event) {
    saveSize();
    QDialog::closeEvent(event);
}

} // namespace scepter::ui
