// What the settings page does with changes.
#include "pages/settings_apply_bar.h"
#include "pages/settings_page.h"
#include "pages/settings_row.h"
#include "shell/action_collection.h"
#include "shell/desktop.h"
#include "shell/save_file.h"
#include "shell/window_settings.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include "http/local_address.h"
#include "workbench/write_file.h"

#include <QListWidget>
#include <QSet>

namespace scepter::ui {

namespace {

constexpr std::size_t kMaxFile = std::size_t{1} << 20;
constexpr int kFirstFreePort = 1024;

QString addressKey() {
    return QStringLiteral("responder.address");
}
QString adminAddressKey() {
    return QStringLiteral("admin.address");
}
bool isExposed(const QString& address) {
    return !address.isEmpty() && !workbench::isLoopback(address.toStdString());
}
QString portKey() {
    return QStringLiteral("responder.port");
}

bool isAny(const std::string& address) {
    return address == "0.0.0.0" || address == "::" || address == "[::]";
}

/// Whether two addresses cannot both have the same port.
bool overlap(const std::string& one, const std::string& other) {
    return one == other || isAny(one) || isAny(other);
}

} // namespace

void SettingsPage::loadWorkspace() {
    const int turn = ++m_loadTurn;
    // What is typed before the values are there would be lost.
    for (const Section& section : m_sections)
        for (SettingRow* row : section.rows)
            if (row->setting().scope == SettingScope::Workspace)
                row->setEnabled(m_staged.isLoaded());
    session()
        .ask([](workbench::Workbench& workbench) -> Result<std::vector<workbench::SettingText>> {
            SCEPTER_TRY(texts, workbench.responderTexts());
            SCEPTER_TRY(admin, workbench.adminSettings());
            for (workbench::SettingText& text : workbench::adminTexts(admin))
                texts.push_back(std::move(text));
            return texts;
        })
        .then(this, [this, turn](const Result<std::vector<workbench::SettingText>>& answer) {
            if (turn != m_loadTurn) return;
            if (!answer) {
                messages().showProblem(tr("The settings of the workspace were not read."),
                                       problem(answer.error()));
                return;
            }
            m_staged.setSaved(*answer);
            reflectWorkspace();
        });
}

void SettingsPage::editWindow(const QString& key, const QVariant& value) {
    m_window.setValue(key, value);
    if (key.startsWith(QStringLiteral("capture/"))) reflectCapture();
}

void SettingsPage::editWorkspace(const QString& key, const QVariant& value) {
    if (!m_staged.isLoaded()) return;
    m_staged.stage(key, value.toString());
    reflectStaged();
    reflectNotes();
    if (key == addressKey() || key == portKey()) m_portSoon.start();
}

/// Values into the rows: what is being typed stays, as it is staged.
void SettingsPage::reflectWorkspace() {
    for (const Section& section : m_sections)
        for (SettingRow* row : section.rows) {
            const Setting& setting = row->setting();
            if (setting.scope != SettingScope::Workspace) continue;
            const QString value = m_staged.value(setting.key);
            row->setEnabled(true);
            row->setValue(setting.type == SettingType::Number ? QVariant(value.toInt())
                                                              : QVariant(value));
        }
    reflectStaged();
    reflectNotes();
    m_portSoon.start();
}

void SettingsPage::reflectStaged() {
    ApplyBar::State state;
    QSet<SettingCategory> changed;
    const bool staged = m_staged.any();
    for (const auto& change : m_staged.changes()) {
        const auto setting = settingOf(change.key);
        if (setting) changed.insert(listedUnder(setting->category));
        if (setting)
            state.changes.append(QStringLiteral("%1: %2 → %3")
                                     .arg(setting->label, valueText(*setting, change.before),
                                          valueText(*setting, change.after)));
    }
    state.running = session().responder().state == workbench::ResponderView::State::Running;
    if (const auto statistics = session().statistics()) state.connections = statistics->server.open;
    for (const QString& key : {addressKey(), adminAddressKey()})
        state.exposes = state.exposes || (staged && isExposed(m_staged.value(key)) &&
                                          !isExposed(m_staged.saved(key)));
    if (staged) state.problem = m_staged.problem();
    QString blocked;
    if (m_applying) blocked = tr("The settings are being applied.");
    if (!state.problem.isEmpty()) blocked = state.problem;
    if (!staged) blocked = tr("Nothing is changed.");
    setBlocked(m_apply, blocked);
    setBlocked(m_restart, blocked.isEmpty() && !state.running
                              ? tr("The responder does not run: apply is enough.")
                              : blocked);
    setBlocked(m_discard, staged ? QString() : tr("Nothing is changed."));
    m_apply->setText(state.exposes ? tr("&Apply and expose") : tr("&Apply"));
    m_restart->setText(state.exposes ? tr("Expose and &restart") : tr("Apply and &restart"));
    m_bar->setState(state);
    for (int i = 0; i < m_categories->count(); ++i) {
        QListWidgetItem* item = m_categories->item(i);
        const auto category = static_cast<SettingCategory>(item->data(Qt::UserRole).toInt());
        const bool marked = changed.contains(category);
        const QString name = categoryName(category);
        item->setText(marked ? name + QStringLiteral(" *") : name);
        item->setData(Qt::AccessibleTextRole,
                      marked ? tr("%1, changes not applied").arg(name) : name);
    }
}

/// What the texts themselves tell. The port is asked for elsewhere.
void SettingsPage::reflectNotes() {
    for (const Section& section : m_sections)
        for (SettingRow* row : section.rows) {
            const QString& key = row->setting().key;
            if (row->setting().scope != SettingScope::Workspace || key == portKey()) continue;
            const QString value = m_staged.value(key);
            const QString wrong =
                m_staged.isLoaded() ? StagedSettings::problemOf(key, value) : QString();
            if (!wrong.isEmpty())
                row->setNote(wrong, Tone::Error);
            else if (key == addressKey() && m_staged.isLoaded() && isExposed(value))
                row->setNote(tr("Exposed: other machines can reach the CA at this address."),
                             Tone::Warning);
            else if (key == adminAddressKey() && m_staged.isLoaded() && isExposed(value))
                row->setNote(tr("Exposed: other machines can log in at this address. It needs "
                                "TLS."),
                             Tone::Warning);
            else if (key == adminAddressKey() && m_staged.isLoaded() && value.isEmpty())
                row->setNote(tr("Off: accounts are not let in."));
            else if (key.endsWith(QStringLiteral("Bytes")) && value.toLongLong() >= 1024)
                row->setNote(QStringLiteral("= ") +
                             locale().formattedDataSize(value.toLongLong(), 1));
            else
                row->setNote({});
        }
}

void SettingsPage::listAddresses() {
    session()
        .ask([](workbench::Workbench&) -> Result<std::vector<http::LocalAddress>> {
            return http::localAddresses();
        })
        .then(this, [this](const Result<std::vector<http::LocalAddress>>& answer) {
            SettingRow* row = rowOf(addressKey());
            SettingRow* admin = rowOf(adminAddressKey());
            if (!answer || row == nullptr || admin == nullptr) return;
            QList<SettingChoice> choices;
            for (const auto& address : *answer) {
                const QString value = text(address.address);
                choices.append({value, address.isLoopback
                                           ? tr("%1 — this machine only").arg(value)
                                           : QStringLiteral("%1 — %2").arg(
                                                 value, text(address.interfaceName))});
            }
            choices.append({QStringLiteral("0.0.0.0"), tr("0.0.0.0 — all IPv4 addresses")});
            choices.append({QStringLiteral("::"), tr(":: — all addresses")});
            row->setSuggestions(choices);
            choices.prepend({QString(), tr("Off: accounts are not let in")});
            admin->setSuggestions(choices);
        });
}

void SettingsPage::checkPort() {
    if (!m_staged.isLoaded()) return;
    const int turn = ++m_portTurn;
    SettingRow* row = rowOf(portKey());
    const std::string address = m_staged.value(addressKey()).toStdString();
    const int port = m_staged.value(portKey()).toInt();
    const workbench::ResponderView& now = session().responder();
    if (now.state == workbench::ResponderView::State::Running && now.port == port &&
        overlap(now.address, address)) {
        row->setNote(tr("In use by this responder."), Tone::Ok);
        return;
    }
    if (port == 0 ||
        !StagedSettings::problemOf(addressKey(), QString::fromStdString(address)).isEmpty()) {
        row->setNote({});
        return;
    }
    session()
        .ask([address, port](workbench::Workbench&) -> Result<bool> {
            SCEPTER_CHECK(http::checkPort(address, static_cast<std::uint16_t>(port)));
            return true;
        })
        .then(this, [this, turn](const Result<bool>& answer) { showPort(turn, answer); });
}

void SettingsPage::showPort(int turn, const Result<bool>& answer) {
    if (turn != m_portTurn) return;
    SettingRow* row = rowOf(portKey());
    if (answer) {
        const workbench::ResponderView& now = session().responder();
        const bool elsewhere = now.state == workbench::ResponderView::State::Running &&
                               now.port != m_staged.value(portKey()).toInt();
        row->setNote(elsewhere ? tr("Free. The running responder listens at port %1.").arg(now.port)
                               : tr("Free."),
                     Tone::Ok);
        return;
    }
    switch (answer.error().code) {
    case ErrorCode::AddressInUse:
        row->setNote(tr("Another program uses this port."), Tone::Error);
        return;
    case ErrorCode::PortForbidden:
        row->setNote(
            tr("Ports below %1 need rights that Scepter does not have here.").arg(kFirstFreePort),
            Tone::Error);
        return;
    case ErrorCode::AddressNotHere:
        row->setNote({});
        rowOf(addressKey())->setNote(tr("This machine does not have this address."), Tone::Error);
        return;
    default:
        row->setNote(problem(answer.error()).summary, Tone::Warning);
        return;
    }
}

void SettingsPage::apply(bool restart) {
    auto wanted = m_staged.wanted();
    const auto admin = m_staged.wantedAdmin();
    if (!wanted || !admin || m_applying) return;
    m_applying = true;
    std::vector<workbench::SettingText> sent;
    for (const auto& entry : StagedSettings::standardTexts())
        sent.push_back(
            {entry.key, m_staged.value(QString::fromStdString(entry.key)).toStdString()});
    m_staged.setApplying(true);
    reflectStaged();
    using Options = std::shared_ptr<responder::ResponderOptions>;
    session()
        .ask([settings = std::move(*wanted), admin = *admin,
              &clock = session().clock()](workbench::Workbench& workbench) -> Result<Options> {
            // Files that do not work are not saved: the responder would not start any more.
            SCEPTER_TRY(options, workbench::responderOptions(settings, clock));
            if (admin.isOn()) SCEPTER_CHECK(workbench::adminOptions(admin));
            SCEPTER_CHECK(workbench.setResponderSettings(settings));
            SCEPTER_CHECK(workbench.setAdminSettings(admin));
            return std::make_shared<responder::ResponderOptions>(std::move(options));
        })
        .then(this, [this, restart, sent = std::move(sent)](const Result<Options>& answer) {
            applied(restart, sent, answer);
        });
}

void SettingsPage::applied(bool restart, const std::vector<workbench::SettingText>& sent,
                           Result<std::shared_ptr<responder::ResponderOptions>> answer) {
    m_applying = false;
    if (answer) m_staged.setSaved(sent);
    m_staged.setApplying(false);
    if (!answer) {
        reflectStaged();
        messages().showProblem(tr("The settings were not applied."), problem(answer.error()));
        return;
    }
    messages().resolve(QStringLiteral("leaving"));
    session().setResponderOptions(std::move(**answer));
    const bool running = session().responder().state == workbench::ResponderView::State::Running;
    if (restart && running) {
        m_restarting = true;
        session().restartResponder();
    } else {
        messages().showSuccess(running ? tr("Saved. It holds when the responder is restarted.")
                                       : tr("Saved. It holds when the responder is started."));
    }
    loadWorkspace();
    reflectWorkspace();
}

void SettingsPage::followResponder() {
    using State = workbench::ResponderView::State;
    const workbench::ResponderView& responder = session().responder();
    if (!m_restarting) return;
    if (responder.state == State::Running) {
        m_restarting = false;
        messages().showSuccess(tr("The responder listens at %1.").arg(text(responder.url)));
    } else if (responder.state == State::Failed && responder.error) {
        m_restarting = false;
        messages().showProblem(tr("The responder did not start again."), problem(*responder.error));
    }
}

void SettingsPage::exportSettings() {
    SettingsFile file;
    for (const Setting& setting : allSettings()) {
        if (setting.scope == SettingScope::Window) {
            const QVariant value = m_window.value(setting.key);
            if (value != setting.standard) file.window.insert(setting.key, value);
        } else if (m_staged.saved(setting.key) != setting.standard.toString()) {
            file.workspace.push_back(
                {setting.key.toStdString(), m_staged.saved(setting.key).toStdString()});
        }
    }
    for (const QAction* action : context().actions.actions())
        if (action->shortcut() != ActionCollection::defaultShortcut(action))
            file.shortcuts.insert(ActionCollection::idOf(action),
                                  action->shortcut().toString(QKeySequence::PortableText));
    saveThroughJob(context(), *this, tr("Export the settings"),
                   QStringLiteral("scepter-settings.json"), {tr("JSON (*.json)")},
                   tr("Exporting the settings"),
                   [file](workbench::Workbench&, workbench::JobControl&) -> Result<Bytes> {
                       return toJson(file);
                   });
}

void SettingsPage::importSettings() {
    context().desktop.chooseOpenFile(
        this, tr("Import settings"), {tr("JSON (*.json)"), tr("All files (*)")},
        [this](const QString& path) {
            session()
                .ask([path = path.toStdString()](workbench::Workbench&) -> Result<SettingsFile> {
                    SCEPTER_TRY(bytes, workbench::readFile(path, kMaxFile));
                    return settingsFromJson(bytes);
                })
                .then(this, [this](const Result<SettingsFile>& answer) {
                    if (answer)
                        takeIn(*answer);
                    else
                        messages().showProblem(tr("The settings were not imported."),
                                               problem(answer.error()));
                });
        });
}

void SettingsPage::takeIn(const SettingsFile& file) {
    QStringList ignored = file.ignored;
    for (auto it = file.window.begin(); it != file.window.end(); ++it)
        if (!m_window.setValue(it.key(), it.value())) ignored.append(it.key());
    for (auto it = file.shortcuts.begin(); it != file.shortcuts.end(); ++it) {
        QAction* action = context().actions.action(it.key());
        const QKeySequence keys = QKeySequence::fromString(it.value());
        if (action == nullptr || context().actions.conflict(action, keys) != nullptr)
            ignored.append(it.key());
        else
            context().actions.setShortcut(action, keys);
    }
    for (const auto& entry : file.workspace)
        m_staged.stage(QString::fromStdString(entry.key), QString::fromStdString(entry.value));
    reflectWorkspace();
    const int taken = static_cast<int>(file.window.size() + file.shortcuts.size() +
                                       static_cast<qsizetype>(file.workspace.size()) +
                                       file.ignored.size() - ignored.size());
    QString words = tr("%n setting(s) imported.", nullptr, taken);
    if (m_staged.any())
        words += QLatin1Char(' ') + tr("Those of the responder wait below to be applied.");
    if (ignored.isEmpty()) {
        messages().showSuccess(words);
        return;
    }
    messages().show({.kind = MessageKind::Warning,
                     .text = words + QLatin1Char(' ') +
                             tr("%n could not be used.", nullptr, static_cast<int>(ignored.size())),
                     .details = ignored.join(QLatin1Char('\n')),
                     .key = QStringLiteral("imported")});
}

void SettingsPage::checkIntegrity() {
    setBlocked(m_check, tr("The workspace is being checked."));
    session()
        .run(
            tr("Checking the workspace"),
            [](workbench::Workbench& workbench, workbench::JobControl&) {
                return workbench.checkConsistency();
            },
            false)
        .then(this, [this](const Result<std::vector<std::string>>& answer) {
            setBlocked(m_check, {});
            if (!answer) {
                messages().showProblem(tr("The workspace was not checked."),
                                       problem(answer.error()));
                return;
            }
            if (answer->empty()) {
                messages().showSuccess(tr("The workspace is sound: the database, the ledger and "
                                          "the codes agree."));
                return;
            }
            QStringList lines;
            for (const std::string& line : *answer)
                lines.append(text(line));
            messages().show({.kind = MessageKind::Error,
                             .text = tr("The workspace is damaged: %n problem(s). Back it up "
                                        "under another name, then restore a sound backup.",
                                        nullptr, static_cast<int>(lines.size())),
                             .details = lines.join(QLatin1Char('\n')),
                             .key = QStringLiteral("integrity")});
        });
}

} // namespace scepter::ui
