// Two messages line by line, with the bytes of both.
#pragma once

#include "dialogs/latest_question.h"
#include "dialogs/remembered_window.h"
#include "inspect/compare.h"
#include "models/secret_mask.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QTreeView;

namespace scepter::ui {

class ElidedLabel;
class HexView;
class MessageComparisonFilter;
class MessageComparisonModel;

/// One side of a comparison.
struct ComparedMessage {
    QString name;
    inspect::Inspection inspection;
};

/// Aligned by what the fields mean. The chosen line is marked in the bytes of both. Secrets stay
/// hidden.
class CompareMessagesWindow : public RememberedWindow {
    Q_OBJECT

public:
    CompareMessagesWindow(PageContext& context, ComparedMessage left, ComparedMessage right,
                          QWidget* parent);

    /// False until the lines are there.
    [[nodiscard]] bool isReady() const { return m_ready; }

private:
    struct Side {
        ComparedMessage message;
        SecretMask mask;
        ElidedLabel* title = nullptr;
        HexView* bytes = nullptr;
        inspect::BufferId buffer = 0;
    };

    void build();
    QWidget* makeSide(Side& side, const QString& name);
    void connectAll();
    void display(const inspect::Comparison& comparison);
    void expandDifferences();
    void showRow();
    static void showNode(Side& side, inspect::NodeId id);
    static void showBuffer(Side& side, inspect::BufferId buffer);
    void goToNext(int step);
    [[nodiscard]] QString summary(const inspect::Comparison& comparison) const;

    Side m_left;
    Side m_right;
    MessageComparisonModel* m_model;
    MessageComparisonFilter* m_filter;
    QLabel* m_summary;
    QCheckBox* m_only;
    QPushButton* m_previous;
    QPushButton* m_next;
    QTreeView* m_lines;
    LatestQuestion<inspect::Comparison> m_question;
    bool m_ready = false;
};

} // namespace scepter::ui
