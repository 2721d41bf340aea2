// The card of the certificate authority.
#pragma once

#include "shell/object_ref.h"
#include "widgets/card.h"
#include "workbench/session.h"

class QLabel;
class QSettings;
class QToolButton;

namespace scepter::ui {

class FactRows;

/// The first authority of the workspace, and how many more there are.
class AuthorityCard : public Card {
    Q_OBJECT

public:
    AuthorityCard(workbench::Session& session, const QSettings& settings, const Theme& theme,
                  QWidget* parent = nullptr);

    /// Time has passed.
    void reflect();

Q_SIGNALS:
    void openRequested(const scepter::ui::ObjectRef& target);

private:
    void showGeneration(const workbench::GenerationView& current, TimePoint now);
    void showNone(const QString& why);

    workbench::Session& m_session;
    const QSettings& m_settings;
    FactRows* m_facts;
    QLabel* m_none;
    QToolButton* m_open;
    ObjectRef m_target;
};

} // namespace scepter::ui
