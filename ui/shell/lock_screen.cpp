#include "shell/lock_screen.h"

#include "widgets/action_button.h"
#include "widgets/secret_edit.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kWidth = 360;
constexpr int kPicture = 40;

} // namespace

LockScreen::LockScreen(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_picture(new QLabel(this))
    , m_title(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_field(new QLineEdit(this))
    , m_error(new QLabel(this))
    , m_unlock(new QPushButton(tr("Unlock"), this))
    , m_keyFile(new QPushButton(tr("Unlock with the key file"), this))
    , m_other(new QPushButton(tr("Another workspace…"), this)) {
    setObjectName(QStringLiteral("lockScreen"));
    m_title->setFont(Theme::titleFont());
    m_title->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->setObjectName(QStringLiteral("lockError"));
    m_field->setObjectName(QStringLiteral("passphrase"));
    m_field->setEchoMode(QLineEdit::Password);
    m_field->setPlaceholderText(tr("Passphrase of the workspace"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_unlock->setObjectName(QStringLiteral("unlock"));
    m_unlock->setDefault(true);
    makePrimary(*m_unlock, theme);
    auto* box = new QWidget(this);
    box->setFixedWidth(kWidth);
    auto* column = new QVBoxLayout(box);
    column->setSpacing(8);
    for (QWidget* widget : {static_cast<QWidget*>(m_picture), static_cast<QWidget*>(m_title),
                            static_cast<QWidget*>(m_hint), static_cast<QWidget*>(m_field),
                            static_cast<QWidget*>(m_error), static_cast<QWidget*>(m_unlock),
                            static_cast<QWidget*>(m_keyFile), static_cast<QWidget*>(m_other)})
        column->addWidget(widget);
    auto* layout = new QVBoxLayout(this);
    layout->addStretch(2);
    // Between stretches, not aligned: only so does the hint get the height that its lines take.
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(box);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addStretch(3);
    connect(m_unlock, &QPushButton::clicked, this, &LockScreen::submit);
    connect(m_field, &QLineEdit::returnPressed, this, &LockScreen::submit);
    connect(m_keyFile, &QPushButton::clicked, this, &LockScreen::keyFileChosen);
    connect(m_other, &QPushButton::clicked, this, &LockScreen::otherWorkspaceChosen);
}

void LockScreen::ask(const QString& workspaceName, const QString& hint, bool hasKeyFile,
                     bool mayLeave) {
    m_other->setVisible(mayLeave);
    m_picture->setPixmap(m_theme.icon(Icon::Lock, Tone::Neutral)
                             .pixmap(QSize(kPicture, kPicture), devicePixelRatioF()));
    m_title->setText(workspaceName);
    m_hint->setText(hint);
    m_keyFile->setVisible(hasKeyFile);
    m_field->clear();
    m_error->hide();
    setBusy(false);
    m_field->setFocus();
}

void LockScreen::showError(const QString& text) {
    QPalette palette = m_error->palette();
    palette.setColor(QPalette::WindowText, m_theme.tone(Tone::Error).strong);
    m_error->setPalette(palette);
    m_error->setText(text);
    m_error->setAccessibleName(text);
    m_error->show();
    setBusy(false);
    QAccessibleEvent event(m_error, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    m_field->setFocus();
}

void LockScreen::setBusy(bool busy) {
    for (QWidget* widget : {static_cast<QWidget*>(m_field), static_cast<QWidget*>(m_unlock),
                            static_cast<QWidget*>(m_keyFile), static_cast<QWidget*>(m_other)})
        widget->setEnabled(!busy);
    m_unlock->setText(busy ? tr("Unlocking…") : tr("Unlock"));
}

void LockScreen::submit() {
    if (m_field->text().isEmpty()) return;
    auto secret = sharedSecretOf(*m_field);
    m_field->clear();
    setBusy(true);
    Q_EMIT passphraseGiven(std::move(secret));
}

} // namespace scepter::ui
