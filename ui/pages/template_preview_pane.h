// A certificate as a template would make it.
#pragma once

#include "models/endpoint_config.h"
#include "shell/page.h"

#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace scepter::ui {

class Card;
class FieldList;
class InlineNote;

/// A sample request to type in, and what would be issued for it: requested beside issued, then the
/// facts of the certificate. Asks again whenever something moves; one question at a time, an old
/// one is cancelled. GUI thread.
class TemplatePreviewPane : public QWidget {
    Q_OBJECT

public:
    explicit TemplatePreviewPane(PageContext& context, QWidget* parent = nullptr);
    ~TemplatePreviewPane() override;

    void setConfig(const EndpointConfig& config);
    void show(const authority::Template& recipe);
    void refresh();

Q_SIGNALS:
    void copyRequested(const QString& what, const QString& text);

private:
    Card* makeSample();
    void ask();
    void answered(const Result<workbench::TemplatePreview>& answer);
    void showLines();
    void showFacts();
    void clearGrid();
    [[nodiscard]] workbench::SampleRequest sample() const;

    PageContext& m_context;
    QTimer m_soon;
    authority::Template m_recipe;
    std::optional<workbench::TemplatePreview> m_preview;
    std::shared_ptr<std::atomic<bool>> m_cancel; ///< of the question under way; null: none
    bool m_askAgain = false;
    QLineEdit* m_subject;
    QLineEdit* m_names;
    QLineEdit* m_keyUsage;
    QLineEdit* m_extended;
    QComboBox* m_authority;
    QLabel* m_authorityLabel = nullptr;
    InlineNote* m_problem;
    InlineNote* m_busy;
    Card* m_linesCard;
    QGridLayout* m_lines;
    Card* m_factsCard;
    FieldList* m_facts;
};

} // namespace scepter::ui
