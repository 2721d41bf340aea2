// A question in place: for what cannot be undone.
#pragma once

#include "theme/theme.h"

#include <QFrame>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace scepter::ui {

/// Says what will happen; its button names the act. Hidden until ask(). Esc and Cancel close it.
class ConfirmPanel : public QFrame {
    Q_OBJECT

public:
    explicit ConfirmPanel(const Theme& theme, QWidget* parent = nullptr);

    /// `mustType`: the button works only once this was typed; empty: at once.
    void ask(const QString& question, const QString& act, std::function<void()> confirmed,
             const QString& mustType = {});

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Theme& m_theme;
    QLabel* m_question;
    QLabel* m_typeThis;
    QLineEdit* m_typed;
    QPushButton* m_confirm;
    QPushButton* m_cancel;
    QString m_mustType;
    std::function<void()> m_confirmed;
};

} // namespace scepter::ui
