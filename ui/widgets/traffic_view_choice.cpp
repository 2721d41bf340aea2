// What is chosen in a list of exchanges, and what leads there.
#include "dialogs/compare_messages_window.h"
#include "dialogs/examine_window.h"
#include "models/sequence_words.h"
#include "models/traffic_model.h"
#include "widgets/exchange_detail.h"
#include "widgets/filter_edit.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/sequence_view.h"
#include "widgets/texts.h"
#include "widgets/traffic_view.h"

#include <utility>

namespace scepter::ui {

namespace {

/// A value of the filter language that says exactly this.
QString exactly(const QString& value) {
    QString quoted = value;
    quoted.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
    quoted.replace(QLatin1Char('"'), QStringLiteral("\\\""));
    return QStringLiteral("=\"%1\"").arg(quoted);
}

} // namespace

void TrafficView::showCurrent() {
    const qint64 id = m_list->currentId();
    showExchange(id);
    readSequence();
    Q_EMIT currentChanged(id);
}

void TrafficView::showExchange(qint64 id) {
    m_openWhenDecoded = false;
    if (id == 0) {
        m_detail->showNothing();
        reflectDetail();
        return;
    }
    m_detail->show(id, m_model->row(id));
    reflectDetail();
    m_sequence->showExchange(id);
    if (m_model->row(id) == nullptr)
        m_model->ensure({id}, [this, id] {
            if (const auto* row = m_model->row(id)) m_detail->setRow(*row);
            readSequence();
        });
}

/// An arrow of the diagram: the list stays where it is unless it has that row.
void TrafficView::showStep(qint64 id) {
    if (!isGrouped() && m_list->select(id)) return;
    showExchange(id);
}

void TrafficView::setGrouped(bool grouped) {
    if (grouped == isGrouped()) return;
    m_model->setGrouped(grouped);
    m_sequence->setVisible(grouped);
    readSequence();
    reflect();
    Q_EMIT groupedChanged(grouped);
}

bool TrafficView::isGrouped() const {
    return m_model->isGrouped();
}

QString TrafficView::currentTransaction() const {
    const auto* row = m_model->row(m_list->currentId());
    return row == nullptr ? QString() : text(row->fields.transactionId);
}

qint64 TrafficView::currentRequest() const {
    const auto* row = m_model->row(m_list->currentId());
    return row == nullptr ? 0 : row->requestId;
}

void TrafficView::readSequence() {
    if (!isGrouped() || !isVisible()) return;
    const QString transaction = currentTransaction();
    if (transaction.isEmpty()) {
        m_sequence->setSequence({});
        return;
    }
    if (std::exchange(m_readingSequence, true)) {
        m_sequenceAgain = true;
        return;
    }
    m_context.session
        .ask([source = m_model->source(), name = transaction.toStdString(),
              live = m_live](workbench::Workbench& workbench) {
            return workbench::readConversation(*source(workbench), live ? &workbench : nullptr,
                                               name);
        })
        .then(this, [this, transaction](const Result<workbench::Conversation>& answer) {
            m_readingSequence = false;
            if (std::exchange(m_sequenceAgain, false)) readSequence();
            if (transaction != currentTransaction()) return;
            m_sequence->setSequence(answer ? sequenceOf(*answer, isHidden()) : Sequence());
            m_sequence->showExchange(m_detail->shown());
        });
}

void TrafficView::readWords() {
    if (std::exchange(m_readingWords, true)) return;
    m_context.session
        .ask([source = m_model->source()](workbench::Workbench& workbench) {
            return source(workbench)->words();
        })
        .then(this, [this](const Result<inspect::FilterWords>& answer) {
            m_readingWords = false;
            if (answer) m_filter->setWords(isHidden() ? inspect::FilterWords() : *answer);
        });
}

void TrafficView::selectWhenThere(qint64 id) {
    m_wanted = id;
    m_filterCleared = false;
    if (isGrouped() && m_model->rowOf(id) < 0) setGrouped(false);
    trySelect();
}

void TrafficView::trySelect() {
    if (m_wanted == 0 || m_model->state() != ListModel::State::Ready) return;
    const qint64 wanted = m_wanted;
    if (m_list->select(wanted)) {
        m_wanted = 0;
        return;
    }
    if (!m_filter->isEmpty() && !std::exchange(m_filterCleared, true)) {
        m_filter->clear();
        return;
    }
    m_wanted = 0;
    m_messages.show({.kind = MessageKind::Warning,
                     .text = tr("Exchange %1 is not kept any more.").arg(wanted)});
}

void TrafficView::showTransaction(const QString& transactionId) {
    m_wanted = 0;
    m_filter->setText(QStringLiteral("txn:") + exactly(transactionId));
}

void TrafficView::openMessage() {
    if (m_detail->shown() == 0) return;
    if (!m_detail->read()) {
        m_openWhenDecoded = true;
        return;
    }
    if (m_detail->bytes().isEmpty()) {
        m_messages.show({.kind = MessageKind::Info,
                         .text = tr("Of this message nothing was kept that could be opened.")});
        return;
    }
    auto* window = new ExamineWindow(m_context, this->window());
    // As it is read here: with its time, the other message, and what a bundle opened of it.
    window->examine(
        [read = m_detail->read(), source = m_model->source(),
         side = m_detail->side()](workbench::Workbench& workbench) -> Result<inspect::Inspection> {
            SCEPTER_TRY(again, inspectBoth(workbench, read->raw, source(workbench)->ownKeys()));
            return side == inspect::Side::Request ? again->request : again->reply;
        },
        m_detail->name());
    window->show();
}

bool TrafficView::canCompare() const {
    return m_list->selectedCount() == 2;
}

void TrafficView::compareSelected() {
    const std::vector<std::int64_t> ids = selectedIds();
    if (ids.size() != 2) return;
    using Read = std::vector<std::shared_ptr<const ExchangeRead>>;
    m_context.session
        .ask([source = m_model->source(), ids,
              hidden = isHidden()](workbench::Workbench& workbench) -> Result<Read> {
            Read both;
            for (const std::int64_t id : ids) {
                SCEPTER_TRY(read, readExchange(workbench, *source(workbench), id, hidden));
                both.push_back(std::move(read));
            }
            return both;
        })
        .then(this, [this, ids, side = m_detail->side()](const Result<Read>& answer) {
            if (answer)
                compare(*answer, side, ids);
            else
                m_messages.showProblem(tr("They could not be compared."),
                                       problemOf(answer.error(), m_context.session.clock().now()));
        });
}

void TrafficView::compare(const std::vector<std::shared_ptr<const ExchangeRead>>& both,
                          inspect::Side side, const std::vector<std::int64_t>& ids) {
    const bool request = side == inspect::Side::Request;
    const auto message = [&](std::size_t i) {
        return ComparedMessage{
            .name =
                (request ? tr("Request of exchange %1") : tr("Reply of exchange %1")).arg(ids[i]),
            .inspection = request ? both[i]->request : both[i]->reply};
    };
    if (message(0).inspection.tree.empty() || message(1).inspection.tree.empty()) {
        m_messages.show({.kind = MessageKind::Info,
                         .text = tr("One of the two has no such message to compare.")});
        return;
    }
    auto* window = new CompareMessagesWindow(m_context, message(0), message(1), this->window());
    window->show();
}

} // namespace scepter::ui
