// Keys and certificates among the settings of gates.
#include "pages/gate_fields.h"

#include "models/pem_words.h"
#include "pki/key.h"
#include "pki/pem.h"
#include "theme/tinted_icon.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"
#include "widgets/wrap_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

QToolButton* removeButton(const QString& objectName, const QString& toolTip, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setIcon(tintedIcon(Icon::Remove));
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAutoRaise(true);
    return button;
}

std::string certificatePem(const pki::Certificate& certificate) {
    return pki::toPem("CERTIFICATE", certificate.der());
}

/// Each thing in a file by itself.
Result<std::vector<std::string>> piecesOf(ByteView content, PemList::Holds holds) {
    std::vector<std::string> pieces;
    if (holds == PemList::Holds::SignerKeys) {
        SCEPTER_TRY(blocks, pki::readPem(textOf(content)));
        for (const pki::PemBlock& block : blocks) {
            if (block.label != "PUBLIC KEY" && block.label != "CERTIFICATE")
                return fail(ErrorCode::InvalidArgument, block.label);
            pieces.push_back(pki::toPem(block.label, block.der));
        }
        if (!pieces.empty()) return pieces;
    }
    SCEPTER_TRY(certificates, pki::readCertificates(content));
    for (const pki::Certificate& one : certificates)
        pieces.push_back(certificatePem(one));
    if (holds == PemList::Holds::Chain && pieces.size() > 1) {
        for (std::size_t i = 1; i < pieces.size(); ++i)
            pieces.front() += pieces[i];
        pieces.resize(1);
    }
    return pieces;
}

} // namespace

PemList::PemList(const Theme& theme, const GateServices& services, Holds holds,
                 const QString& objectName, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_holds(holds)
    , m_name(name)
    , m_rows(new QVBoxLayout)
    , m_open(new QPushButton(tintedIcon(Icon::Open), tr("Load from a file…"), this))
    , m_problem(new InlineNote(theme, Tone::Error, this)) {
    setObjectName(objectName);
    m_rows->setSpacing(4);
    m_open->setObjectName(objectName + QStringLiteral("Open"));
    m_open->setAccessibleName(tr("%1: load from a file").arg(name));
    m_open->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(m_rows);
    column->addWidget(m_open, 0, Qt::AlignLeading);
    column->addWidget(m_problem);
    connect(m_open, &QPushButton::clicked, this, &PemList::open);
}

void PemList::setPems(const std::vector<std::string>& pems) {
    m_problem->clear();
    if (m_pems == pems) return;
    m_pems = pems;
    rebuild();
}

void PemList::focusOpen() {
    m_open->setFocus(Qt::OtherFocusReason);
}

void PemList::open() {
    if (!m_services.openFile) return;
    m_services.openFile(this, m_name,
                        {m_holds == Holds::SignerKeys
                             ? tr("Public keys and certificates (*.pem *.pub *.crt *.cer)")
                             : tr("Certificates (*.pem *.crt *.cer *.der)"),
                         tr("All files (*)")},
                        [this](const FileContent& content) { take(content); });
}

void PemList::take(const FileContent& content) {
    if (!content) {
        m_problem->setText(tr("The file was not read."));
        return;
    }
    const auto pieces = piecesOf((*content)->view(), m_holds);
    if (!pieces || pieces->empty()) {
        m_problem->setText(m_holds == Holds::SignerKeys
                               ? tr("The file holds no public key and no certificate. A private "
                                    "key is not for here: whoever signs keeps it.")
                               : tr("The file holds no certificate."));
        return;
    }
    m_problem->clear();
    if (m_holds == Holds::Chain) m_pems.clear();
    for (const std::string& piece : *pieces)
        if (std::ranges::count(m_pems, piece) == 0) m_pems.push_back(piece);
    rebuild();
    Q_EMIT changed();
}

void PemList::remove(std::size_t at) {
    m_pems.erase(m_pems.begin() + static_cast<std::ptrdiff_t>(at));
    m_open->setFocus(Qt::OtherFocusReason);
    rebuild();
    Q_EMIT changed();
}

void PemList::rebuild() {
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (std::size_t i = 0; i < m_pems.size(); ++i) {
        auto* row = new QWidget(this);
        auto* label = new WrapLabel(pemWords(m_pems[i]), row);
        auto* button = removeButton(objectName() + QStringLiteral("Remove%1").arg(i + 1),
                                    tr("%1: remove %2").arg(m_name, label->text()), row);
        connect(button, &QToolButton::clicked, this, [this, i] { remove(i); });
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(4);
        layout->addWidget(label, 1);
        layout->addWidget(button, 0, Qt::AlignTop);
        m_rows->addWidget(row);
        row->show();
    }
    Q_EMIT arranged();
}

KeyFileField::KeyFileField(const Theme& theme, const GateServices& services,
                           const QString& objectName, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_label(new QLabel(this))
    , m_open(new QPushButton(tintedIcon(Icon::Open), tr("Load from a file…"), this))
    , m_remove(
          removeButton(objectName + QStringLiteral("Remove"), tr("%1: remove it").arg(name), this))
    , m_problem(new InlineNote(theme, Tone::Error, this)) {
    setObjectName(objectName);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_open->setObjectName(objectName + QStringLiteral("Open"));
    m_open->setAccessibleName(tr("%1: load from a file").arg(name));
    m_open->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_open);
    row->addWidget(m_label, 1);
    row->addWidget(m_remove);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_problem);
    connect(m_open, &QPushButton::clicked, this, &KeyFileField::open);
    connect(m_remove, &QToolButton::clicked, this, [this] {
        m_loaded.reset();
        m_removed = true;
        m_open->setFocus(Qt::OtherFocusReason);
        reflect();
        Q_EMIT changed();
    });
    reflect();
}

KeyFileField::~KeyFileField() = default;

void KeyFileField::setUnknown() {
    m_known = false;
    m_removed = false;
    m_stored.reset();
    m_loaded.reset();
    reflect();
}

void KeyFileField::setStored(const SecretBytes* stored) {
    m_known = true;
    m_stored.reset();
    if (stored != nullptr && !stored->empty()) m_stored = stored->clone();
    if (!m_stored) m_removed = false;
    if (m_loaded && m_stored && equalConstantTime(m_loaded->view(), m_stored->view()))
        m_loaded.reset();
    reflect();
}

std::optional<SecretBytes> KeyFileField::value() const {
    if (m_loaded) return m_loaded->clone();
    if (m_removed || !m_stored) return std::nullopt;
    return m_stored->clone();
}

void KeyFileField::open() {
    if (!m_services.openFile) return;
    m_services.openFile(this, m_open->accessibleName(),
                        {tr("Private keys (*.pem *.key)"), tr("All files (*)")},
                        [this](const FileContent& content) { take(content); });
}

void KeyFileField::take(const FileContent& content) {
    if (!content || !pki::PrivateKey::fromPem((*content)->text())) {
        m_problem->setText(tr("The file holds no private key that can be read: it has to be PEM, "
                              "without a passphrase."));
        return;
    }
    m_problem->clear();
    m_loaded = (*content)->clone();
    m_removed = false;
    reflect();
    Q_EMIT changed();
}

void KeyFileField::reflect() {
    const auto now = value();
    QString words = m_known ? tr("No key") : tr("Is being read");
    if (now) {
        const auto key = pki::PrivateKey::fromPem(now->text());
        const QString type = key ? text(key->publicKey().toText()) : tr("A key");
        words = (m_loaded ? tr("%1, to be stored") : tr("%1, stored")).arg(type);
    }
    m_label->setText(words);
    m_open->setEnabled(m_known);
    m_remove->setEnabled(m_known && now.has_value());
}

} // namespace scepter::ui
