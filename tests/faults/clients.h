// SCEP clients: enrollments made in advance, and connections that carry them.
#pragma once

#include "base/result.h"
#include "pki/certificate.h"
#include "pki/key.h"
#include "scep/client_message.h"
#include "workbench/authorities.h"

#include <optional>
#include <string>
#include <vector>

namespace scepter::faults {

/// One enrollment: a transaction of its own, as a whole HTTP request.
struct Enrollment {
    std::string name;
    std::string transactionId;
    Bytes senderNonce;
    std::size_t key = 0;
    std::int64_t codeId = 0;
    std::string code;
    Bytes http;
};

/// An HTTP response.
struct Answer {
    unsigned status = 0;
    Bytes body;
};

/// What the server said to an enrollment.
struct Verdict {
    scep::PkiStatus status = scep::PkiStatus::Failure;
    std::string serial; ///< of a Success, hex
    std::string text;   ///< failInfoText, or the body of an HTTP error
    unsigned http = 200;
};

/// A blocking keep-alive connection. Reads give up after a minute.
class Connection {
public:
    explicit Connection(std::uint16_t port);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    bool send(ByteView bytes);
    /// A whole response; nothing when the connection ends before.
    std::optional<Answer> read();

private:
    int m_socket = -1;
    std::string m_received;
};

/// Clients of one authority that share a few RSA-2048 keys.
class Clients {
public:
    static Result<Clients> make(std::size_t keys, const workbench::AuthorityView& authority);

    /// A PKCSReq with the next key, under a fresh transactionID if none is given; without a
    /// challenge when the code is empty.
    Result<Enrollment> enrollment(const std::string& path, const std::string& code,
                                  std::int64_t codeId = 0, const std::string& transactionId = {});
    /// Reads an answer as the client would: signature, nonce, transactionID, envelope.
    [[nodiscard]] Result<Verdict> read(const Enrollment& sent, const Answer& answer) const;
    /// Sends it on a connection of its own and reads the answer.
    [[nodiscard]] Result<Verdict> enroll(std::uint16_t port, const Enrollment& enrollment) const;

private:
    struct Identity {
        pki::PrivateKey key;
        pki::Certificate signer;
    };
    Clients(std::vector<Identity> identities, std::vector<pki::Certificate> servers)
        : m_identities(std::move(identities))
        , m_servers(std::move(servers)) {}

    std::vector<Identity> m_identities;
    std::vector<pki::Certificate> m_servers; ///< the RA, then the CA
    std::size_t m_made = 0;
};

} // namespace scepter::faults
