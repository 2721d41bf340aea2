// A desktop that answers from a list.
#pragma once

#include "shell/desktop.h"

#include <QList>
#include <QPointer>
#include <QTimer>
#include <QUrl>
#include <QWidget>

#include <utility>

namespace scepter::test {

/// What a file chooser was opened with.
struct Asked {
    QString title;
    QString suggestedName; ///< empty for one that opens a file
    QStringList filters;
    bool toSave = false;
};

/// Choosers take the next answer, later, as real ones do; without an answer they are cancelled.
class TestDesktop final : public ui::Desktop {
public:
    /// The next chooser is answered with this file.
    void answer(const QString& path) { m_answers.append(path); }

    void chooseSaveFile(QWidget* parent, const QString& title, const QString& suggestedName,
                        const QStringList& filters, Chosen chosen) override {
        asked.append({title, suggestedName, filters, true});
        reply(parent, std::move(chosen));
    }
    void chooseOpenFile(QWidget* parent, const QString& title, const QStringList& filters,
                        Chosen chosen) override {
        asked.append({title, {}, filters, false});
        reply(parent, std::move(chosen));
    }
    void openUrl(const QUrl& url) override { opened.append(url); }

    QList<Asked> asked;
    QList<QUrl> opened;

private:
    void reply(QWidget* parent, Chosen chosen) {
        if (m_answers.isEmpty()) return;
        QTimer::singleShot(0, parent, [path = m_answers.takeFirst(), chosen = std::move(chosen)] {
            chosen(path);
        });
    }

    QStringList m_answers;
};

} // namespace scepter::test
