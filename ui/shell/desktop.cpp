#include "shell/desktop.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

#include <utility>

namespace scepter::ui {

void SystemDesktop::remember(const QString& path) {
    m_folder = QFileInfo(path).absolutePath();
}

void SystemDesktop::chooseSaveFile(QWidget* parent, const QString& title,
                                   const QString& suggestedName, const QStringList& filters,
                                   Chosen chosen) {
    if (m_folder.isEmpty())
        m_folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto* dialog = new QFileDialog(parent, title, QDir(m_folder).filePath(suggestedName));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    dialog->selectFile(suggestedName);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog,
                     [this, chosen = std::move(chosen)](const QString& path) {
                         remember(path);
                         chosen(path);
                     });
    dialog->open();
}

void SystemDesktop::chooseOpenFile(QWidget* parent, const QString& title,
                                   const QStringList& filters, Chosen chosen) {
    auto* dialog = new QFileDialog(parent, title, m_folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(filters);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog,
                     [this, chosen = std::move(chosen)](const QString& path) {
                         remember(path);
                         chosen(path);
                     });
    dialog->open();
}

void SystemDesktop::openUrl(const QUrl& url) {
    QDesktopServices::openUrl(url);
}

} // namespace scepter::ui
