// SPDX-License-Identifier: GPL-3.0-or-later
// What Intune expects of one device, and a challenge that says so.
#pragma once

#include "shell/page.h"
#include "workbench/standins.h"

class QComboBox;
class QPushButton;

namespace scepter::ui {

class Card;
class FieldList;
class InlineNote;
class SecretEdit;

class StandInChallengePane : public QWidget {
    Q_OBJECT

public:
    StandInChallengePane(PageContext& context, MessageBar& messages, QWidget* parent = nullptr);
    ~StandInChallengePane() override;

    /// Empty: one that is not stored yet.
    void showDevice(const std::string& deviceId);
    /// Profiles or devices have moved.
    void follow();
    void mint();

private:
    Card* makeExpected();
    Card* makeChallenge();
    void read();
    void show(const standin::IntuneChallenge& expected);
    void forget();
    [[nodiscard]] std::string profile() const;

    PageContext& m_context;
    MessageBar& m_messages;
    std::string m_device;
    QComboBox* m_profile = nullptr;
    InlineNote* m_problem = nullptr;
    FieldList* m_expected = nullptr;
    QPushButton* m_mint = nullptr;
    QWidget* m_fresh = nullptr;
    InlineNote* m_ends = nullptr;
    SecretEdit* m_challenge = nullptr;
    int m_turn = 0;
};

} // namespace scepter::ui
