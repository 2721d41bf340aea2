// Inspector: every message that the responders of this workspace have received and answered.
#pragma once

#include "models/capture_state.h"
#include "shell/page.h"

class QMenu;

namespace scepter::ui {

class TrafficView;

class InspectorPage : public Page {
    Q_OBJECT

public:
    explicit InspectorPage(PageContext& context, QWidget* parent = nullptr);

    bool openObject(const ObjectRef& target) override;
    void focusFilter() override;
    void refresh() override;
    bool escape() override;
    void saveState() override;

    [[nodiscard]] TrafficView& view() const { return *m_view; }

private:
    void addActions();
    void addMoreActions();
    void connectAll();
    void reflectCapture();
    void reflectActions();
    void reflectEmpty();
    void popUpBelow(QMenu* menu, const QString& action);
    void chooseCapture();
    void setCapture(responder::TrafficMode mode);
    void askClear();
    void clear();
    void openFile();

    TrafficView* m_view;
    CaptureState* m_capture;
    std::optional<Error> m_said; ///< what the messages tell of the recording
    QAction* m_captureAction = nullptr;
    QAction* m_clear = nullptr;
    QAction* m_save = nullptr;
    QAction* m_group = nullptr;
    QAction* m_redact = nullptr;
    QAction* m_compare = nullptr;
    QAction* m_openMessage = nullptr;
    QAction* m_toRequest = nullptr;
    QAction* m_showTransaction = nullptr;
};

} // namespace scepter::ui
