// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/standin_devices_tab.h"

#include "pages/standin_challenge_pane.h"
#include "pages/standin_device_forms.h"
#include "shell/clipboard.h"
#include "shell/desktop.h"
#include "widgets/inline_question.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"
#include "widgets/wrap_label.h"
#include "workbench/write_file.h"

#include <algorithm>

namespace scepter::ui {

namespace {

using standin::Device;
using standin::MdmDevice;
using workbench::StandInSettings;

constexpr std::size_t kMaxFile = std::size_t{4} << 20;

template <class List> QStringList idsOf(const List& devices, const std::string& without) {
    QStringList ids;
    for (const auto& device : devices)
        if (device.id != without) ids.append(text(device.id));
    return ids;
}

/// "device-1", or the next one that is free.
template <class List> std::string freeId(const List& devices, const std::string& stem) {
    for (int number = 1;; ++number) {
        const std::string id = stem + std::to_string(number);
        if (std::ranges::none_of(devices, [&id](const auto& one) { return one.id == id; }))
            return id;
    }
}

/// In place of the one of this id, or behind the others.
template <class List, class Value> void put(List& devices, const std::string& id, Value value) {
    const auto found =
        std::ranges::find_if(devices, [&id](const auto& one) { return one.id == id; });
    if (found == devices.end())
        devices.push_back(std::move(value));
    else
        *found = std::move(value);
}

} // namespace

workbench::StandIns& StandInDevicesTab::standIns() const {
    return context().session.standIns();
}

void StandInDevicesTab::import() {
    using Content = Result<std::shared_ptr<const SecretBytes>>;
    const auto chosen = [this](const QString& path) {
        context()
            .session
            .ask([path = path.toStdString()](workbench::Workbench&) -> Content {
                SCEPTER_TRY(bytes, workbench::readFile(path, kMaxFile));
                return std::make_shared<const SecretBytes>(std::move(bytes));
            })
            .then(this, [this](const Content& content) {
                const Result<int> read =
                    content ? merge((*content)->text()) : Result<int>(failWith(content.error()));
                if (read)
                    messages().showSuccess(tr("%n device(s) imported.", nullptr, *read));
                else
                    messages().showProblem(tr("No device was imported."), problem(read.error()));
            });
    };
    context().desktop.chooseOpenFile(this, tr("Import devices"),
                                     {tr("Devices (*.json)"), tr("All files (*)")}, chosen);
}

QString StandInDevicesTab::whyNotRemove() const {
    return key().isEmpty() ? tr("Choose a device first.") : QString();
}

void StandInDevicesTab::askRemove() {
    if (!whyNotRemove().isEmpty()) return;
    question().ask(Tone::Warning, tr("Remove device “%1”?").arg(key()),
                   {{tr("Keep it"), QStringLiteral("removeCancel"), {}},
                    {tr("Remove device “%1”").arg(key()), QStringLiteral("removeConfirm"),
                     [this] { removeCurrent(); }}});
}

QString StandInDevicesTab::problemText(const QString& problem) const {
    if (!standIns().isKnown()) return tr("The devices are still being read.");
    return problem.isEmpty() ? QString() : tr("To be mended first: %1").arg(problem);
}

IntuneDevicesTab::IntuneDevicesTab(PageContext& pageContext, MessageBar& messageBar,
                                   QWidget* parent)
    : StandInDevicesTab(pageContext, messageBar, parent)
    , m_model(new IntuneDeviceModel(this))
    , m_form(new IntuneDeviceForm(pageContext.theme))
    , m_pane(new StandInChallengePane(pageContext, messageBar)) {
    setUp({.prefix = QStringLiteral("intuneDevice"),
           .stateKey = QStringLiteral("pages/standins/intuneDevices"),
           .listName = tr("Devices that Intune knows"),
           .filterHint = tr("Filter: device, user, serial number…"),
           .icon = Icon::User,
           .empty = tr("There is no device yet."),
           .emptyHint = tr("A challenge says what the request of one device must ask for."),
           .add = tr("Add the device"),
           .widths = {38, 24, 24, 18}},
          m_model, m_form, m_pane);
    connect(m_form, &IntuneDeviceForm::edited, this, &IntuneDevicesTab::reflectChanges);
}

QStringList IntuneDevicesTab::otherIds() const {
    return idsOf(standIns().settings().intune.devices, m_base.id);
}

void IntuneDevicesTab::follow() {
    if (!standIns().isKnown()) return;
    m_model->setRows(standIns().settings().intune.devices);
    rowsChanged();
    m_pane->follow();
}

void IntuneDevicesTab::showStored() {
    const auto& devices = m_model->rows();
    const auto found = std::ranges::find(devices, key().toStdString(), &Device::id);
    if (found == devices.end()) return;
    m_base = *found;
    m_form->load(m_base, otherIds());
    m_pane->showDevice(m_base.id);
}

void IntuneDevicesTab::showNew(bool copy) {
    Device fresh = copy ? m_form->value() : Device{};
    fresh.id = freeId(m_model->rows(), "device-");
    m_base = fresh;
    m_form->load(fresh, otherIds());
    m_pane->showDevice({});
    m_form->focusId();
}

QString IntuneDevicesTab::title() const {
    return isNew() ? tr("New device") : tr("Device %1").arg(text(m_base.id));
}

QStringList IntuneDevicesTab::changes() const {
    return changesBetween(settingTexts(m_base), settingTexts(m_form->value()));
}

QString IntuneDevicesTab::whyNotApply() const {
    return problemText(m_form->firstProblem());
}

void IntuneDevicesTab::apply() {
    if (!whyNotApply().isEmpty()) return;
    const Device draft = m_form->value();
    StandInSettings settings = standIns().settings();
    put(settings.intune.devices, isNew() ? draft.id : m_base.id, draft);
    m_base = draft;
    becomeStored(text(draft.id));
    standIns().setSettings(std::move(settings));
    messages().showSuccess(tr("Device “%1” is stored.").arg(text(draft.id)));
}

Result<int> IntuneDevicesTab::merge(std::string_view json) {
    SCEPTER_TRY(devices, standin::devicesFromJson(json));
    StandInSettings settings = standIns().settings();
    for (const Device& device : devices)
        put(settings.intune.devices, device.id, device);
    standIns().setSettings(std::move(settings));
    return static_cast<int>(devices.size());
}

void IntuneDevicesTab::removeCurrent() {
    StandInSettings settings = standIns().settings();
    std::erase_if(settings.intune.devices,
                  [id = key().toStdString()](const Device& one) { return one.id == id; });
    becomeNothing();
    standIns().setSettings(std::move(settings));
}

QString IntuneDevicesTab::whyNotMint() const {
    if (key().isEmpty()) return tr("Choose a device first.");
    return hasChanges() ? tr("Apply the changes first.") : QString();
}

void IntuneDevicesTab::mint() {
    if (whyNotMint().isEmpty()) m_pane->mint();
}

MdmDevicesTab::MdmDevicesTab(PageContext& pageContext, MessageBar& messageBar, QWidget* parent)
    : StandInDevicesTab(pageContext, messageBar, parent)
    , m_model(new MdmDeviceModel(this))
    , m_form(new MdmDeviceForm(pageContext.theme,
                               [&clock = pageContext.session.clock()] { return clock.now(); }))
    , m_explained(new WrapLabel({})) {
    m_explained->setObjectName(QStringLiteral("mdmDeviceExplained"));
    setUp({.prefix = QStringLiteral("mdmDevice"),
           .stateKey = QStringLiteral("pages/standins/mdmDevices"),
           .listName = tr("Devices that the MDM knows"),
           .filterHint = tr("Filter: device, subject, name…"),
           .icon = Icon::User,
           .empty = tr("There is no device yet."),
           .emptyHint = tr("A device enrolls with its code, and only for the subject that the MDM "
                           "has for it."),
           .add = tr("Add the device"),
           .widths = {20, 34, 34, 18}},
          m_model, m_form, m_explained);
    connect(m_form, &MdmDeviceForm::edited, this, &MdmDevicesTab::reflectChanges);
    connect(m_form, &MdmDeviceForm::copyRequested, this, [this](const QString& code) {
        context().clipboard.copySecret(code);
        messages().showSuccess(tr("The code is on the clipboard; it leaves it soon."));
    });
    m_explained->setText(
        tr("The device puts the code into its request as the challengePassword. The endpoint asks "
           "the MDM, which compares the subject and the names with what it has here, and allows "
           "or denies."));
}

QStringList MdmDevicesTab::otherIds() const {
    return idsOf(standIns().settings().mdm.devices, m_base.id);
}

void MdmDevicesTab::follow() {
    if (!standIns().isKnown()) return;
    m_model->setRows(standIns().settings().mdm.devices);
    rowsChanged();
}

void MdmDevicesTab::showStored() {
    const auto& devices = m_model->rows();
    const auto found = std::ranges::find(devices, key().toStdString(), &MdmDevice::id);
    if (found == devices.end()) return;
    m_base = *found;
    m_form->load(m_base, otherIds());
}

void MdmDevicesTab::showNew(bool copy) {
    MdmDevice fresh = copy ? m_form->value() : MdmDevice{};
    fresh.id = freeId(m_model->rows(), "device-");
    fresh.codeHash.clear();
    m_base = fresh;
    m_form->load(fresh, otherIds());
    m_form->makeCode();
    m_form->focusId();
}

QString MdmDevicesTab::title() const {
    return isNew() ? tr("New device") : tr("Device %1").arg(text(m_base.id));
}

QStringList MdmDevicesTab::changes() const {
    const MdmDevice draft = m_form->value();
    QStringList list = changesBetween(settingTexts(m_base), settingTexts(draft));
    if (draft.codeHash != m_base.codeHash) list.append(tr("Another code"));
    return list;
}

QString MdmDevicesTab::whyNotApply() const {
    return problemText(m_form->firstProblem());
}

void MdmDevicesTab::apply() {
    if (!whyNotApply().isEmpty()) return;
    const MdmDevice draft = m_form->value();
    StandInSettings settings = standIns().settings();
    for (const MdmDevice& other : settings.mdm.devices)
        if (other.codeHash == draft.codeHash && other.id != (isNew() ? draft.id : m_base.id)) {
            messages().show({.kind = MessageKind::Warning,
                             .text = tr("Device “%1” has this code already.").arg(text(other.id))});
            return;
        }
    put(settings.mdm.devices, isNew() ? draft.id : m_base.id, draft);
    m_base = draft;
    m_form->load(draft, otherIds());
    becomeStored(text(draft.id));
    standIns().setSettings(std::move(settings));
    messages().showSuccess(tr("Device “%1” is stored.").arg(text(draft.id)));
}

Result<int> MdmDevicesTab::merge(std::string_view json) {
    SCEPTER_TRY(devices, standin::mdmDevicesFromJson(json));
    StandInSettings settings = standIns().settings();
    for (const MdmDevice& device : devices) {
        const auto same = [&device](const MdmDevice& one) {
            return one.codeHash == device.codeHash && one.id != device.id;
        };
        if (std::ranges::any_of(settings.mdm.devices, same))
            return fail(ErrorCode::Conflict,
                        "device " + device.id + " has the code of another that is here");
        put(settings.mdm.devices, device.id, device);
    }
    standIns().setSettings(std::move(settings));
    return static_cast<int>(devices.size());
}

void MdmDevicesTab::removeCurrent() {
    StandInSettings settings = standIns().settings();
    std::erase_if(settings.mdm.devices,
                  [id = key().toStdString()](const MdmDevice& one) { return one.id == id; });
    becomeNothing();
    standIns().setSettings(std::move(settings));
}

} // namespace scepter::ui
