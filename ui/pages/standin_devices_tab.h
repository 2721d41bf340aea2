// SPDX-License-Identifier: GPL-3.0-or-later
// The devices of a stand-in, as a part of its tab.
#pragma once

#include "models/standin_device_model.h"
#include "pages/endpoint_staged_tab.h"
#include "workbench/standins.h"

namespace scepter::ui {

class IntuneDeviceForm;
class MdmDeviceForm;
class StandInChallengePane;
class WrapLabel;

/// What both have in common: keeping the list, importing, removing.
class StandInDevicesTab : public StagedTab {
    Q_OBJECT

public:
    using StagedTab::StagedTab;

    /// What is kept has moved.
    virtual void follow() = 0;
    /// Asks for a JSON file as `scepterctl standin` takes it; its devices replace those of the
    /// same id.
    void import();
    void askRemove() override;
    [[nodiscard]] QString whyNotRemove() const override;

protected:
    [[nodiscard]] workbench::StandIns& standIns() const;
    /// How many there are in the text. Those replace what has their ids.
    virtual Result<int> merge(std::string_view json) = 0;
    virtual void removeCurrent() = 0;
    [[nodiscard]] QString problemText(const QString& problem) const;
};

class IntuneDevicesTab final : public StandInDevicesTab {
    Q_OBJECT

public:
    IntuneDevicesTab(PageContext& context, MessageBar& messages, QWidget* parent);

    void follow() override;
    /// Makes a challenge for the chosen device.
    void mint();
    [[nodiscard]] QString whyNotMint() const;

protected:
    void showStored() override;
    void showNew(bool copy) override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QStringList changes() const override;
    [[nodiscard]] QString whyNotApply() const override;
    void apply() override;
    Result<int> merge(std::string_view json) override;
    void removeCurrent() override;

private:
    [[nodiscard]] QStringList otherIds() const;

    IntuneDeviceModel* m_model;
    IntuneDeviceForm* m_form;
    StandInChallengePane* m_pane;
    standin::Device m_base;
};

class MdmDevicesTab final : public StandInDevicesTab {
    Q_OBJECT

public:
    MdmDevicesTab(PageContext& context, MessageBar& messages, QWidget* parent);

    void follow() override;

protected:
    void showStored() override;
    void showNew(bool copy) override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QStringList changes() const override;
    [[nodiscard]] QString whyNotApply() const override;
    void apply() override;
    Result<int> merge(std::string_view json) override;
    void removeCurrent() override;

private:
    [[nodiscard]] QStringList otherIds() const;

    MdmDeviceModel* m_model;
    MdmDeviceForm* m_form;
    WrapLabel* m_explained;
    standin::MdmDevice m_base;
};

} // namespace scepter::ui
