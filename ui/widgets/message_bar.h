// Inline messages of a page: they stay until they are dismissed or resolved.
#pragma once

#include "errors/problem.h"
#include "theme/theme.h"

#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace scepter::ui {

enum class MessageKind { Success, Info, Warning, Error };

/// One message. Messages of the same `key` replace each other and count.
struct Message {
    MessageKind kind = MessageKind::Info;
    QString text;         ///< at most a sentence or two
    QString details = {}; ///< folded away; copyable
    QString key = {};     ///< empty: `text`
    QString actionText = {};
    std::function<void()> action = {};
};

/// A stack of messages, the newest on top, at most three in sight. Success fades after five
/// seconds; all others stay. Announced to assistive technology.
class MessageBar : public QWidget {
    Q_OBJECT

public:
    explicit MessageBar(const Theme& theme, QWidget* parent = nullptr);

    void show(Message message);
    void showSuccess(const QString& text);
    void showProblem(const QString& what, const Problem& problem);
    /// Takes a message away: what it told is resolved.
    void resolve(const QString& key);
    /// The same for all that showProblem() told about `what`.
    void resolveAbout(const QString& what);
    /// Takes the top-most message away; false when there was none.
    bool dismissTop();
    [[nodiscard]] int count() const;
    /// How long a success stays, in milliseconds.
    void setSuccessLife(int milliseconds) { m_successLife = milliseconds; }

Q_SIGNALS:
    void countChanged();

private:
    class Strip;
    void arrange();

    const Theme& m_theme;
    QVBoxLayout* m_layout;
    QList<Strip*> m_strips; ///< newest first
    int m_successLife = 5000;
};

} // namespace scepter::ui
