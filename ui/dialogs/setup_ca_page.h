// The CA of the new workspace.
#pragma once

#include "dialogs/setup_page.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QRadioButton;
class QSpinBox;

namespace scepter::ui {

class Desktop;
class SetupImportForm;

/// Page 2: make a CA, take one over, or make a key and CSR for an outside root.
class SetupCaPage : public SetupPage {
    Q_OBJECT

public:
    SetupCaPage(const Theme& theme, Desktop& desktop, const Clock& clock,
                QWidget* parent = nullptr);

    void write(SetupDraft& draft) const override;
    [[nodiscard]] QString blocked() const override;
    void wipe();

private:
    QWidget* makeNewPart();
    void connectFields();
    void reflect();
    void judge();
    [[nodiscard]] SetupDraft::Source source() const;

    QRadioButton* m_create;
    QRadioButton* m_import;
    QRadioButton* m_outside;
    QWidget* m_newPart;
    QFormLayout* m_form = nullptr;
    QLineEdit* m_name;
    InlineNote* m_nameNote;
    QComboBox* m_key;
    QSpinBox* m_years;
    SetupImportForm* m_importForm;
    QCheckBox* m_ra;
    InlineNote* m_raNote;
};

} // namespace scepter::ui
