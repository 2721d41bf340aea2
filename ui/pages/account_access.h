// SPDX-License-Identifier: GPL-3.0-or-later
// How an account logs in, and where.
#pragma once

#include "base/secret.h"
#include "models/account_model.h"
#include "shell/object_ref.h"
#include "workbench/admin_settings.h"
#include "workbench/session.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QPushButton;
class QToolButton;

namespace scepter::ui {

class Card;
class Clipboard;
class FieldList;
class InlineNote;
class SecretEdit;

/// Password, token and lock of one account, and the addresses of the doors. Says what the operator
/// wants; the tab does it.
class AccountAccess : public QWidget {
    Q_OBJECT

public:
    AccountAccess(const Theme& theme, Clipboard& clipboard, QWidget* parent = nullptr);
    ~AccountAccess() override;

    /// Nothing: one that is not stored yet.
    void showAccount(const std::optional<workbench::AccountView>& account, TimePoint now);
    void showAddresses(const workbench::AdminSettings& settings,
                       const workbench::ResponderView& responder,
                       const store::AccountSettings& account);
    /// The only time that a token is shown.
    void showToken(const SecretBytes& token);
    /// Why what was typed cannot be a password; empty: nothing was typed, or it can.
    [[nodiscard]] QString passwordProblem() const;
    /// What was typed as a password; null: nothing.
    [[nodiscard]] std::shared_ptr<const SecretBytes> password() const;
    /// Forgets the password that was typed, and the token that is shown.
    void wipe();
    /// A token is shown that was not copied yet.
    [[nodiscard]] bool hasFreshToken() const;

Q_SIGNALS:
    void edited(); ///< the password of a new account
    void passwordSet();
    void tokenWanted();
    void tokenDropped();
    void tokenLost(); ///< it was not copied, and another account is shown now
    void unlockWanted();
    void listenerWanted(bool on);
    void copyRequested(const QString& what, const QString& value);

private:
    Card* makePassword();
    Card* makeToken();
    Card* makeAddresses();
    void randomPassword();
    void reflect();

    const Theme& m_theme;
    Clipboard& m_clipboard;
    std::optional<workbench::AccountView> m_account;
    InlineNote* m_locked;
    QPushButton* m_unlock;
    InlineNote* m_passwordState = nullptr;
    SecretEdit* m_password = nullptr;
    QToolButton* m_showPassword = nullptr;
    QPushButton* m_setPassword = nullptr;
    InlineNote* m_passwordNote = nullptr;
    Card* m_tokenCard = nullptr;
    InlineNote* m_tokenState = nullptr;
    QWidget* m_fresh = nullptr;
    SecretEdit* m_token = nullptr;
    QPushButton* m_makeToken = nullptr;
    QPushButton* m_dropToken = nullptr;
    InlineNote* m_addressState = nullptr;
    FieldList* m_addresses = nullptr;
    QPushButton* m_listener = nullptr;
    bool m_listens = false; ///< is set to
    QStringList m_built;    ///< what the addresses show
    bool m_tokenTaken = false;
};

} // namespace scepter::ui
