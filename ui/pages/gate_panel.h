// The settings of one gate.
#pragma once

#include "pages/gate_fields.h"
#include "pages/gate_words.h"

#include <memory>

namespace scepter::ui {

/// The draft that a gate is part of.
struct GateSurroundings {
    const enrollment::EndpointSettings& settings;
    const authority::Template* recipe = nullptr; ///< null: there is none of that name
};

/// Shows and edits a gate and its secrets, and says at each field what is wrong. A subclass for
/// each kind. GUI thread.
class GatePanel : public QWidget {
    Q_OBJECT

public:
    GatePanel(const Theme& theme, const GateServices& services, challenge::Gate gate,
              QWidget* parent);

    [[nodiscard]] challenge::Gate gate() const;
    [[nodiscard]] challenge::GateKind kind() const { return m_loaded.kind(); }
    [[nodiscard]] QString name() const;

    /// Its secrets are being read.
    void setUnknown();
    /// Those of the whole endpoint, as they are stored: takes its own.
    void setSecrets(const std::vector<challenge::GateSecret>& all);
    /// It is on its way into the store as it is now.
    void setSent() { m_sentName = name().toStdString(); }
    /// It has arrived there, with these secrets of the whole endpoint.
    void takeStored(const std::vector<challenge::GateSecret>& all);
    [[nodiscard]] bool isKnown() const { return m_known; }
    /// What is to be stored, under its present name.
    [[nodiscard]] std::vector<challenge::GateSecret> secrets() const;
    /// For one that was just added: what it cannot begin without.
    virtual void begin() {}
    /// Puts the cursor where the operator types first.
    virtual void focusFirst() = 0;

    /// Judges every field anew.
    void check(const GateSurroundings& around);
    [[nodiscard]] virtual QString problem() const;
    [[nodiscard]] QString warning() const { return m_warning; }

Q_SIGNALS:
    void changed();
    /// Controls came or went.
    void arranged();

protected:
    [[nodiscard]] virtual challenge::GateSettings settings() const = 0;
    /// Says at the fields what is wrong with their values.
    virtual void checkFields(const GateSurroundings& around) = 0;
    virtual void showSecrets(const std::vector<challenge::GateSecret>& own);
    virtual void dropSecrets();
    virtual void addSecrets(std::vector<challenge::GateSecret>& all) const;
    virtual void secretsStored(const std::vector<challenge::GateSecret>& own);

    [[nodiscard]] const challenge::Gate& loaded() const { return m_loaded; }
    template <class T> [[nodiscard]] const T& loadedAs() const {
        return std::get<T>(m_loaded.settings);
    }
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] const GateServices& services() const { return m_services; }
    /// The first group; it has the name.
    [[nodiscard]] FormGroup* group() const { return m_group; }
    /// A field whose problems are those of the gate.
    FormField* addField(FormGroup* group, const QString& label, QWidget* editor,
                        const QString& help = {});
    /// One secret, which is stored while `isUsed`.
    SecretField* addSecret(const std::string& name, const QString& objectName, const QString& what,
                           std::function<bool()> isUsed = {});
    void keep(const std::string& name, SecretHolder* holder, std::function<bool()> isUsed);
    /// To be called last in a constructor: the switch that all kinds have, and following edits.
    void finish(const QString& aboutSid);
    void addBelow(QWidget* widget);
    /// Beside what stands at the fields.
    void setWarning(const QString& warning) { m_warning = warning; }

    /// What checkGate says about settings of this kind; empty: nothing.
    static QString problemOf(const challenge::GateSettings& settings);
    /// One field, and how its value gets into settings that are sound otherwise.
    template <class Settings> struct Probe {
        FormField* field;
        void (*put)(Settings& sound, const Settings& now);
    };
    template <class Settings>
    static void probe(const Settings& sound, const Settings& now,
                      const std::vector<Probe<Settings>>& probes) {
        for (const auto& [field, put] : probes) {
            Settings one = sound;
            put(one, now);
            field->setProblem(problemOf(one));
        }
    }
    /// The same for their secrets as they are here, of which only these are looked at; none: all.
    [[nodiscard]] QString secretProblemOf(const challenge::GateSettings& settings,
                                          const std::vector<std::string>& only = {}) const;

private:
    struct Kept {
        std::string name;
        SecretHolder* holder;
        std::function<bool()> isUsed;
    };
    [[nodiscard]] QString nameProblem(const enrollment::EndpointSettings& settings) const;
    [[nodiscard]] const Kept* findKept(const std::string& name) const;

    const Theme& m_theme;
    const GateServices& m_services;
    challenge::Gate m_loaded;
    std::string m_sentName; ///< empty: it was not sent
    QVBoxLayout* m_column;
    FormGroup* m_group;
    QLineEdit* m_name;
    QCheckBox* m_vouches = nullptr;
    FormField* m_nameField;
    FormField* m_vouchesField = nullptr;
    InlineNote* m_general;
    QList<FormField*> m_fields;
    std::vector<Kept> m_kept;
    std::vector<challenge::GateSecret> m_others; ///< stored ones that no field is for
    QString m_warning;
    bool m_known = false;
};

/// A panel for the gate's kind.
GatePanel* makeGatePanel(const Theme& theme, const GateServices& services,
                         const challenge::Gate& gate, QWidget* parent);

} // namespace scepter::ui
