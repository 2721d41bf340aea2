#include "dialogs/backup_dialog.h"

#include "dialogs/grow_to_fit.h"
#include "shell/desktop.h"
#include "widgets/action_button.h"
#include "widgets/texts.h"
#include "workbench/maintenance.h"

#include <QAccessible>
#include <QCheckBox>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kWidth = 560;

} // namespace

struct BackupDialog::Outcome {
    workbench::BackupFacts facts;
};

BackupDialog::BackupDialog(PageContext& context, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_path(new QLineEdit(this))
    , m_choose(new QPushButton(tr("Choose…"), this))
    , m_withKey(new QCheckBox(tr("Copy the key file too"), this))
    , m_keyHelp(new QLabel(this))
    , m_result(new QLabel(this))
    , m_start(new QPushButton(tr("Back up"), this))
    , m_close(new QPushButton(tr("Close"), this)) {
    setObjectName(QStringLiteral("backupDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Back up the workspace"));
    m_path->setObjectName(QStringLiteral("backupPath"));
    m_choose->setObjectName(QStringLiteral("backupChoose"));
    m_withKey->setObjectName(QStringLiteral("backupWithKey"));
    m_result->setObjectName(QStringLiteral("backupResult"));
    m_start->setObjectName(QStringLiteral("backupStart"));
    m_close->setObjectName(QStringLiteral("backupClose"));
    m_start->setDefault(true);
    m_choose->setAutoDefault(false);
    m_close->setAutoDefault(false);
    makePrimary(*m_start, context.theme);
    const QFileInfo workspace(text(context.session.path()));
    const QString stamp =
        toDateTime(context.session.clock().now()).toString(QStringLiteral("yyyyMMdd-HHmmss"));
    m_path->setText(workspace.dir().filePath(
        QStringLiteral("%1-backup-%2.scepter").arg(workspace.completeBaseName(), stamp)));
    layOut(this);
    resize(kWidth, sizeHint().height());
    connect(m_path, &QLineEdit::textChanged, this, &BackupDialog::reflect);
    connect(m_withKey, &QCheckBox::toggled, this, &BackupDialog::reflect);
    connect(m_choose, &QPushButton::clicked, this, &BackupDialog::choose);
    connect(m_start, &QPushButton::clicked, this, &BackupDialog::start);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    lookForKeyFile();
    reflect();
}

void BackupDialog::layOut(QWidget* body) {
    auto* what = new QLabel(tr("The copy holds everything as of now: authorities, requests, "
                               "certificates, codes, the audit trail and the settings of the "
                               "responder. Devices are served while it is made."),
                            body);
    auto* label = new QLabel(tr("&File"), body);
    label->setBuddy(m_path);
    for (QLabel* one : {what, m_keyHelp, m_result})
        one->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_result->hide();
    auto* file = new QHBoxLayout;
    file->setSpacing(8);
    file->addWidget(label);
    file->addWidget(m_path, 1);
    file->addWidget(m_choose);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_start);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(what);
    column->addLayout(file);
    column->addWidget(m_withKey);
    column->addWidget(m_keyHelp);
    column->addWidget(m_result);
    column->addStretch(1);
    column->addLayout(buttons);
}

void BackupDialog::lookForKeyFile() {
    m_context.session
        .ask([](workbench::Workbench& workbench) -> Result<bool> {
            return workbench.storageFacts().hasKeyFile;
        })
        .then(this, [this](const Result<bool>& answer) {
            m_hasKeyFile = answer.value_or(false);
            m_looked = true;
            reflect();
        });
}

void BackupDialog::choose() {
    m_context.desktop.chooseSaveFile(this, windowTitle(), QFileInfo(m_path->text()).fileName(),
                                     {tr("Scepter workspaces (*.scepter)")},
                                     [this](const QString& path) { m_path->setText(path); });
}

void BackupDialog::reflect() {
    m_withKey->setEnabled(m_hasKeyFile && !m_busy);
    if (!m_looked)
        m_keyHelp->clear();
    else if (!m_hasKeyFile)
        m_keyHelp->setText(tr("The workspace has no key file: you keep its passphrase. The copy "
                              "opens with that passphrase only."));
    else if (m_withKey->isChecked())
        m_keyHelp->setText(tr("Whoever gets the copy and its key file has all keys of your CA. "
                              "Keep the two apart."));
    else
        m_keyHelp->setText(tr("The copy alone opens nothing: keep the key file of the workspace "
                              "somewhere else, or the copy is worthless when this disk fails."));
    m_start->setEnabled(!m_busy && !m_path->text().trimmed().isEmpty());
    m_start->setText(m_busy ? tr("Backing up…") : tr("Back up"));
    for (QWidget* widget : {static_cast<QWidget*>(m_path), static_cast<QWidget*>(m_choose)})
        widget->setEnabled(!m_busy);
}

void BackupDialog::say(const QString& text, Tone tone) {
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

void BackupDialog::start() {
    const QString path = m_path->text().trimmed();
    const bool withKey = m_withKey->isChecked() && m_hasKeyFile;
    m_busy = true;
    m_result->hide();
    reflect();
    m_context.session
        .run(
            tr("Backing up to %1").arg(QFileInfo(path).fileName()),
            [path = path.toStdString(),
             withKey](workbench::Workbench& workbench,
                      workbench::JobControl& control) -> Result<Outcome> {
                control.setProgress(0, 2);
                SCEPTER_CHECK(workbench.maintenance().backup(path, withKey));
                control.setProgress(1, 2);
                SCEPTER_TRY(facts, workbench.maintenance().verifyBackup(path));
                control.setProgress(2, 2);
                return Outcome{facts};
            },
            false)
        .then(this, [this, path](const Result<Outcome>& answer) { finish(path, answer); });
}

void BackupDialog::finish(const QString& path, const Result<Outcome>& answer) {
    m_busy = false;
    reflect();
    if (!answer) {
        const Problem problem = problemOf(answer.error(), m_context.session.clock().now());
        say(QStringList{tr("There is no sound backup."), problem.summary, problem.why,
                        problem.action}
                .join(QLatin1Char(' ')),
            Tone::Error);
        return;
    }
    const workbench::BackupFacts& facts = answer->facts;
    say(tr("Saved and checked: %1 (%2). It holds %3, %4 and %5.")
            .arg(path, locale().formattedDataSize(static_cast<qint64>(facts.bytes)),
                 tr("%n request(s)", nullptr, static_cast<int>(facts.requests)),
                 tr("%n certificate(s)", nullptr, static_cast<int>(facts.certificates)),
                 tr("%n line(s) of the audit trail", nullptr, static_cast<int>(facts.auditLines))),
        Tone::Ok);
    m_start->setDefault(false);
    m_close->setDefault(true);
    m_close->setFocus();
}

} // namespace scepter::ui
