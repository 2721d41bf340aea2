// The workspace on disk.
#pragma once

#include "authority/template.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "challenge/code.h"
#include "enrollment/change.h"
#include "enrollment/endpoint.h"
#include "enrollment/ledger.h"
#include "store/accounts.h"
#include "store/lists.h"
#include "store/records.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace scepter::store {

/// One workspace. Every function is thread-safe: each reading thread gets a connection of its own,
/// all writes go through one writer thread, which groups what waits into one durable commit.
/// Several processes may have the same workspace open.
class Store {
public:
    /// Makes a workspace file under a temporary name and renames it when it is complete. The
    /// passphrase protects every key and secret in it. The result is unlocked. AlreadyExists,
    /// FileUnwritable, StoreFull.
    static Result<std::unique_ptr<Store>> create(const std::string& path, ByteView passphrase,
                                                 const Clock& clock);
    /// NotFound, StoreForeign (no Scepter workspace), StoreNewer, StoreCorrupt, StoreReadOnly,
    /// StoreBusy, StoreUnavailable. Older ones are migrated, after a copy was put beside them.
    static Result<std::unique_ptr<Store>> open(const std::string& path, const Clock& clock);
    ~Store();

    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    [[nodiscard]] const std::string& path() const;

    /// Opens the workspace's secrets (scrypt: some 50 ms). PassphraseWrong. Until then sealer() and
    /// what needs it answer AuthorityNotReady.
    Result<void> unlock(ByteView passphrase);
    /// Whether unlock() would open it now; changes nothing. PassphraseWrong.
    Result<void> checkPassphrase(ByteView passphrase);
    [[nodiscard]] bool isUnlocked() const;
    /// Seals the master key and the keys of all authorities under another passphrase, as one.
    /// PassphraseWrong; InvalidArgument for an empty one; Conflict when keys were changed
    /// meanwhile. Whoever has the workspace open goes on with the keys that he has; to store new
    /// keys, here too, it must be unlocked with the new passphrase first: else PassphraseWrong.
    Result<void> changePassphrase(ByteView current, ByteView next, const std::string& actor);
    /// Seals secrets under the workspace's master key.
    [[nodiscard]] const enrollment::Sealer& sealer() const;

    // --- the enrollment path -------------------------------------------------------------------
    [[nodiscard]] enrollment::Ledger& ledger();
    using Done = std::function<void(Result<enrollment::ChangeResult>)>;
    /// Says that a change will probably be submitted in a moment. While one is alive, the writer
    /// may hold back a commit for a few milliseconds, so that one commit serves both. Let go of it
    /// after submit(), or when there is nothing to submit.
    class Expectation {
    public:
        explicit Expectation(Store& store);
        ~Expectation();
        Expectation(const Expectation&) = delete;
        Expectation& operator=(const Expectation&) = delete;

    private:
        Store& m_store;
    };
    /// Queues a change. `done` is called on the writer thread after the commit is durable, or with
    /// the error: CodeUsed, CodeExpired, CodeWithdrawn, CertificateRevoked (of the one that would
    /// be renewed), TooManyPending, Conflict, StoreFull, StoreReadOnly, StoreBusy, ... It must not
    /// block. A NotePoll is only counted: it is told at once, on the calling thread, and written
    /// with the next change or after half a second.
    void submit(enrollment::Change change, Done done);
    /// The same, waiting for the outcome; a NotePoll is written then. Not from a `done`.
    Result<enrollment::ChangeResult> commit(enrollment::Change change);

    // --- configuration; each change goes into the audit trail ------------------------------------
    /// Grows with every change of configuration or revocation by any process: cheap to ask.
    Result<std::int64_t> configurationVersion();
    /// Another value than before whenever anybody, here or in another process, has committed
    /// anything since (polls too); some microseconds. Ask for it before what it stands for is read.
    /// Asked on another thread than before it may also move without cause.
    Result<std::int64_t> changeMark();
    Result<Marks> marks();

    Result<std::vector<enrollment::EndpointSettings>> endpoints();
    /// The endpoint with the secrets of its gates; needs unlock().
    Result<enrollment::Endpoint> endpoint(const std::string& name);
    /// AlreadyExists when name or a path is another one's; NotFound without its template;
    /// InvalidArgument as enrollment::checkEndpoint.
    Result<std::int64_t> addEndpoint(const enrollment::EndpointSettings& settings,
                                     const std::vector<challenge::GateSecret>& secrets,
                                     const std::string& actor);
    /// By id. `secrets` null leaves them as they are.
    Result<void> updateEndpoint(const enrollment::EndpointSettings& settings,
                                const std::vector<challenge::GateSecret>* secrets,
                                const std::string& actor);
    Result<void> removeEndpoint(const std::string& name, const std::string& actor);

    Result<std::vector<authority::Template>> templates();
    Result<authority::Template> certificateTemplate(const std::string& name);
    Result<void> addTemplate(const authority::Template& value, const std::string& actor);
    Result<void> updateTemplate(const authority::Template& value, const std::string& actor);
    /// Conflict while an endpoint uses it.
    Result<void> removeTemplate(const std::string& name, const std::string& actor);

    Result<std::vector<StoredAuthority>> authorities();
    Result<std::int64_t> addAuthority(const StoredAuthority& value, const std::string& actor);
    /// Adds a generation, or changes states (and certificate, chain, keys, RA) of existing ones, as
    /// one.
    Result<void> updateAuthority(const StoredAuthority& value, const std::string& actor,
                                 const std::string& action);

    Result<std::optional<std::string>> setting(const std::string& key);
    Result<void> setSetting(const std::string& key, const std::string& value,
                            const std::string& actor);

    // --- requests
    // ----------------------------------------------------------------------------------
    Result<enrollment::RequestRecord> request(std::int64_t id);
    Result<std::vector<enrollment::RequestRecord>> requests(const RequestFilter& filter);
    /// The ids of all that match, see IdList. Without a filter and by id this costs nothing, else a
    /// walk over the table in small steps. Cancelled; InvalidArgument for a text that is too long.
    Result<IdList> requestIds(const RequestFilter& filter, const RequestOrder& order,
                              const GoOn& goOn);
    /// In the order of the ids; those that are not there are left out.
    Result<std::vector<enrollment::RequestRecord>> requestsByIds(std::span<const std::int64_t> ids,
                                                                 Detail detail = Detail::Row);
    /// What came of a code and of a certificate: the ids of the requests that name it, the newest
    /// 1 000, newest first.
    Result<std::vector<std::int64_t>> requestsOfCode(std::int64_t codeId);
    Result<std::vector<std::int64_t>> renewalsOf(std::int64_t certificateId);
    /// The last 60 minutes, among the newest 200 000 requests.
    Result<LastHour> lastHour(TimePoint now);
    /// Moves what is over its time from Pending to Expired; gives the count.
    Result<std::int64_t> expirePending(TimePoint now);

    // --- certificates
    // --------------------------------------------------------------------------------
    Result<enrollment::CertificateRecord> certificate(std::int64_t id);
    /// By serial in hex (any case, leading zeros and colons ignored). NotFound.
    Result<enrollment::CertificateRecord> certificateBySerial(const std::string& serialHex);
    Result<std::vector<enrollment::CertificateRecord>>
    certificates(const CertificateFilter& filter);
    /// As requestIds() and requestsByIds().
    Result<IdList> certificateIds(const CertificateFilter& filter, const CertificateOrder& order,
                                  const GoOn& goOn);
    Result<std::vector<enrollment::CertificateRecord>>
    certificatesByIds(std::span<const std::int64_t> ids, Detail detail = Detail::Row);
    /// By SHA-1 or SHA-256 of the DER in hex, as people write it. NotFound.
    Result<enrollment::CertificateRecord> certificateByFingerprint(const std::string& hex);
    /// What was issued for a request, and before that the certificates that it renews, newest
    /// first; at most 100.
    Result<std::vector<enrollment::CertificateRecord>>
    certificatesOfRequest(std::int64_t requestId);
    /// How many of those that a generation has issued for requests have not ended, revoked or not:
    /// for each of them somebody may still want a CRL.
    Result<std::int64_t> unexpiredOf(std::int64_t generationId, TimePoint now);
    /// Records one that was not issued for a request (CA, RA). Conflict when the authority has one
    /// of this serial number.
    Result<std::int64_t> addCertificate(const enrollment::CertificateRecord& record,
                                        const std::string& actor);
    /// AlreadyRevoked, NotFound.
    Result<void> revoke(std::int64_t id, pki::RevocationReason reason, TimePoint at,
                        std::optional<TimePoint> invalidSince, const std::string& actor);
    /// What the CRL of a generation lists: revoked and not expired before `now`, and for one
    /// lifetime of the authority's CRLs after that.
    Result<std::vector<pki::RevokedEntry>> revokedEntries(std::int64_t generationId, TimePoint now);
    /// The next CRL number of a generation, never given twice, and what is revoked at `now`, in one
    /// transaction: when several processes make CRLs at once, the higher number never lists less.
    Result<CrlDraft> draftCrl(std::int64_t generationId, TimePoint now);
    Result<void> putCrl(const StoredCrl& crl, const std::string& actor);
    /// With Detail::Row without its bytes, which may be many.
    Result<std::optional<StoredCrl>> latestCrl(std::int64_t generationId,
                                               Detail detail = Detail::Whole);

    // --- codes
    // ---------------------------------------------------------------------------------------
    /// Stores freshly made codes (their hashes) in one transaction; gives the ids in order.
    Result<std::vector<std::int64_t>> addCodes(const std::vector<challenge::CodeRecord>& codes,
                                               const std::string& actor);
    Result<challenge::CodeRecord> code(std::int64_t id);
    Result<std::vector<challenge::CodeRecord>> codes(const CodeFilter& filter);
    /// As requestIds() and requestsByIds().
    Result<IdList> codeIds(const CodeFilter& filter, const CodeOrder& order, const GoOn& goOn);
    Result<std::vector<challenge::CodeRecord>> codesByIds(std::span<const std::int64_t> ids);
    /// One walk over all codes.
    Result<CodeCounts> codeCounts(TimePoint now);
    /// Conflict when it was used up or withdrawn before.
    Result<void> withdrawCode(std::int64_t id, const std::string& actor);

    // --- notices
    // -------------------------------------------------------------------------------------
    /// The newest first.
    Result<std::vector<NoticeRecord>> notices(const NoticeFilter& filter);
    Result<std::vector<NoticeRecord>> noticesOfRequest(std::int64_t requestId);
    /// Takes what is due, for one attempt that ends before `now` + `lease`: then it is due again,
    /// so that nothing is lost with a process. No other process gets it meanwhile.
    Result<std::vector<NoticeRecord>> claimNotices(TimePoint now, Duration lease,
                                                   std::size_t limit);
    /// What came of it. A certificate that waited for the last acceptance may leave from now on;
    /// one whose notice ended otherwise is revoked. Conflict when it is not waiting any more.
    Result<void> settleNotice(std::int64_t id, const NoticeOutcome& outcome,
                              const std::string& actor);
    /// Makes one due at once that waits or was given up. Conflict for any other, and when its
    /// certificate is revoked already.
    Result<void> retryNotice(std::int64_t id, const std::string& actor);
    /// Ends one that waits; a certificate that waits for it is revoked. Conflict for any other.
    Result<void> dropNotice(std::int64_t id, const std::string& actor);
    // --- accounts; each change and each code goes into the audit trail, never a secret
    // ---------------------------------------------------------------------------------------
    Result<std::vector<Account>> accounts();
    Result<Account> account(const std::string& name); ///< NotFound
    /// AlreadyExists; InvalidArgument as checkAccount, and for an endpoint that is not there.
    /// With its password, if it has one; see setAccountPassword().
    Result<void> addAccount(const AccountSettings& settings, const SecretBytes* password,
                            const std::string& actor);
    /// By name. What was minted stays, but for the one code of single-password mode.
    Result<void> updateAccount(const AccountSettings& settings, const std::string& actor);
    /// Withdraws its codes that can still be used.
    Result<void> removeAccount(const std::string& name, const std::string& actor);
    /// Forgets wrong passwords.
    Result<void> unlockAccount(const std::string& name, const std::string& actor);
    /// Keeps a password as scrypt (some 50 ms). InvalidArgument below 8 or above 1024 bytes.
    Result<void> setAccountPassword(const std::string& name, ByteView password,
                                    const std::string& actor);
    /// Makes a bearer token in place of the one there was: 32 random bytes, told only now.
    Result<SecretBytes> makeAccountToken(const std::string& name, const std::string& actor);
    Result<void> dropAccountToken(const std::string& name, const std::string& actor);

    /// Whose name and password these are (some 50 ms, for unknown names too). Wrong ones are
    /// counted here, for all processes. LoginWrong; LoginLocked, which nobody outside is told.
    Result<Account> checkPassword(const std::string& name, ByteView password);
    /// The same by token: LoginWrong.
    Result<Account> checkToken(ByteView token);
    /// One that was let in before: LoginWrong when its mark is another one or it is disabled.
    Result<Account> checkAgain(std::int64_t id, std::int64_t mark);

    /// Adds codes of an account, all or none: TooManyCodes when there would be too many of them at
    /// once, or within its time; LoginWrong when it was disabled meanwhile. Gives the ids.
    Result<std::vector<std::int64_t>>
    addAccountCodes(std::int64_t accountId, const std::vector<challenge::CodeRecord>& codes);
    /// The code of single-password mode: the one there is while it can be used, else `fresh`, whose
    /// record is `code`.
    Result<SecretBytes> singleCode(std::int64_t accountId, const challenge::CodeRecord& code,
                                   const SecretBytes& fresh);
    /// Whether this account has minted it.
    Result<bool> isCodeOf(std::int64_t accountId, std::int64_t codeId);
    /// How many of its codes are neither used nor ended.
    Result<std::int64_t> outstandingCodes(std::int64_t accountId);

    // --- audit trail
    // -----------------------------------------------------------------------------------
    Result<void> appendAudit(const std::string& actor, const std::string& action,
                             const std::string& object, const std::string& detailJson);
    Result<std::vector<enrollment::AuditRecord>> audit(const AuditFilter& filter);
    /// As requestIds() and requestsByIds().
    Result<IdList> auditIds(const AuditFilter& filter, const AuditOrder& order, const GoOn& goOn);
    Result<std::vector<enrollment::AuditRecord>> auditByIds(std::span<const std::int64_t> ids);
    /// Walks the hash chain from the first line to the last. Needs unlock(): the chain is keyed.
    Result<AuditVerdict> verifyAudit();

    // --- copies
    // ------------------------------------------------------------------------------------------
    /// Writes a whole copy, as of now, to a new file that only its owner can read; others go on
    /// writing meanwhile. Blocks for some seconds per gigabyte. AlreadyExists, FileUnwritable,
    /// StoreFull.
    Result<void> backupTo(const std::string& path);
    /// What a copy needs before it is used in place of what it was copied from: CRL numbers go on
    /// far beyond those that may have been published since, stored CRLs are forgotten, the trail
    /// says so. `withdrawCodes`: none of the codes works any more, as some may have been used.
    Result<RestoreFacts> markRestored(const std::string& actor, bool withdrawCodes);
    /// Moves all of a workspace that nobody has open into its one file. StoreBusy when somebody
    /// has.
    static Result<void> fold(const std::string& path);

    /// The format of the files that this program writes; older ones are brought to it at opening.
    static int schemaVersion();
    /// The version of the database engine: "3.40.1".
    Result<std::string> engineVersion();

    // --- health
    // ------------------------------------------------------------------------------------------
    Result<Counts> counts(TimePoint now);
    /// SQLite's integrity check and our own: every issued request has its certificate, no code is
    /// used more often than allowed, serials are unique. Gives what is wrong, empty when nothing
    /// is.
    Result<std::vector<std::string>> checkConsistency();

private:
    class Private;
    explicit Store(std::unique_ptr<Private> p);
    std::unique_ptr<Private> m_p;
};

} // namespace scepter::store
