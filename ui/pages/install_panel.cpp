#include "pages/install_panel.h"

#include "shell/desktop.h"
#include "theme/tinted_icon.h"
#include "widgets/texts.h"
#include "workbench/write_file.h"

#include "pki/pem.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace scepter::ui {

namespace {

constexpr std::size_t kMaxFile = std::size_t{1} << 20;
constexpr int kLines = 8;

} // namespace

InstallPanel::InstallPanel(PageContext& context, QWidget* parent)
    : Card(context.theme, tr("Certificate from the outside root"), parent)
    , m_context(context)
    , m_text(new QPlainTextEdit(this))
    , m_error(new QLabel(this))
    , m_copyCsr(new QPushButton(tintedIcon(Icon::Copy), tr("Copy the CSR"), this))
    , m_saveCsr(new QPushButton(tintedIcon(Icon::Save), tr("Save the CSR…"), this)) {
    setObjectName(QStringLiteral("installPanel"));
    setTone(Tone::Pending);
    auto* first =
        new QLabel(tr("1. Give this request (CSR) to the root; ask for a CA certificate."), this);
    auto* second = new QLabel(
        tr("2. Paste what comes back, with the certificates above it, or open the file."), this);
    for (QLabel* label : {first, second, m_error}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_error->setObjectName(QStringLiteral("installError"));
    m_error->hide();
    m_copyCsr->setObjectName(QStringLiteral("copyCsr"));
    m_saveCsr->setObjectName(QStringLiteral("saveCsr"));
    m_text->setObjectName(QStringLiteral("installText"));
    m_text->setFont(Theme::monospace());
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(QStringLiteral("-----BEGIN CERTIFICATE-----"));
    m_text->setAccessibleName(tr("Certificates as PEM"));
    m_text->setMinimumHeight(QFontMetrics(m_text->font()).lineSpacing() * kLines);
    auto* open = new QPushButton(tintedIcon(Icon::Open), tr("Open a file…"), this);
    open->setObjectName(QStringLiteral("installOpen"));
    auto* install = new QPushButton(tintedIcon(Icon::Check), tr("Install the certificate"), this);
    install->setObjectName(QStringLiteral("installButton"));
    auto* csrRow = new QHBoxLayout;
    csrRow->addWidget(m_copyCsr);
    csrRow->addWidget(m_saveCsr);
    csrRow->addStretch(1);
    auto* row = new QHBoxLayout;
    row->addWidget(open);
    row->addWidget(install);
    row->addStretch(1);
    body()->addWidget(first);
    body()->addLayout(csrRow);
    body()->addWidget(second);
    body()->addWidget(m_text);
    body()->addWidget(m_error);
    body()->addLayout(row);
    connect(open, &QPushButton::clicked, this, &InstallPanel::openFile);
    connect(install, &QPushButton::clicked, this, &InstallPanel::submit);
    connect(m_saveCsr, &QPushButton::clicked, this, [this] {
        if (m_csr) Q_EMIT csrExportRequested(*m_csr, QStringLiteral("pem"));
    });
    connect(m_copyCsr, &QPushButton::clicked, this, [this] {
        if (!m_csr) return;
        if (const auto pem = workbench::encode(*m_csr, "pem"))
            Q_EMIT copyRequested(text(textOf(*pem)));
    });
}

void InstallPanel::showRequest(const workbench::GenerationView& generation) {
    m_csr.reset();
    if (auto csr = pki::Csr::fromDer(generation.csr)) m_csr = workbench::CsrToExport{*csr};
    m_copyCsr->setEnabled(m_csr.has_value());
    m_saveCsr->setEnabled(m_csr.has_value());
}

void InstallPanel::showError(const QString& message) {
    m_error->setText(message);
    m_error->setVisible(!message.isEmpty());
    QPalette palette = m_error->palette();
    palette.setColor(QPalette::WindowText, m_context.theme.tone(Tone::Error).strong);
    m_error->setPalette(palette);
}

void InstallPanel::openFile() {
    m_context.desktop.chooseOpenFile(
        this, tr("Open certificates"),
        {tr("Certificates (*.pem *.crt *.cer *.der)"), tr("All files (*)")},
        [this](const QString& path) {
            m_context.session
                .ask([path = path.toStdString()](
                         workbench::Workbench&) -> Result<std::vector<pki::Certificate>> {
                    SCEPTER_TRY(bytes, workbench::readFile(path, kMaxFile));
                    return pki::readCertificates(bytes);
                })
                .then(this, [this](const Result<std::vector<pki::Certificate>>& answer) {
                    if (!answer) {
                        const Problem p =
                            problemOf(answer.error(), m_context.session.clock().now());
                        showError(p.summary + QLatin1Char(' ') + p.action);
                        return;
                    }
                    QString all;
                    for (const pki::Certificate& certificate : *answer)
                        all += QString::fromStdString(pki::toPem("CERTIFICATE", certificate.der()));
                    m_text->setPlainText(all);
                    showError({});
                });
        });
}

void InstallPanel::submit() {
    const QByteArray typed = m_text->toPlainText().toUtf8();
    const auto read = pki::readCertificates(
        bytesOf(std::string_view(typed.constData(), static_cast<std::size_t>(typed.size()))));
    if (!read) {
        const Problem p = problemOf(read.error(), m_context.session.clock().now());
        showError(p.summary + QLatin1Char(' ') + p.action);
        return;
    }
    showError({});
    Q_EMIT installRequested(*read);
}

} // namespace scepter::ui
