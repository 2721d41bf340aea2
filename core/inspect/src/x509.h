// What the decoders of certificates and their kin share.
#pragma once

#include "decoder.h"

#include <functional>

namespace scepter::inspect {

/// ASN.1 inside an OCTET STRING or BIT STRING, at its true place; a string in segments is joined in
/// a layer of its own. Parts of it must not outlive it.
class Inside {
public:
    Inside(Decoding& decoding, NodeId parent, const Part& string);
    ~Inside() = default;
    Inside(const Inside&) = delete;
    Inside(Inside&&) = delete;
    Inside& operator=(const Inside&) = delete;
    Inside& operator=(Inside&&) = delete;

    [[nodiscard]] Part root() const { return {m_buffer, m_read.tree.root(), m_base}; }
    [[nodiscard]] ByteView bytes() const { return m_bytes; }
    /// It is one element, whole.
    [[nodiscard]] bool isWhole() const {
        return root() && !m_read.error && m_read.stoppedAt == m_bytes.size();
    }
    /// The place of some of bytes().
    [[nodiscard]] Place place(std::size_t offset, std::size_t size) const {
        return {m_buffer, m_base + offset, 0, size};
    }
    /// Shows what could not be read, or follows what was.
    void addRest(Decoding& decoding, NodeId parent) const;

private:
    BufferId m_buffer = kNoNode;
    std::size_t m_base = 0;
    ByteView m_bytes;
    asn1::Partial m_read;
};

/// Takes the fields of a constructed element one after the other.
class Fields {
public:
    explicit Fields(const Part& part)
        : m_part(part)
        , m_cursor(part.element) {}

    [[nodiscard]] Part peek() const { return m_part.with(m_cursor.peek()); }
    Part take() { return m_part.with(m_cursor.take()); }
    Part takeIf(std::uint32_t tag) { return m_part.with(m_cursor.takeIf(tag)); }
    Part takeIfContext(std::uint32_t number) { return m_part.with(m_cursor.takeIfContext(number)); }
    /// The element inside an explicit tag; empty when there is no such tag or nothing in it.
    Part takeExplicit(std::uint32_t number) {
        return m_part.with(m_cursor.takeIfContext(number).firstChild());
    }
    /// UTCTime or GeneralizedTime.
    Part takeTime();
    /// Shows what is left as unexpected.
    void addRest(Decoding& decoding, NodeId id);

private:
    Part m_part;
    asn1::Cursor m_cursor;
};

/// The parts of SIGNED{...}; for what could not be read as a whole.
struct SignedElements {
    Part toBeSigned;
    Part algorithm;
    Part signature; ///< BIT STRING
};

/// Appends to a list of words for a value; says no more once it is long.
void addWord(std::string& list, std::string_view word);
/// "01A3": upper-case hex of an INTEGER's magnitude, behind a minus where it is negative.
std::string serialText(ByteView content);
/// "v3 (2)".
NodeId addVersion(Decoding& decoding, NodeId parent, const Part& part);
/// An INTEGER in hex; under an implicit tag too.
NodeId addSerial(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
/// An OCTET STRING or BIT STRING in hex.
NodeId addOctets(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
/// A BIT STRING with a signature; that of ECDSA with its two numbers.
NodeId addSignature(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
/// A GeneralName by the name of its choice, with what is inside; its text is added to `list`.
NodeId addNamedGeneralName(Decoding& decoding, NodeId parent, const Part& part,
                           std::string* list = nullptr);
/// GeneralNames, also under an implicit tag; gives their texts.
std::string addGeneralNames(Decoding& decoding, NodeId parent, std::string_view name,
                            const Part& part);
/// A sentence without bytes of its own.
NodeId addNote(Decoding& decoding, NodeId parent, std::string_view name, std::string_view text,
               Kind kind = Kind::Text);
/// Says that a whole could not be read strictly, and keeps it for the findings.
void addProblem(Decoding& decoding, NodeId id, const Error& error);
/// SHA-256 and SHA-1 of some bytes, as nodes without bytes.
void addFingerprints(Decoding& decoding, NodeId id, ByteView bytes);

/// Checks SIGNED{...} over the bytes as they stand.
Result<void> verifyElements(const SignedElements& elements, const pki::PublicKey& key);
/// "the signature holds", or why it does not.
std::string shownOutcome(const Result<void>& outcome);
/// Adds a note on the signature of who is called `issuer`, where a certificate of that name is at
/// hand.
void addIssuerCheck(Decoding& decoding, NodeId id, const pki::Name& issuer,
                    const std::function<Result<void>(const pki::PublicKey&)>& verify);

} // namespace scepter::inspect
