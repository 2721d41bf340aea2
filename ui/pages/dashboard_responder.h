// The card of the responder: state, URLs, what it does now.
#pragma once

#include "pages/dashboard_data.h"
#include "shell/object_ref.h"
#include "widgets/card.h"

#include <QAction>
#include <QTimer>

#include <array>

class QLabel;
class QToolButton;

namespace scepter::ui {

class ElidedLabel;
class FactRows;
class StatePill;

/// Follows the session by itself; the counters only while it is in sight.
class ResponderCard : public Card {
    Q_OBJECT

public:
    /// `copyFingerprint` gets a button.
    ResponderCard(workbench::Session& session, const Theme& theme, QAction* copyFingerprint,
                  QWidget* parent = nullptr);

    /// Of the first endpoint, as GetCACaps has them.
    void setCapabilities(const std::string& capabilities);
    /// The URL of the first endpoint; empty: there is none.
    [[nodiscard]] QString firstUrl() const;

Q_SIGNALS:
    void openRequested(const scepter::ui::ObjectRef& target);
    void copyRequested(const QString& what, const QString& text);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Line {
        QWidget* widget = nullptr;
        ElidedLabel* url = nullptr;
        QToolButton* copy = nullptr;
    };
    void makeLines();
    void reflect();
    void reflectUrls();
    void reflectCounters();
    [[nodiscard]] QString base() const;

    workbench::Session& m_session;
    StatePill* m_state;
    QLabel* m_since;
    QLabel* m_problem;
    QToolButton* m_start;
    std::array<Line, 3> m_lines;
    QLabel* m_noEndpoint;
    QToolButton* m_all;
    FactRows* m_facts;
    QTimer m_everySecond;
};

} // namespace scepter::ui
