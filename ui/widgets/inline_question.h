// A question that is asked where the operator works.
#pragma once

#include "theme/theme.h"

#include <QFrame>
#include <QList>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace scepter::ui {

/// One way to answer.
struct Choice {
    QString text;       ///< names the act
    QString objectName; ///< for tests
    std::function<void()> act = {};
};

/// A colored strip with a sentence and a button for each answer; hidden while nothing is asked. Any
/// answer closes it. The first answer is the harmless one: Esc gives it.
class InlineQuestion : public QFrame {
    Q_OBJECT

public:
    explicit InlineQuestion(const Theme& theme, QWidget* parent = nullptr);

    enum class Focus { Take, Leave };
    /// Takes the focus unless the operator may be typing elsewhere.
    void ask(Tone tone, const QString& text, const QList<Choice>& answers,
             Focus focus = Focus::Take);
    void close();
    /// Gives the first answer; false when nothing is asked.
    bool escape();
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void redraw();
    void give(qsizetype answer);

    const Theme& m_theme;
    Tone m_tone = Tone::Info;
    QLabel* m_icon;
    QLabel* m_text;
    QHBoxLayout* m_buttons;
    QList<Choice> m_answers;
};

} // namespace scepter::ui
