#include "pages/endpoint_tab.h"

#include "models/endpoint_list_model.h"
#include "pages/endpoint_draft.h"
#include "pages/endpoint_form.h"
#include "pages/endpoint_preview_pane.h"
#include "pages/gates_editor.h"
#include "shell/clipboard.h"
#include "shell/desktop.h"
#include "shell/navigator.h"
#include "widgets/inline_question.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"
#include "workbench/write_file.h"

#include <QPointer>

namespace scepter::ui {

namespace {

using enrollment::EndpointSettings;

constexpr std::size_t kMaxFile = std::size_t{1} << 20;

} // namespace

EndpointTab::EndpointTab(PageContext& pageContext, MessageBar& messageBar, QWidget* parent)
    : StagedTab(pageContext, messageBar, parent)
    , m_config(std::make_shared<EndpointConfig>())
    , m_model(new EndpointListModel(this))
    , m_form(new EndpointForm(pageContext.theme, services()))
    , m_preview(new EndpointPreviewPane(pageContext)) {
    setUp({.prefix = QStringLiteral("endpoint"),
           .stateKey = QStringLiteral("pages/endpoints"),
           .listName = tr("Endpoints"),
           .filterHint = tr("Filter: name, path, challenge, template…"),
           .icon = Icon::Endpoints,
           .empty = tr("There is no endpoint yet."),
           .emptyHint = tr("An endpoint is an address at which clients can enroll."),
           .add = tr("Add the endpoint"),
           .widths = {16, 22, 14, 18, 22, 14, 12}},
          m_model, m_form, m_preview);
    connect(m_form, &EndpointForm::edited, this, &EndpointTab::draftMoved);
    connect(m_form, &EndpointForm::templateAsked, this, &EndpointTab::templateAsked);
    connect(m_preview, &EndpointPreviewPane::copyRequested, this, &EndpointTab::copyText);
}

GateServices EndpointTab::services() {
    GateServices made;
    made.copySecret = [this](const QString& secret) {
        context().clipboard.copySecret(secret);
        messages().showSuccess(tr("The secret is on the clipboard; it leaves it soon."));
    };
    made.openCodes = [this] { context().navigator.open(ObjectRef::ofPage(PageId::Challenges)); };
    made.choosePath = [this](QWidget* asker, const QString& title, const QStringList& filters,
                             std::function<void(const QString&)> chosen) {
        context().desktop.chooseOpenFile(asker, title, filters, std::move(chosen));
    };
    made.openFile = [this](QWidget* asker, const QString& title, const QStringList& filters,
                           const std::function<void(const FileContent&)>& read) {
        openFile(asker, title, filters, read);
    };
    made.now = [this] { return context().session.clock().now(); };
    return made;
}

void EndpointTab::openFile(QWidget* asker, const QString& title, const QStringList& filters,
                           const std::function<void(const FileContent&)>& read) {
    const QPointer<QWidget> guard(asker);
    context().desktop.chooseOpenFile(
        asker, title, filters, [this, guard, read](const QString& path) {
            if (!guard) return;
            context()
                .session
                .ask([path = path.toStdString()](workbench::Workbench&) -> FileContent {
                    SCEPTER_TRY(bytes, workbench::readFile(path, kMaxFile));
                    return std::make_shared<const SecretBytes>(std::move(bytes));
                })
                .then(guard.data(), [read](const FileContent& content) { read(content); });
        });
}

const EndpointRow* EndpointTab::current() const {
    return m_config->endpoint(key().toLongLong());
}

bool EndpointTab::secretsChanged() const {
    return m_secretsKnown && !sameSecrets(m_form->gates().secrets(), m_baseSecrets);
}

QString EndpointTab::title() const {
    if (isNew()) return tr("New endpoint");
    return tr("Endpoint %1").arg(text(m_base.name));
}

QStringList EndpointTab::changes() const {
    const EndpointSettings draft = m_form->value();
    QStringList list =
        changesBetween(settingTexts(m_base, *m_config), settingTexts(draft, *m_config));
    list.append(gateChanges(m_base, draft));
    if (m_secretsKnown) list.append(secretChanges(m_baseSecrets, m_form->gates().secrets()));
    return list;
}

QString EndpointTab::whyNotApply() const {
    if (!isNew() && !m_secretsKnown) return tr("The secrets of its gates are being read.");
    const QString problem = m_form->firstProblem();
    return problem.isEmpty() ? QString() : tr("To be mended first: %1").arg(problem);
}

void EndpointTab::draftMoved() {
    m_preview->show(m_form->value());
    reflectChanges();
}

void EndpointTab::showStored() {
    const EndpointRow* row = current();
    if (row == nullptr) return;
    ++m_turn;
    m_base = row->settings;
    m_secretsKnown = false;
    m_baseSecrets.clear();
    m_form->gates().setUnknown();
    m_form->load(m_base);
    m_preview->show(m_base);
    readSecrets();
    // Where the operator was, not what was chosen for him on a tab out of sight.
    if (isVisible()) context().navigator.note(ObjectRef::endpoint(text(m_base.name)));
}

void EndpointTab::readSecrets() {
    using Answer = Result<std::shared_ptr<const enrollment::Endpoint>>;
    context()
        .session
        .ask([name = m_base.name](workbench::Workbench& workbench) -> Answer {
            SCEPTER_TRY(stored, workbench.endpoints().show(name));
            return std::make_shared<const enrollment::Endpoint>(std::move(stored));
        })
        .then(this, [this, turn = m_turn](const Answer& answer) {
            if (turn != m_turn || isNew()) return;
            if (answer)
                secretsRead(*answer);
            else if (answer.error().code != ErrorCode::NotFound)
                messages().showProblem(tr("The secrets of the gates were not read."),
                                       problem(answer.error()));
        });
}

void EndpointTab::secretsRead(const std::shared_ptr<const enrollment::Endpoint>& stored) {
    const bool edited = secretsChanged();
    const bool moved = m_secretsKnown && !sameSecrets(stored->secrets, m_baseSecrets);
    if (edited && !moved) return;
    const QStringList differences = secretChanges(m_baseSecrets, stored->secrets);
    m_baseSecrets = cloned(stored->secrets);
    m_secretsKnown = true;
    if (edited)
        askAboutOther(differences);
    else
        m_form->gates().setSecrets(m_baseSecrets);
    m_form->check();
    reflectChanges();
}

void EndpointTab::showNew(bool copy) {
    ++m_turn;
    EndpointSettings fresh;
    std::vector<challenge::GateSecret> secrets;
    if (copy && current() != nullptr) {
        fresh = m_form->value();
        secrets = copySecrets(fresh, m_form->gates().secrets());
        fresh.name = freeName(*m_config, fresh.name + "-copy");
        fresh.path = freePath(*m_config, fresh.path + "-copy");
        fresh.aliases.clear();
    } else {
        fresh.name = freeName(*m_config, "endpoint");
        fresh.path = freePath(*m_config, "/scep");
        if (!m_config->authorities.empty()) fresh.authorityId = m_config->authorities.front().id;
        if (!m_config->templates.empty()) fresh.templateName = m_config->templates.front().name;
    }
    fresh.id = 0;
    m_base = fresh;
    m_baseSecrets.clear();
    m_secretsKnown = true;
    m_form->gates().setUnknown();
    m_form->load(fresh);
    m_form->gates().setSecrets(secrets);
    m_form->check();
    m_preview->show(fresh);
    m_form->focusName();
}

void EndpointTab::follow(const std::shared_ptr<const EndpointConfig>& config) {
    const auto before = std::exchange(m_config, config);
    m_model->setRows(config->endpoints);
    m_form->setConfig(*config);
    if (!key().isEmpty() && !isNew()) followCurrent(before);
    m_preview->refresh();
    if (!m_wantedName.isEmpty()) open(std::exchange(m_wantedName, {}));
    rowsChanged();
}

void EndpointTab::followCurrent(const std::shared_ptr<const EndpointConfig>& before) {
    const EndpointRow* row = current();
    if (row == nullptr) {
        if (!hasChanges()) {
            becomeNothing();
            return;
        }
        question().ask(
            Tone::Warning,
            tr("Somebody else has removed this endpoint. Your changes are only here."),
            {{tr("Keep mine as a new endpoint"), QStringLiteral("conflictKeep"),
              [this] {
                  EndpointSettings mine = m_form->value();
                  mine.id = 0;
                  becomeNew();
                  m_form->load(mine);
                  reflectChanges();
              }},
             {tr("Drop mine"), QStringLiteral("conflictLoad"), [this] { becomeNothing(); }}},
            InlineQuestion::Focus::Leave);
        return;
    }
    if (row->settings == m_base) {
        readSecrets();
        return;
    }
    if (hasChanges()) {
        const EndpointSettings mine = m_form->value();
        QStringList differences =
            changesBetween(settingTexts(m_base, *before), settingTexts(row->settings, *m_config));
        differences.append(gateChanges(m_base, row->settings));
        m_base = row->settings;
        // Both came to the same: nothing is to be decided.
        if (!(mine == m_base)) askAboutOther(differences);
        readSecrets();
    } else {
        showStored();
    }
}

// The draft is compared with the other version from now on: to keep it needs no more than closing
// the question.
void EndpointTab::askAboutOther(const QStringList& differences) {
    question().ask(
        Tone::Warning,
        tr("Somebody else has changed this endpoint: %1. Applying your draft replaces "
           "that.")
            .arg(differences.join(QStringLiteral("; "))),
        {{tr("Keep mine"), QStringLiteral("conflictKeep"), {}},
         {tr("Load the other version"), QStringLiteral("conflictLoad"), [this] { discard(); }}},
        InlineQuestion::Focus::Leave);
}

void EndpointTab::apply() {
    if (!whyNotApply().isEmpty()) return;
    const EndpointSettings draft = m_form->value();
    std::optional<DraftBase> base;
    if (!isNew()) base = DraftBase{m_base, shareSecrets(m_baseSecrets)};
    const SharedSecrets secrets = shareSecrets(m_form->gates().secrets());
    m_form->gates().setSent();
    setApplying(true);
    const quint64 turn = ++m_turn;
    context()
        .session
        .ask([draft, base, secrets](workbench::Workbench& workbench) {
            return storeDraft(workbench, draft, base, secrets);
        })
        .then(this, [this, turn, secrets](const Result<EndpointSettings>& answer) {
            setApplying(false);
            if (answer) {
                // Whoever has gone on to another endpoint is not brought back.
                if (turn == m_turn) bind(*answer, *secrets);
                messages().resolve(QStringLiteral("endpoint"));
                messages().showSuccess(tr("Endpoint “%1” is stored.").arg(text(answer->name)));
                Q_EMIT stored();
                return;
            }
            messages().showProblem(tr("The endpoint was not stored."), problem(answer.error()));
            Q_EMIT stored();
        });
}

// What was typed since it was sent stays a draft.
void EndpointTab::bind(const EndpointSettings& sent,
                       const std::vector<challenge::GateSecret>& secrets) {
    question().close();
    EndpointSettings now = m_form->value();
    now.id = sent.id;
    m_base = sent;
    m_baseSecrets = cloned(secrets);
    m_secretsKnown = true;
    m_form->gates().takeStored(m_baseSecrets);
    m_form->load(now);
    becomeStored(QString::number(sent.id));
}

QString EndpointTab::whyNotRemove() const {
    return key().isEmpty() ? tr("Choose an endpoint first.") : QString();
}

void EndpointTab::askRemove() {
    const EndpointRow* row = current();
    if (row == nullptr) return;
    const QString name = text(row->settings.name);
    question().ask(Tone::Warning,
                   tr("Remove endpoint “%1”? Clients that use %2 get “404 Not Found” from then on, "
                      "those that wait for an answer too. Certificates that it issued stay valid.")
                       .arg(name, text(row->settings.path)),
                   {{tr("Cancel"), QStringLiteral("removeCancel"), {}},
                    {tr("Remove endpoint “%1”").arg(name), QStringLiteral("removeConfirm"),
                     [this] { remove(); }}});
}

void EndpointTab::remove() {
    const EndpointRow* row = current();
    if (row == nullptr) return;
    setApplying(true);
    ++m_turn;
    context()
        .session
        .ask([name = row->settings.name](workbench::Workbench& workbench) -> Result<std::string> {
            SCEPTER_CHECK(workbench.endpoints().remove(name));
            return name;
        })
        .then(this, [this](const Result<std::string>& answer) {
            setApplying(false);
            if (answer) {
                messages().showSuccess(tr("Endpoint “%1” is removed.").arg(text(*answer)));
                // Nothing of it is to be kept.
                m_secretsKnown = false;
                m_form->gates().setUnknown();
                m_form->load(m_base);
            } else {
                messages().showProblem(tr("The endpoint was not removed."),
                                       problem(answer.error()));
            }
            reflectChanges();
            Q_EMIT stored();
        });
}

void EndpointTab::open(const QString& name) {
    const std::string wanted = name.toStdString();
    for (const EndpointRow& row : m_config->endpoints)
        if (row.settings.name == wanted) return openKey(QString::number(row.settings.id));
    bool isNumber = false;
    const qint64 id = name.toLongLong(&isNumber);
    if (isNumber && m_config->endpoint(id) != nullptr) return openKey(name);
    if (m_config->endpoints.empty())
        m_wantedName = name;
    else
        messages().show(
            {.kind = MessageKind::Warning, .text = tr("There is no endpoint “%1”.").arg(name)});
}

void EndpointTab::copyAddress() {
    copyText(tr("the address"), m_preview->address());
}

void EndpointTab::copyFingerprint() {
    const QString fingerprint = m_preview->fingerprint();
    if (!fingerprint.isEmpty()) copyText(tr("the SHA-256 fingerprint of the CA"), fingerprint);
}

} // namespace scepter::ui
