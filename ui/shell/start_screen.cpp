#include "shell/start_screen.h"

#include "shell/workspace_opener.h"
#include "theme/tinted_icon.h"
#include "widgets/action_button.h"
#include "widgets/card.h"
#include "widgets/message_bar.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kWidth = 640;
constexpr int kPicture = 56;

QPushButton* choice(const QString& name, const QString& text, Icon icon, QWidget* parent) {
    auto* button = new QPushButton(tintedIcon(icon), text, parent);
    button->setObjectName(name);
    button->setMinimumHeight(36);
    return button;
}

} // namespace

StartScreen::StartScreen(const Theme& theme, WorkspaceOpener& opener, QWidget* parent)
    : QWidget(parent)
    , m_opener(opener)
    , m_messages(new MessageBar(theme, this))
    , m_recent(new Card(theme, tr("Recent workspaces"), this)) {
    setObjectName(QStringLiteral("startScreen"));
    m_messages->setObjectName(QStringLiteral("startMessages"));
    auto* picture = new QLabel(this);
    picture->setPixmap(programPicture(kPicture, devicePixelRatioF()));
    auto* title = new QLabel(tr("Scepter"), this);
    title->setFont(Theme::titleFont());
    auto* text =
        new QLabel(tr("A workspace holds one CA with its requests, certificates and codes. "
                      "Make one, or open one that is there."),
                   this);
    text->setWordWrap(true);
    auto* lab =
        choice(QStringLiteral("startLab"), tr("Set up a lab at one click"), Icon::Play, this);
    lab->setToolTip(tr("Makes a CA, an RA and three endpoints in your data folder, and starts them "
                       "on this machine only."));
    makePrimary(*lab, theme);
    auto* create = choice(QStringLiteral("startNew"), tr("New workspace…"), Icon::Add, this);
    auto* open = choice(QStringLiteral("startOpen"), tr("Open workspace…"), Icon::Open, this);
    auto* restore =
        choice(QStringLiteral("startRestore"), tr("Restore a backup…"), Icon::Restore, this);
    auto* box = new QWidget(this);
    box->setMaximumWidth(kWidth);
    auto* column = new QVBoxLayout(box);
    column->setSpacing(12);
    column->addWidget(picture);
    column->addWidget(title);
    column->addWidget(text);
    column->addWidget(m_messages);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton* button : {lab, create, open, restore})
        buttons->addWidget(button);
    column->addLayout(buttons);
    column->addWidget(m_recent);
    auto* layout = new QVBoxLayout(this);
    layout->addStretch(1);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(box, 8);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addStretch(2);
    connect(lab, &QPushButton::clicked, this, &StartScreen::labRequested);
    connect(create, &QPushButton::clicked, this, &StartScreen::newRequested);
    connect(open, &QPushButton::clicked, this, &StartScreen::openRequested);
    connect(restore, &QPushButton::clicked, this, &StartScreen::restoreRequested);
    connect(&opener, &WorkspaceOpener::recentChanged, this, &StartScreen::fillRecent);
    fillRecent();
}

void StartScreen::showProblem(const QString& path, const Problem& problem,
                              const QString& actionText, std::function<void()> action) {
    forgetProblems();
    QStringList parts{tr("%1 was not opened.").arg(QFileInfo(path).fileName()), problem.summary,
                      problem.action};
    parts.removeAll(QString());
    m_messages->show(Message{.kind = MessageKind::Error,
                             .text = parts.join(QLatin1Char(' ')),
                             .details = path + QLatin1Char('\n') + problem.details,
                             .key = problem.code,
                             .actionText = actionText,
                             .action = std::move(action)});
}

void StartScreen::say(const Message& message) {
    forgetProblems();
    m_messages->show(message);
}

void StartScreen::forgetProblems() {
    while (m_messages->dismissTop()) {
    }
}

void StartScreen::fillRecent() {
    if (m_recentList != nullptr) m_recentList->deleteLater();
    m_recentList = new QWidget(m_recent);
    auto* list = new QVBoxLayout(m_recentList);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(2);
    const QStringList recent = m_opener.recent();
    m_recent->setVisible(!recent.isEmpty());
    for (const QString& path : recent) {
        auto* button = new QToolButton(m_recentList);
        button->setAutoRaise(true);
        button->setIcon(tintedIcon(Icon::Workspace));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setText(QFileInfo(path).fileName() + QStringLiteral("   ") +
                        QFileInfo(path).absolutePath());
        button->setToolTip(path);
        list->addWidget(button, 0, Qt::AlignLeading);
        connect(button, &QToolButton::clicked, this, [this, path] { Q_EMIT recentChosen(path); });
    }
    m_recent->body()->addWidget(m_recentList);
}

} // namespace scepter::ui
