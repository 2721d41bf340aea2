// SCEP URLs: list, form and preview.
#pragma once

#include "pages/endpoint_staged_tab.h"
#include "pages/gate_services.h"

namespace scepter::ui {

class EndpointForm;
class EndpointListModel;
class EndpointPreviewPane;

class EndpointTab final : public StagedTab {
    Q_OBJECT

public:
    EndpointTab(PageContext& context, MessageBar& messages, QWidget* parent);

    /// What is stored has moved.
    void follow(const std::shared_ptr<const EndpointConfig>& config);
    void askRemove() override;
    [[nodiscard]] QString whyNotRemove() const override;
    /// Shows an endpoint by its name, or by its number as the audit trail has it.
    void open(const QString& name);
    void copyAddress();
    void copyFingerprint();

Q_SIGNALS:
    void templateAsked(const QString& name);

protected:
    void showStored() override;
    void showNew(bool copy) override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QStringList changes() const override;
    [[nodiscard]] QString whyNotApply() const override;
    void apply() override;

private:
    void draftMoved();
    void readSecrets();
    void secretsRead(const std::shared_ptr<const enrollment::Endpoint>& stored);
    void followCurrent(const std::shared_ptr<const EndpointConfig>& before);
    void askAboutOther(const QStringList& differences);
    /// The form shows an endpoint that was stored as it was sent.
    void bind(const enrollment::EndpointSettings& sent,
              const std::vector<challenge::GateSecret>& secrets);
    [[nodiscard]] GateServices services();
    void openFile(QWidget* asker, const QString& title, const QStringList& filters,
                  const std::function<void(const FileContent&)>& read);
    void remove();
    [[nodiscard]] const EndpointRow* current() const;
    [[nodiscard]] bool secretsChanged() const;

    std::shared_ptr<const EndpointConfig> m_config;
    EndpointListModel* m_model;
    EndpointForm* m_form;
    EndpointPreviewPane* m_preview;
    enrollment::EndpointSettings m_base; ///< what the draft is compared with
    std::vector<challenge::GateSecret> m_baseSecrets;
    bool m_secretsKnown = false;
    QString m_wantedName;
    quint64 m_turn = 0; ///< answers of older turns are of something else
};

} // namespace scepter::ui
