// A chain of certificates, from the one that is asked about to the root.
#pragma once

#include "theme/theme.h"
#include "widgets/state_pill.h"
#include "workbench/certificate_facts.h"

#include <QTreeWidget>

#include <vector>

namespace scepter::ui {

/// One line a certificate, the leaf first: state, what it is, its subject, when it ends, and why
/// the next one did not issue it if that is so.
class ChainView : public QTreeWidget {
    Q_OBJECT

public:
    explicit ChainView(const Theme& theme, QWidget* parent = nullptr);

    /// The chosen line stays.
    void setChain(const std::vector<workbench::ChainLink>& chain, TimePoint now);
    /// Null for an empty chain.
    [[nodiscard]] const workbench::ChainLink* current() const;

Q_SIGNALS:
    void currentChanged();

private:
    enum Column { State, Role, Subject, Ends, Problem, ColumnCount };

    const Theme& m_theme;
    std::vector<workbench::ChainLink> m_chain;
};

StateLook lookOf(workbench::LinkStatus status);
/// "End entity", "CA", "Root" in the operator's language.
QString roleText(const workbench::ChainLink& link);

} // namespace scepter::ui
