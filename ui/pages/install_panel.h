// The CSR for an outside root, and the certificate that comes back.
#pragma once

#include "pki/certificate.h"
#include "shell/page.h"
#include "widgets/card.h"
#include "workbench/formats.h"

#include <vector>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace scepter::ui {

/// Shown while a generation waits for its certificate.
class InstallPanel : public Card {
    Q_OBJECT

public:
    explicit InstallPanel(PageContext& context, QWidget* parent = nullptr);
    void showRequest(const workbench::GenerationView& generation);
    void showError(const QString& text);

Q_SIGNALS:
    void csrExportRequested(const scepter::workbench::Exportable& object, const QString& formatId);
    void copyRequested(const QString& text);
    void installRequested(const std::vector<scepter::pki::Certificate>& certificates);

private:
    void openFile();
    void submit();

    PageContext& m_context;
    QPlainTextEdit* m_text;
    QLabel* m_error;
    QPushButton* m_copyCsr;
    QPushButton* m_saveCsr;
    std::optional<workbench::Exportable> m_csr;
};

} // namespace scepter::ui
