// SPDX-License-Identifier: GPL-3.0-or-later
// The SCEP profiles of the stand-in for Intune, as a part of its tab.
#pragma once

#include "shell/page.h"
#include "workbench/standins.h"

class QComboBox;
class QPlainTextEdit;
class QPushButton;

namespace scepter::ui {

class InlineNote;
class InlineQuestion;

/// Profiles are edited as the JSON that `scepterctl standin intune --profile` takes.
class StandInProfilesTab : public QWidget {
    Q_OBJECT

public:
    StandInProfilesTab(PageContext& context, MessageBar& messages, QWidget* parent);

    void follow();
    void import();
    [[nodiscard]] bool hasChanges() const;
    /// As StagedTab::leave().
    bool leave(const std::function<void()>& goOn);
    bool escape();

private:
    void show(const QString& id);
    void choose();
    void reflect();
    void apply();
    void remove();
    void store(std::vector<standin::ScepProfile> profiles, const QString& shown);
    [[nodiscard]] const standin::ScepProfile* current() const;
    [[nodiscard]] const std::vector<standin::ScepProfile>& profiles() const;

    PageContext& m_context;
    MessageBar& m_messages;
    InlineQuestion* m_question;
    QComboBox* m_profile;
    QPushButton* m_remove;
    QPlainTextEdit* m_json;
    InlineNote* m_problem;
    QPushButton* m_discard;
    QPushButton* m_apply;
    QString m_shown; ///< the id of the profile in sight
    QString m_base;  ///< its text as it is stored
};

} // namespace scepter::ui
