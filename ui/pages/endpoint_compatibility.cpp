#include "pages/endpoint_compatibility.h"

#include "models/endpoint_config.h"
#include "widgets/texts.h"
#include "workbench/endpoint_preview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QVBoxLayout>

namespace scepter::ui {

EndpointCompatibility::EndpointCompatibility(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_preset(new QComboBox) {
    auto* group = new FormGroup(theme, tr("Compatibility"), this);
    m_preset->setObjectName(QStringLiteral("endpointPreset"));
    for (const workbench::PresetText& preset : workbench::presetTexts())
        m_preset->addItem(presetWords(preset.name), text(preset.name));
    m_presetField = group->add(tr("Made for"), m_preset);
    m_tripleDes =
        addSwitch(group, QStringLiteral("endpointTripleDes"), tr("Take 3DES"),
                  tr("Older Cisco IOS and other old devices encrypt with nothing else."),
                  tr("3DES is weak; it is announced in GetCACaps, and clients may choose it."));
    m_sha1 = addSwitch(group, QStringLiteral("endpointSha1"), tr("Take SHA-1 signatures"),
                       tr("Older Windows and network devices sign with nothing else."),
                       tr("SHA-1 signatures can be forged."));
    m_relaxSigner =
        addSwitch(group, QStringLiteral("endpointRelaxSigner"),
                  tr("Take requests that another key has signed"),
                  tr("A device management that enrolls for its devices, such as Jamf Pro, signs "
                     "with a certificate of its own."),
                  tr("Whoever has the challenge can then enroll a key that is not his."));
    m_caOnly = addSwitch(group, QStringLiteral("endpointCaOnly"),
                         tr("Answer with the CA's own key, without the RA"),
                         tr("For clients that do not understand an RA certificate."),
                         tr("The CA key then decrypts what comes from the network."));
    m_replyChain = addSwitch(group, QStringLiteral("endpointReplyChain"),
                             tr("Send the CA chain along with an issued certificate"),
                             tr("Some devices do not find the CA certificate otherwise."), {});
    m_withChain = addSwitch(group, QStringLiteral("endpointWithChain"),
                            tr("GetCACert: certificates above the CA too"),
                            tr("Apple devices want as few certificates as there can be."), {});
    m_withRoot = addSwitch(group, QStringLiteral("endpointWithRoot"), tr("GetCACert: the root too"),
                           tr("Windows looks for the thumbprint of the root there."), {});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(group);
    connect(m_preset, &QComboBox::activated, this, &EndpointCompatibility::takePreset);
}

QCheckBox* EndpointCompatibility::addSwitch(FormGroup* group, const QString& name,
                                            const QString& text, const QString& help,
                                            const QString& warning) {
    auto* box = new QCheckBox(text);
    box->setObjectName(name);
    FormField* field = group->add({}, box, help);
    connect(box, &QCheckBox::toggled, this, [this, field, warning](bool on) {
        field->setWarning(on ? warning : QString());
        if (m_loading) return;
        reflect();
        Q_EMIT changed();
    });
    return box;
}

void EndpointCompatibility::takePreset() {
    if (const auto preset =
            enrollment::compatibilityPreset(m_preset->currentData().toString().toStdString()))
        load(*preset);
    Q_EMIT changed();
}

void EndpointCompatibility::load(const enrollment::Compatibility& value) {
    m_loading = true;
    const QString name = text(value.preset);
    if (m_preset->findData(name) < 0) m_preset->addItem(name, name);
    setDataKept(m_preset, name);
    m_tripleDes->setChecked(value.algorithms.allowTripleDes);
    m_sha1->setChecked(value.algorithms.allowSha1);
    m_relaxSigner->setChecked(value.relaxSignerKey);
    m_caOnly->setChecked(value.caOnly);
    m_replyChain->setChecked(value.replyWithChain);
    m_withChain->setChecked(value.caCertificates.withChain);
    m_withRoot->setChecked(value.caCertificates.withRoot);
    m_loading = false;
    reflect();
}

enrollment::Compatibility EndpointCompatibility::value() const {
    enrollment::Compatibility value;
    value.preset = m_preset->currentData().toString().toStdString();
    value.algorithms.allowTripleDes = m_tripleDes->isChecked();
    value.algorithms.allowSha1 = m_sha1->isChecked();
    value.relaxSignerKey = m_relaxSigner->isChecked();
    value.caOnly = m_caOnly->isChecked();
    value.replyWithChain = m_replyChain->isChecked();
    value.caCertificates.withChain = m_withChain->isChecked();
    value.caCertificates.withRoot = m_withRoot->isChecked();
    return value;
}

void EndpointCompatibility::reflect() {
    m_withRoot->setEnabled(m_withChain->isChecked());
    const enrollment::Compatibility now = value();
    QString help;
    for (const workbench::PresetText& preset : workbench::presetTexts())
        if (preset.name == now.preset) help = text(preset.why);
    const auto pure = enrollment::compatibilityPreset(now.preset);
    if (pure && !(*pure == now))
        help += QLatin1Char(' ') + tr("The switches below differ from it; choose it again to "
                                      "reset them.");
    m_presetField->setHelp(help);
}

} // namespace scepter::ui
