// The parts of window_bench; each runs in a process of its own and prints its figures.
#pragma once

#include <QString>

#include <cstdint>

namespace scepter::bench {

/// From exec to a window that is painted, of the program, an empty Qt window and xca (where it is
/// installed), in turns; the median of `rounds`. Needs an X display with nothing on it.
int measureStart(int rounds);

/// How long the window does not answer while the operator scrolls and 64 clients enroll.
int measureStall(std::size_t enrollments);

/// First sight, scrolling and memory of a list of so many certificates.
int measureLargeList(std::int64_t certificates);

/// First sight, filters and scrolling of so many recorded exchanges.
int measureTraffic(std::int64_t exchanges);

} // namespace scepter::bench
