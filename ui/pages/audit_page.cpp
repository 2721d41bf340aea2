#include "pages/audit_page.h"

#include "models/audit_model.h"
#include "shell/desktop.h"
#include "shell/navigator.h"
#include "shell/save_file.h"
#include "widgets/field_list.h"
#include "widgets/filter_row.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include "base/encoding.h"
#include "store/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollArea>

namespace scepter::ui {

namespace {

// So many lines are read at once for an export.
constexpr std::size_t kBlock = 1000;

/// All lines as JSON, one a line, oldest first; the hash chain can be checked from them.
Result<void> writeTrail(workbench::Workbench& workbench, workbench::JobControl& control,
                        workbench::FileWriter& file) {
    SCEPTER_TRY(ids, workbench.auditIds({}, {store::AuditColumn::Id, false}, control.asker()));
    for (std::size_t at = 0; at < ids.size(); at += kBlock) {
        if (!control.goOn()) return fail(ErrorCode::Cancelled, "the export was cancelled");
        control.setProgress(static_cast<int>(at), static_cast<int>(ids.size()));
        std::vector<std::int64_t> block;
        for (std::size_t i = at; i < std::min(at + kBlock, ids.size()); ++i)
            block.push_back(ids.at(i));
        SCEPTER_TRY(lines, workbench.auditRows(block));
        QByteArray json;
        for (const auto& line : lines)
            json += QJsonDocument(store::toJson(line)).toJson(QJsonDocument::Compact) + '\n';
        SCEPTER_CHECK(file.write(
            bytesOf(std::string_view(json.constData(), static_cast<std::size_t>(json.size())))));
    }
    return {};
}

} // namespace

std::optional<ObjectRef> objectRefOf(const enrollment::AuditRecord& line) {
    const auto colon = line.object.find(':');
    if (colon == std::string::npos) return std::nullopt;
    const std::string kind = line.object.substr(0, colon);
    const qint64 id = text(line.object.substr(colon + 1)).toLongLong();
    if (kind == "request" && id > 0) return ObjectRef::request(id);
    if (kind == "certificate" && id > 0) return ObjectRef::certificate(id);
    if (kind == "code" && id > 0) return ObjectRef::code(id);
    const QString name = QJsonDocument::fromJson(QByteArray::fromStdString(line.detail))
                             .object()
                             .value(QLatin1String("name"))
                             .toString();
    if (name.isEmpty()) return std::nullopt;
    if (kind == "endpoint") return ObjectRef::endpoint(name);
    if (kind == "template") return ObjectRef::certificateTemplate(name);
    if (kind == "authority") return ObjectRef::authority(name);
    return std::nullopt;
}

AuditPage::AuditPage(PageContext& pageContext, QWidget* parent)
    : ListPage(pageContext, PageId::Audit, tr("Audit"), parent)
    , m_model(new AuditModel(pageContext.session, this))
    , m_fields(new FieldList(pageContext.theme, this)) {
    m_verify = addPageAction(QStringLiteral("audit.verify"), tr("&Verify the trail"), Icon::Check,
                             {}, Weight::Normal, [this] { verify(); });
    addPageAction(QStringLiteral("audit.export"), tr("&Export…"), Icon::Export, {}, Weight::Normal,
                  [this] { exportTrail(); });
    filterRow().setPlaceholder(tr("Filter: who, what, object, details…"));
    filterRow().addChip(QStringLiteral("request."), tr("Requests"), Icon::Requests,
                        QStringLiteral("area"));
    filterRow().addChip(QStringLiteral("certificate."), tr("Certificates"), Icon::Certificate,
                        QStringLiteral("area"));
    filterRow().addChip(QStringLiteral("code."), tr("Codes"), Icon::Code, QStringLiteral("area"));
    filterRow().addChip(QStringLiteral("authority."), tr("Authorities"), Icon::Authority,
                        QStringLiteral("area"));
    connect(&view(), &LedgerView::currentIdChanged, this, &AuditPage::showDetail);
    // A line never changes; it only has to come.
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        if (const qint64 id = view().currentId(); id != m_shown) showDetail(id);
    });
    connect(&session(), &workbench::Session::moved, this, [this](const workbench::Moves& moves) {
        if (moves.audit) m_model->follow();
    });
    connect(m_fields, &FieldList::copyRequested, this,
            [this](const QString& value) { copyText(tr("the value"), value); });
    setUp(m_model, makeDetail(), {.icon = Icon::Audit, .sentence = tr("Nothing has happened yet.")},
          QStringLiteral("pages/audit"), {14, 18, 22, 16, 60});
}

QWidget* AuditPage::makeDetail() {
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("detail"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_fields);
    return scroll;
}

bool AuditPage::openObject(const ObjectRef& target) {
    if (target.kind == ObjectRef::Kind::AuditLine) selectWhenThere(target.id);
    return target.page == PageId::Audit;
}

void AuditPage::applyFilter() {
    store::AuditFilter filter;
    filter.text = filterRow().text().toStdString();
    const QStringList chips = filterRow().chipsOn();
    if (!chips.isEmpty()) filter.action = chips.first().toStdString();
    m_model->setFilter(filter);
}

void AuditPage::showDetail(qint64 id) {
    m_fields->clear();
    const enrollment::AuditRecord* line = m_model->record(id);
    setDetailVisible(line != nullptr);
    m_shown = line == nullptr ? 0 : id;
    if (line == nullptr) return;
    context().navigator.note(ObjectRef::auditLine(id));
    m_fields->addHeading(actionWords(line->action));
    m_fields->add({.name = tr("Number"), .value = locale().toString(id)});
    m_fields->add({.name = tr("When"), .value = absoluteTime(line->at, locale())});
    m_fields->add({.name = tr("Who"), .value = text(line->actor)});
    m_fields->add({.name = tr("What"), .value = text(line->action), .monospace = true});
    Field object{.name = tr("Object"), .value = text(line->object)};
    if (const auto target = objectRefOf(*line))
        object.open = [this, target = *target] { context().navigator.open(target); };
    m_fields->add(object);
    const QJsonObject details =
        QJsonDocument::fromJson(QByteArray::fromStdString(line->detail)).object();
    if (!details.isEmpty()) m_fields->addHeading(tr("Details"));
    for (auto it = details.begin(); it != details.end(); ++it) {
        const QString value =
            it->isString()
                ? it->toString()
                : QString::fromUtf8(QJsonDocument(QJsonArray{*it}).toJson(QJsonDocument::Compact))
                      .chopped(1)
                      .mid(1);
        m_fields->add({.name = it.key(), .value = value, .copyable = true});
    }
    m_fields->addHeading(tr("Chain"));
    const QString hash = QString::fromStdString(toHex(line->hash));
    m_fields->add({.name = tr("Hash"),
                   .value = inPairs(hash),
                   .monospace = true,
                   .copyable = true,
                   .copyText = hash});
}

void AuditPage::verify() {
    setBlocked(m_verify, tr("The trail is being verified."));
    session()
        .run(
            tr("Verifying the audit trail"),
            [](workbench::Workbench& workbench, workbench::JobControl&) {
                return workbench.verifyAudit();
            },
            false)
        .then(this, [this](const Result<store::AuditVerdict>& answer) {
            setBlocked(m_verify, {});
            if (!answer) {
                messages().showProblem(tr("The trail was not verified."), problem(answer.error()));
                return;
            }
            const QString head = QString::fromStdString(toHex(answer->head));
            if (answer->intact)
                messages().show({.kind = MessageKind::Info,
                                 .text = tr("The trail is whole: %n line(s).", nullptr,
                                            static_cast<int>(answer->lines)),
                                 .details = tr("Hash of the last line: %1\nNote it elsewhere to "
                                               "find out if the end is ever cut off.")
                                                .arg(head),
                                 .key = QStringLiteral("verified")});
            else
                messages().show({.kind = MessageKind::Error,
                                 .text = tr("The trail was changed: line %1 does not fit.")
                                             .arg(answer->firstBadLine),
                                 .details = text(answer->reason),
                                 .key = QStringLiteral("verified")});
        });
}

void AuditPage::exportTrail() {
    savePiecesThroughJob(context(), *this, tr("Export the audit trail"),
                         QStringLiteral("audit.jsonl"), {tr("JSON lines (*.jsonl)")},
                         tr("Exporting the audit trail"), writeTrail);
}

} // namespace scepter::ui
