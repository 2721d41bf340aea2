// Certificate templates: list, form and preview.
#pragma once

#include "pages/endpoint_staged_tab.h"

namespace scepter::ui {

class TemplateForm;
class TemplateListModel;
class TemplatePreviewPane;

class TemplateTab final : public StagedTab {
    Q_OBJECT

public:
    TemplateTab(PageContext& context, MessageBar& messages, QWidget* parent);

    /// What is stored has moved.
    void follow(const std::shared_ptr<const EndpointConfig>& config);
    void askRemove() override;
    /// Blocked while an endpoint uses it.
    [[nodiscard]] QString whyNotRemove() const override;
    void open(const QString& name);

protected:
    void showStored() override;
    void showNew(bool copy) override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QStringList changes() const override;
    [[nodiscard]] QString whyNotApply() const override;
    void apply() override;

private:
    void draftMoved();
    void followCurrent();
    void bind(const authority::Template& sent);
    void remove(const std::string& name);
    [[nodiscard]] const authority::Template* current() const;

    std::shared_ptr<const EndpointConfig> m_config;
    TemplateListModel* m_model;
    TemplateForm* m_form;
    TemplatePreviewPane* m_preview;
    authority::Template m_base; ///< what the draft is compared with
    quint64 m_turn = 0;         ///< answers of older turns are of something else
};

} // namespace scepter::ui
