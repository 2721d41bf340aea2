// SPDX-License-Identifier: GPL-3.0-or-later
// The calls of one stand-in, as a part of its tab.
#pragma once

#include "models/standin_call_model.h"
#include "pages/challenges_list_tab.h"

namespace scepter::ui {

class ComparisonTable;

class StandInCallsTab final : public ListTab {
    Q_OBJECT

public:
    StandInCallsTab(PageContext& context, MessageBar& messages, workbench::StandInKind kind,
                    QWidget* parent);

    void follow();
    [[nodiscard]] bool isEmpty() const { return m_model->rowCount() == 0; }

Q_SIGNALS:
    void startWanted();
    void useWanted();

protected:
    [[nodiscard]] DetailText detail() const override;
    [[nodiscard]] std::optional<EmptyText> empty() override;

private:
    void showComparison();
    void addMore(const workbench::StandInCall& call, QList<DetailLine>& facts) const;

    workbench::StandInKind m_kind;
    StandInCallModel* m_model;
    InlineNote* m_summary;
    ComparisonTable* m_comparison;
};

} // namespace scepter::ui
