// The last page: what will be made, and making it.
#pragma once

#include "dialogs/latest_question.h"
#include "dialogs/setup_page.h"
#include "dialogs/setup_progress.h"
#include "errors/problem.h"

class QPlainTextEdit;

namespace scepter::ui {

class Clipboard;
class Desktop;
class MessageBar;

/// Page 4: plain sentences, then the steps, then, for an outside root, the CSR.
class SetupReviewPage : public SetupPage {
    Q_OBJECT

public:
    SetupReviewPage(const Theme& theme, Desktop& desktop, Clipboard& clipboard, const Clock& clock,
                    std::string actor, QWidget* parent = nullptr);

    void enter(const SetupDraft& draft) override;
    void write(SetupDraft& draft) const override;
    [[nodiscard]] QString blocked() const override;

    void start(const SetupDraft& draft);
    void cancel() { m_progress->cancel(); }
    [[nodiscard]] bool isRunning() const { return m_progress->isRunning(); }
    /// Set once everything is made.
    [[nodiscard]] const SetupOutcome& outcome() const { return m_outcome; }

Q_SIGNALS:
    void started();
    void finished();
    /// The page shows why; nothing is left behind.
    void failed(bool cancelled);

private:
    void showSentences(const SetupDraft& draft);
    QWidget* makeCsrPart();
    void saveCsr(const QString& path);
    void finish(const SetupOutcome& outcome);
    void showFailure(const Error& error);

    Desktop& m_desktop;
    Clipboard& m_clipboard;
    const Clock& m_clock;
    MessageBar* m_messages;
    QWidget* m_sentences;
    SetupProgress* m_progress;
    QPlainTextEdit* m_csr = nullptr;
    QWidget* m_csrPart = nullptr;
    InlineNote* m_csrNote;
    SetupOutcome m_outcome;
    QString m_savedAs;
    LatestQuestion<Result<bool>> m_saving;
};

} // namespace scepter::ui
