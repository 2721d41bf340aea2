// SPDX-License-Identifier: GPL-3.0-or-later
// Requests that gates have judged, and news that is told of them.
#pragma once

#include "challenge/constraints.h"
#include "enrollment/records.h"
#include "responder/target_status.h"
#include "store/store.h"
#include "workbench/workbench.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace scepter::test {

/// Adds the endpoint "gated": Intune, whose answer certificates wait for, the webhook "mdm", which
/// wants news, and the program "script".
void addGatedEndpoint(workbench::Workbench& workbench);

/// What gates have said of a request.
struct Gated {
    std::string subject = "CN=tablet-31,O=Example";
    std::vector<enrollment::Check> checks = {};
    std::vector<challenge::Comparison> comparisons = {};
};

/// Writes requests to the endpoint "gated" as a responder would, whose gates have answered. A
/// window on the same workspace sees that as the work of another process.
class GatedRequests {
public:
    /// `pending` is a Pending request of the workspace: the CSR is taken from there. The clock must
    /// outlive it.
    GatedRequests(const std::string& workspace, const Clock& clock, std::int64_t pending);
    ~GatedRequests();

    /// Issued after all gates had allowed it: news waits for Intune, before the certificate leaves,
    /// and for the webhook. Gives the request's id.
    std::int64_t issue(const Gated& wish);
    /// Refused, as not all was as it was expected.
    std::int64_t refuse(const Gated& wish);
    /// What came of an attempt to tell one of the request's gates.
    void settle(std::int64_t request, const std::string& gate, store::NoticeState state,
                const std::string& error = {});
    [[nodiscard]] workbench::Workbench& workbench() { return *m_workbench; }
    [[nodiscard]] store::NoticeRecord notice(std::int64_t request, const std::string& gate);

private:
    enrollment::RequestRecord recordOf(const Gated& wish);

    const Clock& m_clock;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<workbench::Workbench> m_workbench;
    enrollment::RequestRecord m_model;
    int m_count = 0;
};

/// Eight fields, of which the subject is another one than expected.
std::vector<challenge::Comparison> tabletComparisons();

/// One service in each state, for the endpoint "gated" at this time.
std::vector<responder::TargetStatus> askedTargets(TimePoint now);

} // namespace scepter::test
