// A list of configured things, and the form that changes one of them in two steps.
#pragma once

#include "models/config_list_model.h"
#include "models/endpoint_config.h"
#include "shell/page.h"

#include <QSortFilterProxyModel>

#include <memory>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace scepter::ui {

class ConfigTable;
class FilterRow;
class InlineQuestion;
class Placeholder;

/// What differs between the two tabs.
struct StagedTabTexts {
    QString prefix; ///< of object names: "endpoint"
    QString stateKey;
    QString listName;
    QString filterHint;
    Icon icon = Icon::Info;
    QString empty;
    QString emptyHint;
    QString add;
    QList<int> widths; ///< of the columns, in characters
};

/// List on top, below it form and preview. What the operator changes is only a draft until he
/// applies it; choosing another row, or leaving, asks first. GUI thread.
class StagedTab : public QWidget {
    Q_OBJECT

public:
    StagedTab(PageContext& context, MessageBar& messages, QWidget* parent);

    /// Starts a new one; `copy` takes what is chosen for a start.
    void startNew(bool copy);
    virtual void askRemove() = 0;
    /// Why this cannot be done with what is chosen; empty: it can.
    [[nodiscard]] virtual QString whyNotDuplicate() const;
    [[nodiscard]] virtual QString whyNotRemove() const = 0;

    [[nodiscard]] bool hasChanges() const { return m_hasChanges; }
    /// Calls `goOn` at once when there is nothing to lose, else when the operator drops it; then
    /// gives false.
    bool leave(const std::function<void()>& goOn);
    /// Shows the object with this key, as soon as the list has it.
    void openKey(const QString& key);
    [[nodiscard]] const QString& key() const { return m_key; }
    bool escape();
    void focusFilter();
    void saveState();

Q_SIGNALS:
    /// Other things can be done now than before.
    void stateChanged();
    /// Something was stored here.
    void stored();
    /// The operator has chosen a row.
    void chosen();

protected:
    void setUp(const StagedTabTexts& texts, QAbstractItemModel* model, QWidget* form,
               QWidget* preview);
    /// Call after the model has new rows.
    void rowsChanged();

    /// Shows the stored object of key().
    virtual void showStored() = 0;
    /// Fills the form for a new object.
    virtual void showNew(bool copy) = 0;
    [[nodiscard]] virtual QString title() const = 0;
    /// Differences to what is stored, in words.
    [[nodiscard]] virtual QStringList changes() const = 0;
    /// Why it cannot be applied; empty: it can.
    [[nodiscard]] virtual QString whyNotApply() const = 0;
    virtual void apply() = 0;

    /// Call when the draft or what is stored has moved.
    void reflectChanges();
    [[nodiscard]] bool isNew() const { return m_isNew; }
    /// The object was stored under this key: the form now shows that one.
    void becomeStored(const QString& key);
    /// The object is gone.
    void becomeNothing();
    /// What is in the form is a new object from now on.
    void becomeNew();
    void setApplying(bool applying);
    void discard();

    [[nodiscard]] PageContext& context() const { return m_context; }
    [[nodiscard]] MessageBar& messages() const { return m_messages; }
    [[nodiscard]] InlineQuestion& question() const { return *m_question; }
    [[nodiscard]] Problem problem(const Error& error) const;
    void copyText(const QString& what, const QString& text);
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeEditor(QWidget* form, QWidget* preview);
    QWidget* makeChangeBar();
    void rowChosen(const QString& key);
    void take(const QString& key);
    void arrange(int width);
    void reflectList();
    bool select(const QString& key);

    PageContext& m_context;
    MessageBar& m_messages;
    StagedTabTexts m_texts;
    InlineQuestion* m_question;
    FilterRow* m_filter;
    QSortFilterProxyModel m_sorted;
    QStackedWidget* m_listStack;
    ConfigTable* m_table;
    Placeholder* m_placeholder;
    QSplitter* m_splitter;
    QStackedWidget* m_detailStack;
    QSplitter* m_editor = nullptr;
    QVBoxLayout* m_formColumn = nullptr;
    QWidget* m_preview = nullptr;
    QWidget* m_previewScroll = nullptr;
    QLabel* m_title = nullptr;
    QWidget* m_changeBar = nullptr;
    QLabel* m_changes = nullptr;
    QPushButton* m_discard = nullptr;
    QPushButton* m_apply = nullptr;
    QString m_key;
    QString m_wanted;
    bool m_isNew = false;
    bool m_hasChanges = false;
    bool m_applying = false;
    bool m_loaded = false;
    bool m_wide = true;
};

} // namespace scepter::ui
