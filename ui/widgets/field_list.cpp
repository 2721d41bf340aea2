#include "widgets/field_list.h"

#include "theme/tinted_icon.h"
#include "widgets/wrap_label.h"
#include "widgets/wrap_text.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace scepter::ui {

namespace {

constexpr int kLinePad = 6;
constexpr int kLinkPad = 5; // what a flat button has beside its text
constexpr int kLeastLink = 120;
constexpr int kSlack = 4; // widths of texts are rounded

/// A link that is shortened when there is no room for all of it.
class LinkButton final : public QToolButton {
public:
    LinkButton(QString whole, QWidget* parent)
        : QToolButton(parent)
        , m_whole(std::move(whole)) {
        setAutoRaise(true);
        setIcon(tintedIcon(Icon::Link));
        setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        setFocusPolicy(Qt::StrongFocus);
        setText(m_whole);
        m_frame = QToolButton::sizeHint().width() - fontMetrics().horizontalAdvance(m_whole);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }

    [[nodiscard]] QSize sizeHint() const override {
        return {fontMetrics().horizontalAdvance(m_whole) + m_frame + kSlack,
                QToolButton::sizeHint().height()};
    }
    [[nodiscard]] QSize minimumSizeHint() const override {
        const QSize whole = sizeHint();
        return {std::min(whole.width(), kLeastLink), whole.height()};
    }

protected:
    void resizeEvent(QResizeEvent* event) override {
        QToolButton::resizeEvent(event);
        const QString shown =
            fontMetrics().elidedText(m_whole, Qt::ElideRight, event->size().width() - m_frame);
        if (shown != text()) setText(shown);
    }

private:
    QString m_whole;
    int m_frame = 0;
};

} // namespace

FieldList::FieldList(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16 - kLinkPad);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnStretch(1, 1);
}

void FieldList::clear() {
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    m_grid->setRowStretch(m_row, 0);
    m_row = 0;
}

/// What is left below is left below, not between the lines.
void FieldList::beginRow() {
    m_grid->setRowStretch(m_row, 0);
    m_grid->setRowStretch(m_row + 1, 1);
}

void FieldList::addHeading(const QString& text) {
    beginRow();
    auto* label = new QLabel(text, this);
    label->setFont(Theme::strongFont());
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(0, m_row == 0 ? 0 : 12, 0, 2);
    m_grid->addWidget(label, m_row++, 0, 1, 2);
}

void FieldList::add(const Field& field) {
    beginRow();
    auto* name = new QLabel(field.name, this);
    name->setTextFormat(Qt::PlainText);
    name->setMinimumHeight(lineHeight());
    QPalette muted = name->palette();
    muted.setColor(QPalette::WindowText, m_theme.color(Surface::MutedText));
    name->setPalette(muted);
    QWidget* value = makeValue(field);
    name->setBuddy(value);
    m_grid->addWidget(name, m_row, 0, Qt::AlignTop);
    m_grid->addWidget(value, m_row++, 1);
}

int FieldList::lineHeight() const {
    return fontMetrics().height() + kLinePad;
}

QWidget* FieldList::makeValue(const Field& field) {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    // The text of a link stands below the texts of others.
    const bool isLink = field.open != nullptr && field.tone == Tone::Neutral;
    row->setContentsMargins(isLink ? 0 : kLinkPad, 0, 0, 0);
    row->setSpacing(6);
    if (field.tone != Tone::Neutral) {
        auto* icon = new QLabel(box);
        const int side = fontMetrics().height();
        icon->setMinimumHeight(lineHeight());
        icon->setPixmap(m_theme.icon(iconOf(field.tone), field.tone)
                            .pixmap(QSize(side, side), devicePixelRatioF()));
        row->addWidget(icon, 0, Qt::AlignTop);
    }
    if (field.open) {
        auto* link = new LinkButton(field.value, box);
        link->setToolTip(field.toolTip.isEmpty() ? field.value : field.toolTip);
        link->setAccessibleName(tr("%1: open %2").arg(field.name, field.value));
        connect(link, &QToolButton::clicked, this, [open = field.open] { open(); });
        row->addWidget(link);
        row->addStretch(1);
    } else if (field.anywhere) {
        auto* whole = new WrapText(box);
        whole->setValue(field.value, field.name);
        if (field.monospace) whole->setFont(Theme::monospace());
        row->addWidget(whole, 1);
    } else {
        auto* label = new WrapLabel(field.value, box);
        label->setMinimumHeight(lineHeight());
        label->setContentsMargins(0, kLinePad / 2, 0, kLinePad / 2);
        label->setAccessibleName(field.name + QStringLiteral(": ") + field.value);
        label->setToolTip(field.toolTip);
        if (field.monospace) label->setFont(Theme::monospace());
        row->addWidget(label, 1);
    }
    if (field.copyable) {
        auto* copy = new QToolButton(box);
        copy->setAutoRaise(true);
        copy->setIcon(tintedIcon(Icon::Copy));
        copy->setToolTip(tr("Copy %1").arg(field.name));
        copy->setAccessibleName(copy->toolTip());
        copy->setFocusPolicy(Qt::StrongFocus);
        connect(copy, &QToolButton::clicked, this,
                [this, value = field.copyText.isEmpty() ? field.value : field.copyText] {
                    Q_EMIT copyRequested(value);
                });
        row->addWidget(copy, 0, Qt::AlignTop);
    }
    return box;
}

} // namespace scepter::ui
