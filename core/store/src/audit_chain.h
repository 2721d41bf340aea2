// How the audit trail is chained.
#pragma once

#include "enrollment/records.h"
#include "keyring.h"

namespace scepter::store {

/// The hash of a line: a MAC over the hash before it, its id, its time and its four texts, each
/// with its length, so that no text can pass for another.
Bytes auditHash(const Keyring& keyring, ByteView previous, const enrollment::AuditRecord& line);

} // namespace scepter::store
