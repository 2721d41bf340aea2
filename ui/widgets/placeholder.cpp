#include "widgets/placeholder.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kPicture = 40;
constexpr int kTextWidth = 460;

} // namespace

Placeholder::Placeholder(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_picture(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_button(new QPushButton(this))
    , m_link(new QToolButton(this)) {
    setObjectName(QStringLiteral("placeholder"));
    m_sentence->setFont(Theme::strongFont());
    for (QLabel* label : {m_sentence, m_hint}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignCenter);
        label->setMaximumWidth(kTextWidth);
        label->setMinimumWidth(200);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_button->setObjectName(QStringLiteral("placeholderButton"));
    m_link->setObjectName(QStringLiteral("placeholderLink"));
    m_link->setAutoRaise(true);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(m_picture, 0, Qt::AlignHCenter);
    // Between stretches, not aligned: only so do they get the height that their lines take.
    for (QLabel* label : {m_sentence, m_hint}) {
        auto* row = new QHBoxLayout;
        row->addStretch(1);
        row->addWidget(label, kTextWidth);
        row->addStretch(1);
        layout->addLayout(row);
    }
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addWidget(m_link, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, &Placeholder::buttonClicked);
    connect(m_link, &QToolButton::clicked, this, &Placeholder::linkClicked);
    connect(&theme, &Theme::changed, this, &Placeholder::redraw);
}

void Placeholder::show(Icon icon, const QString& sentence, const QString& hint,
                       const QString& buttonText, const QString& linkText) {
    m_icon = icon;
    m_tone = Tone::Neutral;
    m_sentence->setText(sentence);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_button->setText(buttonText);
    m_button->setVisible(!buttonText.isEmpty());
    m_link->setText(linkText);
    m_link->setVisible(!linkText.isEmpty());
    setAccessibleName(sentence);
    redraw();
    fitPicture();
}

void Placeholder::showProblem(const Problem& problem, const QString& buttonText) {
    show(Icon::Error, problem.summary,
         problem.action + (problem.why.isEmpty() ? QString() : QLatin1Char('\n') + problem.why),
         buttonText);
    m_tone = Tone::Error;
    redraw();
}

QString Placeholder::sentence() const {
    return m_sentence->text();
}

void Placeholder::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitPicture();
}

// The words come first where there is little room.
void Placeholder::fitPicture() {
    int needed = layout()->hasHeightForWidth() ? layout()->heightForWidth(width())
                                               : layout()->minimumSize().height();
    if (m_picture->isHidden()) needed += kPicture + layout()->spacing();
    m_picture->setVisible(needed <= height());
}

void Placeholder::redraw() {
    m_picture->setPixmap(
        m_theme.icon(m_icon, m_tone).pixmap(QSize(kPicture, kPicture), devicePixelRatioF()));
}

} // namespace scepter::ui
