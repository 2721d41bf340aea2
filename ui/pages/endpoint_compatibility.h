// What an endpoint does for clients that need something else.
#pragma once

#include "enrollment/endpoint.h"
#include "pages/endpoint_fields.h"

namespace scepter::ui {

/// A preset and its single switches, each with the reason why somebody needs it.
class EndpointCompatibility : public QWidget {
    Q_OBJECT

public:
    explicit EndpointCompatibility(const Theme& theme, QWidget* parent = nullptr);

    void load(const enrollment::Compatibility& value);
    [[nodiscard]] enrollment::Compatibility value() const;

Q_SIGNALS:
    void changed();

private:
    QCheckBox* addSwitch(FormGroup* group, const QString& name, const QString& text,
                         const QString& help, const QString& warning);
    void takePreset();
    void reflect();

    const Theme& m_theme;
    QComboBox* m_preset;
    FormField* m_presetField;
    QCheckBox* m_tripleDes;
    QCheckBox* m_sha1;
    QCheckBox* m_relaxSigner;
    QCheckBox* m_caOnly;
    QCheckBox* m_replyChain;
    QCheckBox* m_withChain;
    QCheckBox* m_withRoot;
    bool m_loading = false;
};

} // namespace scepter::ui
