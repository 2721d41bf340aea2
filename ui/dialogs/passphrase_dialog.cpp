#include "dialogs/passphrase_dialog.h"

#include "dialogs/grow_to_fit.h"
#include "widgets/action_button.h"
#include "widgets/secret_edit.h"
#include "widgets/texts.h"
#include "workbench/passphrase.h"

#include <QAccessible>
#include <QCheckBox>
#include <QCloseEvent>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kWidth = 520;
constexpr int kMostLetters = workbench::kMostPassphrase / 4; // in any UTF-8

/// Takes the text out of a field, and wipes it there.
std::shared_ptr<const SecretBytes> taken(QLineEdit& field) {
    auto secret = sharedSecretOf(field);
    field.clear();
    return secret;
}

void makeSecret(QLineEdit& field, const QString& name, const QString& label) {
    field.setObjectName(name);
    field.setAccessibleName(label);
    field.setPlaceholderText(label);
    field.setEchoMode(QLineEdit::Password);
    field.setMaxLength(kMostLetters);
    field.setMinimumHeight(field.sizeHint().height());
    field.setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
}

} // namespace

PassphraseDialog::PassphraseDialog(PageContext& context, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_currentTyped(new QRadioButton(tr("&Typed here"), this))
    , m_currentFile(new QRadioButton(tr("From the &key file of the workspace"), this))
    , m_current(new QLineEdit(this))
    , m_newRandom(new QRadioButton(tr("&Random, kept in the key file"), this))
    , m_newTyped(new QRadioButton(tr("&My own"), this))
    , m_new(new QLineEdit(this))
    , m_repeat(new QLineEdit(this))
    , m_length(new QLabel(this))
    , m_intoFile(new QCheckBox(tr("&Also keep it in the key file"), this))
    , m_meaning(new QLabel(this))
    , m_result(new QLabel(this))
    , m_start(new QPushButton(tr("Change the passphrase"), this))
    , m_close(new QPushButton(tr("Cancel"), this)) {
    setObjectName(QStringLiteral("passphraseDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Change the passphrase"));
    nameAll();
    layOut();
    m_currentTyped->setChecked(true);
    m_newTyped->setChecked(true);
    resize(kWidth, sizeHint().height());
    for (QRadioButton* radio : {m_currentTyped, m_currentFile, m_newRandom, m_newTyped})
        connect(radio, &QRadioButton::toggled, this, &PassphraseDialog::reflect);
    for (QLineEdit* field : {m_current, m_new, m_repeat})
        connect(field, &QLineEdit::textChanged, this, &PassphraseDialog::reflect);
    connect(m_intoFile, &QCheckBox::toggled, this, &PassphraseDialog::reflect);
    connect(m_start, &QPushButton::clicked, this, &PassphraseDialog::start);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    lookForKeyFile();
    reflect();
}

void PassphraseDialog::nameAll() {
    makeSecret(*m_current, QStringLiteral("passphraseCurrent"), tr("Current passphrase"));
    makeSecret(*m_new, QStringLiteral("passphraseNew"), tr("New passphrase"));
    makeSecret(*m_repeat, QStringLiteral("passphraseRepeat"), tr("New passphrase once more"));
    m_currentTyped->setObjectName(QStringLiteral("passphraseCurrentTyped"));
    m_currentFile->setObjectName(QStringLiteral("passphraseCurrentFile"));
    m_newRandom->setObjectName(QStringLiteral("passphraseNewRandom"));
    m_newTyped->setObjectName(QStringLiteral("passphraseNewTyped"));
    m_intoFile->setObjectName(QStringLiteral("passphraseIntoFile"));
    m_result->setObjectName(QStringLiteral("passphraseResult"));
    m_start->setObjectName(QStringLiteral("passphraseStart"));
    m_close->setObjectName(QStringLiteral("passphraseClose"));
    m_length->setObjectName(QStringLiteral("passphraseLength"));
    m_start->setDefault(true);
    m_close->setAutoDefault(false);
    makePrimary(*m_start, m_context.theme);
}

QWidget* PassphraseDialog::makeCurrent() {
    auto* box = new QGroupBox(tr("Current passphrase"), this);
    auto* column = new QVBoxLayout(box);
    for (QWidget* widget : {static_cast<QWidget*>(m_currentTyped), static_cast<QWidget*>(m_current),
                            static_cast<QWidget*>(m_currentFile)})
        column->addWidget(widget);
    return box;
}

QWidget* PassphraseDialog::makeNew() {
    auto* box = new QGroupBox(tr("New passphrase"), this);
    auto* column = new QVBoxLayout(box);
    for (QWidget* widget : {static_cast<QWidget*>(m_newTyped), static_cast<QWidget*>(m_new),
                            static_cast<QWidget*>(m_repeat), static_cast<QWidget*>(m_length),
                            static_cast<QWidget*>(m_intoFile), static_cast<QWidget*>(m_newRandom)})
        column->addWidget(widget);
    return box;
}

void PassphraseDialog::layOut() {
    for (QLabel* label : {m_length, m_meaning, m_result}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_result->hide();
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_start);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(makeCurrent());
    column->addWidget(makeNew());
    column->addWidget(m_meaning);
    column->addWidget(m_result);
    column->addStretch(1);
    column->addLayout(buttons);
}

void PassphraseDialog::lookForKeyFile() {
    m_context.session
        .ask([](workbench::Workbench& workbench) -> Result<bool> {
            return workbench.storageFacts().hasKeyFile;
        })
        .then(this, [this](const Result<bool>& answer) {
            m_hasKeyFile = answer.value_or(false);
            if (m_hasKeyFile && m_current->text().isEmpty()) m_currentFile->setChecked(true);
            reflect();
        });
}

QString PassphraseDialog::newProblem() const {
    if (m_newRandom->isChecked()) return {};
    const auto letters = m_new->text().size();
    if (letters == 0) return tr("Type it twice. Several words are better than one odd one.");
    if (!workbench::checkNewPassphrase(secretOf(*m_new).view()))
        return tr("%n character(s): at least 8 are needed.", nullptr, static_cast<int>(letters));
    if (m_repeat->text().isEmpty())
        return tr("%n character(s). Type it once more.", nullptr, static_cast<int>(letters));
    if (m_new->text() != m_repeat->text()) return tr("The two are not the same.");
    return {};
}

void PassphraseDialog::reflect() {
    const bool own = m_newTyped->isChecked();
    const bool free = !m_busy && !m_done;
    m_currentFile->setEnabled(free && m_hasKeyFile);
    m_currentTyped->setEnabled(free);
    m_current->setEnabled(free && m_currentTyped->isChecked());
    m_newRandom->setEnabled(free);
    m_newTyped->setEnabled(free);
    for (QWidget* widget : {static_cast<QWidget*>(m_new), static_cast<QWidget*>(m_repeat),
                            static_cast<QWidget*>(m_intoFile)})
        widget->setEnabled(free && own);
    const QString wrong = newProblem();
    m_length->setText(wrong.isEmpty() && own
                          ? tr("%n character(s).", nullptr, static_cast<int>(m_new->text().size()))
                          : wrong);
    m_length->setVisible(own && !m_done);
    if (!own || m_intoFile->isChecked())
        m_meaning->setText(tr("The key file beside the workspace opens it without anybody typing "
                              "anything: whoever can read that file can use the CA."));
    else
        m_meaning->setText(tr("Only you will know it. A key file with the old passphrase is "
                              "removed, and nobody can open the workspace without the new one: "
                              "there is no way around it."));
    m_meaning->setVisible(!m_done);
    const bool known = m_currentFile->isChecked() ? m_hasKeyFile : !m_current->text().isEmpty();
    m_start->setEnabled(free && known && wrong.isEmpty());
    m_start->setText(m_busy ? tr("Changing…") : tr("Change the passphrase"));
    m_start->setVisible(!m_done);
    m_close->setText(m_done ? tr("Close") : tr("Cancel"));
    // A change that has begun goes to its end, and the operator has to know how it ended.
    m_close->setEnabled(!m_busy);
}

void PassphraseDialog::reject() {
    if (!m_busy) QDialog::reject();
}

void PassphraseDialog::closeEvent(QCloseEvent* event) {
    if (m_busy)
        event->ignore();
    else
        QDialog::closeEvent(event);
}

void PassphraseDialog::start() {
    if (!m_start->isEnabled()) return;
    std::shared_ptr<const SecretBytes> current;
    if (m_currentTyped->isChecked()) current = taken(*m_current);
    std::shared_ptr<const SecretBytes> next;
    if (m_newTyped->isChecked()) {
        next = taken(*m_new);
        taken(*m_repeat);
    }
    const bool intoFile = !next || m_intoFile->isChecked();
    m_busy = true;
    m_result->hide();
    reflect();
    m_context.session
        .run(
            tr("Changing the passphrase"),
            [current, next, intoFile](workbench::Workbench& workbench, workbench::JobControl&)
                -> Result<workbench::PassphraseChange> {
                workbench::NewPassphrase wanted;
                if (next) wanted.text = next->clone();
                wanted.intoKeyFile = intoFile;
                if (current)
                    return workbench.maintenance().changePassphrase(*current, std::move(wanted));
                SCEPTER_TRY(kept, workbench::findPassphrase(workbench.path(), {}));
                return workbench.maintenance().changePassphrase(kept, std::move(wanted));
            },
            false)
        .then(this, [this](const Result<workbench::PassphraseChange>& answer) { finish(answer); });
}

void PassphraseDialog::finish(const Result<workbench::PassphraseChange>& answer) {
    m_busy = false;
    m_done = answer.has_value();
    reflect();
    if (!answer) {
        const Problem problem = problemOf(answer.error(), m_context.session.clock().now());
        const bool wrong = answer.error().code == ErrorCode::PassphraseWrong;
        say(wrong ? tr("The passphrase was not changed: the current one is wrong.")
                  : QStringList{tr("The passphrase was not changed."), problem.summary, problem.why,
                                problem.action}
                        .join(QLatin1Char(' ')),
            Tone::Error);
        m_current->setFocus();
        return;
    }
    QString file;
    switch (answer->keyFile) {
    case workbench::KeyFile::WrittenBeside:
        file = tr("The new one stands in a file beside the key file, whose name ends in .new; it "
                  "opens the workspace too.");
        break;
    case workbench::KeyFile::Written:
        file = tr("The key file holds the new one.");
        break;
    case workbench::KeyFile::Removed:
        file = tr("The key file with the old one was removed.");
        break;
    case workbench::KeyFile::Untouched:
        file = tr("No key file was touched.");
        break;
    }
    say(tr("The passphrase was changed.") + QLatin1Char(' ') + file + QLatin1Char(' ') +
            tr("Backups made before open with the old one.") +
            (answer->trouble
                 ? QLatin1Char(' ') +
                       tr("Not all of it went well: %1").arg(text(answer->trouble->detail))
                 : QString()),
        answer->trouble ? Tone::Warning : Tone::Ok);
    m_close->setDefault(true);
    m_close->setFocus();
}

void PassphraseDialog::say(const QString& text, Tone tone) {
    QPalette palette = m_result->palette();
    palette.setColor(QPalette::WindowText, m_context.theme.tone(tone).strong);
    m_result->setPalette(palette);
    m_result->setText(text);
    m_result->setAccessibleName(text);
    m_result->show();
    growToFit(*this);
    QAccessibleEvent event(m_result, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace scepter::ui
