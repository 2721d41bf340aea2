// Widgets in lines, as words in a paragraph.
#pragma once

#include <QLayout>
#include <QList>

namespace scepter::ui {

/// Fills lines from the leading edge and goes on below when a line is full.
class FlowLayout : public QLayout {
public:
    /// Gaps in pixels.
    explicit FlowLayout(QWidget* parent = nullptr, int across = 16, int down = 8);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    /// Gives the height that is needed; places the items unless it is only asked.
    int arrange(const QRect& rect, bool place) const;

    int m_across;
    int m_down;
    QList<QLayoutItem*> m_items;
};

} // namespace scepter::ui
