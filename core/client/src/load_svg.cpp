// SPDX-License-Identifier: GPL-3.0-or-later
// A load as a picture: throughput above, latency below, over the same seconds.
#include "base/markup.h"
#include "client/load.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace scepter::client {

namespace {

constexpr double kWidth = 960;
constexpr double kHeight = 560;
constexpr double kLeft = 84;
constexpr double kRight = 936;
constexpr double kMaxBars = 240;
constexpr unsigned kTicks = 5;

// The attributes are for light pages and for what reads no style sheets; the sheet adds the dark.
constexpr const char* kStyle =
    "<style>"
    ".page{fill:#ffffff}.ink{fill:#1f2328}.dim{fill:#57606a}.axis{stroke:#57606a}"
    ".grid{stroke:#d0d7de}.issued{fill:#2f74c0}.other{fill:#c4550b}"
    ".median{stroke:#1a7f5a}.p99{stroke:#a3339a}.medianBox{fill:#1a7f5a}.p99Box{fill:#a3339a}"
    "@media (prefers-color-scheme:dark){"
    ".page{fill:#16191d}.ink{fill:#e6e9ec}.dim{fill:#a3abb3}.axis{stroke:#a3abb3}"
    ".grid{stroke:#353b42}.issued{fill:#6cabf0}.other{fill:#f0914e}"
    ".median{stroke:#4cc795}.p99{stroke:#e08ad8}.medianBox{fill:#4cc795}.p99Box{fill:#e08ad8}}"
    "</style>\n";

std::string number(double value, int digits = 1) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

/// "0.2", "15", "2000": as short as it is exact.
std::string tickText(double value) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.6g", value);
    return text.data();
}

/// In ASCII: whatever shows the plot, it has the characters.
std::string escaped(std::string_view text) {
    std::string ascii(text);
    const auto isOther = [](unsigned char c) { return c < 0x20 || c >= 0x7F; };
    std::ranges::replace_if(ascii, isOther, '?');
    return inMarkup(ascii);
}

/// How many there are besides the one at zero.
int ticksWithin(double highest, double step) {
    return static_cast<int>(std::floor(highest / step * (1 + 1e-9)));
}

/// The distance of ticks: 1, 2 or 5 times a power of ten.
double tickStep(double highest) {
    const double rough = std::max(highest, 1e-3) / kTicks;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (rough <= factor * power * (1 + 1e-9)) return factor * power;
    return 10 * power;
}

/// One bar: one second, or several of a long load.
struct Bar {
    double begin = 0;  ///< seconds
    double end = 0;    ///< seconds
    double issued = 0; ///< a second
    double other = 0;  ///< a second
    double median = 0; ///< milliseconds, mean of the seconds
    double p99 = 0;    ///< milliseconds, worst of the seconds
};

Bar barOf(const LoadSecond* from, const LoadSecond* to) {
    Bar bar;
    bar.begin = from->second;
    double length = 0;
    for (const LoadSecond* one = from; one != to; ++one) {
        length += static_cast<double>(one->length.count()) / 1000;
        bar.end = one->second + static_cast<double>(one->length.count()) / 1000;
        bar.issued += static_cast<double>(one->issued);
        bar.other += static_cast<double>(one->other);
        bar.median += static_cast<double>(one->median.count()) / 1000;
        bar.p99 = std::max(bar.p99, static_cast<double>(one->p99.count()) / 1000);
    }
    bar.issued /= std::max(length, 1e-3);
    bar.other /= std::max(length, 1e-3);
    bar.median /= static_cast<double>(to - from);
    return bar;
}

std::vector<Bar> barsOf(const std::vector<LoadSecond>& seconds) {
    std::vector<Bar> bars;
    const auto width = static_cast<std::size_t>(
        std::max(1.0, std::ceil(static_cast<double>(seconds.size()) / kMaxBars)));
    for (std::size_t i = 0; i < seconds.size(); i += width) {
        const std::size_t end = std::min(i + width, seconds.size());
        bars.push_back(barOf(seconds.data() + i, seconds.data() + end));
    }
    return bars;
}

void addText(std::string& svg, double x, double y, const char* look, const std::string& text) {
    svg += "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" " + look + ">" + escaped(text) +
           "</text>\n";
}

void addLine(std::string& svg, double x1, double y1, double x2, double y2, const char* look) {
    svg += "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) +
           "\" y2=\"" + number(y2) + "\" " + look + "/>\n";
}

void addBox(std::string& svg, double x, double y, double width, double height, const char* look) {
    svg += "<rect x=\"" + number(x, 2) + "\" y=\"" + number(y, 2) + "\" width=\"" +
           number(width, 2) + "\" height=\"" + number(height, 2) + "\" " + look + "/>\n";
}

constexpr const char* kInk = "class=\"ink\" fill=\"#1f2328\" font-size=\"15\"";
constexpr const char* kDim = "class=\"dim\" fill=\"#57606a\"";
constexpr const char* kDimEnd = "class=\"dim\" fill=\"#57606a\" text-anchor=\"end\"";
constexpr const char* kDimMiddle = "class=\"dim\" fill=\"#57606a\" text-anchor=\"middle\"";
constexpr const char* kAxis = "class=\"axis\" stroke=\"#57606a\"";
constexpr const char* kGrid = "class=\"grid\" stroke=\"#d0d7de\"";
constexpr const char* kIssued = "class=\"issued\" fill=\"#2f74c0\"";
constexpr const char* kOther = "class=\"other\" fill=\"#c4550b\"";

/// One of the two fields: its place and its scales.
class Panel {
public:
    Panel(double top, double bottom, double seconds, double highest)
        : m_top(top)
        , m_bottom(bottom)
        , m_seconds(std::max(seconds, 1.0))
        , m_step(tickStep(highest))
        , m_highest(std::max(m_step * std::ceil(highest / m_step - 1e-9), m_step)) {}

    [[nodiscard]] double x(double second) const {
        return kLeft + (kRight - kLeft) * second / m_seconds;
    }
    [[nodiscard]] double y(double value) const {
        return m_bottom - (m_bottom - m_top) * value / m_highest;
    }

    void addAxes(std::string& svg, const std::string& unit) const {
        for (int tick = 0; tick <= ticksWithin(m_highest, m_step); ++tick) {
            const double value = tick * m_step;
            addLine(svg, kLeft, y(value), kRight, y(value), value > 0 ? kGrid : kAxis);
            addText(svg, kLeft - 8, y(value) + 4, kDimEnd, tickText(value));
        }
        addLine(svg, kLeft, m_top, kLeft, m_bottom, kAxis);
        addText(svg, kLeft, m_top - 12, kDim, unit);
        const double step = std::max(1.0, tickStep(m_seconds * 0.7));
        for (int tick = 0; tick <= ticksWithin(m_seconds, step); ++tick) {
            const double second = tick * step;
            addLine(svg, x(second), m_bottom, x(second), m_bottom + 5, kAxis);
            addText(svg, x(second), m_bottom + 20, kDimMiddle, tickText(second));
        }
    }

private:
    double m_top;
    double m_bottom;
    double m_seconds;
    double m_step;
    double m_highest;
};

void addThroughput(std::string& svg, const std::vector<Bar>& bars, double seconds) {
    double highest = 0;
    for (const Bar& bar : bars)
        highest = std::max(highest, bar.issued + bar.other);
    const Panel panel(84, 276, seconds, highest);
    panel.addAxes(svg, "answers a second");
    for (const Bar& bar : bars) {
        const double x = panel.x(bar.begin);
        const double width = std::max((panel.x(bar.end) - x) * 0.86, 0.5);
        if (bar.issued > 0)
            addBox(svg, x, panel.y(bar.issued), width, panel.y(0) - panel.y(bar.issued), kIssued);
        if (bar.other > 0)
            addBox(svg, x, panel.y(bar.issued + bar.other), width,
                   panel.y(bar.issued) - panel.y(bar.issued + bar.other), kOther);
    }
}

void addPath(std::string& svg, const Panel& panel, const std::vector<Bar>& bars,
             double Bar::* value, const char* look) {
    if (bars.empty()) return;
    svg += "<polyline fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\" " +
           std::string(look) + " points=\"";
    for (const Bar& bar : bars)
        svg += number(panel.x((bar.begin + bar.end) / 2), 2) + ',' +
               number(panel.y(bar.*value), 2) + ' ';
    // Of a single second there is a line too, not a point.
    if (bars.size() == 1)
        svg += number(panel.x(bars[0].end), 2) + ',' + number(panel.y(bars[0].*value), 2);
    svg += "\"/>\n";
}

void addLatency(std::string& svg, const std::vector<Bar>& bars, double seconds) {
    double highest = 0;
    for (const Bar& bar : bars)
        highest = std::max({highest, bar.median, bar.p99});
    const Panel panel(340, 512, seconds, highest);
    panel.addAxes(svg, "latency in ms");
    addPath(svg, panel, bars, &Bar::p99,
            "class=\"p99\" stroke=\"#a3339a\" stroke-dasharray=\"7 4\"");
    addPath(svg, panel, bars, &Bar::median, "class=\"median\" stroke=\"#1a7f5a\"");
    addText(svg, (kLeft + kRight) / 2, 550, kDimMiddle, "seconds since the start");
}

void addLegend(std::string& svg) {
    struct Entry {
        double x;
        double y;
        const char* look;
        const char* text;
    };
    for (const Entry& entry :
         {Entry{700, 64, kIssued, "issued"}, Entry{790, 64, kOther, "other answers"},
          Entry{700, 320, "class=\"medianBox\" fill=\"#1a7f5a\"", "median"},
          Entry{790, 320, "class=\"p99Box\" fill=\"#a3339a\"", "99 % (dashed)"}}) {
        addBox(svg, entry.x, entry.y, 12, 12, entry.look);
        addText(svg, entry.x + 18, entry.y + 11, kDim, entry.text);
    }
}

} // namespace

std::string toSvg(const LoadReport& report) {
    const std::vector<Bar> bars = barsOf(report.seconds);
    const double seconds = bars.empty() ? 1 : bars.back().end;
    const auto milliseconds = [](std::chrono::microseconds time) {
        return number(static_cast<double>(time.count()) / 1000);
    };
    std::string svg = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 560\" "
                      "width=\"960\" height=\"560\" font-family=\"sans-serif\" font-size=\"12\">\n";
    svg += "<title>" + escaped("Load of " + report.url) + "</title>\n";
    svg += kStyle;
    addBox(svg, 0, 0, kWidth, kHeight, "class=\"page\" fill=\"#ffffff\"");
    const std::string url = report.url.size() > 90 ? report.url.substr(0, 87) + "..." : report.url;
    addText(svg, 24, 26, kInk, "Load of " + url);
    addText(svg, 24, 46, kDim,
            std::to_string(report.issued) + " issued, " + number(report.perSecond()) +
                " a second, " + std::to_string(report.clients) + " clients; latency median " +
                milliseconds(report.latencies.percentile(0.5)) + " ms, 99 % " +
                milliseconds(report.latencies.percentile(0.99)) + " ms, worst " +
                milliseconds(report.latencies.worst()) + " ms");
    addThroughput(svg, bars, seconds);
    addLatency(svg, bars, seconds);
    addLegend(svg);
    return svg + "</svg>\n";
}

} // namespace scepter::client
