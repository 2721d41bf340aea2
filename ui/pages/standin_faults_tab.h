// SPDX-License-Identifier: GPL-3.0-or-later
// What a stand-in does wrong on purpose, as a part of its tab.
#pragma once

#include "shell/page.h"
#include "workbench/standins.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace scepter::ui {

class InlineNote;

class StandInFaultsTab : public QWidget {
    Q_OBJECT

public:
    StandInFaultsTab(PageContext& context, MessageBar& messages, workbench::StandInKind kind,
                     QWidget* parent);

    void follow();

private:
    enum Kind { Answer, Status, Timeout, Reset, BadJson, Slow };
    QWidget* makeRow();
    void reflect();
    void set();
    [[nodiscard]] std::string action() const;
    [[nodiscard]] Kind kind() const;
    [[nodiscard]] standin::Fault fault() const;
    QWidget* lineFor(const workbench::StandInFault& fault);

    PageContext& m_context;
    MessageBar& m_messages;
    workbench::StandInKind m_kind;
    QComboBox* m_action = nullptr;
    QComboBox* m_fault = nullptr;
    QComboBox* m_answer = nullptr;
    QComboBox* m_status = nullptr;
    QSpinBox* m_seconds = nullptr;
    QSpinBox* m_times = nullptr;
    QPushButton* m_set = nullptr;
    InlineNote* m_state = nullptr;
    QVBoxLayout* m_lines = nullptr;
    std::vector<workbench::StandInFault> m_shown;
};

} // namespace scepter::ui
