// One generation of an authority.
#pragma once

#include "shell/page.h"
#include "widgets/card.h"
#include "widgets/state_pill.h"
#include "workbench/formats.h"

namespace scepter::ui {

class FieldList;

StateLook lookOf(authority::GenerationState state);

/// Certificate, RA, CRL and keys, with what can be done with them. Fixed once made: the page makes
/// a new one when something moved.
class GenerationCard : public Card {
    Q_OBJECT

public:
    GenerationCard(PageContext& context, const workbench::AuthorityView& authority,
                   const workbench::GenerationView& generation, QWidget* parent = nullptr);

Q_SIGNALS:
    void crlRequested(unsigned number);
    void keyExportRequested(unsigned number);
    void dropRequested(unsigned number);
    void exportRequested(const scepter::workbench::Exportable& object, const QString& formatId);
    void copyRequested(const QString& text);
    void examineRequested(const scepter::Bytes& der, const QString& name);

private:
    void addCa(const workbench::GenerationView& generation);
    void addRa(const workbench::GenerationView& generation);
    void addCrl(const workbench::AuthorityView& authority,
                const workbench::GenerationView& generation);
    void addButtons(const workbench::GenerationView& generation);
    QWidget* examineButton(const workbench::GenerationView& generation);
    QWidget* exportButton(const QString& name, const QString& text,
                          const workbench::Exportable& object);

    PageContext& m_context;
    FieldList* m_fields;
};

} // namespace scepter::ui
