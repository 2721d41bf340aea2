#include "pages/endpoint_preview_pane.h"

namespace scepter::ui {

namespace {

/// For a POSIX shell.
QString quoted(const QString& argument) {
    static const QString kPlain = QStringLiteral("-_./:,=%@+~");
    const bool plain =
        !argument.isEmpty() && std::all_of(argument.begin(), argument.end(), [](QChar c) {
            return (c.unicode() < 0x80 && c.isLetterOrNumber()) || kPlain.contains(c);
        });
    if (plain) return argument;
    QString inside = argument;
    inside.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QLatin1Char('\'') + inside + QLatin1Char('\'');
}

} // namespace

QString enrollCommandLine(const QString& url, const QString& fingerprint,
                          enrollment::ChallengeMode challenge) {
    QString line = QStringLiteral("scepterctl enroll %1").arg(quoted(url));
    if (!fingerprint.isEmpty())
        line += QStringLiteral(" --fingerprint %1")
                    .arg(QString(fingerprint).remove(QLatin1Char(':')).toLower());
    if (challenge != enrollment::ChallengeMode::None)
        line += QStringLiteral(" --challenge-file challenge.txt");
    return line + QStringLiteral(" --subject CN=device-1 --out device-1");
}

QString strongswanCommandLine(const QString& url, enrollment::ChallengeMode challenge, bool hasRa) {
    const QString address = quoted(url);
    QString lines = QStringLiteral("pki --scepca --url %1 --caout ca.pem%2 --outform pem\n")
                        .arg(address, hasRa ? QStringLiteral(" --raout ra.pem") : QString());
    lines += QStringLiteral("pki --gen --type rsa --size 2048 --outform pem > key.pem\n");
    lines += QStringLiteral("pki --scep --url %1 --in key.pem --dn CN=device-1").arg(address);
    if (challenge != enrollment::ChallengeMode::None)
        lines += QStringLiteral(" --password \"$(cat challenge.txt)\"");
    return lines + QStringLiteral(" --cacert-enc %1 --cacert-sig ca.pem --outform pem > "
                                  "device-1.pem")
                       .arg(hasRa ? QStringLiteral("ra.pem") : QStringLiteral("ca.pem"));
}

} // namespace scepter::ui
