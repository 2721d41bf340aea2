#include "pages/gate_command_panel.h"

#include "theme/tinted_icon.h"
#include "widgets/texts.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace scepter::ui {

namespace {

using challenge::CommandGate;

/// Settings in which nothing is wrong.
CommandGate soundCommand() {
    CommandGate gate;
    gate.program = "/program";
    return gate;
}

} // namespace

GateCommandPanel::GateCommandPanel(const Theme& theme, const GateServices& services,
                                   const challenge::Gate& gate, QWidget* parent)
    : GatePanel(theme, services, gate, parent)
    , m_program(new QLineEdit)
    , m_arguments(new LinesEdit(3))
    , m_timeout(new TimeoutEdit(QStringLiteral("gateTimeout"), tr("Time-out of one run")))
    , m_notifies(new QCheckBox(tr("Run it with the outcome too"))) {
    const auto& command = loadedAs<CommandGate>();
    auto* both = new QWidget;
    m_program->setObjectName(QStringLiteral("gateProgram"));
    m_program->setAccessibleName(tr("Program"));
    m_program->setFont(Theme::monospace());
    m_program->setText(text(command.program));
    auto* browse = new QPushButton(tr("Browse…"));
    browse->setObjectName(QStringLiteral("gateBrowse"));
    browse->setAccessibleName(tr("Browse for the program"));
    browse->setAutoDefault(false);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_program, 1);
    row->addWidget(browse);
    m_programField = addField(group(), tr("Program"), both,
                              tr("With its whole path. It runs as the responder does, without a "
                                 "shell and in an empty environment."));
    m_arguments->setObjectName(QStringLiteral("gateArguments"));
    m_arguments->setFont(Theme::monospace());
    m_arguments->setLines(command.arguments);
    m_argumentsField = addField(group(), tr("Arguments"), m_arguments, tr("One a line."));
    m_timeout->setDuration(command.timeout);
    m_timeoutField = addField(group(), tr("Time-out"), m_timeout,
                              tr("Then it is ended, and the device has to ask again."));
    m_notifies->setObjectName(QStringLiteral("gateNotifies"));
    m_notifies->setChecked(command.notifies);
    group()->add({}, m_notifies, tr("After a certificate was issued or refused."));
    connect(browse, &QPushButton::clicked, this, &GateCommandPanel::browse);
    finish(tr("A SID in a certificate lets its holder sign in to Windows as that account. Only if "
              "the program checks whose it is."));
}

void GateCommandPanel::browse() {
    if (!services().choosePath) return;
    services().choosePath(this, tr("Choose the program"), {tr("All files (*)")},
                          [this](const QString& path) { m_program->setText(path); });
}

CommandGate GateCommandPanel::now() const {
    CommandGate gate = loadedAs<CommandGate>();
    gate.program = m_program->text().trimmed().toStdString();
    gate.arguments = linesKept(*m_arguments, gate.arguments);
    gate.timeout = m_timeout->duration();
    gate.notifies = m_notifies->isChecked();
    return gate;
}

challenge::GateSettings GateCommandPanel::settings() const {
    return now();
}

void GateCommandPanel::checkFields(const GateSurroundings&) {
    using Put = CommandGate;
    probe<CommandGate>(
        soundCommand(), now(),
        {{m_programField, [](Put& to, const Put& from) { to.program = from.program; }},
         {m_argumentsField, [](Put& to, const Put& from) { to.arguments = from.arguments; }},
         {m_timeoutField, [](Put& to, const Put& from) { to.timeout = from.timeout; }}});
}

void GateCommandPanel::focusFirst() {
    m_program->setFocus(Qt::OtherFocusReason);
}

GateCodePanel::GateCodePanel(const Theme& theme, const GateServices& services,
                             const challenge::Gate& gate, QWidget* parent)
    : GatePanel(theme, services, gate, parent)
    , m_codes(new QPushButton(tintedIcon(Icon::Code), tr("Go to the codes"))) {
    m_codes->setObjectName(QStringLiteral("gateCodes"));
    m_codes->setAutoDefault(false);
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_codes);
    row->addStretch(1);
    group()->add(tr("Codes"), holder, tr("Each code can be bound to what may be asked with it."));
    connect(m_codes, &QPushButton::clicked, this, [this] {
        if (this->services().openCodes) this->services().openCodes();
    });
    finish(tr("A SID in a certificate lets its holder sign in to Windows as that account. A code "
              "does not know whose SID it is: only for codes that go to trusted people."));
}

challenge::GateSettings GateCodePanel::settings() const {
    return challenge::CodeGate{};
}

void GateCodePanel::checkFields(const GateSurroundings&) {
}

void GateCodePanel::focusFirst() {
    m_codes->setFocus(Qt::OtherFocusReason);
}

} // namespace scepter::ui
