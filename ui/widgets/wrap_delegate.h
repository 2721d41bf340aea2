// Cells of several lines in a tree.
#pragma once

#include "theme/theme.h"

#include <QStyledItemDelegate>

namespace scepter::ui {

/// Wraps the text of a cell, also within a long word, and shows a note below it. For a QTreeView
/// whose rows differ in height: lay it out anew when a column changes its width.
class WrapDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum Role {
        NoteRole = Qt::UserRole + 100, ///< a muted text below
        FixedRole,                     ///< bool: bytes, in the monospaced font
        StrongRole                     ///< bool: a heading
    };

    WrapDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace scepter::ui
