// Any bytes, decoded, in a window of its own.
#pragma once

#include "dialogs/remembered_window.h"
#include "inspect/inspect.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace scepter::ui {

class InspectionView;
class Placeholder;

/// Takes what is dropped, pasted or opened, or bytes of the program's own, finds out what it is and
/// shows it. Decoding runs on another thread with the workspace's keys at hand.
class ExamineWindow : public RememberedWindow {
    Q_OBJECT

public:
    ExamineWindow(PageContext& context, QWidget* parent);

    /// `name` says where the bytes come from: a file, "exchange 81, request".
    void examine(const QByteArray& bytes, const QString& name,
                 inspect::Hint hint = inspect::Hint::None);
    void paste();
    [[nodiscard]] const InspectionView& view() const { return *m_view; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    QWidget* makePaste();
    void chooseFile();
    void openFile(const QString& path);
    void finish(const Result<inspect::Inspection>& answer);
    void save(const QByteArray& bytes, const QString& name);

    QStackedWidget* m_stack;
    QPlainTextEdit* m_text;
    InspectionView* m_view;
    QLabel* m_source;
    QPushButton* m_another;
    QString m_name;
    int m_turn = 0;
};

} // namespace scepter::ui
