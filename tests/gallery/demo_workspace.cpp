#include "demo_workspace.h"

#include "asn1/oids.h"
#include "base/encoding.h"
#include "scep/ids.h"
#include "support/enroller.h"
#include "support/lab_workspace.h"
#include "support/recorded.h"
#include "workbench/setup.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <array>

namespace scepter::gallery {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using test::Enrolled;
using test::Enrollment;
using test::need;

constexpr auto kFile = "Hillside School.scepter";

struct Code {
    std::int64_t id = 0;
    std::string text;
};

/// Tells the story, forward in time.
class Story {
public:
    Story(const std::string& path, test::SteppingClock& clock)
        : m_clock(clock)
        , m_workbench(need("opening", workbench::Workbench::open(path, {}, "operator:mara", clock)))
        , m_devices(need("opening the engine", test::Enroller::open(path, clock))) {}

    /// So long before the end of the story.
    void at(Duration before) { m_clock.set(DemoWorkspace::kNow - before); }
    workbench::Workbench& workbench() { return *m_workbench; }
    test::Enroller& devices() { return *m_devices; }

    Enrolled send(const std::string& name, const std::string& path, const std::string& challenge,
                  const std::string& unit = "Devices", std::vector<std::string> sans = {}) {
        m_clock.advance(seconds{47});
        Enrollment wish{.path = path,
                        .subject = "CN=" + name + ",OU=" + unit + ",O=Hillside School",
                        .sans = std::move(sans),
                        .challenge = challenge,
                        .address = "10.20." + std::to_string(m_sent % 4) + "." +
                                   std::to_string(20 + m_sent * 7 % 200),
                        .key = m_sent};
        if (wish.sans.empty()) wish.sans = {"DNS:" + name + ".hillside.example"};
        ++m_sent;
        return need(name.c_str(), m_devices->send(wish));
    }
    Enrolled renew(const std::string& name, std::int64_t certificate) {
        return need("renewing",
                    m_devices->send({.path = "/scep",
                                     .subject = "CN=" + name + ",OU=Printers,O=Hillside School",
                                     .sans = {"DNS:" + name + ".hillside.example"},
                                     .address = "10.20.1.31",
                                     .key = m_sent++,
                                     .renews = certificate}));
    }
    Code mint(const std::string& note, Duration life, unsigned uses = 1,
              const std::string& endpoint = {}, const std::string& subject = {}) {
        workbench::MintOrder order;
        order.note = note;
        order.life = life;
        order.uses = uses;
        order.endpoint = endpoint;
        if (!subject.empty())
            need("a constraint", challenge::addSubjectConstraint(order.constraints, subject));
        const auto minted = need("minting", m_workbench->codes().mint(order));
        return {minted.front().record.id, std::string(minted.front().code.text())};
    }
    void revoke(std::int64_t id, pki::RevocationReason reason) {
        const auto record = need("finding", m_workbench->certificates().byId(id));
        need("revoking", m_workbench->certificates().revoke(toHex(record.serial), reason, {}));
    }
    void approve(const Enrolled& pending) {
        m_clock.advance(minutes{3});
        need("approving", m_workbench->requests().approve(pending.requestId, {}));
    }
    void deny(const Enrolled& pending, const std::string& reason) {
        m_clock.advance(minutes{2});
        need("denying",
             m_workbench->requests().deny(pending.requestId, reason, FailInfo::BadRequest));
    }

private:
    test::SteppingClock& m_clock;
    std::unique_ptr<workbench::Workbench> m_workbench;
    std::unique_ptr<test::Enroller> m_devices;
    std::size_t m_sent = 0;
};

std::string numbered(const std::string& kind, int number) {
    return kind + (number < 10 ? "-0" : "-") + std::to_string(number);
}

void makeSchool(const std::string& path, test::SteppingClock& clock) {
    clock.set(DemoWorkspace::kNow - days{420});
    workbench::SetupOptions options;
    options.path = path;
    options.authorityName = "school";
    options.caSubject = "CN=Hillside School Device CA,O=Hillside School";
    options.caKey = {pki::KeyType::Rsa, 2048};
    options.actor = "operator:mara";
    need("making the workspace", workbench::makeWorkspace(options, clock));
}

void configure(Story& story) {
    authority::Template wifi = authority::labTemplate();
    wifi.name = "wifi";
    wifi.description = "Wi-Fi of tablets and guests: client authentication, three months";
    wifi.validity = days{90};
    wifi.extendedKeyUsage = {asn1::oids::kEkuClientAuth};
    need("a template", story.workbench().endpoints().addTemplate(wifi));
    enrollment::EndpointSettings tablets;
    tablets.name = "tablets";
    tablets.path = "/scep/tablets";
    tablets.templateName = "wifi";
    tablets.gates = challenge::gatesOf(challenge::GateKind::Code);
    need("an endpoint", story.workbench().endpoints().add(tablets, {}));
    enrollment::EndpointSettings network;
    network.name = "network";
    network.path = "/scep/network";
    network.templateName = "lab";
    network.gates.clear();
    network.approval = enrollment::Approval::Manual;
    need("an endpoint", story.workbench().endpoints().add(network, {}));
    need("taking over", story.devices().reload());
}

/// What was issued in the first year: some of it has ended, some ends soon.
std::vector<std::int64_t> firstYear(Story& story) {
    std::vector<std::int64_t> certificates;
    const auto enroll = [&](const std::string& kind, int count, const std::string& unit) {
        for (int i = 1; i <= count; ++i) {
            const std::string name = numbered(kind, i);
            const Code code = story.mint(name, hours{8});
            certificates.push_back(story.send(name, "/scep", code.text, unit).certificateId);
        }
    };
    story.at(days{400});
    enroll("printer", 4, "Printers");
    story.at(days{352});
    enroll("kiosk", 4, "Kiosks");
    story.at(days{190});
    enroll("laptop-library", 6, "Laptops");
    story.at(days{120});
    enroll("camera-yard", 3, "Cameras");
    story.at(days{118});
    for (const char* name : {"switch-hall", "switch-gym", "ap-library"})
        story.approve(story.send(name, "/scep/network", {}, "Network"));
    return certificates;
}

void rollOver(Story& story) {
    story.at(days{80});
    need("preparing", story.workbench().authorities().prepareNext("school"));
    story.at(days{60});
    need("switching", story.workbench().authorities().switchOver("school"));
    need("taking over", story.devices().reload());
}

void lastWeeks(Story& story, const std::vector<std::int64_t>& certificates) {
    story.at(days{50});
    story.revoke(certificates[8], pki::RevocationReason::CessationOfOperation);
    story.at(days{34});
    const Code staff = story.mint("staff laptops, September", days{30}, 30);
    for (int i = 1; i <= 7; ++i)
        story.send(numbered("laptop-staff", i), "/scep", staff.text, "Laptops");
    story.at(days{20});
    story.send("projector-aula", "/scep/network", {}, "Rooms");
    story.at(days{12});
    need("expiring", story.devices().store().expirePending(DemoWorkspace::kNow - days{12}));
    story.at(days{9});
    const auto lost = story.send("laptop-staff-08", "/scep", staff.text, "Laptops");
    story.at(days{5});
    story.revoke(lost.certificateId, pki::RevocationReason::KeyCompromise);
    story.revoke(certificates[15], pki::RevocationReason::Superseded);
    story.at(days{2});
    story.mint("visitor, forgotten", hours{1});
    need("withdrawing",
         story.workbench().codes().withdraw(story.mint("sent to the wrong person", days{7}).id));
}

/// The tablets of a class, and what goes wrong meanwhile.
void lastHour(Story& story, DemoWorkspace& demo) {
    story.at(minutes{58});
    const Code form = story.mint("tablets of class 7b", hours{6}, 40, "tablets", "CN=tablet-7b-*");
    demo.usedCode = form.id;
    for (int i = 1; i <= 28; ++i) {
        story.at(minutes{57} - i * seconds{97});
        story.send(numbered("tablet-7b", i), "/scep/tablets", form.text, "Tablets");
        if (i == 6) story.send("tablet-8a-01", "/scep/tablets", form.text, "Tablets");
        if (i == 11) story.send("phone-guest", "/scep", "XXXX-2222-XXXX-2222", "Guests");
        if (i == 17)
            story.deny(story.send("raspberry", "/scep/network", {}, "Rooms"),
                       "Not a device of ours: ask the library first.");
        if (i == 27)
            demo.pendingRequest = story
                                      .send("nas-server-room", "/scep/network", {}, "Servers",
                                            {"DNS:nas.hillside.example",
                                             "DNS:*.nas.hillside.example", "IP:10.20.0.4"})
                                      .requestId;
    }
    const Code once = story.mint("printer in the office", hours{6});
    const auto printer = story.send("printer-office", "/scep", once.text, "Printers");
    demo.validCertificate = printer.certificateId;
    demo.refusedRequest = story.send("printer-office-2", "/scep", once.text, "Printers").requestId;
    story.at(minutes{6});
    story.send("kiosk-20", "/scep/manual", {}, "Kiosks");
    story.at(minutes{2});
    story.send("kiosk-19", "/scep/manual", {}, "Kiosks");
    demo.unusedCode =
        story.mint("new kiosks, floor 2", hours{8}, 1, "scep", "CN=kiosk-*,O=Hillside School").id;
    story.mint("replacement for camera-yard-02", minutes{11});
    story.mint("any device, today", hours{4}, 3);
}

/// What a client has sent of an enrollment, as the ledger knows it.
test::Recorded exchangeOf(Story& story, const char* capture, Duration ago, std::int64_t request) {
    test::Recorded recorded{.capture = capture, .at = DemoWorkspace::kNow - ago};
    const auto view = need("finding a request", story.workbench().requests().show(request));
    recorded.peer = view.record.remoteAddress;
    recorded.requestId = request;
    recorded.transactionId = scep::shownTransactionId(view.record.key.transactionId);
    recorded.subject = view.record.subject;
    return recorded;
}

void recordLastMinutes(Story& story, const std::string& path, const Clock& clock,
                       DemoWorkspace& demo) {
    std::vector<test::Recorded> exchanges;
    for (int i = 0; i < 12; ++i) {
        exchanges.push_back({.capture = "14-sscep-getcacaps",
                             .at = DemoWorkspace::kNow - minutes{59} + i * minutes{4}});
        exchanges.push_back({.capture = i % 3 == 0 ? "01-strongswan-getcacert"
                                                   : "17-sscep-enroll-post-aes256-sha512",
                             .at = exchanges.back().at + seconds{2},
                             .peer = "10.20.0." + std::to_string(20 + i)});
    }
    auto refused =
        exchangeOf(story, "27-sscep-enroll-wrong-challenge", minutes{8}, demo.refusedRequest);
    refused.reason = "the one-time code was used before";
    exchanges.push_back(std::move(refused));
    demo.failedExchange = static_cast<std::int64_t>(exchanges.size());
    exchanges.push_back(
        exchangeOf(story, "26-sscep-renewal-type19", minutes{7}, demo.renewedRequest));
    exchanges.push_back(exchangeOf(story, "21-sscep-pending", minutes{6}, demo.pendingRequest));
    for (int i = 1; i <= 3; ++i)
        exchanges.push_back(
            exchangeOf(story, "22-sscep-pending-poll-1", minutes{6 - i}, demo.pendingRequest));
    demo.lastOfPending = static_cast<std::int64_t>(exchanges.size());
    test::recordTraffic(path, clock, exchanges);
}

} // namespace

DemoWorkspace::DemoWorkspace()
    : m_folder(std::make_unique<QTemporaryDir>()) {
    const std::string path = m_folder->filePath(QLatin1String(kFile)).toStdString();
    test::SteppingClock clock;
    makeSchool(path, clock);
    Story story(path, clock);
    story.at(days{419});
    configure(story);
    const auto certificates = firstYear(story);
    rollOver(story);
    story.at(days{45});
    renewedRequest = story.renew("printer-02", certificates[1]).requestId;
    lastWeeks(story, certificates);
    revokedCertificate = certificates[8];
    endingCertificate = certificates[5];
    lastHour(story, *this);
    recordLastMinutes(story, path, clock, *this);
}

DemoWorkspace::~DemoWorkspace() = default;

QString DemoWorkspace::copyTo(const QString& folder, const QString& name) const {
    const QString target = folder + QLatin1Char('/') + name + QStringLiteral(".scepter");
    const auto files = QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
    for (const QString& file : files) {
        const QString ending =
            file.mid(static_cast<qsizetype>(std::char_traits<char>::length(kFile)));
        if (!QFile::copy(m_folder->filePath(file), target + ending))
            qFatal("cannot copy %s", qPrintable(file));
    }
    return target;
}

} // namespace scepter::gallery
