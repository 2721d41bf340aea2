#include "shell/command_palette.h"

#include "shell/action_collection.h"
#include "shell/navigator.h"
#include "theme/tinted_icon.h"
#include "widgets/texts.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kWidth = 620;
constexpr int kHeight = 420;
constexpr std::size_t kPerKind = 6;
constexpr int kDebounceMs = 120;
constexpr qsizetype kMaxActions = 60;

/// What was found in the workspace.
struct Found {
    std::vector<enrollment::RequestRecord> requests;
    std::vector<enrollment::CertificateRecord> certificates;
    std::vector<challenge::CodeRecord> codes;
    std::vector<enrollment::EndpointSettings> endpoints;
    std::vector<authority::Template> templates;
};

Result<Found> findObjects(workbench::Workbench& workbench, const std::string& typed,
                          TimePoint now) {
    Found found;
    store::RequestFilter requests;
    requests.text = typed;
    requests.limit = kPerKind;
    SCEPTER_TRY(foundRequests, workbench.requests().list(requests));
    found.requests = std::move(foundRequests);
    store::CertificateFilter certificates;
    certificates.text = typed;
    certificates.limit = kPerKind;
    certificates.now = now;
    SCEPTER_TRY(foundCertificates, workbench.certificates().list(certificates));
    found.certificates = std::move(foundCertificates);
    store::CodeFilter codes;
    codes.text = typed;
    codes.limit = kPerKind;
    codes.now = now;
    SCEPTER_TRY(foundCodes, workbench.codes().list(codes));
    found.codes = std::move(foundCodes);
    SCEPTER_TRY(endpoints, workbench.endpoints().list());
    found.endpoints = std::move(endpoints);
    SCEPTER_TRY(templates, workbench.endpoints().templates());
    found.templates = std::move(templates);
    return found;
}

/// Every word that was typed occurs.
bool fits(const QString& text, const QString& typed) {
    const QStringList words = typed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::ranges::all_of(
        words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

CommandPalette::CommandPalette(PageContext& context, const std::vector<PageInfo>& pages,
                               QWidget* window)
    : QFrame(window, Qt::Popup)
    , m_context(context)
    , m_text(new QLineEdit(this))
    , m_list(new QListWidget(this)) {
    setObjectName(QStringLiteral("commandPalette"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Go to"));
    m_text->setObjectName(QStringLiteral("paletteText"));
    m_text->setPlaceholderText(tr("A page, an action, a subject, a serial number…"));
    m_text->setAccessibleName(tr("What to look for"));
    m_text->addAction(tintedIcon(Icon::Search), QLineEdit::LeadingPosition);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("What fits"));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_text);
    layout->addWidget(m_list, 1);
    collect(pages);
    m_text->installEventFilter(this);
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(kDebounceMs);
    connect(&m_debounce, &QTimer::timeout, this, &CommandPalette::lookUp);
    connect(m_text, &QLineEdit::textChanged, this, [this] {
        refill();
        m_debounce.start();
    });
    connect(m_text, &QLineEdit::returnPressed, this, &CommandPalette::choose);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::choose);
    refill();
}

void CommandPalette::popup() {
    QWidget* window = parentWidget();
    resize(std::min(kWidth, window->width() - 40), std::min(kHeight, window->height() - 80));
    move(window->mapToGlobal(QPoint((window->width() - width()) / 2, 60)));
    show();
    m_text->setFocus();
}

void CommandPalette::collect(const std::vector<PageInfo>& pages) {
    for (const PageInfo& info : pages)
        m_fixed.append({info.title, tr("Page"), {}, tintedIcon(info.icon), [this, id = info.id] {
                            m_context.navigator.open(ObjectRef::ofPage(id));
                        }});
    for (QAction* action : m_context.actions.actions()) {
        if (!action->isEnabled() || !action->isVisible() ||
            ActionCollection::idOf(action).startsWith(QLatin1String("go.p")) ||
            m_fixed.size() > kMaxActions)
            continue;
        QString name = action->text();
        name.remove(QLatin1Char('&'));
        m_fixed.append({name, tr("Action"), action->shortcut().toString(QKeySequence::NativeText),
                        action->icon(), [action] { action->trigger(); }});
    }
}

void CommandPalette::lookUp() {
    const QString typed = m_text->text().trimmed();
    const int turn = ++m_turn;
    if (typed.size() < 2) {
        m_found.clear();
        refill();
        return;
    }
    m_context.session
        .ask([typed = typed.toStdString(), now = m_context.session.clock().now()](
                 workbench::Workbench& workbench) { return findObjects(workbench, typed, now); })
        .then(this, [this, turn, typed](const Result<Found>& answer) {
            if (turn != m_turn || !answer) return;
            m_found.clear();
            Navigator& navigator = m_context.navigator;
            const auto add = [&](const QString& name, const QString& kind, Icon icon,
                                 const ObjectRef& target) {
                m_found.append({name, kind, {}, tintedIcon(icon), [&navigator, target] {
                                    navigator.open(target);
                                }});
            };
            for (const auto& r : answer->requests)
                add(text(r.subject), tr("Request %1, %2").arg(r.id).arg(lookOf(r.state).word),
                    lookOf(r.state).icon, ObjectRef::request(r.id));
            for (const auto& c : answer->certificates)
                add(text(c.subject), tr("Certificate %1").arg(c.id), Icon::Certificate,
                    ObjectRef::certificate(c.id));
            for (const auto& c : answer->codes)
                add(tr("Code #%1 %2").arg(c.id).arg(text(c.note)), tr("Code"), Icon::Code,
                    ObjectRef::code(c.id));
            for (const auto& e : answer->endpoints)
                if (fits(text(e.name + ' ' + e.path), typed))
                    add(text(e.name), tr("Endpoint %1").arg(text(e.path)), Icon::Endpoints,
                        ObjectRef::endpoint(text(e.name)));
            for (const auto& t : answer->templates)
                if (fits(text(t.name), typed))
                    add(text(t.name), tr("Template"), Icon::Template,
                        ObjectRef::certificateTemplate(text(t.name)));
            refill();
        });
}

void CommandPalette::refill() {
    m_list->clear();
    m_shown.clear();
    const QString typed = m_text->text().trimmed();
    for (const Entry& entry : std::as_const(m_fixed))
        if (fits(entry.text, typed)) add(entry);
    for (const Entry& entry : std::as_const(m_found))
        add(entry);
    if (m_list->count() > 0) m_list->setCurrentRow(0);
}

void CommandPalette::add(const Entry& entry) {
    QString line = entry.text + QStringLiteral("   —   ") + entry.kind;
    if (!entry.keys.isEmpty()) line += QStringLiteral("   ") + entry.keys;
    m_list->addItem(new QListWidgetItem(entry.icon, line));
    m_shown.append(entry);
}

void CommandPalette::choose() {
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_shown.size()) return;
    const auto run = m_shown.at(row).run;
    // The popup goes first: what is opened gets the focus.
    QMetaObject::invokeMethod(parentWidget(), [run] { run(); }, Qt::QueuedConnection);
    close();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0 && m_list->count() > 0) {
            m_list->setCurrentRow((m_list->currentRow() + step + m_list->count()) %
                                  m_list->count());
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace scepter::ui
