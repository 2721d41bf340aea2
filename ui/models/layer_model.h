// A decoded message as a tree of fields.
#pragma once

#include "inspect/finding.h"
#include "inspect/tree.h"
#include "models/secret_mask.h"
#include "theme/theme.h"

#include <QAbstractItemModel>

#include <memory>

namespace scepter::ui {

/// The tone of what is said about a message.
Tone toneOf(inspect::Severity severity);
/// "Error", "Warning", "Advice", "Note".
QString severityWord(inspect::Severity severity);

/// The nodes of an inspect::Tree, below its root. Secrets are dots until they are shown, in every
/// role. The tree is immutable; a new one resets the model. Nothing is made for a node before it is
/// asked for.
class LayerModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Value, ColumnCount };
    enum Role {
        HiddenRole = Qt::UserRole + 1 ///< bool: the value is hidden now
    };

    explicit LayerModel(const Theme& theme, QObject* parent = nullptr);

    /// `mask` is shared with whoever shows the same message and must not be null.
    void setTree(const inspect::Tree& tree, const std::vector<inspect::Finding>& findings,
                 std::shared_ptr<const SecretMask> mask);
    /// The plain reading of one buffer of the message that the mask is of.
    void setStructure(const inspect::Tree& tree, inspect::BufferId buffer,
                      std::shared_ptr<const SecretMask> mask);
    [[nodiscard]] const inspect::Tree& tree() const { return m_tree; }
    /// Its mask was changed.
    void noteMask();

    [[nodiscard]] static inspect::NodeId nodeOf(const QModelIndex& index); ///< 0: the root
    [[nodiscard]] QModelIndex indexOf(inspect::NodeId id, int column = Name) const;
    /// The buffer of the message that a node's bytes are in.
    [[nodiscard]] inspect::BufferId bufferOf(inspect::NodeId id) const;
    /// Whether the value of a node is a secret, shown or not; and whether it is hidden now.
    [[nodiscard]] bool isSecret(inspect::NodeId id) const;
    [[nodiscard]] bool isHidden(inspect::NodeId id) const;
    /// As shown: dots for what is hidden.
    [[nodiscard]] QString valueOf(inspect::NodeId id) const;

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

    void index();
    [[nodiscard]] bool startsDecrypted(inspect::NodeId id) const;
    [[nodiscard]] QVariant decoration(inspect::NodeId id, int column) const;
    [[nodiscard]] QString spoken(inspect::NodeId id) const;
    [[nodiscard]] QString toolTip(inspect::NodeId id, int column) const;

    const Theme& m_theme;
    inspect::Tree m_tree;
    std::shared_ptr<const SecretMask> m_mask;
    bool m_plain = false; ///< of one buffer, which the tree knows as its first
    inspect::BufferId m_buffer = 0;
    std::vector<Known> m_known;
    std::vector<inspect::NodeId> m_children; ///< those of each node side by side
};

} // namespace scepter::ui
