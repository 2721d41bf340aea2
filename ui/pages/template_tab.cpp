#include "pages/template_tab.h"

#include "models/template_list_model.h"
#include "pages/template_form.h"
#include "pages/template_preview_pane.h"
#include "shell/navigator.h"
#include "widgets/inline_question.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

namespace scepter::ui {

namespace {

using authority::Template;

Result<Template> store(workbench::Workbench& workbench, const Template& draft,
                       const std::optional<Template>& base) {
    auto& endpoints = workbench.endpoints();
    if (!base) {
        SCEPTER_CHECK(endpoints.addTemplate(draft));
        return draft;
    }
    SCEPTER_TRY(now, endpoints.showTemplate(base->name));
    if (!(now == *base))
        return fail(ErrorCode::Conflict, "template " + base->name + " was changed elsewhere");
    SCEPTER_CHECK(endpoints.updateTemplate(draft));
    return draft;
}

std::string freeName(const EndpointConfig& config, const std::string& wanted) {
    for (int i = 1;; ++i) {
        std::string name = i == 1 ? wanted : wanted + "-" + std::to_string(i);
        if (config.recipe(name) == nullptr) return name;
    }
}

} // namespace

TemplateTab::TemplateTab(PageContext& pageContext, MessageBar& messageBar, QWidget* parent)
    : StagedTab(pageContext, messageBar, parent)
    , m_config(std::make_shared<EndpointConfig>())
    , m_model(new TemplateListModel(this))
    , m_form(new TemplateForm(pageContext.theme))
    , m_preview(new TemplatePreviewPane(pageContext)) {
    setUp({.prefix = QStringLiteral("template"),
           .stateKey = QStringLiteral("pages/templates"),
           .listName = tr("Templates"),
           .filterHint = tr("Filter: name, description, keys, endpoints…"),
           .icon = Icon::Template,
           .empty = tr("There is no template yet."),
           .emptyHint = tr("A template says what will be in the certificates of an endpoint."),
           .add = tr("Add the template"),
           .widths = {18, 12, 34, 22, 20}},
          m_model, m_form, m_preview);
    connect(m_form, &TemplateForm::edited, this, &TemplateTab::draftMoved);
    connect(m_preview, &TemplatePreviewPane::copyRequested, this, &TemplateTab::copyText);
}

const Template* TemplateTab::current() const {
    return m_config->recipe(key().toStdString());
}

QString TemplateTab::title() const {
    return isNew() ? tr("New template") : tr("Template %1").arg(text(m_base.name));
}

QStringList TemplateTab::changes() const {
    return changesBetween(settingTexts(m_base), settingTexts(m_form->value()));
}

QString TemplateTab::whyNotApply() const {
    const QString problem = m_form->firstProblem();
    return problem.isEmpty() ? QString() : tr("To be mended first: %1").arg(problem);
}

void TemplateTab::draftMoved() {
    m_preview->show(m_form->value());
    reflectChanges();
}

void TemplateTab::showStored() {
    const Template* recipe = current();
    if (recipe == nullptr) return;
    ++m_turn;
    m_base = *recipe;
    m_form->load(m_base, false);
    m_preview->show(m_base);
    if (isVisible()) context().navigator.note(ObjectRef::certificateTemplate(text(m_base.name)));
}

void TemplateTab::showNew(bool copy) {
    ++m_turn;
    Template fresh = authority::labTemplate();
    if (copy && current() != nullptr) {
        fresh = m_form->value();
        fresh.name = freeName(*m_config, fresh.name + "-copy");
    } else {
        fresh.name = freeName(*m_config, "template");
    }
    m_base = fresh;
    m_form->load(fresh, true);
    m_preview->show(fresh);
    m_form->focusName();
}

void TemplateTab::follow(const std::shared_ptr<const EndpointConfig>& config) {
    m_config = config;
    std::vector<TemplateRow> rows;
    for (const Template& recipe : config->templates)
        rows.push_back({recipe, config->usersOf(recipe.name)});
    m_model->setRows(std::move(rows));
    m_form->setConfig(*config);
    m_preview->setConfig(*config);
    if (!key().isEmpty() && !isNew()) followCurrent();
    rowsChanged();
}

void TemplateTab::followCurrent() {
    const Template* recipe = current();
    if (recipe == nullptr) {
        if (!hasChanges()) {
            becomeNothing();
            return;
        }
        question().ask(
            Tone::Warning,
            tr("Somebody else has removed this template. Your changes are only here."),
            {{tr("Keep mine as a new template"), QStringLiteral("conflictKeep"),
              [this] {
                  const Template mine = m_form->value();
                  becomeNew();
                  m_form->load(mine, true);
                  reflectChanges();
              }},
             {tr("Drop mine"), QStringLiteral("conflictLoad"), [this] { becomeNothing(); }}},
            InlineQuestion::Focus::Leave);
        return;
    }
    if (*recipe == m_base) return;
    if (!hasChanges()) {
        showStored();
        return;
    }
    const QStringList differences = changesBetween(settingTexts(m_base), settingTexts(*recipe));
    m_base = *recipe;
    if (m_form->value() == m_base) return;
    // The draft is compared with the other version from now on.
    question().ask(
        Tone::Warning,
        tr("Somebody else has changed this template: %1. Applying your draft replaces "
           "that.")
            .arg(differences.join(QStringLiteral("; "))),
        {{tr("Keep mine"), QStringLiteral("conflictKeep"), {}},
         {tr("Load the other version"), QStringLiteral("conflictLoad"), [this] { discard(); }}},
        InlineQuestion::Focus::Leave);
}

void TemplateTab::apply() {
    if (!whyNotApply().isEmpty()) return;
    const Template draft = m_form->value();
    std::optional<Template> base;
    if (!isNew()) base = m_base;
    setApplying(true);
    const quint64 turn = ++m_turn;
    context()
        .session
        .ask([draft, base](workbench::Workbench& workbench) {
            return store(workbench, draft, base);
        })
        .then(this, [this, turn](const Result<Template>& answer) {
            setApplying(false);
            if (answer) {
                // Whoever has gone on to another template is not brought back.
                if (turn == m_turn) bind(*answer);
                messages().showSuccess(
                    tr("Template “%1” is stored. It holds for certificates from now on.")
                        .arg(text(answer->name)));
            } else {
                messages().showProblem(tr("The template was not stored."), problem(answer.error()));
            }
            Q_EMIT stored();
        });
}

// What was typed since it was sent stays a draft; only the name is fixed from now on.
void TemplateTab::bind(const Template& sent) {
    question().close();
    Template now = m_form->value();
    now.name = sent.name;
    m_base = sent;
    m_form->load(now, false);
    becomeStored(text(sent.name));
}

QString TemplateTab::whyNotRemove() const {
    if (key().isEmpty()) return tr("Choose a template first.");
    const std::vector<std::string> users = m_config->usersOf(key().toStdString());
    if (users.empty()) return {};
    QStringList names;
    for (const std::string& user : users)
        names.append(text(user));
    return tr("It is used by: %1. Give them another template first.")
        .arg(names.join(QStringLiteral(", ")));
}

void TemplateTab::askRemove() {
    const Template* recipe = current();
    if (recipe == nullptr || !whyNotRemove().isEmpty()) return;
    const QString name = text(recipe->name);
    question().ask(Tone::Warning,
                   tr("Remove template “%1”? Certificates that were made by it stay valid. This "
                      "cannot be undone.")
                       .arg(name),
                   {{tr("Cancel"), QStringLiteral("removeCancel"), {}},
                    {tr("Remove template “%1”").arg(name), QStringLiteral("removeConfirm"),
                     [this, plain = recipe->name] { remove(plain); }}});
}

void TemplateTab::remove(const std::string& name) {
    setApplying(true);
    context()
        .session
        .ask([name](workbench::Workbench& workbench) -> Result<std::string> {
            SCEPTER_CHECK(workbench.endpoints().removeTemplate(name));
            return name;
        })
        .then(this, [this](const Result<std::string>& answer) {
            setApplying(false);
            if (answer) {
                messages().showSuccess(tr("Template “%1” is removed.").arg(text(*answer)));
                m_form->load(m_base, false); // nothing of it is to be kept
            } else {
                messages().showProblem(tr("The template was not removed."),
                                       problem(answer.error()));
            }
            reflectChanges();
            Q_EMIT stored();
        });
}

void TemplateTab::open(const QString& name) {
    openKey(name);
}

} // namespace scepter::ui
