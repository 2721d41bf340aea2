#include "widgets/inspection_view.h"

#include "base/encoding.h"
#include "inspect/structure.h"
#include "models/layer_model.h"
#include "theme/tinted_icon.h"
#include "widgets/hex_view.h"
#include "widgets/inline_note.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QSplitter>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

using inspect::BufferId;
using inspect::kNoNode;
using inspect::NodeId;

namespace {

constexpr int kFindingsHeight = 120;
constexpr int kNameWidth = 220;

QString fromUtf8(const std::string& text) {
    return QString::fromStdString(text);
}

Tone toneOf(inspect::Severity severity) {
    switch (severity) {
    case inspect::Severity::Error:
        return Tone::Error;
    case inspect::Severity::Warning:
        return Tone::Warning;
    case inspect::Severity::Advice:
    case inspect::Severity::Info:
        break;
    }
    return Tone::Info;
}

/// Tag octets of an element: one, or as many as a long tag number takes.
std::size_t tagOctets(ByteView element, std::size_t header) {
    if (header == 0 || element.empty() || (element[0] & 0x1FU) != 0x1F) return header == 0 ? 0 : 1;
    std::size_t count = 1;
    while (count < header && count < element.size() && (element[count] & 0x80U) != 0)
        ++count;
    return std::min(count + 1, header);
}

std::optional<HexView::Mark> markOf(const inspect::Tree& tree, const inspect::Place& place) {
    if (place.size == 0) return std::nullopt;
    HexView::Mark mark;
    mark.offset = place.offset;
    mark.tag = tagOctets(tree.bytes(place), place.header);
    mark.length = place.header - mark.tag;
    mark.content = place.size - place.header;
    return mark;
}

} // namespace

InspectionView::InspectionView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_meaning(new LayerModel(theme, this))
    , m_structure(new LayerModel(theme, this))
    , m_why(new InlineNote(theme, QStringLiteral("why"), this))
    , m_reading(new QTabBar(this))
    , m_fields(new QTreeView(this))
    , m_buffers(new QTabBar(this))
    , m_bytes(new HexView(theme, this))
    , m_findings(new QListWidget(this))
    , m_sides(new QSplitter(Qt::Horizontal, this))
    , m_rows(new QSplitter(Qt::Vertical, this))
    , m_place(new QLabel(this))
    , m_reveal(new QToolButton(this))
    , m_copy(new QToolButton(this))
    , m_copyMenu(new QMenu(this)) {
    build();
    connectAll();
    reflectCurrent();
}

// ---- building
// ------------------------------------------------------------------------------------

void InspectionView::build() {
    m_findings->setObjectName(QStringLiteral("findings"));
    m_findings->setAccessibleName(tr("Findings"));
    m_findings->setWordWrap(true);
    m_findings->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_sides->addWidget(makeFields());
    m_sides->addWidget(makeBytes());
    m_sides->setChildrenCollapsible(false);
    m_sides->setStretchFactor(0, 3);
    m_sides->setStretchFactor(1, 2);
    m_rows->addWidget(m_sides);
    m_rows->addWidget(m_findings);
    m_rows->setChildrenCollapsible(false);
    m_rows->setStretchFactor(0, 1);
    m_rows->setSizes({400, kFindingsHeight});
    m_place->setObjectName(QStringLiteral("place"));
    m_place->setTextFormat(Qt::PlainText);
    m_place->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    // One long path must not make the window wide.
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_reveal->setObjectName(QStringLiteral("reveal"));
    m_reveal->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_reveal->setFocusPolicy(Qt::StrongFocus);
    m_copy->setObjectName(QStringLiteral("copyField"));
    m_copy->setText(tr("Copy as"));
    m_copy->setIcon(tintedIcon(Icon::Copy));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setPopupMode(QToolButton::InstantPopup);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_copy->setMenu(m_copyMenu);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_place, 1);
    foot->addWidget(m_reveal);
    foot->addWidget(m_copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_why);
    layout->addWidget(m_rows, 1);
    layout->addLayout(foot);
}

QWidget* InspectionView::makeFields() {
    auto* side = new QWidget(this);
    m_reading->setObjectName(QStringLiteral("reading"));
    m_reading->addTab(tr("Meaning"));
    m_reading->addTab(tr("Structure"));
    m_reading->setAccessibleName(tr("Reading"));
    m_reading->setDrawBase(false);
    m_fields->setObjectName(QStringLiteral("fields"));
    m_fields->setAccessibleName(tr("Fields"));
    m_fields->setModel(m_meaning);
    m_fields->setUniformRowHeights(true);
    m_fields->setAlternatingRowColors(false);
    m_fields->setMouseTracking(true);
    m_fields->setTabKeyNavigation(false);
    m_fields->setContextMenuPolicy(Qt::CustomContextMenu);
    m_fields->header()->setStretchLastSection(true);
    m_fields->header()->resizeSection(LayerModel::Name, kNameWidth);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_reading, 0, Qt::AlignLeading);
    layout->addWidget(m_fields, 1);
    return side;
}

QWidget* InspectionView::makeBytes() {
    auto* side = new QWidget(this);
    m_buffers->setObjectName(QStringLiteral("layers"));
    m_buffers->setAccessibleName(tr("Layers"));
    m_buffers->setDrawBase(false);
    m_buffers->setUsesScrollButtons(true);
    m_buffers->setExpanding(false);
    m_bytes->setObjectName(QStringLiteral("bytes"));
    m_bytes->setAccessibleName(tr("Bytes"));
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_buffers);
    layout->addWidget(m_bytes, 1);
    return side;
}

void InspectionView::connectAll() {
    connect(m_fields->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &InspectionView::currentFieldChanged);
    connect(m_fields, &QTreeView::entered, this, &InspectionView::hoverField);
    connect(m_fields, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        fillCopyMenu();
        m_copyMenu->popup(m_fields->viewport()->mapToGlobal(at));
    });
    connect(m_bytes, &HexView::byteChosen, this, &InspectionView::chooseByte);
    connect(m_bytes, &HexView::byteHovered, this, &InspectionView::hoverByte);
    connect(m_bytes, &HexView::copied, this,
            [this](const QString& text) { Q_EMIT copyRequested(tr("the bytes"), text); });
    connect(m_reading, &QTabBar::currentChanged, this, [this] { showStructure(); });
    connect(m_buffers, &QTabBar::currentChanged, this, [this](int tab) {
        if (m_selecting || tab < 0) return;
        showBuffer(static_cast<BufferId>(tab));
        if (m_reading->currentIndex() == Structure) showStructure();
    });
    const auto go = [this](const QListWidgetItem* item) {
        if (item == nullptr) return;
        m_reading->setCurrentIndex(Meaning);
        select(static_cast<NodeId>(item->data(Qt::UserRole).toUInt()));
    };
    connect(m_findings, &QListWidget::itemClicked, this, go);
    connect(m_findings, &QListWidget::itemActivated, this, go);
    connect(m_reveal, &QToolButton::clicked, this, &InspectionView::toggleSecret);
    connect(m_copyMenu, &QMenu::aboutToShow, this, &InspectionView::fillCopyMenu);
}

// ---- content
// -------------------------------------------------------------------------------------

LayerModel& InspectionView::model() const {
    return m_reading->currentIndex() == Structure ? *m_structure : *m_meaning;
}

void InspectionView::setInspection(const inspect::Inspection& inspection) {
    m_inspection = inspection;
    m_reading->setCurrentIndex(Meaning);
    m_meaning->setTree(inspection.tree, inspection.findings);
    m_current = 0;
    const inspect::Finding* worst =
        inspection.findings.empty() ? nullptr : &inspection.findings.front();
    if (worst != nullptr && worst->severity >= inspect::Severity::Warning)
        m_why->say(toneOf(worst->severity),
                   fromUtf8(worst->what + (worst->advice.empty() ? "" : " " + worst->advice)));
    else
        m_why->clear();
    fillBuffers();
    fillFindings();
    m_fields->expandToDepth(1);
    expandFindings();
    reflectCurrent();
}

void InspectionView::clear() {
    setInspection({});
}

void InspectionView::fillBuffers() {
    m_selecting = true;
    while (m_buffers->count() > 0)
        m_buffers->removeTab(m_buffers->count() - 1);
    for (const inspect::Buffer& buffer : m_inspection.tree.buffers()) {
        const int tab = m_buffers->addTab(fromUtf8(buffer.name));
        if (buffer.secret) {
            m_buffers->setTabIcon(tab, m_theme.icon(Icon::Unlock, Tone::Secret));
            m_buffers->setTabToolTip(tab, tr("Was encrypted, and opened with a key at hand"));
        }
    }
    m_selecting = false;
    showBuffer(0);
}

void InspectionView::fillFindings() {
    m_findings->clear();
    for (const inspect::Finding& finding : m_inspection.findings) {
        const Tone tone = toneOf(finding.severity);
        QString line = fromUtf8(finding.what);
        if (!finding.advice.empty()) line += QLatin1Char(' ') + fromUtf8(finding.advice);
        if (!finding.section.empty())
            line += QStringLiteral("  (%1)").arg(fromUtf8(finding.section));
        auto* item = new QListWidgetItem(m_theme.icon(iconOf(tone), tone), line, m_findings);
        item->setData(Qt::UserRole, finding.place);
        item->setToolTip(fromUtf8(finding.rule));
    }
    m_findings->setVisible(m_findings->count() > 0);
}

void InspectionView::showBuffer(BufferId buffer) {
    const auto& buffers = m_inspection.tree.buffers();
    m_buffer = buffer < buffers.size() ? buffer : 0;
    m_bytes->setBytes(m_buffer < buffers.size() ? buffers[m_buffer].bytes : nullptr);
    m_selecting = true;
    m_buffers->setCurrentIndex(static_cast<int>(m_buffer));
    m_selecting = false;
}

// The plain reading is made of one layer, when somebody looks at it.
void InspectionView::showStructure() {
    const bool plain = m_reading->currentIndex() == Structure;
    if (plain) {
        const auto& buffers = m_inspection.tree.buffers();
        const inspect::Tree tree = m_buffer < buffers.size()
                                       ? inspect::structureOf(buffers[m_buffer].bytes->view())
                                       : inspect::Tree();
        m_structure->setTree(tree, {});
    }
    QItemSelectionModel* old = m_fields->selectionModel();
    m_fields->setModel(&model());
    old->deleteLater();
    connect(m_fields->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &InspectionView::currentFieldChanged);
    m_fields->expandToDepth(plain ? 3 : 1);
    if (!plain) expandFindings();
    m_current = 0;
    m_bytes->setMark({});
    reflectCurrent();
}

void InspectionView::expandFindings() {
    for (const inspect::Finding& finding : m_inspection.findings)
        for (QModelIndex at = m_meaning->indexOf(finding.place).parent(); at.isValid();
             at = at.parent())
            m_fields->expand(at);
}

// ---- choosing
// ------------------------------------------------------------------------------------

void InspectionView::select(NodeId id) {
    const QModelIndex index = model().indexOf(id);
    if (!index.isValid()) return;
    m_fields->setCurrentIndex(index);
    m_fields->scrollTo(index);
}

void InspectionView::currentFieldChanged() {
    m_current = LayerModel::nodeOf(m_fields->currentIndex());
    const inspect::Place& place = model().tree().node(m_current).place;
    if (place.size > 0) {
        if (m_reading->currentIndex() == Meaning && place.buffer != m_buffer)
            showBuffer(place.buffer);
        m_bytes->setMark(markOf(model().tree(), place));
    } else {
        m_bytes->setMark({});
    }
    reflectCurrent();
}

void InspectionView::hoverField(const QModelIndex& index) {
    const inspect::Place& place = model().tree().node(LayerModel::nodeOf(index)).place;
    const bool here = m_reading->currentIndex() == Structure || place.buffer == m_buffer;
    m_bytes->setPreview(here ? markOf(model().tree(), place) : std::nullopt);
}

void InspectionView::hoverByte(qsizetype offset) {
    if (offset < 0) {
        m_bytes->setPreview({});
        return;
    }
    const BufferId buffer = m_reading->currentIndex() == Structure ? 0 : m_buffer;
    const NodeId id = model().tree().deepestAt(buffer, static_cast<std::size_t>(offset));
    m_bytes->setPreview(id == kNoNode ? std::nullopt
                                      : markOf(model().tree(), model().tree().node(id).place));
}

void InspectionView::chooseByte(qsizetype offset) {
    const BufferId buffer = m_reading->currentIndex() == Structure ? 0 : m_buffer;
    const NodeId id = model().tree().deepestAt(buffer, static_cast<std::size_t>(offset));
    if (id != kNoNode) select(id);
}

void InspectionView::toggleSecret() {
    model().setRevealed(m_current, !model().isRevealed(m_current));
    reflectCurrent();
}

bool InspectionView::mayShow(NodeId id) const {
    return !model().tree().node(id).secret || model().isRevealed(id);
}

ByteView InspectionView::bytesOfCurrent() const {
    return model().tree().bytes(model().tree().node(m_current).place);
}

void InspectionView::reflectCurrent() {
    const inspect::Tree& tree = model().tree();
    const inspect::Node& node = tree.node(m_current);
    const bool chosen = m_current != 0 && !tree.empty();
    m_reveal->setVisible(chosen && node.secret);
    const bool revealed = chosen && model().isRevealed(m_current);
    m_reveal->setText(revealed ? tr("Hide the value") : tr("Show the value"));
    m_reveal->setIcon(tintedIcon(revealed ? Icon::Lock : Icon::Unlock));
    m_copy->setEnabled(chosen);
    if (!chosen) {
        m_place->setText({});
        return;
    }
    const QString path = fromUtf8(tree.path(m_current));
    m_place->setText(node.place.size == 0 ? path
                                          : tr("%1: offset %2, %3 + %4 bytes")
                                                .arg(path)
                                                .arg(node.place.offset)
                                                .arg(node.place.header)
                                                .arg(node.place.size - node.place.header));
    m_place->setToolTip(m_place->text());
}

void InspectionView::fillCopyMenu() {
    m_copyMenu->clear();
    if (m_current == 0) return;
    const inspect::Node& node = model().tree().node(m_current);
    const bool shown = mayShow(m_current);
    const auto add = [this](const QString& label, const QString& what, const QString& text) {
        QAction* action = m_copyMenu->addAction(
            label, this, [this, what, text] { Q_EMIT copyRequested(what, text); });
        action->setEnabled(!text.isEmpty());
    };
    const ByteView bytes = shown ? bytesOfCurrent() : ByteView();
    add(tr("Value"), tr("the value"), shown ? fromUtf8(node.value) : QString());
    add(tr("Hex"), tr("the bytes"), fromUtf8(toHex(bytes)));
    add(tr("Base64"), tr("the bytes"), fromUtf8(toBase64(bytes)));
    add(tr("Path"), tr("the path"), fromUtf8(model().tree().path(m_current)));
    m_copyMenu->addSeparator();
    QAction* save = m_copyMenu->addAction(tr("Save the bytes…"), this, [this] {
        const ByteView all = bytesOfCurrent();
        Q_EMIT saveRequested(QByteArray(reinterpret_cast<const char*>(all.data()),
                                        static_cast<qsizetype>(all.size())),
                             fromUtf8(model().tree().node(m_current).name) +
                                 QStringLiteral(".der"));
    });
    save->setEnabled(!bytes.empty());
}

} // namespace scepter::ui
