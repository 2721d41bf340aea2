#include "dialogs/keys_dialog.h"

#include "shell/desktop.h"
#include "theme/tinted_icon.h"
#include "widgets/inline_note.h"
#include "widgets/message_bar.h"
#include "widgets/secret_edit.h"
#include "widgets/texts.h"
#include "widgets/wrap_label.h"
#include "workbench/write_file.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr QSize kUsualSize{720, 520};
constexpr int kMargin = 16;
constexpr std::size_t kLargestFile = std::size_t{1} << 20;
constexpr int kLongestPassword = 1024;

enum Column { What, Subject, Key, Origin, ColumnCount };

} // namespace

KeysDialog::KeysDialog(PageContext& pageContext, QWidget* parent)
    : RememberedWindow(pageContext, QStringLiteral("keys"), kUsualSize, parent)
    , m_list(new QTreeWidget(this))
    , m_note(new InlineNote(pageContext.theme, QStringLiteral("keysNote"), this))
    , m_addFile(new QPushButton(tintedIcon(Icon::Key), tr("Add a key &file…"), this))
    , m_filePassword(new SecretEdit({}, this))
    , m_openFile(new QPushButton(tr("&Open"), this))
    , m_password(new SecretEdit({}, this))
    , m_addPassword(new QPushButton(tintedIcon(Icon::Add), tr("&Add"), this))
    , m_forget(new QPushButton(tintedIcon(Icon::Remove), tr("Forget what was a&dded"), this)) {
    setObjectName(QStringLiteral("keysDialog"));
    setWindowTitle(tr("Keys for decryption"));
    build();
    connectAll();
    load();
}

void KeysDialog::showFor(PageContext& context, QWidget* parent) {
    if (auto* there = parent->findChild<KeysDialog*>(QString(), Qt::FindDirectChildrenOnly)) {
        there->raise();
        there->activateWindow();
        return;
    }
    (new KeysDialog(context, parent))->show();
}

// ---- building

void KeysDialog::build() {
    auto* words = new WrapLabel(
        tr("Messages are opened with the CA and RA keys of this workspace, and with what you add "
           "here. What you add is kept in memory only. It is forgotten when the workspace is "
           "closed or the program ends."),
        this);
    m_list->setObjectName(QStringLiteral("heldKeys"));
    m_list->setAccessibleName(tr("Keys at hand"));
    m_list->setColumnCount(ColumnCount);
    m_list->setHeaderLabels({tr("What"), tr("Certificate"), tr("Key"), tr("From")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setTabKeyNavigation(false);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(Subject, QHeaderView::Stretch);
    m_addFile->setObjectName(QStringLiteral("addKeyFile"));
    m_addFile->setAutoDefault(false);
    m_addFile->setToolTip(tr("PEM or DER, PKCS#8, PKCS#12, or certificates"));
    m_forget->setObjectName(QStringLiteral("forgetKeys"));
    m_forget->setAutoDefault(false);
    m_forget->setEnabled(false);
    auto* close = new QPushButton(tr("&Close"), this);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    m_filePasswordRow = makeFilePassword();
    auto* fileRow = new QHBoxLayout;
    fileRow->addWidget(m_addFile);
    fileRow->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_forget);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(8);
    layout->addWidget(words);
    layout->addWidget(&messages());
    layout->addWidget(m_list, 1);
    layout->addLayout(fileRow);
    layout->addWidget(m_filePasswordRow);
    layout->addWidget(makePassword());
    layout->addWidget(m_note);
    layout->addLayout(buttons);
}

QWidget* KeysDialog::makeFilePassword() {
    auto* row = new QWidget(this);
    auto* label = new QLabel(tr("Pass&word of the file"), row);
    label->setBuddy(m_filePassword);
    m_filePassword->setObjectName(QStringLiteral("filePassword"));
    m_filePassword->setAccessibleName(tr("Password of the file"));
    m_filePassword->setMaxLength(kLongestPassword);
    m_openFile->setObjectName(QStringLiteral("openKeyFile"));
    m_openFile->setAutoDefault(false);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(label);
    layout->addWidget(m_filePassword, 1);
    layout->addWidget(m_openFile);
    row->hide();
    return row;
}

QWidget* KeysDialog::makePassword() {
    auto* row = new QWidget(this);
    auto* label = new QLabel(tr("Challenge or &password"), row);
    label->setBuddy(m_password);
    label->setToolTip(tr("For messages that are encrypted to a password, and for key files"));
    m_password->setObjectName(QStringLiteral("addedPassword"));
    m_password->setAccessibleName(tr("Challenge or password"));
    m_password->setMaxLength(kLongestPassword);
    m_addPassword->setObjectName(QStringLiteral("addPassword"));
    m_addPassword->setAutoDefault(false);
    m_addPassword->setEnabled(false);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(label);
    layout->addWidget(m_password, 1);
    layout->addWidget(m_addPassword);
    return row;
}

void KeysDialog::connectAll() {
    connect(m_addFile, &QPushButton::clicked, this, &KeysDialog::chooseFile);
    const auto openFile = [this] {
        auto password = sharedSecretOf(*m_filePassword);
        m_filePassword->clear();
        tryFile(std::move(password), true);
    };
    connect(m_openFile, &QPushButton::clicked, this, openFile);
    connect(m_filePassword, &QLineEdit::returnPressed, this, openFile);
    connect(m_password, &QLineEdit::textChanged, this,
            [this](const QString& typed) { m_addPassword->setEnabled(!typed.isEmpty()); });
    connect(m_addPassword, &QPushButton::clicked, this, &KeysDialog::addPassword);
    connect(m_password, &QLineEdit::returnPressed, this, &KeysDialog::addPassword);
    connect(m_forget, &QPushButton::clicked, this, &KeysDialog::forget);
    connect(&context().session, &workbench::Session::inspectorKeysChanged, this, &KeysDialog::load);
    connect(&context().session, &workbench::Session::moved, this,
            [this](const workbench::Moves& moves) {
                if (moves.configuration) load();
            });
    connect(&context().theme, &Theme::changed, this, &KeysDialog::load);
}

// ---- the list

void KeysDialog::load() {
    using Items = std::vector<workbench::HeldItem>;
    context()
        .session.ask([](workbench::Workbench& workbench) { return workbench.inspector().held(); })
        .then(this, [this, turn = ++m_turn](const Result<Items>& answer) {
            if (turn != m_turn) return;
            const QString failed = tr("The keys could not be listed.");
            if (!answer) {
                messages().showProblem(failed, problem(answer.error()));
                return;
            }
            messages().resolveAbout(failed);
            list(*answer);
        });
}

void KeysDialog::list(const std::vector<workbench::HeldItem>& items) {
    using Kind = workbench::HeldItem::Kind;
    m_list->clear();
    bool added = false;
    int passwords = 0;
    for (const workbench::HeldItem& item : items) {
        QString what = text(item.label);
        Icon icon = Icon::Key;
        if (item.kind == Kind::Password) {
            what = tr("Password %1").arg(++passwords);
            icon = Icon::Lock;
        } else if (item.kind == Kind::Certificate) {
            what = tr("Certificate without a key");
            icon = Icon::Certificate;
        }
        auto* row = new QTreeWidgetItem(m_list, {what, text(item.subject), text(item.key),
                                                 item.added ? tr("added") : tr("this workspace")});
        row->setIcon(What, tintedIcon(icon));
        row->setToolTip(Subject, text(item.subject));
        added = added || item.added;
    }
    m_forget->setEnabled(added);
}

// ---- adding and forgetting

void KeysDialog::chooseFile() {
    context().desktop.chooseOpenFile(
        this, tr("Add a key file"),
        {tr("Keys and certificates (*.pem *.key *.der *.p12 *.pfx *.crt *.cer)"),
         tr("All files (*)")},
        [this](const QString& path) { addFile(path); });
}

void KeysDialog::addFile(const QString& path) {
    m_path = path;
    m_filePasswordRow->hide();
    tryFile(std::make_shared<const SecretBytes>(), false);
}

void KeysDialog::tryFile(std::shared_ptr<const SecretBytes> password, bool typed) {
    m_note->clear();
    m_openFile->setEnabled(false);
    context()
        .session
        .ask([path = m_path.toStdString(), label = QFileInfo(m_path).fileName().toStdString(),
              password = std::move(password)](workbench::Workbench& workbench) -> Result<bool> {
            SCEPTER_TRY(bytes, workbench::readFile(path, kLargestFile));
            const SecretBytes kept{ByteView(bytes)};
            wipeMemory(bytes.data(), bytes.size());
            SCEPTER_CHECK(workbench.inspector().addFile(kept.view(), label, password->view()));
            return true;
        })
        .then(this, [this, typed](const Result<bool>& answer) { finishFile(answer, typed); });
}

void KeysDialog::finishFile(const Result<bool>& answer, bool typed) {
    const QString name = QFileInfo(m_path).fileName();
    m_openFile->setEnabled(true);
    if (answer) {
        m_filePasswordRow->hide();
        m_note->say(Tone::Ok, tr("%1 was added.").arg(name));
        noteChange();
        return;
    }
    if (answer.error().code == ErrorCode::PassphraseWrong) {
        askFilePassword();
        if (typed)
            m_note->say(Tone::Error, tr("The password does not open the file."), m_filePassword);
        else
            m_note->say(Tone::Info, tr("%1 is encrypted: it needs its password.").arg(name));
        return;
    }
    m_filePasswordRow->hide();
    const Problem why = problem(answer.error());
    m_note->say(Tone::Error, tr("%1 was not added. %2 %3").arg(name, why.summary, why.why));
}

void KeysDialog::askFilePassword() {
    m_filePasswordRow->show();
    m_filePassword->clear();
    m_filePassword->setFocus();
}

void KeysDialog::addPassword() {
    if (m_password->text().isEmpty()) return;
    auto password = std::make_shared<SecretBytes>(secretOf(*m_password));
    m_password->clear();
    change(
        [password](workbench::Inspector& inspector) { inspector.addPassword(password->clone()); },
        tr("The password was added."), tr("The password was not added. %1 %2"));
}

void KeysDialog::forget() {
    change([](workbench::Inspector& inspector) { inspector.forgetAdded(); },
           tr("What was added is forgotten."), tr("What was added is not forgotten. %1 %2"));
}

void KeysDialog::change(std::function<void(workbench::Inspector&)> what, const QString& done,
                        const QString& failed) {
    context()
        .session
        .ask([what = std::move(what)](workbench::Workbench& workbench) -> Result<bool> {
            what(workbench.inspector());
            return true;
        })
        .then(this, [this, done, failed](const Result<bool>& answer) {
            if (answer) {
                m_note->say(Tone::Ok, done);
                noteChange();
                return;
            }
            const Problem why = problem(answer.error());
            m_note->say(Tone::Error, failed.arg(why.summary, why.why));
        });
}

void KeysDialog::noteChange() {
    Q_EMIT context().session.inspectorKeysChanged();
}

} // namespace scepter::ui
