// Filters as conditions.
#pragma once

#include "conditions.h"
#include "dialect.h"
#include "store/records.h"

namespace scepter::store {

/// With the columns' prefixes as in the SELECTs of rows.h. InvalidArgument for a text that is too
/// long. Their `before`, `limit` and `after` are left to the list.
Result<Conditions> conditionsOf(const RequestFilter& filter);
/// Looks for a certificate with this fingerprint, if the text could be one.
Result<Conditions> conditionsOf(Connection& connection, const CertificateFilter& filter);
Result<Conditions> conditionsOf(const Dialect& dialect, const CodeFilter& filter);
Result<Conditions> conditionsOf(const AuditFilter& filter);

/// The certificates whose DER has this SHA-1 or SHA-256; none for other lengths.
Result<std::vector<std::int64_t>> findFingerprint(Connection& connection, ByteView fingerprint);

} // namespace scepter::store
