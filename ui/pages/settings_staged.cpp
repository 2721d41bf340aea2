#include "pages/settings_staged.h"

#include "shell/settings_table.h"

namespace scepter::ui {

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
    for (const auto& text : workbench::toTexts({})) {
        const QString key = QString::fromStdString(text.key);
        if (isChanged(key)) changes.push_back({key, m_saved.value(key), m_staged.value(key)});
    }
    return changes;
}

Result<workbench::ResponderSettings> StagedSettings::wanted() const {
    std::vector<workbench::SettingText> texts;
    for (auto it = m_saved.constBegin(); it != m_saved.constEnd(); ++it)
        texts.push_back({it.key().toStdString(), value(it.key()).toStdString()});
    return workbench::responderSettingsOf(texts);
}

QString StagedSettings::problemOf(const QString& key, const QString& value) {
    workbench::ResponderSettings trial;
    const auto set = workbench::setText(trial, key.toStdString(), value.toStdString());
    return set ? QString() : QString::fromStdString(set.error().detail);
}

} // namespace scepter::ui
