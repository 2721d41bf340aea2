// Examining anything, from anywhere in the main window.
#include "dialogs/examine_window.h"
#include "dialogs/keys_dialog.h"
#include "shell/main_window.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QStackedWidget>

namespace scepter::ui {

void MainWindow::makeToolActions() {
    m_actions.add(QStringLiteral("tools.examine"), tr("&Examine…"), Icon::Examine,
                  QKeySequence(QStringLiteral("Ctrl+E")), this, [this] {
                      if (m_context) (new ExamineWindow(*m_context, m_work))->show();
                  });
    m_actions.action(QStringLiteral("tools.examine"))
        ->setToolTip(tr("Decode a message, certificate, CSR, CRL, key or profile"));
    m_actions.add(QStringLiteral("tools.keys"), tr("&Keys for decryption…"), Icon::Key, {}, this,
                  [this] {
                      if (m_context) KeysDialog::showFor(*m_context, m_work);
                  });
}

// Rows that are dragged out of a list of this window are not meant for it.
bool MainWindow::takesDrop(const QDropEvent& event) const {
    const auto* source = qobject_cast<QWidget*>(event.source());
    return m_context != nullptr && m_screens->currentWidget() == m_work &&
           event.mimeData() != nullptr && (source == nullptr || source->window() != this) &&
           ExamineWindow::canTake(*event.mimeData());
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (takesDrop(*event)) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    if (!takesDrop(*event)) return;
    ExamineWindow::showDropped(*m_context, m_work, *event->mimeData());
    event->acceptProposedAction();
}

} // namespace scepter::ui
