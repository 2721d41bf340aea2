// template list, show, add, set, remove.
#include "authority/template.h"
#include "context.h"
#include "option_values.h"
#include "terminal.h"
#include "views.h"

namespace scepter::app {

namespace {

/// Options of add and set: what was not given stays as it is.
struct Arguments {
    std::string name;
    std::string from;
    std::string description;
    std::string validity;
    std::string backdate;
    std::string digest;
    std::string subject;
    std::vector<std::string> subjectAttributes;
    std::string subjectPattern;
    std::string san;
    std::vector<std::string> sanTypes;
    std::vector<std::string> sanPatterns;
    std::string keyUsage;
    std::string keyUsagePolicy;
    std::vector<std::string> extendedKeyUsage;
    std::string extendedKeyUsagePolicy;
    std::string anyExtendedKeyUsage;
    std::vector<std::string> keys;
    std::vector<std::string> crlUris;
    std::vector<std::string> caIssuers;
    std::vector<std::string> ocsp;
    std::vector<std::string> policies;
    std::vector<std::string> copiedExtensions;
    std::string renewalWindow;
    std::string renewalIdentity;
    std::string renewalKey;
    std::string emptySubject;
};

template <class Value, class Read>
Result<void> setChoice(const std::string& option, const std::string& text, Value& target, Read read,
                       const char* takes) {
    if (text.empty()) return {};
    const auto value = read(text);
    if (!value) return wrongOption(option, takes);
    target = *value;
    return {};
}

Result<void> setOids(const std::vector<std::string>& values, std::vector<asn1::Oid>& target) {
    if (values.empty()) return {};
    target.clear();
    for (const auto& text : values) {
        SCEPTER_TRY(oid, asn1::Oid::fromText(text));
        target.push_back(oid);
    }
    return {};
}

Result<void> applyNames(const Arguments& arguments, authority::Template& value) {
    SCEPTER_CHECK(setChoice("--subject", arguments.subject, value.subjectPolicy,
                            authority::subjectPolicyFromText, "copy, restrict or override"));
    if (!arguments.subjectAttributes.empty()) {
        value.subjectAttributes.clear();
        for (const auto& name : arguments.subjectAttributes) {
            const auto type = pki::attributeType(name);
            if (!type) return wrongOption("--subject-attribute", "attribute names as in CN or O");
            value.subjectAttributes.push_back(*type);
        }
    }
    if (!arguments.subjectPattern.empty()) value.subjectPattern = arguments.subjectPattern;
    SCEPTER_CHECK(setChoice("--san", arguments.san, value.sanPolicy, authority::sanPolicyFromText,
                            "copy, restrict, override or drop"));
    if (!arguments.sanTypes.empty()) {
        value.sanTypes.clear();
        for (const auto& name : arguments.sanTypes) {
            using enum pki::GeneralNameType;
            bool known = false;
            for (const auto type : {Email, Dns, Uri, Ip, DirectoryName, RegisteredId, Upn}) {
                if (pki::toText(type) != name) continue;
                value.sanTypes.push_back(type);
                known = true;
            }
            if (!known)
                return wrongOption("--san-type", "dns, email, uri, ip, upn, dirname or rid");
        }
    }
    if (!arguments.sanPatterns.empty()) value.sanPatterns = arguments.sanPatterns;
    return setSwitch("--empty-subject", arguments.emptySubject, value.allowEmptySubject);
}

Result<void> applyUsages(const Arguments& arguments, authority::Template& value) {
    if (!arguments.keyUsage.empty()) {
        SCEPTER_TRY(bits, pki::keyUsageFromText(arguments.keyUsage));
        value.keyUsage = bits;
    }
    SCEPTER_CHECK(setChoice("--key-usage-policy", arguments.keyUsagePolicy, value.keyUsagePolicy,
                            authority::usagePolicyFromText, "fixed or fromRequest"));
    if (!arguments.extendedKeyUsage.empty()) {
        value.extendedKeyUsage.clear();
        for (const auto& name : arguments.extendedKeyUsage) {
            SCEPTER_TRY(usage, pki::extendedKeyUsageFromText(name));
            value.extendedKeyUsage.push_back(usage);
        }
    }
    SCEPTER_CHECK(setChoice("--eku-policy", arguments.extendedKeyUsagePolicy,
                            value.extendedKeyUsagePolicy, authority::usagePolicyFromText,
                            "fixed or fromRequest"));
    SCEPTER_CHECK(setSwitch("--any-eku", arguments.anyExtendedKeyUsage,
                            value.extendedKeyUsageAnyFromRequest));
    if (!arguments.keys.empty()) {
        value.keys.clear();
        for (const auto& text : arguments.keys) {
            SCEPTER_TRY(rule, authority::keyRuleFromText(text));
            value.keys.push_back(rule);
        }
    }
    return {};
}

Result<void> apply(const Arguments& arguments, authority::Template& value) {
    if (!arguments.description.empty()) value.description = arguments.description;
    SCEPTER_CHECK(setDuration("--validity", arguments.validity, value.validity));
    SCEPTER_CHECK(setDuration("--backdate", arguments.backdate, value.backdate));
    SCEPTER_CHECK(setChoice("--digest", arguments.digest, value.digest, pki::digestFromText,
                            "sha256, sha384 or sha512"));
    SCEPTER_CHECK(applyNames(arguments, value));
    SCEPTER_CHECK(applyUsages(arguments, value));
    if (!arguments.crlUris.empty()) value.crlDistributionPoints = arguments.crlUris;
    if (!arguments.caIssuers.empty()) value.caIssuers = arguments.caIssuers;
    if (!arguments.ocsp.empty()) value.ocsp = arguments.ocsp;
    SCEPTER_CHECK(setOids(arguments.policies, value.policies));
    SCEPTER_CHECK(setOids(arguments.copiedExtensions, value.copiedExtensions));
    SCEPTER_CHECK(setDuration("--renewal-window", arguments.renewalWindow, value.renewalWindow));
    SCEPTER_CHECK(setSwitch("--renewal-may-change-identity", arguments.renewalIdentity,
                            value.renewalMayChangeIdentity));
    return setSwitch("--renewal-may-reuse-key", arguments.renewalKey, value.renewalMayReuseKey);
}

std::string templateText(const authority::Template& value) {
    const QJsonObject document = toJson(value);
    std::vector<std::pair<std::string, std::string>> lines;
    for (auto it = document.begin(); it != document.end(); ++it) {
        std::string text;
        if (it->isArray()) {
            for (const auto& one : it->toArray())
                text += (text.empty() ? "" : ", ") + one.toString().toStdString();
        } else {
            text = it->isBool() ? (it->toBool() ? "yes" : "no") : it->toString().toStdString();
        }
        lines.emplace_back(it.key().toStdString(), text);
    }
    return fields(lines);
}

int runList(Context& context) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto templates = (*opened)->endpoints().templates();
    if (!templates) return context.report(templates.error());
    QJsonArray array;
    std::vector<std::vector<std::string>> rows{
        {"NAME", "VALIDITY", "SUBJECT", "SAN", "DESCRIPTION"}};
    for (const auto& one : *templates) {
        array.append(toJson(one));
        rows.push_back({one.name, durationText(one.validity),
                        std::string(toText(one.subjectPolicy)), std::string(toText(one.sanPolicy)),
                        one.description});
    }
    context.answer({{QStringLiteral("templates"), array}}, table(rows));
    return exit_code::kDone;
}

int showTemplate(Context& context, workbench::Workbench& workbench, const std::string& name) {
    auto value = workbench.endpoints().showTemplate(name);
    if (!value) return context.report(value.error());
    context.answer(toJson(*value), templateText(*value));
    return exit_code::kDone;
}

int runShow(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    return showTemplate(context, **opened, arguments.name);
}

int runAdd(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    authority::Template value = authority::labTemplate();
    if (!arguments.from.empty()) {
        auto from = (*opened)->endpoints().showTemplate(arguments.from);
        if (!from) return context.report(from.error());
        value = std::move(*from);
    }
    value.name = arguments.name;
    if (auto applied = apply(arguments, value); !applied) return context.report(applied.error());
    if (auto added = (*opened)->endpoints().addTemplate(value); !added)
        return context.report(added.error());
    return showTemplate(context, **opened, arguments.name);
}

int runSet(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto value = (*opened)->endpoints().showTemplate(arguments.name);
    if (!value) return context.report(value.error());
    if (auto applied = apply(arguments, *value); !applied) return context.report(applied.error());
    if (auto changed = (*opened)->endpoints().updateTemplate(*value); !changed)
        return context.report(changed.error());
    return showTemplate(context, **opened, arguments.name);
}

int runRemove(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    if (auto removed = (*opened)->endpoints().removeTemplate(arguments.name); !removed)
        return context.report(removed.error());
    context.answer({{QStringLiteral("removed"), jsonText(arguments.name)}},
                   "Removed template " + arguments.name + '\n');
    return exit_code::kDone;
}

void addOptions(CLI::App* command, Arguments& a) {
    command->add_option("--description", a.description, "What it is for");
    command->add_option("--validity", a.validity, "How long certificates are valid, as in 365d");
    command->add_option("--backdate", a.backdate, "How much earlier than now they begin");
    command->add_option("--digest", a.digest, "sha256, sha384 or sha512");
    command->add_option("--subject", a.subject, "copy, restrict or override");
    command->add_option("--subject-attribute", a.subjectAttributes, "Allowed ones, for restrict");
    command->add_option("--subject-pattern", a.subjectPattern,
                        "For override, as in CN={CN},O=Example");
    command->add_option("--empty-subject", a.emptySubject, "on: allowed, with a SAN");
    command->add_option("--san", a.san, "copy, restrict, override or drop");
    command->add_option("--san-type", a.sanTypes, "Allowed types, for restrict");
    command->add_option("--san-pattern", a.sanPatterns, "For override, as in DNS:{CN}.example");
    command->add_option("--key-usage", a.keyUsage, "As in digitalSignature,keyEncipherment");
    command->add_option("--key-usage-policy", a.keyUsagePolicy, "fixed or fromRequest");
    command->add_option("--eku", a.extendedKeyUsage, "clientAuth, serverAuth, ... or an OID");
    command->add_option("--eku-policy", a.extendedKeyUsagePolicy, "fixed or fromRequest");
    command->add_option("--any-eku", a.anyExtendedKeyUsage, "on: whatever the CSR asks");
    command->add_option("--key", a.keys, "Allowed keys: rsa:2048-4096, ec:p256, ed25519");
    command->add_option("--crl-uri", a.crlUris,
                        "CRL distribution points. {authority} and {generation} are filled in; "
                        "advised is http://HOST/crl/{authority}-g{generation}.crl, which stays "
                        "right after a rollover");
    command->add_option("--ca-issuers-uri", a.caIssuers,
                        "Where the CA certificate is, as in "
                        "http://HOST/ca/{authority}-g{generation}.cer");
    command->add_option("--ocsp-uri", a.ocsp, "Where OCSP answers");
    command->add_option("--policy", a.policies, "Certificate policies, as OIDs");
    command->add_option("--copy-extension", a.copiedExtensions, "Taken from the CSR, as OIDs");
    command->add_option("--renewal-window", a.renewalWindow,
                        "Renewal only in this last part of life; 0 for any time");
    command->add_option("--renewal-may-change-identity", a.renewalIdentity, "on or off");
    command->add_option("--renewal-may-reuse-key", a.renewalKey, "on or off");
}

} // namespace

void addTemplateCommands(CLI::App& program, Context& context, Run& chosen) {
    auto* recipe = program.add_subcommand("template", "Certificate templates");
    recipe->require_subcommand(1);
    auto* list = recipe->add_subcommand("list", "All templates");
    onChosen(list, chosen, [&context] { return runList(context); });

    auto arguments = std::make_shared<Arguments>();
    const auto add = [&](const char* name, const char* help,
                         int (*run)(Context&, const Arguments&)) {
        auto* command = recipe->add_subcommand(name, help);
        command->add_option("NAME", arguments->name)->required();
        onChosen(command, chosen, [&context, arguments, run] { return run(context, *arguments); });
        return command;
    };
    add("show", "One template", runShow);
    auto* made = add("add", "Make a template", runAdd);
    made->add_option("--from", arguments->from, "Start from this one; else from the lab's");
    addOptions(made, *arguments);
    addOptions(add("set", "Change a template: what is not named stays", runSet), *arguments);
    add("remove", "Remove a template", runRemove);
}

} // namespace scepter::app
