#include "client_commands.h"

#include "base/encoding.h"
#include "base/text.h"
#include "client/scep_client.h"
#include "client_folder.h"
#include "client_talk.h"
#include "pki/pem.h"
#include "terminal.h"
#include "views.h"

#include <chrono>
#include <filesystem>
#include <thread>

namespace scepter::app {

namespace {

using Arguments = ClientArguments;

// "rsa:2048" and the like make a key; anything else is a file with one.
Result<pki::PrivateKey> keyOf(const Context& context, const std::string& text) {
    if (const auto spec = pki::keySpecFromText(text)) {
        context.note("Making a key (" + text + ")...");
        return pki::PrivateKey::generate(*spec);
    }
    if (!std::filesystem::exists(text))
        return fail(ErrorCode::InvalidArgument,
                    "--key takes rsa:2048, ec:p256, ed25519 or the file of a key, not " + text);
    SCEPTER_TRY(pem, readFile(text));
    const SecretBytes secret(std::move(pem));
    return pki::PrivateKey::fromPem(secret.text());
}

bool isOfKind(const pki::PublicKey& key, const pki::KeySpec& spec) {
    return key.type() == spec.type &&
           (spec.type != pki::KeyType::Rsa || key.bits() == spec.rsaBits);
}

// A run that got no answer may have been heard all the same: its key gets the same answer again.
Result<pki::PrivateKey> keyForEnrollment(const Context& context, const Arguments& arguments) {
    auto left = keyLeftIn(arguments.folder);
    const auto spec = pki::keySpecFromText(arguments.key);
    if (left && spec && isOfKind(left->publicKey(), *spec)) {
        context.note("Using the key of the last try, which got no answer.");
        return std::move(*left);
    }
    return keyOf(context, arguments.key);
}

void noteSteps(const Context& context, const client::Transcript& transcript) {
    for (const auto& step : transcript)
        context.note("  " + step.name + ", " + std::to_string(step.elapsed.count()) +
                     " ms: " + printable(step.what));
}

QJsonObject toJson(const client::EnrollmentResult& result) {
    QJsonObject object{
        {QStringLiteral("status"), jsonText(toText(result.status))},
        {QStringLiteral("transactionID"), jsonText(result.transaction.transactionId)}};
    if (result.certificate) {
        object[QStringLiteral("serial")] = jsonText(result.certificate->serialText());
        object[QStringLiteral("subject")] = jsonText(result.certificate->subject().toText());
        object[QStringLiteral("notAfter")] = jsonTime(result.certificate->notAfter());
    }
    if (result.failInfo) object[QStringLiteral("failInfo")] = jsonText(toText(*result.failInfo));
    if (!result.failInfoText.empty())
        object[QStringLiteral("failInfoText")] = jsonText(result.failInfoText);
    return object;
}

int answerFailure(const Context& context, std::optional<FailInfo> failInfo,
                  const std::string& text) {
    std::string detail = failInfo ? std::string(toText(*failInfo)) : "no failInfo";
    if (!text.empty()) detail += ": " + text;
    return context.report({ErrorCode::RefusedByServer, detail, {}, failInfo});
}

// Writes what came back and says so; a FAILURE is reported.
int finish(const Context& context, const Arguments& arguments, const std::string& url,
           const std::string& caIdentifier, const client::EnrollmentResult& result) {
    noteSteps(context, result.transcript);
    if (result.status == scep::PkiStatus::Failure) {
        if (auto noted = noteFailure(arguments.folder); !noted)
            context.note(printable(noted.error().detail));
        return answerFailure(context, result.failInfo, result.failInfoText);
    }
    if (auto written = writeResult(arguments.folder, url, caIdentifier, result); !written)
        return context.report(written.error());
    const bool pending = result.status == scep::PkiStatus::Pending;
    const std::string text = pending
                                 ? "Pending; go on with: scepterctl poll " + arguments.folder + '\n'
                                 : "Issued " + result.certificate->serialText() + " to " +
                                       printable(result.certificate->subject().toText()) +
                                       "; written to " + arguments.folder + '\n';
    context.answer(toJson(result), text);
    return pending ? exit_code::kPending : exit_code::kDone;
}

bool mayChange(const Result<client::EnrollmentResult>& known) {
    return known ? known->status == scep::PkiStatus::Pending : client::gotNoAnswer(known.error());
}

// Polls until there is an outcome or the time is up. What was pending is so after a poll without an
// answer, too.
Result<client::EnrollmentResult> waitFor(const Context& context, ClientTalk& talk,
                                         Result<client::EnrollmentResult> known,
                                         const client::Transaction& transaction,
                                         const std::optional<SecretBytes>& challenge,
                                         const Arguments& arguments) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{arguments.wait};
    const auto left = [&] { return end - std::chrono::steady_clock::now(); };
    for (bool lost = !known;;) {
        const bool over = left() <= std::chrono::seconds{0};
        if (lost && mayChange(known) && (known || !over))
            context.note("A poll got no answer; the request is pending still.");
        if (over || !mayChange(known)) return known;
        std::this_thread::sleep_for(
            std::min<std::chrono::nanoseconds>(left(), std::chrono::seconds{arguments.interval}));
        auto polled = talk([&](client::ScepClient& client) {
            return client.poll(transaction, challenge ? &*challenge : nullptr);
        });
        lost = !polled && client::gotNoAnswer(polled.error());
        if (!lost || !known) known = std::move(polled);
    }
}

int runEnroll(Context& context, const Arguments& arguments) {
    auto subject = pki::Name::fromText(arguments.subject);
    if (!subject) return context.report(wrongValue("--subject", subject.error()));
    if (auto vacant = checkVacant(arguments.folder); !vacant) return context.report(vacant.error());
    auto talk = ClientTalk::begin(context, arguments);
    if (!talk) return context.report(talk.error());
    auto key = keyForEnrollment(context, arguments);
    if (!key) return context.report(key.error());
    auto request = requestFrom(context, arguments, *key, std::move(*subject));
    if (!request) return context.report(request.error());
    if (auto written = writeNewKey(arguments.folder, *key); !written)
        return context.report(written.error());
    auto result = (*talk)([&](client::ScepClient& client) { return client.enroll(*request); });
    if (!result) return talk->report(result.error());
    // What is pending must survive an interrupted wait.
    if (result->status == scep::PkiStatus::Pending) {
        if (auto kept =
                writeResult(arguments.folder, arguments.url, arguments.caIdentifier, *result);
            !kept)
            return talk->report(kept.error());
        const client::Transaction transaction = result->transaction;
        result =
            waitFor(context, *talk, std::move(result), transaction, request->challenge, arguments);
        if (!result) return talk->report(result.error());
    }
    return talk->end(finish(context, arguments, arguments.url, arguments.caIdentifier, *result));
}

int runPoll(Context& context, Arguments arguments) {
    auto folder = ClientFolder::read(arguments.folder);
    if (!folder) return context.report(folder.error());
    const auto misbehaviors = misbehaviorsOf(arguments.misbehaviors);
    if (!misbehaviors) return context.report(misbehaviors.error());
    arguments.url = folder->url;
    arguments.caIdentifier = folder->caIdentifier;
    auto talk = ClientTalk::begin(context, arguments);
    if (!talk) return context.report(talk.error());
    auto challenge = oneChallenge(context, arguments.challenge, arguments.network);
    if (!challenge) return context.report(challenge.error());
    auto result = (*talk)([&](client::ScepClient& client) {
        return client.poll(folder->transaction, *challenge ? &**challenge : nullptr, *misbehaviors);
    });
    // A refusal of what was wrong on purpose says nothing of the request.
    if (result && result->status == scep::PkiStatus::Failure && !misbehaviors->empty()) {
        noteSteps(context, result->transcript);
        return talk->end(answerFailure(context, result->failInfo, result->failInfoText));
    }
    result = waitFor(context, *talk, std::move(result), folder->transaction, *challenge, arguments);
    if (!result) return talk->report(result.error());
    return talk->end(finish(context, arguments, folder->url, folder->caIdentifier, *result));
}

int runRenew(Context& context, Arguments arguments) {
    auto folder = ClientFolder::read(arguments.folder);
    if (!folder) return context.report(folder.error());
    // Its key is all that can open the answer.
    if (folder->status == scep::PkiStatus::Pending)
        return context.report({ErrorCode::Conflict,
                               "a request is pending in " + arguments.folder +
                                   ": poll first, with scepterctl poll " + arguments.folder,
                               {},
                               {}});
    if (!folder->issued)
        return context.report({ErrorCode::NotFound,
                               "there is no certificate in " + arguments.folder + " to renew",
                               {},
                               {}});
    arguments.url = folder->url;
    arguments.caIdentifier = folder->caIdentifier;
    const client::Identity& old = *folder->issued;
    auto talk = ClientTalk::begin(context, arguments);
    if (!talk) return context.report(talk.error());
    auto key = arguments.sameKey ? Result<pki::PrivateKey>(old.key) : keyOf(context, arguments.key);
    if (!key) return context.report(key.error());
    auto request = requestFrom(context, arguments, *key, old.certificate.subject());
    if (!request) return context.report(request.error());
    request->subjectAltNames = old.certificate.subjectAltNames();
    std::optional<scep::MessageType> type;
    if (arguments.type == "17") type = scep::MessageType::RenewalReq;
    if (arguments.type == "19") type = scep::MessageType::PkcsReq;
    if (auto written = writeNewKey(arguments.folder, *key); !written)
        return context.report(written.error());
    auto result =
        (*talk)([&](client::ScepClient& client) { return client.renew(*request, old, type); });
    if (!result) return talk->report(result.error());
    return talk->end(finish(context, arguments, folder->url, folder->caIdentifier, *result));
}

int runCaps(Context& context, const Arguments& arguments) {
    auto talk = ClientTalk::begin(context, arguments);
    if (!talk) return context.report(talk.error());
    auto result = (*talk)([](client::ScepClient& client) { return client.capabilities(); });
    if (!result) return talk->report(result.error());
    const auto keywords = result->capabilities.keywords();
    std::string text;
    for (const auto& keyword : keywords)
        text += printable(keyword) + '\n';
    const QJsonObject document{{QStringLiteral("answered"), result->answered},
                               {QStringLiteral("capabilities"), jsonTexts(keywords)}};
    if (result->refusal) return talk->end(context.answer(document, text, *result->refusal));
    context.answer(document, text);
    return talk->end(exit_code::kDone);
}

int answerCertificates(Context& context, const std::vector<pki::Certificate>& certificates,
                       const std::string& out) {
    QJsonArray array;
    std::string text;
    std::string pem;
    for (const auto& one : certificates) {
        std::string usage;
        for (const auto& name : pki::keyUsageNames(one.keyUsage().value_or(0)))
            usage += (usage.empty() ? "" : ", ") + name;
        text += fields({{"Subject", one.subject().toText()},
                        {"Key", one.publicKey().toText()},
                        {"Key usage", usage},
                        {"Valid until", toIsoText(one.notAfter())},
                        {"SHA-256", fingerprintText(one)}});
        pem += pki::toPem("CERTIFICATE", one.der());
        array.append(QJsonObject{{QStringLiteral("subject"), jsonText(one.subject().toText())},
                                 {QStringLiteral("key"), jsonText(one.publicKey().toText())},
                                 {QStringLiteral("keyUsage"), jsonText(usage)},
                                 {QStringLiteral("notAfter"), jsonTime(one.notAfter())},
                                 {QStringLiteral("sha256"), jsonText(fingerprintText(one))}});
    }
    if (out != "-")
        if (auto written = writeFile(out, bytesOf(pem)); !written)
            return context.report(written.error());
    context.answer({{QStringLiteral("certificates"), array}}, text);
    return exit_code::kDone;
}

int runCaCert(Context& context, const Arguments& arguments) {
    auto talk = ClientTalk::begin(context, arguments);
    if (!talk) return context.report(talk.error());
    auto result = (*talk)([](client::ScepClient& client) { return client.caCertificates(); });
    if (!result) return talk->report(result.error());
    return talk->end(answerCertificates(context, result->certificates, arguments.out));
}

int runNextCa(Context& context, const Arguments& arguments) {
    auto talk = ClientTalk::begin(context, arguments);
    if (!talk) return context.report(talk.error());
    auto result = (*talk)([](client::ScepClient& client) { return client.nextCaCertificates(); });
    if (!result) return talk->report(result.error());
    return talk->end(answerCertificates(context, result->certificates, arguments.out));
}

int runLookup(Context& context, const Arguments& arguments, bool crl) {
    auto folder = ClientFolder::read(arguments.signer);
    if (!folder) return context.report(folder.error());
    if (!folder->issued)
        return context.report({ErrorCode::NotFound,
                               "there is no certificate in " + arguments.signer + " to sign with",
                               {},
                               {}});
    Bytes serial = folder->issued->certificate.serial();
    if (!crl) {
        auto read =
            fromHex(arguments.serial.size() % 2 == 0 ? arguments.serial : "0" + arguments.serial);
        if (!read || read->empty())
            return context.report(
                {ErrorCode::InvalidArgument, "SERIAL is a number in hex", {}, {}});
        serial = std::move(*read);
        if ((serial.front() & 0x80U) != 0) serial.insert(serial.begin(), 0);
    }
    const auto misbehaviors = misbehaviorsOf(arguments.misbehaviors);
    if (!misbehaviors) return context.report(misbehaviors.error());
    auto talk = ClientTalk::begin(context, arguments);
    if (!talk) return context.report(talk.error());
    const client::Identity& signer = *folder->issued;
    auto result = (*talk)([&](client::ScepClient& client) {
        return crl ? client.getCrl(serial, signer, *misbehaviors)
                   : client.getCert(serial, signer, *misbehaviors);
    });
    if (!result) return talk->report(result.error());
    noteSteps(context, result->transcript);
    if (result->status == scep::PkiStatus::Failure)
        return talk->end(answerFailure(context, result->failInfo, result->failInfoText));
    std::string pem;
    if (result->certificate) pem = pki::toPem("CERTIFICATE", result->certificate->der());
    if (result->crl) pem = pki::toPem("X509 CRL", result->crl->der);
    return talk->end(context.deliver(arguments.out, "pem", bytesOf(pem)));
}

} // namespace

void addClientCommands(CLI::App& program, Context& context, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    Arguments& a = *arguments;
    const auto add = [&](const char* name, const char* help,
                         std::function<int(Context&, const Arguments&)> run) {
        auto* command = program.add_subcommand(name, help);
        onChosen(command, chosen,
                 [&context, arguments, run = std::move(run)] { return run(context, *arguments); });
        return command;
    };
    addServerOptions(add("caps", "Ask a server for its capabilities", runCaps), a, true);
    for (auto* command : {add("cacert", "Ask a server for its CA certificates", runCaCert),
                          add("nextca", "Ask a server for its next CA certificates", runNextCa)}) {
        addServerOptions(command, a, true);
        command->add_option("--out", a.out, "Write them to this file too, as PEM");
    }

    auto* enroll = add("enroll", "Enroll with a server", runEnroll);
    addServerOptions(enroll, a, true);
    addOperationOptions(enroll, a);
    enroll->add_option("--subject", a.subject, "As in CN=device-1,O=Example")->required();
    enroll->add_option("--san", a.sans, "dns:HOST, email:A@B, ip:ADDRESS, uri:URI, upn:A@B");
    addChallengeOptions(*enroll, a.challenge, ChallengeUse::OneEnrollment);
    enroll->add_option("--key", a.key, "rsa:2048, ec:p256, ed25519 or the file of a key")
        ->capture_default_str();
    addMessageOptions(enroll, a);
    addWaitOptions(enroll, a);
    enroll->add_option("--out", a.folder, "Folder for key, certificate and chain")->required();

    auto* poll = add("poll", "Ask again for what was pending", runPoll);
    poll->add_option("DIR", a.folder, "What enroll or renew has written")->required();
    addServerOptions(poll, a, false);
    addOperationOptions(poll, a);
    addChallengeOptions(*poll, a.challenge, ChallengeUse::OneEnrollment);
    addWaitOptions(poll, a);

    auto* renew = add("renew", "Renew a certificate", runRenew);
    renew->add_option("DIR", a.folder, "What enroll has written")->required();
    addServerOptions(renew, a, false);
    addOperationOptions(renew, a);
    addChallengeOptions(*renew, a.challenge, ChallengeUse::OneEnrollment);
    renew->add_option("--type", a.type, "17 (RenewalReq) or 19 (PKCSReq); default: what fits")
        ->check(CLI::IsMember({"17", "19"}));
    renew->add_option("--key", a.key, "The new key")->capture_default_str();
    renew->add_flag("--same-key", a.sameKey, "Renew with the same key");
    addMessageOptions(renew, a);

    auto* getCert =
        add("getcert", "Ask a server for a certificate",
            [](Context& c, const Arguments& args) { return runLookup(c, args, false); });
    addServerOptions(getCert, a, true);
    getCert->add_option("SERIAL", a.serial, "In hex")->required();
    auto* getCrl = add("getcrl", "Ask a server for its CRL",
                       [](Context& c, const Arguments& args) { return runLookup(c, args, true); });
    addServerOptions(getCrl, a, true);
    for (auto* command : {getCert, getCrl}) {
        addOperationOptions(command, a);
        command->add_option("--signer", a.signer, "Folder of an enrollment to sign with")
            ->required();
        command->add_option("--out", a.out, "File for the PEM; - is standard output")
            ->capture_default_str();
    }
}

} // namespace scepter::app
