// A value that is hidden, with a button to show it.
#pragma once

#include "theme/theme.h"

#include <QStyledItemDelegate>

namespace scepter::ui {

/// Paints "Show" behind the dots of a hidden value of a LayerModel; a click on it is told.
class RevealDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    RevealDelegate(const Theme& theme, QObject* parent);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

Q_SIGNALS:
    void revealRequested(const QModelIndex& index);

private:
    [[nodiscard]] QRect buttonRect(const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const;

    const Theme& m_theme;
};

} // namespace scepter::ui
