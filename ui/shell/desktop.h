// What the window asks of the desktop; tests put their own in its place.
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QUrl;
class QWidget;

namespace scepter::ui {

/// File choosers and links. Calls return at once; the answer comes later, and not at all when the
/// operator cancels or `parent` goes.
class Desktop {
public:
    Desktop() = default;
    Desktop(const Desktop&) = delete;
    Desktop& operator=(const Desktop&) = delete;
    virtual ~Desktop() = default;

    using Chosen = std::function<void(const QString& path)>;
    /// `filters` as QFileDialog takes them: "PEM (*.pem)".
    virtual void chooseSaveFile(QWidget* parent, const QString& title, const QString& suggestedName,
                                const QStringList& filters, Chosen chosen) = 0;
    virtual void chooseOpenFile(QWidget* parent, const QString& title, const QStringList& filters,
                                Chosen chosen) = 0;
    virtual void openUrl(const QUrl& url) = 0;
};

/// The real one: native dialogs, which remember the last folder.
class SystemDesktop final : public Desktop {
public:
    void chooseSaveFile(QWidget* parent, const QString& title, const QString& suggestedName,
                        const QStringList& filters, Chosen chosen) override;
    void chooseOpenFile(QWidget* parent, const QString& title, const QStringList& filters,
                        Chosen chosen) override;
    void openUrl(const QUrl& url) override;

private:
    void remember(const QString& path);

    QString m_folder;
};

} // namespace scepter::ui
