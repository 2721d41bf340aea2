// A decoded message: its fields, its bytes, and what is worth saying about it.
#pragma once

#include "inspect/inspect.h"
#include "theme/theme.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QMenu;
class QSplitter;
class QTabBar;
class QToolButton;
class QTreeView;

namespace scepter::ui {

class HexView;
class InlineNote;
class LayerModel;

/// Fields on the left, bytes on the right, findings below. What is chosen on one side is marked on
/// the others; what the pointer rests on is outlined. Two readings of each layer: its meaning, and
/// plain ASN.1. Secrets are hidden until they are asked for, one by one.
class InspectionView : public QWidget {
    Q_OBJECT

public:
    explicit InspectionView(const Theme& theme, QWidget* parent = nullptr);

    void setInspection(const inspect::Inspection& inspection);
    void clear();
    [[nodiscard]] const inspect::Inspection& inspection() const { return m_inspection; }
    [[nodiscard]] bool isEmpty() const { return m_inspection.tree.empty(); }
    /// Chooses a field, opens what is above it and marks its bytes.
    void select(inspect::NodeId id);
    [[nodiscard]] inspect::NodeId current() const { return m_current; }
    /// Opens the branches that lead to findings.
    void expandFindings();

Q_SIGNALS:
    void copyRequested(const QString& what, const QString& text);
    /// The bytes of the chosen field, for a file of this name.
    void saveRequested(const QByteArray& bytes, const QString& suggestedName);

private:
    enum Reading { Meaning, Structure };

    void build();
    void connectAll();
    QWidget* makeFields();
    QWidget* makeBytes();
    void fillFindings();
    void fillBuffers();
    void showBuffer(inspect::BufferId buffer);
    void showStructure();
    void currentFieldChanged();
    void hoverField(const QModelIndex& index);
    void hoverByte(qsizetype offset);
    void chooseByte(qsizetype offset);
    void toggleSecret();
    void reflectCurrent();
    void fillCopyMenu();
    [[nodiscard]] LayerModel& model() const;
    [[nodiscard]] bool mayShow(inspect::NodeId id) const;
    [[nodiscard]] ByteView bytesOfCurrent() const;

    const Theme& m_theme;
    inspect::Inspection m_inspection;
    inspect::NodeId m_current = 0; ///< in the tree of the reading that is shown
    inspect::BufferId m_buffer = 0;
    LayerModel* m_meaning;
    LayerModel* m_structure;
    InlineNote* m_why;
    QTabBar* m_reading;
    QTreeView* m_fields;
    QTabBar* m_buffers;
    HexView* m_bytes;
    QListWidget* m_findings;
    QSplitter* m_sides;
    QSplitter* m_rows;
    QLabel* m_place;
    QToolButton* m_reveal;
    QToolButton* m_copy;
    QMenu* m_copyMenu;
    bool m_selecting = false;
};

} // namespace scepter::ui
