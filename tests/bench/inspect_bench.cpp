// What it costs to look at a message: decode, verify, decrypt, decode what was inside, and judge.
#include "figures.h"

#include "base/clock.h"
#include "inspect/exchange.h"
#include "pki/pem.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace scepter;

constexpr double kBudget = 3.0; // ms, for a typical PKIOperation
constexpr double kHostileBudget = 1000.0;
constexpr int kRounds = 300;

std::string readFile(const std::string& name) {
    std::ifstream file(std::string(SCEPTER_TEST_DATA "/captures/") + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Bytes bodyOf(const std::string& name) {
    const std::string whole = readFile(name);
    const auto end = whole.find("\r\n\r\n");
    return end == std::string::npos ? Bytes{} : copyOf(bytesOf(whole).subspan(end + 4));
}

inspect::Keyring recordedKeys(const std::string& client) {
    inspect::Keyring keys;
    const auto ca = pki::readCertificates(bytesOf(readFile("keys/ca.cert.pem")));
    keys.keys.push_back(
        {"CA", *pki::PrivateKey::fromPem(readFile("keys/ca.key.pem")), ca->front()});
    keys.keys.push_back({"client", *pki::PrivateKey::fromPem(readFile(client)), {}});
    keys.known.push_back(ca->front());
    return keys;
}

/// Milliseconds of each round.
template <class Work> std::vector<double> timed(int rounds, Work&& work) {
    std::vector<double> spent;
    for (int i = 0; i < rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        spent.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
                .count());
    }
    return spent;
}

void measure(const std::string& what, ByteView message, const inspect::Options& options,
             int rounds = kRounds, double budget = kBudget) {
    const auto spent =
        timed(rounds, [&] { static_cast<void>(inspect::inspect(message, options)); });
    bench::printFigure(what + ", median", bench::percentile(spent, 0.5), "ms", budget);
    bench::printFigure(what + ", 99 %", bench::percentile(spent, 0.99), "ms");
}

/// A SEQUENCE in a SEQUENCE and so on, indefinite, until the buffer is full.
Bytes nestedGarbage(std::size_t size) {
    Bytes bytes;
    while (bytes.size() + 2 <= size)
        bytes.insert(bytes.end(), {0x30, 0x80});
    return bytes;
}

/// A SignedData with as many attributes and signers of zero bytes as fit.
Bytes wideGarbage(std::size_t size) {
    Bytes bytes{0x30, 0x80, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D,
                0x01, 0x07, 0x02, 0xA0, 0x80, 0x30, 0x80, 0x02, 0x01, 0x01};
    while (bytes.size() + 4 <= size)
        bytes.insert(bytes.end(), {0x31, 0x02, 0x30, 0x00});
    return bytes;
}

} // namespace

int main() {
    const inspect::Keyring keys = recordedKeys("keys/strongswan-a.key.pem");
    inspect::Options options;
    options.keys = &keys;
    options.now = *timeFromIsoText("2026-11-22T12:00:00Z");
    const Bytes request = bodyOf("03-strongswan-enroll-post-aes128-sha256.request");
    const Bytes reply = bodyOf("03-strongswan-enroll-post-aes128-sha256.response");
    if (request.empty() || reply.empty()) return 1;

    measure("PKCSReq: decode, verify, decrypt, judge", request, options);
    measure("CertRep: decode, verify, decrypt, judge", reply, options);
    const auto asked = inspect::inspect(request, options);
    const auto answered = inspect::inspect(reply, options);
    const auto spent = timed(
        kRounds, [&] { static_cast<void>(inspect::checkExchange(asked, answered, options)); });
    bench::printFigure("the pair, median", bench::percentile(spent, 0.5), "ms", kBudget);

    constexpr std::size_t kMegabyte = std::size_t{1} << 20;
    measure("1 MB of nested garbage", nestedGarbage(kMegabyte), options, 5, kHostileBudget);
    measure("1 MB of wide garbage", wideGarbage(kMegabyte), options, 5, kHostileBudget);
    return 0;
}
