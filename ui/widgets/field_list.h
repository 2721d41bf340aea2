// Names and values of one object, to be read and copied.
#pragma once

#include "theme/theme.h"

#include <QWidget>

#include <functional>

class QGridLayout;

namespace scepter::ui {

/// One value.
struct Field {
    QString name;
    QString value;
    bool monospace = false;
    bool copyable = false;           ///< a copy button at its end
    std::function<void()> open = {}; ///< the value is a link
    Tone tone = Tone::Neutral;       ///< other than Neutral: with an icon
    QString toolTip = {};
    QString copyText = {}; ///< what the copy button gives; empty: the value
    bool anywhere = false; ///< long words break too
};

/// A two-column list of fields, grouped under headings. Values can be selected.
class FieldList : public QWidget {
    Q_OBJECT

public:
    explicit FieldList(const Theme& theme, QWidget* parent = nullptr);

    void clear();
    void addHeading(const QString& text);
    void add(const Field& field);

Q_SIGNALS:
    void copyRequested(const QString& text);

private:
    void beginRow();
    [[nodiscard]] int lineHeight() const;
    QWidget* makeValue(const Field& field);

    const Theme& m_theme;
    QGridLayout* m_grid;
    int m_row = 0;
};

} // namespace scepter::ui
