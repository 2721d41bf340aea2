// The filter of a list of messages: a line in the filter language that completes as one types.
#pragma once

#include "inspect/filter.h"
#include "theme/theme.h"

#include <QList>
#include <QTimer>
#include <QWidget>

#include <optional>

class QCompleter;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QStandardItemModel;
class QToolButton;
class QVBoxLayout;

namespace scepter::ui {

class ElidedLabel;
class FlowLayout;

/// Text, chips that put a term into it or take it out, how it stands, and how many fit. What is
/// wrong with the text is underlined and said; then the filter stays what it was.
class FilterEdit : public QWidget {
    Q_OBJECT

public:
    explicit FilterEdit(const Theme& theme, QWidget* parent = nullptr);

    /// A chip for a term of the language: "status:FAILURE".
    void addChip(const QString& id, const QString& text, Icon icon, const QString& term);
    [[nodiscard]] QString text() const;
    /// Takes effect at once.
    void setText(const QString& text);
    void clear() { setText({}); }
    [[nodiscard]] bool isEmpty() const { return text().isEmpty(); }
    /// What was understood last.
    [[nodiscard]] const inspect::Filter& filter() const { return m_filter; }
    [[nodiscard]] const std::optional<inspect::FilterError>& error() const { return m_error; }
    /// Values that were seen, for completion.
    void setWords(inspect::FilterWords words);
    /// Whether the list is being read, `shown` of `total`, and how many may still come to fit.
    void setProgress(bool running, qint64 shown, qint64 total, qint64 unexamined = 0);
    void focusText();
    /// Takes the list of completions away; false when there was none.
    bool closeCompletions();

Q_SIGNALS:
    /// Another filter is understood: 150 ms after the last key, at once on Enter.
    void filterChanged(const scepter::inspect::Filter& filter);
    /// The operator begins to type: the words may be old.
    void wordsWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Chip {
        QString term;
        Icon icon = Icon::Filter;
        QToolButton* button = nullptr;
    };
    void build();
    void parse();
    void toggleTerm(const QString& term);
    void reflectChips();
    void reflectState();
    void underlineError();
    void showCompletions(bool asked);
    void complete(int row);

    const Theme& m_theme;
    QLineEdit* m_text;
    QVBoxLayout* m_rows;
    QHBoxLayout* m_row;
    FlowLayout* m_chipsLayout;
    QToolButton* m_clear;
    QLabel* m_icon;
    ElidedLabel* m_count;
    QCompleter* m_completer;
    QStandardItemModel* m_found;
    std::vector<inspect::Completion> m_completions;
    inspect::FilterWords m_words;
    QList<Chip> m_chips;
    inspect::Filter m_filter;
    QString m_parsed; ///< the text that m_filter was made of
    std::optional<inspect::FilterError> m_error;
    bool m_narrow = false;
    bool m_running = false;
    bool m_awaitsWords = false; ///< there was nothing to complete with
    qint64 m_shown = 0;
    qint64 m_total = 0;
    qint64 m_unexamined = 0;
    QTimer m_debounce;
};

} // namespace scepter::ui
