#include "dialogs/explain_window.h"

#include "dialogs/save_bytes.h"
#include "models/layer_model.h"
#include "theme/tinted_icon.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kMargin = 16;
constexpr QSize kUsualSize{760, 680};
constexpr auto kScheme = "field";

QString escaped(const std::string& words) {
    return text(words).toHtmlEscaped();
}

} // namespace

ExplainWindow::ExplainWindow(PageContext& pageContext, const inspect::Inspection& inspection,
                             const QString& name, QWidget* parent)
    : RememberedWindow(pageContext, QStringLiteral("explain"), kUsualSize, parent)
    , m_text(new QTextBrowser(this))
    , m_copy(new QPushButton(tintedIcon(Icon::Copy), tr("&Copy"), this))
    , m_save(new QPushButton(tintedIcon(Icon::Save), tr("&Save…"), this))
    , m_question(this, [this](const std::shared_ptr<const Read>& read) {
        m_read = read;
        render();
    }) {
    setObjectName(QStringLiteral("explainWindow"));
    setWindowTitle(tr("%1 — explained", "a message").arg(name));
    build();
    connectAll();
    render();
    m_question.askNow([inspection] {
        auto read = std::make_shared<Read>();
        read->explanation = inspect::explain(inspection);
        read->plain = text(inspect::explanationText(read->explanation));
        return std::shared_ptr<const Read>(std::move(read));
    });
}

void ExplainWindow::build() {
    m_text->setObjectName(QStringLiteral("explanation"));
    m_text->setAccessibleName(tr("The message in words"));
    m_text->setOpenLinks(false);
    m_text->setTabChangesFocus(false);
    m_copy->setObjectName(QStringLiteral("copyExplanation"));
    m_save->setObjectName(QStringLiteral("saveExplanation"));
    auto* close = new QPushButton(tr("C&lose"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    for (QPushButton* button : {m_copy, m_save, close})
        button->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_save);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(8);
    layout->addWidget(&messages());
    layout->addWidget(m_text, 1);
    layout->addLayout(buttons);
}

void ExplainWindow::connectAll() {
    connect(m_copy, &QPushButton::clicked, this, [this] { copyText(plainText()); });
    connect(m_save, &QPushButton::clicked, this, [this] {
        saveBytes(context(), this, messages(), tr("Save the explanation"),
                  QStringLiteral("explanation.txt"), fromQt(plainText().toUtf8()));
    });
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        bool isNumber = false;
        const uint place = url.path().toUInt(&isNumber);
        if (url.scheme() == QLatin1String(kScheme) && isNumber) Q_EMIT placeChosen(place);
    });
    connect(&context().theme, &Theme::changed, this, &ExplainWindow::render);
}

QString ExplainWindow::plainText() const {
    return m_read == nullptr ? QString() : m_read->plain;
}

void ExplainWindow::render() {
    m_copy->setEnabled(isReady());
    m_save->setEnabled(isReady());
    if (!isReady()) return;
    const int at = m_text->verticalScrollBar()->value();
    m_text->setHtml(html());
    m_text->verticalScrollBar()->setValue(at);
}

QString ExplainWindow::lineHtml(const inspect::ExplainedLine& line) const {
    const Theme& theme = context().theme;
    QString words = escaped(line.text);
    // The text itself leads to the field, so that every link says where it goes.
    if (line.place != inspect::kNoNode && line.place != 0)
        words = QStringLiteral("<a href=\"%1:%2\" style=\"color:%3;text-decoration:none\">%4</a>")
                    .arg(QLatin1String(kScheme))
                    .arg(line.place)
                    .arg(palette().color(QPalette::Text).name(), words);
    if (line.severity) {
        const ToneColors colors = theme.tone(toneOf(*line.severity));
        words = QStringLiteral("<b style=\"color:%1\">%2:</b> %3")
                    .arg(colors.strong.name(), severityWord(*line.severity), words);
    }
    if (!line.section.empty())
        words += QStringLiteral(" <span style=\"color:%1\">[%2]</span>")
                     .arg(theme.color(Surface::MutedText).name(), escaped(line.section));
    return words;
}

QString ExplainWindow::html() const {
    const QString muted = context().theme.color(Surface::MutedText).name();
    QString out = QStringLiteral("<h2>%1</h2>").arg(escaped(m_read->explanation.title));
    for (const inspect::ExplainedPart& part : m_read->explanation.parts) {
        out += QStringLiteral("<h3>%1</h3>").arg(escaped(part.heading));
        bool inTable = false;
        for (const inspect::ExplainedLine& line : part.lines) {
            const bool isField = !line.label.empty();
            if (isField && !inTable) out += QStringLiteral("<table cellpadding=\"2\">");
            if (!isField && inTable) out += QStringLiteral("</table>");
            inTable = isField;
            if (isField)
                out += QStringLiteral("<tr><td style=\"color:%1;padding-right:12px\">%2</td>"
                                      "<td>%3</td></tr>")
                           .arg(muted, escaped(line.label), lineHtml(line));
            else
                out += QStringLiteral("<p style=\"margin-top:2px;margin-bottom:4px\">%1</p>")
                           .arg(lineHtml(line));
        }
        if (inTable) out += QStringLiteral("</table>");
    }
    return out;
}

} // namespace scepter::ui
