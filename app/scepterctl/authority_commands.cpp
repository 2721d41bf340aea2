// authority show, export, crl, rollover, install.
#include "context.h"
#include "pki/pem.h"
#include "terminal.h"
#include "views.h"

namespace scepter::app {

namespace {

struct Arguments {
    std::string name;
    std::string out = "-";
    std::string format = "pem";
    std::string file;
    bool chain = false;
    bool switchOver = false;
    std::string csrFile;
    std::string crlFile;
    unsigned generation = 0; ///< 0: the current one
    unsigned drop = 0;       ///< 0: none
    bool sure = false;
    bool force = false;
};

std::string authorityText(const workbench::AuthorityView& authority) {
    std::string text = fields(
        {{"Authority", authority.name}, {"CRL lifetime", durationText(authority.crlLifetime)}});
    for (const auto& one : authority.generations) {
        text += "Generation " + std::to_string(one.number) + ", " + std::string(toText(one.state)) +
                '\n';
        if (one.ca)
            text += fields({{"  CA", one.ca->subject().toText()},
                            {"  Key", one.ca->publicKey().toText()},
                            {"  Serial", one.ca->serialText()},
                            {"  Valid until", toIsoText(one.ca->notAfter())},
                            {"  SHA-256", fingerprintText(*one.ca)}});
        if (one.ra)
            text += fields({{"  RA", one.ra->subject().toText()},
                            {"  RA valid until", toIsoText(one.ra->notAfter())},
                            {"  RA SHA-256", fingerprintText(*one.ra)}});
        if (one.ca && one.state != authority::GenerationState::Dropped)
            text += fields({{"  CA path", workbench::caPath(authority.name, one.number)},
                            {"  CRL path", workbench::crlPath(authority.name, one.number)}});
        if (one.crl)
            text += fields({{"  CRL", "number " + std::to_string(one.crl->number) + ", until " +
                                          toIsoText(one.crl->nextUpdate)}});
    }
    return text;
}

int runShow(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    if (!arguments.name.empty()) {
        auto authority = (*opened)->authorities().show(arguments.name);
        if (!authority) return context.report(authority.error());
        context.answer(toJson(*authority), authorityText(*authority));
        return exit_code::kDone;
    }
    auto authorities = (*opened)->authorities().list();
    if (!authorities) return context.report(authorities.error());
    QJsonArray array;
    std::string text;
    for (const auto& one : *authorities) {
        array.append(toJson(one));
        text += authorityText(one);
    }
    context.answer({{QStringLiteral("authorities"), array}}, text);
    return exit_code::kDone;
}

int runExport(Context& context, const Arguments& arguments) {
    if (arguments.chain && arguments.format == "der")
        return context.report({ErrorCode::InvalidArgument,
                               "--chain is several certificates, which --format der cannot hold",
                               {},
                               {}});
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto authority = (*opened)->authorities().show(arguments.name);
    if (!authority) return context.report(authority.error());
    const auto* current = authority->current();
    if (current == nullptr)
        return context.report(
            {ErrorCode::AuthorityNotReady, "the authority has no CA certificate yet", {}, {}});
    Bytes bytes = current->ca->der();
    if (arguments.format == "pem") {
        std::string text = pki::toPem("CERTIFICATE", current->ca->der());
        if (arguments.chain)
            for (const auto& above : current->chain)
                text += pki::toPem("CERTIFICATE", above.der());
        bytes = copyOf(bytesOf(text));
    }
    return context.deliver(arguments.out, arguments.format, bytes);
}

int runCrl(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto crl = (*opened)->authorities().renewCrl(arguments.name, arguments.generation);
    if (!crl) return context.report(crl.error());
    const QJsonObject document{{QStringLiteral("number"), static_cast<qint64>(crl->number)},
                               {QStringLiteral("thisUpdate"), jsonTime(crl->thisUpdate)},
                               {QStringLiteral("nextUpdate"), jsonTime(crl->nextUpdate)}};
    if (!arguments.crlFile.empty()) {
        Bytes bytes = crl->der;
        if (arguments.format == "pem") bytes = copyOf(bytesOf(pki::toPem("X509 CRL", crl->der)));
        if (arguments.crlFile == "-")
            return context.deliver("-", arguments.format, bytes, document);
        if (auto written = writeFile(arguments.crlFile, bytes); !written)
            return context.report(written.error());
    }
    context.answer(document, "CRL number " + std::to_string(crl->number) + ", good until " +
                                 toIsoText(crl->nextUpdate) + '\n');
    return exit_code::kDone;
}

int showAfter(Context& context, workbench::Workbench& workbench, const std::string& name) {
    auto authority = workbench.authorities().show(name);
    if (!authority) return context.report(authority.error());
    context.answer(toJson(*authority), authorityText(*authority));
    return exit_code::kDone;
}

int runRollover(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto& desk = (*opened)->authorities();
    if (!arguments.csrFile.empty()) {
        auto csr = desk.requestNext(arguments.name);
        if (!csr) return context.report(csr.error());
        const std::string pem = pki::toPem("CERTIFICATE REQUEST", *csr);
        if (arguments.csrFile == "-") return context.deliver("-", "pem", bytesOf(pem));
        if (auto written = writeFile(arguments.csrFile, bytesOf(pem)); !written)
            return context.report(written.error());
        return showAfter(context, **opened, arguments.name);
    }
    const auto step = [&] {
        if (arguments.drop != 0)
            return desk.dropRetired(arguments.name, arguments.drop, arguments.force);
        return arguments.switchOver ? desk.switchOver(arguments.name)
                                    : desk.prepareNext(arguments.name);
    };
    auto done = step();
    if (!done) return context.report(done.error());
    return showAfter(context, **opened, arguments.name);
}

int runInstall(Context& context, const Arguments& arguments) {
    auto file = readFile(arguments.file);
    if (!file) return context.report(file.error());
    auto certificates = pki::readCertificates(*file);
    if (!certificates) return context.report(certificates.error());
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    if (auto done = (*opened)->authorities().install(arguments.name, *certificates); !done)
        return context.report(done.error());
    return showAfter(context, **opened, arguments.name);
}

void addRolloverOptions(CLI::App* rollover, Arguments& a) {
    auto* now =
        rollover->add_flag("--switch", a.switchOver, "Let the next generation issue from now on");
    auto* csr =
        rollover
            ->add_option("--csr", a.csrFile,
                         "For a CA below an outside root: write the CSR of the next generation")
            ->excludes(now);
    auto* yes = rollover->add_flag("--yes", a.sure, "Yes, remove keys for good");
    auto* drop = rollover
                     ->add_option("--drop", a.drop,
                                  "Remove the keys of this retired generation, by its number, for "
                                  "good; needs --yes")
                     ->check(CLI::PositiveNumber)
                     ->excludes(now)
                     ->excludes(csr)
                     ->needs(yes);
    yes->needs(drop);
    rollover
        ->add_flag("--force", a.force,
                   "Even if certificates of it have not ended: no CRL can be made for them then")
        ->needs(drop);
}

} // namespace

void addAuthorityCommands(CLI::App& program, Context& context, Run& chosen) {
    auto* authority = program.add_subcommand("authority", "Certificate authorities");
    authority->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>();
    const auto add = [&](const char* name, const char* help,
                         int (*run)(Context&, const Arguments&)) {
        auto* command = authority->add_subcommand(name, help);
        onChosen(command, chosen, [&context, arguments, run] { return run(context, *arguments); });
        return command;
    };
    const auto named = [&](CLI::App* command) {
        command->add_option("AUTHORITY", arguments->name,
                            "Its name; not needed while there is only one");
    };
    named(add("show", "Generations, fingerprints, CRLs", runShow));

    auto* write = add("export", "Write the CA certificate to a file", runExport);
    named(write);
    write->add_option("--out", arguments->out, "File; - is standard output")->capture_default_str();
    write->add_option("--format", arguments->format, "pem or der")
        ->check(CLI::IsMember({"pem", "der"}))
        ->capture_default_str();
    write->add_flag("--chain", arguments->chain, "With what is above it, as PEM");

    auto* crl = add("crl", "Make a new CRL now", runCrl);
    named(crl);
    crl->add_option("--out", arguments->crlFile, "Write it to this file; - is standard output");
    crl->add_option("--format", arguments->format, "pem or der")
        ->check(CLI::IsMember({"pem", "der"}));
    crl->add_option("--generation", arguments->generation, "Its number; else the current one's CRL")
        ->check(CLI::PositiveNumber);

    auto* rollover = add("rollover", "Make and announce the next generation", runRollover);
    named(rollover);
    addRolloverOptions(rollover, *arguments);

    auto* install = add("install", "Install the certificate that an outside root made", runInstall);
    install->add_option("FILE", arguments->file, "Certificate and chain, PEM or DER")->required();
    install->add_option("--authority", arguments->name, "Its name; not needed with only one");
}

} // namespace scepter::app
