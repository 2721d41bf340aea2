#include "dialogs/restore_dialog.h"

#include "dialogs/setup_page.h"
#include "shell/desktop.h"
#include "widgets/action_button.h"
#include "widgets/field_list.h"
#include "widgets/message_bar.h"
#include "widgets/secret_edit.h"
#include "widgets/texts.h"
#include "workbench/passphrase.h"

#include <QCheckBox>
#include <QCloseEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

namespace {

using workbench::Place;

constexpr QSize kFirstSize{720, 640};
constexpr QSize kSmallest{520, 400};
constexpr QSize kFrame{16, 48}; // what the desktop puts around a window, about
constexpr int kMargin = 16;

QString wholeText(const QLineEdit* field) {
    return wholePath(field->text());
}

bool isThere(const std::string& path) {
    return QFileInfo::exists(QString::fromStdString(path));
}

} // namespace

RestoreDialog::RestoreDialog(const RestoreParts& parts, const QString& target,
                             const QString& openPath, QWidget* parent)
    : QDialog(parent)
    , m_parts(parts)
    , m_openPath(openPath)
    , m_stack(new QStackedWidget(this))
    , m_messages(new MessageBar(parts.theme, this))
    , m_backup(new QLineEdit(this))
    , m_backupNote(new InlineNote(parts.theme, QStringLiteral("restoreBackupNote"), this))
    , m_byKeyFile(
          new QRadioButton(tr("The &key file beside the backup, or beside the workspace"), this))
    , m_byFile(new QRadioButton(tr("A &file that holds the passphrase"), this))
    , m_byTyping(new QRadioButton(tr("I &type the passphrase"), this))
    , m_passphraseFile(new QLineEdit(this))
    , m_passphraseBrowse(new QPushButton(tr("Browse…"), this))
    , m_passphrase(new QLineEdit(this))
    , m_passphraseNote(new InlineNote(parts.theme, QStringLiteral("restorePassphraseNote"), this))
    , m_target(new QLineEdit(target, this))
    , m_targetNote(new InlineNote(parts.theme, QStringLiteral("restoreTargetNote"), this))
    , m_replace(new QCheckBox(tr("&Replace the workspace that is there"), this))
    , m_withdraw(
          new QCheckBox(tr("&Withdraw all unused codes, as some may have been used since the "
                           "backup"),
                        this))
    , m_plan(new InlineNote(parts.theme, QStringLiteral("restorePlan"), this))
    , m_facts(new FieldList(parts.theme, this))
    , m_factsText(new QLabel(this))
    , m_busy(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_go(new QPushButton(this))
    , m_question(this, [this](const Look& look) { showLook(look); }) {
    setObjectName(QStringLiteral("restoreDialog"));
    setWindowTitle(tr("Restore a backup"));
    setMinimumSize(kSmallest);
    for (QWidget* page : {makeForm(), makeResult()}) {
        auto* scroll = new QScrollArea(this);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setFocusPolicy(Qt::NoFocus);
        scroll->setWidget(page);
        m_stack->addWidget(scroll);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_stack, 1);
    column->addWidget(m_busy);
    column->addWidget(makeButtons());
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setMaximumHeight(4);
    m_busy->setAccessibleName(tr("Restoring"));
    m_busy->hide();
    if (screen() != nullptr) resize(kFirstSize.boundedTo(screen()->availableSize() - kFrame));
    look();
}

QWidget* RestoreDialog::makeForm() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(8);
    auto* title = new QLabel(tr("Restore a backup"), page);
    title->setFont(Theme::titleFont());
    auto* lead = new QLabel(tr("The backup is checked as a whole, then takes the place of the "
                               "workspace in one step. The file of the backup is only read."),
                            page);
    lead->setWordWrap(true);
    column->addWidget(title);
    column->addWidget(lead);
    column->addWidget(m_messages);
    auto* form = new QFormLayout;
    form->setSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    addPath(form, tr("&Backup:"), m_backup, QStringLiteral("restoreBackup"), m_backupNote);
    addPath(form, tr("Works&pace:"), m_target, QStringLiteral("restoreTarget"), m_targetNote);
    column->addLayout(form);
    m_replace->setObjectName(QStringLiteral("restoreReplace"));
    column->addWidget(m_replace);
    column->addWidget(makePassphrasePart());
    m_withdraw->setObjectName(QStringLiteral("restoreWithdraw"));
    column->addWidget(m_withdraw);
    column->addSpacing(8);
    column->addWidget(m_plan);
    column->addStretch(1);
    connect(m_replace, &QCheckBox::toggled, this, [this] { reflect(); });
    connect(m_withdraw, &QCheckBox::toggled, this, [this] { reflect(); });
    return page;
}

QWidget* RestoreDialog::makePassphrasePart() {
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 8, 0, 8);
    column->setSpacing(8);
    auto* heading = new QLabel(tr("Passphrase of the backup"), part);
    heading->setFont(Theme::strongFont());
    column->addWidget(heading);
    m_byKeyFile->setObjectName(QStringLiteral("restoreByKeyFile"));
    m_byFile->setObjectName(QStringLiteral("restoreByFile"));
    m_byTyping->setObjectName(QStringLiteral("restoreByTyping"));
    m_byKeyFile->setChecked(true);
    m_passphraseFile->setObjectName(QStringLiteral("restorePassphraseFile"));
    m_passphraseFile->setAccessibleName(tr("File that holds the passphrase"));
    m_passphraseBrowse->setAccessibleName(tr("Choose the file that holds the passphrase"));
    m_passphraseBrowse->setAutoDefault(false);
    m_passphrase->setObjectName(QStringLiteral("restorePassphrase"));
    m_passphrase->setAccessibleName(tr("Passphrase of the backup"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    auto* fileRow = new QHBoxLayout;
    fileRow->setSpacing(8);
    fileRow->addWidget(m_passphraseFile, 1);
    fileRow->addWidget(m_passphraseBrowse);
    column->addWidget(m_byKeyFile);
    column->addWidget(m_byFile);
    column->addLayout(fileRow);
    column->addWidget(m_byTyping);
    column->addWidget(m_passphrase);
    column->addWidget(m_passphraseNote);
    for (QRadioButton* choice : {m_byKeyFile, m_byFile, m_byTyping})
        connect(choice, &QRadioButton::toggled, this, [this] { reflect(); });
    for (QLineEdit* field : {m_passphraseFile, m_passphrase})
        connect(field, &QLineEdit::textChanged, this, [this] { reflect(); });
    connect(m_passphraseBrowse, &QPushButton::clicked, this, [this] { browse(m_passphraseFile); });
    return part;
}

QWidget* RestoreDialog::makeResult() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(8);
    auto* title = new QLabel(tr("The workspace is restored"), page);
    title->setFont(Theme::titleFont());
    m_factsText->setWordWrap(true);
    m_factsText->setObjectName(QStringLiteral("restoredText"));
    m_facts->setObjectName(QStringLiteral("restoredFacts"));
    column->addWidget(title);
    column->addWidget(m_factsText);
    column->addWidget(m_facts);
    column->addStretch(1);
    return page;
}

QWidget* RestoreDialog::makeButtons() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(kMargin, 12, kMargin, 12);
    row->setSpacing(8);
    m_cancel->setObjectName(QStringLiteral("restoreCancel"));
    m_cancel->setAutoDefault(false);
    m_go->setObjectName(QStringLiteral("restoreGo"));
    m_go->setDefault(true);
    makePrimary(*m_go, m_parts.theme);
    row->addWidget(m_cancel);
    row->addStretch(1);
    row->addWidget(m_go);
    connect(m_cancel, &QPushButton::clicked, this, &RestoreDialog::reject);
    connect(m_go, &QPushButton::clicked, this, [this] {
        if (m_restored) {
            hide();
            Q_EMIT openChosen(m_restoredPath);
        } else {
            start();
        }
    });
    return bar;
}

void RestoreDialog::addPath(QFormLayout* form, const QString& label, QLineEdit* field,
                            const QString& name, InlineNote* note) {
    field->setObjectName(name);
    auto* button = new QPushButton(tr("Browse…"), this);
    button->setObjectName(name + QStringLiteral("Browse"));
    button->setAutoDefault(false);
    QString spoken = label;
    spoken.remove(QLatin1Char('&'));
    button->setAccessibleName(tr("Browse: %1").arg(spoken));
    auto* caption = new QLabel(label, this);
    caption->setBuddy(field);
    form->addRow(caption, withNote(field, note, button));
    connect(field, &QLineEdit::textChanged, this, [this] { look(); });
    connect(button, &QPushButton::clicked, this, [this, field] { browse(field); });
}

void RestoreDialog::browse(QLineEdit* field) {
    const auto chosen = [field](const QString& path) { field->setText(path); };
    if (field == m_target)
        m_parts.desktop.chooseSaveFile(
            this, tr("Workspace to restore"), QFileInfo(field->text()).fileName(),
            {tr("Scepter workspaces (*.scepter)"), tr("All files (*)")}, chosen);
    else
        m_parts.desktop.chooseOpenFile(this, tr("Restore a backup"), {tr("All files (*)")}, chosen);
}

void RestoreDialog::look() {
    const std::string backup = wholeText(m_backup).toStdString();
    const std::string target = wholeText(m_target).toStdString();
    m_question.ask([backup, target, open = m_openPath.toStdString()] {
        Look look;
        const QFileInfo from(QString::fromStdString(backup));
        look.isBackupThere = !backup.empty() && from.isFile();
        look.hasKeyFile = !backup.empty() && isThere(workbench::keyFileOf(backup));
        look.hasTargetKeyFile = !target.empty() && isThere(workbench::keyFileOf(target));
        look.place = workbench::examinePlace(target, false);
        look.isSame = look.isBackupThere && workbench::isSameFile(backup, target);
        look.isOpen = !open.empty() && workbench::isSameFile(target, open);
        return look;
    });
    reflect();
}

void RestoreDialog::showLook(const Look& look) {
    m_look = look;
    reflect();
}

bool RestoreDialog::replaces() const {
    return m_look.place == Place::Taken;
}

void RestoreDialog::sayBackup() {
    if (wholeText(m_backup).isEmpty())
        m_backupNote->say(Tone::Neutral, tr("A file that “Back up” has made, or a workspace file."),
                          m_backup);
    else if (m_question.isOpen())
        m_backupNote->say(Tone::Pending, tr("Looking…"), m_backup);
    else if (!m_look.isBackupThere)
        m_backupNote->say(Tone::Error, tr("There is no such file."), m_backup);
    else if (m_look.isSame)
        m_backupNote->say(Tone::Error, tr("This is the workspace itself. Choose a backup of it."),
                          m_backup);
    else
        m_backupNote->say(Tone::Ok, tr("The file is there."), m_backup);
}

void RestoreDialog::sayPassphrase() {
    m_passphraseFile->setEnabled(m_byFile->isChecked() && !m_running);
    m_passphraseBrowse->setEnabled(m_byFile->isChecked() && !m_running);
    m_passphrase->setEnabled(m_byTyping->isChecked() && !m_running);
    if (!m_byKeyFile->isChecked() || !m_look.isBackupThere || m_question.isOpen())
        m_passphraseNote->say(Tone::Neutral, {});
    else if (m_look.hasKeyFile)
        m_passphraseNote->say(Tone::Ok, tr("A key file is beside the backup."));
    else if (m_look.hasTargetKeyFile)
        m_passphraseNote->say(Tone::Info,
                              tr("The key file of the workspace is used. It fits if the "
                                 "passphrase was not changed since the backup."));
    else
        m_passphraseNote->say(Tone::Warning,
                              tr("There is no key file beside either. Type the passphrase, or name "
                                 "a file that holds it."));
}

void RestoreDialog::sayTarget() {
    m_replace->setVisible(replaces());
    if (m_question.isOpen()) {
        m_targetNote->say(Tone::Pending, tr("Looking…"), m_target);
        return;
    }
    switch (m_look.place) {
    case Place::Free:
    case Place::LoneKeyFile:
        m_targetNote->say(Tone::Ok, tr("No workspace is there yet."), m_target);
        return;
    case Place::Taken:
        m_targetNote->say(Tone::Info,
                          tr("A workspace is there. If you replace it, it is kept beside the new "
                             "one, as “….before-restore-TIME”."),
                          m_target);
        return;
    case Place::NoName:
        m_targetNote->say(Tone::Error, tr("Say which file the workspace is to be."), m_target);
        return;
    case Place::IsFolder:
        m_targetNote->say(Tone::Error, tr("This is a folder. Add the name of a file to it."),
                          m_target);
        return;
    case Place::LeftLog:
        m_targetNote->say(Tone::Error,
                          tr("The log of another workspace of that name is left there. Move it "
                             "away first."),
                          m_target);
        return;
    case Place::FreeInNewFolder:
    case Place::NoFolder:
        m_targetNote->say(Tone::Error, tr("Its folder is not there. Make it, or choose another."),
                          m_target);
        return;
    case Place::FolderReadOnly:
        m_targetNote->say(Tone::Error, tr("You may not make files in its folder."), m_target);
        return;
    }
}

void RestoreDialog::sayPlan() {
    QStringList plan{tr("What happens: the backup is copied, opened and checked: the file, the "
                        "ledger, the audit trail and every key. Only then does it become the "
                        "workspace."),
                     tr("The workspace is then as it was at the time of the backup. Certificates "
                        "that were issued later are still valid, but cannot be looked up or "
                        "revoked here; revocations made later are lost.")};
    if (replaces() && m_look.isOpen)
        plan.append(tr("The workspace is open now: once the backup was found good, it is closed "
                       "and its responder stops."));
    m_plan->say(Tone::Info, plan.join(QLatin1Char('\n')));
}

QString RestoreDialog::blocked() const {
    if (m_restored) return {};
    if (m_running) return tr("The backup is being restored.");
    if (wholeText(m_backup).isEmpty()) return tr("Choose a backup.");
    if (m_question.isOpen()) return tr("Looking at the files…");
    if (!m_look.isBackupThere || m_look.isSame) return m_backupNote->text();
    const bool isPossible = m_look.place == Place::Free || m_look.place == Place::Taken ||
                            m_look.place == Place::LoneKeyFile;
    if (!isPossible) return m_targetNote->text();
    if (replaces() && !m_replace->isChecked())
        return tr("A workspace is there: say that it is to be replaced, or choose another place.");
    if (m_byFile->isChecked() && wholeText(m_passphraseFile).isEmpty())
        return tr("Choose the file that holds the passphrase.");
    if (m_byTyping->isChecked() && m_passphrase->text().isEmpty())
        return tr("Type the passphrase of the backup.");
    if (m_byKeyFile->isChecked() && !m_look.hasKeyFile && !m_look.hasTargetKeyFile)
        return m_passphraseNote->text();
    return {};
}

void RestoreDialog::reflect() {
    if (!m_restored) {
        sayBackup();
        sayPassphrase();
        sayTarget();
        sayPlan();
    }
    const QString why = blocked();
    m_go->setEnabled(why.isEmpty());
    m_go->setToolTip(why);
    m_go->setAccessibleDescription(why);
    QString text = replaces() ? tr("Replace the workspace") : tr("Restore the workspace");
    if (m_restored) text = tr("&Open the workspace");
    m_go->setText(text);
    m_cancel->setText(m_restored ? tr("Close") : tr("Cancel"));
    m_cancel->setEnabled(!m_running);
    m_cancel->setToolTip(m_running ? tr("The last steps must not be interrupted.") : QString());
    m_busy->setVisible(m_running);
    for (QWidget* field : {static_cast<QWidget*>(m_backup), static_cast<QWidget*>(m_target),
                           static_cast<QWidget*>(m_replace), static_cast<QWidget*>(m_withdraw),
                           static_cast<QWidget*>(m_byKeyFile), static_cast<QWidget*>(m_byFile),
                           static_cast<QWidget*>(m_byTyping)})
        field->setEnabled(!m_running);
}

workbench::RestoreOptions RestoreDialog::options() const {
    workbench::RestoreOptions options;
    options.backup = wholeText(m_backup).toStdString();
    options.target = wholeText(m_target).toStdString();
    options.replace = replaces() && m_replace->isChecked();
    options.withdrawCodes = m_withdraw->isChecked();
    options.actor = m_parts.actor;
    if (m_byFile->isChecked()) options.passphraseFile = wholeText(m_passphraseFile).toStdString();
    if (m_byTyping->isChecked()) options.passphrase = sharedSecretOf(*m_passphrase);
    return options;
}

void RestoreDialog::start() {
    if (!blocked().isEmpty()) return;
    while (m_messages->dismissTop()) {
    }
    const workbench::RestoreOptions wanted = options();
    m_running = true;
    m_restoredPath = QString::fromStdString(wanted.target);
    m_jobs
        .start(
            tr("Check the backup"),
            [wanted, open = m_openPath.toStdString(),
             &clock = m_parts.clock](workbench::JobControl& /*control*/) -> Result<Prepared> {
                SCEPTER_TRY(restoration, workbench::Restoration::prepare(wanted, clock));
                const bool replacesOpen =
                    !open.empty() && workbench::isSameFile(wanted.target, open);
                return Prepared{std::move(restoration), replacesOpen};
            },
            false)
        .then(this, [this](const Result<Prepared>& answer) { checked(answer); });
    reflect();
}

void RestoreDialog::checked(const Result<Prepared>& answer) {
    if (!answer) {
        showFailure(answer.error());
        return;
    }
    m_restoration = answer->restoration;
    if (!answer->replacesOpen) {
        publish();
        return;
    }
    m_openPath.clear();
    Q_EMIT closeNeeded();
}

void RestoreDialog::goOnClosed() {
    if (m_restoration) publish();
}

void RestoreDialog::publish() {
    m_jobs
        .start(
            tr("Restore a backup"),
            [restoration = std::exchange(m_restoration, nullptr)](
                workbench::JobControl& /*control*/) { return restoration->publish(); },
            false)
        .then(this, [this](const Answer& answer) { end(answer); });
}

void RestoreDialog::showFailure(const Error& error) {
    m_running = false;
    m_messages->showProblem(error.code == ErrorCode::StoreCorrupt
                                ? tr("The backup is not sound, and was not restored.")
                                : tr("The backup was not restored; nothing was changed."),
                            problemOf(error, m_parts.clock.now()));
    look();
}

void RestoreDialog::end(const Answer& answer) {
    if (!answer) {
        showFailure(answer.error());
        return;
    }
    m_running = false;
    m_restored = true;
    m_passphrase->clear();
    showRestored(*answer);
    m_stack->setCurrentIndex(1);
    reflect();
    m_go->setFocus();
}

void RestoreDialog::showRestored(const workbench::Restored& restored) {
    const auto& facts = restored.facts;
    const QLocale locale;
    m_factsText->setText(tr("It is as it was at %1. What was done after that is not in it: "
                            "certificates that were issued cannot be looked up or revoked here, "
                            "and revocations are not on its CRLs. CRL numbers go on far beyond the "
                            "last one that may have been published.")
                             .arg(absoluteTime(facts.lastChange, locale)));
    m_facts->clear();
    m_facts->add({.name = tr("Workspace"), .value = m_restoredPath});
    m_facts->add({.name = tr("Certificates"), .value = locale.toString(facts.certificates)});
    m_facts->add({.name = tr("Audit lines"), .value = locale.toString(facts.auditLines)});
    if (facts.pending > 0)
        m_facts->add(
            {.name = tr("Pending requests"),
             .value =
                 tr("%1: they may have been decided since").arg(locale.toString(facts.pending)),
             .tone = Tone::Warning});
    if (facts.codesWithdrawn > 0)
        m_facts->add(
            {.name = tr("Codes withdrawn"), .value = locale.toString(facts.codesWithdrawn)});
    else if (facts.codesUnused > 0)
        m_facts->add({.name = tr("Unused codes"),
                      .value = tr("%1: some may have been used since; look through them on the "
                                  "page Challenges")
                                   .arg(locale.toString(facts.codesUnused)),
                      .tone = Tone::Warning});
    if (!restored.before.empty())
        m_facts->add({.name = tr("What was there before"), .value = text(restored.before)});
    if (!restored.keyFileBefore.empty())
        m_facts->add({.name = tr("Its key file"), .value = text(restored.keyFileBefore)});
}

void RestoreDialog::reject() {
    if (m_running) return;
    m_passphrase->clear();
    QDialog::reject();
}

void RestoreDialog::closeEvent(QCloseEvent* event) {
    if (m_running)
        event->ignore();
    else
        QDialog::closeEvent(event);
}

} // namespace scepter::ui
