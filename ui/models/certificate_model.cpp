#include "models/certificate_model.h"

#include "widgets/texts.h"

#include "base/encoding.h"

#include <QMimeData>
#include <QSettings>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr auto kPemType = "application/x-pem-file";

} // namespace

QList<IssuerName> issuersOf(const std::vector<workbench::AuthorityView>& authorities) {
    QList<IssuerName> issuers;
    for (const auto& authority : authorities)
        for (const auto& generation : authority.generations)
            if (generation.ca)
                issuers.append(
                    {authority.id, generation.id, text(authority.name), generation.number});
    return issuers;
}

StateLook certificateState(const enrollment::CertificateRecord& record, TimePoint now,
                           const WarnTimes& times) {
    StateLook look = certificateLook(record, now, std::max(times.warn, times.urgent));
    const bool endsSoon = look.tone == Tone::Warning;
    if (endsSoon && record.notAfter - now < times.urgent)
        return {CertificateModel::tr("Ends very soon"), Icon::Error, Tone::Error};
    return look;
}

QString serialText(const Bytes& serial) {
    return QString::fromStdString(toColonHex(serial));
}

QString displayName(const enrollment::CertificateRecord& record) {
    if (!record.subject.empty()) return text(record.subject);
    if (!record.san.empty()) return text(record.san);
    return CertificateModel::tr("(no name)");
}

QString reasonWords(pki::RevocationReason reason) {
    using Reason = pki::RevocationReason;
    switch (reason) {
    case Reason::Unspecified:
        return CertificateModel::tr("No reason given");
    case Reason::KeyCompromise:
        return CertificateModel::tr("Key compromised");
    case Reason::CaCompromise:
        return CertificateModel::tr("Certificate authority compromised");
    case Reason::AffiliationChanged:
        return CertificateModel::tr("Name or affiliation changed");
    case Reason::Superseded:
        return CertificateModel::tr("Replaced by another certificate");
    case Reason::CessationOfOperation:
        return CertificateModel::tr("No longer in use");
    case Reason::CertificateHold:
        return CertificateModel::tr("On hold");
    case Reason::RemoveFromCrl:
        return CertificateModel::tr("Hold lifted");
    case Reason::PrivilegeWithdrawn:
        return CertificateModel::tr("Privilege withdrawn");
    case Reason::AaCompromise:
        return CertificateModel::tr("Attribute authority compromised");
    }
    return {};
}

QString reasonMeaning(pki::RevocationReason reason) {
    using Reason = pki::RevocationReason;
    switch (reason) {
    case Reason::Unspecified:
        return CertificateModel::tr("The CRL says only that the certificate is revoked.");
    case Reason::KeyCompromise:
        return CertificateModel::tr("Somebody else has, or may have, the private key: the device "
                                    "was lost, stolen or broken into.");
    case Reason::CaCompromise:
        return CertificateModel::tr(
            "The private key of a certificate authority is, or may be, in other hands. For "
            "certificates of authorities.");
    case Reason::AffiliationChanged:
        return CertificateModel::tr(
            "The name in the certificate is no longer right. The key is not in doubt.");
    case Reason::Superseded:
        return CertificateModel::tr("The device has a newer certificate. The key is not in doubt.");
    case Reason::CessationOfOperation:
        return CertificateModel::tr("The device or service is gone. The key is not in doubt.");
    case Reason::CertificateHold:
        return CertificateModel::tr("Clients are told that the certificate is suspended. A hold "
                                    "cannot be lifted here: it lasts until the certificate ends.");
    case Reason::RemoveFromCrl:
        return CertificateModel::tr("For CRLs that list changes only; not made here.");
    case Reason::PrivilegeWithdrawn:
        return CertificateModel::tr("The holder may no longer do what the certificate allows.");
    case Reason::AaCompromise:
        return CertificateModel::tr("The key of an attribute authority is, or may be, in other "
                                    "hands. For attribute certificates.");
    }
    return {};
}

CertificateModel::CertificateModel(workbench::Session& session, QObject* parent)
    : RecordModel(session, parent) {
}

void CertificateModel::setFilter(const store::CertificateFilter& filter) {
    m_filter = filter;
    reload();
}

void CertificateModel::setWarnTimes(const WarnTimes& times) {
    m_warnTimes = times;
}

void CertificateModel::setIssuers(const QList<IssuerName>& issuers) {
    m_issuers.clear();
    for (const IssuerName& issuer : issuers)
        m_issuers.insert(issuer.generationId, issuer);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, Authority), index(rowCount() - 1, Authority));
}

QString CertificateModel::issuerText(const enrollment::CertificateRecord& record) const {
    const auto issuer = m_issuers.constFind(record.generationId);
    if (issuer == m_issuers.constEnd()) return {};
    return tr("%1, generation %2").arg(issuer->authority).arg(issuer->number);
}

bool CertificateModel::isSortable(int column) {
    return column == Subject || column == Serial || column == Ends || column == Issued ||
           column == Key || column == Revoked;
}

void CertificateModel::setDragged(const QList<qint64>& ids, const QByteArray& pem) {
    m_draggedIds = QSet<qint64>(ids.begin(), ids.end());
    m_draggedPem = pem;
}

int CertificateModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CertificateModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole && !isSortable(section))
        return tr("The list cannot be sorted by this column.");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Status:
        return tr("State");
    case Subject:
        return tr("Subject");
    case San:
        return tr("Other names (SAN)");
    case Serial:
        return tr("Serial number");
    case Ends:
        return tr("Ends");
    case Issued:
        return tr("Issued");
    case Key:
        return tr("Key");
    case Authority:
        return tr("Authority");
    case Revoked:
        return tr("Revoked");
    default:
        return {};
    }
}

Qt::ItemFlags CertificateModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags usual = LedgerModel::flags(index);
    return index.isValid() ? usual | Qt::ItemIsDragEnabled : usual;
}

QStringList CertificateModel::mimeTypes() const {
    return {QStringLiteral("text/plain"), QLatin1String(kPemType)};
}

QMimeData* CertificateModel::mimeData(const QModelIndexList& indexes) const {
    if (m_draggedPem.isEmpty() || indexes.isEmpty()) return nullptr;
    QSet<qint64> ids;
    for (const QModelIndex& index : indexes) {
        const qint64 id = idAt(index.row());
        if (!m_draggedIds.contains(id)) return nullptr;
        ids.insert(id);
    }
    if (ids.size() != m_draggedIds.size()) return nullptr;
    auto* data = new QMimeData;
    data->setText(QString::fromLatin1(m_draggedPem));
    data->setData(QLatin1String(kPemType), m_draggedPem);
    return data;
}

qint64 CertificateModel::total() const {
    return session().marks() ? session().marks()->certificates : 0;
}

bool CertificateModel::isFiltered() const {
    // Where there is nothing at all no filter is to blame.
    if (session().marks() && total() == 0) return false;
    return !m_filter.text.empty() || m_filter.status != store::CertificateFilter::Status::Any ||
           m_filter.authorityId != 0 || m_filter.generationId != 0;
}

LedgerModel::IdSource CertificateModel::idSource(int column, Qt::SortOrder order) const {
    using Sorted = store::CertificateColumn;
    const Sorted by = column == Subject   ? Sorted::Subject
                      : column == Serial  ? Sorted::Serial
                      : column == Ends    ? Sorted::NotAfter
                      : column == Key     ? Sorted::Key
                      : column == Revoked ? Sorted::RevokedAt
                                          : Sorted::Id;
    // What is not sorted by a column shows the newest first.
    const bool descending = !isSortable(column) || order == Qt::DescendingOrder;
    return [filter = m_filter, by, descending](workbench::Workbench& workbench,
                                               const store::GoOn& goOn) {
        return workbench.certificates().ids(filter, {by, descending}, goOn);
    };
}

LedgerModel::IdSource CertificateModel::newerSource(qint64 after) const {
    store::CertificateFilter filter = m_filter;
    filter.after = after;
    return [filter](workbench::Workbench& workbench, const store::GoOn& goOn) {
        return workbench.certificates().ids(filter, {}, goOn);
    };
}

qint64 CertificateModel::newestOf(const store::Marks& marks) const {
    return marks.certificates;
}

RecordModel<enrollment::CertificateRecord>::RecordSource CertificateModel::recordSource() const {
    return [](workbench::Workbench& workbench, const std::vector<std::int64_t>& ids) {
        return workbench.certificates().rows(ids);
    };
}

bool CertificateModel::fitsStatus(const enrollment::CertificateRecord& record) const {
    using Wanted = store::CertificateFilter::Status;
    const TimePoint now = session().clock().now();
    switch (m_filter.status) {
    case Wanted::Any:
        return true;
    case Wanted::Revoked:
        return record.revokedAt.has_value();
    case Wanted::Expired:
        return !record.revokedAt && record.notAfter < now;
    case Wanted::Valid:
        return !record.revokedAt && record.notAfter >= now;
    case Wanted::Ending:
        return !record.revokedAt && record.notAfter >= now &&
               record.notAfter - now <= m_filter.within;
    }
    return true;
}

QVariant CertificateModel::value(const enrollment::CertificateRecord& record, int column,
                                 int role) const {
    const TimePoint now = session().clock().now();
    switch (role) {
    case Qt::AccessibleTextRole:
        return tr("%1, %2, serial number %3, ends %4")
            .arg(displayName(record), certificateState(record, now, m_warnTimes).word,
                 serialText(record.serial), relativeTime(record.notAfter, now));
    case ToneRole:
        return column == Status
                   ? QVariant(static_cast<int>(certificateState(record, now, m_warnTimes).tone))
                   : QVariant();
    case IconRole:
        return column == Status
                   ? QVariant(static_cast<int>(certificateState(record, now, m_warnTimes).icon))
                   : QVariant();
    case MonospaceRole:
        return column == Serial;
    case StruckRole:
        return column != Status && !fitsStatus(record);
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case CopyRole:
        return words(record, column, role);
    default:
        return {};
    }
}

QVariant CertificateModel::words(const enrollment::CertificateRecord& record, int column,
                                 int role) const {
    const TimePoint now = session().clock().now();
    const auto time = [&](TimePoint at) {
        if (role == CopyRole) return QString::fromStdString(toIsoText(at));
        return role == Qt::ToolTipRole ? absoluteTime(at, QLocale()) : relativeTime(at, now);
    };
    switch (column) {
    case Status: {
        const QString word = certificateState(record, now, m_warnTimes).word;
        if (role != Qt::ToolTipRole) return word;
        if (record.revokedAt) return tr("%1: %2").arg(word, reasonWords(record.reason));
        return tr("%1: ends %2").arg(word, relativeTime(record.notAfter, now));
    }
    case Subject:
        return displayName(record);
    case San:
        return text(record.san);
    case Serial:
        return role == Qt::DisplayRole ? shortId(QString::fromStdString(toHex(record.serial)))
                                       : serialText(record.serial);
    case Ends:
        return time(record.notAfter);
    case Issued:
        return time(record.issuedAt);
    case Key:
        return text(record.keyText);
    case Authority:
        return issuerText(record);
    case Revoked:
        return record.revokedAt ? time(*record.revokedAt) : QString();
    default:
        return {};
    }
}

} // namespace scepter::ui
