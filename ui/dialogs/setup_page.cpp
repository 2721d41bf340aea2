#include "dialogs/setup_page.h"

#include <QAbstractButton>
#include <QDir>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kMargin = 16;

} // namespace

SetupPage::SetupPage(const Theme& theme, const QString& title, const QString& lead, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_content(new QWidget(this))
    , m_lead(new QLabel(m_content))
    , m_body(new QVBoxLayout(m_content)) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(title);
    setFocusPolicy(Qt::NoFocus);
    auto* heading = new QLabel(title, m_content);
    heading->setFont(Theme::titleFont());
    m_lead->setText(lead);
    m_lead->setWordWrap(true);
    m_body->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    m_body->setSpacing(8);
    m_body->addWidget(heading);
    m_body->addWidget(m_lead);
    m_body->addSpacing(8);
    setWidget(m_content);
}

void SetupPage::enter(const SetupDraft& /*draft*/) {
}

QLabel* SetupPage::explain(QVBoxLayout* layout, const QString& text) {
    // A line may end before a path, never within "/scep".
    QString shown = text;
    shown.replace(QLatin1Char('/'), QStringLiteral("/\u2060"));
    auto* label = new QLabel(shown, m_content);
    label->setAccessibleName(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    const auto recolor = [this, label] {
        QPalette palette = m_content->palette();
        palette.setColor(QPalette::WindowText, m_theme.color(Surface::MutedText));
        label->setPalette(palette);
    };
    recolor();
    connect(&m_theme, &Theme::changed, label, recolor);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->addSpacing(style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth) +
                    style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing));
    row->addWidget(label, 1);
    layout->addLayout(row);
    return label;
}

void SetupPage::addChoice(QVBoxLayout* layout, QAbstractButton* choice, const QString& name,
                          const QString& explanation) {
    choice->setObjectName(name);
    // What explains it stands close below it.
    auto* part = new QVBoxLayout;
    part->setSpacing(2);
    part->addWidget(choice);
    layout->addLayout(part);
    if (explanation.isEmpty()) return;
    choice->setAccessibleDescription(explanation);
    explain(part, explanation);
}

QHBoxLayout* SetupPage::withBrowse(QLineEdit* field, QPushButton* browse) {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(field, 1);
    row->addWidget(browse);
    browse->setAutoDefault(false);
    return row;
}

QFormLayout* SetupPage::makeForm(QWidget* parent) {
    auto* form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    return form;
}

QWidget* withNote(QWidget* field, InlineNote* note, QWidget* beside) {
    auto* part = new QWidget(field->parentWidget());
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    const bool fills = field->maximumWidth() == QWIDGETSIZE_MAX;
    row->addWidget(field, fills ? 1 : 0);
    if (beside != nullptr) row->addWidget(beside);
    if (!fills) row->addStretch(1);
    column->addLayout(row);
    column->addWidget(note);
    // A form asks its rows for their height at the width that they get only when they say so.
    QSizePolicy policy = part->sizePolicy();
    policy.setHeightForWidth(true);
    part->setSizePolicy(policy);
    return part;
}

QString wholePath(const QString& typed) {
    const QString text = typed.trimmed();
    if (text.isEmpty()) return {};
    QString path = text;
    if (path == QLatin1String("~") || path.startsWith(QLatin1String("~/")))
        path = QDir::homePath() + path.mid(1);
    QString clean = QDir::cleanPath(QDir::home().absoluteFilePath(path));
    // A name that ends so is a folder's: cleanPath() would hide that.
    if (text.endsWith(QLatin1Char('/')) && !clean.endsWith(QLatin1Char('/')))
        clean += QLatin1Char('/');
    return clean;
}

} // namespace scepter::ui
