#include "pages/settings_staged.h"

#include "shell/settings_table.h"

namespace scepter::ui {

namespace {

bool isAdmin(std::string_view key) {
    return key.starts_with("admin.");
}

} // namespace

std::vector<workbench::SettingText> StagedSettings::standardTexts() {
    std::vector<workbench::SettingText> texts = workbench::toTexts({});
    for (workbench::SettingText& text : workbench::adminTexts({}))
        texts.push_back(std::move(text));
    return texts;
}

void StagedSettings::setSaved(const std::vector<workbench::SettingText>& texts) {
    m_saved.clear();
    for (const auto& text : texts)
        m_saved.insert(QString::fromStdString(text.key), QString::fromStdString(text.value));
    prune();
}

void StagedSettings::setApplying(bool applying) {
    m_applying = applying;
    prune();
}

void StagedSettings::prune() {
    if (m_applying) return;
    m_staged.removeIf([this](const auto& entry) { return m_saved.value(entry.key()) == *entry; });
}

void StagedSettings::stage(const QString& key, const QString& value) {
    m_staged.insert(key, value);
    prune();
}

QString StagedSettings::value(const QString& key) const {
    const auto staged = m_staged.constFind(key);
    return staged == m_staged.constEnd() ? m_saved.value(key) : *staged;
}

std::vector<StagedSettings::Change> StagedSettings::changes() const {
    std::vector<Change> changes;
    for (const auto& text : standardTexts()) {
        const QString key = QString::fromStdString(text.key);
        if (isChanged(key)) changes.push_back({key, m_saved.value(key), m_staged.value(key)});
    }
    return changes;
}

Result<workbench::ResponderSettings> StagedSettings::wanted() const {
    std::vector<workbench::SettingText> texts;
    for (auto it = m_saved.constBegin(); it != m_saved.constEnd(); ++it)
        if (const std::string key = it.key().toStdString(); !isAdmin(key))
            texts.push_back({key, value(it.key()).toStdString()});
    return workbench::responderSettingsOf(texts);
}

Result<workbench::AdminSettings> StagedSettings::wantedAdmin() const {
    workbench::AdminSettings settings;
    for (auto it = m_saved.constBegin(); it != m_saved.constEnd(); ++it)
        if (const std::string key = it.key().toStdString(); isAdmin(key))
            SCEPTER_CHECK(workbench::setText(settings, key, value(it.key()).toStdString()));
    SCEPTER_CHECK(workbench::checkAdminSettings(settings));
    return settings;
}

QString StagedSettings::problem() const {
    if (const auto responder = wanted(); !responder)
        return QString::fromStdString(responder.error().detail);
    if (const auto admin = wantedAdmin(); !admin)
        return QString::fromStdString(admin.error().detail);
    return {};
}

QString StagedSettings::problemOf(const QString& key, const QString& value) {
    workbench::ResponderSettings responder;
    workbench::AdminSettings admin;
    const std::string name = key.toStdString();
    const auto set = isAdmin(name) ? workbench::setText(admin, name, value.toStdString())
                                   : workbench::setText(responder, name, value.toStdString());
    return set ? QString() : QString::fromStdString(set.error().detail);
}

} // namespace scepter::ui
