// Runs every file of the directories given as arguments through one fuzz target, in a fixed order.
// Fails when a directory is missing or empty, so that a lost corpus is not taken for a clean one.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

std::optional<std::vector<fs::path>> filesOf(const fs::path& directory) {
    std::error_code error;
    std::vector<fs::path> files;
    fs::recursive_directory_iterator at(directory, error);
    for (; !error && at != fs::recursive_directory_iterator(); at.increment(error))
        if (at->is_regular_file(error)) files.push_back(at->path());
    if (error) return std::nullopt;
    std::sort(files.begin(), files.end());
    return files;
}

bool replay(const fs::path& file) {
    std::error_code error;
    const auto size = static_cast<std::size_t>(fs::file_size(file, error));
    if (error) return false;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "rb"),
                                                                 &std::fclose);
    if (!stream) return false;
    // A block of exactly this size on the heap: the address sanitizer sees one byte too many.
    const auto data = std::make_unique<std::uint8_t[]>(size);
    if (std::fread(data.get(), 1, size, stream.get()) != size) return false;
    return LLVMFuzzerTestOneInput(data.get(), size) == 0;
}

} // namespace

int main(int argc, char** argv) {
    std::size_t count = 0;
    for (int i = 1; i < argc; ++i) {
        const auto files = filesOf(argv[i]);
        if (!files || files->empty()) {
            std::fprintf(stderr, "no input in %s\n", argv[i]);
            return 1;
        }
        for (const fs::path& file : *files) {
            // Named before it runs, so that a crash says which file it was.
            std::fprintf(stderr, "%s\n", file.filename().c_str());
            if (!replay(file)) {
                std::fprintf(stderr, "not replayed: %s\n", file.c_str());
                return 1;
            }
            ++count;
        }
    }
    std::printf("%zu inputs replayed\n", count);
    return count > 0 ? 0 : 1;
}
