// Facts about a certificate, a request or a CRL as a tree of groups.
#pragma once

#include "workbench/certificate_facts.h"

#include <QAbstractItemModel>
#include <QList>

namespace scepter::ui {

/// Groups at the top, their facts below them.
class FactsModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Value, ColumnCount };

    explicit FactsModel(QObject* parent = nullptr);

    /// What is the same as before changes nothing: selection and scroll position stay.
    void setFacts(const workbench::Facts& facts);
    /// "Group\n  Name: value" lines of all.
    [[nodiscard]] QString allText() const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Line {
        QString name;
        QString value;
        QString note;
        bool monospace = false;
    };
    struct Group {
        QString title;
        QList<Line> lines;
    };
    [[nodiscard]] static QVariant lineData(const Group& group, const Line& line, int column,
                                           int role);

    workbench::Facts m_facts;
    QList<Group> m_groups;
};

} // namespace scepter::ui
