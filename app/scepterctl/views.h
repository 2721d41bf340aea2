// Records as JSON documents (stable keys) and as text.
#pragma once

#include "authority/template.h"
#include "challenge/code.h"
#include "enrollment/endpoint.h"
#include "enrollment/records.h"
#include "store/records.h"
#include "workbench/workbench.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

#include <string>

namespace scepter::app {

/// Text as a JSON value; bytes that are not UTF-8 become replacement characters.
QJsonValue jsonText(std::string_view text);
QJsonValue jsonTime(TimePoint time);
QJsonValue jsonTime(const std::optional<TimePoint>& time);
QJsonArray jsonTexts(const std::vector<std::string>& texts);

QJsonObject toJson(const enrollment::RequestRecord& request);
QJsonObject toJson(const workbench::RequestView& view);
QJsonObject toJson(const enrollment::CertificateRecord& certificate, TimePoint now);
QJsonObject toJson(const challenge::CodeRecord& code, TimePoint now);
QJsonObject toJson(const enrollment::EndpointSettings& endpoint);
QJsonObject toJson(const authority::Template& value);
QJsonObject toJson(const workbench::AuthorityView& authority);
QJsonObject toJson(const enrollment::AuditRecord& line);
QJsonObject toJson(const workbench::Status& status);

/// "365d", "1h", "10m", "90s": what durationFromText reads.
std::string durationText(Duration duration);
/// "Pending", "Issued", "Issued, not collected", ...
std::string requestStatus(const enrollment::RequestRecord& request);
std::string hexSerial(const Bytes& serial);
std::string certificateStatus(const enrollment::CertificateRecord& certificate, TimePoint now);
/// SHA-256, colon-separated.
std::string fingerprintText(const pki::Certificate& certificate);

} // namespace scepter::app
