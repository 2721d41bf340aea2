#include "contact_sheet.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImageReader>
#include <QPainter>
#include <QPalette>
#include <QTextStream>

namespace scepter::gallery {

namespace {

constexpr int kColumns = 5;
constexpr QSize kPicture{384, 240};
constexpr int kGap = 12;
constexpr int kLine = 22;

QStringList picturesIn(const QDir& folder) {
    QStringList names = folder.entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name);
    names.removeAll(QStringLiteral("index.png"));
    return names;
}

void draw(QPainter& painter, const QRect& cell, const QString& file, const QString& name) {
    QImageReader reader(file);
    const QSize size = reader.size().scaled(kPicture, Qt::KeepAspectRatio);
    const QImage image =
        reader.read().scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    painter.drawImage(cell.topLeft(), image);
    painter.drawRect(QRect(cell.topLeft(), size));
    painter.drawText(QRect(cell.left(), cell.top() + kPicture.height(), cell.width(), kLine),
                     static_cast<int>(Qt::AlignVCenter), name);
}

bool writePage(const QDir& folder, const QStringList& names) {
    QFile file(folder.filePath(QStringLiteral("index.html")));
    if (!file.open(QIODevice::WriteOnly)) return false;
    QTextStream out(&file);
    out << "<!DOCTYPE html><meta charset=\"utf-8\"><title>Scepter</title>\n";
    for (const QString& name : names)
        out << "<figure style=\"display:inline-block;margin:8px\"><a href=\"" << name
            << "\"><img width=\"" << kPicture.width() << "\" src=\"" << name
            << "\"></a><figcaption>" << name << "</figcaption></figure>\n";
    return true;
}

} // namespace

bool makeContactSheet(const QString& path) {
    const QDir folder(path);
    const QStringList names = picturesIn(folder);
    if (names.isEmpty()) return false;
    const int rows = (static_cast<int>(names.size()) + kColumns - 1) / kColumns;
    const QSize step = kPicture + QSize(kGap, kGap + kLine);
    QImage sheet(QSize(kColumns * step.width() + kGap, rows * step.height() + kGap),
                 QImage::Format_RGB32);
    const QPalette palette = QGuiApplication::palette();
    sheet.fill(palette.color(QPalette::Window));
    QPainter painter(&sheet);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setPen(palette.color(QPalette::WindowText));
    for (int i = 0; i < static_cast<int>(names.size()); ++i) {
        const QPoint at(kGap + i % kColumns * step.width(), kGap + i / kColumns * step.height());
        draw(painter, QRect(at, kPicture), folder.filePath(names.at(i)), names.at(i).chopped(4));
    }
    painter.end();
    return sheet.save(folder.filePath(QStringLiteral("index.png"))) && writePage(folder, names);
}

} // namespace scepter::gallery
