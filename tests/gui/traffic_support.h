// A list of exchanges in a window of its own, over a source that the test fills.
#pragma once

#include "shell/action_collection.h"
#include "shell/navigator.h"
#include "support/lab_workspace.h"
#include "support/test_desktop.h"
#include "support/test_window.h"
#include "support/traffic_double.h"
#include "widgets/message_bar.h"
#include "widgets/traffic_view.h"

#include <QVBoxLayout>

namespace scepter::test {

/// One at a time. Times are those of the clock.
class TrafficBench {
public:
    TrafficBench()
        : m_settings(workspace.file(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , m_theme(*qApp)
        , m_actions(m_settings)
        , m_clipboard(*QApplication::clipboard())
        , m_session(workspace.open(clock), clock)
        , m_context{m_session,   m_theme, navigator,  m_actions,
                    m_clipboard, desktop, m_settings, nullptr}
        , messages(m_theme) {
        m_theme.apply(ui::ColorMode::Light);
    }

    /// Shows the list and waits until it is read, or could not be.
    [[nodiscard]] bool show(ui::ListModel::State wanted = ui::ListModel::State::Ready,
                            bool live = true, QSize size = {1100, 640}) {
        view = new ui::TrafficView(
            m_context, messages, [this](workbench::Workbench&) { return traffic; }, live,
            QStringLiteral("test"), &m_host);
        if (m_host.layout() == nullptr) {
            auto* layout = new QVBoxLayout(&m_host);
            layout->addWidget(&messages);
        }
        m_host.layout()->addWidget(view);
        m_host.resize(size);
        m_host.show();
        m_host.activateWindow();
        return QTest::qWaitForWindowActive(&m_host) &&
               QTest::qWaitFor([this, wanted] { return view->model().state() == wanted; });
    }

    template <class Widget = QWidget> [[nodiscard]] Widget* find(const char* name) {
        return test::find<Widget>(&m_host, QLatin1String(name));
    }
    [[nodiscard]] QWidget& host() { return m_host; }
    [[nodiscard]] QSettings& settings() { return m_settings; }
    [[nodiscard]] workbench::Session& session() { return m_session; }
    [[nodiscard]] ui::PageContext& context() { return m_context; }

    LabWorkspace workspace;
    SteppingClock clock;
    ui::Navigator navigator;
    TestDesktop desktop;
    std::shared_ptr<TrafficDouble> traffic = std::make_shared<TrafficDouble>();
    ui::TrafficView* view = nullptr; ///< of the host

private:
    QSettings m_settings;
    ui::Theme m_theme;
    ui::ActionCollection m_actions;
    ui::Clipboard m_clipboard;
    workbench::Session m_session;
    ui::PageContext m_context;
    QWidget m_host; // before the messages, which it must not delete

public:
    ui::MessageBar messages;
};

/// An enrollment as a list shows it.
inline inspect::FilterRow enrollmentRow(TimePoint time, const std::string& subject,
                                        const std::string& transactionId,
                                        const std::string& status = "SUCCESS (0)") {
    inspect::FilterRow row;
    row.time = time;
    row.operation = "PKIOperation";
    row.messageType = "PKCSReq (19)";
    row.status = status;
    if (status.starts_with("FAILURE")) row.failInfo = "badRequest (2)";
    row.subject = subject;
    row.transactionId = transactionId;
    row.peer = "10.0.0.22";
    row.endpoint = "scep";
    row.method = "POST";
    row.path = "/scep";
    row.httpStatus = 200;
    row.client = "sscep";
    return row;
}

/// A GetCACaps.
inline inspect::FilterRow capabilitiesRow(TimePoint time) {
    inspect::FilterRow row;
    row.time = time;
    row.operation = "GetCACaps";
    row.peer = "10.0.0.9";
    row.method = "GET";
    row.path = "/scep";
    row.httpStatus = 200;
    return row;
}

} // namespace scepter::test
