// A text as a QR code.
#pragma once

#include "base/bytes.h"
#include "base/secret.h"

#include <QWidget>

namespace scepter::ui {

/// Dark modules on a light ground in both themes, each a whole number of the screen's pixels; with
/// the quiet zone of four modules that readers need (ISO/IEC 18004). What it showed is wiped when
/// it shows something else.
class QrCode : public QWidget {
    Q_OBJECT

public:
    explicit QrCode(QWidget* parent = nullptr);

    /// False when the text is too long for a QR code, and shows nothing then. `name` is what
    /// assistive technology says; it must not hold the text.
    bool setContent(ByteView text, const QString& name);
    void clear();
    /// Modules at one side, without the quiet zone; 0 while there is nothing.
    [[nodiscard]] int modules() const { return m_side; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_side = 0;
    SecretBytes m_dark; ///< one byte a module, row by row: 1 is dark
};

} // namespace scepter::ui
