// A decoded message: its fields, its bytes, and what is worth saying about it.
#pragma once

#include "dialogs/latest_question.h"
#include "inspect/copy.h"
#include "inspect/inspect.h"
#include "models/secret_mask.h"
#include "theme/theme.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QMenu;
class QPushButton;
class QSplitter;
class QTabBar;
class QToolButton;
class QTreeView;

namespace scepter::ui {

class ElidedLabel;
class HexView;
class InlineNote;
class LayerModel;

/// Fields on the left, bytes on the right, findings below. What is chosen on one side is marked on
/// the others; what the pointer rests on is outlined. Two readings of each layer: its meaning, and
/// plain ASN.1. Secrets are hidden until they are asked for, one by one, and cannot be copied
/// before that. Copying and saving are told by signals, of a large field when it has been made on
/// another thread; see InspectionCommands.
class InspectionView : public QWidget {
    Q_OBJECT

public:
    explicit InspectionView(const Theme& theme, QWidget* parent = nullptr);

    void setInspection(const inspect::Inspection& inspection);
    void clear();
    [[nodiscard]] const inspect::Inspection& inspection() const { return m_inspection; }
    [[nodiscard]] bool isEmpty() const { return m_inspection.tree.empty(); }
    /// Chooses a field in the reading of meaning, opens what is above it and marks its bytes.
    void select(inspect::NodeId id);
    /// In the tree of the reading that is shown; 0: none, so the whole message.
    [[nodiscard]] inspect::NodeId current() const { return m_current; }
    void focusFields();
    /// Opens the branches that lead to findings.
    void expandFindings();

    // For menus of the window around it.
    void popupCopy();
    void popupSave();
    void copyValue();
    void save(inspect::CopyFormat format);
    void copy(inspect::CopyFormat format);

Q_SIGNALS:
    void copyRequested(const QString& what, const QString& text);
    /// For a clipboard that forgets it.
    void secretCopyRequested(const QString& what, const QString& text);
    /// Bytes that are no text, with base64 for programs that take text only.
    void dataCopyRequested(const QString& what, const QByteArray& bytes, const QString& base64);
    /// What was made of the chosen field, for a file of this name.
    void saveRequested(const QByteArray& bytes, const QString& suggestedName);
    /// The bytes of a field as a message of their own.
    void examineRequested(const QByteArray& bytes, const QString& name);
    /// Why nothing was copied.
    void refused(const QString& why);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Reading { Meaning, Structure };
    struct Made;
    using MadeQuestion = LatestQuestion<std::shared_ptr<const Made>>;

    // in inspection_view.cpp
    void build();
    QWidget* makeFields();
    QWidget* makeBytes();
    QWidget* makeFindings();
    QWidget* makeFoot();
    QToolButton* makeMenuButton(const QString& name, const QString& text, Icon icon, QMenu* menu);
    void connectAll();
    void connectSelection();

    // in inspection_view_content.cpp
    void fillFindings();
    void reflectRoom();
    void fillBuffers();
    void showBuffer(inspect::BufferId buffer);
    void showReading(const std::optional<inspect::Place>& wanted);
    [[nodiscard]] std::optional<inspect::Place> placeOfCurrent(const LayerModel& shown) const;
    void askStructure();
    void useStructure(const inspect::Tree& tree);
    void showModel();
    void showMask();
    void expandStart();
    void expandTo(inspect::NodeId id);
    void chooseStart();
    void fitNames();
    void keepInSight();
    void sayWhy();
    void selectHere(inspect::NodeId id);
    void selectPlace(const inspect::Place& place);
    void currentFieldChanged();
    void chooseFinding(const QListWidgetItem* item);
    void hoverField(const QModelIndex& index);
    void hoverByte(qsizetype offset);
    void chooseByte(qsizetype offset);
    void toggleSecret();
    void reflectCurrent();
    void fitAbout();
    [[nodiscard]] QString about(inspect::NodeId id) const;
    [[nodiscard]] QString placeText(inspect::NodeId id) const;
    [[nodiscard]] LayerModel& model() const;
    [[nodiscard]] bool isPlain() const;
    [[nodiscard]] inspect::NodeId nodeAt(qsizetype offset) const;

    // in inspection_view_copy.cpp
    void fillMenus();
    void fillMenu(QMenu& menu, bool saves);
    void showFieldMenu(const QPoint& at);
    [[nodiscard]] QList<QAction*> fieldActions(QObject* parent);
    /// Why a format cannot be had now; empty when it can.
    [[nodiscard]] QString blocked(const inspect::CopyChoice& choice) const;
    [[nodiscard]] bool bytesHidden() const;
    [[nodiscard]] bool bytesSecret() const;
    void make(inspect::CopyFormat format, MadeQuestion& question);
    [[nodiscard]] MadeQuestion::Question maker(inspect::CopyFormat format) const;
    void finishCopy(const Made& made);
    void finishSave(const Made& made);
    [[nodiscard]] bool anyHiddenBelow() const;
    [[nodiscard]] QString fileStem() const;
    static void popupNear(QMenu* menu, QWidget* button);
    void expandBelow();

    const Theme& m_theme;
    inspect::Inspection m_inspection;
    std::shared_ptr<SecretMask> m_mask;
    inspect::NodeId m_current = 0; ///< in the tree of the reading that is shown
    inspect::BufferId m_buffer = 0;
    LayerModel* m_meaning;
    LayerModel* m_structure;
    InlineNote* m_why;
    QPushButton* m_showWhy;
    QTabBar* m_reading;
    QPushButton* m_expand;
    QTreeView* m_fields;
    QTabBar* m_buffers;
    QToolButton* m_bits;
    HexView* m_bytes;
    QLabel* m_about;
    QString m_aboutWhole; ///< before it was cut to the room
    QLabel* m_findingsTitle;
    QListWidget* m_findings;
    QWidget* m_findingsPanel = nullptr;
    QSplitter* m_sides;
    QSplitter* m_rows;
    ElidedLabel* m_place;
    QPushButton* m_reveal;
    QMenu* m_copyMenu;
    QMenu* m_saveMenu;
    QToolButton* m_copy;
    QToolButton* m_save;
    LatestQuestion<inspect::Tree> m_structureQuestion;
    MadeQuestion m_copyQuestion;
    MadeQuestion m_saveQuestion;
    std::optional<inspect::Place> m_wanted; ///< to be chosen once the plain reading is there
    bool m_low = false;                     ///< there is no room for more than the fields
    bool m_filling = false;
    bool m_fitting = false;
    bool m_widthChosen = false; ///< of the column of names, by the operator
};

} // namespace scepter::ui
