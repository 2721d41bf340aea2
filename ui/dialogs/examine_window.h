// Any bytes, decoded, in a window of its own.
#pragma once

#include "dialogs/remembered_window.h"
#include "inspect/inspect.h"

#include <functional>

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
/// were added or forgotten. What is shown keeps its name until something else can be shown.
class ExamineWindow : public RememberedWindow {
    Q_OBJECT

public:
    /// Runs on another thread, as often as other keys are at hand.
    using Decode = std::function<Result<inspect::Inspection>(workbench::Workbench&)>;

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
    /// For a message that its bytes alone do not tell all about.
    void examine(Decode decode, const QString& name);
    void openFile(const QString& path);
    void paste();
    /// Something to know about what is examined; stays until it is dismissed.
    void note(const QString& text);
    [[nodiscard]] InspectionView& view() const { return *m_view; }
    [[nodiscard]] bool isBusy() const { return m_busy; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Subject {
        QString name;
        Decode decode; ///< none: nothing, or a file that is still read
    };

    void build();
    QWidget* makeHead();
    QWidget* makePaste();
    void connectAll();
    void startAgain();
    void chooseFile();
    void decode();
    void finish(const Result<inspect::Inspection>& answer);
    void giveUp(const QString& sentence, const Error& error);
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
    Subject m_shown;
    Subject m_asked; ///< what is being read, else what is shown
    int m_turn = 0;
    bool m_busy = false;
};

} // namespace scepter::ui
