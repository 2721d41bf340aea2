// Percentiles, and a row for each figure beside what it should be.
#pragma once

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace scepter::bench {

/// 0.5: the median. 0 when there are none.
inline double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    return values[std::min(at, values.size() - 1)];
}

inline void printFigure(const std::string& what, double value, const char* unit,
                        double target = 0) {
    std::printf("%-58s %9.1f %-3s", what.c_str(), value, unit);
    if (target > 0)
        std::printf("  wanted %6.0f %s  %s", target, unit, value <= target ? "ok" : "MISSED");
    std::printf("\n");
    std::fflush(stdout);
}

struct Memory {
    double rss = 0; ///< MB
    double pss = 0; ///< MB: shared pages divided by who shares them
};

/// Of a process, "self" for this one.
inline Memory memoryOf(const std::string& process) {
    Memory memory;
    std::ifstream file("/proc/" + process + "/smaps_rollup");
    for (std::string line; std::getline(file, line);) {
        const auto value = [&line] { return std::stod(line.substr(line.find(':') + 1)) / 1024; };
        if (line.starts_with("Rss:")) memory.rss = value();
        if (line.starts_with("Pss:")) memory.pss = value();
    }
    return memory;
}

} // namespace scepter::bench
