// Changes of workspace settings that are not applied yet.
#pragma once

#include "base/result.h"
#include "workbench/admin_settings.h"
#include "workbench/responder_settings.h"

#include <QMap>
#include <QString>

#include <vector>

namespace scepter::ui {

/// What the workspace keeps, and what the operator wants instead.
class StagedSettings {
public:
    struct Change {
        QString key;
        QString before;
        QString after;

        bool operator==(const Change&) const = default;
    };

    /// What is kept. Changes that say the same are none any more.
    void setSaved(const std::vector<workbench::SettingText>& texts);
    [[nodiscard]] bool isLoaded() const { return !m_saved.isEmpty(); }
    void stage(const QString& key, const QString& value);
    void discard() { m_staged.clear(); }
    /// While something is being applied, it is not known what is kept: what is staged meanwhile
    /// stays, also where it says what was kept before.
    void setApplying(bool applying);

    /// As it would be.
    [[nodiscard]] QString value(const QString& key) const;
    [[nodiscard]] QString saved(const QString& key) const { return m_saved.value(key); }
    [[nodiscard]] bool isChanged(const QString& key) const { return m_staged.contains(key); }
    [[nodiscard]] bool any() const { return !m_staged.isEmpty(); }
    /// In the order of the settings table.
    [[nodiscard]] std::vector<Change> changes() const;
    /// All of the responder as they would be. InvalidArgument for one that cannot be meant.
    [[nodiscard]] Result<workbench::ResponderSettings> wanted() const;
    /// The same for the listener for accounts, and for what cannot be meant together.
    [[nodiscard]] Result<workbench::AdminSettings> wantedAdmin() const;
    /// Why not both can be; empty: they can.
    [[nodiscard]] QString problem() const;
    /// All keys with their defaults, in the order of the core.
    [[nodiscard]] static std::vector<workbench::SettingText> standardTexts();
    /// Why one value cannot be meant; empty when it can.
    [[nodiscard]] static QString problemOf(const QString& key, const QString& value);

private:
    void prune();

    QMap<QString, QString> m_saved;
    QMap<QString, QString> m_staged;
    bool m_applying = false;
};

} // namespace scepter::ui
