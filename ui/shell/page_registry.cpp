#include "shell/page_registry.h"

#include "pages/audit_page.h"
#include "pages/authorities_page.h"
#include "pages/certificates_page.h"
#include "pages/challenges_page.h"
#include "pages/dashboard_page.h"
#include "pages/endpoints_page.h"
#include "pages/inspector_page.h"
#include "pages/requests_page.h"
#include "pages/settings_page.h"
#include "pages/standins_page.h"
#include "pages/test_enrollment_page.h"

#include <QCoreApplication>

namespace scepter::ui {

namespace {

class Titles {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::Pages)
};

template <class Made> Page* make(PageContext& context, QWidget* parent) {
    return new Made(context, parent);
}

} // namespace

std::vector<PageInfo> allPages() {
    return {
        {PageId::Dashboard,
         Titles::tr("Dashboard"),
         Icon::Dashboard,
         false,
         make<DashboardPage>,
         {}},
        {PageId::Requests, Titles::tr("Requests"), Icon::Requests, false, make<RequestsPage>,
         [](const workbench::Status& status) { return qint64{status.counts.pending}; }},
        {PageId::Certificates,
         Titles::tr("Certificates"),
         Icon::Certificates,
         false,
         make<CertificatesPage>,
         {}},
        {PageId::Challenges,
         Titles::tr("Challenges"),
         Icon::Challenges,
         false,
         make<ChallengesPage>,
         {}},
        {PageId::Inspector,
         Titles::tr("Inspector"),
         Icon::Inspector,
         false,
         make<InspectorPage>,
         {}},
        {PageId::TestEnrollment,
         Titles::tr("Test enrollment"),
         Icon::TestEnrollment,
         false,
         make<TestEnrollmentPage>,
         {}},
        {PageId::StandIns, Titles::tr("Stand-ins"), Icon::StandIns, false, make<StandInsPage>, {}},
        {PageId::Endpoints,
         Titles::tr("Endpoints"),
         Icon::Endpoints,
         false,
         make<EndpointsPage>,
         {}},
        {PageId::Authorities,
         Titles::tr("Authority"),
         Icon::Authority,
         false,
         make<AuthoritiesPage>,
         {}},
        {PageId::Audit, Titles::tr("Audit"), Icon::Audit, false, make<AuditPage>, {}},
        {PageId::Settings, Titles::tr("Settings"), Icon::Settings, true, make<SettingsPage>, {}},
    };
}

} // namespace scepter::ui
