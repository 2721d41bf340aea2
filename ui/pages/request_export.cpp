#include "pages/request_export.h"

#include "shell/clipboard.h"
#include "shell/save_file.h"
#include "theme/tinted_icon.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include <QCoreApplication>

namespace scepter::ui {

namespace {

using workbench::Exportable;
using workbench::Format;

class Export {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::RequestExport)
};

QByteArray toByteArray(const Bytes& bytes) {
    return QByteArray(reinterpret_cast<const char*>(bytes.data()),
                      static_cast<qsizetype>(bytes.size()));
}

void putOnClipboard(PageContext& context, Page& page, const Format& format, const Bytes& bytes) {
    const QByteArray data = toByteArray(bytes);
    if (format.text)
        context.clipboard.copy(QString::fromUtf8(data));
    else
        context.clipboard.copyData(QStringLiteral("application/octet-stream"), data,
                                   QString::fromLatin1(data.toBase64()));
    page.messages().showSuccess(
        format.text ? Export::tr("Copied as %1.").arg(text(format.label))
                    : Export::tr("Copied as %1; programs that take text get it as Base64.")
                          .arg(text(format.label)));
}

void copyAs(PageContext& context, Page& page, const Exportable& object, const Format& format) {
    context.session
        .ask([object, format](workbench::Workbench&) {
            return workbench::encode(object, format.id);
        })
        .then(&page, [&context, &page, format](const Result<Bytes>& answer) {
            if (answer)
                putOnClipboard(context, page, format, *answer);
            else
                page.messages().showProblem(
                    Export::tr("It was not copied as %1.").arg(text(format.label)),
                    problemOf(answer.error(), context.session.clock().now()));
        });
}

void saveAs(PageContext& context, Page& page, const Exportable& object, const Format& format) {
    const QString name = text(workbench::suggestedFileName(object, format.id));
    const QString filter =
        format.extension.empty()
            ? Export::tr("All files (*)")
            : QStringLiteral("%1 (*.%2)").arg(text(format.label), text(format.extension));
    saveThroughJob(context, page, Export::tr("Save as %1").arg(text(format.label)), name, {filter},
                   Export::tr("Saving %1").arg(name),
                   [object, format](workbench::Workbench&, workbench::JobControl&) {
                       return workbench::encode(object, format.id);
                   });
}

using Run = void (*)(PageContext&, Page&, const Exportable&, const Format&);

QMenu* makeMenu(PageContext& context, Page& page, const QString& title, Icon icon,
                ExportSource source, QWidget* parent, Run run) {
    auto* menu = new QMenu(title, parent);
    menu->setIcon(tintedIcon(icon));
    QObject::connect(menu, &QMenu::aboutToShow, menu,
                     [&context, &page, menu, source = std::move(source), run] {
                         menu->clear();
                         const auto object = source();
                         if (!object) {
                             menu->addAction(Export::tr("Nothing to write"))->setEnabled(false);
                             return;
                         }
                         for (const Format& format : workbench::formatsFor(*object)) {
                             QAction* action = menu->addAction(text(format.label));
                             action->setObjectName(QStringLiteral("format-") + text(format.id));
                             QObject::connect(action, &QAction::triggered, menu,
                                              [&context, &page, object = *object, format, run] {
                                                  run(context, page, object, format);
                                              });
                         }
                     });
    return menu;
}

} // namespace

QMenu* makeCopyAsMenu(PageContext& context, Page& page, ExportSource source, QWidget* parent) {
    return makeMenu(context, page, Export::tr("&Copy as"), Icon::Copy, std::move(source), parent,
                    copyAs);
}

QMenu* makeSaveAsMenu(PageContext& context, Page& page, ExportSource source, QWidget* parent) {
    return makeMenu(context, page, Export::tr("&Save as"), Icon::Save, std::move(source), parent,
                    saveAs);
}

} // namespace scepter::ui
