// Editors that the settings of gates are made of.
#pragma once

#include "pages/endpoint_fields.h"
#include "pages/gate_services.h"
#include "widgets/secret_field.h"

#include <optional>

class QDateTimeEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace scepter::ui {

class InlineNote;

/// A heading that shows or hides what stands below it.
class Fold : public QWidget {
    Q_OBJECT

public:
    Fold(const QString& objectName, const QString& title, QWidget* content,
         QWidget* parent = nullptr);
    void setUnfolded(bool unfolded);

private:
    QToolButton* m_button;
    QWidget* m_content;
};

/// A time, or none.
class OptionalTime : public QWidget {
    Q_OBJECT

public:
    /// `suggested`: what it begins with when it is switched on.
    OptionalTime(const QString& objectName, const QString& label,
                 std::function<TimePoint()> suggested, QWidget* parent = nullptr);
    [[nodiscard]] std::optional<TimePoint> time() const;
    void setTime(const std::optional<TimePoint>& time);

Q_SIGNALS:
    void changed();

private:
    void show(TimePoint time);

    QCheckBox* m_on;
    QDateTimeEdit* m_edit;
    std::function<TimePoint()> m_suggested;
    TimePoint m_exact; ///< what is shown in minutes
    bool m_setting = false;
};

/// A time-out in whole seconds; one that is not stays as it is until it is edited.
class TimeoutEdit : public QWidget {
    Q_OBJECT

public:
    TimeoutEdit(const QString& objectName, const QString& accessibleName,
                QWidget* parent = nullptr);
    [[nodiscard]] Duration duration() const;
    void setDuration(Duration duration);

private:
    QSpinBox* m_seconds;
    Duration m_exact{};
};

/// Certificates, or public keys, from files: each with its type and fingerprint.
class PemList : public QWidget {
    Q_OBJECT

public:
    enum class Holds {
        Certificates,
        Chain, ///< one certificate with those above it; another file replaces it
        SignerKeys
    };
    PemList(const Theme& theme, const GateServices& services, Holds holds,
            const QString& objectName, const QString& name, QWidget* parent = nullptr);

    [[nodiscard]] const std::vector<std::string>& pems() const { return m_pems; }
    void setPems(const std::vector<std::string>& pems);
    void focusOpen();

Q_SIGNALS:
    void changed();
    /// Buttons came or went.
    void arranged();

private:
    void open();
    void take(const FileContent& content);
    void remove(std::size_t at);
    void rebuild();

    const GateServices& m_services;
    Holds m_holds;
    QString m_name;
    QVBoxLayout* m_rows;
    QPushButton* m_open;
    InlineNote* m_problem;
    std::vector<std::string> m_pems;
};

/// A private key from a file; only its type is in sight.
class KeyFileField : public QWidget, public SecretHolder {
    Q_OBJECT

public:
    KeyFileField(const Theme& theme, const GateServices& services, const QString& objectName,
                 const QString& name, QWidget* parent = nullptr);
    ~KeyFileField() override;

    void setUnknown() override;
    void setStored(const SecretBytes* stored) override;
    [[nodiscard]] std::optional<SecretBytes> value() const override;

Q_SIGNALS:
    void changed();

private:
    void open();
    void take(const FileContent& content);
    void reflect();

    const GateServices& m_services;
    QLabel* m_label;
    QPushButton* m_open;
    QToolButton* m_remove;
    InlineNote* m_problem;
    std::optional<SecretBytes> m_stored;
    std::optional<SecretBytes> m_loaded; ///< in place of the stored one
    bool m_known = false;
    bool m_removed = false;
};

} // namespace scepter::ui
