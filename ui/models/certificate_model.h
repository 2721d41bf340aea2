// Issued certificates as a list.
#pragma once

#include "models/record_model.h"
#include "widgets/state_pill.h"
#include "widgets/texts.h"

class QSettings;

namespace scepter::ui {

/// Which authority and generation an id belongs to, in words; what a list needs of an
/// AuthorityView.
struct IssuerName {
    qint64 authorityId = 0;
    qint64 generationId = 0;
    QString authority;
    unsigned number = 1;

    bool operator==(const IssuerName&) const = default;
};

/// Those that have a certificate, and so can have a CRL.
[[nodiscard]] QList<IssuerName> issuersOf(const std::vector<workbench::AuthorityView>& authorities);

class CertificateModel : public RecordModel<enrollment::CertificateRecord> {
    Q_OBJECT

public:
    enum Column {
        Status,
        Subject,
        San,
        Serial,
        Ends,
        Issued,
        Key,
        Authority,
        Revoked,
        ColumnCount
    };

    explicit CertificateModel(workbench::Session& session, QObject* parent = nullptr);

    void setFilter(const store::CertificateFilter& filter);
    /// Certificates that end within this time are marked.
    void setWarnTimes(const WarnTimes& times);
    void setIssuers(const QList<IssuerName>& issuers);
    [[nodiscard]] QString issuerText(const enrollment::CertificateRecord& record) const;
    /// Whether the store can sort by this column.
    [[nodiscard]] static bool isSortable(int column);

    /// The PEM of what can be dragged out of the list: the selected rows. An empty text, and rows
    /// that it does not belong to, cannot be dragged.
    void setDragged(const QList<qint64>& ids, const QByteArray& pem);

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    [[nodiscard]] qint64 total() const override;
    [[nodiscard]] bool isFiltered() const override;

protected:
    [[nodiscard]] IdSource idSource(int column, Qt::SortOrder order) const override;
    [[nodiscard]] IdSource newerSource(qint64 after) const override;
    [[nodiscard]] qint64 newestOf(const store::Marks& marks) const override;
    [[nodiscard]] RecordSource recordSource() const override;
    [[nodiscard]] QVariant value(const enrollment::CertificateRecord& record, int column,
                                 int role) const override;

private:
    [[nodiscard]] QVariant words(const enrollment::CertificateRecord& record, int column,
                                 int role) const;
    [[nodiscard]] bool fitsStatus(const enrollment::CertificateRecord& record) const;

    store::CertificateFilter m_filter;
    WarnTimes m_warnTimes;
    QHash<qint64, IssuerName> m_issuers; ///< by generation
    QSet<qint64> m_draggedIds;
    QByteArray m_draggedPem;
};

/// The state of a certificate: as certificateLook(), and stronger when it ends very soon.
StateLook certificateState(const enrollment::CertificateRecord& record, TimePoint now,
                           const WarnTimes& times);

/// "1F:03:…": a serial number as people compare it; ids in lists are shortened in the middle.
QString serialText(const Bytes& serial);

/// The subject, or the other names where it is empty; never empty.
QString displayName(const enrollment::CertificateRecord& record);

/// "Key compromised": a reason of RFC 5280 section 5.3.1 in words, and what it means.
QString reasonWords(pki::RevocationReason reason);
QString reasonMeaning(pki::RevocationReason reason);

} // namespace scepter::ui
