// Asks why certificates are revoked.
#pragma once

#include "enrollment/records.h"
#include "shell/page.h"

#include <QDialog>

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLabel;
class QPushButton;

namespace scepter::ui {

/// To be open()ed. Lists what is to be revoked, and what already is; the button names how many.
class RevokeDialog : public QDialog {
    Q_OBJECT

public:
    RevokeDialog(PageContext& context, const std::vector<enrollment::CertificateRecord>& records,
                 QWidget* parent);

    /// What is not revoked yet.
    [[nodiscard]] const std::vector<std::int64_t>& ids() const { return m_ids; }
    [[nodiscard]] std::optional<pki::RevocationReason> reason() const;
    [[nodiscard]] std::optional<TimePoint> invalidSince() const;

private:
    [[nodiscard]] QString lineOf(const enrollment::CertificateRecord& record) const;
    QWidget* makeList(const std::vector<enrollment::CertificateRecord>& records);
    QWidget* makeSince();
    void reflect();

    PageContext& m_context;
    std::vector<std::int64_t> m_ids;
    QComboBox* m_reason;
    QLabel* m_meaning;
    QCheckBox* m_hasSince;
    QDateTimeEdit* m_since;
    QPushButton* m_revoke;
};

} // namespace scepter::ui
