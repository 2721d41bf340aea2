// The static challenges of an endpoint.
#pragma once

#include "base/secret.h"
#include "theme/theme.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace scepter::ui {

class InlineNote;

/// One hidden line for each challenge: show, copy, make anew, remove; a second one lets clients
/// move from the old to the new one. The texts are in memory only while they are edited.
class EndpointSecrets : public QWidget {
    Q_OBJECT

public:
    explicit EndpointSecrets(const Theme& theme, QWidget* parent = nullptr);
    ~EndpointSecrets() override;

    /// Until this is called it shows that they are being read.
    void setSecrets(const std::vector<SecretBytes>& secrets);
    /// Nothing is known: they are being read.
    void setUnknown();
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] std::vector<SecretBytes> secrets() const;
    /// Makes a random one where there is none.
    void ensureOne();
    /// What is wrong; empty: nothing.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void changed();
    void copyRequested(const QString& secret);

private:
    struct Row {
        QWidget* widget = nullptr;
        QLineEdit* edit = nullptr;
        QToolButton* remove = nullptr;
    };
    void addRow(const QString& text);
    void removeRow(const QWidget* widget);
    void addRandom();
    void clearRows();
    void reflect();
    QToolButton* makeButton(Icon icon, const QString& what, const QString& name, QWidget* parent);

    const Theme& m_theme;
    QVBoxLayout* m_rowsLayout;
    QPushButton* m_add;
    InlineNote* m_reading;
    QList<Row> m_rows;
    bool m_known = false;
    bool m_setting = false;
};

/// Whether two sets of challenges are the same; takes the same time wherever they differ.
bool sameSecrets(const std::vector<SecretBytes>& a, const std::vector<SecretBytes>& b);
std::vector<SecretBytes> cloned(const std::vector<SecretBytes>& secrets);

} // namespace scepter::ui
