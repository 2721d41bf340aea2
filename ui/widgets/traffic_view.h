// A list of exchanges with its filter, the transaction as a diagram, and what was chosen.
#pragma once

#include "inspect/exchange.h"
#include "inspect/traffic.h"
#include "models/traffic_model.h"
#include "shell/list_page.h"
#include "workbench/conversation.h"
#include "workbench/traffic.h"

#include <QTimer>

#include <memory>

class QProgressBar;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace scepter::ui {

class ExchangeDetail;
struct ExchangeRead;
class FilterEdit;
class LedgerView;
class MessageBar;
class Placeholder;
class SequenceView;

/// Which exchanges, and as what file.
enum class TrafficScope { Selected, Transaction, Filtered };
enum class TrafficFile { Har, Pcapng, Bundle };

/// Used by the Inspector page and by windows on files. The list goes by time, the newest last; it
/// follows what comes in only while its last row is in sight, and never moves a selection. It has
/// all the room until an exchange is chosen.
class TrafficView : public QWidget {
    Q_OBJECT

public:
    /// `live`: exchanges come in, and the ledger knows of them. `stateKey` names filter, columns
    /// and splitters in the settings.
    TrafficView(PageContext& context, MessageBar& messages, TrafficSourceOf source, bool live,
                const QString& stateKey, QWidget* parent = nullptr);

    [[nodiscard]] TrafficModel& model() const { return *m_model; }
    [[nodiscard]] LedgerView& list() const { return *m_list; }
    [[nodiscard]] FilterEdit& filter() const { return *m_filter; }
    [[nodiscard]] ExchangeDetail& detail() const { return *m_detail; }
    [[nodiscard]] SequenceView& sequence() const { return *m_sequence; }

    /// What an empty list says; its button runs `button`.
    void setEmptyText(const EmptyText& empty);
    void setGrouped(bool grouped);
    [[nodiscard]] bool isGrouped() const;
    /// Subjects and challenges are hidden on screen and in what is saved.
    void setHidden(bool hidden);
    [[nodiscard]] bool isHidden() const;
    /// Chooses an exchange as soon as the list has it; takes the filter away if that hides it.
    void selectWhenThere(qint64 id);
    /// Shows one transaction only; `transactionId` as shown.
    void showTransaction(const QString& transactionId);
    void showCurrentTransaction() { showTransaction(currentTransaction()); }
    [[nodiscard]] bool hasTransaction() const { return !currentTransaction().isEmpty(); }
    /// The request of the ledger that the chosen exchange is about; 0: none.
    [[nodiscard]] qint64 currentRequest() const;
    [[nodiscard]] bool isFollowing() const { return m_tail; }
    void goToEnd();
    void refresh();
    void focusFilter();
    bool escape();
    void saveState();
    /// Opens the message in sight in a window of its own, now or when it is decoded.
    void openMessage();
    /// Two exchanges are selected.
    [[nodiscard]] bool canCompare() const;
    /// Compares the requests, or the replies, of the two selected exchanges: what is in sight.
    void compareSelected();
    /// Asks for a name and saves it.
    void save(TrafficScope scope, TrafficFile file);
    [[nodiscard]] QMenu* makeSaveMenu();

Q_SIGNALS:
    void openRequested(const scepter::ui::ObjectRef& target);
    void currentChanged(qint64 id);
    void selectionChanged();
    void groupedChanged(bool grouped);
    void trafficChanged();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    QWidget* makeList();
    void addChips();
    void connectList();
    void connectView();
    void connectDetail();
    void reflect();
    void reflectTail();
    void reflectDetail();
    void showDetail();
    void trySelect();
    void showCurrent();
    void showExchange(qint64 id);
    void showStep(qint64 id);
    void readSequence();
    void readWords();
    [[nodiscard]] QString currentTransaction() const;
    [[nodiscard]] std::vector<std::int64_t> selectedIds() const;
    [[nodiscard]] QString fileNameOf(TrafficScope scope, TrafficFile file) const;
    void compare(const std::vector<std::shared_ptr<const ExchangeRead>>& both, inspect::Side side,
                 const std::vector<std::int64_t>& ids);

    PageContext& m_context;
    MessageBar& m_messages;
    bool m_live;
    QString m_stateKey;
    TrafficModel* m_model;
    FilterEdit* m_filter;
    QToolButton* m_tailButton;
    QProgressBar* m_busyBar;
    QStackedWidget* m_stack;
    LedgerView* m_list;
    Placeholder* m_placeholder;
    SequenceView* m_sequence;
    ExchangeDetail* m_detail;
    QSplitter* m_top;
    QSplitter* m_rows;
    EmptyText m_empty;
    QTimer m_poll;
    QTimer m_busySoon;
    QTimer m_detailSoon;
    QByteArray m_rowsKept; ///< of the splitter, while the detail is hidden
    qint64 m_wanted = 0;
    bool m_filterCleared = false;
    bool m_tail = true;
    int m_below = 0; ///< rows that came in below what is in sight
    bool m_openWhenDecoded = false;
    bool m_readingSequence = false;
    bool m_sequenceAgain = false;
    bool m_readingWords = false;
    std::optional<Error> m_said; ///< what the messages tell of the list
};

} // namespace scepter::ui
