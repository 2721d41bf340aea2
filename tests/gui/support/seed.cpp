#include "support/seed.h"

#include "base/encoding.h"
#include "support/enroller.h"
#include "support/recorded.h"

namespace scepter::test {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

struct Minted {
    std::int64_t id = 0;
    std::string text;
};

Minted mint(workbench::Workbench& workbench, const std::string& note, Duration life) {
    workbench::MintOrder order;
    order.note = note;
    order.life = life;
    const auto minted = need("minting a code", workbench.codes().mint(order));
    return {minted.front().record.id, std::string(minted.front().code.text())};
}

} // namespace

Seeded seedLedger(const LabWorkspace& workspace, SteppingClock& clock) {
    Seeded seeded;
    const auto workbench = workspace.open(clock);
    const auto devices =
        need("opening the engine", Enroller::open(workspace.path().toStdString(), clock));
    const auto send = [&](const Enrollment& wish) {
        clock.advance(seconds{20});
        return need("enrolling", devices->send(wish));
    };
    seeded.unusedCode = mint(*workbench, "floor 2", std::chrono::hours{8}).id;
    seeded.withdrawnCode = mint(*workbench, "lost", std::chrono::hours{8}).id;
    need("withdrawing a code", workbench->codes().withdraw(seeded.withdrawnCode));
    for (std::size_t i = 1; i <= 4; ++i) {
        const std::string name = "printer-" + std::to_string(i);
        const Minted code = mint(*workbench, name, std::chrono::hours{8});
        seeded.usedCode = code.id;
        const Enrolled told = send({.path = "/scep",
                                    .subject = "CN=" + name + ",O=Example",
                                    .sans = {"DNS:" + name + ".example"},
                                    .challenge = code.text,
                                    .key = i});
        seeded.issued.push_back(told.requestId);
        seeded.certificates.push_back(told.certificateId);
    }
    for (std::size_t i = 1; i <= 3; ++i) {
        const std::string name = "kiosk-" + std::to_string(i);
        const Enrolled told = send({.subject = "CN=" + name + ",O=Example",
                                    .sans = {"DNS:" + name + ".example"},
                                    .address = "192.0.2.3" + std::to_string(i),
                                    .key = i + 4});
        seeded.pending.push_back(told.requestId);
    }
    seeded.denied = send({.subject = "CN=router-1,O=Example", .key = 8}).requestId;
    need("denying",
         workbench->requests().deny(seeded.denied, "not one of ours", FailInfo::BadRequest));
    seeded.refused = send({.path = "/scep/static",
                           .subject = "CN=camera-1,O=Example",
                           .challenge = "a guess",
                           .key = 9})
                         .requestId;
    seeded.revoked = seeded.certificates.back();
    const auto record =
        need("finding a certificate", workbench->certificates().byId(seeded.revoked));
    need("revoking", workbench->certificates().revoke(toHex(record.serial),
                                                      pki::RevocationReason::KeyCompromise, {}));
    seeded.shortCode = mint(*workbench, "visitor", minutes{1}).id;
    const TimePoint end = clock.now();
    recordTraffic(workspace.path().toStdString(), clock,
                  {{.capture = "14-sscep-getcacaps", .at = end - seconds{50}},
                   {.capture = "15-sscep-getcacert", .at = end - seconds{49}},
                   {.capture = "21-sscep-pending",
                    .at = end - seconds{40},
                    .requestId = seeded.pending.front()},
                   {.capture = "22-sscep-pending-poll-1",
                    .at = end - seconds{20},
                    .requestId = seeded.pending.front()},
                   {.capture = "27-sscep-enroll-wrong-challenge",
                    .at = end - seconds{10},
                    .requestId = seeded.refused,
                    .reason = "the challenge is wrong"}});
    return seeded;
}

} // namespace scepter::test
