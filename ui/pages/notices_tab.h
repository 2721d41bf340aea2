// SPDX-License-Identifier: GPL-3.0-or-later
// News of outcomes that gates want, as a tab of the Challenges page.
#pragma once

#include "models/notice_model.h"
#include "pages/challenges_list_tab.h"

#include <QTimer>

class QPushButton;

namespace scepter::ui {

class NoticesTab final : public ListTab {
    Q_OBJECT

public:
    NoticesTab(PageContext& context, MessageBar& messages, QWidget* parent);

    /// Something was committed: reads soon.
    void follow();
    void refresh();
    /// Shows one, as soon as it is read; also one that is not open any more.
    void open(qint64 id);
    void retry();
    void giveUp();
    /// Why that cannot be done; empty: it can.
    [[nodiscard]] QString whyNotAct() const;

Q_SIGNALS:
    /// So many are open; at most a hundred are counted.
    void openCounted(int count);

protected:
    [[nodiscard]] DetailText detail() const override;
    [[nodiscard]] std::optional<EmptyText> empty() override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeChips();
    void readOlder();
    void take(std::vector<NoticeRow> rows);
    void openWanted();
    void drop(qint64 id);
    [[nodiscard]] DetailText noteOf(const NoticeRow& row) const;
    [[nodiscard]] store::NoticeFilter filter() const;

    NoticeModel* m_model;
    QPushButton* m_older;
    QTimer m_readSoon;
    QTimer m_tick;
    std::size_t m_length; ///< how many rows are read
    qint64 m_wanted = 0;
    bool m_known = false;
    bool m_reading = false;
    bool m_readAgain = false;
    std::optional<Problem> m_failed;
};

} // namespace scepter::ui
