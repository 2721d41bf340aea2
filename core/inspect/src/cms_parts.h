// What the decoders of CMS share.
#pragma once

#include "decoder.h"
#include "x509.h"

#include <functional>

namespace scepter::inspect {

// Each content is the element inside ContentInfo's [0]; `info` is the whole ContentInfo.
void addSignedData(Decoding& decoding, NodeId parent, const Part& info, const Part& content);
void addEnvelopedData(Decoding& decoding, NodeId parent, const Part& info, const Part& content);
void addAuthEnvelopedData(Decoding& decoding, NodeId parent, const Part& info, const Part& content);

/// One SignerInfo, by its parts; the facts have its nodes and attributes, nothing else.
SignerFacts addSigner(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
/// SET OF Attribute, each by name; `found` gets what was seen of each.
NodeId addAttributes(Decoding& decoding, NodeId parent, std::string_view name, const Part& set,
                     std::vector<AttributeFacts>* found = nullptr);
/// SignerIdentifier or RecipientIdentifier.
NodeId addIdentifier(Decoding& decoding, NodeId parent, std::string_view name, const Part& part);
/// RecipientInfos; facts of each that could be read.
std::vector<RecipientFacts> addRecipients(Decoding& decoding, NodeId parent, const Part& set);
/// What was encrypted or signed, as a layer of its own, decoded by its content.
BufferId addLayer(Decoding& decoding, NodeId parent, std::string_view name, SecretBytes bytes,
                  bool secret);

/// Whether a key or a password at hand opens the envelope: notes in `facts` what came of it.
std::optional<SecretBytes> openedContent(Decoding& decoding, EnvelopeFacts& facts);

/// Checks the signatures of `signedData[index]` and says so in the tree.
void checkSigners(Decoding& decoding, std::size_t index);
/// Notes the SCEP attributes of `signedData[index]` when they are there.
void noteScepMessage(Decoding& decoding, std::size_t index);

/// "[0]".
std::string positionName(std::size_t position);
/// Every certificate that a name may be looked up in: of the keys, then those that are known.
const pki::Certificate* knownCertificate(const Keyring* keys,
                                         const std::function<bool(const pki::Certificate&)>& is);

} // namespace scepter::inspect
