// The parts of planning a certificate, one function for each group of fields.
#pragma once

#include "authority/issue.h"

#include <cstdint>
#include <string>
#include <vector>

namespace scepter::authority {

/// What planning works on.
struct Planning {
    const Template& recipe;
    const pki::Certificate& issuer;
    const pki::Csr& csr;
    const Adjustments& adjustments;
};

Result<pki::Name> planSubject(const Planning& planning, std::vector<PlanLine>& lines);
/// The names for the SAN extension, perhaps none.
Result<std::vector<pki::GeneralName>> planSans(const Planning& planning,
                                               std::vector<PlanLine>& lines);
/// Key usage and extended key usage, where there are any.
Result<std::vector<pki::Extension>> planUsages(const Planning& planning,
                                               std::vector<PlanLine>& lines);
/// What is copied of the other extensions that the CSR asks for; says what is dropped.
Result<std::vector<pki::Extension>> planOtherExtensions(const Planning& planning,
                                                        std::vector<PlanLine>& lines);

/// Text for a line: printable, and not of any length.
std::string lineText(std::string_view text);

} // namespace scepter::authority
