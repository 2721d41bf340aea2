// SPDX-License-Identifier: GPL-3.0-or-later
// A short list and the detail of what is chosen in it, as a tab of a page.
#pragma once

#include "shell/list_page.h"
#include "widgets/state_pill.h"

#include <QSortFilterProxyModel>

#include <optional>

class QLabel;
class QScrollArea;
class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace scepter::ui {

class ConfigTable;
class FieldList;
class FilterRow;
class FlowLayout;
class InlineNote;
class InlineQuestion;
class Placeholder;
class WrapText;

/// A heading, or a value with its name.
struct DetailLine {
    QString name;
    QString value = {};
    Tone tone = Tone::Neutral;
    std::optional<ObjectRef> target = {}; ///< the value is a link
    QString toolTip = {};
    bool copyable = false;
    bool heading = false;
    bool anywhere = false; ///< long words break too

    bool operator==(const DetailLine&) const = default;
};

/// What the detail pane says.
struct DetailText {
    QString title;
    StateLook state;
    Tone noteTone = Tone::Info;
    QString note = {};
    QList<DetailLine> links = {}; ///< what seldom changes: keeps the focus
    QList<DetailLine> facts = {};

    bool operator==(const DetailText&) const = default;
};

struct ListTabTexts {
    QString prefix; ///< of object names: "service"
    QString stateKey;
    QString listName;
    QString detailName;
    QString nothingChosen;
    QString filterHint = {}; ///< empty: there is no filter row
    QList<int> widths;       ///< of the columns, in characters; 0: it is in the detail only
};

/// List and detail are beside each other, or one above the other when there is little room. Models
/// are ConfigListModels; `kSortRole` is what they are sorted by. GUI thread.
class ListTab : public QWidget {
    Q_OBJECT

public:
    static constexpr int kSortRole = Qt::UserRole + 50;

    ListTab(PageContext& context, MessageBar& messages, QWidget* parent);

    bool escape();
    void focusFilter();
    void saveState();
    /// A button of the detail pane.
    void addButton(QAction* action);
    /// Something of the detail pane, between its note and its facts.
    void addToDetail(QWidget* widget);
    [[nodiscard]] const QString& key() const { return m_key; }

Q_SIGNALS:
    /// Other things can be done now than before.
    void stateChanged();

protected:
    void setUp(const ListTabTexts& texts, QAbstractItemModel* model);
    /// Call after the model has new rows, or when another thing is the reason that it has none.
    void rowsChanged();
    /// Call when the detail may be another one.
    void reflectDetail();
    /// Chooses a row; false when the list has no such row.
    bool choose(const QString& key);

    /// What is to be said of the chosen row.
    [[nodiscard]] virtual DetailText detail() const = 0;
    /// What is said in place of an empty list; nothing while it is being read.
    [[nodiscard]] virtual std::optional<EmptyText> empty() = 0;
    /// Whether the list is hidden although it has rows.
    [[nodiscard]] virtual bool isClosed() const { return false; }

    [[nodiscard]] PageContext& context() const { return m_context; }
    [[nodiscard]] workbench::Session& session() const { return m_context.session; }
    [[nodiscard]] MessageBar& messages() const { return m_messages; }
    [[nodiscard]] InlineQuestion& question() const { return *m_question; }
    [[nodiscard]] FilterRow& filterRow() const { return *m_filter; }
    [[nodiscard]] QVBoxLayout* belowList() const { return m_belowList; }
    [[nodiscard]] Problem problem(const Error& error) const;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeList();
    QWidget* makeDetail();
    void connectAll();
    void copyText(const QString& what, const QString& text);
    void fill(FieldList& list, const QList<DetailLine>& lines);

    PageContext& m_context;
    MessageBar& m_messages;
    ListTabTexts m_texts;
    QSortFilterProxyModel m_sorted;
    InlineQuestion* m_question;
    FilterRow* m_filter;
    QStackedWidget* m_stack;
    ConfigTable* m_table;
    Placeholder* m_placeholder;
    QSplitter* m_splitter;
    QVBoxLayout* m_belowList = nullptr;
    QVBoxLayout* m_detailColumn = nullptr;
    QStackedWidget* m_detailStack;
    QScrollArea* m_scroll;
    WrapText* m_title;
    StatePill* m_pill;
    InlineNote* m_note;
    FlowLayout* m_buttons;
    FieldList* m_links;
    FieldList* m_facts;
    std::optional<DetailText> m_shown;
    EmptyText m_empty;
    QString m_key;
};

} // namespace scepter::ui
