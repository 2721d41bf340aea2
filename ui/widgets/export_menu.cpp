#include "widgets/export_menu.h"

#include "shell/clipboard.h"
#include "shell/desktop.h"
#include "theme/tinted_icon.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"
#include "workbench/write_file.h"

#include "base/encoding.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>
#include <QSettings>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <utility>

namespace scepter::ui {

namespace {

// The labels of the registry stand in core/workbench, which the command line shares.
constexpr std::array kLabels{
    QT_TRANSLATE_NOOP("Formats", "PEM"),
    QT_TRANSLATE_NOOP("Formats", "PEM chain"),
    QT_TRANSLATE_NOOP("Formats", "DER"),
    QT_TRANSLATE_NOOP("Formats", "PKCS#7"),
    QT_TRANSLATE_NOOP("Formats", "Base64"),
    QT_TRANSLATE_NOOP("Formats", "Hex"),
    QT_TRANSLATE_NOOP("Formats", "Hex dump"),
    QT_TRANSLATE_NOOP("Formats", "Fingerprints"),
    QT_TRANSLATE_NOOP("Formats", "JSON"),
    QT_TRANSLATE_NOOP("Formats", "Readable text"),
    QT_TRANSLATE_NOOP("Formats", "Apple trust profile"),
    QT_TRANSLATE_NOOP("Formats", "curl command"),
};

constexpr auto kLastCopy = "export/lastCopy";
constexpr auto kLastSave = "export/lastSave";

/// The media type of bytes that are no text: RFC 2585, RFC 5967, RFC 8894, RFC 8551.
QString mediaType(const workbench::Format& format, workbench::ObjectKind kind) {
    using Kind = workbench::ObjectKind;
    if (format.id == "p7b") return QStringLiteral("application/x-pkcs7-certificates");
    switch (kind) {
    case Kind::Certificate:
    case Kind::Certificates:
        return QStringLiteral("application/pkix-cert");
    case Kind::Csr:
        return QStringLiteral("application/pkcs10");
    case Kind::Crl:
        return QStringLiteral("application/pkix-crl");
    case Kind::Message:
        return QStringLiteral("application/x-pki-message");
    }
    return QStringLiteral("application/octet-stream");
}

/// What of an object goes to the clipboard.
struct Encoded {
    workbench::ObjectKind kind = workbench::ObjectKind::Certificate;
    Bytes bytes;
};

} // namespace

QString formatLabel(const workbench::Format& format) {
    const QString label = text(format.label);
    for (const char* known : kLabels)
        if (label == QLatin1String(known)) return QCoreApplication::translate("Formats", known);
    return label;
}

ExportMenu::ExportMenu(PageContext& context, MessageBar& messages, QWidget* parent)
    : QMenu(tr("Export"), parent)
    , m_context(context)
    , m_messages(messages)
    , m_copy(addMenu(tintedIcon(Icon::Copy), tr("&Copy as")))
    , m_save(addMenu(tintedIcon(Icon::Save), tr("&Save as"))) {
    setObjectName(QStringLiteral("exportMenu"));
    m_copy->setObjectName(QStringLiteral("copyMenu"));
    m_save->setObjectName(QStringLiteral("saveMenu"));
    connect(this, &QMenu::aboutToShow, this, [this] { prepare({}); });
    fillWithNote(tr("Nothing is chosen."));
}

void ExportMenu::setSource(ExportSource source) {
    m_source = std::move(source);
    ++m_turn;
    m_choices.clear();
    fillWithNote(m_source ? tr("Looking…") : tr("Nothing is chosen."));
    Q_EMIT sourceChanged();
}

void ExportMenu::popupCopy(QWidget* anchor) {
    popupOne(m_copy, anchor, QLatin1String(kLastCopy));
}

void ExportMenu::popupSave(QWidget* anchor) {
    popupOne(m_save, anchor, QLatin1String(kLastSave));
}

void ExportMenu::popupBoth(QWidget* anchor) {
    popup(placeFor(*this, *anchor));
    setActiveAction(m_copy->menuAction());
}

QPoint ExportMenu::placeFor(const QMenu& menu, const QWidget& anchor) {
    // Below a whole list a menu would be far from where the operator looks.
    if (anchor.height() > 4 * anchor.fontMetrics().height())
        return anchor.mapToGlobal(anchor.rect().center());
    if (!anchor.isRightToLeft()) return anchor.mapToGlobal(anchor.rect().bottomLeft());
    return anchor.mapToGlobal(anchor.rect().bottomRight()) - QPoint(menu.sizeHint().width(), 0);
}

void ExportMenu::popupOne(QMenu* menu, QWidget* anchor, const QString& settingsKey) {
    prepare([this, menu, settingsKey, anchor = QPointer<QWidget>(anchor)] {
        if (!anchor || !anchor->isVisible()) return;
        menu->popup(placeFor(*menu, *anchor));
        const QString last = m_context.settings.value(settingsKey).toString();
        const QList<QAction*> actions = menu->actions();
        const auto used = std::ranges::find_if(
            actions, [&](const QAction* action) { return action->data().toString() == last; });
        menu->setActiveAction(used == actions.end() ? actions.value(0) : *used);
    });
}

QToolButton* ExportMenu::makeButton(const QString& text, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(QStringLiteral("export"));
    button->setText(text);
    button->setIcon(tintedIcon(Icon::Export));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(this);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setEnabled(hasSource());
    button->setToolTip(tr("Copy or save it in one of the formats"));
    connect(this, &ExportMenu::sourceChanged, button,
            [this, button] { button->setEnabled(hasSource()); });
    return button;
}

void ExportMenu::prepare(std::function<void()> then) {
    if (!m_source) return;
    const int turn = ++m_turn;
    m_context.session
        .ask([source = m_source](workbench::Workbench& workbench) -> Result<std::vector<Choice>> {
            SCEPTER_TRY(object, source(workbench, {}));
            std::vector<Choice> choices;
            for (const workbench::Format& format : workbench::formatsFor(object))
                choices.push_back({format, text(workbench::suggestedFileName(object, format.id))});
            return choices;
        })
        .then(this, [this, turn,
                     then = std::move(then)](const Result<std::vector<Choice>>& answer) {
            if (turn != m_turn) return;
            if (!answer) {
                fillWithNote(tr("It could not be read."));
                m_messages.showProblem(tr("There is nothing to export."),
                                       problemOf(answer.error(), m_context.session.clock().now()));
                return;
            }
            fill(*answer);
            if (then) then();
            Q_EMIT filled();
        });
}

void ExportMenu::fill(const std::vector<Choice>& choices) {
    m_choices = choices;
    m_copy->clear();
    m_save->clear();
    for (const Choice& choice : choices) {
        const QString id = text(choice.format.id);
        const QString label = formatLabel(choice.format);
        QAction* copy = m_copy->addAction(label);
        copy->setObjectName(QStringLiteral("copy-") + id);
        copy->setData(id);
        connect(copy, &QAction::triggered, this, [this, id] { copyAs(id); });
        QAction* save = m_save->addAction(tr("%1 (.%2)", "a format and the ending of its files")
                                              .arg(label, QFileInfo(choice.fileName).suffix()));
        save->setObjectName(QStringLiteral("save-") + id);
        save->setData(id);
        connect(save, &QAction::triggered, this, [this, id] { saveAs(id); });
    }
}

void ExportMenu::fillWithNote(const QString& note) {
    for (QMenu* menu : {m_copy, m_save}) {
        menu->clear();
        menu->addAction(note)->setEnabled(false);
    }
}

void ExportMenu::copyAs(const QString& formatId) {
    const workbench::Format* format = workbench::findFormat(formatId.toStdString());
    if (format == nullptr || !m_source) return;
    m_context.settings.setValue(QLatin1String(kLastCopy), formatId);
    m_context.session
        .ask([source = m_source,
              format = *format](workbench::Workbench& workbench) -> Result<Encoded> {
            SCEPTER_TRY(object, source(workbench, {}));
            SCEPTER_TRY(bytes, workbench::encode(object, format.id));
            return Encoded{workbench::kindOf(object), std::move(bytes)};
        })
        .then(this, [this, format = *format](const Result<Encoded>& answer) {
            if (answer)
                finishCopy(format, answer->kind, answer->bytes);
            else
                m_messages.showProblem(tr("It was not copied as %1.").arg(formatLabel(format)),
                                       problemOf(answer.error(), m_context.session.clock().now()));
        });
}

void ExportMenu::finishCopy(const workbench::Format& format, workbench::ObjectKind kind,
                            const Bytes& bytes) {
    if (format.text) {
        m_context.clipboard.copy(QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()),
                                                   static_cast<qsizetype>(bytes.size())));
        m_messages.showSuccess(tr("Copied as %1.").arg(formatLabel(format)));
        return;
    }
    const QByteArray raw(reinterpret_cast<const char*>(bytes.data()),
                         static_cast<qsizetype>(bytes.size()));
    m_context.clipboard.copyData(mediaType(format, kind), raw, text(toBase64(bytes)));
    m_messages.showSuccess(tr("Copied as %1. Programs that take text only get it as Base64.")
                               .arg(formatLabel(format)));
}

void ExportMenu::saveAs(const QString& formatId) {
    const auto chosen = std::ranges::find_if(
        m_choices, [&](const Choice& choice) { return text(choice.format.id) == formatId; });
    if (chosen == m_choices.end()) {
        if (m_source)
            prepare([this, formatId] {
                const bool suits = std::ranges::any_of(m_choices, [&](const Choice& choice) {
                    return text(choice.format.id) == formatId;
                });
                if (suits) saveAs(formatId);
            });
        return;
    }
    m_context.settings.setValue(QLatin1String(kLastSave), formatId);
    const workbench::Format format = chosen->format;
    const QString label = formatLabel(format);
    m_context.desktop.chooseSaveFile(
        parentWidget(), tr("Save as %1").arg(label), chosen->fileName,
        {QStringLiteral("%1 (*.%2)").arg(label, text(format.extension)), tr("All files (*)")},
        [self = QPointer<ExportMenu>(this), format, source = m_source](const QString& path) {
            if (!self) return;
            // What was chosen then is what is saved, whatever is chosen by now.
            self->write(format, source, path);
        });
}

void ExportMenu::write(const workbench::Format& format, const ExportSource& source,
                       const QString& path) {
    const QString name = QFileInfo(path).fileName();
    m_context.session
        .run(tr("Saving %1").arg(name),
             [source, format, path = path.toStdString()](
                 workbench::Workbench& workbench, workbench::JobControl& control) -> Result<bool> {
                 SCEPTER_TRY(object, source(workbench, control.asker()));
                 SCEPTER_TRY(bytes, workbench::encode(object, format.id));
                 if (!control.goOn()) return fail(ErrorCode::Cancelled, "the export was cancelled");
                 SCEPTER_CHECK(workbench::writeFile(path, bytes, false));
                 return true;
             })
        .then(this, [this, name](const Result<bool>& answer) {
            if (answer)
                m_messages.showSuccess(tr("Saved as %1.").arg(name));
            else if (answer.error().code != ErrorCode::Cancelled)
                m_messages.showProblem(tr("%1 was not saved.").arg(name),
                                       problemOf(answer.error(), m_context.session.clock().now()));
        });
}

} // namespace scepter::ui
