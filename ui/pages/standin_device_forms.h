// SPDX-License-Identifier: GPL-3.0-or-later
// What stand-ins know of one device.
#pragma once

#include "pages/gate_fields.h"
#include "standin/device.h"
#include "standin/mdm_service.h"

#include <QMap>

class QComboBox;
class QLineEdit;

namespace scepter::ui {

class SecretEdit;

class IntuneDeviceForm : public QWidget {
    Q_OBJECT

public:
    explicit IntuneDeviceForm(const Theme& theme, QWidget* parent = nullptr);

    void load(const standin::Device& device, const QStringList& otherIds);
    [[nodiscard]] standin::Device value() const;
    /// The first thing that is wrong; empty: nothing.
    [[nodiscard]] QString firstProblem() const;
    void focusId();

Q_SIGNALS:
    void edited();

private:
    void reflect();

    QLineEdit* m_id;
    FormField* m_idField;
    QLineEdit* m_user;
    QMap<QString, QLineEdit*> m_values; ///< by variable
    QStringList m_otherIds;
    bool m_loading = false;
};

class MdmDeviceForm : public QWidget {
    Q_OBJECT

public:
    MdmDeviceForm(const Theme& theme, std::function<TimePoint()> now, QWidget* parent = nullptr);
    ~MdmDeviceForm() override;

    /// Without a code, what is typed replaces the one that is kept.
    void load(const standin::MdmDevice& device, const QStringList& otherIds);
    /// With the hash of the code that was typed, if one was.
    [[nodiscard]] standin::MdmDevice value() const;
    [[nodiscard]] bool hasCode() const;
    /// Types a random one.
    void makeCode();
    void forgetCode();
    [[nodiscard]] QString firstProblem() const;
    void focusId();

Q_SIGNALS:
    void edited();
    void copyRequested(const QString& secret);

private:
    FormGroup* makeDevice(const Theme& theme);
    FormGroup* makeCodeGroup(const Theme& theme, std::function<TimePoint()> now);
    void reflect();

    QLineEdit* m_id = nullptr;
    FormField* m_idField = nullptr;
    QLineEdit* m_subject = nullptr;
    FormField* m_subjectField = nullptr;
    QComboBox* m_namesRule = nullptr;
    LinesEdit* m_names = nullptr;
    FormField* m_namesField = nullptr;
    FormGroup* m_device = nullptr;
    SecretEdit* m_code = nullptr;
    FormField* m_codeField = nullptr;
    OptionalTime* m_until = nullptr;
    standin::MdmDevice m_loaded;
    QStringList m_otherIds;
    bool m_loading = false;
};

} // namespace scepter::ui
