// Endpoints and the templates by which they issue.
#pragma once

#include "models/endpoint_config.h"
#include "shell/page.h"

class QTabWidget;

namespace scepter::ui {

class EndpointTab;
class StagedTab;
class TemplateTab;

class EndpointsPage : public Page {
    Q_OBJECT

public:
    explicit EndpointsPage(PageContext& context, QWidget* parent = nullptr);

    bool openObject(const ObjectRef& target) override;
    void focusFilter() override;
    void refresh() override;
    bool escape() override;
    bool mayLeave(const std::function<void()>& goOn) override;
    void saveState() override;

private:
    void makeActions();
    void read();
    void reflectActions();
    [[nodiscard]] StagedTab& tab() const;

    QTabWidget* m_tabs;
    EndpointTab* m_endpoints;
    TemplateTab* m_templates;
    QAction* m_new = nullptr;
    QAction* m_duplicate = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_copyAddress = nullptr;
    QAction* m_copyFingerprint = nullptr;
    quint64 m_turn = 0;
};

} // namespace scepter::ui
