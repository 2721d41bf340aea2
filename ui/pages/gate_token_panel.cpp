#include "pages/gate_token_panel.h"

#include "base/encoding.h"
#include "pki/crypto.h"
#include "widgets/texts.h"

#include <QLineEdit>

namespace scepter::ui {

namespace {

using challenge::TokenGate;

constexpr std::size_t kSharedBytes = 32;

Result<SecretBytes> makeSharedKey() {
    SCEPTER_TRY(bytes, pki::randomBytes(kSharedBytes));
    const SecretBytes random(std::move(bytes));
    return SecretBytes("base64:" + toBase64(random.view()));
}

/// A length that the editor does not show exactly stays as it was.
Duration kept(const DurationEdit* edit, Duration loaded) {
    const Duration shown = std::chrono::duration_cast<std::chrono::seconds>(loaded);
    return edit->duration() == shown ? loaded : edit->duration();
}

} // namespace

GateTokenPanel::GateTokenPanel(const Theme& theme, const GateServices& services,
                               const challenge::Gate& gate, QWidget* parent)
    : GatePanel(theme, services, gate, parent)
    , m_keys(new PemList(theme, services, PemList::Holds::SignerKeys, QStringLiteral("gateKeys"),
                         tr("Keys of who signs")))
    , m_issuer(new QLineEdit)
    , m_audience(new QLineEdit)
    , m_leeway(new DurationEdit)
    , m_life(new DurationEdit) {
    const auto& token = loadedAs<TokenGate>();
    m_keys->setPems(token.keyPems);
    m_keysField = addField(group(), tr("Keys"), m_keys,
                           tr("Public keys or certificates of who may sign tokens."));
    auto* shared = addSecret("key", QStringLiteral("gateSharedKey"), tr("Shared key"));
    shared->setMaker(makeSharedKey);
    shared->setOptional(true);
    m_sharedField = addField(group(), tr("Shared key"), shared,
                             tr("For HS256, HS384 and HS512: at least 32 bytes, as text or as "
                                "“base64:…”. Who has it can sign too."));
    m_issuer->setObjectName(QStringLiteral("gateIssuer"));
    m_issuer->setText(text(token.issuer));
    m_issuer->setPlaceholderText(tr("any"));
    m_issuerField = addField(group(), tr("Issuer"), m_issuer, tr("Claim “iss” of the token."));
    m_audience->setObjectName(QStringLiteral("gateAudience"));
    m_audience->setText(text(token.audience));
    m_audienceField = addField(group(), tr("Audience"), m_audience,
                               tr("Has to be in claim “aud”; by itself the endpoint's name."));
    m_leeway->setName(QStringLiteral("gateLeeway"), tr("Leeway for clocks"));
    m_leeway->setDuration(token.leeway);
    m_leewayField = addField(group(), tr("Leeway"), m_leeway,
                             tr("How far the clocks may differ; at most 10 minutes."));
    m_life->setName(QStringLiteral("gateLife"), tr("Longest life of a token"));
    m_life->setDuration(token.longestLife);
    m_lifeField = addField(group(), tr("Longest life"), m_life,
                           tr("A token that is good for longer is refused."));
    finish(tr("A SID in a certificate lets its holder sign in to Windows as that account. Only if "
              "who signs the tokens puts the SID into them."));
}

TokenGate GateTokenPanel::now() const {
    TokenGate gate = loadedAs<TokenGate>();
    gate.keyPems = m_keys->pems();
    gate.issuer = m_issuer->text().trimmed().toStdString();
    gate.audience = m_audience->text().trimmed().toStdString();
    gate.leeway = kept(m_leeway, gate.leeway);
    gate.longestLife = kept(m_life, gate.longestLife);
    return gate;
}

challenge::GateSettings GateTokenPanel::settings() const {
    return now();
}

void GateTokenPanel::checkFields(const GateSurroundings& around) {
    using Put = TokenGate;
    m_audience->setPlaceholderText(text(around.settings.name));
    const TokenGate gate = now();
    probe<TokenGate>(
        TokenGate{}, gate,
        {{m_keysField, [](Put& to, const Put& from) { to.keyPems = from.keyPems; }},
         {m_issuerField, [](Put& to, const Put& from) { to.issuer = from.issuer; }},
         {m_audienceField, [](Put& to, const Put& from) { to.audience = from.audience; }},
         {m_leewayField, [](Put& to, const Put& from) { to.leeway = from.leeway; }},
         {m_lifeField, [](Put& to, const Put& from) { to.longestLife = from.longestLife; }}});
    const QString missing = secretProblemOf(gate, {"key"});
    // Without any key the first field says so: a public key is what there should be.
    bool hasShared = false;
    for (const challenge::GateSecret& secret : secrets())
        hasShared = hasShared || secret.name == "key";
    if (gate.keyPems.empty() && !hasShared) {
        m_keysField->setProblem(missing);
        m_sharedField->setProblem({});
    } else {
        m_sharedField->setProblem(missing);
    }
}

void GateTokenPanel::focusFirst() {
    m_keys->focusOpen();
}

} // namespace scepter::ui
