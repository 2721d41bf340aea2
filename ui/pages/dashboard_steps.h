// The card of the next steps in a new workspace.
#pragma once

#include "pages/dashboard_data.h"
#include "shell/object_ref.h"
#include "widgets/card.h"

#include <QHash>

class QLabel;
class QSettings;
class QToolButton;

namespace scepter::ui {

/// Hides itself when all is done, or when it was dismissed; that is kept for each workspace.
class StepsCard : public Card {
    Q_OBJECT

public:
    enum class Step { Authority, Responder, LetIn, Issue, Backup };

    StepsCard(workbench::Session& session, const Theme& theme, QSettings& settings,
              QWidget* parent = nullptr);

    void reflect(const std::optional<Upkeep>& upkeep);

Q_SIGNALS:
    void stepRequested(scepter::ui::StepsCard::Step step);

private:
    struct Row {
        QLabel* icon = nullptr;
        QLabel* words = nullptr;
        QToolButton* go = nullptr;
        std::optional<bool> done;
    };
    void addRow(Step step, const QString& words, const QString& go, QLayout* to);
    void setDone(Step step, bool done);
    void dress();
    [[nodiscard]] bool isDismissed() const;
    void dismiss();

    workbench::Session& m_session;
    const Theme& m_theme;
    QSettings& m_settings;
    QHash<int, Row> m_rows;
};

} // namespace scepter::ui
