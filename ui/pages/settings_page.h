// Everything that can be set: searchable, and staged where the responder must restart.
#pragma once

#include "pages/settings_staged.h"
#include "shell/page.h"
#include "shell/settings_file.h"
#include "shell/settings_table.h"

#include <QTimer>

#include <memory>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QScrollArea;
class QVBoxLayout;

namespace scepter::ui {

class ApplyBar;
class Card;
class Placeholder;
class SettingRow;
class ShortcutEditor;
class StoragePane;
class WindowSettings;

/// Categories at the leading side, the settings of one beside them; a search shows what it finds in
/// all. Settings of the window act at once. Those of the workspace's responder are collected, shown
/// as "Changed here", and applied on purpose.
class SettingsPage : public Page {
    Q_OBJECT

public:
    explicit SettingsPage(PageContext& context, QWidget* parent = nullptr);

    bool openObject(const ObjectRef& target) override;
    void focusFilter() override;
    void refresh() override;
    bool escape() override;
    bool mayLeave(const std::function<void()>& goOn) override;
    void saveState() override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// The limits are shown with the responder.
    [[nodiscard]] static SettingCategory listedUnder(SettingCategory category) {
        return category == SettingCategory::Limits ? SettingCategory::Responder : category;
    }
    struct Section {
        SettingCategory category;
        Card* card;
        std::vector<SettingRow*> rows;
        QString words; ///< found by the search besides the rows
    };

    void makeActions();
    void layOut();
    void makeSections();
    Section& addSection(SettingCategory category, const QString& words);
    void addRow(Section& section, const Setting& setting);
    void addAccounts(Section& section);
    void addAuthority(Section& section);
    void addCapture(Section& section);
    void fillCategories();
    [[nodiscard]] SettingCategory category() const;
    void chooseCategory(SettingCategory category);
    void reflectSearch();
    [[nodiscard]] bool showFound(Section& section, const QString& wanted, int& found);
    [[nodiscard]] SettingRow* rowOf(const QString& key) const;
    void reflectCapture();

    // in settings_page_apply.cpp
    void loadWorkspace();
    void editWindow(const QString& key, const QVariant& value);
    void editWorkspace(const QString& key, const QVariant& value);
    void reflectWorkspace();
    void reflectStaged();
    void reflectNotes();
    void listAddresses();
    void checkPort();
    void showPort(int turn, const Result<bool>& answer);
    void apply(bool restart);
    void applied(bool restart, const std::vector<workbench::SettingText>& sent,
                 Result<std::shared_ptr<responder::ResponderOptions>> answer);
    void followResponder();
    void exportSettings();
    void importSettings();
    void takeIn(const SettingsFile& file);
    void checkIntegrity();

    std::unique_ptr<WindowSettings> m_ownSettings; ///< where the window gives none
    WindowSettings& m_window;
    StagedSettings m_staged;
    std::vector<Section> m_sections;
    QLineEdit* m_search;
    QLabel* m_count;
    QListWidget* m_categories;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column = nullptr;
    Placeholder* m_nothing;
    ApplyBar* m_bar = nullptr;
    ShortcutEditor* m_shortcuts = nullptr;
    StoragePane* m_storage = nullptr;
    QLabel* m_capture = nullptr;
    QAction* m_discard = nullptr;
    QAction* m_apply = nullptr;
    QAction* m_restart = nullptr;
    QAction* m_clearCapture = nullptr;
    QAction* m_check = nullptr;
    QTimer m_portSoon;
    QTimer m_tick;
    int m_portTurn = 0;
    int m_loadTurn = 0;
    bool m_applying = false;
    bool m_restarting = false;
};

} // namespace scepter::ui
