#include "admin_mint.h"

#include "base/encoding.h"
#include "challenge/narrow.h"
#include "pki/crypto.h"

#include <algorithm>

namespace scepter::responder {

namespace {

// As "does not expire" and "multiple times" go.
constexpr Duration kForever = std::chrono::days{36525};
constexpr unsigned kManyUses = 1'000'000;
constexpr std::size_t kMaxNote = 500;

std::unexpected<Error> beyond(const std::string& what) {
    return fail(ErrorCode::ConstraintViolated, what);
}

Result<std::string> endpointFor(const store::AccountSettings& account, const MintWish& wish) {
    if (wish.endpoint.empty() || wish.endpoint == account.endpoint) return account.endpoint;
    if (account.role != store::AccountRole::Admin)
        return beyond("this account mints for the endpoint " + account.endpoint + " only");
    return wish.endpoint;
}

Result<void> checkThere(store::Store& store, const std::string& endpoint) {
    if (endpoint.empty()) return {};
    SCEPTER_TRY(endpoints, store.endpoints());
    if (std::ranges::any_of(endpoints, [&](const auto& one) { return one.name == endpoint; }))
        return {};
    return fail(ErrorCode::NotFound, "there is no endpoint " + endpoint);
}

Result<SecretBytes> hexCode(unsigned bytes) {
    SCEPTER_TRY(random, pki::randomSecret(bytes));
    std::string text = toUpperHex(random.view());
    SecretBytes code{std::string_view(text)};
    wipeMemory(text.data(), text.size());
    return code;
}

} // namespace

Result<challenge::CodeRecord> AdminMint::draft(const store::Account& account,
                                               const MintWish& wish) {
    const store::AccountSettings& settings = account.settings;
    const auto most = std::chrono::duration_cast<std::chrono::seconds>(settings.codeLife).count();
    if (wish.life > settings.codeLife)
        return beyond("codes of this account live at most " + std::to_string(most) + " seconds");
    if (wish.uses > settings.uses)
        return beyond("codes of this account have at most " + std::to_string(settings.uses) +
                      " uses");
    SCEPTER_TRY(endpoint, endpointFor(settings, wish));
    SCEPTER_CHECK(checkThere(m_store, endpoint));
    SCEPTER_TRY(constraints, challenge::narrowed(settings.constraints, wish.constraints));
    challenge::CodeRecord record;
    record.note = (settings.notePrefix + wish.note).substr(0, kMaxNote);
    record.endpoint = std::move(endpoint);
    record.constraints = std::move(constraints);
    record.createdAt = m_clock.now();
    record.expiresAt = record.createdAt + (wish.life > Duration{0} ? wish.life : settings.codeLife);
    record.usesAllowed = wish.uses != 0 ? wish.uses : settings.uses;
    record.usesLeft = record.usesAllowed;
    record.createdBy = "account:" + settings.name;
    return record;
}

Result<std::vector<MintedCode>> AdminMint::mint(const store::Account& account,
                                                const MintWish& wish) {
    SCEPTER_TRY(record, draft(account, wish));
    std::vector<MintedCode> minted;
    std::vector<challenge::CodeRecord> records;
    for (unsigned i = 0; i < wish.count; ++i) {
        SCEPTER_TRY(code, challenge::makeCode());
        record.hash = m_store.sealer().hashCode(code.view());
        records.push_back(record);
        minted.push_back({record, std::move(code)});
    }
    SCEPTER_TRY(ids, m_store.addAccountCodes(account.id, records));
    for (std::size_t i = 0; i < minted.size(); ++i)
        minted[i].record.id = ids[i];
    return minted;
}

Result<MintedCode> AdminMint::mintForPage(const store::Account& account, const std::string& note) {
    MintWish wish;
    wish.note = note;
    wish.uses = 1;
    SCEPTER_TRY(record, draft(account, wish));
    SCEPTER_TRY(code, hexCode(account.settings.codeBytes));
    record.hash = m_store.sealer().hashCode(code.view());
    if (!account.settings.singlePassword) {
        SCEPTER_TRY(ids, m_store.addAccountCodes(account.id, {record}));
        record.id = ids.front();
        return MintedCode{std::move(record), std::move(code)};
    }
    record.usesAllowed = record.usesLeft = kManyUses;
    record.expiresAt = record.createdAt + kForever;
    SCEPTER_TRY(single, m_store.singleCode(account.id, record, code));
    return MintedCode{std::move(record), std::move(single)};
}

} // namespace scepter::responder
