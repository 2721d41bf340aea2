// What answers the calls of the stand-in for an MDM.
#pragma once

#include "mdm_request.h"

#include <array>
#include <deque>
#include <map>

namespace scepter::standin {

/// Thread-safe.
class MdmDesk {
public:
    MdmDesk(MdmServiceOptions options, SecretBytes hmacKey, std::vector<MdmDevice> devices,
            const Clock& clock);

    void handle(http::Request request, http::Reply reply);

    Faults& faults() { return m_faults; }
    void setDevices(std::vector<MdmDevice> devices);
    [[nodiscard]] std::vector<MdmDevice> devices() const;
    [[nodiscard]] std::vector<MdmCall> calls() const;
    [[nodiscard]] std::size_t count(MdmActionKind action) const;
    void onCall(std::function<void(const MdmCall&)> told);

private:
    /// Nothing when the caller is who it should be.
    [[nodiscard]] std::string refusalOf(const http::Request& request,
                                        challenge::WebhookDialect dialect) const;
    [[nodiscard]] bool isAuthorized(const http::Request& request) const;
    [[nodiscard]] bool isSigned(const http::Request& request,
                                challenge::WebhookDialect dialect) const;

    http::Response answer(const http::Request& request, MdmCall& call, const Fault* canned);
    void judge(const MdmRequest& request, MdmCall& call);
    [[nodiscard]] const MdmDevice* deviceOf(ByteView code) const;
    void record(const MdmCall& call);

    const MdmServiceOptions m_options;
    const SecretBytes m_hmacKey;
    const Clock& m_clock;

    mutable std::mutex m_mutex; // around what is below, but for the faults
    std::vector<MdmDevice> m_devices;
    std::map<Bytes, Bytes> m_usedBy; ///< hash of a code -> fingerprint of the key
    std::deque<MdmCall> m_calls;
    std::array<std::size_t, 2> m_counts{};
    std::function<void(const MdmCall&)> m_told;

    Faults m_faults; ///< last: its thread uses all above
};

} // namespace scepter::standin
