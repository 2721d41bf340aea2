// A window of its own beside the main one.
#pragma once

#include "shell/page.h"

#include <QDialog>

namespace scepter::ui {

/// Not modal, resizable, closed by Esc. Keeps its size under "windows/KEY" and goes away when it
/// is closed. Has a message bar of its own.
class RememberedWindow : public QDialog {
    Q_OBJECT

public:
    RememberedWindow(PageContext& context, const QString& key, const QSize& usualSize,
                     QWidget* parent);

    void done(int result) override;

protected:
    [[nodiscard]] PageContext& context() const { return m_context; }
    [[nodiscard]] MessageBar& messages() const { return *m_messages; }
    [[nodiscard]] Problem problem(const Error& error) const;
    void copyText(const QString& text);
    void closeEvent(QCloseEvent* event) override;

private:
    void saveSize();

    PageContext& m_context;
    QString m_key;
    MessageBar* m_messages;
};

} // namespace scepter::ui
