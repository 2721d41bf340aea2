#include "dialogs/setup_workspace_page.h"

#include "shell/desktop.h"
#include "widgets/secret_edit.h"
#include "workbench/passphrase.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using workbench::Place;

constexpr int kMostSuggestions = 100;
constexpr int kFewCharacters = 16;

QStringList workspaceFilters() {
    return {SetupWorkspacePage::tr("Scepter workspaces (*.scepter)"),
            SetupWorkspacePage::tr("All files (*)")};
}

/// "ca-2.scepter" for "ca.scepter".
QString numbered(const QString& path, int number) {
    const QFileInfo file(path);
    return file.path() + QLatin1Char('/') + file.completeBaseName() + QLatin1Char('-') +
           QString::number(number) + QStringLiteral(".scepter");
}

bool isUsable(Place place) {
    return place == Place::Free || place == Place::FreeInNewFolder;
}

QString placeText(Place place, const QString& path) {
    const QString folder = QFileInfo(path).path();
    switch (place) {
    case Place::Free:
        return SetupWorkspacePage::tr("The file can be made there.");
    case Place::FreeInNewFolder:
        return SetupWorkspacePage::tr("The folder %1 is not there yet; it will be made, for you "
                                      "alone.")
            .arg(folder);
    case Place::NoName:
        return SetupWorkspacePage::tr("Give the file a name.");
    case Place::Taken:
        return SetupWorkspacePage::tr("A file of that name is there already. Choose another name, "
                                      "or open it instead.");
    case Place::IsFolder:
        return SetupWorkspacePage::tr("This is a folder. Add the name of a file to it.");
    case Place::LeftLog:
        return SetupWorkspacePage::tr("The log of another workspace of that name is left there "
                                      "(%1-wal or %1-journal). Move it away, or choose another "
                                      "name.")
            .arg(QFileInfo(path).fileName());
    case Place::LoneKeyFile:
        return SetupWorkspacePage::tr(
                   "The key file %1 is there without its workspace. If that workspace was moved, "
                   "this file may be all that opens it: move it there. Or choose another name.")
            .arg(QFileInfo(path).fileName() + QStringLiteral(".key"));
    case Place::FolderReadOnly:
        return SetupWorkspacePage::tr("You may not make files in %1. Choose another folder.")
            .arg(folder);
    case Place::NoFolder:
        return SetupWorkspacePage::tr("%1 cannot be a folder: a part of it is a file. Choose "
                                      "another folder.")
            .arg(folder);
    }
    return {};
}

} // namespace

SetupWorkspacePage::SetupWorkspacePage(const Theme& theme, Desktop& desktop,
                                       const QString& suggested, QWidget* parent)
    : SetupPage(theme, tr("Workspace"),
                tr("A workspace is one file: the CA with its keys, requests, certificates, codes "
                   "and settings."),
                parent)
    , m_desktop(desktop)
    , m_suggested(suggested)
    , m_new(new QRadioButton(tr("&Make a new workspace"), content()))
    , m_open(new QRadioButton(tr("&Open one that is there"), content()))
    , m_path(new QLineEdit(suggested, content()))
    , m_placeNote(new InlineNote(theme, QStringLiteral("setupPlaceNote"), content()))
    , m_keyFile(
          new QRadioButton(tr("A &random one, in a key file beside the workspace"), content()))
    , m_own(new QRadioButton(tr("One that I &keep myself"), content()))
    , m_keyFileNote(new InlineNote(theme, QStringLiteral("setupKeyFileNote"), content()))
    , m_passphrase(new QLineEdit(content()))
    , m_again(new QLineEdit(content()))
    , m_passphraseNote(new InlineNote(theme, QStringLiteral("setupPassphraseNote"), content()))
    , m_file(new QLineEdit(content()))
    , m_fileNote(new InlineNote(theme, QStringLiteral("setupFileNote"), content()))
    , m_placeQuestion(this, [this](const Look& look) { showPlace(look); })
    , m_fileQuestion(this, [this](const There& there) { showFile(there); }) {
    setObjectName(QStringLiteral("setupWorkspacePage"));
    auto* kinds = new QButtonGroup(this);
    kinds->addButton(m_new);
    kinds->addButton(m_open);
    m_new->setChecked(true);
    m_keyFile->setChecked(true);
    addChoice(body(), m_new, QStringLiteral("setupNew"), {});
    addChoice(body(), m_open, QStringLiteral("setupOpen"), {});
    m_newPart = makeNewPart();
    m_openPart = makeOpenPart();
    body()->addSpacing(8);
    body()->addWidget(m_newPart);
    body()->addWidget(m_openPart);
    body()->addStretch(1);
    connectFields();
    reflect();
}

QWidget* SetupWorkspacePage::makeNewPart() {
    auto* part = new QWidget(content());
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* label = new QLabel(tr("&File of the new workspace:"), part);
    label->setBuddy(m_path);
    m_path->setObjectName(QStringLiteral("setupPath"));
    auto* browse = new QPushButton(tr("&Browse…"), part);
    browse->setObjectName(QStringLiteral("setupPathBrowse"));
    browse->setAccessibleName(tr("Choose the file of the new workspace"));
    column->addWidget(label);
    column->addLayout(withBrowse(m_path, browse));
    column->addWidget(m_placeNote);
    column->addSpacing(8);
    auto* heading = new QLabel(tr("Passphrase: it protects every key in the workspace"), part);
    heading->setFont(Theme::strongFont());
    heading->setWordWrap(true);
    column->addWidget(heading);
    auto* keepers = new QButtonGroup(this);
    keepers->addButton(m_keyFile);
    keepers->addButton(m_own);
    addChoice(column, m_keyFile, QStringLiteral("setupKeyFile"),
              tr("The workspace opens without a question, also for a service without a window. "
                 "Whoever can read both files has the keys of the CA: keep backups of them "
                 "apart."));
    column->addWidget(m_keyFileNote);
    addChoice(column, m_own, QStringLiteral("setupOwnPassphrase"),
              tr("You are asked each time the workspace is opened. Nobody can open it without the "
                 "passphrase, and nobody can find out a lost one."));
    m_ownPart = makePassphraseFields();
    column->addWidget(m_ownPart);
    connect(browse, &QPushButton::clicked, this, [this] {
        m_desktop.chooseSaveFile(
            this, tr("New workspace"), QFileInfo(m_path->text()).fileName(),
            {tr("Scepter workspaces (*.scepter)")}, [this](const QString& path) {
                const bool hasEnding = !QFileInfo(path).suffix().isEmpty();
                m_path->setText(hasEnding ? path : path + QStringLiteral(".scepter"));
                m_touched = true;
                lookAtPlace();
            });
    });
    return part;
}

QWidget* SetupWorkspacePage::makePassphraseFields() {
    auto* part = new QWidget(content());
    auto* form = makeForm(part);
    for (QLineEdit* field : {m_passphrase, m_again}) {
        field->setEchoMode(QLineEdit::Password);
        field->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    }
    m_passphrase->setObjectName(QStringLiteral("setupPassphrase"));
    m_again->setObjectName(QStringLiteral("setupPassphraseAgain"));
    auto* show = new QCheckBox(tr("&Show what I type"), part);
    show->setObjectName(QStringLiteral("setupShowPassphrase"));
    form->addRow(tr("&Passphrase:"), m_passphrase);
    form->addRow(tr("On&ce more:"), m_again);
    form->addRow(QString(), show);
    form->addRow(m_passphraseNote);
    connect(show, &QCheckBox::toggled, this, [this](bool shown) {
        for (QLineEdit* field : {m_passphrase, m_again})
            field->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    });
    return part;
}

QWidget* SetupWorkspacePage::makeOpenPart() {
    auto* part = new QWidget(content());
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* label = new QLabel(tr("&File of the workspace:"), part);
    label->setBuddy(m_file);
    m_file->setObjectName(QStringLiteral("setupFile"));
    auto* browse = new QPushButton(tr("&Browse…"), part);
    browse->setObjectName(QStringLiteral("setupFileBrowse"));
    browse->setAccessibleName(tr("Choose the workspace to open"));
    column->addWidget(label);
    column->addLayout(withBrowse(m_file, browse));
    column->addWidget(m_fileNote);
    connect(browse, &QPushButton::clicked, this, [this] {
        m_desktop.chooseOpenFile(this, tr("Open workspace"), workspaceFilters(),
                                 [this](const QString& path) {
                                     m_file->setText(path);
                                     lookAtFile();
                                 });
    });
    return part;
}

void SetupWorkspacePage::connectFields() {
    connect(m_new, &QRadioButton::toggled, this, [this] { reflect(); });
    connect(m_keyFile, &QRadioButton::toggled, this, [this] { reflect(); });
    connect(m_path, &QLineEdit::textEdited, this, [this] {
        m_touched = true;
        lookAtPlace();
    });
    connect(m_file, &QLineEdit::textEdited, this, [this] { lookAtFile(); });
    for (QLineEdit* field : {m_passphrase, m_again})
        connect(field, &QLineEdit::textChanged, this, [this] { judgePassphrase(); });
}

void SetupWorkspacePage::enter(const SetupDraft& /*draft*/) {
    lookAtPlace();
}

void SetupWorkspacePage::reflect() {
    m_newPart->setVisible(m_new->isChecked());
    m_openPart->setVisible(!m_new->isChecked());
    m_ownPart->setVisible(m_own->isChecked());
    judgePassphrase();
    lookAtPlace();
    if (!m_new->isChecked()) lookAtFile();
}

void SetupWorkspacePage::lookAtPlace() {
    const QString path = wholePath(m_path->text());
    const bool withKeyFile = m_keyFile->isChecked();
    m_keyFileNote->say(Tone::Neutral,
                       withKeyFile && !path.isEmpty() && !path.endsWith(QLatin1Char('/'))
                           ? tr("Key file: %1. Only you will be able to read it.")
                                 .arg(path + QStringLiteral(".key"))
                           : QString());
    m_placeQuestion.ask([path, withKeyFile, mayChange = !m_touched] {
        Look look{path, workbench::examinePlace(path.toStdString(), withKeyFile)};
        const auto isTaken = [&look] {
            return look.place == Place::Taken || look.place == Place::LoneKeyFile;
        };
        for (int n = 2; mayChange && isTaken() && n < kMostSuggestions; ++n) {
            look.path = numbered(path, n);
            look.place = workbench::examinePlace(look.path.toStdString(), withKeyFile);
        }
        return look;
    });
    Q_EMIT changed();
}

void SetupWorkspacePage::showPlace(const Look& look) {
    m_look = look;
    if (!m_touched && wholePath(m_path->text()) != look.path) {
        m_suggested = look.path;
        m_path->setText(look.path);
        m_keyFileNote->say(Tone::Neutral,
                           m_keyFile->isChecked()
                               ? tr("Key file: %1. Only you will be able to read it.")
                                     .arg(look.path + QStringLiteral(".key"))
                               : QString());
    }
    Tone tone = Tone::Error;
    if (look.place == Place::Free) tone = Tone::Ok;
    if (look.place == Place::FreeInNewFolder) tone = Tone::Info;
    m_placeNote->say(tone, placeText(look.place, look.path), m_path);
    Q_EMIT changed();
}

void SetupWorkspacePage::lookAtFile() {
    const QString path = wholePath(m_file->text());
    m_there = There::Unknown;
    m_fileQuestion.drop();
    if (path.isEmpty())
        m_fileNote->say(Tone::Neutral, {}, m_file);
    else
        m_fileQuestion.ask([path] {
            const QFileInfo info(path);
            if (info.isDir()) return There::Folder;
            return info.exists() ? There::File : There::Nothing;
        });
    Q_EMIT changed();
}

void SetupWorkspacePage::showFile(There there) {
    m_there = there;
    if (there == There::File)
        m_fileNote->say(Tone::Ok, tr("The file is there."), m_file);
    else if (there == There::Folder)
        m_fileNote->say(Tone::Error, tr("This is a folder. Name a file in it."), m_file);
    else
        m_fileNote->say(Tone::Error, tr("There is no such file."), m_file);
    Q_EMIT changed();
}

void SetupWorkspacePage::judgePassphrase() {
    const auto characters = static_cast<int>(m_passphrase->text().size());
    if (m_own->isChecked() && characters > 0) {
        if (!workbench::checkNewPassphrase(secretOf(*m_passphrase).view()))
            m_passphraseNote->say(
                Tone::Error,
                tr("%n character(s): it needs at least 8, and at most 1000 bytes.", nullptr,
                   characters),
                m_passphrase);
        else if (m_again->text() != m_passphrase->text())
            m_passphraseNote->say(
                m_again->text().isEmpty() ? Tone::Info : Tone::Error,
                m_again->text().isEmpty()
                    ? tr("Type it once more, so that a slip does not lock you out.")
                    : tr("The two are not the same."),
                m_again);
        else if (characters < kFewCharacters)
            m_passphraseNote->say(
                Tone::Warning,
                tr("%n character(s). Somebody who has the file can try as many as he likes: five "
                   "random words are far better.",
                   nullptr, characters),
                m_passphrase);
        else
            m_passphraseNote->say(
                Tone::Ok,
                tr("%n character(s), both the same. How good it is depends on how it was chosen: "
                   "random words or letters, used nowhere else.",
                   nullptr, characters),
                m_passphrase);
    } else {
        m_passphraseNote->say(Tone::Neutral, {}, m_passphrase);
    }
    Q_EMIT changed();
}

QString SetupWorkspacePage::blocked() const {
    if (!m_new->isChecked()) {
        if (wholePath(m_file->text()).isEmpty()) return tr("Choose the workspace to open.");
        if (m_fileQuestion.isOpen()) return tr("Looking at the file…");
        return m_there == There::File ? QString() : m_fileNote->text();
    }
    if (m_placeQuestion.isOpen()) return tr("Looking at the folder…");
    if (!isUsable(m_look.place)) return placeText(m_look.place, m_look.path);
    if (m_keyFile->isChecked()) return {};
    if (m_passphrase->text().isEmpty()) return tr("Type a passphrase.");
    if (!workbench::checkNewPassphrase(secretOf(*m_passphrase).view()) ||
        m_again->text() != m_passphrase->text())
        return m_passphraseNote->text();
    return {};
}

void SetupWorkspacePage::write(SetupDraft& draft) const {
    draft.openExisting = !m_new->isChecked();
    draft.path = wholePath(draft.openExisting ? m_file->text() : m_path->text());
    draft.newFolder = m_look.place == Place::FreeInNewFolder;
    draft.passphrase.reset();
    if (!m_own->isChecked() || draft.openExisting) return;
    draft.passphrase = sharedSecretOf(*m_passphrase);
}

void SetupWorkspacePage::wipe() {
    m_passphrase->clear();
    m_again->clear();
}

} // namespace scepter::ui
