// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of a conversation with a service, one below the other.
#pragma once

#include "client/enrollment.h"
#include "theme/theme.h"
#include "widgets/state_pill.h"

#include <QStringList>
#include <QTreeWidget>

namespace scepter::ui {

/// One row a step: how it went, its name, how long it took, what was found. Below it each check of
/// the reply that did not pass, with its section of the RFC. The arrow at the end, or Enter, opens
/// its exchange.
class StepList : public QTreeWidget {
    Q_OBJECT

public:
    explicit StepList(const Theme& theme, QWidget* parent = nullptr);

    /// New steps are added to those that are shown when these are the first of them. `planned`:
    /// names of steps that are still to come.
    void setSteps(const client::Transcript& steps, const QStringList& planned);
    /// Which exchange of the steps is chosen, from 1; 0: none.
    [[nodiscard]] int currentExchange() const;

Q_SIGNALS:
    void exchangeChosen(int exchange);
    void currentExchangeChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum Column { State, Name, Time, What, Open, ColumnCount };
    void addStep(const client::Step& step);
    void addPlanned(const QString& name);
    void dress(QTreeWidgetItem& item, const StateLook& look);
    void fit();
    void choose(const QTreeWidgetItem* item);

    const Theme& m_theme;
    client::Transcript m_steps;
    QStringList m_planned;
    QList<const inspect::RawExchange*> m_exchanges; ///< each once, in their order
};

StateLook lookOf(client::StepState state);

} // namespace scepter::ui
