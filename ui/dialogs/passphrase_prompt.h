// A new passphrase, typed twice.
#pragma once

#include "base/secret.h"
#include "theme/theme.h"

#include <QDialog>

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;

namespace scepter::ui {

/// Asks for the passphrase of a file that is about to be written. Use open(); it deletes itself.
class PassphrasePrompt : public QDialog {
    Q_OBJECT

public:
    /// `act`: the text of its button.
    PassphrasePrompt(const Theme& theme, const QString& title, const QString& explanation,
                     const QString& act, QWidget* parent);

Q_SIGNALS:
    void chosen(std::shared_ptr<const scepter::SecretBytes> passphrase);

private:
    void check();
    void submit();

    QLineEdit* m_first;
    QLineEdit* m_second;
    QLabel* m_hint;
    QPushButton* m_accept;
};

} // namespace scepter::ui
