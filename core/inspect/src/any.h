// What the decoders of everything around ASN.1 share: HTTP, text, pages, captures.
#pragma once

#include "decoder.h"

#include <string>
#include <string_view>

namespace scepter::inspect {

/// What a layer is, by its content.
enum class Format {
    HttpRequest,
    HttpResponse,
    PacketCapture, ///< pcap or pcapng
    Har,
    Gzip,
    NdesPage,
    Pem,
    PropertyList,
    Target, ///< a URL, or the query of one
    PercentEncoded,
    Capabilities,
    HexDump,
    Hex,
    Base64,
    Asn1,
    Text,
    Bytes
};

/// Tried in the order of Format, so that what says what it is comes before what could be anything:
/// a start line of HTTP, the first bytes of a capture or of gzip, the sentences of NDES, a BEGIN
/// line, a property list, a URL, percent-encoded base64, the keywords of GetCACaps, hex, a hex
/// dump, base64, and then DER or BER. Text that a wider alphabet covers too belongs to the narrower
/// one: "3082" is hex. Base64 and bare hex must hold something that is known, or be long.
Format recognize(ByteView bytes);

/// Where the bytes of `part`, a view into `whole`, stand in that buffer.
Place placeIn(BufferId buffer, std::string_view whole, std::string_view part);
/// A layer made of a node; below what was secret it is secret too. kNoNode beyond the limits.
BufferId addLayer(Decoding& decoding, NodeId from, std::string name, SecretBytes bytes,
                  bool secret = false);
/// Says where decoding ended, and keeps it for the findings.
NodeId addProblem(Decoding& decoding, NodeId parent, const Place& place, const Error& error);
/// Sets what the input is unless an outer layer did.
void noteSubject(Decoding& decoding, Subject subject);

// ---- one decoder each; `buffer` is the whole layer
void decodePem(Decoding& decoding, NodeId parent, BufferId buffer);
void decodeBase64(Decoding& decoding, NodeId parent, BufferId buffer);
void decodeHex(Decoding& decoding, NodeId parent, BufferId buffer);
void decodeHexDump(Decoding& decoding, NodeId parent, BufferId buffer);
void decodePercentEncoded(Decoding& decoding, NodeId parent, BufferId buffer);
void decodeGzip(Decoding& decoding, NodeId parent, BufferId buffer);
void decodeCapabilities(Decoding& decoding, NodeId parent, BufferId buffer);
void decodeNdesPage(Decoding& decoding, NodeId parent, BufferId buffer);
void decodePropertyList(Decoding& decoding, NodeId parent, BufferId buffer);
void decodeTraffic(Decoding& decoding, NodeId parent, BufferId buffer);

// ---- questions that recognition asks, each where its answer is decoded
bool looksLikePem(std::string_view text);
bool looksLikeTarget(std::string_view text);
bool looksLikePercentEncoded(std::string_view text);
bool looksLikeCapabilities(std::string_view text);
bool looksLikeNdesPage(ByteView bytes);
bool looksLikePropertyList(std::string_view text);
bool looksLikeHar(std::string_view text);
bool looksLikePacketCapture(ByteView bytes);
/// Text of the printable kind: well-formed UTF-8 without control characters other than white space.
bool looksLikeText(std::string_view text);

/// What was found in the target of a request.
struct TargetParts {
    std::string path;
    std::string operation;
    NodeId operationNode = kNoNode;
    NodeId messageNode = kNoNode;
    bool message = false;
};
/// Adds a request target or a URL: path and query items one by one, and the layers of a SCEP
/// message: percent-encoding, base64, DER (RFC 8894 section 4.1).
TargetParts decodeTarget(Decoding& decoding, NodeId parent, BufferId buffer,
                         std::string_view target);

} // namespace scepter::inspect
