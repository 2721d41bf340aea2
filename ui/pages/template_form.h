// The form of one certificate template.
#pragma once

#include "authority/template.h"
#include "models/endpoint_config.h"
#include "pages/endpoint_fields.h"

#include <QWidget>

namespace scepter::ui {

class TemplateKeysEdit;

/// Shows and edits everything that a template says; what is wrong stands under its field at once.
class TemplateForm : public QWidget {
    Q_OBJECT

public:
    explicit TemplateForm(const Theme& theme, QWidget* parent = nullptr);

    /// Names that are taken.
    void setConfig(const EndpointConfig& config);
    /// A stored one keeps its name.
    void load(const authority::Template& recipe, bool isNew);
    [[nodiscard]] authority::Template value() const;
    void check();
    [[nodiscard]] QString firstProblem() const;
    void focusName();

Q_SIGNALS:
    void edited();

private:
    FormGroup* makeGeneral();
    FormGroup* makeSubject();
    FormGroup* makeNames();
    FormGroup* makeKeys();
    FormGroup* makeUsage();
    FormGroup* makeAddresses();
    FormGroup* makeRenewal();
    void reflect();
    void checkLists();
    void checkPatterns(const authority::Template& now);

    const Theme& m_theme;
    EndpointConfig m_config;
    authority::Template m_loaded;
    bool m_isNew = false;
    bool m_loading = false;
    QList<FormField*> m_fields; ///< all that can have a problem, in their order

    QLineEdit* m_name = nullptr;
    QLineEdit* m_description = nullptr;
    DurationEdit* m_validity = nullptr;
    DurationEdit* m_backdate = nullptr;
    QComboBox* m_digest = nullptr;
    FormGroup* m_subjectGroup = nullptr;
    QComboBox* m_subjectPolicy = nullptr;
    QLineEdit* m_subjectAttributes = nullptr;
    QLineEdit* m_subjectPattern = nullptr;
    QCheckBox* m_emptySubject = nullptr;
    FormGroup* m_namesGroup = nullptr;
    QComboBox* m_sanPolicy = nullptr;
    QWidget* m_sanTypes = nullptr;
    QList<QCheckBox*> m_sanBoxes;
    LinesEdit* m_sanPatterns = nullptr;
    TemplateKeysEdit* m_keys = nullptr;
    QComboBox* m_keyUsagePolicy = nullptr;
    QList<QCheckBox*> m_usageBoxes;
    QComboBox* m_extendedPolicy = nullptr;
    LinesEdit* m_extended = nullptr;
    QCheckBox* m_extendedAny = nullptr;
    LinesEdit* m_crl = nullptr;
    LinesEdit* m_caIssuers = nullptr;
    LinesEdit* m_ocsp = nullptr;
    LinesEdit* m_policies = nullptr;
    LinesEdit* m_copied = nullptr;
    QCheckBox* m_basicConstraints = nullptr;
    DurationEdit* m_window = nullptr;
    QCheckBox* m_changeIdentity = nullptr;
    QCheckBox* m_reuseKey = nullptr;

    FormField* m_nameField = nullptr;
    FormField* m_validityField = nullptr;
    FormField* m_backdateField = nullptr;
    FormField* m_digestField = nullptr;
    FormField* m_attributesField = nullptr;
    FormField* m_patternField = nullptr;
    FormField* m_sanTypesField = nullptr;
    FormField* m_sanPatternsField = nullptr;
    FormField* m_keysField = nullptr;
    FormField* m_usageField = nullptr;
    FormField* m_extendedField = nullptr;
    FormField* m_crlField = nullptr;
    FormField* m_caIssuersField = nullptr;
    FormField* m_ocspField = nullptr;
    FormField* m_policiesField = nullptr;
    FormField* m_copiedField = nullptr;
    FormField* m_identityField = nullptr;
};

} // namespace scepter::ui
