// SPDX-License-Identifier: GPL-3.0-or-later
// What came of a test enrollment, and what can be done with it.
#pragma once

#include "shell/page.h"
#include "widgets/card.h"
#include "workbench/test_enrollment.h"

#include <QTimer>

class QLineEdit;

namespace scepter::ui {

class ExportMenu;
class FieldList;
class InlineNote;
class SecretEdit;
class StatePill;
class WrapLabel;

/// Issued: the certificate. Refused: what was sent back and what it means. Pending: when it is
/// asked again. Its buttons are those of the page's actions.
class TestResultCard : public Card {
    Q_OBJECT

public:
    struct Actions {
        QAction* pollNow = nullptr;
        QAction* approve = nullptr;
        QAction* renew = nullptr;
        QAction* showCertificate = nullptr;
        QAction* save = nullptr;
    };
    TestResultCard(PageContext& context, MessageBar& messages, const Actions& actions,
                   QWidget* parent);

    /// Null: nothing was run.
    void show(const workbench::TestRun* run);
    /// Asks for a passphrase and a file, then writes key and certificate.
    void askSave();
    /// Closes what askSave() opened; false when that was closed.
    bool dropSave();

Q_SIGNALS:
    void copyRequested(const QString& text);

private:
    QWidget* makeSave();
    void showCertificate(const workbench::TestRun& run);
    void showRefusal(const workbench::TestRun& run);
    void showWait();
    void save(bool pem);

    PageContext& m_context;
    MessageBar& m_messages;
    ExportMenu* m_export;
    StatePill* m_pill;
    WrapLabel* m_sentence;
    InlineNote* m_wait;
    FieldList* m_fields;
    QWidget* m_buttons;
    QWidget* m_copyButton;
    QWidget* m_savePanel = nullptr;
    SecretEdit* m_passphrase = nullptr;
    QTimer m_tick;
    std::optional<workbench::TestRun> m_run;
};

/// What came of it, in a sentence with what it means; empty for Failed.
QString sentenceOf(const workbench::TestRun& run);

} // namespace scepter::ui
