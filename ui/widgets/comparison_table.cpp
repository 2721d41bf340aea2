// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/comparison_table.h"

#include "models/field_comparison_model.h"
#include "widgets/wrap_delegate.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollArea>
#include <QWheelEvent>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kVerdictPad = 20;
constexpr int kFieldShare = 26; // percent of what the verdict leaves

} // namespace

ComparisonTable::ComparisonTable(const Theme& theme, QWidget* parent)
    : QTreeView(parent)
    , m_model(new FieldComparisonModel(theme, this)) {
    setModel(m_model);
    setItemDelegate(new WrapDelegate(theme, this));
    setAccessibleName(tr("Expected and found, field by field"));
    setRootIsDecorated(false);
    setIndentation(0);
    setUniformRowHeights(false);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    header()->setSectionsMovable(false);
    header()->setSectionsClickable(false);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::Fixed);
    header()->setMinimumSectionSize(20);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void ComparisonTable::setLines(const std::vector<challenge::Comparison>& lines) {
    m_model->set(lines);
    setAccessibleDescription(summary());
    fit();
}

int ComparisonTable::differences() const {
    return m_model->differences();
}

QString ComparisonTable::summary() const {
    const int differing = differences();
    const int all = m_model->rowCount();
    if (differing == 0) return tr("All of %n field(s) are as they were expected.", nullptr, all);
    return tr("%n field(s) of %1 are not as they were expected.", nullptr, differing).arg(all);
}

QSize ComparisonTable::sizeHint() const {
    return {320, m_height};
}

QSize ComparisonTable::minimumSizeHint() const {
    return {200, m_height};
}

void ComparisonTable::fit() {
    const int width = viewport()->width();
    const QFontMetrics strong(Theme::strongFont());
    int verdict = fontMetrics().height() + kVerdictPad;
    int words = header()->sectionSizeHint(FieldComparisonModel::Verdict);
    for (int row = 0; row < m_model->rowCount(); ++row)
        words = std::max(
            words,
            verdict + strong.horizontalAdvance(
                          m_model->index(row, FieldComparisonModel::Verdict).data().toString()));
    verdict = std::min(words, width / 3);
    const int left = std::max(0, width - verdict);
    const int field = left * kFieldShare / 100;
    header()->resizeSection(FieldComparisonModel::Verdict, verdict);
    header()->resizeSection(FieldComparisonModel::Field, field);
    header()->resizeSection(FieldComparisonModel::Expected, (left - field) / 2);
    header()->resizeSection(FieldComparisonModel::Found, left - field - (left - field) / 2);
    doItemsLayout();
    int height = header()->sizeHint().height() + 2 * frameWidth();
    for (int row = 0; row < m_model->rowCount(); ++row)
        height += rowHeight(m_model->index(row, 0));
    if (height == m_height) return;
    m_height = height;
    setFixedHeight(height);
}

void ComparisonTable::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()) fit();
}

void ComparisonTable::changeEvent(QEvent* event) {
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fit();
}

void ComparisonTable::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyRequested(m_model->allText());
        event->accept();
        return;
    }
    QTreeView::keyPressEvent(event);
}

// What it stands in scrolls.
void ComparisonTable::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

void ComparisonTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTreeView::currentChanged(current, previous);
    if (!current.isValid() || !hasFocus()) return;
    for (QWidget* at = parentWidget(); at != nullptr; at = at->parentWidget()) {
        auto* scroll = qobject_cast<QScrollArea*>(at);
        if (scroll == nullptr) continue;
        const QRect line = visualRect(current);
        const QPoint middle = viewport()->mapTo(scroll->widget(), line.center());
        scroll->ensureVisible(0, middle.y(), 0, line.height());
        return;
    }
}

} // namespace scepter::ui
