// What clients of an endpoint see, as it is in the form.
#pragma once

#include "models/endpoint_config.h"
#include "shell/page.h"

#include <QTimer>

#include <optional>

class QLabel;
class QVBoxLayout;

namespace scepter::ui {

class Card;
class CodeView;
class FieldList;
class InlineNote;

/// Address, commands to try it, GetCACaps and GetCACert. Asks again whenever show() is called with
/// something else; keeps the last answer in sight meanwhile. GUI thread.
class EndpointPreviewPane : public QWidget {
    Q_OBJECT

public:
    explicit EndpointPreviewPane(PageContext& context, QWidget* parent = nullptr);

    void show(const enrollment::EndpointSettings& settings);
    /// Asks again, with the same settings.
    void refresh();
    /// Full while the responder runs, else the path alone.
    [[nodiscard]] QString address() const;
    /// SHA-256 of the CA certificate; empty while it is not known.
    [[nodiscard]] QString fingerprint() const;

Q_SIGNALS:
    void copyRequested(const QString& what, const QString& text);

private:
    void ask();
    void reflectAddress();
    void reflect();
    void showNotes();
    void showCertificates();
    void addCommand(const QString& name, const QString& title, CodeView*& view, Card* card);
    [[nodiscard]] QString enrollCommand() const;
    [[nodiscard]] QString strongswanCommand() const;

    PageContext& m_context;
    QTimer m_soon;
    enrollment::EndpointSettings m_settings;
    std::optional<workbench::EndpointPreview> m_preview;
    std::optional<Error> m_error;
    bool m_asking = false;
    bool m_askAgain = false;
    QString m_shown; ///< what the lists below were made of
    CodeView* m_address;
    InlineNote* m_addressNote;
    QLabel* m_needs;
    CodeView* m_enroll = nullptr;
    CodeView* m_strongswan = nullptr;
    Card* m_notesCard;
    QVBoxLayout* m_notes;
    CodeView* m_capabilities;
    QLabel* m_contentType;
    FieldList* m_certificates;
};

/// Commands that try an endpoint, to be pasted into a shell: every argument is quoted as it needs.
QString enrollCommandLine(const QString& url, const QString& fingerprint, bool challenge);
QString strongswanCommandLine(const QString& url, bool challenge, bool hasRa);

} // namespace scepter::ui
