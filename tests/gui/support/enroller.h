// Devices that enroll, without sockets: messages go through the engine into the ledger.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "enrollment/engine.h"
#include "pki/key.h"
#include "responder/authority_loader.h"
#include "responder/crl_keeper.h"
#include "responder/runtime.h"
#include "scep/types.h"
#include "store/store.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace scepter::test {

/// What a device asks for.
struct Enrollment {
    std::string path = "/scep/manual";
    std::string subject = "CN=device-1";
    std::vector<std::string> sans = {}; ///< "DNS:device-1.example"
    std::string challenge = {};
    std::string address = "192.0.2.10";
    std::string transactionId = {}; ///< empty: a fresh one
    std::size_t key = 0;            ///< which of the client keys, taken modulo their number
    std::int64_t renews = 0;        ///< id of the certificate that this renews; its key is known
};

/// What the device was told.
struct Enrolled {
    std::int64_t requestId = 0; ///< 0: nothing was recorded
    std::int64_t certificateId = 0;
    scep::PkiStatus status = scep::PkiStatus::Failure;
    std::string transactionId;
};

/// A responder's way through engine and store, at the times of the clock. Sees the configuration as
/// it was at open() or the last reload(). A window on the same workspace sees what it does as the
/// work of another process. One thread at a time.
class Enroller {
public:
    /// By the workspace's key file. The clock must outlive it.
    static Result<std::unique_ptr<Enroller>> open(const std::string& workspace, const Clock& clock);

    /// A refusal is a value.
    Result<Enrolled> send(const Enrollment& wish);
    /// Takes over what was changed in the configuration since.
    Result<void> reload();
    [[nodiscard]] store::Store& store() { return *m_store; }

private:
    Enroller(std::unique_ptr<store::Store> store, SecretBytes passphrase, const Clock& clock);
    Result<Bytes> message(const Enrollment& wish, const responder::EndpointRuntime& endpoint,
                          const std::string& transactionId);
    Result<enrollment::ChangeResult> settle(const responder::EndpointRuntime& endpoint,
                                            const scep::Decoded& decoded,
                                            const enrollment::Arrival& arrival,
                                            enrollment::Decision& decision);

    const Clock& m_clock;
    std::unique_ptr<store::Store> m_store;
    responder::AuthorityLoader m_loader;
    responder::CrlKeeper m_crls;
    std::shared_ptr<const responder::Runtime> m_runtime;
    enrollment::Engine m_engine;
    std::vector<pki::PrivateKey> m_keys;
    std::map<std::int64_t, std::size_t> m_keyOf; ///< by certificate
    int m_transactions = 0;
};

} // namespace scepter::test
