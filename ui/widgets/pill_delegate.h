// Cells as the lists of the window show them.
#pragma once

#include "theme/theme.h"

#include <QStyledItemDelegate>

namespace scepter::ui {

/// By the roles of LedgerModel: states as pills, bytes in the fixed font, numbers at the right,
/// what no longer fits struck through. No focus frame: whole rows are chosen.
class PillDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    PillDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
    [[nodiscard]] const Theme& theme() const { return m_theme; }

private:
    const Theme& m_theme;
};

} // namespace scepter::ui
