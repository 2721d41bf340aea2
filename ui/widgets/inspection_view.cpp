#include "widgets/inspection_view.h"

#include "models/layer_model.h"
#include "theme/tinted_icon.h"
#include "widgets/elided_label.h"
#include "widgets/hex_view.h"
#include "widgets/inline_note.h"
#include "widgets/reveal_delegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kNameWidth = 230;
constexpr int kLowLines = 14;
constexpr int kIconSize = 16;

QLabel* makeLine(const QString& name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // One long value must not make the window wide.
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return label;
}

} // namespace

InspectionView::InspectionView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_mask(std::make_shared<SecretMask>())
    , m_meaning(new LayerModel(theme, this))
    , m_structure(new LayerModel(theme, this))
    , m_why(new InlineNote(theme, QStringLiteral("why"), this))
    , m_showWhy(new QPushButton(tr("Show &where"), this))
    , m_reading(new QTabBar(this))
    , m_expand(new QPushButton(tr("E&xpand failing"), this))
    , m_fields(new QTreeView(this))
    , m_buffers(new QTabBar(this))
    , m_bits(new QToolButton(this))
    , m_bytes(new HexView(theme, this))
    , m_about(makeLine(QStringLiteral("aboutField"), this))
    , m_findingsTitle(new QLabel(this))
    , m_findings(new QListWidget(this))
    , m_sides(new QSplitter(Qt::Horizontal, this))
    , m_rows(new QSplitter(Qt::Vertical, this))
    , m_place(new ElidedLabel(Qt::ElideMiddle, this))
    , m_reveal(new QPushButton(this))
    , m_copyMenu(new QMenu(tr("&Copy as"), this))
    , m_saveMenu(new QMenu(tr("&Save as"), this))
    , m_copy(makeMenuButton(QStringLiteral("copyField"), tr("Copy as"), Icon::Copy, m_copyMenu))
    , m_save(makeMenuButton(QStringLiteral("saveField"), tr("Save as"), Icon::Save, m_saveMenu))
    , m_structureQuestion(this, [this](const inspect::Tree& tree) { useStructure(tree); })
    , m_copyQuestion(this, [this](const auto& made) { finishCopy(*made); })
    , m_saveQuestion(this, [this](const auto& made) { finishSave(*made); }) {
    build();
    connectAll();
    reflectCurrent();
}

void InspectionView::build() {
    m_showWhy->setObjectName(QStringLiteral("showWhy"));
    m_showWhy->setAutoDefault(false);
    m_sides->setObjectName(QStringLiteral("sides"));
    m_sides->addWidget(makeFields());
    m_sides->addWidget(makeBytes());
    m_sides->setChildrenCollapsible(false);
    m_sides->setStretchFactor(0, 1);
    m_sides->setStretchFactor(1, 1);
    m_findingsPanel = makeFindings();
    m_rows->setObjectName(QStringLiteral("rows"));
    m_rows->addWidget(m_sides);
    m_rows->addWidget(m_findingsPanel);
    m_rows->setChildrenCollapsible(false);
    m_rows->setStretchFactor(0, 4);
    m_rows->setStretchFactor(1, 1);
    auto* why = new QHBoxLayout;
    why->setSpacing(8);
    why->addWidget(m_why, 1);
    why->addWidget(m_showWhy, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(why);
    layout->addWidget(m_rows, 1);
    layout->addWidget(makeFoot());
}

QWidget* InspectionView::makeFields() {
    auto* side = new QWidget(this);
    m_reading->setObjectName(QStringLiteral("reading"));
    m_reading->addTab(tr("Meaning"));
    m_reading->addTab(tr("Structure"));
    m_reading->setTabToolTip(Meaning, tr("The fields by the words of SCEP and X.509"));
    m_reading->setTabToolTip(Structure, tr("The plain ASN.1 of the layer that is shown"));
    m_reading->setAccessibleName(tr("Reading"));
    m_reading->setDrawBase(false);
    m_reading->setExpanding(false);
    m_expand->setObjectName(QStringLiteral("expandFailing"));
    m_expand->setToolTip(tr("Open the branches that lead to findings"));
    m_expand->setAutoDefault(false);
    m_fields->setObjectName(QStringLiteral("fields"));
    m_fields->setAccessibleName(tr("Fields"));
    m_fields->setModel(m_meaning);
    auto* delegate = new RevealDelegate(m_theme, m_fields);
    m_fields->setItemDelegate(delegate);
    m_fields->setUniformRowHeights(true);
    m_fields->setMouseTracking(true);
    m_fields->setTabKeyNavigation(false);
    m_fields->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_fields->setContextMenuPolicy(Qt::CustomContextMenu);
    m_fields->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    // As long as the columns follow the room, a bar would only take it.
    m_fields->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_fields->header()->setStretchLastSection(true);
    m_fields->header()->resizeSection(LayerModel::Name, kNameWidth);
    m_fields->setMinimumWidth(260);
    m_fields->installEventFilter(this);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_reading);
    head->addStretch(1);
    head->addWidget(m_expand);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_fields, 1);
    connect(delegate, &RevealDelegate::revealRequested, this, [this](const QModelIndex& index) {
        m_fields->setCurrentIndex(index.siblingAtColumn(LayerModel::Name));
        toggleSecret();
    });
    return side;
}

QWidget* InspectionView::makeBytes() {
    auto* side = new QWidget(this);
    m_buffers->setObjectName(QStringLiteral("layers"));
    m_buffers->setAccessibleName(tr("Layers"));
    m_buffers->setDrawBase(false);
    m_buffers->setUsesScrollButtons(true);
    m_buffers->setExpanding(false);
    m_buffers->setElideMode(Qt::ElideNone);
    m_bits->setObjectName(QStringLiteral("bits"));
    m_bits->setText(tr("Bits"));
    m_bits->setToolTip(tr("Show each byte as eight binary digits"));
    m_bits->setCheckable(true);
    m_bits->setFocusPolicy(Qt::StrongFocus);
    m_bytes->setObjectName(QStringLiteral("bytes"));
    m_bytes->setAccessibleName(tr("Bytes"));
    m_bytes->setMinimumWidth(260);
    m_about->installEventFilter(this);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_buffers, 1);
    head->addWidget(m_bits);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_bytes, 1);
    layout->addWidget(m_about);
    return side;
}

QWidget* InspectionView::makeFindings() {
    auto* panel = new QWidget(this);
    m_findingsTitle->setObjectName(QStringLiteral("findingsTitle"));
    m_findingsTitle->setFont(Theme::strongFont());
    m_findingsTitle->setTextFormat(Qt::PlainText);
    m_findings->setObjectName(QStringLiteral("findings"));
    m_findings->setAccessibleName(tr("Findings"));
    m_findings->setWordWrap(true);
    m_findings->setTextElideMode(Qt::ElideNone);
    m_findings->setResizeMode(QListView::Adjust);
    m_findings->setSpacing(1);
    m_findings->setIconSize(QSize(kIconSize, kIconSize));
    m_findings->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_findings->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_findings->setTabKeyNavigation(false);
    m_findings->setMinimumHeight(4 * fontMetrics().height());
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_findingsTitle);
    layout->addWidget(m_findings, 1);
    return panel;
}

QToolButton* InspectionView::makeMenuButton(const QString& name, const QString& text, Icon icon,
                                            QMenu* menu) {
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setIcon(tintedIcon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMenu(menu);
    return button;
}

QWidget* InspectionView::makeFoot() {
    auto* foot = new QWidget(this);
    m_place->setObjectName(QStringLiteral("place"));
    m_reveal->setObjectName(QStringLiteral("reveal"));
    m_reveal->setAutoDefault(false);
    m_copyMenu->setObjectName(QStringLiteral("copyFieldMenu"));
    m_saveMenu->setObjectName(QStringLiteral("saveFieldMenu"));
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_place, 1);
    layout->addWidget(m_reveal);
    layout->addWidget(m_copy);
    layout->addWidget(m_save);
    return foot;
}

void InspectionView::connectSelection() {
    connect(m_fields->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &InspectionView::currentFieldChanged);
}

void InspectionView::connectAll() {
    connectSelection();
    connect(m_fields, &QTreeView::expanded, this, &InspectionView::fitNames);
    connect(m_fields->header(), &QHeaderView::sectionResized, this, [this](int section) {
        if (section != LayerModel::Name || m_fitting || !m_fields->isVisible()) return;
        m_widthChosen = true;
        m_fields->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    });
    connect(m_fields, &QTreeView::entered, this, &InspectionView::hoverField);
    connect(m_fields, &QWidget::customContextMenuRequested, this, &InspectionView::showFieldMenu);
    m_fields->viewport()->installEventFilter(this);
    connect(m_bytes, &HexView::byteChosen, this, &InspectionView::chooseByte);
    connect(m_bytes, &HexView::byteHovered, this, &InspectionView::hoverByte);
    connect(m_bytes, &HexView::copied, this,
            [this](const QString& text, qsizetype offset, qsizetype size) {
                if (m_mask->covers(m_buffer, static_cast<std::size_t>(offset),
                                   static_cast<std::size_t>(size)))
                    Q_EMIT secretCopyRequested(tr("the bytes"), text);
                else
                    Q_EMIT copyRequested(tr("the bytes"), text);
            });
    connect(m_bytes, &HexView::copyRefused, this, [this] {
        Q_EMIT refused(tr("These bytes hold a hidden secret. Show its value first."));
    });
    connect(m_bits, &QToolButton::toggled, m_bytes, &HexView::setBits);
    connect(m_reading, &QTabBar::currentChanged, this, [this] {
        if (!m_filling) showReading(placeOfCurrent(isPlain() ? *m_meaning : *m_structure));
    });
    connect(m_buffers, &QTabBar::currentChanged, this, [this](int tab) {
        if (m_filling || tab < 0) return;
        showBuffer(static_cast<inspect::BufferId>(tab));
        if (isPlain()) showReading({});
    });
    connect(m_expand, &QPushButton::clicked, this, &InspectionView::expandFindings);
    connect(m_showWhy, &QPushButton::clicked, this, [this] {
        if (!m_inspection.findings.empty()) select(m_inspection.findings.front().place);
        m_fields->setFocus();
    });
    connect(m_findings, &QListWidget::currentItemChanged, this,
            [this](const QListWidgetItem* item) {
                if (!m_filling) chooseFinding(item);
            });
    // The one that is current already, too.
    connect(m_findings, &QListWidget::itemClicked, this, &InspectionView::chooseFinding);
    connect(m_findings, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        chooseFinding(item);
        m_fields->setFocus();
    });
    connect(m_reveal, &QPushButton::clicked, this, &InspectionView::toggleSecret);
    for (QMenu* menu : {m_copyMenu, m_saveMenu})
        connect(menu, &QMenu::aboutToShow, this, &InspectionView::fillMenus);
}

void InspectionView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    QMetaObject::invokeMethod(this, &InspectionView::fitNames, Qt::QueuedConnection);
}

void InspectionView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool low = height() < kLowLines * fontMetrics().lineSpacing();
    if (low == m_low) return;
    m_low = low;
    reflectRoom();
    sayWhy();
}

bool InspectionView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_about && event->type() == QEvent::Resize) fitAbout();
    if (watched == m_fields->viewport() && event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(this, &InspectionView::keepInSight, Qt::QueuedConnection);
    if (watched == m_fields->viewport() && event->type() == QEvent::Leave) m_bytes->setPreview({});
    if (watched != m_fields) return QWidget::eventFilter(watched, event);
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool copies = key->matches(QKeySequence::Copy);
    const bool asks = key->keyCombination() == QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_C);
    const bool saves = key->keyCombination() == QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_S);
    if (!copies && !asks && !saves) return QWidget::eventFilter(watched, event);
    // Here the keys are the tree's own, also where the window around it has an action for them.
    event->accept();
    if (event->type() == QEvent::ShortcutOverride) return true;
    if (copies)
        copyValue();
    else if (asks)
        popupCopy();
    else
        popupSave();
    return true;
}

} // namespace scepter::ui
