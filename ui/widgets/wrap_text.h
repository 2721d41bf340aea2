// Text that breaks anywhere when it has to.
#pragma once

#include <QTextEdit>

namespace scepter::ui {

/// A read-only text as high as it needs to be. Unlike a label it also breaks inside of long words
/// (ids, names made by others), so that nothing is cut and nothing grows the window. Can be
/// selected and copied, also by keyboard.
class WrapText : public QTextEdit {
    Q_OBJECT

public:
    explicit WrapText(QWidget* parent = nullptr);

    /// Plain text. `name` is what it is the value of, for assistive technology.
    void setValue(const QString& value, const QString& name = {});
    [[nodiscard]] QString value() const { return m_value; }

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString m_value;
};

} // namespace scepter::ui
