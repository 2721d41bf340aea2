// Where the workspace is, and what can be done with its file.
#pragma once

#include "shell/page.h"

#include <QWidget>

class QLabel;

namespace scepter::ui {

class FieldList;

/// Path, size, format, key file, kept copies. Buttons for the actions that are given.
class StoragePane : public QWidget {
    Q_OBJECT

public:
    StoragePane(PageContext& context, const QList<QAction*>& actions, QWidget* parent = nullptr);
    /// Looks at the disk anew.
    void refresh();

Q_SIGNALS:
    void copyRequested(const QString& text);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fill(const workbench::StorageFacts& facts);

    PageContext& m_context;
    FieldList* m_fields;
    workbench::StorageFacts m_shown;
};

} // namespace scepter::ui
