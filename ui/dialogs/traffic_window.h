// Recorded traffic of a file, in a window of its own.
#pragma once

#include "client/enrollment.h"
#include "dialogs/remembered_window.h"
#include "workbench/traffic.h"

#include <memory>
#include <vector>

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
    /// Opens one on what a client of this program has sent and got, opened with its keys too;
    /// chooses the exchange of this number, from 1.
    static TrafficWindow* showSteps(PageContext& context, QWidget* parent,
                                    const client::Transcript& steps,
                                    const std::vector<pki::PrivateKey>& keys, const QString& title,
                                    int chosen);
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
