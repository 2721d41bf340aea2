// The enrollment engine: a decoded message goes in, a decision comes out. No I/O of its own.
#pragma once

#include "authority/authority.h"
#include "authority/template.h"
#include "challenge/gate.h"
#include "challenge/try_limiter.h"
#include "enrollment/change.h"
#include "enrollment/endpoint.h"
#include "enrollment/ledger.h"
#include "enrollment/recent_transactions.h"
#include "scep/server_message.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace scepter::enrollment {

/// What the gates of an endpoint work with, by their names. Shared by all that is asked.
using GateToolbox = std::map<std::string, challenge::GateTools, std::less<>>;

/// Everything about one endpoint that a decision needs, as it was when the message came: immutable
/// and shared, replaced as a whole when the workspace changes.
struct Setting {
    std::shared_ptr<const Endpoint> endpoint;
    std::shared_ptr<const authority::Authority> authority;
    std::shared_ptr<const authority::Template> recipe;
    std::shared_ptr<const GateToolbox> tools; ///< null where no gate asks
};

/// Where a message came from, and when.
struct Arrival {
    std::string remoteAddress;
    TimePoint now;
};

/// What has to be asked before a request can be judged.
struct Question {
    std::string gate;
    /// The same for the same question: a device that did not wait for its answer asks it again.
    std::string key;
    std::string place; ///< see challenge::askedPlace
    Bytes csrHash;
    std::unique_ptr<challenge::Conversation> conversation;
};

/// An answer to a Question.
struct GateVerdict {
    std::string gate;
    Bytes csrHash; ///< SHA-256 of the CSR that it is about
    challenge::Verdict verdict;
};

/// What the engine decided. When `question` is set nothing is decided yet: decide() wants to be
/// called again, with the answer. When `change` is set, the store must make it durable before
/// `reply` leaves; Engine::settle then says what to send.
struct Decision {
    scep::ReplyFields reply;
    std::optional<Change> change;
    /// The real reason of a refusal, for log and operator; nothing otherwise.
    std::optional<Error> reason;
    /// Encrypts the reply where the signer's key cannot: the challenge.
    std::optional<SecretBytes> replyPassword;
    std::optional<Question> question;
    std::string summary; ///< "issued CN=a", "pending CN=b", ... printable, no secret
};

/// The refusal for an error, without a change to the ledger.
Decision refusal(const Error& error);

/// Makes decisions. Thread-safe; holds only counters of failed tries and hints.
class Engine {
public:
    /// `crlOf` gives the current CRL of a generation (DER). All references must outlive the engine.
    using CrlSource =
        std::function<Result<Bytes>(std::int64_t authorityId, std::int64_t generationId)>;
    Engine(Ledger& ledger, const Sealer& sealer, CrlSource crlOf);

    /// Decodes a message to an endpoint. Only where none of `recipients` can decrypt, password
    /// envelopes are tried, under the static challenges (codes are kept as hashes and cannot be):
    /// a wrong one is a failed try, and beyond the endpoint's limit none is tried at all. The
    /// client cannot tell these from each other; the error's detail can.
    scep::Decoded decode(const Setting& setting, const std::vector<scep::RecipientKey>& recipients,
                         ByteView message, const Arrival& arrival);

    /// Judges a request. Never fails: every error becomes a refusal. Takes what two RSA public
    /// operations and, when it issues, one signature take. `verdicts` are the answers to all
    /// questions so far, under the same setting.
    Decision decide(const Setting& setting, const scep::Decoded& decoded, const Arrival& arrival,
                    const std::vector<GateVerdict>& verdicts = {});

    /// After the store has tried `change`: the reply to send. On a conflict it is the outcome that
    /// was there already; on an error (a code used meanwhile, a full disk) the refusal.
    Decision settle(const Setting& setting, const scep::Decoded& decoded, const Arrival& arrival,
                    Decision decision, Result<ChangeResult> stored);

private:
    friend class EnrollStep;
    friend class LookupStep;

    Ledger& m_ledger;
    const Sealer& m_sealer;
    CrlSource m_crlOf;
    challenge::TryLimiter m_tries;
    challenge::TryLimiter m_recordedRefusals;
    RecentTransactions m_recent;
};

} // namespace scepter::enrollment
