#include "admin_login.h"

#include "pki/crypto.h"

namespace scepter::responder {

namespace {

constexpr std::size_t kMaxRemembered = 1000;
constexpr std::size_t kMaxShown = 1024;
const std::string kWhere = "admin";

std::unexpected<Error> wrongLogin() {
    return fail(ErrorCode::LoginWrong, "no such name, password or token");
}

} // namespace

AdminLogin::AdminLogin(store::Store& store, const Clock& clock, const AdminOptions& options)
    : m_store(store)
    , m_clock(clock)
    , m_limit(options.tryLimit)
    , m_rememberFor(options.rememberFor)
    , m_openAccount(options.jamfOpenAccount) {
    // Without a key nothing is remembered.
    if (auto key = pki::randomSecret(32)) m_key = std::move(*key);
}

Bytes AdminLogin::keyOf(const PasswordShown& shown) const {
    SecretBytes both = SecretBytes::ofSize(shown.name.size() + 1 + shown.password.size());
    std::ranges::copy(shown.name, both.data());
    std::ranges::copy(shown.password.view(), both.data() + shown.name.size() + 1);
    return pki::hmacSha256(m_key.view(), both.view());
}

bool AdminLogin::isRemembered(const PasswordShown& shown) const {
    if (m_key.empty()) return false;
    const Bytes key = keyOf(shown);
    const std::lock_guard lock(m_mutex);
    const auto found = m_remembered.find(key);
    return found != m_remembered.end() && found->second.until > m_clock.now();
}

void AdminLogin::remember(const PasswordShown& shown, const store::Account& account) {
    if (m_key.empty() || m_rememberFor <= Duration::zero()) return;
    const TimePoint now = m_clock.now();
    Bytes key = keyOf(shown);
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_remembered, [&](const auto& one) { return one.second.until <= now; });
    if (m_remembered.size() >= kMaxRemembered) m_remembered.clear();
    m_remembered.insert_or_assign(std::move(key),
                                  Remembered{account.id, account.mark, now + m_rememberFor});
}

Result<std::optional<store::Account>> AdminLogin::remembered(const PasswordShown& shown) {
    const Bytes key = keyOf(shown);
    Remembered known;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_remembered.find(key);
        if (found == m_remembered.end() || found->second.until <= m_clock.now())
            return std::optional<store::Account>();
        known = found->second;
    }
    auto account = m_store.checkAgain(known.id, known.mark);
    if (account) return std::optional(std::move(*account));
    if (account.error().code != ErrorCode::LoginWrong) return failWith(std::move(account));
    const std::lock_guard lock(m_mutex);
    m_remembered.erase(key);
    return std::optional<store::Account>();
}

Result<store::Account> AdminLogin::password(const PasswordShown& shown,
                                            const std::string& address) {
    if (shown.name.size() > kMaxShown || shown.password.size() > kMaxShown) return wrongLogin();
    SCEPTER_TRY(attempt, m_limiter.begin(kWhere, address, m_limit, m_clock.now()));
    auto account = m_store.checkPassword(shown.name, shown.password.view());
    if (account)
        remember(shown, *account);
    else if (account.error().code == ErrorCode::LoginWrong)
        attempt.fail();
    return account;
}

Result<store::Account> AdminLogin::token(const TokenShown& shown, const std::string& address) {
    SCEPTER_CHECK(m_limiter.check(kWhere, address, m_limit, m_clock.now()));
    if (shown.token.size() > kMaxShown) return wrongLogin();
    auto account = m_store.checkToken(shown.token.view());
    if (!account && account.error().code == ErrorCode::LoginWrong)
        m_limiter.recordFailure(kWhere, address, m_limit, m_clock.now());
    return account;
}

Result<store::Account> AdminLogin::open() {
    if (m_openAccount.empty()) return wrongLogin();
    auto account = m_store.account(m_openAccount);
    if (!account || !account->settings.enabled) return wrongLogin();
    return account;
}

} // namespace scepter::responder
