#include "dialogs/page_help.h"

#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr QSize kSize{480, 520};

QStringList challengesHelp() {
    return {
        PageHelp::tr(
            "A one-time code is what a device sends as its challenge password to prove that "
            "it may enroll. You mint codes here and hand them out; each works once, for the "
            "time that you set."),
        PageHelp::tr("Codes are shown only when they are minted. The workspace keeps a keyed hash, "
                     "so nobody can read them here afterwards."),
        PageHelp::tr(
            "Accounts are for programs that fetch codes by themselves, from the NDES page, by "
            "Jamf's webhook or over REST. Services are whom gates ask: one that fails again "
            "and again is left alone for a while, and tried again then."),
        PageHelp::tr(
            "News is what gates want to know of outcomes. Some certificates leave only when "
            "theirs was accepted; to give that up revokes the certificate.")};
}

QStringList testEnrollmentHelp() {
    return {
        PageHelp::tr(
            "This program as a client, of an endpoint of this workbench or of any other SCEP "
            "service. Each step is shown as it happens; Enter on a step opens what was sent and "
            "what came in the Inspector, opened with the key of the test."),
        PageHelp::tr(
            "Behaves like builds the messages as another client does. Misbehave on purpose shows "
            "whether the service refuses what it ought to refuse: then a refusal is what passes."),
        PageHelp::tr(
            "Keys and challenges of tests stay in memory until the workspace is closed, unless you "
            "save them.")};
}

QStringList standInsHelp() {
    return {
        PageHelp::tr("A stand-in plays the other party, so that a lab needs no cloud: Intune, an "
                     "MDM that hands out codes of its own, or Jamf, which asks for codes. What "
                     "it knows are the devices and profiles that you give it."),
        PageHelp::tr("Start it, then choose “Use for endpoint”: that sets up the gate of an "
                     "endpoint with its address, its secret and its root. From then on a request "
                     "gets a certificate only if it asks for what the stand-in has for the "
                     "device."),
        PageHelp::tr("The calls show each question with its answer, field by field. A fault makes "
                     "the stand-in fail on purpose: with a code, a status, broken JSON, a broken "
                     "connection, or no answer at all.")};
}

QStringList paragraphsOf(PageId page) {
    switch (page) {
    case PageId::Dashboard:
        return {PageHelp::tr(
                    "Is everything well, and what needs you? Requests that wait for a decision and "
                    "certificates that end soon come first; below is what came in during the last "
                    "hour."),
                PageHelp::tr("Every number and name leads to what it stands for.")};
    case PageId::Requests:
        return {PageHelp::tr(
                    "A request is a device's wish for a certificate. Where the endpoint wants "
                    "manual approval it waits here as Pending until you approve or refuse it; the "
                    "device asks again by itself."),
                PageHelp::tr(
                    "The detail shows what was asked for beside what would be issued. A refusal "
                    "needs a reason, which the device is told.")};
    case PageId::Certificates:
        return {
            PageHelp::tr(
                "Everything that this CA has issued. A certificate that must not be trusted any "
                "more is revoked: it then stands on the next certificate revocation list (CRL), "
                "which devices fetch. Revoking cannot be undone."),
            PageHelp::tr("Any certificate can be copied or saved in every usual format.")};
    case PageId::Challenges:
        return challengesHelp();
    case PageId::Inspector:
        return {
            PageHelp::tr(
                "Every message that came to this workspace and what was answered, decoded with the "
                "keys at hand. Choose a row to see its fields and bytes; what is wrong with it "
                "stands on top, with the section of the RFC and advice."),
            PageHelp::tr(
                "The filter takes words and key:value, as in op:PKIOperation status:FAILURE "
                "peer:10.0. since:10m; it completes as you type. The list goes on with what comes "
                "in only while its last row is in sight. Group by transaction shows an enrollment "
                "as a diagram."),
            PageHelp::tr(
                "Open reads captures of other programs (HAR, pcap, pcapng). A redacted bundle is "
                "for bug reports: secrets and subjects are replaced in it.")};
    case PageId::TestEnrollment:
        return testEnrollmentHelp();
    case PageId::StandIns:
        return standInsHelp();
    case PageId::Endpoints:
        return {
            PageHelp::tr(
                "An endpoint is one SCEP URL: which authority issues, by which template, what a "
                "device must show to enroll, and who approves. A template says what will stand "
                "in the certificates."),
            PageHelp::tr("Changes hold from the next request on, without a restart.")};
    case PageId::Authorities:
        return {PageHelp::tr(
            "An authority is a CA: its key, its certificate, and the certificate of the "
            "registration authority (RA) that speaks SCEP for it. Here you see how long "
            "they last, renew the revocation list, and change to the next generation "
            "before the present one ends.")};
    case PageId::Audit:
        return {
            PageHelp::tr("Who did what, when. Each line carries a keyed hash of the one before it: "
                         "verifying the trail finds any line that was changed or removed."),
            PageHelp::tr(
                "Note the hash of the last line elsewhere to find out if the end is ever cut "
                "off.")};
    case PageId::Settings:
        return {PageHelp::tr(
                    "What concerns your window acts at once. What concerns the responder is "
                    "collected at the bottom of the page and holds only after you apply it; a "
                    "running responder must restart, which drops the connections that are open."),
                PageHelp::tr(
                    "Type into the search field to find a setting by its name, its explanation or "
                    "its key. The arrow beside a changed setting resets it.")};
    }
    return {};
}

QString escaped(const QString& text) {
    return text.toHtmlEscaped();
}

QString keysOf(const Page& page) {
    QString rows;
    for (const QAction* action : page.pageActions()) {
        if (action->shortcut().isEmpty()) continue;
        QString name = action->text();
        name.remove(QLatin1Char('&'));
        rows +=
            QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>")
                .arg(escaped(action->shortcut().toString(QKeySequence::NativeText)), escaped(name));
    }
    return rows;
}

QString commonKeys() {
    const std::pair<QString, QString> keys[] = {
        {QStringLiteral("Ctrl+F"), PageHelp::tr("Filter or search on this page")},
        {QStringLiteral("Ctrl+K"), PageHelp::tr("Go anywhere by typing its name")},
        {QStringLiteral("F6"), PageHelp::tr("Next pane")},
        {QStringLiteral("F5"), PageHelp::tr("Read everything anew")},
        {QStringLiteral("Alt+Left"), PageHelp::tr("Back to where you were")},
        {QStringLiteral("Esc"), PageHelp::tr("Dismiss the topmost message or panel")},
    };
    QString rows;
    for (const auto& [shortcut, what] : keys)
        rows += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>")
                    .arg(escaped(QKeySequence(shortcut).toString(QKeySequence::NativeText)),
                         escaped(what));
    return rows;
}

} // namespace

PageHelp::PageHelp(QWidget* parent)
    : QDialog(parent)
    , m_text(new QTextBrowser(this)) {
    setObjectName(QStringLiteral("pageHelp"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_text->setObjectName(QStringLiteral("pageHelpText"));
    m_text->setAccessibleName(tr("Help"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("pageHelpClose"));
    close->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_text, 1);
    column->addWidget(close, 0, Qt::AlignTrailing);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    resize(kSize);
}

void PageHelp::showFor(const Page* page) {
    const QString title = page == nullptr ? tr("Start") : page->title();
    setWindowTitle(tr("Help: %1").arg(title));
    QString html = QStringLiteral("<h2>%1</h2>").arg(escaped(title));
    const QStringList paragraphs =
        page == nullptr
            ? QStringList{tr("A workspace is one file with everything of one CA: its keys, "
                             "requests, certificates, codes and settings. Make a new one, open one "
                             "that is there, or restore a backup.")}
            : paragraphsOf(page->id());
    for (const QString& paragraph : paragraphs)
        html += QStringLiteral("<p>%1</p>").arg(escaped(paragraph));
    if (page != nullptr) {
        const QString own = keysOf(*page);
        if (!own.isEmpty())
            html += QStringLiteral("<h3>%1</h3><table>%2</table>")
                        .arg(escaped(tr("Keys of this page")), own);
        html += QStringLiteral("<h3>%1</h3><table>%2</table>")
                    .arg(escaped(tr("Keys everywhere")), commonKeys());
    }
    m_text->setHtml(html);
}

} // namespace scepter::ui
