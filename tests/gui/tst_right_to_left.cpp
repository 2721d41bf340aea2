// The window in a language that is read from the right, and in little room.
#include "shell/rail.h"
#include "shell/service_bar.h"
#include "support/every_page.h"
#include "widgets/state_pill.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

using namespace scepter;
using namespace scepter::test;

namespace {

/// What lies inside something that scrolls is in sight when it is scrolled to.
bool scrolls(const QWidget* widget, const QWidget* window) {
    for (const QWidget* at = widget; at != nullptr && at != window; at = at->parentWidget())
        if (qobject_cast<const QAbstractScrollArea*>(at->parentWidget()) != nullptr) return true;
    return false;
}

QString describe(const QWidget* widget, const QString& text) {
    return QStringLiteral("%1#%2 \"%3\" has %4 x %5")
        .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(), text.left(40))
        .arg(widget->width())
        .arg(widget->height());
}

/// Words that do not fit where they stand.
QStringList clipped(const QWidget& window) {
    QStringList found;
    const auto all = window.findChildren<QWidget*>();
    for (const QWidget* widget : all) {
        if (!widget->isVisible() || widget->window() != &window) continue;
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
            if (button->text().isEmpty() ||
                button->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
                continue;
            const QSize need = button->minimumSizeHint();
            if (button->width() < need.width() || button->height() < need.height())
                found.append(describe(widget, button->text()));
        } else if (const auto* pill = qobject_cast<const ui::StatePill*>(widget)) {
            if (pill->width() < pill->sizeHint().width())
                found.append(describe(widget, pill->look().word));
        } else if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            if (label->wordWrap() && label->height() < label->heightForWidth(label->width()))
                found.append(describe(widget, label->text()));
        }
    }
    found.sort();
    return found;
}

/// Widgets that stick out of the window, and of nothing that scrolls.
QStringList outside(const QWidget& window) {
    QStringList found;
    const auto all = window.findChildren<QWidget*>();
    for (const QWidget* widget : all) {
        if (!widget->isVisible() || widget->window() != &window || scrolls(widget, &window))
            continue;
        const QRect place(widget->mapTo(&window, QPoint(0, 0)), widget->size());
        if (!place.isEmpty() && !window.rect().contains(place))
            found.append(describe(widget, widget->accessibleName()));
    }
    found.sort();
    return found;
}

} // namespace

class RightToLeftTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() {
        QApplication::setLayoutDirection(Qt::LeftToRight);
        QApplication::setFont(m_font);
    }

    void checks_findWhatIsWrong() {
        QWidget window;
        window.resize(300, 200);
        QPushButton button(QStringLiteral("A button with many words"), &window);
        button.setGeometry(0, 0, 20, 20);
        QPushButton away(QStringLiteral("Away"), &window);
        away.setGeometry(250, 150, 100, 40);
        window.show();
        QCOMPARE(clipped(window).size(), 1);
        QCOMPARE(outside(window).size(), 1);
        button.setGeometry(0, 0, 250, 40);
        away.setGeometry(150, 150, 100, 40);
        NONE(clipped(window));
        NONE(outside(window));
    }

    void window_isMirrored_data() { addEveryPage(); }
    void window_isMirrored() {
        QFETCH(ui::PageId, page);
        QFETCH(Content, content);
        QApplication::setLayoutDirection(Qt::RightToLeft);
        PageStage stage(page, content);
        QVERIFY(stage.ready);
        QVERIFY(stage.page().isRightToLeft());
        const QWidget& window = stage.window.window();
        const auto* rail = stage.window.find<ui::Rail>(QStringLiteral("rail"));
        QVERIFY(rail->mapTo(&window, QPoint(0, 0)).x() >
                stage.page().mapTo(&window, QPoint(0, 0)).x());
        NONE(clipped(window));
        NONE(outside(window));
    }

    void smallWindow_showsAllWords_data() { addEveryPage(); }
    void smallWindow_showsAllWords() {
        QFETCH(ui::PageId, page);
        QFETCH(Content, content);
        PageStage stage(page, content, {760, 480});
        QVERIFY(stage.ready);
        QCOMPARE(stage.window.window().size(), QSize(760, 480));
        NONE(clipped(stage.window.window()));
        NONE(outside(stage.window.window()));
    }

    void largeType_showsAllWords_data() { addEveryPage(); }
    void largeType_showsAllWords() {
        QFETCH(ui::PageId, page);
        QFETCH(Content, content);
        QFont large = QApplication::font();
        large.setPointSizeF(large.pointSizeF() * 1.5);
        QApplication::setFont(large);
        PageStage stage(page, content, {1280, 720});
        QVERIFY(stage.ready);
        NONE(clipped(stage.window.window()));
        NONE(outside(stage.window.window()));
    }

private:
    QFont m_font = QApplication::font();
};

QTEST_MAIN(RightToLeftTest)
#include "tst_right_to_left.moc"
