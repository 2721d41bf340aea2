// One line of text that is shortened in its middle where there is no room.
#pragma once

#include <QLabel>

namespace scepter::ui {

/// The whole text is in the tool tip, for assistive technology, and what is copied from it.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    void setWholeText(const QString& text);
    [[nodiscard]] const QString& wholeText() const { return m_whole; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void elide();

    QString m_whole;
};

} // namespace scepter::ui
