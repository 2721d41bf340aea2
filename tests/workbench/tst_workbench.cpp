// The façade: codes, endpoints, templates, certificates, authorities and their generations.
#include "bench.h"

#include "pki/pem.h"

#include <algorithm>
#include <set>

using namespace scepter;
using namespace scepter::test;
using authority::GenerationState;
using workbench::Workbench;

namespace {

std::vector<GenerationState> statesOf(const workbench::AuthorityView& authority) {
    std::vector<GenerationState> states;
    for (const auto& generation : authority.generations)
        states.push_back(generation.state);
    return states;
}

QByteArray pem(const pki::Certificate& certificate) {
    return toQt(bytesOf(pki::toPem("CERTIFICATE", certificate.der())));
}

/// Signs the CSR of a CA by the outside root of the folder; `name`.pem is its certificate.
bool signByRoot(const Folder& folder, const Bytes& csr, const QByteArray& name,
                const QByteArray& pathLength = ",pathlen:0", const QByteArray& digest = "sha256") {
    folder.write(QByteArray(name + ".csr").constData(), toQt(csr));
    folder.write("ca.cnf", "basicConstraints=critical,CA:TRUE" + pathLength +
                               "\nkeyUsage=critical,keyCertSign,cRLSign\n"
                               "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n");
    const QByteArray command = "x509 -req -inform DER -in " + name +
                               ".csr -CA root.pem -CAkey root.key -CAcreateserial -days 20 -" +
                               digest + " -extfile ca.cnf -out " + name + ".pem";
    const QByteArray made = folder.openssl(command.constData());
    return !made.startsWith("FAILED");
}

bool makeRoot(const Folder& folder) {
    return !folder
                .openssl("req -x509 -newkey rsa:2048 -noenc -keyout root.key -out root.pem "
                         "-days 30 -subj /CN=Outside")
                .startsWith("FAILED");
}

std::vector<pki::Certificate> certificatesOf(const Folder& folder,
                                             std::initializer_list<const char*> files) {
    std::vector<pki::Certificate> all;
    for (const char* file : files) {
        const auto read = pki::readCertificates(folder.bytes(file));
        if (read) all.insert(all.end(), read->begin(), read->end());
    }
    return all;
}

class FixedClock final : public Clock {
public:
    TimePoint time = SystemClock().now();
    [[nodiscard]] TimePoint now() const override { return time; }
};

} // namespace

class WorkbenchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void mint_makesDistinctCodes();
    void mint_refusesWhatIsOutOfRange();
    void withdraw_worksOnce();
    void endpoints_refuseWhatIsTaken();
    void endpoints_refuseWhatCannotWork();
    void endpoints_refuseWhatNobodyCouldReach();
    void endpoints_areAddedChangedAndRemoved();
    void templates_refuseWhatCannotWork();
    void templates_areAddedChangedAndRemoved();
    void certificates_areFoundHoweverTheSerialIsWritten();
    void certificates_areExported();
    void certificates_areRevokedOnce();
    void certificates_chainKnowsWhatIsRevoked();
    void requests_unknownAreNotFound();
    void authorities_unknownAreNotFound();
    void crl_countsUp();
    void audit_namesTheOperator();
    void rollover_refusesTheWrongOrder();
    void rollover_cancelledChangesNothing();
    void rollover_makesAnnouncesAndSwitches();
    void outsideRoot_waitsForItsCertificate();
    void outsideRoot_installsAndRollsOver();
    void outsideRoot_isAskedForTheLikeAgain_data();
    void outsideRoot_isAskedForTheLikeAgain();

private:
    [[nodiscard]] std::unique_ptr<Workbench> open(const Folder& folder) const {
        auto opened = Workbench::open(folder.path("lab.scepter"), {}, "operator:ann", m_clock);
        return opened ? std::move(*opened) : nullptr;
    }

    SystemClock m_clock;
    std::unique_ptr<Folder> m_folder;
    std::unique_ptr<Workbench> m_bench;
};

void WorkbenchTest::initTestCase() {
    m_folder = std::make_unique<Folder>();
    NEED(workbench::makeWorkspace(quickSetup(*m_folder), m_clock));
    m_bench = open(*m_folder);
    QVERIFY(m_bench);
}

void WorkbenchTest::mint_makesDistinctCodes() {
    workbench::MintOrder order;
    order.count = 1000;
    order.note = "for a test";
    const auto minted = m_bench->codes().mint(order);
    NEED(minted);
    std::set<std::string> texts;
    std::set<std::int64_t> ids;
    for (const auto& one : *minted) {
        texts.insert(std::string(one.code.text()));
        ids.insert(one.record.id);
        QCOMPARE(one.code.size(), std::size_t{19});
    }
    QCOMPARE(texts.size(), std::size_t{1000});
    QCOMPARE(ids.size(), std::size_t{1000});
    store::CodeFilter filter;
    filter.state = challenge::CodeState::Unused;
    filter.limit = 1;
    const auto listed = m_bench->codes().list(filter);
    NEED(listed);
    QCOMPARE(listed->front().id, *ids.rbegin());
    QCOMPARE(listed->front().note, std::string("for a test"));
    QCOMPARE(listed->front().createdBy, std::string("operator:ann"));
}

void WorkbenchTest::mint_refusesWhatIsOutOfRange() {
    const auto before = m_bench->status()->counts.codesUnused;
    const auto refuse = [&](auto change, ErrorCode code) {
        workbench::MintOrder order;
        change(order);
        QCOMPARE(outcome(m_bench->codes().mint(order)), name(code));
    };
    using Order = workbench::MintOrder;
    refuse([](Order& o) { o.count = 0; }, ErrorCode::InvalidArgument);
    refuse([](Order& o) { o.count = 1001; }, ErrorCode::InvalidArgument);
    refuse([](Order& o) { o.uses = 0; }, ErrorCode::InvalidArgument);
    refuse([](Order& o) { o.uses = 1'000'001; }, ErrorCode::InvalidArgument);
    refuse([](Order& o) { o.life = Duration{0}; }, ErrorCode::InvalidArgument);
    refuse([](Order& o) { o.life = Duration{-1}; }, ErrorCode::InvalidArgument);
    refuse([](Order& o) { o.life = std::chrono::days{367}; }, ErrorCode::InvalidArgument);
    refuse([](Order& o) { o.endpoint = "odd"; }, ErrorCode::NotFound);
    QCOMPARE(m_bench->status()->counts.codesUnused, before);
}

void WorkbenchTest::withdraw_worksOnce() {
    const auto minted = m_bench->codes().mint({});
    NEED(minted);
    const std::int64_t id = minted->front().record.id;
    NEED(m_bench->codes().withdraw(id));
    REFUSED(m_bench->codes().withdraw(id), Conflict);
    REFUSED(m_bench->codes().withdraw(999'999), NotFound);
    store::CodeFilter filter;
    filter.state = challenge::CodeState::Withdrawn;
    const auto listed = m_bench->codes().list(filter);
    NEED(listed);
    QCOMPARE(listed->front().id, id);
}

void WorkbenchTest::endpoints_refuseWhatIsTaken() {
    const auto settings = [](const char* name, const char* path) {
        enrollment::EndpointSettings value;
        value.name = name;
        value.path = path;
        value.templateName = "lab";
        return value;
    };
    auto& endpoints = m_bench->endpoints();
    REFUSED(endpoints.add(settings("scep", "/other"), {}), AlreadyExists);
    REFUSED(endpoints.add(settings("other", "/scep"), {}), AlreadyExists);
    REFUSED(endpoints.add(settings("other", "/certsrv/mscep"), {}), AlreadyExists);
    auto aliased = settings("other", "/other");
    aliased.aliases = {"/scep/manual"};
    REFUSED(endpoints.add(aliased, {}), AlreadyExists);
    auto moved = endpoints.show("manual");
    NEED(moved);
    moved->settings.path = "/scep";
    REFUSED(endpoints.update(moved->settings, nullptr), AlreadyExists);
    QCOMPARE(endpoints.list()->size(), std::size_t{3});
}

void WorkbenchTest::endpoints_refuseWhatCannotWork() {
    auto& endpoints = m_bench->endpoints();
    enrollment::EndpointSettings good;
    good.name = "new";
    good.path = "/new";
    good.templateName = "lab";
    const auto refuse = [&](auto change, ErrorCode code) {
        auto settings = good;
        change(settings);
        QCOMPARE(outcome(endpoints.add(settings, {})), name(code));
    };
    using Settings = enrollment::EndpointSettings;
    refuse([](Settings& s) { s.name.clear(); }, ErrorCode::InvalidArgument);
    refuse([](Settings& s) { s.name = "a b"; }, ErrorCode::InvalidArgument);
    refuse([](Settings& s) { s.path.clear(); }, ErrorCode::InvalidArgument);
    refuse([](Settings& s) { s.path = "new"; }, ErrorCode::InvalidArgument);
    refuse([](Settings& s) { s.path = "/new/"; }, ErrorCode::InvalidArgument);
    refuse([](Settings& s) { s.path = "/a/../b"; }, ErrorCode::InvalidArgument);
    refuse([](Settings& s) { s.path = "/a?b"; }, ErrorCode::InvalidArgument);
    refuse([](Settings& s) { s.aliases = {"x"}; }, ErrorCode::InvalidArgument);
    refuse([](Settings& s) { s.templateName.clear(); }, ErrorCode::InvalidArgument);
    refuse([](Settings& s) { s.templateName = "odd"; }, ErrorCode::NotFound);
    refuse([](Settings& s) { s.pendingLifetime = Duration{0}; }, ErrorCode::InvalidArgument);
    refuse([](Settings& s) { s.authorityId = -1; }, ErrorCode::InvalidArgument);
    refuse([](auto& e) { e.authorityId = 999; }, ErrorCode::AuthorityMissing);
    QCOMPARE(endpoints.list()->size(), std::size_t{3});
}

// The CA's key is EC: without the RA in front of it only a static challenge works.
void WorkbenchTest::endpoints_refuseWhatNobodyCouldReach() {
    auto& endpoints = m_bench->endpoints();
    enrollment::EndpointSettings settings;
    settings.name = "direct";
    settings.path = "/direct";
    settings.templateName = "lab";
    settings.compatibility.caOnly = true;
    for (const auto& gates :
         {std::vector<challenge::Gate>{}, challenge::gatesOf(challenge::GateKind::Code)}) {
        settings.gates = gates;
        REFUSED(endpoints.add(settings, {}), InvalidArgument);
    }
    settings.gates = challenge::gatesOf(challenge::GateKind::Static);
    std::vector<SecretBytes> secrets;
    secrets.emplace_back(std::string_view("lamp"));
    NEED(endpoints.add(settings, challenge::staticGateSecrets(std::move(secrets))));
    auto stored = endpoints.show("direct")->settings;
    stored.gates = challenge::gatesOf(challenge::GateKind::Code);
    REFUSED(endpoints.update(stored, nullptr), InvalidArgument);
    stored.compatibility.caOnly = false;
    NEED(endpoints.update(stored, nullptr));
    NEED(endpoints.remove("direct"));
}

void WorkbenchTest::endpoints_areAddedChangedAndRemoved() {
    auto& endpoints = m_bench->endpoints();
    enrollment::EndpointSettings settings;
    settings.name = "phones";
    settings.path = "/scep/phones";
    settings.templateName = "lab";
    settings.gates = challenge::gatesOf(challenge::GateKind::Static);
    std::vector<SecretBytes> secrets;
    secrets.emplace_back(std::string_view("one secret"));
    NEED(endpoints.add(settings, challenge::staticGateSecrets(std::move(secrets))));
    auto shown = endpoints.show("phones");
    NEED(shown);
    QVERIFY(shown->settings.authorityId != 0); // the only one there is
    QVERIFY(shown->staticSecrets().front().text() == "one secret");
    shown->settings.approval = enrollment::Approval::Manual;
    NEED(endpoints.update(shown->settings, nullptr));
    const auto kept = endpoints.show("phones");
    NEED(kept);
    QVERIFY(kept->settings.approval == enrollment::Approval::Manual);
    QCOMPARE(kept->staticSecrets().size(), std::size_t{1});
    const std::vector<challenge::GateSecret> none;
    NEED(endpoints.update(shown->settings, &none));
    QVERIFY(endpoints.show("phones")->staticSecrets().empty());
    NEED(endpoints.remove("phones"));
    REFUSED(endpoints.remove("phones"), NotFound);
    REFUSED(endpoints.show("phones"), NotFound);
    REFUSED(endpoints.update(shown->settings, nullptr), NotFound);
}

void WorkbenchTest::templates_refuseWhatCannotWork() {
    auto& endpoints = m_bench->endpoints();
    auto value = authority::labTemplate();
    REFUSED(endpoints.addTemplate(value), AlreadyExists);
    REFUSED(endpoints.removeTemplate("lab"), Conflict);
    REFUSED(endpoints.removeTemplate("odd"), NotFound);
    REFUSED(endpoints.showTemplate("odd"), NotFound);
    value.name = "odd";
    REFUSED(endpoints.updateTemplate(value), NotFound);
    value.keys.clear();
    REFUSED(endpoints.addTemplate(value), InvalidArgument);
    value = authority::labTemplate();
    value.validity = Duration{0};
    REFUSED(endpoints.updateTemplate(value), InvalidArgument);
    value = authority::labTemplate();
    value.keyUsage = pki::key_usage::kKeyCertSign;
    REFUSED(endpoints.updateTemplate(value), InvalidArgument);
    QVERIFY(*endpoints.showTemplate("lab") == authority::labTemplate());
}

void WorkbenchTest::templates_areAddedChangedAndRemoved() {
    auto& endpoints = m_bench->endpoints();
    auto value = authority::labTemplate();
    value.name = "short";
    value.validity = std::chrono::hours{1};
    NEED(endpoints.addTemplate(value));
    QVERIFY(*endpoints.showTemplate("short") == value);
    value.validity = std::chrono::hours{2};
    NEED(endpoints.updateTemplate(value));
    QVERIFY(*endpoints.showTemplate("short") == value);
    QCOMPARE(endpoints.templates()->size(), std::size_t{2});
    NEED(endpoints.removeTemplate("short"));
    QCOMPARE(endpoints.templates()->size(), std::size_t{1});
}

void WorkbenchTest::certificates_areFoundHoweverTheSerialIsWritten() {
    auto& certificates = m_bench->certificates();
    const auto all = certificates.list({});
    NEED(all);
    const auto& ra = all->back();
    const QString hex = QString::fromLatin1(toQt(ra.serial).toHex());
    const QString colons = QString::fromLatin1(toQt(ra.serial).toHex(':'));
    for (const QString& text : {hex, hex.toUpper(), colons, QString(QStringLiteral("00") + hex)}) {
        const auto found = certificates.show(text.toStdString());
        NEED(found);
        QCOMPARE(found->id, ra.id);
    }
    for (const char* text : {"", "0", "abcdef", "0011223344556677"})
        REFUSED(certificates.show(text), NotFound);
    QVERIFY(!certificates.show("no serial"));
}

void WorkbenchTest::certificates_areExported() {
    auto& certificates = m_bench->certificates();
    const auto authority = m_bench->authorities().show({});
    NEED(authority);
    const auto& ra = *authority->current()->ra;
    const auto write = [&](std::string_view format, const char* file) {
        const auto bytes = certificates.exportAs(ra.serialText(), format);
        NEED(bytes);
        m_folder->write(file, toQt(*bytes));
    };
    write("pem", "ra.pem");
    write("der", "ra.der");
    write("chain", "chain.pem");
    write("p7b", "ra.p7b");
    QCOMPARE(m_folder->openssl("x509 -in ra.pem -noout -subject"),
             QByteArray("subject=CN = Scepter Lab CA RA\n"));
    QCOMPARE(m_folder->openssl("x509 -inform DER -in ra.der -outform PEM"),
             m_folder->read("ra.pem"));
    QCOMPARE(m_folder->read("chain.pem"), pem(ra) + pem(*authority->current()->ca));
    const QByteArray listed = m_folder->openssl("pkcs7 -inform DER -in ra.p7b -print_certs");
    QCOMPARE(listed.count("BEGIN CERTIFICATE"), 2);
    REFUSED(certificates.exportAs("abcdef", "pem"), NotFound);
    REFUSED(certificates.exportAs(ra.serialText(), "odd"), InvalidArgument);
    REFUSED(certificates.exportAs(ra.serialText(), "curl"), NotSupported);
}

void WorkbenchTest::certificates_areRevokedOnce() {
    auto& certificates = m_bench->certificates();
    const auto all = certificates.list({});
    NEED(all);
    const std::string serial = toQt(all->back().serial).toHex().toStdString();
    NEED(certificates.revoke(serial, pki::RevocationReason::Superseded, std::nullopt));
    REFUSED(certificates.revoke(serial, pki::RevocationReason::KeyCompromise, std::nullopt),
            AlreadyRevoked);
    REFUSED(certificates.revoke("abcdef", pki::RevocationReason::Superseded, std::nullopt),
            NotFound);
    store::CertificateFilter revoked;
    revoked.status = store::CertificateFilter::Status::Revoked;
    QCOMPARE(certificates.list(revoked)->size(), std::size_t{1});
    const auto crl = m_bench->authorities().renewCrl({});
    NEED(crl);
    m_folder->write("lab.crl", toQt(crl->der));
    const QByteArray text = m_folder->openssl("crl -inform DER -in lab.crl -noout -text");
    QVERIFY(text.contains("Superseded"));
    QVERIFY(text.contains(QByteArray::fromStdString(serial).toUpper()));
}

void WorkbenchTest::certificates_chainKnowsWhatIsRevoked() {
    FixedClock clock;
    Folder folder;
    NEED(workbench::makeWorkspace(quickSetup(folder), clock));
    const auto bench =
        workbench::Workbench::open(folder.path("lab.scepter"), {}, "operator:ann", clock);
    NEED(bench);
    const auto authority = (*bench)->authorities().show({});
    NEED(authority);
    const std::string serial = authority->current()->ra->serialText();
    auto links = (*bench)->certificates().chain(serial);
    NEED(links);
    QCOMPARE(links->size(), std::size_t{2});
    QCOMPARE(links->front().role, std::string("End entity"));
    QCOMPARE(links->back().role, std::string("Root"));
    for (const auto& link : *links) {
        QCOMPARE(link.status, workbench::LinkStatus::Valid);
        QCOMPARE(link.problem, std::string());
    }
    NEED((*bench)->certificates().revoke(serial, pki::RevocationReason::Superseded, {}));
    links = (*bench)->certificates().chain(serial);
    NEED(links);
    QCOMPARE(links->front().status, workbench::LinkStatus::Revoked);
    QCOMPARE(links->front().reason, pki::RevocationReason::Superseded);
    QVERIFY(links->front().revokedAt.has_value());
    QCOMPARE(links->back().status, workbench::LinkStatus::Valid);
    clock.time += std::chrono::days{36500};
    links = (*bench)->certificates().chain(serial);
    NEED(links);
    QCOMPARE(links->back().status, workbench::LinkStatus::Expired);
    REFUSED((*bench)->certificates().chain("abcdef"), NotFound);
}

void WorkbenchTest::requests_unknownAreNotFound() {
    auto& requests = m_bench->requests();
    REFUSED(requests.show(1), NotFound);
    REFUSED(requests.approve(1, {}), NotFound);
    REFUSED(requests.deny(1, "no", FailInfo::BadRequest), NotFound);
    QVERIFY(requests.list({})->empty());
}

void WorkbenchTest::authorities_unknownAreNotFound() {
    auto& desk = m_bench->authorities();
    REFUSED(desk.show("odd"), NotFound);
    REFUSED(desk.renewCrl("odd"), NotFound);
    REFUSED(desk.prepareNext("odd"), NotFound);
    REFUSED(desk.requestNext("odd"), NotFound);
    REFUSED(desk.install("odd", {}), NotFound);
    REFUSED(desk.switchOver("odd"), NotFound);
}

void WorkbenchTest::crl_countsUp() {
    auto& desk = m_bench->authorities();
    const auto first = desk.renewCrl("lab");
    NEED(first);
    const auto second = desk.renewCrl("lab");
    NEED(second);
    QVERIFY(second->number == first->number + 1);
    QVERIFY(second->nextUpdate > m_clock.now());
    m_folder->write("ca.pem", pem(*desk.show({})->current()->ca));
    m_folder->write("lab.crl", toQt(second->der));
    const auto verified = m_folder->openssl("crl -inform DER -in lab.crl -CAfile ca.pem -noout");
    QVERIFY2(verified.contains("verify OK"), verified.constData());
    QVERIFY(desk.show({})->current()->crl->number == second->number);
}

void WorkbenchTest::audit_namesTheOperator() {
    NEED(m_bench->codes().mint({}));
    store::AuditFilter filter;
    filter.text = "code.minted";
    filter.limit = 1;
    const auto lines = m_bench->audit(filter);
    NEED(lines);
    QCOMPARE(lines->front().actor, std::string("operator:ann"));
    QVERIFY(m_bench->verifyAudit()->intact);
}

void WorkbenchTest::rollover_refusesTheWrongOrder() {
    auto& desk = m_bench->authorities();
    REFUSED(desk.switchOver({}), NoNextGeneration);
    REFUSED(desk.install({}, {}), NotFound);
}

void WorkbenchTest::rollover_cancelledChangesNothing() {
    auto& desk = m_bench->authorities();
    const auto before = m_bench->status()->counts.certificates;
    REFUSED(desk.prepareNext({}, [] { return false; }), Cancelled);
    QVERIFY((statesOf(*desk.show({})) == std::vector{GenerationState::Current}));
    QCOMPARE(m_bench->status()->counts.certificates, before);
}

void WorkbenchTest::rollover_makesAnnouncesAndSwitches() {
    const Folder folder;
    NEED(workbench::makeWorkspace(quickSetup(folder), m_clock));
    const auto bench = open(folder);
    QVERIFY(bench);
    auto& desk = bench->authorities();
    NEED(desk.prepareNext({}));
    REFUSED(desk.prepareNext({}), Conflict);
    REFUSED(desk.requestNext({}), Conflict);
    auto shown = desk.show({});
    NEED(shown);
    QVERIFY((statesOf(*shown) == std::vector{GenerationState::Current, GenerationState::Next}));
    const auto& first = shown->generations[0];
    const auto& second = shown->generations[1];
    QCOMPARE(second.number, 2U);
    QVERIFY(first.ca->subject() == second.ca->subject());
    QVERIFY(!(first.ca->publicKey() == second.ca->publicKey()));
    folder.write("next.pem", pem(*second.ca));
    folder.write("ra.pem", pem(*second.ra));
    QCOMPARE(folder.openssl("verify -CAfile next.pem ra.pem"), QByteArray("ra.pem: OK\n"));
    NEED(bench->certificates().show(second.ra->serialText()));

    NEED(desk.switchOver({}));
    REFUSED(desk.switchOver({}), NoNextGeneration);
    auto switched = desk.show({});
    NEED(switched);
    QVERIFY(
        (statesOf(*switched) == std::vector{GenerationState::Retired, GenerationState::Current}));
    QVERIFY(*switched->current()->ca == *second.ca);
    // The keys of both can still be opened, by a process that knows nothing yet.
    const auto again = open(folder);
    QVERIFY(again);
    NEED(again->authorities().renewCrl({}));
    QVERIFY(again->checkConsistency()->empty());
    QVERIFY(again->verifyAudit()->intact);
}

void WorkbenchTest::outsideRoot_waitsForItsCertificate() {
    const Folder folder;
    auto options = quickSetup(folder);
    options.forOutsideRoot = true;
    NEED(workbench::makeWorkspace(options, m_clock));
    const auto bench = open(folder);
    QVERIFY(bench);
    const auto status = bench->status();
    NEED(status);
    QVERIFY((statesOf(status->authorities.front()) == std::vector{GenerationState::Requested}));
    QVERIFY(status->authorities.front().current() == nullptr);
    QVERIFY(std::ranges::any_of(status->warnings, [](const std::string& text) {
        return text.find("nothing can be issued") != std::string::npos;
    }));
    QCOMPARE(status->findings.size(), status->warnings.size());
    QVERIFY(status->findings.front().kind == workbench::Warning::Kind::CaMissing);
    QCOMPARE(status->findings.front().subject, std::string("lab"));
    auto& desk = bench->authorities();
    REFUSED(desk.renewCrl({}), AuthorityNotReady);
    REFUSED(desk.prepareNext({}), AuthorityNotReady);
    REFUSED(desk.requestNext({}), Conflict);
    REFUSED(desk.switchOver({}), NoNextGeneration);
    REFUSED(desk.install({}, {}), KeyMismatch);
    QVERIFY(makeRoot(folder));
    REFUSED(desk.install({}, certificatesOf(folder, {"root.pem"})), KeyMismatch);
    QVERIFY((statesOf(*desk.show({})) == std::vector{GenerationState::Requested}));
}

void WorkbenchTest::outsideRoot_installsAndRollsOver() {
    const Folder folder;
    auto options = quickSetup(folder);
    options.forOutsideRoot = true;
    NEED(workbench::makeWorkspace(options, m_clock));
    const auto bench = open(folder);
    QVERIFY(bench);
    auto& desk = bench->authorities();
    QVERIFY(makeRoot(folder));
    QVERIFY(signByRoot(folder, desk.show({})->generations.front().csr, "one"));
    REFUSED(desk.install({}, certificatesOf(folder, {"one.pem"})), ChainUntrusted);
    // Cancelled while the RA key is made: it still waits.
    const auto both = certificatesOf(folder, {"root.pem", "one.pem"});
    REFUSED(desk.install({}, both, [] { return false; }), Cancelled);
    QVERIFY((statesOf(*desk.show({})) == std::vector{GenerationState::Requested}));
    NEED(desk.install({}, both));
    auto shown = desk.show({});
    NEED(shown);
    QVERIFY(shown->current() != nullptr);
    QCOMPARE(shown->current()->chain.size(), std::size_t{1});
    folder.write("ra.pem", pem(*shown->current()->ra));
    QCOMPARE(folder.openssl("verify -CAfile root.pem -untrusted one.pem ra.pem"),
             QByteArray("ra.pem: OK\n"));

    REFUSED(desk.prepareNext({}), NotSupported);
    const auto csr = desk.requestNext({});
    NEED(csr);
    REFUSED(desk.requestNext({}), Conflict);
    REFUSED(desk.switchOver({}), NoNextGeneration);
    REFUSED(desk.install({}, certificatesOf(folder, {"one.pem"})), KeyMismatch);
    QVERIFY(signByRoot(folder, *csr, "two"));
    NEED(desk.install({}, certificatesOf(folder, {"two.pem", "root.pem"})));
    QVERIFY(
        (statesOf(*desk.show({})) == std::vector{GenerationState::Current, GenerationState::Next}));
    NEED(desk.switchOver({}));
    folder.write("current.pem", pem(*desk.show({})->current()->ca));
    QCOMPARE(folder.read("current.pem").trimmed(), folder.read("two.pem").trimmed());
    QVERIFY(bench->checkConsistency()->empty());
    QVERIFY(bench->verifyAudit()->intact);
}

void WorkbenchTest::outsideRoot_isAskedForTheLikeAgain_data() {
    QTest::addColumn<QByteArray>("pathLength");
    QTest::addColumn<QByteArray>("digest");
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<QByteArray>("signature");
    QTest::newRow("lowest") << QByteArray(",pathlen:0") << QByteArray("sha256")
                            << QByteArray("CA:TRUE, pathlen:0\n")
                            << QByteArray("ecdsa-with-SHA256\n");
    QTest::newRow("middle") << QByteArray(",pathlen:2") << QByteArray("sha384")
                            << QByteArray("CA:TRUE, pathlen:2\n")
                            << QByteArray("ecdsa-with-SHA384\n");
    QTest::newRow("unlimited") << QByteArray() << QByteArray("sha512") << QByteArray("CA:TRUE\n")
                               << QByteArray("ecdsa-with-SHA512\n");
}

void WorkbenchTest::outsideRoot_isAskedForTheLikeAgain() {
    QFETCH(QByteArray, pathLength);
    QFETCH(QByteArray, digest);
    QFETCH(QByteArray, wanted);
    QFETCH(QByteArray, signature);
    const Folder folder;
    auto options = quickSetup(folder);
    options.forOutsideRoot = true;
    NEED(workbench::makeWorkspace(options, m_clock));
    const auto bench = open(folder);
    QVERIFY(bench);
    auto& desk = bench->authorities();
    QVERIFY(makeRoot(folder));
    QVERIFY(signByRoot(folder, desk.show({})->generations.front().csr, "one", pathLength, digest));
    NEED(desk.install({}, certificatesOf(folder, {"root.pem", "one.pem"})));
    const auto csr = desk.requestNext({});
    NEED(csr);
    folder.write("next.csr", toQt(*csr));
    const QByteArray text = folder.openssl("req -inform DER -in next.csr -noout -text -verify");
    QVERIFY2(text.contains(wanted) && text.contains(signature), text.constData());
    QVERIFY(text.contains("Certificate Sign, CRL Sign\n"));
}

QTEST_GUILESS_MAIN(WorkbenchTest)

#include "tst_workbench.moc"
