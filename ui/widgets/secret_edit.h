// A field for a secret.
#pragma once

#include "base/secret.h"

#include <QLineEdit>

#include <memory>

namespace scepter::ui {

/// What is in a field now. The copy that Qt makes on the way is wiped.
SecretBytes secretOf(const QLineEdit& field);
/// The same, to be passed on to another thread.
std::shared_ptr<const SecretBytes> sharedSecretOf(const QLineEdit& field);

/// Copies and cuts through copyRequested(), not by itself: a secret leaves the clipboard soon.
class SecretEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit SecretEdit(const QString& text, QWidget* parent = nullptr);

Q_SIGNALS:
    void copyRequested(const QString& secret);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void copyOut(bool cut);
};

} // namespace scepter::ui
