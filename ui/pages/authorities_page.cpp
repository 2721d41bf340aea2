#include "pages/authorities_page.h"

#include "dialogs/examine_window.h"
#include "dialogs/passphrase_prompt.h"
#include "dialogs/save_bytes.h"
#include "pages/generation_card.h"
#include "pages/install_panel.h"
#include "pages/rollover_card.h"
#include "shell/navigator.h"
#include "shell/save_file.h"
#include "widgets/confirm_panel.h"
#include "widgets/message_bar.h"
#include "widgets/placeholder.h"
#include "widgets/texts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <ranges>

namespace scepter::ui {

namespace {

using State = authority::GenerationState;

/// Tells whether something that is drawn has moved.
QString drawnKey(const workbench::AuthorityView& authority) {
    QString key = text(authority.name) + QString::number(authority.crlLifetime.count());
    for (const auto& one : authority.generations)
        key += QStringLiteral("|%1,%2,%3,%4,%5")
                   .arg(one.number)
                   .arg(static_cast<int>(one.state))
                   .arg(one.crl ? one.crl->number : 0)
                   .arg(one.ca.has_value())
                   .arg(one.ra.has_value());
    return key;
}

} // namespace

template <class Change>
void AuthoritiesPage::change(const QString& title, const QString& done, const QString& failed,
                             Change change) {
    session()
        .run(title,
             [change](workbench::Workbench& workbench,
                      workbench::JobControl& control) -> Result<bool> {
                 SCEPTER_CHECK(change(workbench, control));
                 return true;
             })
        .then(this, [this, done, failed](const Result<bool>& answer) {
            if (answer)
                messages().showSuccess(done);
            else if (answer.error().code != ErrorCode::Cancelled)
                messages().showProblem(failed, problem(answer.error()));
            load();
        });
}

AuthoritiesPage::AuthoritiesPage(PageContext& pageContext, QWidget* parent)
    : Page(pageContext, PageId::Authorities, tr("Authority"), parent)
    , m_chooser(new QComboBox(this))
    , m_stack(new QStackedWidget(this))
    , m_placeholder(new Placeholder(pageContext.theme, this))
    , m_confirm(new ConfirmPanel(pageContext.theme, this))
    , m_rollover(new RolloverCard(pageContext.theme))
    , m_install(new InstallPanel(pageContext))
    , m_cards(new QVBoxLayout)
    , m_crlDays(new QSpinBox(this))
    , m_applyCrlDays(new QPushButton(tr("Apply"), this)) {
    m_chooser->setObjectName(QStringLiteral("authorityChooser"));
    m_chooser->setAccessibleName(tr("Which authority"));
    auto* inside = new QWidget(this);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(12);
    column->addWidget(m_install);
    column->addLayout(m_cards);
    column->addWidget(makeSchedule());
    column->addWidget(m_rollover);
    column->addStretch(1);
    m_cards->setSpacing(12);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("detail"));
    scroll->setAccessibleName(title());
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(inside);
    m_stack->addWidget(m_placeholder);
    m_stack->addWidget(scroll);
    body()->addWidget(m_chooser, 0, Qt::AlignLeading);
    body()->addWidget(m_confirm);
    body()->addWidget(m_stack, 1);
    m_placeholder->show(Icon::Authority, tr("Reading the authorities…"));

    addPageAction(QStringLiteral("authority.crl"), tr("Make the &CRL now"), Icon::Crl, {},
                  Weight::Normal, [this] { makeCrl(0); });
    connect(m_chooser, &QComboBox::activated, this, [this] {
        m_confirm->hide();
        m_shown = m_chooser->currentData().toString();
        context().navigator.note(ObjectRef::authority(m_shown));
        showAuthority();
    });
    connect(m_rollover, &RolloverCard::prepareRequested, this, &AuthoritiesPage::prepareNext);
    connect(m_rollover, &RolloverCard::outsideRequested, this, &AuthoritiesPage::requestNext);
    connect(m_rollover, &RolloverCard::switchRequested, this, &AuthoritiesPage::askSwitch);
    connect(m_install, &InstallPanel::installRequested, this, &AuthoritiesPage::install);
    connect(m_install, &InstallPanel::copyRequested, this,
            [this](const QString& value) { copyText(tr("the CSR"), value); });
    connect(m_install, &InstallPanel::csrExportRequested, this, &AuthoritiesPage::exportObject);
    connect(m_placeholder, &Placeholder::buttonClicked, this, &AuthoritiesPage::load);
    connect(&session(), &workbench::Session::moved, this, [this](const workbench::Moves& moves) {
        // A CRL is noted in the trail only; while nobody looks, showing the page reads it anew.
        if (isVisible() && (moves.configuration || moves.audit)) load();
    });
    load();
}

QWidget* AuthoritiesPage::makeSchedule() {
    auto* card = new Card(theme(), tr("Schedule of the CRLs"));
    auto* words = new QLabel(tr("A new CRL is made at each revocation, and when the last tenth of "
                                "its life has begun. Devices may go on with one until it ends."),
                             card);
    words->setWordWrap(true);
    words->setTextFormat(Qt::PlainText);
    m_crlDays->setObjectName(QStringLiteral("crlDays"));
    m_crlDays->setRange(1, 366);
    m_applyCrlDays->setObjectName(QStringLiteral("applyCrlDays"));
    auto* label = new QLabel(tr("A CRL is &valid for (days)"), card);
    label->setBuddy(m_crlDays);
    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_crlDays);
    row->addWidget(m_applyCrlDays);
    row->addStretch(1);
    card->body()->addWidget(words);
    card->body()->addLayout(row);
    const auto compare = [this] {
        const auto* authority = shownAuthority();
        m_applyCrlDays->setEnabled(authority != nullptr &&
                                   std::chrono::days{m_crlDays->value()} != authority->crlLifetime);
    };
    connect(m_crlDays, &QSpinBox::valueChanged, this, compare);
    connect(m_applyCrlDays, &QPushButton::clicked, this, [this] {
        change(tr("Changing the schedule of the CRLs"),
               tr("The next CRL follows the new schedule."), tr("The schedule was not changed."),
               [name = m_shown.toStdString(), days = m_crlDays->value()](
                   workbench::Workbench& workbench, workbench::JobControl&) {
                   return workbench.authorities().setCrlLifetime(name, std::chrono::days{days});
               });
    });
    return card;
}

void AuthoritiesPage::load() {
    // One question at a time: answers keep their order.
    if (m_reading) {
        m_readAgain = true;
        return;
    }
    m_reading = true;
    session()
        .ask([](workbench::Workbench& workbench) { return workbench.authorities().list(); })
        .then(this, [this](const Result<std::vector<workbench::AuthorityView>>& answer) {
            m_reading = false;
            if (std::exchange(m_readAgain, false)) load();
            if (answer) {
                take(*answer);
                return;
            }
            if (!m_authorities.empty()) {
                messages().showProblem(tr("The authorities were not read."),
                                       problem(answer.error()));
                return;
            }
            m_placeholder->showProblem(problem(answer.error()), tr("Try again"));
            m_stack->setCurrentIndex(0);
        });
}

void AuthoritiesPage::take(const std::vector<workbench::AuthorityView>& authorities) {
    m_authorities = authorities;
    if (!m_wanted.isEmpty()) m_shown = std::exchange(m_wanted, {});
    if (shownAuthority() == nullptr && !m_authorities.empty())
        m_shown = text(m_authorities.front().name);
    fillChooser();
    showAuthority();
}

void AuthoritiesPage::fillChooser() {
    m_chooser->clear();
    for (const auto& one : m_authorities)
        m_chooser->addItem(text(one.name), text(one.name));
    m_chooser->setCurrentIndex(m_chooser->findData(m_shown));
    m_chooser->setVisible(m_authorities.size() > 1);
}

const workbench::AuthorityView* AuthoritiesPage::shownAuthority() const {
    const auto found =
        std::ranges::find(m_authorities, m_shown.toStdString(), &workbench::AuthorityView::name);
    return found == m_authorities.end() ? nullptr : &*found;
}

void AuthoritiesPage::showAuthority() {
    const workbench::AuthorityView* authority = shownAuthority();
    if (authority == nullptr) {
        m_placeholder->show(Icon::Authority, tr("There is no authority in this workspace."));
        m_stack->setCurrentIndex(0);
        return;
    }
    m_stack->setCurrentIndex(1);
    const QString key = drawnKey(*authority);
    if (key == m_drawn) return;
    m_drawn = key;
    m_rollover->showAuthority(*authority);
    m_crlDays->setValue(
        static_cast<int>(std::chrono::ceil<std::chrono::days>(authority->crlLifetime).count()));
    m_applyCrlDays->setEnabled(false);
    m_install->hide();
    for (GenerationCard* card : std::as_const(m_shownCards)) {
        m_cards->removeWidget(card);
        card->hide();
        card->deleteLater();
    }
    m_shownCards.clear();
    for (const auto& generation : authority->generations | std::views::reverse) {
        if (generation.state == State::Requested) {
            m_install->showRequest(generation);
            m_install->show();
        }
        auto* card = new GenerationCard(context(), *authority, generation);
        m_cards->addWidget(card);
        m_shownCards.append(card);
        connect(card, &GenerationCard::crlRequested, this, &AuthoritiesPage::makeCrl);
        connect(card, &GenerationCard::dropRequested, this,
                [this](unsigned number) { askDrop(number, false); });
        connect(card, &GenerationCard::keyExportRequested, this, &AuthoritiesPage::askKeyExport);
        connect(card, &GenerationCard::exportRequested, this, &AuthoritiesPage::exportObject);
        connect(card, &GenerationCard::examineRequested, this,
                [this](const Bytes& der, const QString& name) {
                    ExamineWindow::show(context(), this, toQt(der), name);
                });
        connect(card, &GenerationCard::copyRequested, this,
                [this](const QString& value) { copyText(tr("the value"), value); });
    }
}

bool AuthoritiesPage::openObject(const ObjectRef& target) {
    if (target.kind == ObjectRef::Kind::Authority) {
        m_wanted = target.name;
        load();
    }
    return target.page == PageId::Authorities;
}

void AuthoritiesPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    load();
}

void AuthoritiesPage::refresh() {
    load();
}

bool AuthoritiesPage::escape() {
    if (m_confirm->isVisible()) {
        m_confirm->hide();
        return true;
    }
    return Page::escape();
}

void AuthoritiesPage::prepareNext() {
    change(tr("Making the next generation"), tr("The next generation is announced."),
           tr("The next generation was not made."),
           [name = m_shown.toStdString()](workbench::Workbench& workbench,
                                          workbench::JobControl& control) {
               return workbench.authorities().prepareNext(name, control.asker());
           });
}

void AuthoritiesPage::requestNext() {
    change(tr("Making a key for the outside root"), tr("The CSR is ready to be signed."),
           tr("The CSR was not made."),
           [name = m_shown.toStdString()](workbench::Workbench& workbench,
                                          workbench::JobControl& control) -> Result<void> {
               SCEPTER_CHECK(workbench.authorities().requestNext(name, control.asker()));
               return {};
           });
}

void AuthoritiesPage::askSwitch() {
    m_confirm->ask(tr("From now on the next generation issues, and the current one retires. There "
                      "is no way back. Devices that have not fetched the next CA certificate may "
                      "refuse what they get."),
                   tr("Switch over"), [this, name = m_shown.toStdString()] {
                       change(tr("Switching over"), tr("The next generation issues now."),
                              tr("There was no switch."),
                              [name](workbench::Workbench& workbench, workbench::JobControl&) {
                                  return workbench.authorities().switchOver(name);
                              });
                   });
}

void AuthoritiesPage::askDrop(unsigned number, bool evenIfInUse) {
    const QString question =
        evenIfInUse
            ? tr("Certificates of this generation have not ended. Without its key there is no CRL "
                 "for them any more, and they cannot be renewed.")
            : tr("The keys of generation %1 are removed for good. Its certificates stay to be "
                 "seen.")
                  .arg(number);
    m_confirm->ask(
        question,
        evenIfInUse ? tr("Drop the keys anyway") : tr("Drop the keys of generation %1").arg(number),
        [this, number, evenIfInUse, name = m_shown.toStdString()] {
            session()
                .ask([name, number, evenIfInUse](workbench::Workbench& workbench) -> Result<bool> {
                    SCEPTER_CHECK(workbench.authorities().dropRetired(name, number, evenIfInUse));
                    return true;
                })
                .then(this, [this, number, evenIfInUse](const Result<bool>& answer) {
                    if (answer)
                        messages().showSuccess(tr("The keys are gone."));
                    else if (answer.error().code == ErrorCode::Conflict && !evenIfInUse)
                        askDrop(number, true);
                    else
                        messages().showProblem(tr("The keys were not dropped."),
                                               problem(answer.error()));
                    load();
                });
        },
        evenIfInUse ? m_shown : QString());
}

void AuthoritiesPage::install(const std::vector<pki::Certificate>& certificates) {
    session()
        .run(tr("Installing the CA certificate"),
             [name = m_shown.toStdString(), certificates](
                 workbench::Workbench& workbench, workbench::JobControl& control) -> Result<bool> {
                 SCEPTER_CHECK(
                     workbench.authorities().install(name, certificates, control.asker()));
                 return true;
             })
        .then(this, [this](const Result<bool>& answer) {
            if (answer) {
                messages().showSuccess(tr("The certificate is installed."));
            } else {
                const Problem p = problem(answer.error());
                m_install->showError(p.summary + QLatin1Char(' ') + p.why + QLatin1Char(' ') +
                                     p.action);
            }
            load();
        });
}

void AuthoritiesPage::makeCrl(unsigned number) {
    change(tr("Making the CRL"), tr("The CRL is made."), tr("The CRL was not made."),
           [name = m_shown.toStdString(), number](workbench::Workbench& workbench,
                                                  workbench::JobControl&) -> Result<void> {
               SCEPTER_CHECK(workbench.authorities().renewCrl(name, number));
               return {};
           });
}

void AuthoritiesPage::exportObject(const workbench::Exportable& object, const QString& formatId) {
    const workbench::Format* format = workbench::findFormat(formatId.toStdString());
    if (format == nullptr) return;
    saveThroughJob(context(), *this, tr("Save as"),
                   text(workbench::suggestedFileName(object, format->id)),
                   {QStringLiteral("%1 (*.%2)").arg(text(format->label), text(format->extension))},
                   tr("Saving"),
                   [object, id = std::string(format->id)](workbench::Workbench&,
                                                          workbench::JobControl&) -> Result<Bytes> {
                       return workbench::encode(object, id);
                   });
}

void AuthoritiesPage::askKeyExport(unsigned number) {
    auto* prompt = new PassphrasePrompt(
        theme(), tr("Back up the CA key"),
        tr("The file will hold the private key of the CA. Whoever has it and the passphrase can "
           "issue any certificate. Keep both apart, and offline. The audit trail notes the "
           "export."),
        tr("Choose a file…"), this);
    connect(prompt, &PassphrasePrompt::chosen, this,
            [this, number](const std::shared_ptr<const SecretBytes>& passphrase) {
                saveKey(number, passphrase);
            });
    prompt->open();
}

void AuthoritiesPage::saveKey(unsigned number, std::shared_ptr<const SecretBytes> passphrase) {
    saveThroughJob(
        context(), *this, tr("Back up the CA key"),
        QStringLiteral("%1-g%2.p12").arg(m_shown).arg(number), {tr("PKCS#12 (*.p12)")},
        tr("Exporting the CA key"),
        [name = m_shown.toStdString(), number, passphrase](workbench::Workbench& workbench,
                                                           workbench::JobControl&) {
            return workbench.authorities().exportKey(name, number, *passphrase);
        },
        true);
}

} // namespace scepter::ui
