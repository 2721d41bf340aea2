// A list of records of one kind.
#pragma once

#include "models/ledger_model.h"
#include "models/row_cache.h"

#include <utility>

namespace scepter::ui {

/// Derived classes say how to read ids and records and what a cell shows.
template <class Record> class RecordModel : public LedgerModel {
public:
    explicit RecordModel(workbench::Session& session, QObject* parent = nullptr)
        : LedgerModel(session, parent)
        , m_records(
              *this, session, [this] { return recordSource(); },
              [this](const Error& error) { rowsFailed(error); }) {}

    /// Null while the row is not known.
    [[nodiscard]] const Record* record(qint64 id) const { return m_records.find(id); }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const final {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
        return m_records.data(
            index, role, [&](const Record& record) { return value(record, index.column(), role); });
    }

    void ensure(std::vector<std::int64_t> ids, std::function<void()> done) final {
        m_records.ensure(std::move(ids), std::move(done));
    }

protected:
    using RecordSource = typename RowCache<Record>::Source;
    [[nodiscard]] virtual RecordSource recordSource() const = 0;
    [[nodiscard]] virtual QVariant value(const Record& record, int column, int role) const = 0;

    void age() final { m_records.age(); }

private:
    RowCache<Record> m_records;
};

} // namespace scepter::ui
