// The row above a list: text, chips, how many fit.
#pragma once

#include "theme/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace scepter::ui {

class FlowLayout;

/// Text (debounced), chips that can be on or off, "12 of 340", clear. Shows whether the filter
/// runs, is done, or is invalid as three different things.
class FilterRow : public QWidget {
    Q_OBJECT

public:
    explicit FilterRow(const Theme& theme, QWidget* parent = nullptr);

    void setPlaceholder(const QString& text);
    /// A chip; `exclusive` ones of the same group switch each other off, and none on means all.
    void addChip(const QString& id, const QString& text, Icon icon, const QString& group = {});
    void setChipCount(const QString& id, qint64 count); ///< -1: no number
    void setChip(const QString& id, bool on);
    [[nodiscard]] bool isOn(const QString& id) const;
    [[nodiscard]] QStringList chipsOn() const;
    /// Puts a widget (a combo box, say) behind the chips.
    void addExtra(QWidget* widget);
    /// Whether such a widget narrows the list: then there is something to clear.
    void setExtraInUse(bool inUse);

    [[nodiscard]] QString text() const;
    void setText(const QString& text);
    /// Empties text and chips.
    void clear();
    [[nodiscard]] bool isEmpty() const;

    enum class State { Running, Done, Invalid };
    /// `shown` of `total`; `reason` for Invalid.
    void setState(State state, qint64 shown, qint64 total, const QString& reason = {});
    void focusText();

Q_SIGNALS:
    /// Text (150 ms after the last key, at once on Enter) or chips have changed.
    void changed();
    /// Everything was emptied; comes before changed().
    void cleared();

private:
    struct Chip {
        QString id;
        QString group;
        QString text;
        QToolButton* button = nullptr;
    };
    void chipClicked(const QString& id);
    /// One that is on has a check and a color of its own.
    void paintChip(QToolButton& button, Icon icon) const;
    void notifyNow();

    const Theme& m_theme;
    QLineEdit* m_text;
    FlowLayout* m_chipsLayout; ///< chips and extras, in as many lines as they take
    QToolButton* m_clear;
    QLabel* m_stateIcon;
    QLabel* m_count;
    QList<Chip> m_chips;
    bool m_extraInUse = false;
    QTimer m_debounce;
};

} // namespace scepter::ui
