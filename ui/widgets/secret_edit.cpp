#include "widgets/secret_edit.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>

namespace scepter::ui {

SecretBytes secretOf(const QLineEdit& field) {
    QByteArray typed = field.text().toUtf8();
    SecretBytes secret(std::string_view(typed.constData(), static_cast<std::size_t>(typed.size())));
    wipeMemory(typed.data(), static_cast<std::size_t>(typed.size()));
    return secret;
}

std::shared_ptr<const SecretBytes> sharedSecretOf(const QLineEdit& field) {
    return std::make_shared<const SecretBytes>(secretOf(field));
}

SecretEdit::SecretEdit(const QString& text, QWidget* parent)
    : QLineEdit(text, parent) {
    setEchoMode(QLineEdit::Password);
    setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
}

void SecretEdit::copyOut(bool cut) {
    // Hidden text is not copied by hand, as in any field for a passphrase.
    if (!hasSelectedText() || echoMode() != QLineEdit::Normal) return;
    Q_EMIT copyRequested(selectedText());
    if (cut && !isReadOnly()) del();
}

void SecretEdit::keyPressEvent(QKeyEvent* event) {
    const bool cut = event->matches(QKeySequence::Cut);
    if (!cut && !event->matches(QKeySequence::Copy)) {
        QLineEdit::keyPressEvent(event);
        return;
    }
    event->accept();
    copyOut(cut);
}

void SecretEdit::contextMenuEvent(QContextMenuEvent* event) {
    QMenu* menu = createStandardContextMenu();
    if (menu == nullptr) return;
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction* action : menu->actions()) {
        const bool cut = action->objectName() == QLatin1String("edit-cut");
        if (!cut && action->objectName() != QLatin1String("edit-copy")) continue;
        action->disconnect();
        connect(action, &QAction::triggered, this, [this, cut] { copyOut(cut); });
    }
    menu->popup(event->globalPos());
}

} // namespace scepter::ui
