// One line of text that gives way when there is no room.
#pragma once

#include <QFrame>

namespace scepter::ui {

/// Shortens its text to the room it has; the whole text is in the tool tip (unless another one is
/// set) and in the accessible name.
class ElidedLabel : public QFrame {
    Q_OBJECT

public:
    explicit ElidedLabel(Qt::TextElideMode mode = Qt::ElideRight, QWidget* parent = nullptr);

    void setText(const QString& text, const QString& toolTip = {});
    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    Qt::TextElideMode m_mode;
    QString m_text;
};

} // namespace scepter::ui
