// Saving exchanges of a list for other programs and for other people.
#include "models/traffic_model.h"
#include "shell/save_file.h"
#include "widgets/exchange_detail.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"
#include "widgets/traffic_view.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QMenu>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <set>

namespace scepter::ui {

namespace {

// What can be opened again at once.
constexpr std::size_t kMostBytes = inspect::TrafficLimits().bytes;
constexpr std::size_t kMostExchanges = inspect::TrafficLimits().exchanges;

constexpr std::array kScopes{TrafficScope::Selected, TrafficScope::Transaction,
                             TrafficScope::Filtered};
constexpr std::array kFiles{TrafficFile::Har, TrafficFile::Pcapng, TrafficFile::Bundle};

QString endingOf(TrafficFile file) {
    switch (file) {
    case TrafficFile::Har:
        return QStringLiteral("har");
    case TrafficFile::Pcapng:
        return QStringLiteral("pcapng");
    case TrafficFile::Bundle:
        break;
    }
    return QStringLiteral("json");
}

QString nameOf(TrafficFile file) {
    switch (file) {
    case TrafficFile::Har:
        return TrafficView::tr("HTTP archive");
    case TrafficFile::Pcapng:
        return TrafficView::tr("Packet capture");
    case TrafficFile::Bundle:
        break;
    }
    return TrafficView::tr("Redacted bundle");
}

/// Letters and digits only, as a file's name takes them everywhere.
QString safe(const QString& text) {
    QString name = text.left(16);
    name.replace(QRegularExpression(QStringLiteral("[^A-Za-z0-9]+")), QStringLiteral("-"));
    return name;
}

Result<std::vector<std::int64_t>> idsOfTransactions(workbench::TrafficSource& source,
                                                    const std::set<std::string>& names) {
    std::vector<std::int64_t> ids;
    for (const std::string& name : names) {
        SCEPTER_TRY(rows, source.ofTransaction(name));
        for (const workbench::TrafficRow& row : rows)
            ids.push_back(row.id);
    }
    std::ranges::sort(ids);
    return ids;
}

/// What is to be saved, as values: it is read on another thread.
struct Wanted {
    TrafficScope scope = TrafficScope::Filtered;
    std::vector<std::int64_t> selected;
    bool grouped = false; ///< those selected stand for their transactions
    std::string transaction;
    inspect::Filter filter;
    TimePoint now;
};

Result<std::vector<std::int64_t>> idsOf(workbench::TrafficSource& source, const Wanted& wanted,
                                        workbench::JobControl& control) {
    if (wanted.scope == TrafficScope::Filtered) {
        SCEPTER_TRY(found, source.ids(wanted.filter, wanted.now, 0, control.asker()));
        std::vector<std::int64_t> ids;
        for (std::size_t i = found.size(); i-- > 0;)
            ids.push_back(found.at(i));
        return ids;
    }
    if (wanted.scope == TrafficScope::Transaction)
        return idsOfTransactions(source, {wanted.transaction});
    if (!wanted.grouped) return wanted.selected;
    SCEPTER_TRY(rows, source.rows(wanted.selected));
    std::set<std::string> names;
    for (const workbench::TrafficRow& row : rows)
        if (!row.fields.transactionId.empty()) names.insert(row.fields.transactionId);
    return idsOfTransactions(source, names);
}

Result<std::vector<inspect::RawExchange>> readRaw(workbench::TrafficSource& source,
                                                  const std::vector<std::int64_t>& ids,
                                                  workbench::JobControl& control) {
    if (ids.size() > kMostExchanges)
        return fail(ErrorCode::LimitExceeded, "more exchanges than one file may hold");
    std::vector<inspect::RawExchange> exchanges;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!control.goOn()) return fail(ErrorCode::Cancelled, "cancelled");
        control.setProgress(static_cast<int>(i), static_cast<int>(ids.size()));
        auto raw = source.raw(ids[i]);
        if (!raw && raw.error().code == ErrorCode::NotFound) continue; // dropped meanwhile
        if (!raw) return std::unexpected(raw.error());
        bytes += raw->request.size() + raw->response.size();
        if (bytes > kMostBytes)
            return fail(ErrorCode::LimitExceeded, "more bytes than one file may hold");
        exchanges.push_back(std::move(*raw));
    }
    if (exchanges.empty()) return fail(ErrorCode::NotFound, "none of them is kept any more");
    return exchanges;
}

Result<Bytes> bundleOf(const std::vector<inspect::RawExchange>& exchanges,
                       const inspect::Keyring& keys, TimePoint now,
                       const inspect::RedactProgress& progress) {
    inspect::RedactOptions options;
    options.keys = &keys;
    options.now = now;
    options.generator = "Scepter " + QCoreApplication::applicationVersion().toStdString();
    SCEPTER_TRY(bundle, inspect::writeBundle(exchanges, options, progress));
    return Bytes(bundle.document.begin(), bundle.document.end());
}

Result<Bytes> fileOf(const std::vector<inspect::RawExchange>& exchanges, TrafficFile file) {
    if (file == TrafficFile::Pcapng) return inspect::writePcapng(exchanges);
    const std::string har = inspect::writeHar(exchanges);
    return Bytes(har.begin(), har.end());
}

} // namespace

std::vector<std::int64_t> TrafficView::selectedIds() const {
    const QList<qint64> selected = m_list->selectedIds();
    std::vector<std::int64_t> ids(selected.begin(), selected.end());
    std::ranges::sort(ids);
    return ids;
}

QString TrafficView::fileNameOf(TrafficScope scope, TrafficFile file) const {
    // Whoever gets it sees by its name that it may be passed on.
    const QString ending = (isHidden() || file == TrafficFile::Bundle ? QStringLiteral("-redacted.")
                                                                      : QStringLiteral(".")) +
                           endingOf(file);
    const auto ids = selectedIds();
    if (scope == TrafficScope::Transaction)
        return QStringLiteral("txn-") + safe(currentTransaction()) + ending;
    if (scope == TrafficScope::Selected && ids.size() == 1)
        return QStringLiteral("exchange-%1").arg(ids.front()) + ending;
    if (scope == TrafficScope::Selected && !ids.empty())
        return QStringLiteral("exchanges-%1-%2").arg(ids.front()).arg(ids.back()) + ending;
    return QStringLiteral("traffic-") +
           toDateTime(m_context.session.clock().now())
               .toLocalTime()
               .toString(QStringLiteral("yyyy-MM-dd-HHmm")) +
           ending;
}

QMenu* TrafficView::makeSaveMenu() {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("saveMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const auto count = static_cast<int>(m_list->selectedCount());
    const QString titles[] = {count == 0 ? tr("The selection") : tr("%n selected", nullptr, count),
                              tr("The transaction"),
                              m_model->filter().empty() && !isGrouped()
                                  ? tr("All %n", nullptr, m_model->rowCount())
                                  : tr("All %n that are shown", nullptr, m_model->rowCount())};
    for (const TrafficScope scope : kScopes) {
        const auto at = static_cast<std::size_t>(scope);
        QMenu* below = menu->addMenu(titles[at]);
        below->setObjectName(QStringLiteral("save-%1").arg(at));
        const bool any = scope == TrafficScope::Transaction ? !currentTransaction().isEmpty()
                         : scope == TrafficScope::Selected  ? count > 0
                                                            : m_model->rowCount() > 0;
        below->setEnabled(any);
        for (const TrafficFile file : kFiles)
            below->addAction(tr("%1 (.%2)…").arg(nameOf(file), endingOf(file)), this,
                             [this, scope, file] { save(scope, file); });
    }
    return menu;
}

void TrafficView::save(TrafficScope scope, TrafficFile file) {
    const Wanted wanted{scope,
                        selectedIds(),
                        isGrouped(),
                        currentTransaction().toStdString(),
                        m_model->filter(),
                        m_context.session.clock().now()};
    saveThroughJob(
        m_context, *this, m_messages, tr("Save exchanges"), fileNameOf(scope, file),
        {tr("%1 (*.%2)").arg(nameOf(file), endingOf(file)), tr("All files (*)")},
        tr("Saving exchanges"),
        [sourceOf = m_model->source(), wanted, hidden = isHidden(),
         file](workbench::Workbench& workbench, workbench::JobControl& control) -> Result<Bytes> {
            const auto source = sourceOf(workbench);
            SCEPTER_TRY(ids, idsOf(*source, wanted, control));
            SCEPTER_TRY(exchanges, readRaw(*source, ids, control));
            if (!hidden && file != TrafficFile::Bundle) return fileOf(exchanges, file);
            SCEPTER_TRY(keys, workbench.inspector().keyring());
            const inspect::RedactProgress progress = [&control](std::size_t done, std::size_t of) {
                control.setProgress(static_cast<int>(done), static_cast<int>(of));
                return control.goOn();
            };
            if (file == TrafficFile::Bundle)
                return bundleOf(exchanges, *keys, wanted.now, progress);
            SCEPTER_TRY(redacted, redactedExchanges(exchanges, *keys, wanted.now, progress));
            return fileOf(redacted, file);
        },
        true);
}

} // namespace scepter::ui
