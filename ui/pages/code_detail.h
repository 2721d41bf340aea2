// Everything about one code, but its text.
#pragma once

#include "models/code_model.h"
#include "shell/object_ref.h"
#include "theme/theme.h"

#include <QWidget>

class QLabel;

namespace scepter::ui {

class FieldList;
class StatePill;

/// State, life, uses, what it is bound to, and the requests that came with it. Is made anew only
/// when something in it has changed.
class CodeDetail : public QWidget {
    Q_OBJECT

public:
    CodeDetail(const Theme& theme, workbench::Session& session, QWidget* parent = nullptr);

    void showCode(const CodeRow& row);

Q_SIGNALS:
    void openRequested(const scepter::ui::ObjectRef& target);
    void copyRequested(const QString& text);

private:
    struct Line;
    [[nodiscard]] QList<Line> lines() const;
    void addCodeLines(QList<Line>& lines) const;
    void addRequestLines(QList<Line>& lines) const;
    void readRequests();
    void rebuild();

    const Theme& m_theme;
    workbench::Session& m_session;
    QLabel* m_title;
    StatePill* m_pill;
    FieldList* m_fields;
    CodeRow m_row;
    std::vector<enrollment::RequestRecord> m_requests; ///< the newest ones
    QStringList m_built;                               ///< what the fields show
    int m_turn = 0;
};

} // namespace scepter::ui
