// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/test_report_file.h"

#include "shell/desktop.h"
#include "widgets/message_bar.h"
#include "workbench/write_file.h"

#include <QFileInfo>
#include <QPointer>

#include <utility>

namespace scepter::ui {

void saveReport(PageContext& context, QWidget& owner, MessageBar& messages, const QString& title,
                const QString& suggestedName, const QStringList& filters,
                std::function<std::string(const QString& ending)> make) {
    const QPointer<MessageBar> bar(&messages);
    context.desktop.chooseSaveFile(
        &owner, title, suggestedName, filters,
        [&context, bar, make = std::move(make)](const QString& path) {
            if (!bar) return;
            const QString ending = QFileInfo(path).suffix().toLower();
            context.session
                .ask([make, ending,
                      file = path.toStdString()](workbench::Workbench&) -> Result<bool> {
                    const std::string report = make(ending);
                    SCEPTER_CHECK(workbench::writeFile(file, bytesOf(report), false));
                    return true;
                })
                .then(bar.data(), [&context, bar, path](const Result<bool>& answer) {
                    const QString name = QFileInfo(path).fileName();
                    if (answer)
                        bar->showSuccess(Page::tr("Saved as %1.").arg(name));
                    else
                        bar->showProblem(Page::tr("%1 was not saved.").arg(name),
                                         problemOf(answer.error(), context.session.clock().now()));
                });
        });
}

} // namespace scepter::ui
