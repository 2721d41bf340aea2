// Requested beside what will be issued, with the operator's changes.
#pragma once

#include "authority/issue.h"
#include "pages/request_data.h"
#include "shell/page.h"

#include <QHash>
#include <QTimer>

#include <array>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QToolButton;

namespace scepter::ui {

class InlineNote;
class WrapText;

/// The plan of a Pending request, line by line. Subject, alternative names, validity and purposes
/// can be changed within the template; each change is planned anew by what issues it. Changes stay
/// with their request while others are looked at.
class RequestPlanEditor : public QWidget {
    Q_OBJECT

public:
    enum class State {
        Ready,    ///< `plan()` is what approving issues
        Checking, ///< a change is being planned
        Refused   ///< it cannot be issued so: `problemText()`
    };

    explicit RequestPlanEditor(PageContext& context, QWidget* parent = nullptr);

    /// Shows a request; changes that were made to it before come back.
    void show(const RequestData& next);
    /// Forgets the changes of a request, decided or not.
    void forget(qint64 id);
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const QString& problemText() const { return m_problemText; }
    [[nodiscard]] bool isEdited() const;
    [[nodiscard]] const authority::Adjustments& adjustments() const { return m_adjustments; }
    [[nodiscard]] const std::vector<authority::PlanLine>& plan() const { return m_lines; }
    /// Closes the field that is being edited, with its change undone; false when none is.
    bool undoLast();

Q_SIGNALS:
    void changed();

private:
    enum RowId { SubjectRow, SanRow, KeyRow, KeyUsageRow, EkuRow, ValidityRow, RowCount };
    struct Row {
        QLabel* mark = nullptr;
        QLabel* name = nullptr;
        WrapText* requested = nullptr;
        WrapText* issued = nullptr;
        QToolButton* edit = nullptr;
        QWidget* editor = nullptr;
        InlineNote* error = nullptr;
        bool editing = false;
    };
    /// What the operator has typed, as typed; nothing where he has changed nothing.
    struct Draft {
        std::optional<QString> subject;
        std::optional<QString> sans;
        std::optional<qint64> validitySeconds;
        std::optional<QStringList> usages; ///< dotted

        bool operator==(const Draft&) const = default;
    };

    void build();
    void buildRow(RowId id, const std::string& field);
    QWidget* makeEditor(RowId id);
    QWidget* makeValidityEditor();
    void fillUsages();
    void setEditing(RowId id, bool on);
    void fillEditor(RowId id);
    void blockEdits();
    [[nodiscard]] QString whyBlocked(RowId id) const;
    [[nodiscard]] QString initialSubject() const;
    [[nodiscard]] QString initialSans() const;
    [[nodiscard]] QStringList initialUsages() const;
    [[nodiscard]] std::vector<asn1::Oid> possibleUsages() const;
    [[nodiscard]] bool hasDraft(RowId id) const;
    void dropDraft(RowId id);
    void showLines();
    void showExtraLines();
    void noteTyped(RowId id);
    void replan();
    void planArrived(const Result<std::vector<authority::PlanLine>>& answer);
    void refuse(RowId id, const QString& why);
    void refuse(const Error& error);
    void setState(State state, const QString& problem);
    [[nodiscard]] bool readDraft(authority::Adjustments& adjustments);
    [[nodiscard]] bool readSubject(authority::Adjustments& adjustments);
    [[nodiscard]] bool readSans(authority::Adjustments& adjustments);
    [[nodiscard]] bool readUsages(authority::Adjustments& adjustments);
    [[nodiscard]] const authority::PlanLine* lineOf(RowId id) const;
    Row& row(RowId id) { return m_rows[id]; }

    PageContext& m_context;
    QGridLayout* m_grid;
    std::array<Row, RowCount> m_rows;
    QList<QWidget*> m_extra;
    QLineEdit* m_subject = nullptr;
    QPlainTextEdit* m_sans = nullptr;
    QSpinBox* m_amount = nullptr;
    QComboBox* m_unit = nullptr;
    QWidget* m_usages = nullptr;
    QList<QCheckBox*> m_usageBoxes;
    InlineNote* m_problem;
    InlineNote* m_warning;
    QTimer m_debounce;

    qint64 m_id = 0;
    RequestData m_data;
    std::vector<authority::PlanLine> m_lines;
    authority::Adjustments m_adjustments;
    QHash<qint64, Draft> m_drafts;
    State m_state = State::Ready;
    QString m_problemText;
    quint64 m_turn = 0;
    bool m_filling = false;
};

} // namespace scepter::ui
