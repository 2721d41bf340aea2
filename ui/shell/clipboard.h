// Copying, with a countdown for secrets.
#pragma once

#include <QClipboard>
#include <QObject>
#include <QTimer>

namespace scepter::ui {

/// Puts text on the clipboard. A secret is marked so that clipboard histories leave it out, and
/// goes away after a time unless something else was copied since.
class Clipboard : public QObject {
    Q_OBJECT

public:
    explicit Clipboard(QClipboard& clipboard, QObject* parent = nullptr);
    /// Clears a secret that is still there.
    ~Clipboard() override;

    void copy(const QString& text);
    void copySecret(const QString& text);
    /// Bytes as `mimeType`, with a text form beside them.
    void copyData(const QString& mimeType, const QByteArray& data, const QString& text);
    /// Seconds until a secret goes; 0: there is none.
    [[nodiscard]] int secondsLeft() const { return m_secondsLeft; }
    void setSecretLife(int seconds);
    void clearNow();

Q_SIGNALS:
    void secondsLeftChanged(int seconds);

private:
    void tick();
    [[nodiscard]] bool isOurs() const;

    QClipboard& m_clipboard;
    QTimer m_timer;
    QByteArray m_mark; ///< tells our secret from whatever came later
    int m_life = 20;
    int m_secondsLeft = 0;
};

} // namespace scepter::ui
