#include "dialogs/about_dialog.h"

#include "widgets/field_list.h"
#include "widgets/texts.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSysInfo>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr QSize kSize{520, 460};

} // namespace

AboutPane::AboutPane(const Theme& theme, workbench::Session* session, QWidget* parent)
    : QWidget(parent)
    , m_fields(new FieldList(theme, this)) {
    auto* what = new QLabel(tr("A workbench for SCEP, the Simple Certificate Enrollment Protocol "
                               "(RFC 8894). Free software under the GNU General Public License, "
                               "version 3; it comes with no warranty."),
                            this);
    what->setWordWrap(true);
    auto* copy = new QPushButton(tr("Copy versions"), this);
    copy->setObjectName(QStringLiteral("aboutCopy"));
    copy->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(what);
    column->addWidget(m_fields);
    column->addWidget(copy, 0, Qt::AlignLeading);
    column->addStretch(1);
    connect(copy, &QPushButton::clicked, this, [this] { Q_EMIT copyRequested(versions()); });
    connect(m_fields, &FieldList::copyRequested, this, &AboutPane::copyRequested);
    fill();
    if (session == nullptr) return;
    session
        ->ask([](workbench::Workbench& workbench) -> Result<workbench::PartVersions> {
            return workbench.partVersions();
        })
        .then(this, [this](const Result<workbench::PartVersions>& answer) {
            if (!answer) return;
            m_parts = *answer;
            fill();
        });
}

void AboutPane::fill() {
    m_fields->clear();
    m_fields->addHeading(tr("Versions"));
    m_fields->add({.name = tr("Scepter"), .value = QCoreApplication::applicationVersion()});
    m_fields->add({.name = tr("Qt"), .value = QLatin1String(qVersion())});
    if (!m_parts.openssl.empty())
        m_fields->add({.name = tr("OpenSSL"), .value = text(m_parts.openssl)});
    if (!m_parts.sqlite.empty())
        m_fields->add({.name = tr("SQLite"), .value = text(m_parts.sqlite)});
    m_fields->add({.name = tr("System"), .value = QSysInfo::prettyProductName()});
    m_fields->addHeading(tr("Licenses"));
    m_fields->add({.name = tr("Scepter"), .value = QStringLiteral("GPL-3.0")});
    m_fields->add({.name = tr("Qt"), .value = QStringLiteral("LGPL-3.0; Qt Charts: GPL-3.0")});
    m_fields->add({.name = tr("OpenSSL"), .value = QStringLiteral("Apache-2.0")});
    m_fields->add({.name = tr("SQLite"), .value = tr("Public domain")});
    m_fields->add({.name = tr("Boost"), .value = QStringLiteral("BSL-1.0")});
}

QString AboutPane::versions() const {
    QStringList lines{QStringLiteral("Scepter ") + QCoreApplication::applicationVersion(),
                      QStringLiteral("Qt ") + QLatin1String(qVersion())};
    if (!m_parts.openssl.empty()) lines.append(text(m_parts.openssl));
    if (!m_parts.sqlite.empty()) lines.append(QStringLiteral("SQLite ") + text(m_parts.sqlite));
    lines.append(QSysInfo::prettyProductName());
    return lines.join(QLatin1Char('\n'));
}

AboutDialog::AboutDialog(const Theme& theme, workbench::Session* session, QWidget* parent)
    : QDialog(parent) {
    setObjectName(QStringLiteral("aboutDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("About Scepter"));
    auto* title = new QLabel(QStringLiteral("Scepter"), this);
    title->setFont(Theme::titleFont());
    auto* pane = new AboutPane(theme, session, this);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(pane);
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("aboutClose"));
    close->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(title);
    column->addWidget(scroll, 1);
    column->addWidget(close, 0, Qt::AlignTrailing);
    connect(pane, &AboutPane::copyRequested, this, &AboutDialog::copyRequested);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    resize(kSize);
}

} // namespace scepter::ui
