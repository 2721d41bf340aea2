// SPDX-License-Identifier: GPL-3.0-or-later
// Places on the Challenges page that others lead to, besides codes.
#pragma once

#include "shell/object_ref.h"

namespace scepter::ui {

inline QString noticePlace() {
    return QStringLiteral("notice");
}
inline QString accountsPlace() {
    return QStringLiteral("accounts");
}
inline QString servicesPlace() {
    return QStringLiteral("services");
}

/// News of an outcome, by its number.
inline ObjectRef noticeRef(qint64 id) {
    return {ObjectRef::Kind::Page, PageId::Challenges, id, noticePlace()};
}
inline ObjectRef accountsRef() {
    return {ObjectRef::Kind::Page, PageId::Challenges, 0, accountsPlace()};
}
inline ObjectRef servicesRef() {
    return {ObjectRef::Kind::Page, PageId::Challenges, 0, servicesPlace()};
}

} // namespace scepter::ui
