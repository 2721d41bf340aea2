#include "shell/clipboard.h"

#include <QClipboard>
#include <QMimeData>
#include <QUuid>

namespace scepter::ui {

namespace {

// What clipboard managers of KDE, and those that follow it, leave out of their history.
constexpr auto kPasswordHint = "x-kde-passwordManagerHint";
constexpr auto kMark = "application/x-scepter-secret-mark";
constexpr int kSecondMs = 1000;

} // namespace

Clipboard::Clipboard(QClipboard& clipboard, QObject* parent)
    : QObject(parent)
    , m_clipboard(clipboard) {
    m_timer.setInterval(kSecondMs);
    connect(&m_timer, &QTimer::timeout, this, &Clipboard::tick);
}

Clipboard::~Clipboard() {
    if (m_secondsLeft > 0 && isOurs()) m_clipboard.clear();
}

void Clipboard::copy(const QString& text) {
    m_timer.stop();
    m_secondsLeft = 0;
    m_clipboard.setText(text);
    Q_EMIT secondsLeftChanged(0);
}

void Clipboard::copySecret(const QString& text) {
    m_mark = QUuid::createUuid().toByteArray();
    auto* data = new QMimeData;
    data->setText(text);
    data->setData(QLatin1String(kPasswordHint), QByteArrayLiteral("secret"));
    data->setData(QLatin1String(kMark), m_mark);
    m_clipboard.setMimeData(data);
    m_secondsLeft = m_life;
    m_timer.start();
    Q_EMIT secondsLeftChanged(m_secondsLeft);
}

void Clipboard::copyData(const QString& mimeType, const QByteArray& bytes, const QString& text) {
    m_timer.stop();
    m_secondsLeft = 0;
    auto* data = new QMimeData;
    data->setText(text);
    data->setData(mimeType, bytes);
    m_clipboard.setMimeData(data);
    Q_EMIT secondsLeftChanged(0);
}

void Clipboard::setSecretLife(int seconds) {
    m_life = seconds;
}

bool Clipboard::isOurs() const {
    const QMimeData* data = m_clipboard.mimeData();
    return data != nullptr && data->data(QLatin1String(kMark)) == m_mark;
}

void Clipboard::clearNow() {
    m_timer.stop();
    if (m_secondsLeft > 0 && isOurs()) m_clipboard.clear();
    m_secondsLeft = 0;
    Q_EMIT secondsLeftChanged(0);
}

void Clipboard::tick() {
    if (!isOurs()) {
        m_timer.stop();
        m_secondsLeft = 0;
        Q_EMIT secondsLeftChanged(0);
        return;
    }
    if (--m_secondsLeft <= 0) {
        clearNow();
        return;
    }
    Q_EMIT secondsLeftChanged(m_secondsLeft);
}

} // namespace scepter::ui
