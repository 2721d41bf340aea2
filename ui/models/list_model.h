// What a long list tells its view: rows by id, and how far reading has come.
#pragma once

#include "base/error.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace scepter::ui {

/// A table whose rows have ids and are read on another thread, by demand. GUI thread.
class ListModel : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListModel)

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< qint64
        CopyRole,                  ///< full text for the clipboard
        ToneRole,                  ///< int of Tone: the cell is a state
        IconRole,                  ///< int of Icon
        NumberRole,                ///< bool: right-aligned
        MonospaceRole,             ///< bool
        StruckRole                 ///< bool: no longer what the filter asks for
    };
    enum class State { Idle, Loading, Ready, Failed };

    using QAbstractTableModel::QAbstractTableModel;
    ~ListModel() override = default;

    [[nodiscard]] virtual State state() const = 0;
    /// Ids are being read; rows may still be there from before.
    [[nodiscard]] virtual bool isBusy() const = 0;
    [[nodiscard]] virtual const std::optional<Error>& error() const = 0;
    [[nodiscard]] virtual qint64 idAt(int row) const = 0;
    /// -1 when it is not in the list.
    [[nodiscard]] virtual int rowOf(qint64 id) const = 0;
    /// How many there are without a filter.
    [[nodiscard]] virtual qint64 total() const = 0;
    [[nodiscard]] virtual bool isFiltered() const = 0;

    /// Reads those of these rows that are not known, then calls `done`; some thousand at most.
    virtual void ensure(std::vector<std::int64_t> ids, std::function<void()> done) = 0;
    /// Reads everything anew; rows that no longer fit the filter go.
    virtual void reload() = 0;

Q_SIGNALS:
    void stateChanged();
};

} // namespace scepter::ui
