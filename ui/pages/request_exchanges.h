// The messages behind a request: what came, what was answered, byte for byte.
#pragma once

#include "responder/exchange_recorder.h"
#include "shell/page.h"
#include "workbench/formats.h"

#include <QAbstractListModel>
#include <QAbstractTableModel>

class QLabel;
class QListView;
class QMenu;
class QPushButton;
class QTabBar;
class QTableView;

namespace scepter::ui {

class ExportMenu;
class Placeholder;

/// Recorded exchanges, oldest first.
class ExchangeTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Peer, What, Outcome, Sent, Answered, Took, ColumnCount };
    using Kept = responder::ExchangeRecorder::Kept;

    explicit ExchangeTable(const Theme& theme, QObject* parent = nullptr);

    /// What is new at the end is added; selections stay.
    void setExchanges(std::vector<Kept> exchanges);
    [[nodiscard]] Kept at(int row) const; ///< null when there is no such row
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] static QString shown(const responder::Exchange& exchange, int column);

    const Theme& m_theme;
    std::vector<Kept> m_exchanges;
};

/// Bytes as lines of a hex dump, made when they are painted: any length shows at once.
class HexLines : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setBytes(std::shared_ptr<const Bytes> bytes);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::shared_ptr<const Bytes> m_bytes;
};

/// The list of exchanges of one request, and the bytes of the chosen one.
class RequestExchanges : public QWidget {
    Q_OBJECT

public:
    RequestExchanges(PageContext& context, Page& page, QWidget* parent = nullptr);

    /// Shows those of a request; the same request again only adds what is new.
    void show(const enrollment::RequestRecord& record, const QString& endpoint,
              const QString& path);
    [[nodiscard]] int count() const;

Q_SIGNALS:
    void countChanged();

private:
    void build();
    void showBytes();
    void sayWhatIsMissing();
    void examine();
    [[nodiscard]] std::shared_ptr<const Bytes> bytes() const;
    [[nodiscard]] std::optional<workbench::Exportable> chosen() const;

    PageContext& m_context;
    Page& m_page;
    ExchangeTable* m_table;
    HexLines* m_lines;
    QTableView* m_view;
    QTabBar* m_side;
    QLabel* m_facts;
    QListView* m_hex;
    ExportMenu* m_export;
    QPushButton* m_examine;
    QWidget* m_content;
    Placeholder* m_nothing;
    qint64 m_requestId = 0;
    QString m_transaction;
    QString m_path;
};

} // namespace scepter::ui
