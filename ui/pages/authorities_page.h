// The authorities: generations, RA, CRLs, rollover.
#pragma once

#include "shell/page.h"
#include "workbench/formats.h"

#include <vector>

class QComboBox;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QVBoxLayout;

namespace scepter::ui {

class ConfirmPanel;
class GenerationCard;
class InstallPanel;
class Placeholder;
class RolloverCard;

/// One authority at a time: where its rollover stands, then its generations, the newest first.
class AuthoritiesPage : public Page {
    Q_OBJECT

public:
    explicit AuthoritiesPage(PageContext& context, QWidget* parent = nullptr);

    bool openObject(const ObjectRef& target) override;
    void refresh() override;
    bool escape() override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void load();
    void take(const std::vector<workbench::AuthorityView>& authorities);
    void showAuthority();
    void fillChooser();
    QWidget* makeSchedule();
    [[nodiscard]] const workbench::AuthorityView* shownAuthority() const;
    /// Runs a change as a job and tells how it ended.
    template <class Change>
    void change(const QString& title, const QString& done, const QString& failed, Change change);
    void prepareNext();
    void requestNext();
    void askSwitch();
    void askDrop(unsigned number, bool evenIfInUse);
    void install(const std::vector<pki::Certificate>& certificates);
    void makeCrl(unsigned number);
    void exportObject(const workbench::Exportable& object, const QString& formatId);
    void askKeyExport(unsigned number);
    void saveKey(unsigned number, std::shared_ptr<const SecretBytes> passphrase);

    QComboBox* m_chooser;
    QStackedWidget* m_stack;
    Placeholder* m_placeholder;
    ConfirmPanel* m_confirm;
    RolloverCard* m_rollover;
    InstallPanel* m_install;
    QVBoxLayout* m_cards;
    QSpinBox* m_crlDays;
    QPushButton* m_applyCrlDays;
    QList<GenerationCard*> m_shownCards;
    std::vector<workbench::AuthorityView> m_authorities;
    QString m_shown;  ///< name of the authority in sight
    QString m_wanted; ///< to be shown when it is there
    bool m_reading = false;
    bool m_readAgain = false;
    QString m_drawn; ///< what is drawn: an unchanged one is left alone
};

} // namespace scepter::ui
