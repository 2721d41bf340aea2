#include "pages/settings_page.h"

#include "dialogs/about_dialog.h"
#include "pages/challenges_places.h"
#include "pages/settings_apply_bar.h"
#include "pages/settings_row.h"
#include "pages/settings_shortcuts.h"
#include "pages/settings_storage.h"
#include "shell/action_collection.h"
#include "shell/navigator.h"
#include "shell/window_settings.h"
#include "theme/tinted_icon.h"
#include "widgets/action_button.h"
#include "widgets/card.h"
#include "widgets/message_bar.h"
#include "widgets/placeholder.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kTickMs = 1000;
constexpr int kPortSoonMs = 200;
constexpr int kContentWidth = 860;
constexpr int kItemRoom = 12;

constexpr SettingCategory kListed[] = {
    SettingCategory::General,    SettingCategory::Responder,    SettingCategory::Accounts,
    SettingCategory::Authority,  SettingCategory::Certificates, SettingCategory::Capture,
    SettingCategory::Appearance, SettingCategory::Security,     SettingCategory::Shortcuts,
    SettingCategory::Storage,    SettingCategory::About};

QString stateKey() {
    return QStringLiteral("pages/settings/category");
}

} // namespace

SettingsPage::SettingsPage(PageContext& pageContext, QWidget* parent)
    : Page(pageContext, PageId::Settings, tr("Settings"), parent)
    , m_ownSettings(pageContext.windowSettings == nullptr
                        ? std::make_unique<WindowSettings>(pageContext.settings)
                        : nullptr)
    , m_window(m_ownSettings ? *m_ownSettings : *pageContext.windowSettings)
    , m_search(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_categories(new QListWidget(this))
    , m_scroll(new QScrollArea(this))
    , m_nothing(new Placeholder(pageContext.theme, this)) {
    makeActions();
    layOut();
    makeSections();
    fillCategories();
    connect(&m_window, &WindowSettings::changed, this, [this](const QString& key) {
        if (SettingRow* row = rowOf(key)) row->setValue(m_window.value(key));
    });
    connect(&session(), &workbench::Session::moved, this, [this](const workbench::Moves& moves) {
        if (moves.configuration) loadWorkspace();
        if (moves.exchanges) reflectCapture();
    });
    connect(&session(), &workbench::Session::responderChanged, this, [this] {
        followResponder();
        reflectStaged();
        m_portSoon.start();
    });
    m_portSoon.setSingleShot(true);
    m_portSoon.setInterval(kPortSoonMs);
    connect(&m_portSoon, &QTimer::timeout, this, &SettingsPage::checkPort);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (isVisible() && m_staged.any()) reflectStaged();
    });
    m_tick.start();
    reflectStaged();
    reflectCapture();
    loadWorkspace();
    listAddresses();
    const int kept = pageContext.settings.value(stateKey(), 0).toInt();
    m_categories->setCurrentRow(kept >= 0 && kept < m_categories->count() ? kept : 0);
    reflectSearch();
}

void SettingsPage::makeActions() {
    addPageAction(QStringLiteral("settings.import"), tr("&Import…"), Icon::Import, {},
                  Weight::Normal, [this] { importSettings(); });
    addPageAction(QStringLiteral("settings.export"), tr("&Export…"), Icon::Export, {},
                  Weight::Normal, [this] { exportSettings(); });
    m_discard =
        addMenuAction(QStringLiteral("settings.discard"), tr("&Discard"), Icon::Undo, {}, [this] {
            m_staged.discard();
            reflectWorkspace();
        });
    m_apply = addMenuAction(QStringLiteral("settings.apply"), tr("&Apply"), Icon::Check, {},
                            [this] { apply(false); });
    m_restart = addMenuAction(QStringLiteral("settings.applyRestart"), tr("Apply and &restart"),
                              Icon::Refresh, QKeySequence(QStringLiteral("Ctrl+Return")),
                              [this] { apply(true); });
    m_clearCapture = addMenuAction(
        QStringLiteral("settings.clearCapture"), tr("&Clear the memory"), Icon::Clear, {}, [this] {
            session().recorder().clear();
            reflectCapture();
            messages().showSuccess(tr("The exchanges in memory were cleared."));
        });
    m_check = addMenuAction(QStringLiteral("settings.integrity"), tr("Check &integrity"),
                            Icon::Check, {}, [this] { checkIntegrity(); });
}

void SettingsPage::layOut() {
    m_search->setObjectName(QStringLiteral("settingsSearch"));
    m_search->setPlaceholderText(tr("Search settings…"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(tintedIcon(Icon::Search), QLineEdit::LeadingPosition);
    m_count->setObjectName(QStringLiteral("settingsFound"));
    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_search, 1);
    top->addWidget(m_count);
    body()->addLayout(top);
    m_categories->setObjectName(QStringLiteral("settingsCategories"));
    m_categories->setAccessibleName(tr("Categories"));
    m_categories->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setObjectName(QStringLiteral("settingsScroll"));
    m_scroll->setAccessibleName(title());
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    auto* content = new QWidget(m_scroll);
    auto* column = new QWidget(content);
    column->setMaximumWidth(kContentWidth);
    m_column = new QVBoxLayout(column);
    m_column->setContentsMargins(0, 0, 8, 0);
    m_column->setSpacing(12);
    auto* wide = new QHBoxLayout(content);
    wide->setContentsMargins(0, 0, 0, 0);
    wide->addWidget(column, kContentWidth);
    wide->addStretch(1);
    m_scroll->setWidget(content);
    m_nothing->hide();
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_categories);
    row->addWidget(m_scroll, 1);
    row->addWidget(m_nothing, 1);
    body()->addLayout(row, 1);
    m_bar = new ApplyBar(theme(), m_discard, m_apply, m_restart, this);
    body()->addWidget(m_bar);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::reflectSearch);
    connect(m_categories, &QListWidget::currentRowChanged, this, [this] {
        if (!m_search->text().isEmpty()) m_search->clear();
        reflectSearch();
        m_scroll->verticalScrollBar()->setValue(0);
    });
    connect(m_nothing, &Placeholder::buttonClicked, this, [this] {
        m_search->clear();
        m_search->setFocus();
    });
}

SettingsPage::Section& SettingsPage::addSection(SettingCategory category, const QString& words) {
    auto* card = new Card(theme(), categoryName(category), this);
    card->setObjectName(QStringLiteral("section%1").arg(static_cast<int>(category)));
    m_column->addWidget(card);
    m_sections.push_back({category, card, {}, categoryName(category) + QLatin1Char(' ') + words});
    return m_sections.back();
}

void SettingsPage::addRow(Section& section, const Setting& setting) {
    auto* row = new SettingRow(theme(), context().desktop, setting, section.card);
    section.card->body()->addWidget(row);
    section.rows.push_back(row);
    const bool ofWindow = setting.scope == SettingScope::Window;
    if (ofWindow) row->setValue(m_window.value(setting.key));
    connect(row, &SettingRow::edited, this, [this, ofWindow, key = setting.key](const QVariant& v) {
        if (ofWindow)
            editWindow(key, v);
        else
            editWorkspace(key, v);
    });
}

void SettingsPage::makeSections() {
    const std::vector<Setting> settings = allSettings();
    const auto fill = [&](Section& section) {
        for (const Setting& setting : settings)
            if (setting.category == section.category) addRow(section, setting);
    };
    for (const SettingCategory plain :
         {SettingCategory::General, SettingCategory::Responder, SettingCategory::Limits})
        fill(addSection(plain, {}));
    addAccounts(addSection(SettingCategory::Accounts,
                           tr("admin listener NDES page Jamf REST codes encoding password")));
    addAuthority(addSection(SettingCategory::Authority, tr("CRL revocation list lifetime CA RA")));
    fill(addSection(SettingCategory::Certificates, {}));
    Section& capture = addSection(SettingCategory::Capture, tr("clear recorder exchanges"));
    fill(capture);
    addCapture(capture);
    fill(addSection(SettingCategory::Appearance, {}));
    fill(addSection(SettingCategory::Security, {}));
    Section& shortcuts = addSection(SettingCategory::Shortcuts, tr("keys keyboard"));
    m_shortcuts = new ShortcutEditor(theme(), context().actions, shortcuts.card);
    shortcuts.card->body()->addWidget(m_shortcuts);
    Section& storage = addSection(SettingCategory::Storage,
                                  tr("backup restore passphrase integrity copies size path file"));
    QList<QAction*> actions{m_check};
    for (const char* id : {"file.backup", "file.passphrase", "file.restore"})
        if (QAction* action = context().actions.action(QLatin1String(id))) actions.append(action);
    m_storage = new StoragePane(context(), actions, storage.card);
    storage.card->body()->addWidget(m_storage);
    connect(m_storage, &StoragePane::copyRequested, this,
            [this](const QString& value) { copyText(tr("the value"), value); });
    Section& about = addSection(SettingCategory::About, tr("version license Qt OpenSSL SQLite"));
    auto* pane = new AboutPane(theme(), &session(), about.card);
    about.card->body()->addWidget(pane);
    connect(pane, &AboutPane::copyRequested, this,
            [this](const QString& value) { copyText(tr("the versions"), value); });
    m_column->addStretch(1);
}

void SettingsPage::addAccounts(Section& section) {
    for (const Setting& setting : allSettings())
        if (setting.category == section.category) addRow(section, setting);
    auto* text = new QLabel(tr("What the NDES page says, and how many codes there may be at once, "
                               "is set at each account."),
                            section.card);
    text->setWordWrap(true);
    auto* open = new QPushButton(tr("Open the accounts"), section.card);
    open->setObjectName(QStringLiteral("openAccounts"));
    open->setAutoDefault(false);
    section.card->body()->addWidget(text);
    section.card->body()->addWidget(open, 0, Qt::AlignLeading);
    connect(open, &QPushButton::clicked, this, [this] { context().navigator.open(accountsRef()); });
}

void SettingsPage::addAuthority(Section& section) {
    auto* text = new QLabel(tr("How long a certificate revocation list (CRL) is good for belongs "
                               "to each authority, with its keys and generations."),
                            section.card);
    text->setWordWrap(true);
    auto* open = new QPushButton(tr("Open the authorities"), section.card);
    open->setObjectName(QStringLiteral("openAuthorities"));
    open->setAutoDefault(false);
    section.card->body()->addWidget(text);
    section.card->body()->addWidget(open, 0, Qt::AlignLeading);
    connect(open, &QPushButton::clicked, this,
            [this] { context().navigator.open(ObjectRef::ofPage(PageId::Authorities)); });
}

void SettingsPage::addCapture(Section& section) {
    m_capture = new QLabel(section.card);
    m_capture->setObjectName(QStringLiteral("captureState"));
    m_capture->setWordWrap(true);
    section.card->body()->addWidget(m_capture);
    section.card->body()->addWidget(new ActionButton(theme(), m_clearCapture, false, section.card),
                                    0, Qt::AlignLeading);
}

void SettingsPage::reflectCapture() {
    const auto state = session().recorder().state();
    m_capture->setText(tr("In memory now: %1, %2; dropped for want of room: %3.")
                           .arg(tr("%n exchange(s)", nullptr, static_cast<int>(state.count)),
                                locale().formattedDataSize(static_cast<qint64>(state.bytes)),
                                locale().toString(static_cast<qulonglong>(state.dropped))));
    setBlocked(m_clearCapture, state.count == 0 ? tr("Nothing is recorded.") : QString());
}

void SettingsPage::fillCategories() {
    for (const SettingCategory category : kListed) {
        auto* item = new QListWidgetItem(categoryName(category), m_categories);
        item->setData(Qt::UserRole, static_cast<int>(category));
        item->setSizeHint(QSize(0, fontMetrics().height() + kItemRoom));
    }
    int width = 0;
    for (const SettingCategory category : kListed)
        width = std::max(width, fontMetrics().horizontalAdvance(categoryName(category)));
    width += 4 * m_categories->frameWidth() +
             fontMetrics().horizontalAdvance(QStringLiteral("    *    "));
    m_categories->setFixedWidth(width);
}

SettingCategory SettingsPage::category() const {
    const QListWidgetItem* item = m_categories->currentItem();
    return item == nullptr ? SettingCategory::General
                           : static_cast<SettingCategory>(item->data(Qt::UserRole).toInt());
}

void SettingsPage::chooseCategory(SettingCategory category) {
    for (int row = 0; row < m_categories->count(); ++row)
        if (m_categories->item(row)->data(Qt::UserRole).toInt() ==
            static_cast<int>(listedUnder(category)))
            m_categories->setCurrentRow(row);
}

bool SettingsPage::showFound(Section& section, const QString& wanted, int& found) {
    bool any = false;
    for (SettingRow* row : section.rows) {
        const bool matches = wanted.isEmpty() || row->matches(wanted);
        row->setVisible(matches);
        found += matches ? 1 : 0;
        any = any || matches;
    }
    if (section.category == SettingCategory::Shortcuts) {
        // Its own name shows all of it, anything else the actions that have the word.
        const bool named = section.words.contains(wanted, Qt::CaseInsensitive);
        const int actions = m_shortcuts->setFilter(named ? QString() : wanted);
        found += named ? 1 : actions;
        return named || actions > 0;
    }
    if (any || !section.words.contains(wanted, Qt::CaseInsensitive)) return any;
    found += 1;
    return true;
}

void SettingsPage::reflectSearch() {
    const QString wanted = m_search->text().trimmed();
    // What is found may be of any category.
    if (QListWidgetItem* category = m_categories->currentItem())
        category->setSelected(wanted.isEmpty());
    int found = 0;
    for (Section& section : m_sections) {
        const bool any = showFound(section, wanted, found);
        section.card->setVisible(wanted.isEmpty() ? listedUnder(section.category) == category()
                                                  : any);
    }
    const bool nothing = !wanted.isEmpty() && found == 0;
    m_count->setText(wanted.isEmpty() ? QString() : tr("%n found", nullptr, found));
    m_count->setVisible(!wanted.isEmpty());
    m_scroll->setVisible(!nothing);
    m_nothing->setVisible(nothing);
    if (nothing)
        m_nothing->show(Icon::Search, tr("No setting has “%1”.").arg(wanted), {},
                        tr("Clear the search"));
}

SettingRow* SettingsPage::rowOf(const QString& key) const {
    for (const Section& section : m_sections)
        for (SettingRow* row : section.rows)
            if (row->setting().key == key) return row;
    return nullptr;
}

bool SettingsPage::openObject(const ObjectRef& target) {
    if (target.kind != ObjectRef::Kind::Setting) return target.page == PageId::Settings;
    SettingRow* row = rowOf(target.name);
    if (row == nullptr) return false;
    chooseCategory(row->setting().category);
    m_search->clear();
    reflectSearch();
    row->focusEditor();
    m_scroll->ensureWidgetVisible(row);
    return true;
}

void SettingsPage::focusFilter() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void SettingsPage::refresh() {
    loadWorkspace();
    listAddresses();
    m_storage->refresh();
    reflectCapture();
    m_portSoon.start();
}

bool SettingsPage::escape() {
    if (Page::escape()) return true;
    if (m_search->text().isEmpty()) return false;
    m_search->clear();
    return true;
}

bool SettingsPage::mayLeave(const std::function<void()>& goOn) {
    if (!m_staged.any()) return true;
    messages().show({.kind = MessageKind::Warning,
                     .text = tr("%n change(s) of the responder are not applied yet. They stay on "
                                "this page until the workspace is closed.",
                                nullptr, static_cast<int>(m_staged.changes().size())),
                     .key = QStringLiteral("leaving"),
                     .actionText = tr("Leave anyway"),
                     .action = [this, goOn] {
                         messages().resolve(QStringLiteral("leaving"));
                         goOn();
                     }});
    return false;
}

void SettingsPage::saveState() {
    context().settings.setValue(stateKey(), m_categories->currentRow());
}

void SettingsPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    reflectCapture();
    reflectStaged();
    m_portSoon.start();
}

} // namespace scepter::ui
