#include "pages/gate_fields.h"

#include "theme/tinted_icon.h"
#include "widgets/texts.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kLongestTimeout = 15;

TimePoint timeOf(const QDateTime& time) {
    return TimePoint(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QDateTime inMinutes(TimePoint time) {
    return toDateTime(std::chrono::floor<std::chrono::minutes>(time));
}

} // namespace

Fold::Fold(const QString& objectName, const QString& title, QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_button(new QToolButton(this))
    , m_content(content) {
    setObjectName(objectName);
    m_button->setObjectName(objectName + QStringLiteral("Button"));
    m_button->setText(title);
    m_button->setCheckable(true);
    m_button->setAutoRaise(true);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setFocusPolicy(Qt::StrongFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_button, 0, Qt::AlignLeading);
    column->addWidget(content);
    connect(m_button, &QToolButton::toggled, this, &Fold::setUnfolded);
    setUnfolded(false);
}

void Fold::setUnfolded(bool unfolded) {
    m_button->setChecked(unfolded);
    m_button->setIcon(tintedIcon(unfolded ? Icon::ChevronDown : Icon::ChevronRight));
    m_content->setVisible(unfolded);
}

OptionalTime::OptionalTime(const QString& objectName, const QString& label,
                           std::function<TimePoint()> suggested, QWidget* parent)
    : QWidget(parent)
    , m_on(new QCheckBox(label, this))
    , m_edit(new QDateTimeEdit(this))
    , m_suggested(std::move(suggested)) {
    setObjectName(objectName);
    m_on->setObjectName(objectName + QStringLiteral("On"));
    m_edit->setObjectName(objectName + QStringLiteral("Time"));
    m_edit->setAccessibleName(label);
    m_edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_edit->setCalendarPopup(true);
    m_edit->hide();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_on);
    row->addWidget(m_edit);
    row->addStretch(1);
    connect(m_on, &QCheckBox::toggled, this, [this](bool on) {
        m_edit->setVisible(on);
        if (m_setting) return;
        if (on) show(m_suggested());
        Q_EMIT changed();
    });
    connect(m_edit, &QDateTimeEdit::dateTimeChanged, this, [this](const QDateTime& time) {
        if (m_setting) return;
        m_exact = timeOf(time);
        Q_EMIT changed();
    });
}

void OptionalTime::show(TimePoint time) {
    const QScopedValueRollback guard(m_setting, true);
    m_exact = time;
    m_edit->setDateTime(inMinutes(time));
}

std::optional<TimePoint> OptionalTime::time() const {
    return m_on->isChecked() ? std::optional(m_exact) : std::nullopt;
}

void OptionalTime::setTime(const std::optional<TimePoint>& wanted) {
    if (time() == wanted) return;
    const QScopedValueRollback guard(m_setting, true);
    m_on->setChecked(wanted.has_value());
    m_edit->setVisible(wanted.has_value());
    if (wanted) show(*wanted);
}

TimeoutEdit::TimeoutEdit(const QString& objectName, const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
    , m_seconds(new QSpinBox(this)) {
    setObjectName(objectName);
    m_seconds->setObjectName(objectName + QStringLiteral("Seconds"));
    m_seconds->setAccessibleName(accessibleName);
    m_seconds->setRange(1, kLongestTimeout);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_seconds);
    row->addWidget(new QLabel(tr("seconds"), this), 1);
    connect(m_seconds, &QSpinBox::valueChanged, this,
            [this](int seconds) { m_exact = std::chrono::seconds(seconds); });
}

Duration TimeoutEdit::duration() const {
    return m_exact;
}

void TimeoutEdit::setDuration(Duration duration) {
    m_seconds->setValue(
        static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(duration).count()));
    m_exact = duration;
}

} // namespace scepter::ui
