// A workspace as a school would have it after a year.
#pragma once

#include "support/stepping_clock.h"

#include <QString>

#include <cstdint>
#include <memory>

class QTemporaryDir;

namespace scepter::gallery {

/// Some forty devices, requests and codes in all states, certificates that are valid, end soon,
/// have ended or are revoked, two generations of the CA, and an hour of traffic, the last of it
/// recorded. All of it went through engine and store at the times that it tells.
class DemoWorkspace {
public:
    /// Takes some seconds: keys are made. Ends the program with the reason when it cannot.
    DemoWorkspace();
    ~DemoWorkspace();

    /// A fresh copy, to be changed at will; `name` without its ending.
    [[nodiscard]] QString copyTo(const QString& folder, const QString& name) const;

    /// The moment at which the story ends: what a window's clock has to show.
    static constexpr TimePoint kNow = test::SteppingClock::kStart;

    // Objects that scenes show.
    std::int64_t pendingRequest = 0; ///< with a wildcard name
    std::int64_t refusedRequest = 0; ///< a code that was used before
    std::int64_t renewedRequest = 0; ///< the renewal of a printer
    std::int64_t validCertificate = 0;
    std::int64_t revokedCertificate = 0;
    std::int64_t endingCertificate = 0;
    std::int64_t unusedCode = 0; ///< bound to kiosks
    std::int64_t usedCode = 0;   ///< many times

    // Recorded exchanges.
    std::int64_t lastOfPending = 0;  ///< the newest of the pending request
    std::int64_t failedExchange = 0; ///< refused

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace scepter::gallery
