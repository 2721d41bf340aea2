// The one time that codes are shown.
#pragma once

#include "models/minted_model.h"
#include "widgets/card.h"

#include <functional>
#include <memory>

class QLabel;
class QPushButton;
class QTableView;

namespace scepter::ui {

class Clipboard;
class QrCode;

/// Fresh codes: masked, to be shown, copied and saved, until the operator says that he has them.
/// Hidden while there are none.
class MintedCard : public Card {
    Q_OBJECT

public:
    MintedCard(const Theme& theme, Clipboard& clipboard, QWidget* parent = nullptr);

    void add(const MintedCodes& codes);
    /// Forgets the codes.
    void wipe();
    [[nodiscard]] bool isEmpty() const { return m_model->rowCount() == 0; }
    /// Codes that were neither copied nor saved, nor their QR code looked at.
    [[nodiscard]] int notTaken() const { return m_model->notTaken(); }
    [[nodiscard]] std::vector<MintedCodes> lots() const { return m_model->lots(); }
    void setAllTaken();
    /// Asks whether to leave codes behind; `leave` is called, once, when the operator wants to. The
    /// codes are wiped before.
    void askBeforeLeaving(const std::function<void()>& leave);
    /// Takes the question away; false when there was none.
    bool dropQuestion();

Q_SIGNALS:
    void saveRequested();
    /// The chosen code is to be tried.
    void tryRequested(const std::shared_ptr<const SecretBytes>& code, const QString& endpoint);
    /// The operator has them, or leaves them.
    void closed();

protected:
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeRowButtons();
    QWidget* makeAllButtons();
    QWidget* makeQuestion();
    QPushButton* makeButton(const QString& name, const QString& text, Icon icon,
                            void (MintedCard::*run)());
    [[nodiscard]] int current() const;
    void toggleShown();
    void copyCurrent();
    void copyAll();
    void toggleQr();
    void tryCurrent();
    void close();
    void leave();
    void dropQuestionNow();
    void reflect();
    void reflectQr();
    void reflectClipboard(int seconds);

    Clipboard& m_clipboard;
    MintedModel* m_model;
    QTableView* m_view;
    QPushButton* m_show = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_qrButton = nullptr;
    QPushButton* m_try = nullptr;
    QPushButton* m_copyAll = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_done = nullptr;
    QrCode* m_qr;
    QLabel* m_countdown;
    QWidget* m_question = nullptr;
    QLabel* m_questionText = nullptr;
    QPushButton* m_stay = nullptr;
    std::function<void()> m_leave;
    bool m_ours = false; ///< the secret on the clipboard is from here
};

} // namespace scepter::ui
