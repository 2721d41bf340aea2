// SPDX-License-Identifier: GPL-3.0-or-later
// Asking and telling a program.
//
// It gets the CSR in PEM on stdin and the context in its environment, which holds nothing else but
// a plain PATH and LC_ALL:
//   SCEPTER_EVENT           authorize, or outcome
//   SCEPTER_ENDPOINT, SCEPTER_TRANSACTION_ID, SCEPTER_REMOTE_ADDRESS
//   SCEPTER_MESSAGE_TYPE    PKCSReq, RenewalReq, UpdateReq (authorize)
//   SCEPTER_SUBJECT         as RFC 4514 writes it
//   SCEPTER_SANS            "DNS:host.example", one a line
//   SCEPTER_CSR_SHA256      of the CSR's DER, in hex
//   SCEPTER_KEY             "rsa 2048", "p256 256"
//   SCEPTER_CHALLENGE       the challenge (authorize; absent without one). Other users of the
//                           machine cannot read a process's environment, programs of the same
//                           user and root can; it is nowhere in the arguments.
//   SCEPTER_RESULT          issued, or refused (outcome)
//   SCEPTER_ERROR_CODE, SCEPTER_REASON   of a refusal (outcome)
// With the outcome "issued", the certificate and its issuer follow the CSR on stdin.
//
// authorize: exit 0 allows, 2 leaves it to the operator, 75 (EX_TEMPFAIL) asks to try again later,
// all others deny; the first line on stderr is the reason.
// outcome: exit 0 accepts, 75 asks to be told again later, all others refuse for good.
// A program that crashes or takes too long is a reason to try again later.
#pragma once

#include "challenge/gate.h"

namespace scepter::challenge {

std::unique_ptr<Conversation> askCommand(const Gate& gate, const GateRequest& request);
std::unique_ptr<Conversation> tellCommand(const Gate& gate, const GateOutcome& outcome);

} // namespace scepter::challenge
