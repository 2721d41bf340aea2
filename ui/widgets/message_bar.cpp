#include "widgets/message_bar.h"

#include "theme/tinted_icon.h"

#include <QAccessible>
#include <QClipboard>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr qsizetype kInSight = 3;

Tone toneOf(MessageKind kind) {
    switch (kind) {
    case MessageKind::Success:
        return Tone::Ok;
    case MessageKind::Info:
        return Tone::Info;
    case MessageKind::Warning:
        return Tone::Warning;
    case MessageKind::Error:
        return Tone::Error;
    }
    return Tone::Info;
}

Icon iconOf(MessageKind kind) {
    switch (kind) {
    case MessageKind::Success:
        return Icon::Ok;
    case MessageKind::Info:
        return Icon::Info;
    case MessageKind::Warning:
        return Icon::Warning;
    case MessageKind::Error:
        return Icon::Error;
    }
    return Icon::Info;
}

QString spokenKind(MessageKind kind) {
    switch (kind) {
    case MessageKind::Success:
        return MessageBar::tr("Done:");
    case MessageKind::Info:
        return MessageBar::tr("Note:");
    case MessageKind::Warning:
        return MessageBar::tr("Warning:");
    case MessageKind::Error:
        return MessageBar::tr("Error:");
    }
    return {};
}

} // namespace

/// One message on its colored ground.
class MessageBar::Strip : public QFrame {
public:
    Strip(const Theme& theme, MessageBar* bar)
        : QFrame(bar)
        , m_theme(theme)
        , m_bar(bar) {
        setObjectName(QStringLiteral("message"));
        m_text->setWordWrap(true);
        m_text->setTextFormat(Qt::PlainText);
        m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        m_details->setReadOnly(true);
        m_details->setTabChangesFocus(true);
        m_details->setFont(Theme::monospace());
        m_details->setMaximumHeight(QFontMetrics(m_details->font()).lineSpacing() * 7);
        m_details->setAccessibleName(tr("Details"));
        m_details->hide();
        m_more->setCheckable(true);
        m_more->setText(tr("Details"));
        m_copy->setText(tr("Copy details"));
        m_close->setIcon(tintedIcon(Icon::Close));
        m_close->setAutoRaise(true);
        m_close->setAccessibleName(tr("Dismiss this message"));
        m_close->setToolTip(tr("Dismiss"));
        arrange();
        connectAll();
    }

    void set(Message message, int count) {
        m_message = std::move(message);
        const QString counted =
            count > 1 ? tr("%1 (%n times)", nullptr, count).arg(m_message.text) : m_message.text;
        m_text->setText(counted);
        m_details->setPlainText(m_message.details);
        const bool hasDetails = !m_message.details.isEmpty();
        m_more->setVisible(hasDetails);
        m_copy->setVisible(hasDetails);
        m_action->setVisible(!m_message.actionText.isEmpty());
        m_action->setText(m_message.actionText);
        setAccessibleName(spokenKind(m_message.kind) + QLatin1Char(' ') + counted);
        recolor();
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
        m_fade.stop();
        if (m_message.kind == MessageKind::Success) m_fade.start(m_bar->m_successLife);
    }

    [[nodiscard]] const Message& message() const { return m_message; }
    [[nodiscard]] QString key() const {
        return m_message.key.isEmpty() ? m_message.text : m_message.key;
    }
    int times = 1;

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const ToneColors colors = m_theme.tone(toneOf(m_message.kind));
        painter.setPen(colors.strong);
        painter.setBrush(colors.background);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        const int side = QFontMetrics(font()).height();
        const int left = isRightToLeft() ? width() - 10 - side : 10;
        tintedIcon(iconOf(m_message.kind), colors.foreground)
            .paint(&painter, QRect(left, 9, side, side));
    }

private:
    void arrange() {
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(m_text, 1);
        for (QWidget* button : {static_cast<QWidget*>(m_action), static_cast<QWidget*>(m_more),
                                static_cast<QWidget*>(m_copy), static_cast<QWidget*>(m_close)})
            row->addWidget(button, 0, Qt::AlignTop);
        auto* layout = new QVBoxLayout(this);
        const int side = QFontMetrics(font()).height();
        layout->setContentsMargins(side + 18, 5, 8, 5);
        layout->addLayout(row);
        layout->addWidget(m_details);
        m_fade.setSingleShot(true);
    }

    void connectAll() {
        connect(m_more, &QToolButton::toggled, m_details, &QWidget::setVisible);
        connect(m_copy, &QToolButton::clicked, this, [this] {
            QGuiApplication::clipboard()->setText(m_message.text + QLatin1Char('\n') +
                                                  m_message.details);
        });
        connect(m_close, &QToolButton::clicked, this, [this] { m_bar->resolve(key()); });
        connect(&m_fade, &QTimer::timeout, this, [this] { m_bar->resolve(key()); });
        connect(m_action, &QPushButton::clicked, this, [this] {
            if (const auto action = m_message.action) action();
        });
        connect(&m_theme, &Theme::changed, this, [this] { recolor(); });
    }

    void recolor() {
        QPalette palette = m_text->palette();
        const QColor text = m_theme.tone(toneOf(m_message.kind)).foreground;
        palette.setColor(QPalette::WindowText, text);
        palette.setColor(QPalette::Text, text);
        m_text->setPalette(palette);
        update();
    }

    const Theme& m_theme;
    MessageBar* m_bar;
    Message m_message;
    QLabel* m_text = new QLabel(this);
    QPlainTextEdit* m_details = new QPlainTextEdit(this);
    QPushButton* m_action = new QPushButton(this);
    QToolButton* m_more = new QToolButton(this);
    QToolButton* m_copy = new QToolButton(this);
    QToolButton* m_close = new QToolButton(this);
    QTimer m_fade;
};

MessageBar::MessageBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    setVisible(false);
}

int MessageBar::count() const {
    return static_cast<int>(m_strips.size());
}

void MessageBar::show(Message message) {
    const QString key = message.key.isEmpty() ? message.text : message.key;
    const auto known = std::ranges::find_if(m_strips, [&](Strip* s) { return s->key() == key; });
    Strip* strip = nullptr;
    if (known != m_strips.end()) {
        strip = *known;
        m_strips.erase(known);
        ++strip->times;
    } else {
        strip = new Strip(m_theme, this);
    }
    m_strips.prepend(strip);
    strip->set(std::move(message), strip->times);
    arrange();
}

void MessageBar::showSuccess(const QString& text) {
    show(Message{.kind = MessageKind::Success, .text = text});
}

void MessageBar::showProblem(const QString& what, const Problem& problem) {
    QStringList parts{what, problem.summary, problem.action};
    parts.removeAll(QString());
    show(Message{.kind = MessageKind::Error,
                 .text = parts.join(QLatin1Char(' ')),
                 .details = problem.details,
                 .key = what + problem.code});
}

void MessageBar::resolve(const QString& key) {
    const auto known = std::ranges::find_if(m_strips, [&](Strip* s) { return s->key() == key; });
    if (known == m_strips.end()) return;
    Strip* strip = *known;
    m_strips.erase(known);
    strip->hide();
    strip->deleteLater();
    arrange();
}

void MessageBar::resolveAbout(const QString& what) {
    const QList<Strip*> strips = m_strips;
    for (Strip* strip : strips)
        if (strip->key().startsWith(what)) resolve(strip->key());
}

bool MessageBar::dismissTop() {
    if (m_strips.isEmpty()) return false;
    resolve(m_strips.first()->key());
    return true;
}

void MessageBar::arrange() {
    for (Strip* strip : std::as_const(m_strips))
        m_layout->removeWidget(strip);
    for (qsizetype i = 0; i < m_strips.size(); ++i) {
        m_layout->addWidget(m_strips.at(i));
        m_strips.at(i)->setVisible(i < kInSight);
    }
    setVisible(!m_strips.isEmpty());
    Q_EMIT countChanged();
}

} // namespace scepter::ui
