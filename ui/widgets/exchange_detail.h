// One exchange of a list: what is known of it, its request and its reply, decoded.
#pragma once

#include "inspect/exchange.h"
#include "inspect/redact.h"
#include "inspect/traffic.h"
#include "models/traffic_model.h"
#include "shell/page.h"
#include "workbench/traffic.h"

#include <memory>

class QStackedWidget;
class QTabBar;
class QToolButton;

namespace scepter::ui {

class ElidedLabel;
class InspectionView;
class Placeholder;

/// Both messages of an exchange, read and decoded with the keys at hand. Shared: nobody changes it.
struct ExchangeRead {
    inspect::RawExchange raw;
    inspect::Inspection request; ///< with what only both together show
    inspect::Inspection reply;
};

/// The same exchanges with what is private replaced, as a redacted bundle holds them. Errors of
/// inspect::writeBundle.
Result<std::vector<inspect::RawExchange>>
redactedExchanges(const std::vector<inspect::RawExchange>& exchanges, const inspect::Keyring& keys,
                  TimePoint now, const inspect::RedactProgress& progress);

/// Runs on another thread; errors of source and keyring. `hidden` replaces subjects and challenges.
Result<std::shared_ptr<const ExchangeRead>> readExchange(workbench::Workbench& workbench,
                                                         workbench::TrafficSource& source,
                                                         std::int64_t id, bool hidden);

/// What comes with the traffic itself; null: nothing.
using OwnKeys = std::shared_ptr<const inspect::Keyring>;

/// Both messages of it with the keys that are at hand now; errors of the keyring.
Result<std::shared_ptr<const ExchangeRead>>
inspectBoth(workbench::Workbench& workbench, inspect::RawExchange raw, const OwnKeys& ownKeys = {});

/// A line about the exchange with its links, tabs for the two messages, and their fields and bytes.
/// Decoding runs on another thread; while the operator goes from row to row only the last is shown.
class ExchangeDetail : public QWidget {
    Q_OBJECT

public:
    ExchangeDetail(PageContext& context, TrafficSourceOf source, QWidget* parent = nullptr);

    /// `row` may be null while it is not known.
    void show(qint64 id, const workbench::TrafficRow* row);
    /// The line above; when the row has arrived, or the times have moved on.
    void setRow(const workbench::TrafficRow& row);
    void showNothing();
    /// Decodes with subjects and challenges replaced, or as they are.
    void setHidden(bool hidden);
    /// Decodes again what is shown: other keys are at hand.
    void reread();
    [[nodiscard]] qint64 shown() const { return m_id; }
    [[nodiscard]] bool isReading() const { return m_reading; }
    /// Null until it is decoded.
    [[nodiscard]] const std::shared_ptr<const ExchangeRead>& read() const { return m_read; }
    [[nodiscard]] inspect::Side side() const;
    /// The message of the chosen tab, as it was sent.
    [[nodiscard]] QByteArray bytes() const;
    /// "exchange-81-request": for windows and files.
    [[nodiscard]] QString name() const;
    [[nodiscard]] InspectionView& view() const { return *m_view; }

Q_SIGNALS:
    void openRequested(const scepter::ui::ObjectRef& target);
    void windowRequested();
    void explainRequested();
    void decoded();

private:
    void build();
    void ask();
    void forgetReading();
    void showSide();
    void reflectTabs();

    PageContext& m_context;
    TrafficSourceOf m_source;
    ElidedLabel* m_facts;
    QToolButton* m_request;
    QToolButton* m_explain;
    QToolButton* m_window;
    QTabBar* m_side;
    QStackedWidget* m_stack;
    InspectionView* m_view;
    Placeholder* m_nothing;
    std::shared_ptr<const ExchangeRead> m_read;
    qint64 m_id = 0;
    qint64 m_requestId = 0;
    bool m_hidden = false;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace scepter::ui
