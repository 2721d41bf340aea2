#include "widgets/qr_code.h"

#include "theme/theme.h"

#include <QPainter>

#include <memory>

#include <qrencode.h>

namespace scepter::ui {

namespace {

constexpr int kQuietModules = 4;
constexpr int kModulePixels = 5;
constexpr int kLeastModulePixels = 3;
constexpr int kUsualModules = 25;

/// The library's code, wiped before it is freed.
struct Free {
    void operator()(QRcode* code) const {
        const auto size =
            static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
        wipeMemory(code->data, size);
        QRcode_free(code);
    }
};

} // namespace

QrCode::QrCode(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

bool QrCode::setContent(ByteView content, const QString& name) {
    clear();
    // The library reads texts that end in NUL; letters and digits alone make smaller codes.
    SecretBytes text = SecretBytes::ofSize(content.size() + 1);
    std::ranges::copy(content, text.data());
    const std::unique_ptr<QRcode, Free> code(QRcode_encodeString(
        reinterpret_cast<const char*>(text.data()), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
    if (!code) return false;
    m_side = code->width;
    const auto size = static_cast<std::size_t>(m_side) * static_cast<std::size_t>(m_side);
    m_dark = SecretBytes::ofSize(size);
    for (std::size_t i = 0; i < size; ++i)
        m_dark.data()[i] = code->data[i] & 1U;
    setAccessibleName(name);
    setToolTip(name);
    updateGeometry();
    update();
    return true;
}

void QrCode::clear() {
    m_dark = {};
    m_side = 0;
    setAccessibleName({});
    setToolTip({});
    update();
}

QSize QrCode::sizeHint() const {
    const int side = ((m_side > 0 ? m_side : kUsualModules) + 2 * kQuietModules) * kModulePixels;
    return {side, side};
}

QSize QrCode::minimumSizeHint() const {
    return sizeHint() * kLeastModulePixels / kModulePixels;
}

void QrCode::paintEvent(QPaintEvent* /*event*/) {
    if (m_side == 0) return;
    const QPalette paper = Theme::paletteFor(Scheme::Light);
    QPainter painter(this);
    // In pixels of the screen, so that modules have sharp edges at 150 % too.
    const qreal ratio = devicePixelRatioF();
    painter.scale(1 / ratio, 1 / ratio);
    const int room = static_cast<int>(std::min(width(), height()) * ratio);
    const int all = m_side + 2 * kQuietModules;
    const int module = std::max(1, room / all);
    const int x = (static_cast<int>(width() * ratio) - module * all) / 2;
    const int y = (static_cast<int>(height() * ratio) - module * all) / 2;
    painter.fillRect(QRect(x, y, module * all, module * all), paper.color(QPalette::Base));
    const QColor dark = paper.color(QPalette::WindowText);
    for (int row = 0; row < m_side; ++row)
        for (int column = 0; column < m_side; ++column)
            if (m_dark.view()[static_cast<std::size_t>(row * m_side + column)] != 0)
                painter.fillRect(QRect(x + (column + kQuietModules) * module,
                                       y + (row + kQuietModules) * module, module, module),
                                 dark);
}

} // namespace scepter::ui
