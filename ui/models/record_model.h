// A list of records of one kind.
#pragma once

#include "models/ledger_model.h"

#include <QHash>
#include <QSet>

#include <list>
#include <utility>

namespace scepter::ui {

/// Keeps the records that were looked at last. Derived classes say how to read ids and records and
/// what a cell shows.
template <class Record> class RecordModel : public LedgerModel {
public:
    using LedgerModel::LedgerModel;

    /// Null while the row is not known.
    [[nodiscard]] const Record* record(qint64 id) const {
        const auto found = m_records.constFind(id);
        return found == m_records.constEnd() ? nullptr : &found->record;
    }

    void ensure(std::vector<std::int64_t> ids, std::function<void()> done) final {
        std::erase_if(ids, [this](std::int64_t id) { return isKnown(id) == Known::Yes; });
        if (ids.empty()) {
            done();
            return;
        }
        read(ids, std::move(done));
    }

protected:
    using RecordSource = std::function<Result<std::vector<Record>>(
        workbench::Workbench&, const std::vector<std::int64_t>&)>;
    [[nodiscard]] virtual RecordSource recordSource() const = 0;
    [[nodiscard]] virtual QVariant value(const Record& record, int column, int role) const = 0;

    [[nodiscard]] QVariant cell(qint64 id, int column, int role) const final {
        const Record* known = record(id);
        return known == nullptr ? QVariant() : value(*known, column, role);
    }
    [[nodiscard]] Known isKnown(qint64 id) const final {
        const auto found = m_records.constFind(id);
        if (m_gone.contains(id)) return found == m_records.constEnd() ? Known::Gone : Known::Yes;
        if (found == m_records.constEnd()) return Known::No;
        return found->age == m_age ? Known::Yes : Known::Old;
    }
    void age() final {
        ++m_age;
        m_gone.clear();
    }

    void fetch(const std::vector<std::int64_t>& ids) final {
        read(ids, [this, ids] { rowsArrived(ids); });
    }

private:
    struct Kept {
        Record record;
        quint64 age = 0;
    };
    static constexpr qsizetype kMaxKept = 4096;

    void read(const std::vector<std::int64_t>& ids, std::function<void()> done) {
        session()
            .ask([source = recordSource(), ids](workbench::Workbench& workbench) {
                return source(workbench, ids);
            })
            .then(this, [this, ids, done = std::move(done),
                         age = m_age](const Result<std::vector<Record>>& answer) {
                if (!answer) {
                    rowsFailed(ids, answer.error());
                    return;
                }
                for (const Record& record : *answer)
                    keep(record, age);
                // What is not there any more is not asked for again until something moves.
                for (const std::int64_t id : ids)
                    if (const auto kept = m_records.constFind(id);
                        kept == m_records.constEnd() || kept->age != age)
                        m_gone.insert(id);
                done();
            });
    }

    void keep(const Record& record, quint64 age) {
        if (m_records.size() > kMaxKept && !m_records.contains(record.id)) m_records.clear();
        m_records.insert(record.id, Kept{record, age});
    }

    QHash<qint64, Kept> m_records;
    QSet<qint64> m_gone; ///< asked for at this age, and not there
    quint64 m_age = 0;
};

} // namespace scepter::ui
