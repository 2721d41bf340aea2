// What stands where a list or detail would be: empty, filtered to nothing, loading, failed.
#pragma once

#include "errors/problem.h"
#include "theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace scepter::ui {

/// One icon, one sentence, at most one button and one link.
class Placeholder : public QWidget {
    Q_OBJECT

public:
    explicit Placeholder(const Theme& theme, QWidget* parent = nullptr);

    void show(Icon icon, const QString& sentence, const QString& hint = {},
              const QString& buttonText = {}, const QString& linkText = {});
    void showProblem(const Problem& problem, const QString& buttonText);
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void buttonClicked();
    void linkClicked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void redraw();
    void fitPicture();

    const Theme& m_theme;
    Icon m_icon = Icon::Info;
    Tone m_tone = Tone::Neutral;
    QLabel* m_picture;
    QLabel* m_sentence;
    QLabel* m_hint;
    QPushButton* m_button;
    QToolButton* m_link;
};

} // namespace scepter::ui
