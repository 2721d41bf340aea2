// The exchanges of a file: HAR, pcap, pcapng, a redacted bundle, or a single message.
#pragma once

#include "inspect/inspect.h"
#include "workbench/traffic.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace scepter::workbench {

/// In memory; immutable once it is open, so any thread may ask. Everything was examined with the
/// keys at hand when it was opened; certificates of GetCACert answers seen earlier in the file are
/// known to all that comes after them.
class FileTraffic final : public TrafficSource {
public:
    struct Options {
        std::shared_ptr<const inspect::Keyring> keys; ///< may be null
        TimePoint now{};                              ///< the time of what has none itself
        inspect::TrafficLimits limits;
        /// Examined one by one: after that, the others are listed by their HTTP heads alone.
        std::size_t examined = 20'000;
        std::chrono::milliseconds time = std::chrono::seconds{30}; ///< for examining
    };
    /// Called with how much is done of how much; false cancels.
    using Progress = std::function<bool(std::size_t done, std::size_t of)>;

    /// Errors of inspect::readTraffic; Cancelled. Any other file is one exchange: an HTTP request
    /// or response as it is, anything else as the body of one. Blocks.
    static Result<std::unique_ptr<FileTraffic>> open(ByteView file, const Options& options,
                                                     const Progress& progress = {});

    /// Exchanges that are in memory already, and keys that come with them (null: none).
    static Result<std::unique_ptr<FileTraffic>> of(std::vector<inspect::RawExchange> exchanges,
                                                   std::shared_ptr<const inspect::Keyring> ownKeys,
                                                   const Options& options);

    [[nodiscard]] inspect::TrafficFormat format() const { return m_format; }
    /// About the file: what was left out, and why.
    [[nodiscard]] const std::vector<std::string>& notes() const { return m_notes; }
    /// Certificates that GetCACert answers of the file brought.
    [[nodiscard]] const std::vector<pki::Certificate>& certificates() const { return m_known; }

    Result<TrafficState> state() override;
    Result<store::IdList> ids(const inspect::Filter& filter, TimePoint now, std::int64_t after,
                              const store::GoOn& goOn) override;
    Result<TrafficPart> part(const inspect::Filter& filter, TimePoint now, std::int64_t after,
                             std::chrono::milliseconds time, const store::GoOn& goOn) override;
    Result<std::vector<TrafficRow>> rows(const std::vector<std::int64_t>& ids) override;
    Result<inspect::RawExchange> raw(std::int64_t id) override;
    Result<std::vector<TrafficRow>> ofTransaction(const std::string& transactionId) override;
    Result<inspect::FilterWords> words() override;
    [[nodiscard]] std::shared_ptr<const inspect::Keyring> ownKeys() const override {
        return m_ownKeys;
    }

private:
    FileTraffic() = default;
    Result<void> examine(const Options& options, const Progress& progress);

    inspect::TrafficFormat m_format = inspect::TrafficFormat::Unknown;
    std::vector<std::string> m_notes;
    std::vector<inspect::RawExchange> m_exchanges; ///< id - 1
    std::vector<TrafficRow> m_rows;
    std::vector<pki::Certificate> m_known;
    std::shared_ptr<const inspect::Keyring> m_ownKeys;
    std::size_t m_bytes = 0;
};

} // namespace scepter::workbench
