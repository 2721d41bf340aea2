#include "pages/template_preview_pane.h"

#include "pages/endpoint_fields.h"
#include "widgets/card.h"
#include "widgets/field_list.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"

#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kSoonMs = 200;

std::vector<std::string> partsOf(const QString& commaSeparated) {
    std::vector<std::string> all;
    const QStringList parts = commaSeparated.split(QLatin1Char(','));
    for (const QString& part : parts)
        if (const QString one = part.trimmed(); !one.isEmpty()) all.push_back(one.toStdString());
    return all;
}

QLabel* plainLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

TemplatePreviewPane::TemplatePreviewPane(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_subject(new QLineEdit(QStringLiteral("CN=device-1")))
    , m_names(new QLineEdit)
    , m_keyUsage(new QLineEdit)
    , m_extended(new QLineEdit)
    , m_authority(new QComboBox)
    , m_problem(new InlineNote(context.theme, Tone::Error))
    , m_busy(new InlineNote(context.theme, Tone::Info))
    , m_linesCard(new Card(context.theme, tr("Requested beside issued")))
    , m_lines(new QGridLayout)
    , m_factsCard(new Card(context.theme, tr("The certificate")))
    , m_facts(new FieldList(context.theme)) {
    m_problem->setObjectName(QStringLiteral("templatePreviewProblem"));
    m_linesCard->setObjectName(QStringLiteral("templatePreviewLines"));
    m_lines->setHorizontalSpacing(16);
    m_lines->setVerticalSpacing(4);
    m_lines->setColumnStretch(1, 1);
    m_lines->setColumnStretch(2, 1);
    m_linesCard->body()->addLayout(m_lines);
    m_facts->setObjectName(QStringLiteral("templatePreviewFacts"));
    m_factsCard->body()->addWidget(m_facts);
    m_linesCard->hide();
    m_factsCard->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    column->addWidget(makeSample());
    column->addWidget(m_linesCard);
    column->addWidget(m_factsCard);
    column->addStretch(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &TemplatePreviewPane::ask);
    connect(m_facts, &FieldList::copyRequested, this,
            [this](const QString& value) { Q_EMIT copyRequested(tr("the value"), value); });
    connect(&context.theme, &Theme::changed, this, [this] {
        showLines();
        showFacts();
    });
}

TemplatePreviewPane::~TemplatePreviewPane() {
    if (m_cancel) m_cancel->store(true);
}

Card* TemplatePreviewPane::makeSample() {
    auto* card = new Card(m_context.theme, tr("Try it with a request"));
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(8);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    const auto add = [&](QLineEdit* edit, const char* name, const QString& label,
                         const QString& example) {
        edit->setObjectName(QLatin1String(name));
        edit->setPlaceholderText(example);
        edit->setAccessibleName(label);
        form->addRow(label, edit);
        connect(edit, &QLineEdit::textChanged, this, &TemplatePreviewPane::refresh);
    };
    add(m_subject, "sampleSubject", tr("Subject"), QStringLiteral("CN=device-1,O=Example"));
    add(m_names, "sampleNames", tr("Alternative names"),
        QStringLiteral("DNS:device-1.example, IP:10.0.0.1"));
    add(m_keyUsage, "sampleKeyUsage", tr("Key usage"), tr("not asked for"));
    add(m_extended, "sampleExtended", tr("Purposes"), tr("not asked for"));
    m_authority->setObjectName(QStringLiteral("sampleAuthority"));
    m_authorityLabel = new QLabel(tr("Authority"));
    m_authorityLabel->setBuddy(m_authority);
    form->addRow(m_authorityLabel, m_authority);
    form->setRowVisible(m_authority, false);
    connect(m_authority, &QComboBox::currentIndexChanged, this, &TemplatePreviewPane::refresh);
    card->body()->addLayout(form);
    card->body()->addWidget(m_problem);
    card->body()->addWidget(m_busy);
    return card;
}

void TemplatePreviewPane::setConfig(const EndpointConfig& config) {
    const QVariant kept = m_authority->currentData();
    const QSignalBlocker quiet(m_authority);
    m_authority->clear();
    for (const AuthorityName& one : config.authorities)
        m_authority->addItem(text(one.name), text(one.name));
    m_authority->setCurrentIndex(std::max(0, m_authority->findData(kept)));
    const bool several = config.authorities.size() > 1;
    m_authority->setVisible(several);
    m_authorityLabel->setVisible(several);
    refresh();
}

void TemplatePreviewPane::show(const authority::Template& recipe) {
    m_recipe = recipe;
    refresh();
}

void TemplatePreviewPane::refresh() {
    m_soon.start();
}

workbench::SampleRequest TemplatePreviewPane::sample() const {
    workbench::SampleRequest sample;
    sample.subject = m_subject->text().trimmed().toStdString();
    sample.subjectAltNames = partsOf(m_names->text());
    sample.keyUsage = m_keyUsage->text().trimmed().toStdString();
    sample.extendedKeyUsage = partsOf(m_extended->text());
    return sample;
}

void TemplatePreviewPane::ask() {
    if (m_cancel) {
        m_cancel->store(true);
        m_askAgain = true;
        return;
    }
    m_cancel = std::make_shared<std::atomic<bool>>(false);
    m_askAgain = false;
    // A first RSA key of its size takes a second or so.
    m_busy->setText(m_preview ? QString() : tr("The preview is being made."));
    m_context.session
        .ask([recipe = m_recipe, authority = m_authority->currentData().toString().toStdString(),
              sample = sample(), cancel = m_cancel](workbench::Workbench& workbench) {
            return workbench.previewTemplate(recipe, authority, sample,
                                             [cancel] { return !cancel->load(); });
        })
        .then(this, [this](const Result<workbench::TemplatePreview>& answer) { answered(answer); });
}

void TemplatePreviewPane::answered(const Result<workbench::TemplatePreview>& answer) {
    m_cancel.reset();
    if (m_askAgain) {
        ask();
        return;
    }
    m_busy->setText({});
    if (!answer) {
        const Problem problem = problemOf(answer.error(), m_context.session.clock().now());
        m_problem->setText(tr("Nothing would be issued. %1")
                               .arg(problem.why.isEmpty() ? problem.summary
                                                          : sentenceOf(problem.why.toStdString())));
        m_preview.reset();
        m_linesCard->hide();
        m_factsCard->hide();
        return;
    }
    m_problem->setText({});
    const bool same =
        m_preview && m_preview->lines == answer->lines && m_preview->facts == answer->facts;
    m_preview = *answer;
    m_linesCard->show();
    m_factsCard->show();
    if (same) return;
    showLines();
    showFacts();
}

void TemplatePreviewPane::clearGrid() {
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

void TemplatePreviewPane::showLines() {
    if (!m_preview) return;
    clearGrid();
    const QStringList headings{QString(), tr("Requested"), tr("Issued")};
    for (int i = 1; i < headings.size(); ++i) {
        auto* heading = plainLabel(headings.at(i), m_linesCard);
        heading->setFont(Theme::strongFont());
        m_lines->addWidget(heading, 0, i);
    }
    int row = 1;
    for (const authority::PlanLine& line : m_preview->lines) {
        auto* name = plainLabel(text(line.field), m_linesCard);
        QPalette muted = name->palette();
        muted.setColor(QPalette::WindowText, m_context.theme.color(Surface::MutedText));
        name->setPalette(muted);
        m_lines->addWidget(name, row, 0);
        m_lines->addWidget(plainLabel(line.requested.empty() ? tr("–", "nothing was asked for")
                                                             : text(line.requested),
                                      m_linesCard),
                           row, 1);
        const QString issued = line.issued.empty() ? tr("(left out)") : text(line.issued);
        if (line.changed) {
            auto* note = new InlineNote(m_context.theme, Tone::Warning, m_linesCard);
            note->setText(issued);
            note->setToolTip(tr("Not what was asked for."));
            m_lines->addWidget(note, row, 2, Qt::AlignTop);
        } else {
            m_lines->addWidget(plainLabel(issued, m_linesCard), row, 2);
        }
        ++row;
    }
}

void TemplatePreviewPane::showFacts() {
    if (!m_preview) return;
    m_facts->clear();
    std::string group;
    for (const workbench::Fact& fact : m_preview->facts) {
        if (fact.group != group) m_facts->addHeading(text(fact.group));
        group = fact.group;
        QString value = text(fact.value);
        if (fact.critical) value += QLatin1Char(' ') + tr("(critical)");
        m_facts->add({.name = text(fact.name),
                      .value = value,
                      .monospace = fact.monospace,
                      .toolTip = text(fact.note)});
    }
}

} // namespace scepter::ui
