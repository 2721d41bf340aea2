// SPDX-License-Identifier: GPL-3.0-or-later
#include "standin/mdm_service.h"

#include "base/encoding.h"
#include "base/text.h"
#include "mdm_desk.h"
#include "pki/name.h"

#include <set>

namespace scepter::standin {

namespace {

constexpr unsigned kThreads = 2;

void readNames(Fields& fields, MdmDevice& device) {
    if (fields.list("subjectAltNames") == nullptr) return;
    std::vector<std::string> texts;
    fields.read("subjectAltNames", texts);
    device.subjectAltNames.emplace();
    for (const std::string& text : texts) {
        auto name = pki::generalNameFromText(text);
        if (!name) return fields.take(name.error(), "subjectAltNames");
        device.subjectAltNames->push_back(std::move(*name));
    }
}

Result<MdmDevice> deviceFrom(const Json& object, std::size_t number) {
    Fields fields(object, "device " + std::to_string(number));
    MdmDevice device;
    std::string code;
    std::string until;
    fields.read("id", device.id);
    fields.read("code", code);
    fields.read("subject", device.subject);
    fields.read("validUntil", until);
    readNames(fields, device);
    if (device.id.empty()) fields.reject("id", "is missing");
    if (code.empty()) fields.reject("code", "is missing");
    if (!until.empty()) {
        device.validUntil = timeFromIsoText(until);
        if (!device.validUntil) fields.reject("validUntil", "is no time like 2026-12-31T00:00:00Z");
    }
    const auto subject = pki::Name::fromText(device.subject);
    if (!subject) fields.take(subject.error(), "subject");
    SCEPTER_CHECK(fields.finish());
    device.subject = subject->toText();
    device.codeHash = hashOfCode(bytesOf(code));
    wipeMemory(code.data(), code.size());
    return device;
}

} // namespace

Result<std::vector<MdmDevice>> mdmDevicesFromJson(std::string_view json) {
    SCEPTER_TRY(list, parseJson(json));
    if (!list.is_array()) return fail(ErrorCode::EncodingMalformed, "it is no list of devices");
    std::vector<MdmDevice> devices;
    std::set<std::string> ids;
    std::set<Bytes> codes;
    for (const Json& object : list) {
        SCEPTER_TRY(device, deviceFrom(object, devices.size() + 1));
        if (!ids.insert(device.id).second)
            return fail(ErrorCode::EncodingMalformed,
                        "device " + printable(device.id) + " is there twice");
        if (!codes.insert(device.codeHash).second)
            return fail(ErrorCode::EncodingMalformed,
                        "device " + printable(device.id) + " has the code of another");
        devices.push_back(std::move(device));
    }
    return devices;
}

class MdmService::Impl {
public:
    Impl(MdmServiceOptions options, SecretBytes hmacKey, std::vector<MdmDevice> devices,
         const Clock& clock)
        : m_desk(std::move(options), std::move(hmacKey), std::move(devices), clock) {}

    MdmDesk m_desk;
    std::unique_ptr<http::Server> m_server; ///< last: it calls the desk
};

MdmService::MdmService(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {
}

MdmService::~MdmService() {
    m_impl->m_desk.faults().clearAll();
}

Result<std::unique_ptr<MdmService>>
MdmService::start(MdmServiceOptions options, std::vector<MdmDevice> devices, const Clock& clock) {
    SecretBytes hmacKey;
    if (!options.hmacSecret.empty()) {
        auto decoded = fromBase64(options.hmacSecret.text());
        if (!decoded || decoded->empty())
            return fail(ErrorCode::InvalidArgument, "the HMAC secret is no base64");
        hmacKey = SecretBytes(std::move(*decoded));
    }
    const std::string address = options.address;
    const std::uint16_t port = options.port;
    std::optional<http::TlsOptions> tls = std::exchange(options.tls, std::nullopt);
    auto impl =
        std::make_unique<Impl>(std::move(options), std::move(hmacKey), std::move(devices), clock);
    http::ServerLimits limits;
    limits.handlerTimeout = std::chrono::hours(24); // for what is held back
    const auto handler = [desk = &impl->m_desk](http::Request request, http::Reply reply) {
        desk->handle(std::move(request), std::move(reply));
    };
    SCEPTER_TRY(server, http::Server::listen(address, port, limits, std::move(tls), kThreads, clock,
                                             handler));
    impl->m_server = std::move(server);
    return std::unique_ptr<MdmService>(new MdmService(std::move(impl)));
}

std::string MdmService::url() const {
    return m_impl->m_server->url() + "/webhook";
}

void MdmService::setDevices(std::vector<MdmDevice> devices) {
    m_impl->m_desk.setDevices(std::move(devices));
}

std::vector<MdmDevice> MdmService::devices() const {
    return m_impl->m_desk.devices();
}

void MdmService::setFault(MdmActionKind action, Fault fault, unsigned times) {
    m_impl->m_desk.faults().set(std::string(toText(action)), std::move(fault), times);
}

void MdmService::clearFault(MdmActionKind action) {
    m_impl->m_desk.faults().clear(std::string(toText(action)));
}

std::vector<MdmCall> MdmService::calls() const {
    return m_impl->m_desk.calls();
}

std::size_t MdmService::count(MdmActionKind action) const {
    return m_impl->m_desk.count(action);
}

void MdmService::onCall(std::function<void(const MdmCall&)> told) {
    m_impl->m_desk.onCall(std::move(told));
}

} // namespace scepter::standin
