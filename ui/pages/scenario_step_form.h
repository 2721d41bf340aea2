// SPDX-License-Identifier: GPL-3.0-or-later
// One step of a scenario, to be changed.
#pragma once

#include "client/scenario.h"
#include "theme/theme.h"

#include <QStringList>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace scepter::ui {

class DurationEdit;
class FormField;
class FormGroup;
class TestMisbehaviorForm;

/// Shows of a step what its kind has; all else of it stays as it is.
class ScenarioStepForm : public QWidget {
    Q_OBJECT

public:
    explicit ScenarioStepForm(const Theme& theme, QWidget* parent);

    /// `others`: names of steps that it can refer to.
    void show(const client::ScenarioStep& step, const QStringList& others);
    [[nodiscard]] client::ScenarioStep step() const;
    void focusFirst();

Q_SIGNALS:
    void edited();

private:
    void build();
    void reflect();

    const Theme& m_theme;
    client::ScenarioStep m_loaded;
    FormGroup* m_group;
    QComboBox* m_kind;
    QLineEdit* m_name;
    QLineEdit* m_subject;
    FormField* m_subjectField = nullptr;
    QComboBox* m_of;
    FormField* m_ofField = nullptr;
    QSpinBox* m_polls;
    FormField* m_pollsField = nullptr;
    DurationEdit* m_delay;
    FormField* m_delayField = nullptr;
    DurationEdit* m_wait;
    FormField* m_waitField = nullptr;
    QComboBox* m_expect;
    QComboBox* m_failInfo;
    FormField* m_failInfoField = nullptr;
    FormField* m_expectField = nullptr;
    TestMisbehaviorForm* m_misbehaviors;
    QWidget* m_wrong = nullptr;
    bool m_showing = false;
};

QString kindText(client::StepKind kind);
/// "FAILURE badRequest", "as usual".
QString expectationText(const client::ScenarioStep& step);

} // namespace scepter::ui
