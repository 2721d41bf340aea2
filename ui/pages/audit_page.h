// Who did what, when; and whether the trail is whole.
#pragma once

#include "shell/list_page.h"

namespace scepter::ui {

class AuditModel;
class FieldList;

class AuditPage : public ListPage {
    Q_OBJECT

public:
    explicit AuditPage(PageContext& context, QWidget* parent = nullptr);

    bool openObject(const ObjectRef& target) override;

protected:
    void applyFilter() override;

private:
    QWidget* makeDetail();
    void showDetail(qint64 id);
    void openObjectOf(const std::string& object);
    void verify();
    void exportTrail();

    AuditModel* m_model;
    FieldList* m_fields;
    qint64 m_shown = 0;
    QAction* m_verify;
};

/// The object that an audit line is about, if there is a page for it. Endpoints, templates and
/// authorities are named in its details.
std::optional<ObjectRef> objectRefOf(const enrollment::AuditRecord& line);

} // namespace scepter::ui
