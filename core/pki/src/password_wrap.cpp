#include "password_wrap.h"

#include "pki/crypto.h"

namespace scepter::pki {

namespace {

constexpr std::size_t kCheckSize = 3;
constexpr std::size_t kHeaderSize = 1 + kCheckSize;
constexpr std::size_t kMaxWrapped = 1024;

std::unexpected<Error> doesNotUnwrap() {
    return fail(ErrorCode::DecryptFailed, "the wrapped key does not open");
}

} // namespace

Result<Bytes> wrapWithPassword(Cipher kekCipher, ByteView kek, ByteView iv, ByteView key) {
    const std::size_t block = blockSizeOf(kekCipher);
    if (key.size() < kCheckSize || key.size() > 255)
        return fail(ErrorCode::InvalidArgument, "a key that cannot be wrapped");
    const std::size_t blocks =
        std::max<std::size_t>(2, (kHeaderSize + key.size() + block - 1) / block);
    SCEPTER_TRY(formatted, randomSecret(blocks * block));
    std::uint8_t* out = formatted.data();
    out[0] = static_cast<std::uint8_t>(key.size());
    for (std::size_t i = 0; i < kCheckSize; ++i)
        out[1 + i] = static_cast<std::uint8_t>(~key[i]);
    std::copy(key.begin(), key.end(), out + kHeaderSize);
    SCEPTER_TRY(inner, encryptCbcRaw(kekCipher, kek, iv, formatted.view()));
    return encryptCbcRaw(kekCipher, kek, ByteView(inner).last(block), inner);
}

Result<SecretBytes> unwrapWithPassword(Cipher kekCipher, ByteView kek, ByteView iv,
                                       ByteView wrapped) {
    const std::size_t block = blockSizeOf(kekCipher);
    if (wrapped.size() < 2 * block || wrapped.size() % block != 0 || wrapped.size() > kMaxWrapped)
        return doesNotUnwrap();
    // The outer pass began with the last block of the inner one, which its own last two blocks
    // give.
    const ByteView before = wrapped.last(2 * block).first(block);
    SCEPTER_TRY(outerIv, decryptCbcRaw(kekCipher, kek, before, wrapped.last(block)));
    SCEPTER_TRY(inner, decryptCbcRaw(kekCipher, kek, outerIv.view(), wrapped));
    SCEPTER_TRY(formatted, decryptCbcRaw(kekCipher, kek, iv, inner.view()));
    const ByteView bytes = formatted.view();
    unsigned check = 0xFF;
    for (std::size_t i = 0; i < kCheckSize; ++i)
        check &= static_cast<unsigned>(bytes[1 + i] ^ bytes[kHeaderSize + i]);
    const std::size_t size = bytes[0];
    if (check != 0xFF || size < kCheckSize || size + kHeaderSize > bytes.size())
        return doesNotUnwrap();
    return SecretBytes(bytes.subspan(kHeaderSize, size));
}

} // namespace scepter::pki
