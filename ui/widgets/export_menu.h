// "Copy as" and "Save as" for whatever can be exported.
#pragma once

#include "shell/page.h"
#include "workbench/formats.h"

#include <QMenu>

#include <functional>
#include <vector>

class QToolButton;

namespace scepter::ui {

/// Gives what is to be exported. Runs on another thread, perhaps several times: captures values
/// only. May stop with Cancelled when the second argument says so.
using ExportSource =
    std::function<Result<workbench::Exportable>(workbench::Workbench&, const store::GoOn&)>;

/// A menu with two submenus, "Copy as" and "Save as", which hold the formats of the one registry
/// that suit the object. They are read when the menu opens. The outcome is told in `messages`,
/// which must live as long as the menu's parent. Actions are named "copy-pem", "save-der", ...
class ExportMenu : public QMenu {
    Q_OBJECT

public:
    ExportMenu(PageContext& context, MessageBar& messages, QWidget* parent);

    /// An empty source: there is nothing to export.
    void setSource(ExportSource source);
    [[nodiscard]] bool hasSource() const { return static_cast<bool>(m_source); }

    /// Opens one of the submenus below `anchor`, on the format that was used last.
    void popupCopy(QWidget* anchor);
    void popupSave(QWidget* anchor);
    /// Opens both in one menu.
    void popupBoth(QWidget* anchor);

    /// A button that opens the whole menu; it belongs to `parent`.
    QToolButton* makeButton(const QString& text, QWidget* parent);

    /// Puts the object on the clipboard, or asks for a file and writes it as a job.
    void copyAs(const QString& formatId);
    void saveAs(const QString& formatId);

Q_SIGNALS:
    void sourceChanged();
    /// The submenus hold what suits the object.
    void filled();

private:
    /// A format with the name of its file.
    struct Choice {
        workbench::Format format;
        QString fileName;
    };
    void prepare(std::function<void()> then);
    void fill(const std::vector<Choice>& choices);
    void fillWithNote(const QString& note);
    [[nodiscard]] static QPoint placeFor(const QMenu& menu, const QWidget& anchor);
    void popupOne(QMenu* menu, QWidget* anchor, const QString& settingsKey);
    void finishCopy(const workbench::Format& format, workbench::ObjectKind kind,
                    const Bytes& bytes);
    void write(const workbench::Format& format, const ExportSource& source, const QString& path);

    PageContext& m_context;
    MessageBar& m_messages;
    QMenu* m_copy;
    QMenu* m_save;
    ExportSource m_source;
    std::vector<Choice> m_choices;
    int m_turn = 0; ///< tells the answer about this object from one about another
};

/// "PEM chain" in the operator's language.
QString formatLabel(const workbench::Format& format);

} // namespace scepter::ui
