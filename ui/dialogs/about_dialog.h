// What this program is made of.
#pragma once

#include "shell/page.h"

#include <QDialog>

class QTextBrowser;

namespace scepter::ui {

class FieldList;

/// Versions of the program and of what it uses, and their licenses. Without a workspace the version
/// of SQLite and OpenSSL is not asked for.
class AboutPane : public QWidget {
    Q_OBJECT

public:
    AboutPane(const Theme& theme, workbench::Session* session, QWidget* parent = nullptr);
    /// For a report of a problem: one line for each part.
    [[nodiscard]] QString versions() const;

Q_SIGNALS:
    void copyRequested(const QString& text);

private:
    void fill();

    workbench::PartVersions m_parts;
    FieldList* m_fields;
};

class AboutDialog : public QDialog {
    Q_OBJECT

public:
    AboutDialog(const Theme& theme, workbench::Session* session, QWidget* parent);

Q_SIGNALS:
    void copyRequested(const QString& text);
};

} // namespace scepter::ui
