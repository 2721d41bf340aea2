// The inline panels that decide requests.
#pragma once

#include "base/fail_info.h"
#include "shell/page.h"

#include <QFrame>
#include <QList>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace scepter::ui {

class InlineNote;
class TextTable;

/// A request that is about to be decided.
struct Candidate {
    qint64 id = 0;
    QString subject;
    QString endpoint = {};
    QStringList concerns = {}; ///< what the operator has to know before
    QString problem = {};      ///< why it cannot be issued; empty: it can
};

/// Lists what would be approved with all that speaks against it. The button names the act.
class ApprovePanel : public QFrame {
    Q_OBJECT

public:
    explicit ApprovePanel(PageContext& context, QWidget* parent = nullptr);

    void open(const QList<Candidate>& candidates);
    /// Those that can be issued.
    [[nodiscard]] QList<qint64> ids() const;

Q_SIGNALS:
    void confirmed();
    void cancelled();

private:
    PageContext& m_context;
    QList<Candidate> m_candidates;
    QLabel* m_title;
    InlineNote* m_note;
    TextTable* m_table;
    QTableView* m_view;
    QPushButton* m_confirm;
};

/// Asks why, and shows what the client will be told.
class DenyPanel : public QFrame {
    Q_OBJECT

public:
    explicit DenyPanel(PageContext& context, QWidget* parent = nullptr);

    /// What was typed for a panel that was cancelled is there again.
    void open(const QList<Candidate>& candidates);
    [[nodiscard]] QList<qint64> ids() const;
    [[nodiscard]] QString reason() const;
    [[nodiscard]] FailInfo failInfo() const;
    /// Puts the reason on top of the operator's own history.
    void remember();

Q_SIGNALS:
    void confirmed();
    void cancelled();

private:
    void build();
    void reflect();
    [[nodiscard]] QStringList history() const;

    PageContext& m_context;
    QList<Candidate> m_candidates;
    QLabel* m_title;
    QComboBox* m_reason;
    QLabel* m_bytes;
    InlineNote* m_error;
    QComboBox* m_failInfo;
    InlineNote* m_told;
    QPushButton* m_confirm;
};

} // namespace scepter::ui
