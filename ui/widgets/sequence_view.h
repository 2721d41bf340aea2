// Steps between those who take part, drawn as arrows from lane to lane.
#pragma once

#include "theme/theme.h"

#include <QAbstractScrollArea>
#include <QStringList>

#include <vector>

namespace scepter::ui {

/// What a sequence diagram shows.
struct Sequence {
    struct Step {
        int from = 0; ///< lane
        int to = 0;   ///< the same: something it does by itself
        QString time;
        QString label;
        QString note; ///< below the arrow: how long it took
        Tone tone = Tone::Neutral;
        qint64 exchangeId = 0; ///< 0: none
        QString sentence;      ///< all of it, spoken and in the tool tip
    };
    QString title;
    QStringList lanes; ///< from the leading side on
    std::vector<Step> steps;
};

/// Paints the steps in sight only. Arrow keys, Home and End go from step to step; Enter or a double
/// click opens one.
class SequenceView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit SequenceView(const Theme& theme, QWidget* parent = nullptr);

    /// The chosen step stays when it is still there.
    void setSequence(Sequence sequence);
    [[nodiscard]] const Sequence& sequence() const { return m_sequence; }
    [[nodiscard]] int currentStep() const { return m_current; }
    /// Out of range: none.
    void setCurrentStep(int step);
    /// Chooses the first step of an exchange, without telling it.
    void showExchange(qint64 id);
    /// Where a step is in the viewport; for a test to click.
    [[nodiscard]] QRect rectOf(int step) const;

Q_SIGNALS:
    void exchangeChosen(qint64 id);
    void exchangeActivated(qint64 id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    [[nodiscard]] int headHeight() const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int timeWidth() const;
    [[nodiscard]] int laneWidth() const;
    [[nodiscard]] int contentWidth() const;
    /// The middle of a lane in the viewport, mirrored where that is due.
    [[nodiscard]] int laneX(int lane) const;
    [[nodiscard]] QRect mirrored(const QRect& rect) const;
    [[nodiscard]] int stepAt(const QPoint& at) const;
    [[nodiscard]] int stepCount() const { return static_cast<int>(m_sequence.steps.size()); }
    void paintHead(QPainter& painter) const;
    void paintStep(QPainter& painter, int step) const;
    void paintArrow(QPainter& painter, const Sequence::Step& step, int y) const;
    void paintLabel(QPainter& painter, const Sequence::Step& step, const QRect& room) const;
    [[nodiscard]] QColor colorOf(Tone tone) const;
    void fitBars();
    void choose(int step);
    void bringIntoSight(int step);
    void speak();

    const Theme& m_theme;
    Sequence m_sequence;
    int m_current = -1;
};

} // namespace scepter::ui
