// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/standin_profiles_tab.h"

#include "shell/desktop.h"
#include "theme/tinted_icon.h"
#include "widgets/inline_note.h"
#include "widgets/inline_question.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"
#include "widgets/wrap_label.h"
#include "workbench/write_file.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

using standin::ScepProfile;

constexpr std::size_t kMaxFile = std::size_t{1} << 20;

QPushButton* pushButton(const QString& text, const char* name, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    return button;
}

QString jsonOf(const ScepProfile& profile) {
    return text(standin::toJson(profile)).trimmed();
}

} // namespace

StandInProfilesTab::StandInProfilesTab(PageContext& context, MessageBar& messages, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_messages(messages)
    , m_question(new InlineQuestion(context.theme, this))
    , m_profile(new QComboBox(this))
    , m_remove(pushButton(tr("Remove"), "standInProfileRemove", this))
    , m_json(new QPlainTextEdit(this))
    , m_problem(new InlineNote(context.theme, QStringLiteral("standInProfileProblem"), this))
    , m_discard(pushButton(tr("Discard"), "standInProfileDiscard", this))
    , m_apply(pushButton(tr("Apply"), "standInProfileApply", this)) {
    m_profile->setObjectName(QStringLiteral("standInProfiles"));
    m_profile->setAccessibleName(tr("Profile"));
    m_profile->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_profile->setMinimumContentsLength(20);
    auto* label = new QLabel(tr("Profile"), this);
    label->setBuddy(m_profile);
    auto* import = pushButton(tr("Import…"), "standInProfileImport", this);
    import->setIcon(tintedIcon(Icon::Import));
    m_remove->setIcon(tintedIcon(Icon::Remove));
    m_json->setObjectName(QStringLiteral("standInProfileJson"));
    m_json->setAccessibleName(tr("The profile as JSON"));
    m_json->setFont(Theme::monospace());
    m_json->setTabChangesFocus(true);
    m_json->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(label);
    head->addWidget(m_profile);
    head->addWidget(import);
    head->addWidget(m_remove);
    head->addStretch(1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_problem, 1000);
    foot->addStretch(1);
    foot->addWidget(m_discard, 0, Qt::AlignBottom);
    foot->addWidget(m_apply, 0, Qt::AlignBottom);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_question);
    column->addLayout(head);
    column->addWidget(new WrapLabel(
        tr("What a device with this profile asks for. {{Variables}} stand for what is known of the "
           "device; a challenge says what they come to."),
        this));
    column->addWidget(m_json, 1);
    column->addLayout(foot);
    connect(m_profile, &QComboBox::activated, this, &StandInProfilesTab::choose);
    connect(import, &QPushButton::clicked, this, &StandInProfilesTab::import);
    connect(m_remove, &QPushButton::clicked, this, &StandInProfilesTab::remove);
    connect(m_json, &QPlainTextEdit::textChanged, this, &StandInProfilesTab::reflect);
    connect(m_discard, &QPushButton::clicked, this, [this] { show(m_shown); });
    connect(m_apply, &QPushButton::clicked, this, &StandInProfilesTab::apply);
    reflect();
}

const std::vector<ScepProfile>& StandInProfilesTab::profiles() const {
    return m_context.session.standIns().settings().intune.profiles;
}

const ScepProfile* StandInProfilesTab::current() const {
    const auto found = std::ranges::find(profiles(), m_shown.toStdString(), &ScepProfile::id);
    return found == profiles().end() ? nullptr : &*found;
}

void StandInProfilesTab::follow() {
    if (!m_context.session.standIns().isKnown()) return;
    m_profile->clear();
    for (const ScepProfile& one : profiles())
        m_profile->addItem(text(one.id), text(one.id));
    const ScepProfile* now = current();
    if (now == nullptr || !hasChanges()) {
        show(now == nullptr ? text(profiles().front().id) : m_shown);
        return;
    }
    m_base = jsonOf(*now);
    m_profile->setCurrentIndex(m_profile->findData(m_shown));
    reflect();
}

void StandInProfilesTab::show(const QString& id) {
    m_shown = id;
    const ScepProfile* now = current();
    m_base = now == nullptr ? QString() : jsonOf(*now);
    m_profile->setCurrentIndex(m_profile->findData(id));
    if (m_json->toPlainText() != m_base) m_json->setPlainText(m_base);
    reflect();
}

void StandInProfilesTab::choose() {
    const QString wanted = m_profile->currentData().toString();
    if (wanted == m_shown) return;
    m_profile->setCurrentIndex(m_profile->findData(m_shown));
    leave([this, wanted] { show(wanted); });
}

bool StandInProfilesTab::hasChanges() const {
    return m_json->toPlainText() != m_base;
}

bool StandInProfilesTab::leave(const std::function<void()>& goOn) {
    if (!hasChanges()) {
        goOn();
        return true;
    }
    m_question->ask(Tone::Warning, tr("Profile %1 has changes that are not applied.").arg(m_shown),
                    {{tr("Keep editing"), QStringLiteral("profileStay"), {}},
                     {tr("Discard the changes"), QStringLiteral("profileLeave"), [this, goOn] {
                          show(m_shown);
                          goOn();
                      }}});
    return false;
}

bool StandInProfilesTab::escape() {
    return m_question->escape();
}

void StandInProfilesTab::reflect() {
    const bool changed = hasChanges();
    QString wrong;
    if (changed) {
        const auto read = standin::profileFromJson(m_json->toPlainText().toStdString());
        if (!read) wrong = text(read.error().detail);
    }
    m_problem->say(Tone::Error, wrong, m_json);
    m_discard->setEnabled(changed);
    m_apply->setEnabled(changed && wrong.isEmpty());
    const bool last = m_context.session.standIns().settings().intune.profiles.size() < 2;
    m_remove->setEnabled(!last);
    m_remove->setToolTip(last ? tr("One profile must stay.") : QString());
}

// Another id makes another profile: the one in sight stays as it is.
void StandInProfilesTab::apply() {
    auto read = standin::profileFromJson(m_json->toPlainText().toStdString());
    if (!read) return;
    std::vector<ScepProfile> all = profiles();
    const auto same = std::ranges::find(all, read->id, &ScepProfile::id);
    const QString id = text(read->id);
    if (same == all.end())
        all.push_back(std::move(*read));
    else
        *same = std::move(*read);
    store(std::move(all), id);
    m_messages.showSuccess(tr("Profile “%1” is stored.").arg(id));
}

void StandInProfilesTab::remove() {
    std::vector<ScepProfile> all = profiles();
    if (all.size() < 2) return;
    m_question->ask(Tone::Warning, tr("Remove profile “%1”?").arg(m_shown),
                    {{tr("Keep it"), QStringLiteral("profileKeep"), {}},
                     {tr("Remove profile “%1”").arg(m_shown),
                      QStringLiteral("profileRemoveConfirm"), [this, all]() mutable {
                          std::erase_if(all, [id = m_shown.toStdString()](const ScepProfile& one) {
                              return one.id == id;
                          });
                          const QString next = text(all.front().id);
                          store(std::move(all), next);
                      }}});
}

void StandInProfilesTab::store(std::vector<ScepProfile> all, const QString& shown) {
    workbench::StandInSettings settings = m_context.session.standIns().settings();
    settings.intune.profiles = std::move(all);
    m_context.session.standIns().setSettings(std::move(settings));
    show(shown);
}

void StandInProfilesTab::import() {
    const auto chosen = [this](const QString& path) {
        m_context.session
            .ask([path = path.toStdString()](workbench::Workbench&) -> Result<ScepProfile> {
                SCEPTER_TRY(bytes, workbench::readFile(path, kMaxFile));
                return standin::profileFromJson(textOf(bytes));
            })
            .then(this, [this](const Result<ScepProfile>& read) {
                if (!read) {
                    m_messages.showProblem(
                        tr("No profile was imported."),
                        problemOf(read.error(), m_context.session.clock().now()));
                    return;
                }
                leave([this, profile = *read] {
                    m_json->setPlainText(jsonOf(profile));
                    apply();
                });
            });
    };
    m_context.desktop.chooseOpenFile(this, tr("Import a profile"),
                                     {tr("Profiles (*.json)"), tr("All files (*)")}, chosen);
}

} // namespace scepter::ui
