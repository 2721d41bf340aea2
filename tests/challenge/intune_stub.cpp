// What the dispatch of gates links, for tests of other gates.
#include "challenge/intune.h"

namespace scepter::challenge {

__attribute__((weak)) std::shared_ptr<IntuneAccess> makeIntuneAccess(const IntuneGate&) {
    return nullptr;
}

__attribute__((weak)) std::unique_ptr<Conversation> askIntune(const IntuneGate&, const GateTools&,
                                                              const GateRequest&) {
    return nullptr;
}

__attribute__((weak)) std::unique_ptr<Conversation> tellIntune(const IntuneGate&, const GateTools&,
                                                               const GateOutcome&) {
    return nullptr;
}

} // namespace scepter::challenge
