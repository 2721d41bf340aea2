// The one place that names, starts and stops the responder.
#pragma once

#include "shell/page.h"

#include <QWidget>

class QToolButton;

namespace scepter::ui {

class ActionButton;
class ElidedLabel;
class StatePill;

/// State, URL with copy, "Exposed" when others than this machine can reach it, the CA and how long
/// it lasts, start and stop.
class ServiceBar : public QWidget {
    Q_OBJECT

public:
    ServiceBar(PageContext& context, QAction* start, QAction* stop, QWidget* parent = nullptr);

    /// What a device is given: the URL of the first endpoint. Empty while nothing runs.
    [[nodiscard]] QString url() const { return m_address; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void reflectResponder();
    void reflectAuthority();

    PageContext& m_context;
    StatePill* m_state;
    ElidedLabel* m_url;
    QToolButton* m_copy;
    StatePill* m_exposed;
    QToolButton* m_authority;
    ActionButton* m_start;
    ActionButton* m_stop;
    ActionButton* m_examine;
    QString m_address;
    bool m_narrow = false;
};

} // namespace scepter::ui
