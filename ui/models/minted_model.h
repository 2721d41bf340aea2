// Codes that were just minted: the only place where their texts are.
#pragma once

#include "workbench/codes.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace scepter::ui {

/// Codes with their texts, shared with a job that writes them to a file. Wiped with the last who
/// holds it.
using MintedCodes = std::shared_ptr<const std::vector<workbench::MintedCode>>;

/// Texts are masked until they are asked for, one by one. Knows which were taken (copied, saved,
/// read from the screen), so that the others are not lost in silence.
class MintedModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, Code, Taken, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// The newest lot comes below those that are still there. A code alone is shown at once.
    void add(const MintedCodes& codes);
    /// Forgets all: what nobody else holds is wiped.
    void wipe();
    void setShown(int row, bool shown);
    [[nodiscard]] bool isShown(int row) const;
    void maskAll();
    void setTaken(int row);
    void setAllTaken();
    [[nodiscard]] int notTaken() const;

    [[nodiscard]] const workbench::MintedCode& at(int row) const;
    /// All lots, for a job.
    [[nodiscard]] std::vector<MintedCodes> lots() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row {
        MintedCodes lot;
        std::size_t at = 0;
        bool shown = false;
        bool taken = false;
    };
    void changed(int row);

    std::vector<Row> m_rows;
};

/// The text as a QString, to be handed on at once and not kept.
QString codeText(const workbench::MintedCode& minted);

/// Number, code, end, uses, endpoint, what it is bound to and note; RFC 4180, UTF-8, with a header.
Bytes codesAsCsv(const std::vector<MintedCodes>& lots);

} // namespace scepter::ui
