#include "pages/settings_storage.h"

#include "widgets/action_button.h"
#include "widgets/field_list.h"
#include "widgets/texts.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kButtonsInRow = 2;

} // namespace

StoragePane::StoragePane(PageContext& context, const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_fields(new FieldList(context.theme, this)) {
    setObjectName(QStringLiteral("storagePane"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_fields);
    auto* grid = new QGridLayout;
    grid->setSpacing(8);
    int place = 0;
    for (QAction* action : actions) {
        grid->addWidget(new ActionButton(context.theme, action, false, this), place / kButtonsInRow,
                        place % kButtonsInRow);
        ++place;
    }
    grid->setColumnStretch(kButtonsInRow, 1);
    column->addLayout(grid);
    connect(m_fields, &FieldList::copyRequested, this, &StoragePane::copyRequested);
}

void StoragePane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void StoragePane::refresh() {
    m_context.session
        .ask([](workbench::Workbench& workbench) -> Result<workbench::StorageFacts> {
            return workbench.storageFacts();
        })
        .then(this, [this](const Result<workbench::StorageFacts>& answer) {
            if (answer && *answer != m_shown) fill(*answer);
        });
}

void StoragePane::fill(const workbench::StorageFacts& facts) {
    m_shown = facts;
    const auto sizeText = [this](std::uint64_t bytes) {
        return locale().formattedDataSize(static_cast<qint64>(bytes));
    };
    m_fields->clear();
    m_fields->add(
        {.name = tr("File"), .value = text(facts.path), .monospace = true, .copyable = true});
    m_fields->add({.name = tr("Size"),
                   .value = facts.logBytes == 0
                                ? sizeText(facts.bytes)
                                : tr("%1, and %2 in its write-ahead log")
                                      .arg(sizeText(facts.bytes), sizeText(facts.logBytes))});
    m_fields->add({.name = tr("Format"), .value = tr("version %1").arg(facts.schema)});
    m_fields->add({.name = tr("Key file"),
                   .value = facts.hasKeyFile ? text(facts.keyFile)
                                             : tr("none: the operator keeps the passphrase"),
                   .monospace = facts.hasKeyFile,
                   .copyable = facts.hasKeyFile});
    QStringList copies;
    for (const std::string& copy : facts.copies)
        copies.append(QFileInfo(text(copy)).fileName());
    m_fields->add({.name = tr("Kept copies"),
                   .value = copies.isEmpty() ? tr("none") : copies.join(QLatin1Char('\n')),
                   .toolTip = tr("Left beside the workspace by an upgrade or a restore. Scepter "
                                 "does not need them.")});
}

} // namespace scepter::ui
