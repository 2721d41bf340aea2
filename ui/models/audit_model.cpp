#include "models/audit_model.h"

#include "widgets/texts.h"

#include <array>

namespace scepter::ui {

namespace {

struct Words {
    const char* action;
    const char* words;
};

constexpr std::array kWords{
    Words{"authority.added", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "CA added")},
    Words{"authority.installed",
          QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "CA certificate installed")},
    Words{"authority.keysDropped", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "CA keys dropped")},
    Words{"authority.nextPrepared",
          QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Next CA prepared")},
    Words{"authority.nextRequested",
          QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Next CA requested")},
    Words{"authority.switched", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "CA rolled over")},
    Words{"certificate.added", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Certificate added")},
    Words{"certificate.revoked",
          QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Certificate revoked")},
    Words{"code.minted", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Code minted")},
    Words{"code.used", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Code used")},
    Words{"code.withdrawn", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Code withdrawn")},
    Words{"crl.published", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "CRL made")},
    Words{"endpoint.added", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Endpoint added")},
    Words{"endpoint.changed", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Endpoint changed")},
    Words{"endpoint.removed", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Endpoint removed")},
    Words{"request.expired", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Request expired")},
    Words{"request.failed", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Request failed")},
    Words{"request.issued", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Certificate issued")},
    Words{"request.pending", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Request held")},
    Words{"request.refused", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Request refused")},
    Words{"setting.changed", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Setting changed")},
    Words{"template.added", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Template added")},
    Words{"template.changed", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Template changed")},
    Words{"template.removed", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Template removed")},
    Words{"workspace.created", QT_TRANSLATE_NOOP("scepter::ui::AuditModel", "Workspace made")},
};

} // namespace

QString actionWords(const std::string& action) {
    for (const Words& words : kWords)
        if (action == words.action) return AuditModel::tr(words.words);
    return text(action);
}

AuditModel::AuditModel(workbench::Session& session, QObject* parent)
    : RecordModel(session, parent) {
}

void AuditModel::setFilter(const store::AuditFilter& filter) {
    m_filter = filter;
    reload();
}

int AuditModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case When:
        return tr("When");
    case Actor:
        return tr("Who");
    case Action:
        return tr("What");
    case Object:
        return tr("Object");
    case Detail:
        return tr("Details");
    default:
        return {};
    }
}

qint64 AuditModel::total() const {
    return session().marks() ? session().marks()->auditLines : 0;
}

bool AuditModel::isFiltered() const {
    return !m_filter.text.empty() || !m_filter.action.empty() || m_filter.from.has_value();
}

LedgerModel::IdSource AuditModel::idSource(int /*column*/, Qt::SortOrder order) const {
    return [filter = m_filter, order](workbench::Workbench& workbench, const store::GoOn& goOn) {
        return workbench.auditIds(filter, {store::AuditColumn::Id, order == Qt::DescendingOrder},
                                  goOn);
    };
}

LedgerModel::IdSource AuditModel::newerSource(qint64 after) const {
    store::AuditFilter filter = m_filter;
    filter.after = after;
    return [filter](workbench::Workbench& workbench, const store::GoOn& goOn) {
        return workbench.auditIds(filter, {}, goOn);
    };
}

qint64 AuditModel::newestOf(const store::Marks& marks) const {
    return marks.auditLines;
}

RecordModel<enrollment::AuditRecord>::RecordSource AuditModel::recordSource() const {
    return [](workbench::Workbench& workbench, const std::vector<std::int64_t>& ids) {
        return workbench.auditRows(ids);
    };
}

QVariant AuditModel::value(const enrollment::AuditRecord& record, int column, int role) const {
    if (role == Qt::AccessibleTextRole)
        return tr("%1, %2 by %3, %4")
            .arg(absoluteTime(record.at, QLocale()), actionWords(record.action), text(record.actor),
                 text(record.object));
    const bool display = role == Qt::DisplayRole || role == Qt::ToolTipRole || role == CopyRole;
    if (!display) return role == MonospaceRole ? column == Detail : QVariant();
    switch (column) {
    case When:
        if (role == CopyRole) return QString::fromStdString(toIsoText(record.at));
        return role == Qt::ToolTipRole ? absoluteTime(record.at, QLocale())
                                       : relativeTime(record.at, session().clock().now());
    case Actor:
        return text(record.actor);
    case Action:
        return role == Qt::DisplayRole ? actionWords(record.action) : text(record.action);
    case Object:
        return text(record.object);
    case Detail:
        return record.detail == "{}" ? QString() : text(record.detail);
    default:
        return {};
    }
}

} // namespace scepter::ui
