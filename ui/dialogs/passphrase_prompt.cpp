#include "dialogs/passphrase_prompt.h"

#include "widgets/action_button.h"
#include "widgets/secret_edit.h"
#include "workbench/passphrase.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kWidth = 420;
constexpr int kMostLetters = workbench::kMostPassphrase / 4; // in any UTF-8

} // namespace

PassphrasePrompt::PassphrasePrompt(const Theme& theme, const QString& title,
                                   const QString& explanation, const QString& act, QWidget* parent)
    : QDialog(parent)
    , m_first(new QLineEdit(this))
    , m_second(new QLineEdit(this))
    , m_hint(new QLabel(this)) {
    setObjectName(QStringLiteral("passphrasePrompt"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setMinimumWidth(kWidth);
    auto* words = new QLabel(explanation, this);
    words->setWordWrap(true);
    words->setTextFormat(Qt::PlainText);
    m_first->setObjectName(QStringLiteral("passphraseFirst"));
    m_second->setObjectName(QStringLiteral("passphraseSecond"));
    for (QLineEdit* field : {m_first, m_second}) {
        field->setEchoMode(QLineEdit::Password);
        field->setMaxLength(kMostLetters);
        field->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
        connect(field, &QLineEdit::textChanged, this, &PassphrasePrompt::check);
    }
    m_hint->setWordWrap(true);
    auto* form = new QFormLayout;
    form->addRow(tr("&Passphrase"), m_first);
    form->addRow(tr("&Again"), m_second);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(act, QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("passphraseAccept"));
    makePrimary(*m_accept, theme);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(words);
    layout->addLayout(form);
    layout->addWidget(m_hint);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, &PassphrasePrompt::submit);
    check();
}

void PassphrasePrompt::check() {
    const bool usable = workbench::checkNewPassphrase(secretOf(*m_first).view()).has_value();
    const bool same = m_first->text() == m_second->text();
    m_accept->setEnabled(usable && same);
    if (!usable)
        m_hint->setText(tr("At least %n character(s).", nullptr,
                           static_cast<int>(workbench::kLeastPassphrase)));
    else
        m_hint->setText(same ? QString() : tr("The two are not the same yet."));
}

void PassphrasePrompt::submit() {
    auto secret = sharedSecretOf(*m_first);
    m_first->clear();
    m_second->clear();
    Q_EMIT chosen(std::move(secret));
    accept();
}

} // namespace scepter::ui
