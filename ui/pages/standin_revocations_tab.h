// SPDX-License-Identifier: GPL-3.0-or-later
// What the stand-in for Intune wants revoked, as a part of its tab.
#pragma once

#include "shell/page.h"
#include "workbench/standins.h"

class QLineEdit;
class QPushButton;

namespace scepter::ui {

class FieldList;
class InlineNote;

class StandInRevocationsTab : public QWidget {
    Q_OBJECT

public:
    StandInRevocationsTab(PageContext& context, MessageBar& messages, QWidget* parent);

    void follow();

private:
    void reflect();
    void request();

    PageContext& m_context;
    MessageBar& m_messages;
    QLineEdit* m_serial;
    InlineNote* m_problem;
    QPushButton* m_request;
    FieldList* m_list;
    QStringList m_built; ///< what the list shows
};

} // namespace scepter::ui
