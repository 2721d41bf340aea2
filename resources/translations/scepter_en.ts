<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_US">
    <context>
        <name>scepter::ui::Accounts</name>
        <message numerus="yes">
            <source>%n code(s) in %1</source>
            <translation>
                <numerusform>%n code in %1</numerusform>
                <numerusform>%n codes in %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>after %n wrong password(s), for %1</source>
            <translation>
                <numerusform>after %n wrong password, for %1</numerusform>
                <numerusform>after %n wrong passwords, for %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::AccountsTab</name>
        <message numerus="yes">
            <source>Remove account “%1”? Whoever uses it can fetch no more codes, and %n code(s) that can still be used are withdrawn.</source>
            <translation>
                <numerusform>Remove account “%1”? Whoever uses it can fetch no more codes, and %n code that can still be used are withdrawn.</numerusform>
                <numerusform>Remove account “%1”? Whoever uses it can fetch no more codes, and %n codes that can still be used are withdrawn.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ActivityCard</name>
        <message numerus="yes">
            <source>There are %n in all.</source>
            <translation>
                <numerusform>There is %n in all.</numerusform>
                <numerusform>There are %n in all.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ApplyBar</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The running responder must restart; %n connection(s) open.</source>
            <translation>
                <numerusform>The running responder must restart; %n connection open.</numerusform>
                <numerusform>The running responder must restart; %n connections open.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ApprovePanel</name>
        <message numerus="yes">
            <source>%n request(s) cannot be issued and will be left pending.</source>
            <translation>
                <numerusform>%n request cannot be issued and will be left pending.</numerusform>
                <numerusform>%n requests cannot be issued and will be left pending.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) need a look: see the last column.</source>
            <translation>
                <numerusform>%n request needs a look: see the last column.</numerusform>
                <numerusform>%n requests need a look: see the last column.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Approve %n request(s)?</source>
            <translation>
                <numerusform>Approve %n request?</numerusform>
                <numerusform>Approve %n requests?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Approve %n request(s)</source>
            <translation>
                <numerusform>Approve %n request</numerusform>
                <numerusform>Approve %n requests</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Approve %n request(s) anyway</source>
            <translation>
                <numerusform>Approve %n request anyway</numerusform>
                <numerusform>Approve %n requests anyway</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::AuditPage</name>
        <message numerus="yes">
            <source>The trail is whole: %n line(s).</source>
            <translation>
                <numerusform>The trail is whole: %n line.</numerusform>
                <numerusform>The trail is whole: %n lines.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::AuthorityCard</name>
        <message numerus="yes">
            <source>%n more CA(s)</source>
            <translation>
                <numerusform>%n more CA</numerusform>
                <numerusform>%n more CAs</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::BackupDialog</name>
        <message numerus="yes">
            <source>%n request(s)</source>
            <translation>
                <numerusform>%n request</numerusform>
                <numerusform>%n requests</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s)</source>
            <translation>
                <numerusform>%n certificate</numerusform>
                <numerusform>%n certificates</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n line(s) of the audit trail</source>
            <translation>
                <numerusform>%n line of the audit trail</numerusform>
                <numerusform>%n lines of the audit trail</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CaptureState</name>
        <message numerus="yes">
            <source>%n dropped</source>
            <translation>
                <numerusform>%n dropped</numerusform>
                <numerusform>%n dropped</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CertificatePane</name>
        <message numerus="yes">
            <source>%n percent of its validity is over</source>
            <translation>
                <numerusform>%n percent of its validity is over</numerusform>
                <numerusform>%n percent of its validity is over</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CertificatesPage</name>
        <message numerus="yes">
            <source>Ends within %n day(s)</source>
            <translation>
                <numerusform>Ends within %n day</numerusform>
                <numerusform>Ends within %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Revoking %n certificate(s)</source>
            <translation>
                <numerusform>Revoking %n certificate</numerusform>
                <numerusform>Revoking %n certificates</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s) could not be revoked: %1</source>
            <translation>
                <numerusform>%n certificate could not be revoked: %1</numerusform>
                <numerusform>%n certificates could not be revoked: %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s) revoked.</source>
            <translation>
                <numerusform>%n certificate revoked.</numerusform>
                <numerusform>%n certificates revoked.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n had been revoked meanwhile by somebody else.</source>
            <translation>
                <numerusform>%n had been revoked meanwhile by somebody else.</numerusform>
                <numerusform>%n had been revoked meanwhile by somebody else.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left as they were.</source>
            <translation>
                <numerusform>%n left as it was.</numerusform>
                <numerusform>%n left as they were.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s)</source>
            <translation>
                <numerusform>%n certificate</numerusform>
                <numerusform>%n certificates</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ChallengesPage</name>
        <message numerus="yes">
            <source>&amp;Withdraw %n code(s)</source>
            <translation>
                <numerusform>&amp;Withdraw %n code</numerusform>
                <numerusform>&amp;Withdraw %n codes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Withdraw %n code(s) (%1)? Devices that have them can no longer enroll with them. This cannot be undone.</source>
            <translation>
                <numerusform>Withdraw %n code (%1)? A device that has it can no longer enroll with it. This cannot be undone.</numerusform>
                <numerusform>Withdraw %n codes (%1)? Devices that have them can no longer enroll with them. This cannot be undone.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Withdraw %n code(s)</source>
            <translation>
                <numerusform>Withdraw %n code</numerusform>
                <numerusform>Withdraw %n codes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Withdrawing %n code(s)</source>
            <translation>
                <numerusform>Withdrawing %n code</numerusform>
                <numerusform>Withdrawing %n codes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n code(s) withdrawn.</source>
            <translation>
                <numerusform>%n code withdrawn.</numerusform>
                <numerusform>%n codes withdrawn.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n code(s) could not be withdrawn: somebody was faster, or they are used up.</source>
            <translation>
                <numerusform>%n code could not be withdrawn: somebody was faster, or it is used up.</numerusform>
                <numerusform>%n codes could not be withdrawn: somebody was faster, or they are used up.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CodeDetail</name>
        <message numerus="yes">
            <source>%n older request(s)</source>
            <translation>
                <numerusform>%n older request</numerusform>
                <numerusform>%n older requests</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CodeModel</name>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <comment>subjects</comment>
            <translation>
                <numerusform>%1 and %n more</numerusform>
                <numerusform>%1 and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CompareWindow</name>
        <message numerus="yes">
            <source>%n of %1 fields differ.</source>
            <translation>
                <numerusform>%n of %1 fields differs.</numerusform>
                <numerusform>%n of %1 fields differ.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ComparisonTable</name>
        <message numerus="yes">
            <source>All of %n field(s) are as they were expected.</source>
            <translation>
                <numerusform>All of %n field are as they were expected.</numerusform>
                <numerusform>All of %n fields are as they were expected.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n field(s) of %1 are not as they were expected.</source>
            <translation>
                <numerusform>%n field of %1 are not as they were expected.</numerusform>
                <numerusform>%n fields of %1 are not as they were expected.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ConformanceTab</name>
        <message numerus="yes">
            <source>%n check(s). The first is an enrollment that must succeed: without it the others would prove nothing.</source>
            <translation>
                <numerusform>%n check. The first is an enrollment that must succeed: without it the others would prove nothing.</numerusform>
                <numerusform>%n checks. The first is an enrollment that must succeed: without it the others would prove nothing.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Compared with %1, of %2: %n check(s) differ.</source>
            <translation>
                <numerusform>Compared with %1, of %2: %n check differ.</numerusform>
                <numerusform>Compared with %1, of %2: %n checks differ.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ConstraintWords</name>
        <message numerus="yes">
            <source>has at least %n bits</source>
            <translation>
                <numerusform>has at least %n bit</numerusform>
                <numerusform>has at least %n bits</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::DenyPanel</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Deny %n request(s): %1</source>
            <translation>
                <numerusform>Deny %n request: %1</numerusform>
                <numerusform>Deny %n requests: %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Deny %n request(s)</source>
            <translation>
                <numerusform>Deny %n request</numerusform>
                <numerusform>Deny %n requests</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::EndpointConfig</name>
        <message numerus="yes">
            <source>%n wrong guess(es) in %1</source>
            <translation>
                <numerusform>%n wrong guess in %1</numerusform>
                <numerusform>%n wrong guesses in %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s)</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n second(s)</source>
            <translation>
                <numerusform>%n second</numerusform>
                <numerusform>%n seconds</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::EndpointListModel</name>
        <message numerus="yes">
            <source>%n warning(s)</source>
            <translation>
                <numerusform>%n warning</numerusform>
                <numerusform>%n warnings</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::EndpointPreviewPane</name>
        <message numerus="yes">
            <source>%n certificate(s), %1 bytes as %2.</source>
            <translation>
                <numerusform>%n certificate, %1 bytes as %2.</numerusform>
                <numerusform>%n certificates, %1 bytes as %2.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::HourChart</name>
        <message numerus="yes">
            <source>%n min ago</source>
            <translation>
                <numerusform>%n min ago</numerusform>
                <numerusform>%n min ago</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::InspectionView</name>
        <message numerus="yes">
            <source>%n byte(s)</source>
            <translation>
                <numerusform>%n byte</numerusform>
                <numerusform>%n bytes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>offset 0x%1, %n byte(s), %2</source>
            <translation>
                <numerusform>offset 0x%1, %n byte, %2</numerusform>
                <numerusform>offset 0x%1, %n bytes, %2</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::InspectorPage</name>
        <message numerus="yes">
            <source>Forget all %n recorded exchange(s) of this workspace? This cannot be undone.</source>
            <translation>
                <numerusform>Forget all %n recorded exchange of this workspace? This cannot be undone.</numerusform>
                <numerusform>Forget all %n recorded exchanges of this workspace? This cannot be undone.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Forget %n exchange(s)</source>
            <translation>
                <numerusform>Forget %n exchange</numerusform>
                <numerusform>Forget %n exchanges</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ListPage</name>
        <message numerus="yes">
            <source>There are %n in all.</source>
            <translation>
                <numerusform>There is %n in all.</numerusform>
                <numerusform>There are %n in all.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n row(s) can be copied at once.</source>
            <translation>
                <numerusform>At most %n row can be copied at once.</numerusform>
                <numerusform>At most %n rows can be copied at once.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::MessageBar</name>
        <message numerus="yes">
            <source>%1 (%n times)</source>
            <translation>
                <numerusform>%1 (once)</numerusform>
                <numerusform>%1 (%n times)</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::MintPanel</name>
        <message numerus="yes">
            <source>Mint %n code(s)</source>
            <translation>
                <numerusform>Mint %n code</numerusform>
                <numerusform>Mint %n codes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::MintedCard</name>
        <message numerus="yes">
            <source>%n code(s) minted</source>
            <translation>
                <numerusform>%n code minted</numerusform>
                <numerusform>%n codes minted</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n code(s) were neither copied nor saved. Who leaves now cannot read them again; they stay valid until they end or are withdrawn.</source>
            <translation>
                <numerusform>%n code was neither copied nor saved. Who leaves now cannot read it again; it stays valid until it ends or is withdrawn.</numerusform>
                <numerusform>%n codes were neither copied nor saved. Who leaves now cannot read them again; they stay valid until they end or are withdrawn.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Clipboard clears in %n s</source>
            <comment>seconds</comment>
            <translation>
                <numerusform>Clipboard clears in %n s</numerusform>
                <numerusform>Clipboard clears in %n s</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::NeedsCard</name>
        <message numerus="yes">
            <source>%n request(s) wait(s) for your decision.</source>
            <translation>
                <numerusform>%n request waits for your decision.</numerusform>
                <numerusform>%n requests wait for your decision.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unused code(s) expire(s) within 10 minutes.</source>
            <translation>
                <numerusform>%n unused code expires within 10 minutes.</numerusform>
                <numerusform>%n unused codes expire within 10 minutes.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s) end(s) within %1.</source>
            <translation>
                <numerusform>%n certificate ends within %1.</numerusform>
                <numerusform>%n certificates end within %1.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::NoticeModel</name>
        <message numerus="yes">
            <source>News %1 about %2 for %3: %4, %n attempt(s)</source>
            <translation>
                <numerusform>News %1 about %2 for %3: %4, %n attempt</numerusform>
                <numerusform>News %1 about %2 for %3: %4, %n attempts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::PassphraseDialog</name>
        <message numerus="yes">
            <source>%n character(s): at least 8 are needed.</source>
            <translation>
                <numerusform>%n character: at least 8 are needed.</numerusform>
                <numerusform>%n characters: at least 8 are needed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n character(s). Type it once more.</source>
            <translation>
                <numerusform>%n character. Type it once more.</numerusform>
                <numerusform>%n characters. Type it once more.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n character(s).</source>
            <translation>
                <numerusform>%n character.</numerusform>
                <numerusform>%n characters.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::PassphrasePrompt</name>
        <message numerus="yes">
            <source>At least %n character(s).</source>
            <translation>
                <numerusform>At least %n character.</numerusform>
                <numerusform>At least %n characters.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::PemWords</name>
        <message numerus="yes">
            <source>%1, with %n certificate(s) above it</source>
            <translation>
                <numerusform>%1, with %n certificate above it</numerusform>
                <numerusform>%1, with %n certificates above it</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RequestDetail</name>
        <message numerus="yes">
            <source>%n field(s) differ from what was asked for.</source>
            <translation>
                <numerusform>%n field differs from what was asked for.</numerusform>
                <numerusform>%n fields differ from what was asked for.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n field(s) come from the template and the CA.</source>
            <translation>
                <numerusform>%n field comes from the template and the CA.</numerusform>
                <numerusform>%n fields come from the template and the CA.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1, %n attempt(s)</source>
            <translation>
                <numerusform>%1, %n attempt</numerusform>
                <numerusform>%1, %n attempts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RequestExchanges</name>
        <message numerus="yes">
            <source>%n byte(s)</source>
            <translation>
                <numerusform>%n byte</numerusform>
                <numerusform>%n bytes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RequestWords</name>
        <message numerus="yes">
            <source>client polled %n time(s)</source>
            <translation>
                <numerusform>client polled %n time</numerusform>
                <numerusform>client polled %n times</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RequestsPage</name>
        <message numerus="yes">
            <source>&amp;Deny %n request(s)…</source>
            <translation>
                <numerusform>&amp;Deny %n request…</numerusform>
                <numerusform>&amp;Deny %n requests…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>&amp;Approve %n request(s)…</source>
            <translation>
                <numerusform>&amp;Approve %n request…</numerusform>
                <numerusform>&amp;Approve %n requests…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Approving %n request(s)</source>
            <translation>
                <numerusform>Approving %n request</numerusform>
                <numerusform>Approving %n requests</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Denying %n request(s)</source>
            <translation>
                <numerusform>Denying %n request</numerusform>
                <numerusform>Denying %n requests</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s) issued.</source>
            <translation>
                <numerusform>%n certificate issued.</numerusform>
                <numerusform>%n certificates issued.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) denied.</source>
            <translation>
                <numerusform>%n request denied.</numerusform>
                <numerusform>%n requests denied.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n field(s) differ.</source>
            <translation>
                <numerusform>%n field differs.</numerusform>
                <numerusform>%n fields differ.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ResponderCard</name>
        <message numerus="yes">
            <source>All endpoints (%n more)</source>
            <translation>
                <numerusform>All endpoints (%n more)</numerusform>
                <numerusform>All endpoints (%n more)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Of the last %n enrollment message(s) (PKIOperation).</source>
            <translation>
                <numerusform>Of the last %n enrollment message (PKIOperation).</numerusform>
                <numerusform>Of the last %n enrollment messages (PKIOperation).</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RevokeDialog</name>
        <message numerus="yes">
            <source>&amp;Revoke %n certificate(s)</source>
            <translation>
                <numerusform>&amp;Revoke %n certificate</numerusform>
                <numerusform>&amp;Revoke %n certificates</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s) will be revoked:</source>
            <translation>
                <numerusform>%n certificate will be revoked:</numerusform>
                <numerusform>%n certificates will be revoked:</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s) will be revoked; %1 already revoked:</source>
            <translation>
                <numerusform>%n certificate will be revoked; %1 already revoked:</numerusform>
                <numerusform>%n certificates will be revoked; %1 already revoked:</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %n more</source>
            <translation>
                <numerusform>… and %n more</numerusform>
                <numerusform>… and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Sentences</name>
        <message numerus="yes">
            <source>A new CA, %1, with a key of %2, will be valid for %n year(s).</source>
            <translation>
                <numerusform>A new CA, %1, with a key of %2, will be valid for %n year.</numerusform>
                <numerusform>A new CA, %1, with a key of %2, will be valid for %n years.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SequenceView</name>
        <message numerus="yes">
            <source>%1, %n step(s)</source>
            <translation>
                <numerusform>%1, %n step</numerusform>
                <numerusform>%1, %n steps</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Services</name>
        <message numerus="yes">
            <source>%n ms</source>
            <comment>milliseconds</comment>
            <translation>
                <numerusform>%n ms</numerusform>
                <numerusform>%n ms</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ServicesTab</name>
        <message numerus="yes">
            <source>It failed %n time(s) in a row and is left alone until %1. Until then requests that need it are told to come again later.</source>
            <translation>
                <numerusform>It failed %n time in a row and is left alone until %1. Until then requests that need it are told to come again later.</numerusform>
                <numerusform>It failed %n times in a row and is left alone until %1. Until then requests that need it are told to come again later.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The last %n try(s) failed. If it goes on failing, it is left alone for a while.</source>
            <translation>
                <numerusform>The last %n try failed. If it goes on failing, it is left alone for a while.</numerusform>
                <numerusform>The last %n trys failed. If it goes on failing, it is left alone for a while.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SettingsPage</name>
        <message numerus="yes">
            <source>%n exchange(s)</source>
            <translation>
                <numerusform>%n exchange</numerusform>
                <numerusform>%n exchanges</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n found</source>
            <translation>
                <numerusform>%n found</numerusform>
                <numerusform>%n found</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) of the responder are not applied yet. They stay on this page until the workspace is closed.</source>
            <translation>
                <numerusform>%n change of the responder is not applied yet. It stays on this page until the workspace is closed.</numerusform>
                <numerusform>%n changes of the responder are not applied yet. They stay on this page until the workspace is closed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n setting(s) imported.</source>
            <translation>
                <numerusform>%n setting imported.</numerusform>
                <numerusform>%n settings imported.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n could not be used.</source>
            <translation>
                <numerusform>%n could not be used.</numerusform>
                <numerusform>%n could not be used.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The workspace is damaged: %n problem(s). Back it up under another name, then restore a sound backup.</source>
            <translation>
                <numerusform>The workspace is damaged: %n problem. Back it up under another name, then restore a sound backup.</numerusform>
                <numerusform>The workspace is damaged: %n problems. Back it up under another name, then restore a sound backup.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SetupCaPage</name>
        <message numerus="yes">
            <source>year(s)</source>
            <comment>after a number</comment>
            <translation>
                <numerusform>year</numerusform>
                <numerusform>years</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SetupWorkspacePage</name>
        <message numerus="yes">
            <source>%n character(s): it needs at least 8, and at most 1000 bytes.</source>
            <translation>
                <numerusform>%n character: it needs at least 8, and at most 1000 bytes.</numerusform>
                <numerusform>%n characters: it needs at least 8, and at most 1000 bytes.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n character(s). Somebody who has the file can try as many as he likes: five random words are far better.</source>
            <translation>
                <numerusform>%n character. Somebody who has the file can try as many as he likes: five random words are far better.</numerusform>
                <numerusform>%n characters. Somebody who has the file can try as many as he likes: five random words are far better.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n character(s), both the same. How good it is depends on how it was chosen: random words or letters, used nowhere else.</source>
            <translation>
                <numerusform>%n character, both the same. How good it is depends on how it was chosen: random words or letters, used nowhere else.</numerusform>
                <numerusform>%n characters, both the same. How good it is depends on how it was chosen: random words or letters, used nowhere else.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StagedTab</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInDevicesTab</name>
        <message numerus="yes">
            <source>%n device(s) imported.</source>
            <translation>
                <numerusform>%n device imported.</numerusform>
                <numerusform>%n devices imported.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInFaults</name>
        <message numerus="yes">
            <source>answers after %n second(s)</source>
            <translation>
                <numerusform>answers after %n second</numerusform>
                <numerusform>answers after %n seconds</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>for %n more call(s)</source>
            <translation>
                <numerusform>for %n more call</numerusform>
                <numerusform>for %n more calls</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StatusLine</name>
        <message numerus="yes">
            <source>Clipboard clears in %n s</source>
            <translation>
                <numerusform>Clipboard clears in %n s</numerusform>
                <numerusform>Clipboard clears in %n s</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n job(s): %1</source>
            <translation>
                <numerusform>%n job: %1</numerusform>
                <numerusform>%n jobs: %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TestResultCard</name>
        <message numerus="yes">
            <source>Poll %1 of %2 in %n s.</source>
            <comment>seconds</comment>
            <translation>
                <numerusform>Poll %1 of %2 in %n s.</numerusform>
                <numerusform>Poll %1 of %2 in %n s.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Texts</name>
        <message numerus="yes">
            <source>%n s</source>
            <comment>seconds</comment>
            <translation>
                <numerusform>%n s</numerusform>
                <numerusform>%n s</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n min</source>
            <comment>minutes</comment>
            <translation>
                <numerusform>%n min</numerusform>
                <numerusform>%n min</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n h</source>
            <comment>hours</comment>
            <translation>
                <numerusform>%n h</numerusform>
                <numerusform>%n h</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TrafficModel</name>
        <message numerus="yes">
            <source>%1 (%n exchange(s))</source>
            <translation>
                <numerusform>%1 (%n exchange)</numerusform>
                <numerusform>%1 (%n exchanges)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n finding(s)</source>
            <translation>
                <numerusform>%n finding</numerusform>
                <numerusform>%n findings</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TrafficView</name>
        <message numerus="yes">
            <source>At most %n row(s) can be copied at once.</source>
            <translation>
                <numerusform>At most %n row can be copied at once.</numerusform>
                <numerusform>At most %n rows can be copied at once.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>There are %n in all.</source>
            <translation>
                <numerusform>There is %n in all.</numerusform>
                <numerusform>There are %n in all.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new below</source>
            <translation>
                <numerusform>%n new below</numerusform>
                <numerusform>%n new below</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n selected</numerusform>
                <numerusform>%n selected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>All %n</source>
            <translation>
                <numerusform>All %n</numerusform>
                <numerusform>All %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>All %n that are shown</source>
            <translation>
                <numerusform>All %n that are shown</numerusform>
                <numerusform>All %n that are shown</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TrafficWindow</name>
        <message numerus="yes">
            <source>%n remark(s) about this file.</source>
            <translation>
                <numerusform>%n remark about this file.</numerusform>
                <numerusform>%n remarks about this file.</numerusform>
            </translation>
        </message>
    </context>
</TS>
