// What the workspace holds, as JSON: for its own columns, for the command line, for exports. Keys
// are lowerCamel and stable; times are ISO 8601 in UTC, durations seconds, hashes and serials hex,
// DER base64. Readers refuse what they do not know: StoreNewer for a later version of the form,
// InvalidArgument with the member's name otherwise. A member that is left out has its default.
#pragma once

#include "authority/template.h"
#include "base/result.h"
#include "challenge/code.h"
#include "challenge/constraints.h"
#include "challenge/gate.h"
#include "enrollment/endpoint.h"
#include "enrollment/records.h"
#include "store/records.h"

#include <QByteArray>
#include <QJsonObject>

namespace scepter::store {

QJsonObject toJson(const authority::Template& value);
Result<authority::Template> templateFromJson(const QJsonObject& object);

QJsonObject toJson(const challenge::Constraints& constraints);
Result<challenge::Constraints> constraintsFromJson(const QJsonObject& object);

/// Without secrets.
QJsonObject toJson(const challenge::Gate& gate);
Result<challenge::Gate> gateFromJson(const QJsonObject& object);

/// Without secrets and without the id, which is not part of what one writes down.
QJsonObject toJson(const enrollment::EndpointSettings& settings);
Result<enrollment::EndpointSettings> endpointFromJson(const QJsonObject& object);

QJsonObject toJson(const enrollment::RequestRecord& request);
QJsonObject toJson(const enrollment::CertificateRecord& certificate, TimePoint now);
QJsonObject toJson(const challenge::CodeRecord& code, TimePoint now);
QJsonObject toJson(const NoticeRecord& notice);
QJsonObject toJson(const enrollment::AuditRecord& line);
/// Without keys.
QJsonObject toJson(const StoredAuthority& authority);
QJsonObject toJson(const AuditVerdict& verdict);
QJsonObject toJson(const Counts& counts);

/// Exactly one JSON object, at most 1 MiB; EncodingMalformed otherwise.
Result<QJsonObject> jsonObjectFromText(const QByteArray& text);

} // namespace scepter::store
