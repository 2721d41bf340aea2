// What an InspectionView shows, and what is chosen in it.
#include "inspect/structure.h"
#include "models/layer_model.h"
#include "theme/tinted_icon.h"
#include "widgets/elided_label.h"
#include "widgets/hex_view.h"
#include "widgets/inline_note.h"
#include "widgets/inspection_view.h"
#include "widgets/tag_words.h"
#include "widgets/texts.h"

#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <utility>

namespace scepter::ui {

using inspect::BufferId;
using inspect::kNoNode;
using inspect::NodeId;

namespace {

constexpr int kMostExpanded = 300;             ///< rows that are opened by themselves
constexpr std::size_t kReadAtOnce = 64 * 1024; ///< bytes whose plain reading costs next to nothing
constexpr std::size_t kMostFindings = 1000;
constexpr qsizetype kLongestWhy = 100; ///< where there is little room
// Layers nest deep.
constexpr int kIndentation = 12;
constexpr int kIndentationNarrow = 8;
constexpr int kNarrow = 360;

/// Fields that an operator looks for first.
std::vector<NodeId> wantedFirst(const inspect::Facts& facts) {
    std::vector<NodeId> wanted;
    if (facts.scep)
        wanted.insert(wanted.end(), {facts.scep->messageTypeNode, facts.scep->pkiStatusNode,
                                     facts.scep->failInfoNode});
    for (const inspect::EnvelopeFacts& envelope : facts.envelopes)
        wanted.push_back(envelope.cipherNode);
    for (const inspect::CsrFacts& csr : facts.csrs)
        wanted.insert(wanted.end(), {csr.subjectNode, csr.challengeNode});
    if (facts.http) wanted.push_back(facts.http->statusNode);
    return wanted;
}

} // namespace

LayerModel& InspectionView::model() const {
    return isPlain() ? *m_structure : *m_meaning;
}

bool InspectionView::isPlain() const {
    return m_reading->currentIndex() == Structure;
}

void InspectionView::setInspection(const inspect::Inspection& inspection) {
    m_structureQuestion.drop();
    m_wanted.reset();
    m_inspection = inspection;
    m_mask = std::make_shared<SecretMask>(inspection.tree);
    m_filling = true;
    m_reading->setCurrentIndex(Meaning);
    m_filling = false;
    m_structure->setStructure({}, 0, m_mask);
    m_meaning->setTree(inspection.tree, inspection.findings, m_mask);
    m_current = 0;
    sayWhy();
    fillBuffers();
    fillFindings();
    showModel();
    expandStart();
    expandFindings();
    reflectCurrent();
    chooseStart();
    fitNames();
}

void InspectionView::clear() {
    m_copyQuestion.drop();
    m_saveQuestion.drop();
    setInspection({});
}

void InspectionView::sayWhy() {
    const auto& findings = m_inspection.findings;
    const bool failed = !findings.empty() && findings.front().severity == inspect::Severity::Error;
    if (failed) {
        QString why = text(findings.front().what);
        if (m_low && why.size() > kLongestWhy) why = why.left(kLongestWhy) + QChar(0x2026);
        if (!findings.front().advice.empty() && !m_low)
            why += QLatin1Char(' ') + text(findings.front().advice);
        m_why->say(Tone::Error, tr("Why it failed: %1").arg(why));
    } else {
        m_why->clear();
    }
    m_showWhy->setVisible(failed && m_meaning->indexOf(findings.front().place).isValid());
}

void InspectionView::fillBuffers() {
    m_filling = true;
    while (m_buffers->count() > 0)
        m_buffers->removeTab(m_buffers->count() - 1);
    for (const inspect::Buffer& buffer : m_inspection.tree.buffers()) {
        const int tab = m_buffers->addTab(text(buffer.name));
        const QString size = tr("%n byte(s)", nullptr, static_cast<int>(buffer.bytes->size()));
        m_buffers->setTabToolTip(tab, size);
        if (!buffer.secret) continue;
        m_buffers->setTabIcon(tab, m_theme.icon(Icon::Lock, Tone::Secret));
        m_buffers->setTabToolTip(tab, tr("Was encrypted, and opened with a key at hand") +
                                          QStringLiteral(". ") + size);
    }
    m_filling = false;
    m_buffers->updateGeometry(); // a hidden bar does not tell by itself
    showBuffer(0);
}

void InspectionView::fillFindings() {
    m_filling = true;
    m_findings->clear();
    const auto& findings = m_inspection.findings;
    for (std::size_t i = 0; i < std::min(findings.size(), kMostFindings); ++i) {
        const inspect::Finding& finding = findings[i];
        const Tone tone = toneOf(finding.severity);
        QString line =
            QStringLiteral("%1: %2").arg(severityWord(finding.severity), text(finding.what));
        if (!finding.advice.empty()) line += QLatin1Char(' ') + text(finding.advice);
        if (!finding.section.empty()) line += QStringLiteral(" [%1]").arg(text(finding.section));
        auto* item = new QListWidgetItem(m_theme.icon(iconOf(tone), tone), line, m_findings);
        item->setData(Qt::UserRole, finding.place);
        item->setToolTip(text(finding.rule));
    }
    m_findingsTitle->setText(
        tr("Findings (%1)").arg(locale().toString(static_cast<qulonglong>(findings.size()))));
    m_expand->setEnabled(m_findings->count() > 0);
    m_filling = false;
    reflectRoom();
}

// The fields come first; their icons lead to what was found.
void InspectionView::reflectRoom() {
    m_findingsPanel->setVisible(m_findings->count() > 0 && !m_low);
}

void InspectionView::showBuffer(BufferId buffer) {
    const auto& buffers = m_inspection.tree.buffers();
    m_buffer = buffer < buffers.size() ? buffer : 0;
    m_bytes->setBytes(m_buffer < buffers.size() ? buffers[m_buffer].bytes : nullptr);
    m_bytes->setHidden(m_mask->hidden(m_buffer));
    m_filling = true;
    m_buffers->setCurrentIndex(static_cast<int>(m_buffer));
    m_filling = false;
}

// ---- readings

std::optional<inspect::Place> InspectionView::placeOfCurrent(const LayerModel& shown) const {
    if (m_current == 0 || m_current >= shown.tree().nodes().size()) return std::nullopt;
    inspect::Place place = shown.tree().node(m_current).place;
    if (place.size == 0) return std::nullopt;
    place.buffer = shown.bufferOf(m_current);
    return place;
}

// Chooses the same bytes again.
void InspectionView::showReading(const std::optional<inspect::Place>& wanted) {
    if (isPlain()) {
        m_wanted = wanted;
        askStructure();
        return;
    }
    m_structureQuestion.drop();
    showModel();
    expandStart();
    expandFindings();
    reflectCurrent();
    if (wanted) selectPlace(*wanted);
}

// The plain reading is made of one layer, when somebody looks at it.
void InspectionView::askStructure() {
    const auto& buffers = m_inspection.tree.buffers();
    const auto bytes = m_buffer < buffers.size() ? buffers[m_buffer].bytes : nullptr;
    m_structure->setStructure({}, m_buffer, m_mask);
    showModel();
    reflectCurrent();
    if (bytes == nullptr) return;
    if (bytes->size() <= kReadAtOnce)
        useStructure(inspect::structureOf(bytes->view()));
    else
        m_structureQuestion.askNow([bytes] { return inspect::structureOf(bytes->view()); });
}

void InspectionView::useStructure(const inspect::Tree& tree) {
    if (!isPlain()) return;
    m_structure->setStructure(tree, m_buffer, m_mask);
    expandStart();
    fitNames();
    if (const auto wanted = std::exchange(m_wanted, std::nullopt);
        wanted && wanted->buffer == m_buffer)
        selectPlace(*wanted);
}

void InspectionView::showModel() {
    m_current = 0;
    m_bytes->setMark({});
    m_bytes->setPreview({});
    if (m_fields->model() == &model()) return;
    QItemSelectionModel* old = m_fields->selectionModel();
    m_fields->setModel(&model());
    old->deleteLater();
    connectSelection();
}

// Layer by layer, until enough is in sight: a flat list of thousands stays closed below.
void InspectionView::expandStart() {
    const LayerModel& shown = model();
    int budget = kMostExpanded;
    const int depth = isPlain() ? 4 : 1;
    QList<QModelIndex> level{QModelIndex()};
    for (int i = 0; i <= depth && budget > 0; ++i) {
        QList<QModelIndex> next;
        for (const QModelIndex& parent : std::as_const(level)) {
            const int rows = shown.rowCount(parent);
            if (rows > budget) continue;
            budget -= rows;
            if (parent.isValid()) m_fields->expand(parent);
            for (int row = 0; row < rows; ++row)
                next.append(shown.index(row, 0, parent));
        }
        level = next;
    }
    if (isPlain()) return;
    for (const NodeId id : wantedFirst(m_inspection.facts))
        expandTo(id);
}

// All the way up: what is open may stand below what is closed.
void InspectionView::expandTo(NodeId id) {
    for (QModelIndex at = m_meaning->indexOf(id).parent(); at.isValid(); at = at.parent())
        m_fields->expand(at);
}

void InspectionView::expandFindings() {
    if (isPlain()) m_reading->setCurrentIndex(Meaning);
    for (std::size_t i = 0; i < std::min(m_inspection.findings.size(), kMostFindings); ++i)
        expandTo(m_inspection.findings[i].place);
}

// Where it fails; else what kind of message it is; else the thing itself, without its wrapping.
void InspectionView::chooseStart() {
    const auto& findings = m_inspection.findings;
    std::vector<NodeId> wanted;
    if (!findings.empty() && findings.front().severity == inspect::Severity::Error)
        wanted.push_back(findings.front().place);
    const inspect::Facts& facts = m_inspection.facts;
    if (facts.scep)
        wanted.insert(wanted.end(), {facts.scep->pkiStatusNode, facts.scep->messageTypeNode});
    const std::size_t attributes = wanted.size();
    if (!facts.csrs.empty()) wanted.push_back(facts.csrs.front().node);
    if (!facts.certificates.empty()) wanted.push_back(facts.certificates.front().node);
    if (!facts.crls.empty()) wanted.push_back(facts.crls.front().node);
    if (facts.capabilities) wanted.push_back(facts.capabilities->node);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const QModelIndex index = m_meaning->indexOf(wanted[i]);
        if (!index.isValid()) continue;
        expandTo(wanted[i]);
        if (i >= attributes && m_meaning->rowCount(index) <= kMostExpanded) m_fields->expand(index);
        selectHere(wanted[i]);
        return;
    }
    if (m_meaning->rowCount() > 0) m_fields->setCurrentIndex(m_meaning->index(0, 0));
}

// As wide as the names in sight, until the operator makes the column as wide as he likes.
void InspectionView::fitNames() {
    if (!m_fields->isVisible()) return;
    const QAbstractItemView* view = m_fields;
    const int room = m_fields->viewport()->width();
    const int most = room * 3 / 5;
    m_fields->setIndentation(room < kNarrow ? kIndentationNarrow : kIndentation);
    if (m_widthChosen) return;
    m_fitting = true;
    m_fields->header()->resizeSection(
        LayerModel::Name,
        std::max(std::min(view->sizeHintForColumn(LayerModel::Name) + 8, most), most / 2));
    m_fitting = false;
}

// The room for the fields changes with what else there is to say.
void InspectionView::keepInSight() {
    fitNames();
    m_fields->scrollTo(m_fields->currentIndex());
}

// ---- choosing

void InspectionView::select(NodeId id) {
    if (!m_meaning->indexOf(id).isValid()) return;
    if (isPlain()) m_reading->setCurrentIndex(Meaning);
    selectHere(id);
}

void InspectionView::selectHere(NodeId id) {
    const QModelIndex index = model().indexOf(id);
    if (!index.isValid()) return;
    m_fields->setCurrentIndex(index);
    m_fields->scrollTo(index);
}

// The field of exactly these bytes, or the deepest one that holds the first of them.
void InspectionView::selectPlace(const inspect::Place& place) {
    const inspect::Tree& tree = model().tree();
    const BufferId buffer = isPlain() ? 0 : place.buffer;
    NodeId found = kNoNode;
    for (NodeId id = 1; id < tree.nodes().size() && found == kNoNode; ++id) {
        const inspect::Place& other = tree.nodes()[id].place;
        if (other.buffer == buffer && other.offset == place.offset && other.size == place.size)
            found = id;
    }
    selectHere(found != kNoNode ? found : tree.deepestAt(buffer, place.offset));
}

void InspectionView::currentFieldChanged() {
    m_current = LayerModel::nodeOf(m_fields->currentIndex());
    const inspect::Tree& tree = model().tree();
    if (tree.empty()) {
        reflectCurrent();
        return;
    }
    const inspect::Place& place = tree.node(m_current).place;
    if (m_current != 0 && place.size > 0) {
        if (!isPlain() && place.buffer != m_buffer) showBuffer(place.buffer);
        m_bytes->setMark(HexView::markOf(tree, place));
    } else {
        m_bytes->setMark({});
    }
    reflectCurrent();
}

void InspectionView::chooseFinding(const QListWidgetItem* item) {
    if (item != nullptr) select(static_cast<NodeId>(item->data(Qt::UserRole).toUInt()));
}

void InspectionView::hoverField(const QModelIndex& index) {
    const NodeId id = LayerModel::nodeOf(index);
    const bool here = index.isValid() && model().bufferOf(id) == m_buffer;
    m_bytes->setPreview(here ? HexView::markOf(model().tree(), model().tree().node(id).place)
                             : std::nullopt);
}

NodeId InspectionView::nodeAt(qsizetype offset) const {
    const inspect::Tree& tree = model().tree();
    if (offset < 0 || tree.empty()) return kNoNode;
    return tree.deepestAt(isPlain() ? 0 : m_buffer, static_cast<std::size_t>(offset));
}

void InspectionView::hoverByte(qsizetype offset) {
    const NodeId id = nodeAt(offset);
    m_bytes->setPreview(id == kNoNode || id == 0
                            ? std::nullopt
                            : HexView::markOf(model().tree(), model().tree().node(id).place));
    const QString words = id == kNoNode || id == 0 ? QString() : placeText(id);
    m_bytes->viewport()->setToolTip(words);
}

void InspectionView::chooseByte(qsizetype offset) {
    const NodeId id = nodeAt(offset);
    if (id == kNoNode) return;
    selectHere(id);
    // The caret stays where the operator put it.
    m_bytes->setCaret(static_cast<std::size_t>(offset));
}

// ---- secrets

void InspectionView::toggleSecret() {
    if (m_current == 0 || !model().isSecret(m_current)) return;
    const bool show = model().isHidden(m_current);
    if (isPlain()) {
        const inspect::Place& place = model().tree().node(m_current).place;
        m_mask->setShown(m_buffer, place.offset, place.size, show);
    } else {
        m_mask->setShown(m_current, show);
    }
    showMask();
}

void InspectionView::showMask() {
    m_meaning->noteMask();
    m_structure->noteMask();
    m_bytes->setHidden(m_mask->hidden(m_buffer));
    reflectCurrent();
}

// ---- what is said of the chosen field

QString InspectionView::placeText(NodeId id) const {
    const inspect::Tree& tree = model().tree();
    const inspect::Place& place = tree.node(id).place;
    const QString path = text(tree.path(id));
    if (place.size == 0) return path;
    const QString offset = QString::number(place.offset, 16).toUpper();
    if (place.header == 0)
        return tr("offset 0x%1, %n byte(s), %2", nullptr, static_cast<int>(place.size))
            .arg(offset, path);
    return tr("offset 0x%1, %2+%3 bytes, %4")
        .arg(offset)
        .arg(place.header)
        .arg(place.size - place.header)
        .arg(path);
}

QString InspectionView::about(NodeId id) const {
    const inspect::Tree& tree = model().tree();
    const inspect::Place& place = tree.node(id).place;
    QString said = place.header > 0 ? tagWords(tree.bytes(place), place.header) : QString();
    if (const QString value = model().valueOf(id); !value.isEmpty())
        said += (said.isEmpty() ? QString() : QStringLiteral("\n")) + QStringLiteral("= ") + value;
    return said;
}

void InspectionView::reflectCurrent() {
    const inspect::Tree& tree = model().tree();
    const bool chosen = !tree.empty() && m_current != 0;
    const bool secret = chosen && model().isSecret(m_current);
    m_reveal->setVisible(secret);
    if (secret) {
        const bool hidden = model().isHidden(m_current);
        m_reveal->setText(hidden ? tr("&Show the value") : tr("&Hide the value"));
        m_reveal->setIcon(tintedIcon(hidden ? Icon::Unlock : Icon::Lock));
    }
    for (QToolButton* button : {m_copy, m_save})
        button->setEnabled(!tree.empty());
    m_aboutWhole = chosen ? about(m_current) : QString();
    fitAbout();
    const QString place = chosen ? placeText(m_current) : QString();
    m_place->setText(place, place);
    // Text that is selected here would reach the clipboard past the countdown of secrets.
    const bool guarded = chosen && (secret || bytesSecret());
    m_about->setToolTip(guarded ? QString() : m_aboutWhole);
    m_about->setTextInteractionFlags(guarded ? Qt::NoTextInteraction : Qt::TextSelectableByMouse);
}

void InspectionView::fitAbout() {
    QStringList lines = m_aboutWhole.split(QLatin1Char('\n'));
    for (QString& line : lines)
        line = m_about->fontMetrics().elidedText(line, Qt::ElideRight, m_about->width());
    m_about->setText(lines.join(QLatin1Char('\n')));
}

// A focus proxy would take Tab past what stands before the fields.
void InspectionView::focusFields() {
    m_fields->setFocus();
}

} // namespace scepter::ui
