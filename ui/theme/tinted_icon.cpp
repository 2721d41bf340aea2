#include "theme/tinted_icon.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <utility>

namespace scepter::ui {

namespace {

class TintedIconEngine final : public QIconEngine {
public:
    TintedIconEngine(Icon icon, const QColor& color)
        : m_icon(icon)
        , m_color(color) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode,
               QIcon::State state) override {
        const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        const QPixmap drawn = scaledPixmap(rect.size(), mode, state, scale);
        painter->drawPixmap(rect, drawn);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/,
                         qreal scale) override {
        if (size.isEmpty()) return {};
        const QColor color = colorFor(mode);
        const QString key = QStringLiteral("scepter-icon-%1-%2-%3x%4@%5")
                                .arg(static_cast<int>(m_icon))
                                .arg(color.rgba(), 8, 16)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(scale);
        QPixmap result;
        if (QPixmapCache::find(key, &result)) return result;
        result = QPixmap(size * scale);
        result.setDevicePixelRatio(scale);
        result.fill(Qt::transparent);
        QSvgRenderer renderer(
            QStringLiteral(":/icons/%1.svg").arg(QLatin1String(fileName(m_icon))));
        QPainter painter(&result);
        const int side = qMin(size.width(), size.height());
        renderer.render(&painter, QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0,
                                         side, side));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(QRect(QPoint(0, 0), size), color);
        painter.end();
        QPixmapCache::insert(key, result);
        return result;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new TintedIconEngine(*this); }
    QString key() const override { return QStringLiteral("scepter-tinted"); }

private:
    [[nodiscard]] QColor colorFor(QIcon::Mode mode) const {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled) return palette.color(QPalette::Disabled, QPalette::Text);
        if (mode == QIcon::Selected) return palette.color(QPalette::HighlightedText);
        return m_color.isValid() ? m_color : palette.color(QPalette::WindowText);
    }

    Icon m_icon;
    QColor m_color;
};

/// Another icon in one color of the palette, except while it is disabled.
class RecoloredIconEngine final : public QIconEngine {
public:
    RecoloredIconEngine(QIcon icon, QPalette::ColorRole role)
        : m_icon(std::move(icon))
        , m_role(role) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode,
               QIcon::State state) override {
        const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size(), mode, state, scale));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override {
        QPixmap result = m_icon.pixmap(size, scale, mode, state);
        if (result.isNull() || mode == QIcon::Disabled) return result;
        QPainter painter(&result);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(QRect(QPoint(0, 0), size), QGuiApplication::palette().color(m_role));
        return result;
    }
    [[nodiscard]] QIconEngine* clone() const override { return new RecoloredIconEngine(*this); }
    QString key() const override { return QStringLiteral("scepter-recolored"); }

private:
    QIcon m_icon;
    QPalette::ColorRole m_role;
};

} // namespace

QIcon recoloredIcon(const QIcon& icon, QPalette::ColorRole role) {
    return icon.isNull() ? icon : QIcon(new RecoloredIconEngine(icon, role));
}

QPixmap programPicture(int side, qreal scale) {
    QPixmap picture(QSize(side, side) * scale);
    picture.setDevicePixelRatio(scale);
    picture.fill(Qt::transparent);
    QSvgRenderer renderer(QStringLiteral(":/icons/app/scepter.svg"));
    QPainter painter(&picture);
    renderer.render(&painter, QRectF(0, 0, side, side));
    return picture;
}

QIcon tintedIcon(Icon icon, const QColor& color) {
    return QIcon(new TintedIconEngine(icon, color));
}

} // namespace scepter::ui
