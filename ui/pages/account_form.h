// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of an account.
#pragma once

#include "models/account_model.h"
#include "pages/endpoint_fields.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace scepter::ui {

class ConstraintsEditor;

class AccountForm : public QWidget {
    Q_OBJECT

public:
    explicit AccountForm(const Theme& theme, QWidget* parent = nullptr);

    /// What can be chosen, and which names are taken.
    void setConfig(const EndpointConfig& config);
    void setTaken(const std::vector<workbench::AccountView>& accounts);
    /// The name of one that is stored stays as it is.
    void load(const store::AccountSettings& settings, bool isNew);
    [[nodiscard]] store::AccountSettings value() const;
    /// The first thing that is wrong; empty: nothing.
    [[nodiscard]] QString firstProblem() const;
    void focusName();

Q_SIGNALS:
    void edited();

private:
    FormGroup* makeAccount();
    FormGroup* makeCodes();
    FormGroup* makeBounds();
    FormGroup* makePage();
    FormGroup* makeLock();
    void reflect();
    void check();

    const Theme& m_theme;
    store::AccountSettings m_loaded;
    bool m_isNew = false;
    bool m_loading = false;
    QStringList m_taken;
    QStringList m_endpoints; ///< that take codes
    QLineEdit* m_name = nullptr;
    QCheckBox* m_enabled = nullptr;
    QComboBox* m_role = nullptr;
    QComboBox* m_endpoint = nullptr;
    QList<QCheckBox*> m_doors; ///< in the order of store::Door
    DurationEdit* m_life = nullptr;
    QSpinBox* m_uses = nullptr;
    QLineEdit* m_note = nullptr;
    QCheckBox* m_limitOutstanding = nullptr;
    QSpinBox* m_outstanding = nullptr;
    QCheckBox* m_limitRate = nullptr;
    QSpinBox* m_rate = nullptr;
    DurationEdit* m_rateWindow = nullptr;
    ConstraintsEditor* m_constraints = nullptr;
    QLineEdit* m_deviceSubject = nullptr;
    FormGroup* m_pageGroup = nullptr;
    QSpinBox* m_codeBytes = nullptr;
    QCheckBox* m_single = nullptr;
    QComboBox* m_encoding = nullptr;
    QCheckBox* m_lock = nullptr;
    QSpinBox* m_lockTries = nullptr;
    DurationEdit* m_lockTime = nullptr;
    FormField* m_nameField = nullptr;
    FormField* m_roleField = nullptr;
    FormField* m_endpointField = nullptr;
    FormField* m_doorsField = nullptr;
    FormField* m_lifeField = nullptr;
    FormField* m_rateField = nullptr;
    FormField* m_deviceField = nullptr;
    FormField* m_singleField = nullptr;
    FormField* m_lockField = nullptr;
    FormGroup* m_bounds = nullptr;
};

} // namespace scepter::ui
