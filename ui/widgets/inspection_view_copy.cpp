// Copying and saving what is chosen in an InspectionView.
#include "base/encoding.h"
#include "models/layer_model.h"
#include "theme/tinted_icon.h"
#include "widgets/hex_view.h"
#include "widgets/inspection_view.h"
#include "widgets/texts.h"

#include <QMenu>
#include <QRegularExpression>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace scepter::ui {

using inspect::CopyFormat;
using inspect::NodeId;

namespace {

constexpr qsizetype kLongestName = 60;
constexpr qsizetype kMostOpened = 2000;
// What is larger is made on another thread.
constexpr auto kMostNodesAtOnce = std::size_t{2000};
constexpr auto kMostBytesAtOnce = std::size_t{64 * 1024};

QString labelOf(const inspect::CopyChoice& choice) {
    switch (choice.format) {
    case CopyFormat::Value:
        return InspectionView::tr("&Value");
    case CopyFormat::Hex:
        return InspectionView::tr("&Hex");
    case CopyFormat::HexDump:
        return InspectionView::tr("Hex d&ump");
    case CopyFormat::Base64:
        return InspectionView::tr("&Base64");
    case CopyFormat::Der:
        return InspectionView::tr("&DER");
    case CopyFormat::Pem:
        return InspectionView::tr("&PEM (%1)", "the label of it").arg(text(choice.label));
    case CopyFormat::Text:
        return InspectionView::tr("&Text, with everything below");
    case CopyFormat::Json:
        return InspectionView::tr("&JSON, with everything below");
    }
    return {};
}

bool isOfFields(CopyFormat format) {
    return format == CopyFormat::Text || format == CopyFormat::Json;
}

QString whatOf(CopyFormat format) {
    return format == CopyFormat::Value ? InspectionView::tr("the value")
           : isOfFields(format)        ? InspectionView::tr("the fields")
                                       : InspectionView::tr("the bytes");
}

QByteArray bytesOf(const inspect::Copied& copied) {
    const ByteView view = copied.bytes.view();
    return {reinterpret_cast<const char*>(view.data()), static_cast<qsizetype>(view.size())};
}

} // namespace

bool InspectionView::bytesHidden() const {
    const inspect::Place& place = model().tree().node(m_current).place;
    return m_mask->hides(model().bufferOf(m_current), place.offset, place.size);
}

bool InspectionView::bytesSecret() const {
    const inspect::Place& place = model().tree().node(m_current).place;
    return m_mask->covers(model().bufferOf(m_current), place.offset, place.size);
}

bool InspectionView::anyHiddenBelow() const {
    const inspect::Tree& tree = model().tree();
    std::vector<NodeId> open{m_current};
    while (!open.empty()) {
        const NodeId id = open.back();
        open.pop_back();
        if (model().isHidden(id)) return true;
        for (const NodeId child : tree.children(id))
            open.push_back(child);
    }
    return false;
}

QString InspectionView::blocked(const inspect::CopyChoice& choice) const {
    if (m_mask->isEmpty()) return {};
    bool hidden = false;
    if (choice.format == CopyFormat::Value)
        hidden = model().isHidden(m_current);
    else if (!isOfFields(choice.format))
        hidden = bytesHidden() || model().isHidden(m_current);
    else
        // The reading of meaning leaves hidden values out by itself; plain ASN.1 cannot.
        hidden = isPlain() && anyHiddenBelow();
    return hidden ? tr("It holds a hidden secret. Show its value first.") : QString();
}

QString InspectionView::fileStem() const {
    static const QRegularExpression kOther(QStringLiteral("[^\\p{L}\\p{N}]+"));
    const inspect::Tree& tree = model().tree();
    QString name = text(tree.node(m_current).name);
    const QString parent =
        m_current == 0 ? QString() : text(tree.node(tree.node(m_current).parent).name);
    // "value" alone says nothing.
    if (name.size() < 6 && !parent.isEmpty()) name = parent + QLatin1Char('-') + name;
    name.replace(kOther, QStringLiteral("-"));
    name = name.left(kLongestName);
    while (name.startsWith(QLatin1Char('-')))
        name.remove(0, 1);
    while (name.endsWith(QLatin1Char('-')))
        name.chop(1);
    return name.isEmpty() ? QStringLiteral("field") : name;
}

/// What was made of a field. It stays what it was asked for, whatever is chosen meanwhile.
struct InspectionView::Made {
    bool done = false; ///< the field can be had in this form
    bool secret = false;
    bool binary = false;
    QString what; ///< "the bytes"
    QByteArray bytes;
    QString text; ///< of binary ones: base64
    QString fileName;
};

InspectionView::MadeQuestion::Question InspectionView::maker(CopyFormat format) const {
    const bool ofFields = isOfFields(format);
    // The plain reading does not know what is secret.
    const bool secret = format == CopyFormat::Value ? model().isSecret(m_current)
                                                    : (!ofFields || isPlain()) && bytesSecret();
    return [tree = model().tree(), id = m_current, format, secret,
            secrets = !ofFields || !anyHiddenBelow(), stem = fileStem()] {
        auto made = std::make_shared<Made>();
        made->what = whatOf(format);
        if (const auto copied = inspect::copyNode(tree, id, format, secrets)) {
            made->done = true;
            made->secret = copied->secret || secret;
            made->binary = copied->binary;
            made->bytes = bytesOf(*copied);
            made->text =
                copied->binary ? text(toBase64(copied->bytes.view())) : text(copied->text());
            made->fileName = stem + QLatin1Char('.') + text(copied->suffix);
        }
        return std::shared_ptr<const Made>(std::move(made));
    };
}

void InspectionView::make(CopyFormat format, MadeQuestion& question) {
    const inspect::Tree& tree = model().tree();
    if (tree.empty()) return;
    if (const QString why = blocked({format, false, {}}); !why.isEmpty()) {
        Q_EMIT refused(why);
        return;
    }
    const bool large = isOfFields(format) ? tree.nodes().size() > kMostNodesAtOnce
                                          : tree.node(m_current).place.size > kMostBytesAtOnce;
    if (large)
        question.askNow(maker(format));
    else
        question.use(maker(format)());
}

void InspectionView::copy(CopyFormat format) {
    make(format, m_copyQuestion);
}

void InspectionView::save(CopyFormat format) {
    make(format, m_saveQuestion);
}

void InspectionView::finishCopy(const Made& made) {
    if (!made.done)
        Q_EMIT refused(tr("It cannot be copied in this form."));
    else if (made.secret)
        Q_EMIT secretCopyRequested(made.what, made.text);
    else if (made.binary)
        Q_EMIT dataCopyRequested(made.what, made.bytes, made.text);
    else
        Q_EMIT copyRequested(made.what, made.text);
}

void InspectionView::finishSave(const Made& made) {
    if (made.done)
        Q_EMIT saveRequested(made.bytes, made.fileName);
    else
        Q_EMIT refused(tr("It cannot be saved in this form."));
}

// What Ctrl+C does: the value, or for what has none the field's name.
void InspectionView::copyValue() {
    if (model().tree().empty() || m_current == 0) return;
    const inspect::Node& node = model().tree().node(m_current);
    if (node.value.empty())
        Q_EMIT copyRequested(tr("the name"), text(node.name));
    else
        copy(CopyFormat::Value);
}

// ---- menus

void InspectionView::fillMenus() {
    fillMenu(*m_copyMenu, false);
    fillMenu(*m_saveMenu, true);
}

void InspectionView::fillMenu(QMenu& menu, bool saves) {
    menu.clear();
    menu.setToolTipsVisible(true);
    if (model().tree().empty()) return;
    for (const inspect::CopyChoice& choice : inspect::copyChoices(model().tree(), m_current)) {
        QAction* action = menu.addAction(labelOf(choice));
        action->setObjectName(
            QStringLiteral("%1-%2").arg(saves ? QStringLiteral("save") : QStringLiteral("copy"),
                                        text(inspect::toText(choice.format))));
        const QString why = blocked(choice);
        action->setEnabled(why.isEmpty());
        action->setToolTip(why);
        connect(action, &QAction::triggered, this, [this, saves, format = choice.format] {
            if (saves)
                save(format);
            else
                copy(format);
        });
    }
    if (saves) return;
    menu.addSeparator();
    QAction* path = menu.addAction(tr("P&ath"));
    path->setObjectName(QStringLiteral("copy-path"));
    connect(path, &QAction::triggered, this,
            [this] { Q_EMIT copyRequested(tr("the path"), text(model().tree().path(m_current))); });
}

void InspectionView::popupNear(QMenu* menu, QWidget* button) {
    menu->popup(button->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
    menu->setActiveAction(menu->actions().value(0));
}

void InspectionView::popupCopy() {
    if (model().tree().empty()) return;
    fillMenus();
    popupNear(m_copyMenu, m_copy);
}

void InspectionView::popupSave() {
    if (model().tree().empty()) return;
    fillMenus();
    popupNear(m_saveMenu, m_save);
}

QList<QAction*> InspectionView::fieldActions(QObject* parent) {
    QList<QAction*> actions;
    const auto add = [&](const char* name, const QString& label, Icon icon, auto&& run) {
        auto* action = new QAction(tintedIcon(icon), label, parent);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, run);
        actions.append(action);
        return action;
    };
    if (model().isSecret(m_current)) {
        const bool hidden = model().isHidden(m_current);
        add("fieldReveal", hidden ? tr("&Show the value") : tr("&Hide the value"),
            hidden ? Icon::Unlock : Icon::Lock, [this] { toggleSecret(); });
    }
    auto* copyAction = add("fieldCopy", tr("&Copy the value"), Icon::Copy, [this] { copyValue(); });
    copyAction->setShortcut(QKeySequence::Copy);
    add("fieldExpand", tr("&Expand everything below"), Icon::ChevronDown,
        [this] { expandBelow(); });
    auto* examine = add("fieldExamine", tr("E&xamine it on its own"), Icon::Examine, [this] {
        const ByteView bytes = model().tree().bytes(model().tree().node(m_current).place);
        Q_EMIT examineRequested(QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                           static_cast<qsizetype>(bytes.size())),
                                text(model().tree().node(m_current).name));
    });
    // On its own nobody would know any more that it is a secret.
    examine->setEnabled(model().tree().node(m_current).place.size > 0 && !bytesSecret());
    return actions;
}

// At most some thousands: opening a whole message at once must not take seconds.
void InspectionView::expandBelow() {
    QList<QModelIndex> open{m_fields->currentIndex()};
    for (qsizetype i = 0; i < open.size() && open.size() < kMostOpened; ++i) {
        m_fields->expand(open.at(i));
        for (int row = 0; row < model().rowCount(open.at(i)); ++row)
            if (const QModelIndex child = model().index(row, 0, open.at(i));
                model().rowCount(child) > 0)
                open.append(child);
    }
}

void InspectionView::showFieldMenu(const QPoint& at) {
    if (model().tree().empty() || m_current == 0) return;
    fillMenus();
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("fieldMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(fieldActions(menu));
    menu->addSeparator();
    menu->addMenu(m_copyMenu);
    menu->addMenu(m_saveMenu);
    menu->popup(m_fields->viewport()->mapToGlobal(at));
}

} // namespace scepter::ui
