// certificate list, show, export, revoke.
#include "context.h"
#include "pki/certificate.h"
#include "terminal.h"
#include "views.h"

namespace scepter::app {

namespace {

using Status = store::CertificateFilter::Status;

struct ListArguments {
    std::string status;
    store::CertificateFilter filter;
};

struct ExportArguments {
    std::string serial;
    std::string format = "pem";
    std::string out = "-";
};

struct RevokeArguments {
    std::string serial;
    std::string reason = "unspecified";
    std::string invalidSince;
};

// What cannot be read is the command line's fault; all else is the ledger's word.
int reportSerial(const Context& context, const Error& error) {
    if (error.code != ErrorCode::EncodingMalformed) return context.report(error);
    return context.report(wrongValue("SERIAL is a number in hex", error));
}

int runList(Context& context, const ListArguments& arguments) {
    store::CertificateFilter filter = arguments.filter;
    if (arguments.status == "valid") filter.status = Status::Valid;
    if (arguments.status == "expired") filter.status = Status::Expired;
    if (arguments.status == "revoked") filter.status = Status::Revoked;
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto certificates = (*opened)->certificates().list(filter);
    if (!certificates) return context.report(certificates.error());
    const TimePoint now = context.clock().now();
    QJsonArray array;
    std::vector<std::vector<std::string>> rows{{"ID", "SERIAL", "STATUS", "ENDS", "SUBJECT"}};
    for (const auto& one : *certificates) {
        array.append(toJson(one, now));
        rows.push_back({std::to_string(one.id), hexSerial(one.serial), certificateStatus(one, now),
                        toIsoText(one.notAfter), one.subject});
    }
    context.answer({{QStringLiteral("certificates"), array}}, table(rows));
    return exit_code::kDone;
}

int runShow(Context& context, const std::string& serial) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto record = (*opened)->certificates().show(serial);
    if (!record) return reportSerial(context, record.error());
    auto certificate = pki::Certificate::fromDer(record->der);
    if (!certificate) return context.report(certificate.error());
    const TimePoint now = context.clock().now();
    std::string usages;
    for (const auto& usage : certificate->extendedKeyUsage())
        usages += (usages.empty() ? "" : ", ") + pki::extendedKeyUsageName(usage);
    std::string bits;
    for (const auto& bit : pki::keyUsageNames(certificate->keyUsage().value_or(0)))
        bits += (bits.empty() ? "" : ", ") + bit;
    QJsonObject document = toJson(*record, now);
    document[QStringLiteral("sha256")] = jsonText(fingerprintText(*certificate));
    document[QStringLiteral("issuer")] = jsonText(certificate->issuer().toText());
    context.answer(
        document,
        fields({{"Serial", hexSerial(record->serial)},
                {"Status", certificateStatus(*record, now)},
                {"Subject", record->subject},
                {"SAN", record->san},
                {"Issuer", certificate->issuer().toText()},
                {"Valid from", toIsoText(record->notBefore)},
                {"Valid until", toIsoText(record->notAfter)},
                {"Key", record->keyText},
                {"Key usage", bits},
                {"Extended key usage", usages},
                {"SHA-256", fingerprintText(*certificate)},
                {"Request", record->requestId != 0 ? std::to_string(record->requestId) : ""},
                {"Revoked", record->revokedAt ? toIsoText(*record->revokedAt) + ", " +
                                                    std::string(toText(record->reason))
                                              : ""}}));
    return exit_code::kDone;
}

int runExport(Context& context, const ExportArguments& arguments) {
    const auto* format = workbench::findFormat(arguments.format);
    constexpr auto kKind = workbench::ObjectKind::Certificate;
    if (format == nullptr || !format->suits(kKind))
        return context.report(
            {ErrorCode::InvalidArgument, "formats are " + workbench::formatIds(kKind), {}, {}});
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto bytes = (*opened)->certificates().exportAs(arguments.serial, format->id);
    if (!bytes) return reportSerial(context, bytes.error());
    return context.deliver(arguments.out, arguments.format, *bytes);
}

int runRevoke(Context& context, const RevokeArguments& arguments) {
    const auto reason = pki::revocationReasonFromText(arguments.reason);
    if (!reason || *reason == pki::RevocationReason::RemoveFromCrl)
        return context.report({ErrorCode::InvalidArgument,
                               "reasons are unspecified, keyCompromise, cACompromise, "
                               "affiliationChanged, superseded, cessationOfOperation, "
                               "certificateHold, privilegeWithdrawn, aACompromise",
                               {},
                               {}});
    std::optional<TimePoint> since;
    if (!arguments.invalidSince.empty()) {
        since = timeFromIsoText(arguments.invalidSince);
        if (!since)
            return context.report({ErrorCode::InvalidArgument,
                                   "--invalid-since takes a time as in 2026-11-22T15:00:00Z",
                                   {},
                                   {}});
    }
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    if (auto revoked = (*opened)->certificates().revoke(arguments.serial, *reason, since); !revoked)
        return reportSerial(context, revoked.error());
    context.answer({{QStringLiteral("revoked"), jsonText(arguments.serial)}},
                   "Revoked " + arguments.serial + '\n');
    return exit_code::kDone;
}

} // namespace

void addCertificateCommands(CLI::App& program, Context& context, Run& chosen) {
    auto* certificate = program.add_subcommand("certificate", "Issued certificates");
    certificate->require_subcommand(1);

    auto* list = certificate->add_subcommand("list", "Certificates, newest first");
    auto listing = std::make_shared<ListArguments>();
    list->add_option("--status", listing->status, "valid, expired or revoked")
        ->check(CLI::IsMember({"valid", "expired", "revoked"}));
    list->add_option("--text", listing->filter.text, "Only with this in subject, SAN or serial");
    list->add_option("--limit", listing->filter.limit, "How many")
        ->check(kListLimit)
        ->capture_default_str();
    list->add_option("--after", listing->filter.before, "Go on after this id of the list");
    onChosen(list, chosen, [&context, listing] { return runList(context, *listing); });

    auto* show = certificate->add_subcommand("show", "One certificate");
    auto serial = std::make_shared<std::string>();
    show->add_option("SERIAL", *serial)->required();
    onChosen(show, chosen, [&context, serial] { return runShow(context, *serial); });

    auto* write = certificate->add_subcommand("export", "Write a certificate to a file");
    auto exporting = std::make_shared<ExportArguments>();
    write->add_option("SERIAL", exporting->serial)->required();
    write
        ->add_option("--format", exporting->format,
                     workbench::formatIds(workbench::ObjectKind::Certificate))
        ->capture_default_str();
    write->add_option("--out", exporting->out, "File; - is standard output")->capture_default_str();
    onChosen(write, chosen, [&context, exporting] { return runExport(context, *exporting); });

    auto* revoke = certificate->add_subcommand("revoke", "Revoke a certificate");
    auto revoking = std::make_shared<RevokeArguments>();
    revoke->add_option("SERIAL", revoking->serial)->required();
    revoke->add_option("--reason", revoking->reason, "keyCompromise, superseded, ...")
        ->capture_default_str();
    revoke->add_option("--invalid-since", revoking->invalidSince,
                       "When its key is known to have gone astray");
    onChosen(revoke, chosen, [&context, revoking] { return runRevoke(context, *revoking); });
}

} // namespace scepter::app
