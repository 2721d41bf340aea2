// SPDX-License-Identifier: GPL-3.0-or-later
// What a responder takes that it must not, and the other way round.
#include "defect_makers.h"
#include "pki/crypto.h"

namespace scepter::test {

namespace {

namespace oids = asn1::oids;
using scep::MessageType;

void addForms(DefectTable& table) {
    table["form.ber"] = drops(400, [](const Heard& heard) {
        return heard.message.size() > 1 && heard.message[1] == 0x80;
    });
    table["form.unsorted-attributes"] = refuses([](const Heard& heard) {
        const auto data = pki::SignedData::fromDer(heard.message);
        if (!data || data->signers.empty()) return false;
        const pki::SignerInfo& signer = data->signers.front();
        return signer.signedAttributesAsSet != signer.signedAttributesSorted;
    });
    table["form.expired-signer"] = refuses([](const Heard& heard) {
        const TimePoint now = *timeFromIsoText("2026-11-22T12:00:00Z");
        const auto& signer = heard.decoded.context.signer;
        return signer && signer->notAfter() < now;
    });
    table["form.other-signer-subject"] = refuses([](const Heard& heard) {
        return heard.csr() != nullptr &&
               !(heard.decoded.request->signer->subject() == heard.csr()->subject());
    });
    table["form.two-extension-requests"] = refuses([](const Heard& heard) {
        return heard.csr() != nullptr &&
               std::ranges::any_of(heard.csr()->attributes(), [](const pki::CsrAttribute& one) {
                   return one.type == oids::kVerisignExtensionRequest;
               });
    });
    table["form.bad-signature"] = accepts({ErrorCode::SignatureInvalid});
    table["form.two-signers"] = accepts({ErrorCode::MessageMalformed});
    table["form.no-signed-attributes"] = accepts({ErrorCode::MessageMalformed});
    table["form.repeated-attribute"] = accepts({ErrorCode::AttributeMalformed});
    table["form.missing-message-type"] = accepts({ErrorCode::AttributeMissing});
    table["form.missing-transaction-id"] = accepts({ErrorCode::AttributeMissing});
    table["form.unknown-message-type"] = accepts({ErrorCode::MessageTypeUnsupported});
    table["form.certrep-as-request"] = accepts({ErrorCode::MessageTypeUnsupported});
    table["form.wrong-recipient"] = accepts({ErrorCode::WrongRecipient});
    table["form.empty-envelope"] = accepts({ErrorCode::MessageMalformed});
    table["form.garbage-payload"] =
        accepts({ErrorCode::DecryptFailed, ErrorCode::MessageMalformed});
    table["form.trailing-bytes"] = {[](BrokenResponder& on) {
        on.defects.message = [](Bytes& message) {
            // The head says how long it is: 30 82 xx xx.
            if (message.size() < 4 || message[1] != 0x82) return;
            const std::size_t size = 4 + (std::size_t{message[2]} << 8) + message[3];
            if (size < message.size()) message.resize(size);
        };
    }};
    for (const char* id :
         {"form.truncated", "form.empty-body", "form.garbage", "form.other-content"})
        table[id] = failsOnUnreadable();
}

void addAlgorithms(DefectTable& table) {
    table["algorithm.aes256"] = refuses(
        [](const Heard& heard) { return heard.decoded.context.cipher == pki::Cipher::Aes256Cbc; });
    table["algorithm.sha384"] = refuses(
        [](const Heard& heard) { return heard.decoded.context.digest == pki::Digest::Sha384; });
    table["algorithm.sha512"] = refuses(
        [](const Heard& heard) { return heard.decoded.context.digest == pki::Digest::Sha512; });
    table["algorithm.oaep"] = refuses([](const Heard& heard) {
        return heard.decoded.context.transport == pki::KeyTransport::RsaOaep;
    });
    const Defect weak = accepts({ErrorCode::AlgorithmForbidden, ErrorCode::AlgorithmUnknown});
    for (const char* id : {"algorithm.des3-as-listed", "algorithm.sha1-as-listed",
                           "algorithm.single-des", "algorithm.md5"})
        table[id] = weak;
    table["algorithm.gcm"] = drops(500, [](const Heard& heard) {
        const auto data = pki::SignedData::fromDer(heard.message);
        return data && pki::EnvelopedData::fromAuthenticatedDer(data->content).has_value();
    });
    table["algorithm.small-key"] = accepts({ErrorCode::KeyRejected});
    table["algorithm.ec-key"] = refuses([](const Heard& heard) {
        return heard.csr() != nullptr && !heard.csr()->publicKey().canEncrypt();
    });
}

void addNonces(DefectTable& table) {
    const Bytes constant = octetsDer(Bytes(16, 0x42));
    table["nonce.recipient-repeated"] = draft([constant](Draft& reply, const Heard&, auto&) {
        reply.set(oids::kRecipientNonce, constant);
    });
    table["nonce.in-failure"] = draft([constant](Draft& reply, const Heard&, auto&) {
        if (reply.failure) reply.set(oids::kRecipientNonce, constant);
    });
    table["nonce.sender-present"] =
        draft([](Draft& reply, const Heard&, auto&) { reply.remove(oids::kSenderNonce); });
    table["nonce.sender-not-copied"] = draft([](Draft& reply, const Heard& heard, auto&) {
        reply.set(oids::kSenderNonce, octetsDer(heard.decoded.context.senderNonce));
    });
    table["nonce.sender-new"] = draft(
        [constant](Draft& reply, const Heard&, auto&) { reply.set(oids::kSenderNonce, constant); });
    table["nonce.short"] = draft([](Draft& reply, const Heard& heard, auto&) {
        Bytes nonce = heard.decoded.context.senderNonce;
        nonce.resize(16);
        reply.set(oids::kRecipientNonce, octetsDer(nonce));
    });
    table["nonce.missing"] = accepts({ErrorCode::AttributeMissing});
}

bool isPoll(const Heard& heard) {
    return heard.is(MessageType::CertPoll);
}

void addTransactions(DefectTable& table) {
    const auto rename = [](bool failure) {
        return draft([failure](Draft& reply, const Heard&, auto&) {
            if (reply.failure == failure) reply.set(oids::kTransactionId, printableDer("other"));
        });
    };
    table["transaction.id-returned"] = rename(false);
    table["transaction.id-in-failure"] = rename(true);
    table["transaction.repeat"] = certificate(
        [](Reissue& made, BrokenResponder&) { made.fields.serial = *pki::randomSerial(); });
    table["limit.replays"] = table["transaction.repeat"];
    table["transaction.other-key"] = accepts({ErrorCode::TransactionConflict});
    table["transaction.poll-issued"] = refuses(isPoll);
    table["transaction.poll-pending"] = refuses(isPoll);
    table["transaction.poll-pending"].prepare = [](BrokenResponder& on) {
        on.lab.settings.approval = enrollment::Approval::Manual;
    };
    table["transaction.poll-unknown"] = accepts({ErrorCode::TransactionUnknown});
    table["transaction.poll-stranger"] = accepts({ErrorCode::TransactionUnknown});
    const auto idHas = [](char one) {
        return drops(400, [one](const Heard& heard) {
            return heard.decoded.context.transactionId.find(one) != std::string::npos;
        });
    };
    table["transaction.base64-id"] = idHas('+');
    table["transaction.space-in-id"] = idHas(' ');
    table["transaction.decimal-id"] = drops(
        400, [](const Heard& heard) { return heard.decoded.context.transactionId.size() > 64; });
}

void addFailInfo(DefectTable& table) {
    for (const char* id : {"failinfo.bad-alg-cipher", "failinfo.bad-alg-digest",
                           "failinfo.bad-message-check", "failinfo.bad-csr-signature",
                           "failinfo.bad-request", "failinfo.poll-unknown", "failinfo.bad-cert-id"})
        table[id] =
            fields([](auto& reply, const Heard&, auto&) { reply.failInfo = FailInfo::BadTime; });
    table["failinfo.uniform-decryption"] = {[](BrokenResponder& on) {
        const auto count = std::make_shared<int>(0);
        on.defects.fields = [count](scep::ReplyFields& reply, const Heard&) {
            reply.failInfoText = "step " + std::to_string(++*count);
        };
    }};
}

} // namespace

void addFormDefects(DefectTable& table) {
    addForms(table);
    addAlgorithms(table);
    addNonces(table);
    addTransactions(table);
    addFailInfo(table);
}

} // namespace scepter::test
