// SPDX-License-Identifier: GPL-3.0-or-later
// The independent SCEP service of judge/judge.py, as a process.
#pragma once

#include "serve.h"

#include <memory>

namespace scepter::test {

/// The challenge of a first enrollment with it.
constexpr const char* kJudgeChallenge = "judge-and-jury";

/// A judge in a process of its own, and what it has told.
class Judge {
public:
    explicit Judge(const Serve& files)
        : m_files(files) {}
    Judge(const Judge&) = delete;
    Judge& operator=(const Judge&) = delete;
    ~Judge() { stop(); }

    /// Started again with the same state it is the same CA.
    bool start(const QString& state, const QStringList& more = {}) {
        stop();
        m_state = m_files.path(state);
        m_read = 0;
        QFile::remove(m_files.path("judge.log"));
        m_process = std::make_unique<QProcess>();
        m_process->setProcessEnvironment(m_files.environment());
        m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process->start(q(SCEPTER_PYTHON),
                         QStringList{q("-B"), q(SCEPTER_JUDGE "/judge.py"), q("--state"), m_state,
                                     q("--challenge"), q(kJudgeChallenge), q("--log"),
                                     m_files.path("judge.log")} +
                             more);
        QByteArray line;
        while (!line.endsWith('\n') && m_process->waitForReadyRead(30'000))
            line += m_process->readLine();
        const QByteArray begin = "listening on ";
        if (!line.startsWith(begin)) return false;
        m_url = QString::fromLatin1(line.mid(begin.size()).trimmed());
        return true;
    }
    void stop() {
        if (!m_process) return;
        m_process->terminate();
        m_process->waitForFinished(20'000);
        m_process.reset();
    }

    [[nodiscard]] const QString& url() const { return m_url; }
    [[nodiscard]] QString file(const char* name) const { return m_state + q("/") + q(name); }
    [[nodiscard]] QString root() const {
        return QFile::exists(file("root.pem")) ? file("root.pem") : file("ca.pem");
    }

    /// Reads what it has told since this was called last.
    void readLog() {
        const QByteArrayList lines = contentOf(m_files.path("judge.log")).trimmed().split('\n');
        m_findings.clear();
        m_messages.clear();
        for (; m_read < lines.size(); ++m_read) {
            const QJsonObject line = QJsonDocument::fromJson(lines[m_read]).object();
            if (line[q("kind")] == q("finding")) m_findings.append(line[q("check")].toString());
            if (line.contains(q("answer"))) m_messages.append(line);
        }
    }
    /// The names of the faults, and the PKIOperations, that readLog() has read.
    [[nodiscard]] const QStringList& findings() const { return m_findings; }
    [[nodiscard]] const QList<QJsonObject>& messages() const { return m_messages; }
    [[nodiscard]] QString last(const char* field) const {
        return m_messages.isEmpty() ? QString() : m_messages.last()[q(field)].toString();
    }

private:
    const Serve& m_files;
    std::unique_ptr<QProcess> m_process;
    QString m_url;
    QString m_state;
    qsizetype m_read = 0;
    QStringList m_findings;
    QList<QJsonObject> m_messages;
};

} // namespace scepter::test
