// What the Requests page says in words.
#pragma once

#include "authority/issue.h"
#include "models/notice_model.h"
#include "store/records.h"
#include "workbench/requests.h"

#include <QString>
#include <QStringList>

namespace scepter::ui {

/// "First enrollment (PKCSReq)", "Renewal (RenewalReq)", ...
QString messageWords(const enrollment::RequestRecord& record);
/// What a failInfo means, in a few words: "not permitted or not supported".
QString failInfoWords(FailInfo failInfo);
/// "Subject alternative names (SAN)" for "SAN".
QString fieldWords(const std::string& field);
/// "Client authentication (clientAuth)"; the dotted identifier where there are no words.
QString usageWords(const asn1::Oid& usage);
/// "Client polled 4 times, last 8 s ago"; empty when it has not asked again.
QString pollWords(const enrollment::RequestRecord& record, TimePoint now);
/// What the client was told, whole: "FAILURE, badRequest: ...".
QString toldWords(const enrollment::RequestRecord& record);

/// Why a certificate that was issued has not left, or never will; empty: it may leave.
QString heldWords(const enrollment::RequestRecord& record, const std::vector<NoticeRow>& news);

/// What an operator has to know before he approves, a sentence each; empty for a clean request.
QStringList concernsOf(const enrollment::RequestRecord& record,
                       const std::vector<authority::PlanLine>& plan);

/// The whole request as lines of text, for the clipboard.
QString requestText(const workbench::RequestView& view);

} // namespace scepter::ui
