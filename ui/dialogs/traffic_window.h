// Recorded traffic of a file, in a window of its own.
#pragma once

#include "dialogs/remembered_window.h"
#include "workbench/traffic.h"

#include <memory>

class QStackedWidget;
class QVBoxLayout;

namespace scepter::ui {

class Placeholder;
class TrafficView;

/// A HAR, pcap, pcapng, redacted bundle or single message with the same list and detail as the
/// Inspector page. The file is read and decoded as a job that can be cancelled.
class TrafficWindow : public RememberedWindow {
    Q_OBJECT

public:
    TrafficWindow(PageContext& context, QWidget* parent);

    void openFile(const QString& path);
    /// Null until the file is read.
    [[nodiscard]] TrafficView* view() const { return m_view; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void use(std::shared_ptr<workbench::TrafficSource> source,
             const std::vector<std::string>& notes);
    void addButtons(QVBoxLayout& layout);

    QStackedWidget* m_stack;
    Placeholder* m_opening;
    TrafficView* m_view = nullptr;
    QString m_path;
};

} // namespace scepter::ui
