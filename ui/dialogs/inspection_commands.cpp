#include "dialogs/inspection_commands.h"

#include "dialogs/examine_window.h"
#include "dialogs/explain_window.h"
#include "dialogs/save_bytes.h"
#include "shell/clipboard.h"
#include "widgets/inspection_view.h"
#include "widgets/message_bar.h"

namespace scepter::ui {

InspectionCommands::InspectionCommands(PageContext& context, InspectionView& view,
                                       MessageBar& messages, QWidget* window)
    : QObject(&view)
    , m_context(context)
    , m_view(view)
    , m_messages(messages)
    , m_window(window) {
    connectAll();
}

void InspectionCommands::connectAll() {
    connect(&m_view, &InspectionView::copyRequested, this,
            [this](const QString& what, const QString& text) {
                m_context.clipboard.copy(text);
                m_messages.showSuccess(tr("Copied %1.", "what: the value").arg(what));
            });
    connect(&m_view, &InspectionView::secretCopyRequested, this,
            [this](const QString& what, const QString& text) {
                m_context.clipboard.copySecret(text);
                m_messages.showSuccess(
                    tr("Copied %1. It is a secret: it leaves the clipboard soon.").arg(what));
            });
    connect(&m_view, &InspectionView::dataCopyRequested, this,
            [this](const QString& what, const QByteArray& bytes, const QString& base64) {
                m_context.clipboard.copyData(QStringLiteral("application/octet-stream"), bytes,
                                             base64);
                m_messages.showSuccess(
                    tr("Copied %1. Programs that take text only get it as Base64.").arg(what));
            });
    connect(&m_view, &InspectionView::refused, this, [this](const QString& why) {
        m_messages.show(
            {.kind = MessageKind::Info, .text = why, .key = QStringLiteral("inspectionRefused")});
    });
    connect(&m_view, &InspectionView::saveRequested, this,
            [this](const QByteArray& bytes, const QString& name) {
                saveBytes(m_context, m_window, m_messages, tr("Save as"), name, fromQt(bytes));
            });
    connect(&m_view, &InspectionView::examineRequested, this,
            [this](const QByteArray& bytes, const QString& name) {
                ExamineWindow::show(m_context, m_window, bytes, name);
            });
}

void InspectionCommands::explain(const QString& name) {
    if (m_view.isEmpty()) return;
    auto* window = new ExplainWindow(m_context, m_view.inspection(), name, m_window);
    connect(window, &ExplainWindow::placeChosen, &m_view,
            [view = &m_view](inspect::NodeId place) { view->select(place); });
    window->show();
}

} // namespace scepter::ui
