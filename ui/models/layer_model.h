// A decoded message as a tree of fields.
#pragma once

#include "inspect/finding.h"
#include "inspect/tree.h"

#include <QAbstractItemModel>
#include <QSet>

namespace scepter::ui {

class Theme;

/// The nodes of an inspect::Tree, below its root. Secrets are dots until they are revealed. The
/// tree is immutable; a new one resets the model.
class LayerModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Value, ColumnCount };
    enum Role {
        NodeRole = Qt::UserRole + 1, ///< inspect::NodeId
        SecretRole                   ///< bool: is hidden now
    };

    explicit LayerModel(const Theme& theme, QObject* parent = nullptr);

    void setTree(const inspect::Tree& tree, const std::vector<inspect::Finding>& findings);
    [[nodiscard]] const inspect::Tree& tree() const { return m_tree; }
    /// Shows or hides the value of a secret.
    void setRevealed(inspect::NodeId id, bool revealed);
    [[nodiscard]] bool isRevealed(inspect::NodeId id) const { return m_revealed.contains(id); }
    [[nodiscard]] static inspect::NodeId nodeOf(const QModelIndex& index);
    [[nodiscard]] QModelIndex indexOf(inspect::NodeId id, int column = Name) const;
    /// "DER", "DER, decrypted": what a node's bytes are a part of.
    [[nodiscard]] QString layerOf(inspect::NodeId id) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Known {
        int row = 0;
        int children = 0;
        std::size_t first = 0; ///< of its children, into m_children
        int severity = -1;     ///< of the worst finding here; -1: none
    };

    [[nodiscard]] QString valueOf(inspect::NodeId id) const;
    [[nodiscard]] QVariant decoration(inspect::NodeId id) const;

    const Theme& m_theme;
    inspect::Tree m_tree;
    std::vector<Known> m_known;
    std::vector<inspect::NodeId> m_children; ///< those of each node side by side
    QSet<inspect::NodeId> m_revealed;
};

} // namespace scepter::ui
