// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/test_run_model.h"

#include "client/persona.h"
#include "widgets/texts.h"

#include <QDateTime>

namespace scepter::ui {

using workbench::TestState;

StateLook lookOf(const workbench::TestRun& run) {
    const bool wrong = workbench::misbehaves(run.spec);
    switch (run.state) {
    case TestState::Running:
        return {TestRunModel::tr("Running"), Icon::Starting, Tone::Info};
    case TestState::Waiting:
    case TestState::Pending:
        return {TestRunModel::tr("Pending"), Icon::Pending, Tone::Pending};
    case TestState::Issued:
        return wrong ? StateLook{TestRunModel::tr("Issued, against reason"), Icon::Warning,
                                 Tone::Error}
                     : StateLook{TestRunModel::tr("Issued"), Icon::Issued, Tone::Ok};
    case TestState::Refused:
        return wrong ? StateLook{TestRunModel::tr("Refused, as expected"), Icon::Ok, Tone::Ok}
                     : StateLook{TestRunModel::tr("Refused"), Icon::Refused, Tone::Error};
    case TestState::Failed:
        return {TestRunModel::tr("Failed"), Icon::Failed, Tone::Error};
    case TestState::Cancelled:
        return {TestRunModel::tr("Cancelled"), Icon::Withdrawn, Tone::Neutral};
    }
    return {};
}

TestRunRow rowOf(const workbench::TestRun& run) {
    TestRunRow row;
    row.id = run.id;
    row.look = lookOf(run);
    row.startedAt = run.startedAt;
    row.subject = text(run.spec.subject);
    row.server = run.spec.server.endpoint.empty() ? text(run.spec.server.url)
                                                  : text(run.spec.server.endpoint);
    if (const client::Persona* persona = client::findPersona(run.spec.persona))
        row.client = text(persona->name);
    QStringList did;
    if (run.spec.renewed) did.append(TestRunModel::tr("renewal"));
    for (const client::Misbehavior& one : run.spec.misbehaviors)
        did.append(text(client::toText(one)));
    row.did = did.join(QStringLiteral(", "));
    row.elapsed = run.elapsed;
    return row;
}

int TestRunModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TestRunModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case State:
        return tr("Outcome");
    case Started:
        return tr("When");
    case Subject:
        return tr("Subject");
    case Server:
        return tr("Server");
    case Client:
        return tr("Client");
    case Did:
        return tr("What was special");
    case Took:
        return tr("Took");
    default:
        return {};
    }
}

QString TestRunModel::keyOf(const TestRunRow& row) const {
    return QString::number(row.id);
}

QString TestRunModel::shown(const TestRunRow& row, int column) const {
    switch (column) {
    case State:
        return row.look.word;
    case Started:
        return QLocale().toString(toDateTime(row.startedAt).time(), QStringLiteral("HH:mm:ss"));
    case Subject:
        return row.subject;
    case Server:
        return row.server;
    case Client:
        return row.client;
    case Did:
        return row.did;
    case Took:
        return row.elapsed.count() == 0 ? QString() : tr("%1 ms").arg(row.elapsed.count());
    default:
        return {};
    }
}

QVariant TestRunModel::cell(const TestRunRow& row, int column, int role) const {
    switch (role) {
    case Qt::DisplayRole:
    case LedgerModel::CopyRole:
        return shown(row, column);
    case Qt::ToolTipRole:
        return column == Started ? absoluteTime(row.startedAt, QLocale()) : shown(row, column);
    case Qt::AccessibleTextRole:
        return column == State ? tr("%1: %2, %3").arg(row.look.word, row.subject, row.server)
                               : shown(row, column);
    case LedgerModel::ToneRole:
        return column == State ? QVariant(static_cast<int>(row.look.tone)) : QVariant();
    case LedgerModel::IconRole:
        return column == State ? QVariant(static_cast<int>(row.look.icon)) : QVariant();
    case LedgerModel::NumberRole:
        return column == Took;
    default:
        return {};
    }
}

} // namespace scepter::ui
