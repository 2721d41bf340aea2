// Small pieces that the cards of the dashboard are made of.
#pragma once

#include "theme/theme.h"

#include <QHash>
#include <QString>
#include <QToolButton>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace scepter::ui {

class WrapLabel;

/// A text button as the cards have them, reachable by Tab.
QToolButton* cardButton(const QString& name, const QString& text, Icon icon, QWidget* parent);
/// Sets a text only when it differs: no flicker, no lost selection.
void setLabelText(QLabel* label, const QString& text);

/// Names and values, one a line, changed in place.
class FactRows : public QWidget {
    Q_OBJECT

public:
    explicit FactRows(const Theme& theme, QWidget* parent = nullptr);

    /// `key` tells the rows apart and is the value's object name. An empty value hides the row. A
    /// tone other than Neutral puts its icon in front.
    void set(const QString& key, const QString& name, const QString& value,
             Tone tone = Tone::Neutral, const QString& toolTip = {});

private:
    struct Row {
        QLabel* name = nullptr;
        QLabel* icon = nullptr;
        WrapLabel* value = nullptr;
        Tone tone = Tone::Neutral;
    };
    Row& rowFor(const QString& key);
    void dress(Row& row);

    const Theme& m_theme;
    QGridLayout* m_grid;
    QHash<QString, Row> m_rows;
};

/// Widgets of equal width beside each other: as many as fit, at least one; what is alone in the
/// last line fills it.
class CardColumns : public QWidget {
    Q_OBJECT

public:
    explicit CardColumns(const QList<QWidget*>& cards, QWidget* parent = nullptr);
    [[nodiscard]] int columns() const { return m_columns; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void arrange();

    QList<QWidget*> m_cards;
    QGridLayout* m_grid;
    int m_columns = 0;
};

} // namespace scepter::ui
