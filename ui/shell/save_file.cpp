#include "shell/save_file.h"

#include "shell/desktop.h"
#include "widgets/message_bar.h"
#include "workbench/write_file.h"

#include "base/secret.h"

#include <QFileInfo>

namespace scepter::ui {

void saveThroughJob(PageContext& context, Page& page, const QString& title,
                    const QString& suggestedName, const QStringList& filters, const QString& job,
                    BytesMaker maker, bool secret, std::function<void()> saved) {
    saveThroughJob(context, page, page.messages(), title, suggestedName, filters, job,
                   std::move(maker), secret, std::move(saved));
}

void saveThroughJob(PageContext& context, QWidget& owner, MessageBar& messages,
                    const QString& title, const QString& suggestedName, const QStringList& filters,
                    const QString& job, BytesMaker maker, bool secret,
                    std::function<void()> saved) {
    savePiecesThroughJob(
        context, owner, messages, title, suggestedName, filters, job,
        [maker = std::move(maker), secret](workbench::Workbench& workbench,
                                           workbench::JobControl& control,
                                           workbench::FileWriter& file) -> Result<void> {
            SCEPTER_TRY(bytes, maker(workbench, control));
            auto written = file.write(bytes);
            if (secret) wipeMemory(bytes.data(), bytes.size());
            return written;
        },
        secret, std::move(saved));
}

void savePiecesThroughJob(PageContext& context, Page& page, const QString& title,
                          const QString& suggestedName, const QStringList& filters,
                          const QString& job, PieceMaker maker, bool secret,
                          std::function<void()> saved) {
    savePiecesThroughJob(context, page, page.messages(), title, suggestedName, filters, job,
                         std::move(maker), secret, std::move(saved));
}

void savePiecesThroughJob(PageContext& context, QWidget& owner, MessageBar& messages,
                          const QString& title, const QString& suggestedName,
                          const QStringList& filters, const QString& job, PieceMaker maker,
                          bool secret, std::function<void()> saved) {
    workbench::Session& session = context.session;
    const auto chosen = [&session, &messages, job, maker = std::move(maker), secret,
                         saved = std::move(saved)](const QString& path) {
        session
            .run(job,
                 [path = path.toStdString(), maker,
                  secret](workbench::Workbench& workbench,
                          workbench::JobControl& control) -> Result<bool> {
                     SCEPTER_TRY(file, workbench::FileWriter::open(path, secret));
                     SCEPTER_CHECK(maker(workbench, control, *file));
                     SCEPTER_CHECK(file->commit());
                     return true;
                 })
            .then(&messages, [&messages, path, &session, saved](const Result<bool>& answer) {
                const QString name = QFileInfo(path).fileName();
                if (answer && saved) saved();
                if (answer)
                    messages.showSuccess(Page::tr("Saved as %1.").arg(name));
                else if (answer.error().code != ErrorCode::Cancelled)
                    messages.showProblem(Page::tr("%1 was not saved.").arg(name),
                                         problemOf(answer.error(), session.clock().now()));
            });
    };
    context.desktop.chooseSaveFile(&owner, title, suggestedName, filters, chosen);
}

} // namespace scepter::ui
