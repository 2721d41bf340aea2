#include "workbench/inspector.h"

#include "inspect/keyring.h"

namespace scepter::workbench {

namespace {

std::string labelOf(const authority::Authority& authority, const authority::Generation& generation,
                    const char* role) {
    return std::string(role) + " of " + authority.name + ", generation " +
           std::to_string(generation.number);
}

void addIdentity(inspect::Keyring& keyring, const authority::Identity& identity,
                 std::string label) {
    keyring.keys.push_back({std::move(label), identity.key, identity.certificate});
    keyring.known.push_back(identity.certificate);
    keyring.own.push_back(identity.certificate);
}

} // namespace

Inspector::Inspector(responder::AuthorityLoader& loader, const Clock& clock)
    : m_loader(loader)
    , m_clock(clock) {
}

Result<inspect::Inspection> Inspector::inspect(ByteView input, inspect::Hint hint) {
    SCEPTER_TRY(keys, keyring());
    inspect::Options options;
    options.keys = keys.get();
    options.now = m_clock.now();
    return inspect::inspect(input, options, hint);
}

Result<std::shared_ptr<const inspect::Keyring>> Inspector::keyring() {
    SCEPTER_TRY(authorities, m_loader.load());
    const std::lock_guard lock(m_mutex);
    if (m_keyring != nullptr && m_builtFrom == authorities) return m_keyring;
    m_keyring = build(authorities);
    m_builtFrom = std::move(authorities);
    return m_keyring;
}

std::shared_ptr<const inspect::Keyring>
Inspector::build(const responder::Authorities& authorities) {
    auto keyring = std::make_shared<inspect::Keyring>();
    for (const auto& authority : authorities)
        for (const authority::Generation& generation : authority->generations) {
            if (generation.ra)
                addIdentity(*keyring, *generation.ra, labelOf(*authority, generation, "RA"));
            addIdentity(*keyring, generation.ca, labelOf(*authority, generation, "CA"));
            keyring->known.insert(keyring->known.end(), generation.chain.begin(),
                                  generation.chain.end());
        }
    m_ownKeys = keyring->keys.size();
    m_ownKnown = keyring->known.size();
    for (const inspect::Keyring& file : m_files)
        inspect::addToKeyring(*keyring, file);
    for (const SecretBytes& password : m_passwords)
        keyring->passwords.push_back(password.clone());
    return keyring;
}

Result<void> Inspector::addFile(ByteView file, const std::string& label, ByteView password) {
    inspect::Keyring opened;
    SCEPTER_CHECK(inspect::addToKeyring(opened, file, label, password));
    const std::lock_guard lock(m_mutex);
    m_files.push_back(std::move(opened));
    m_keyring.reset();
    return {};
}

void Inspector::addPassword(SecretBytes password) {
    const std::lock_guard lock(m_mutex);
    m_passwords.push_back(std::move(password));
    m_keyring.reset();
}

void Inspector::forgetAdded() {
    const std::lock_guard lock(m_mutex);
    m_files.clear();
    m_passwords.clear();
    m_keyring.reset();
}

Result<std::vector<HeldItem>> Inspector::held() {
    SCEPTER_TRY(keys, keyring());
    const std::lock_guard lock(m_mutex);
    std::vector<HeldItem> items;
    for (std::size_t i = 0; i < keys->keys.size(); ++i) {
        const inspect::HeldKey& key = keys->keys[i];
        items.push_back({HeldItem::Kind::Key, key.label,
                         key.certificate ? key.certificate->subject().toDisplayText() : "",
                         key.key.publicKey().toText(), i >= m_ownKeys});
    }
    for (std::size_t i = m_ownKnown; i < keys->known.size(); ++i)
        items.push_back({HeldItem::Kind::Certificate, "", keys->known[i].subject().toDisplayText(),
                         keys->known[i].publicKey().toText(), true});
    for (std::size_t i = 0; i < keys->passwords.size(); ++i)
        items.push_back({HeldItem::Kind::Password, "", "", "", true});
    return items;
}

std::size_t Inspector::added() const {
    const std::lock_guard lock(m_mutex);
    return m_files.size() + m_passwords.size();
}

} // namespace scepter::workbench
