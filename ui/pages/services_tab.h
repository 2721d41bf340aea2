// SPDX-License-Identifier: GPL-3.0-or-later
// Whom gates ask, as a tab of the Challenges page.
#pragma once

#include "models/service_model.h"
#include "pages/challenges_list_tab.h"

#include <QTimer>

#include <functional>

namespace scepter::ui {

/// Follows the running responder while it is in sight.
class ServicesTab final : public ListTab {
    Q_OBJECT

public:
    using Source = std::function<std::vector<responder::TargetStatus>()>;
    using Try = std::function<void(const std::string& target)>;

    ServicesTab(PageContext& context, MessageBar& messages, QWidget* parent);

    /// Where it reads from, and who ends a pause, in place of the session's responder.
    void setSource(Source source, Try tryNow);
    void refresh();
    /// Ends the pause of the chosen service.
    void tryNow();
    /// Why that cannot be done; empty: it can.
    [[nodiscard]] QString whyNotTry() const;

protected:
    [[nodiscard]] DetailText detail() const override;
    [[nodiscard]] std::optional<EmptyText> empty() override;
    [[nodiscard]] bool isClosed() const override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void reflectResponder();
    [[nodiscard]] bool isServed() const;
    [[nodiscard]] QString sentence(const ServiceRow& row) const;

    ServiceModel* m_model;
    Source m_source;
    Try m_try;
    QTimer m_poll;
    QTimer m_tick;
};

} // namespace scepter::ui
