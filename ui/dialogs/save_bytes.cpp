#include "dialogs/save_bytes.h"

#include "shell/desktop.h"
#include "widgets/message_bar.h"
#include "workbench/write_file.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>

namespace scepter::ui {

namespace {

struct SaveBytes {
    Q_DECLARE_TR_FUNCTIONS(SaveBytes)
};

} // namespace

Bytes fromQt(const QByteArray& bytes) {
    return {bytes.cbegin(), bytes.cend()};
}

QByteArray toQt(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

void saveBytes(PageContext& context, QWidget* parent, MessageBar& messages, const QString& title,
               const QString& suggestedName, Bytes bytes) {
    const auto content = std::make_shared<const Bytes>(std::move(bytes));
    const QPointer<MessageBar> bar(&messages);
    context.desktop.chooseSaveFile(
        parent, title, suggestedName, {SaveBytes::tr("All files (*)")},
        [&context, bar, content](const QString& path) {
            if (!bar) return;
            context.session
                .ask([content, file = path.toStdString()](workbench::Workbench&) -> Result<bool> {
                    SCEPTER_CHECK(workbench::writeFile(file, *content, true));
                    return true;
                })
                .then(bar, [&context, bar,
                            name = QFileInfo(path).fileName()](const Result<bool>& answer) {
                    if (answer)
                        bar->showSuccess(SaveBytes::tr("Saved as %1.").arg(name));
                    else
                        bar->showProblem(SaveBytes::tr("%1 was not saved.").arg(name),
                                         problemOf(answer.error(), context.session.clock().now()));
                });
        });
}

} // namespace scepter::ui
