#include "pages/endpoint_preview_pane.h"

namespace scepter::ui {

namespace {

// The shell goes on with the same command.
QString nextLine() {
    return QStringLiteral(" \\\n    ");
}

/// For a POSIX shell.
QString quoted(const QString& argument) {
    static const QString kPlain = QStringLiteral("-_./:,=%@+");
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

QString enrollCommandLine(const QString& url, const QString& fingerprint, bool challenge) {
    QStringList parts{QStringLiteral("scepterctl enroll %1").arg(quoted(url))};
    if (!fingerprint.isEmpty())
        parts.append(QStringLiteral("--fingerprint %1")
                         .arg(QString(fingerprint).remove(QLatin1Char(':')).toLower()));
    if (challenge) parts.append(QStringLiteral("--challenge-file challenge.txt"));
    parts.append(QStringLiteral("--subject CN=device-1 --out device-1"));
    return parts.join(nextLine());
}

QString strongswanCommandLine(const QString& url, bool challenge, bool hasRa) {
    const QString address = quoted(url);
    const QString encryption = hasRa ? QStringLiteral("ra.pem") : QStringLiteral("ca.pem");
    const QStringList fetch{QStringLiteral("pki --scepca --url %1").arg(address),
                            QStringLiteral("--caout ca.pem") +
                                (hasRa ? QStringLiteral(" --raout ra.pem") : QString()) +
                                QStringLiteral(" --outform pem")};
    QStringList enroll{QStringLiteral("pki --scep --url %1").arg(address),
                       QStringLiteral("--in key.pem --dn CN=device-1")};
    if (challenge) enroll.append(QStringLiteral("--password \"$(cat challenge.txt)\""));
    enroll.append(QStringLiteral("--cacert-enc %1 --cacert-sig ca.pem").arg(encryption));
    enroll.append(QStringLiteral("--outform pem > device-1.pem"));
    return fetch.join(nextLine()) +
           QStringLiteral("\npki --gen --type rsa --size 2048 --outform pem > key.pem\n") +
           enroll.join(nextLine());
}

} // namespace scepter::ui
