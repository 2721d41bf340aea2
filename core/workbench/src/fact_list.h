// Collects facts within limits.
#pragma once

#include "base/bytes.h"
#include "pki/key.h"
#include "pki/name.h"
#include "workbench/certificate_facts.h"

#include <string>
#include <string_view>

namespace scepter::workbench {

/// Takes facts in order, group by group. Past its limit it counts and keeps nothing.
class FactList {
public:
    static constexpr std::size_t kMaxFacts = 4000;
    static constexpr std::size_t kMaxText = 4096;     ///< bytes of a shown text
    static constexpr std::size_t kMaxHexBytes = 8192; ///< bytes that are shown as hex

    void startGroup(std::string name, bool critical = false);
    /// Escapes and cuts the value.
    void add(std::string_view name, std::string_view value, std::string_view note = {});
    /// "9C:1B:...", for keys, fingerprints and other small things.
    void addHex(std::string_view name, ByteView bytes, std::string_view note = {});
    /// A hex dump with offsets and characters, for what nobody can read better.
    void addDump(std::string_view name, ByteView bytes, std::string_view note = {});

    /// Where the list stands, and back to there: an extension that turns out malformed half-way.
    [[nodiscard]] std::size_t size() const { return m_facts.size() + m_leftOut; }
    void cutTo(std::size_t size);

    [[nodiscard]] Facts take();

private:
    void push(std::string_view name, std::string value, bool monospace, std::string note);

    Facts m_facts;
    std::size_t m_leftOut = 0;
    std::string m_group;
    bool m_critical = false;
};

void addNameFacts(FactList& list, std::string group, const pki::Name& name);
void addKeyFacts(FactList& list, const pki::PublicKey& key);
/// The algorithm that a certificate, CSR or CRL says it is signed with, for the current group.
void addSignatureAlgorithm(FactList& list, ByteView signedDer);
/// Its signature, as a group of its own.
void addSignatureFacts(FactList& list, ByteView signedDer);
void addFingerprints(FactList& list, ByteView der);

} // namespace scepter::workbench
