#include "dialogs/setup_ca_page.h"

#include "dialogs/setup_import_form.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <array>

namespace scepter::ui {

namespace {

constexpr std::array kKeys{
    pki::KeySpec{pki::KeyType::Rsa, 3072}, pki::KeySpec{pki::KeyType::Rsa, 2048},
    pki::KeySpec{pki::KeyType::Rsa, 4096}, pki::KeySpec{pki::KeyType::EcP256, 0},
    pki::KeySpec{pki::KeyType::EcP384, 0}};

QString keyHint(const pki::KeySpec& key) {
    if (key.type != pki::KeyType::Rsa) return SetupCaPage::tr("small and fast, for newer clients");
    if (key.rsaBits == 2048) return SetupCaPage::tr("every client, for some years");
    if (key.rsaBits == 3072) return SetupCaPage::tr("recommended");
    return SetupCaPage::tr("slower to make and to use");
}

} // namespace

SetupCaPage::SetupCaPage(const Theme& theme, Desktop& desktop, const Clock& clock, QWidget* parent)
    : SetupPage(theme, tr("Certificate authority"),
                tr("The CA signs every certificate that is issued here. Devices trust what it "
                   "signs once they have its certificate."),
                parent)
    , m_create(new QRadioButton(tr("&Make a new CA"), content()))
    , m_import(new QRadioButton(tr("&Take over a CA that I have"), content()))
    , m_outside(new QRadioButton(tr("Make a key that my o&wn root signs"), content()))
    , m_newPart(new QWidget(content()))
    , m_name(new QLineEdit(QStringLiteral("Scepter CA"), m_newPart))
    , m_nameNote(new InlineNote(theme, QStringLiteral("setupNameNote"), m_newPart))
    , m_key(new QComboBox(m_newPart))
    , m_years(new QSpinBox(m_newPart))
    , m_importForm(new SetupImportForm(theme, desktop, clock, content()))
    , m_ra(new QCheckBox(tr("Let a &registration authority (RA) talk to the clients"), content()))
    , m_raNote(new InlineNote(theme, QStringLiteral("setupRaNote"), content())) {
    setObjectName(QStringLiteral("setupCaPage"));
    auto* sources = new QButtonGroup(this);
    for (QRadioButton* choice : {m_create, m_import, m_outside})
        sources->addButton(choice);
    m_create->setChecked(true);
    addChoice(body(), m_create, QStringLiteral("setupCreate"),
              tr("Its certificate is signed by itself: a root."));
    addChoice(body(), m_import, QStringLiteral("setupImport"),
              tr("From a PKCS#12 file (.p12, .pfx), or from PEM files."));
    addChoice(body(), m_outside, QStringLiteral("setupOutsideRoot"),
              tr("You get a certificate signing request (CSR) at the end, and install the signed "
                 "certificate later. Nothing can be issued until then."));
    body()->addSpacing(8);
    makeNewPart();
    body()->addWidget(m_newPart);
    body()->addWidget(m_importForm);
    body()->addSpacing(8);
    m_ra->setChecked(true);
    addChoice(body(), m_ra, QStringLiteral("setupRa"),
              tr("Recommended. Clients then encrypt to the RA, and the key of the CA only signs "
                 "certificates and revocation lists."));
    body()->addWidget(m_raNote);
    body()->addStretch(1);
    connectFields();
    reflect();
}

QWidget* SetupCaPage::makeNewPart() {
    m_form = makeForm(m_newPart);
    m_name->setObjectName(QStringLiteral("setupName"));
    m_name->setToolTip(tr("A plain name, or a whole one as in CN=Lab CA,O=Example,C=DE"));
    m_key->setObjectName(QStringLiteral("setupKey"));
    for (const auto& key : kKeys)
        m_key->addItem(tr("%1 — %2", "key type — hint").arg(keyText(key), keyHint(key)));
    m_years->setObjectName(QStringLiteral("setupYears"));
    m_years->setRange(1, 30);
    m_years->setValue(SetupDraft{}.years);
    const auto reflectYears = [this](int years) {
        m_years->setSuffix(QLatin1Char(' ') + tr("year(s)", "after a number", years));
    };
    reflectYears(m_years->value());
    connect(m_years, &QSpinBox::valueChanged, this, reflectYears);
    auto* caption = new QLabel(tr("N&ame:"), m_newPart);
    caption->setBuddy(m_name);
    m_form->addRow(caption, withNote(m_name, m_nameNote));
    m_form->addRow(tr("&Key:"), m_key);
    m_form->addRow(tr("&Valid for:"), m_years);
    return m_newPart;
}

void SetupCaPage::connectFields() {
    for (QRadioButton* choice : {m_create, m_import, m_outside})
        connect(choice, &QRadioButton::toggled, this, [this](bool on) {
            if (on) reflect();
        });
    connect(m_name, &QLineEdit::textChanged, this, [this] { judge(); });
    connect(m_key, &QComboBox::currentIndexChanged, this, [this] { judge(); });
    connect(m_ra, &QCheckBox::toggled, this, [this] { judge(); });
    connect(m_importForm, &SetupImportForm::changed, this, [this] { judge(); });
}

SetupDraft::Source SetupCaPage::source() const {
    if (m_import->isChecked()) return SetupDraft::Source::Import;
    return m_outside->isChecked() ? SetupDraft::Source::OutsideRoot : SetupDraft::Source::Create;
}

void SetupCaPage::reflect() {
    m_newPart->setVisible(source() != SetupDraft::Source::Import);
    m_importForm->setVisible(source() == SetupDraft::Source::Import);
    // How long it is valid is for the outside root to say.
    const bool hasValidity = source() == SetupDraft::Source::Create;
    m_years->setVisible(hasValidity);
    if (QWidget* label = m_form->labelForField(m_years)) label->setVisible(hasValidity);
    judge();
}

void SetupCaPage::judge() {
    const QString subject = subjectFrom(m_name->text());
    if (m_name->text().trimmed().isEmpty())
        m_nameNote->say(Tone::Error, tr("Give the CA a name."), m_name);
    else if (subject.isEmpty())
        m_nameNote->say(Tone::Error,
                        tr("This cannot be read as a name. Write a plain name, or as in "
                           "CN=Lab CA,O=Example."),
                        m_name);
    else
        m_nameNote->say(Tone::Neutral, tr("Subject of the certificate: %1").arg(subject), m_name);
    SetupDraft draft;
    write(draft);
    if (draft.withRa)
        m_raNote->say(Tone::Neutral, {}, m_ra);
    else if (!takesEncryptedRequests(draft))
        m_raNote->say(Tone::Warning,
                      tr("Nothing can be encrypted to an EC key. Without an RA, only devices that "
                         "know a static challenge could enroll; codes and approval would be of no "
                         "use. Keep the RA, or choose an RSA key."),
                      m_ra);
    else
        m_raNote->say(Tone::Info,
                      tr("The key of the CA will open the messages of clients itself. Some older "
                         "clients want it so."),
                      m_ra);
    Q_EMIT changed();
}

void SetupCaPage::write(SetupDraft& draft) const {
    draft.source = source();
    draft.subject = subjectFrom(m_name->text());
    draft.key = kKeys.at(static_cast<std::size_t>(std::max(0, m_key->currentIndex())));
    draft.years = m_years->value();
    draft.withRa = m_ra->isChecked();
    draft.found = draft.source == SetupDraft::Source::Import ? m_importForm->found() : nullptr;
}

QString SetupCaPage::blocked() const {
    if (source() == SetupDraft::Source::Import) return m_importForm->blocked();
    return subjectFrom(m_name->text()).isEmpty() ? m_nameNote->text() : QString();
}

void SetupCaPage::wipe() {
    m_importForm->wipe();
}

} // namespace scepter::ui
