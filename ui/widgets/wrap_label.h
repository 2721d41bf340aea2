// Text that wraps and is as high as it needs to be.
#pragma once

#include <QLabel>

namespace scepter::ui {

/// QLabel guesses a shape for text that wraps, and nested layouts keep the guess. This one takes
/// the width that it gets and then asks for exactly the height that the text needs there. Plain
/// text, can be selected.
class WrapLabel : public QLabel {
    Q_OBJECT

public:
    explicit WrapLabel(const QString& text, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
};

} // namespace scepter::ui
