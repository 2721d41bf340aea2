// A secret that is stored, kept out of sight, and replaced by typing another one.
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QWidget>

#include <functional>
#include <optional>

class QToolButton;

namespace scepter::ui {

class SecretEdit;

/// What holds one secret of a form: a line to type into, or a file.
class SecretHolder {
public:
    SecretHolder() = default;
    SecretHolder(const SecretHolder&) = delete;
    SecretHolder& operator=(const SecretHolder&) = delete;
    virtual ~SecretHolder() = default;

    /// It is being read. Drops what was typed.
    virtual void setUnknown() = 0;
    /// What is stored; null: nothing. What was typed stays, unless it is the same.
    virtual void setStored(const SecretBytes* stored) = 0;
    /// What is to be stored; nothing: none.
    [[nodiscard]] virtual std::optional<SecretBytes> value() const = 0;
};

/// A hidden line. A stored secret is not in it until the operator asks to see it: the empty line
/// keeps it, what is typed replaces it.
class SecretField : public QWidget, public SecretHolder {
    Q_OBJECT

public:
    /// `what` names it in sentences of its buttons: "Signing secret".
    SecretField(const QString& objectName, const QString& what, QWidget* parent = nullptr);
    ~SecretField() override;

    /// Adds a button that makes a new one, which is shown until it is stored.
    void setMaker(std::function<Result<SecretBytes>()> make);
    /// Whether it can be done without: then there is a button that removes it.
    void setOptional(bool optional);
    void setUnknown() override;
    void setStored(const SecretBytes* stored) override;
    [[nodiscard]] std::optional<SecretBytes> value() const override;

Q_SIGNALS:
    void changed();
    void copyRequested(const QString& secret);

private:
    QToolButton* makeButton(const QString& part, const QString& toolTip);
    void typed();
    void show(bool shown);
    void makeNew();
    void remove();
    void setQuietly(const QString& text);
    [[nodiscard]] bool holdsStored() const;
    [[nodiscard]] QString storedText() const;
    void reflect();

    QString m_what;
    SecretEdit* m_edit;
    QToolButton* m_show;
    QToolButton* m_copy;
    QToolButton* m_make;
    QToolButton* m_remove;
    std::function<Result<SecretBytes>()> m_maker;
    std::optional<SecretBytes> m_stored;
    bool m_known = false;
    bool m_removed = false;
    bool m_optional = false;
    bool m_setting = false;
};

} // namespace scepter::ui
