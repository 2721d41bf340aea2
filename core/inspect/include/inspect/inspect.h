// Any bytes to a tree of named fields with byte ranges and findings. No I/O; thread-safe functions
// of their arguments. Nothing fails: what cannot be read is shown as far as it could be.
#pragma once

#include "base/clock.h"
#include "inspect/facts.h"
#include "inspect/finding.h"
#include "inspect/keyring.h"
#include "inspect/tree.h"

#include <string>
#include <vector>

namespace scepter::inspect {

struct Options {
    Limits limits;
    const Keyring* keys = nullptr; ///< for encrypted layers; must outlive the call
    TimePoint now{};               ///< certificates are judged at this time
    /// What redacted envelopes had inside, see RawExchange; must outlive the call. May be null.
    const std::vector<OpenedLayer>* opened = nullptr;
    bool sentHere = false; ///< to an authority of the workspace, see Keyring::own
    bool redacted = false; ///< values were replaced: signatures and digests are not checked
};

struct Inspection {
    Tree tree;
    Facts facts;
    std::vector<Finding> findings; ///< the decisive one first
    std::string title;             ///< "PKCSReq, transaction 77C0…", "certificate of CN=a"
};

/// Finds out what the input is, by content: HTTP, PEM, base64, hex, a URL with a message, DER or
/// BER of any known kind; and decodes it with all layers inside. `hint` is how it is known to have
/// been written, for recorded exchanges; most callers leave it out.
enum class Hint { None, HttpRequest, HttpResponse, PkiMessage };
Inspection inspect(ByteView input, const Options& options, Hint hint = Hint::None);

} // namespace scepter::inspect
