// Result<T>: a value or an Error.
#pragma once

#include "base/error.h"

#include <expected>
#include <utility>

namespace scepter {

template <class T> using Result = std::expected<T, Error>;

/// Makes the unexpected side of a Result: `return fail(ErrorCode::NotFound, "no such code");`
inline std::unexpected<Error> fail(ErrorCode code, std::string detail = {}) {
    return std::unexpected(Error{code, std::move(detail), {}, std::nullopt});
}

inline std::unexpected<Error> fail(ErrorCode code, std::string detail, FailInfo failInfo) {
    return std::unexpected(Error{code, std::move(detail), {}, failInfo});
}

/// Passes the error of another Result on.
template <class T> std::unexpected<Error> failWith(Result<T>&& result) {
    return std::unexpected(std::move(result).error());
}
inline std::unexpected<Error> failWith(Error error) {
    return std::unexpected(std::move(error));
}

} // namespace scepter

/// Binds the value of a Result to a new variable, or returns its error from the enclosing function.
// NOLINTBEGIN(bugprone-macro-parentheses): `variable` is declared, and a name takes no parentheses.
#define SCEPTER_CONCAT_(a, b) a##b
#define SCEPTER_CONCAT(a, b) SCEPTER_CONCAT_(a, b)
#define SCEPTER_TRY(variable, expression)                                                          \
    auto SCEPTER_CONCAT(result_, __LINE__) = (expression);                                         \
    if (!SCEPTER_CONCAT(result_, __LINE__))                                                        \
        return std::unexpected(std::move(SCEPTER_CONCAT(result_, __LINE__)).error());              \
    auto variable = std::move(*SCEPTER_CONCAT(result_, __LINE__))
// NOLINTEND(bugprone-macro-parentheses)

/// Returns the error of a Result<void> from the enclosing function.
#define SCEPTER_CHECK(expression)                                                                  \
    do {                                                                                           \
        if (auto checked_ = (expression); !checked_)                                               \
            return std::unexpected(std::move(checked_).error());                                   \
    } while (false)
