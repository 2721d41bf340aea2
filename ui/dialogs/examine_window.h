// Any bytes, decoded, in a window of its own.
#pragma once

#include "base/secret.h"
#include "dialogs/remembered_window.h"
#include "inspect/inspect.h"

#include <memory>

class QLabel;
class QMenu;
class QMimeData;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace scepter::ui {

class ElidedLabel;
class InspectionCommands;
class InspectionView;

/// Takes what is dropped, pasted or opened, or bytes of the program's own, finds out what it is and
/// shows it. Decoding runs on another thread with the workspace's keys at hand, and again when keys
/// were added or forgotten.
class ExamineWindow : public RememberedWindow {
    Q_OBJECT

public:
    ExamineWindow(PageContext& context, QWidget* parent);

    /// Opens one with these bytes. `name` says where they come from: a file, "CSR of CN=a".
    static ExamineWindow* show(PageContext& context, QWidget* parent, const QByteArray& bytes,
                               const QString& name, inspect::Hint hint = inspect::Hint::None);
    /// One for each dropped file, or for the dropped text; false when there was neither.
    static bool showDropped(PageContext& context, QWidget* parent, const QMimeData& dropped);
    /// Whether showDropped() would take it.
    static bool canTake(const QMimeData& data);
    using RememberedWindow::show;

    void examine(const QByteArray& bytes, const QString& name,
                 inspect::Hint hint = inspect::Hint::None);
    void openFile(const QString& path);
    void paste();
    /// Something to know about what is examined; stays until it is dismissed.
    void note(const QString& text);
    [[nodiscard]] InspectionView& view() const { return *m_view; }
    [[nodiscard]] const QString& name() const { return m_name; }
    [[nodiscard]] bool isBusy() const { return m_busy; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    QWidget* makeHead();
    QWidget* makePaste();
    void connectAll();
    void startAgain();
    void chooseFile();
    void decode();
    void finish(const Result<inspect::Inspection>& answer);
    void reflect();
    void sayClosed();
    void fillCompareMenu();
    void compareWith(const QString& name, const inspect::Inspection& other);
    void compareWithFile(const QString& path);

    QStackedWidget* m_stack;
    QPlainTextEdit* m_text;
    InspectionView* m_view;
    InspectionCommands* m_commands;
    ElidedLabel* m_source;
    QPushButton* m_explain;
    QPushButton* m_compare;
    QPushButton* m_keys;
    QPushButton* m_another;
    QMenu* m_compareMenu;
    QString m_name;
    std::shared_ptr<const SecretBytes> m_input; ///< null: nothing is examined
    inspect::Hint m_hint = inspect::Hint::None;
    int m_turn = 0;
    bool m_busy = false;
};

} // namespace scepter::ui
