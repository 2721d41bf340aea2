// The card that says what needs the operator.
#pragma once

#include "pages/dashboard_data.h"
#include "shell/object_ref.h"
#include "widgets/card.h"

#include <QHash>

#include <vector>

class QLabel;
class QToolButton;

namespace scepter::ui {

/// One thing that needs the operator.
struct Need {
    QString key; ///< tells them apart; object names are made of it
    Icon icon = Icon::Info;
    Tone tone = Tone::Info;
    QString sentence;
    QString hint;
    ObjectRef target;

    bool operator==(const Need&) const = default;
};

/// In the order of urgency. `traffic` and `upkeep` may not be known yet.
std::vector<Need> needsOf(const workbench::Session& session, const DashboardData& data);

/// Rows are changed in place, so that a focused button stays.
class NeedsCard : public Card {
    Q_OBJECT

public:
    explicit NeedsCard(const Theme& theme, QWidget* parent = nullptr);

    /// `known`: the workspace has been read; before, nothing is said.
    void setNeeds(const std::vector<Need>& needs, bool known);

Q_SIGNALS:
    void openRequested(const scepter::ui::ObjectRef& target);

private:
    struct Row {
        Need need;
        QWidget* widget = nullptr;
        QLabel* icon = nullptr;
        QLabel* sentence = nullptr;
        QLabel* hint = nullptr;
        QToolButton* open = nullptr;
    };
    Row makeRow(const Need& need);
    void fill(Row& row, const Need& need);
    void dress();

    const Theme& m_theme;
    QVBoxLayout* m_lines;
    QLabel* m_nothingIcon;
    QWidget* m_nothing;
    QList<Row> m_rows;
};

} // namespace scepter::ui
