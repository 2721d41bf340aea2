// Lists of object identifiers and keys, as the forms of templates take them.
#pragma once

#include "authority/template.h"
#include "base/result.h"
#include "pages/endpoint_fields.h"

#include <string>
#include <vector>

namespace scepter::ui {

/// The errors name the entry that cannot be read.
Result<std::vector<asn1::Oid>> attributesFromText(const QString& commaSeparated);
QString attributesText(const std::vector<asn1::Oid>& attributes);
Result<std::vector<asn1::Oid>> usagesFromLines(const std::vector<std::string>& lines);
std::vector<std::string> usageLines(const std::vector<asn1::Oid>& usages);
Result<std::vector<asn1::Oid>> oidsFromLines(const std::vector<std::string>& lines);
std::vector<std::string> oidLines(const std::vector<asn1::Oid>& oids);

/// Which kinds of key a request may bring: RSA with ranges of sizes, and the curves. Keeps the
/// order of what was loaded.
class TemplateKeysEdit : public QWidget {
    Q_OBJECT

public:
    explicit TemplateKeysEdit(QWidget* parent = nullptr);

    void setKeys(const std::vector<authority::KeyRule>& keys);
    /// InvalidArgument for sizes that cannot be read.
    [[nodiscard]] Result<std::vector<authority::KeyRule>> keys() const;

private:
    [[nodiscard]] Result<std::vector<authority::KeyRule>> rsaRules() const;

    std::vector<authority::KeyRule> m_loaded;
    QCheckBox* m_rsa;
    QLineEdit* m_rsaSizes;
    QList<QCheckBox*> m_curves; ///< in the order of kCurves
};

} // namespace scepter::ui
