// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/account_model.h"

#include "widgets/constraint_words.h"
#include "widgets/texts.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace scepter::ui {

namespace {

using store::AccountRole;
using store::Door;
using store::PageEncoding;
using workbench::AccountView;

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::Accounts)
};

QString yesOrNo(bool yes) {
    return yes ? Words::tr("yes") : Words::tr("no");
}

QString endpointWords(const store::AccountSettings& settings) {
    return settings.endpoint.empty() ? Words::tr("any") : text(settings.endpoint);
}

QString rateWords(const store::AccountSettings& settings) {
    if (settings.rateCount == 0) return Words::tr("no limit");
    return Words::tr("%n code(s) in %1", nullptr, static_cast<int>(settings.rateCount))
        .arg(lengthText(settings.rateWindow));
}

QString lockWords(const store::AccountSettings& settings) {
    if (settings.lockTries == 0) return Words::tr("never");
    return Words::tr("after %n wrong password(s), for %1", nullptr,
                     static_cast<int>(settings.lockTries))
        .arg(lengthText(settings.lockTime));
}

QString logInWords(const store::Account& account) {
    if (account.hasPassword && account.hasToken) return Words::tr("Password, token");
    if (account.hasPassword) return Words::tr("Password");
    return account.hasToken ? Words::tr("Token") : Words::tr("Nothing yet");
}

} // namespace

StateLook lookOf(const AccountView& view, TimePoint now) {
    if (!view.account.settings.enabled) return {Words::tr("Off"), Icon::Stopped, Tone::Neutral};
    if (view.account.isLockedAt(now))
        return {Words::tr("Locked until %1")
                    .arg(QLocale().toString(toDateTime(*view.account.lockedUntil).time(),
                                            QStringLiteral("HH:mm"))),
                Icon::Lock, Tone::Error};
    if (!view.account.hasPassword && !view.account.hasToken)
        return {Words::tr("Cannot log in"), Icon::Warning, Tone::Warning};
    return {Words::tr("Ready"), Icon::Ok, Tone::Ok};
}

bool hasDoor(const store::AccountSettings& settings, Door door) {
    return std::ranges::count(settings.doors, door) > 0;
}

QString roleWords(AccountRole role) {
    return role == AccountRole::Admin ? Words::tr("Codes for any endpoint, and those of others")
                                      : Words::tr("Codes for its endpoint");
}

QString doorWords(Door door) {
    switch (door) {
    case Door::Ndes:
        return Words::tr("NDES page");
    case Door::Jamf:
        return Words::tr("Jamf");
    case Door::Rest:
        return Words::tr("REST");
    }
    return {};
}

QString doorsWords(const store::AccountSettings& settings) {
    QStringList words;
    for (const Door door : {Door::Ndes, Door::Jamf, Door::Rest})
        if (hasDoor(settings, door)) words.append(doorWords(door));
    return words.isEmpty() ? Words::tr("none") : words.join(QStringLiteral(", "));
}

QString encodingWords(PageEncoding encoding) {
    switch (encoding) {
    case PageEncoding::Utf16:
        return Words::tr("UTF-16, as Windows does");
    case PageEncoding::Utf16WithMark:
        return Words::tr("UTF-16 with a byte order mark");
    case PageEncoding::Utf8:
        return Words::tr("UTF-8");
    }
    return {};
}

QString outstandingWords(const AccountView& view) {
    const QString number = QLocale().toString(qlonglong{view.outstanding});
    const unsigned most = view.account.settings.maxOutstanding;
    return most == 0 ? number
                     : Words::tr("%1 of %2", "codes that can be used").arg(number).arg(most);
}

SettingTexts settingTexts(const store::AccountSettings& settings) {
    return {
        {Words::tr("Name"), text(settings.name)},
        {Words::tr("On"), yesOrNo(settings.enabled)},
        {Words::tr("May have"), roleWords(settings.role)},
        {Words::tr("Endpoint"), endpointWords(settings)},
        {Words::tr("Doors"), doorsWords(settings)},
        {Words::tr("Codes are valid for"), lengthText(settings.codeLife)},
        {Words::tr("Uses"), QLocale().toString(settings.uses)},
        {Words::tr("Bound to"), constraintsSentence(settings.constraints)},
        {Words::tr("Subject of the device"), text(settings.deviceSubject)},
        {Words::tr("Note"), text(settings.notePrefix)},
        {Words::tr("Codes at once"), settings.maxOutstanding == 0
                                         ? Words::tr("no limit")
                                         : QLocale().toString(settings.maxOutstanding)},
        {Words::tr("Rate"), rateWords(settings)},
        {Words::tr("Length of a code"), QLocale().toString(settings.codeBytes * 2)},
        {Words::tr("One code for all"), yesOrNo(settings.singlePassword)},
        {Words::tr("Encoding of the page"), encodingWords(settings.encoding)},
        {Words::tr("Locked"), lockWords(settings)},
    };
}

AccountModel::AccountModel(const Clock& clock, QObject* parent)
    : ConfigListModel(parent)
    , m_clock(clock) {
}

const AccountView* AccountModel::row(const QString& key) const {
    const auto found = std::ranges::find_if(
        rows(), [id = key.toLongLong()](const AccountView& one) { return one.account.id == id; });
    return found == rows().end() ? nullptr : &*found;
}

void AccountModel::tick() {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, State));
}

int AccountModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AccountModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole && section == Outstanding)
        return tr("Codes that were fetched, and neither used nor ended");
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (section) {
    case Name:
        return tr("Name");
    case State:
        return tr("State");
    case Role:
        return tr("May have");
    case Doors:
        return tr("Doors");
    case Endpoint:
        return tr("Endpoint");
    case Outstanding:
        return tr("Outstanding");
    case LogIn:
        return tr("Logs in with");
    default:
        return {};
    }
}

QString AccountModel::keyOf(const AccountView& row) const {
    return QString::number(row.account.id);
}

QString AccountModel::shown(const AccountView& row, int column) const {
    switch (column) {
    case Name:
        return text(row.account.settings.name);
    case State:
        return lookOf(row, m_clock.now()).word;
    case Role:
        return row.account.settings.role == AccountRole::Admin ? tr("Codes for all")
                                                               : tr("Own codes");
    case Doors:
        return doorsWords(row.account.settings);
    case Endpoint:
        return endpointWords(row.account.settings);
    case Outstanding:
        return outstandingWords(row);
    case LogIn:
        return logInWords(row.account);
    default:
        return {};
    }
}

QVariant AccountModel::cell(const AccountView& row, int column, int role) const {
    const StateLook look = lookOf(row, m_clock.now());
    switch (role) {
    case LedgerModel::CopyRole:
    case Qt::DisplayRole:
        return shown(row, column);
    case Qt::ToolTipRole:
        if (column == Role) return roleWords(row.account.settings.role);
        if (column == State && row.account.isLockedAt(m_clock.now()))
            return absoluteTime(*row.account.lockedUntil, QLocale());
        return shown(row, column);
    case Qt::AccessibleTextRole:
        if (column != Name) return shown(row, column);
        return tr("Account %1: %2, %3, doors: %4, endpoint: %5, outstanding codes: %6")
            .arg(shown(row, Name), look.word, shown(row, Role), shown(row, Doors),
                 shown(row, Endpoint), shown(row, Outstanding));
    case LedgerModel::ToneRole:
        return column == State ? QVariant(static_cast<int>(look.tone)) : QVariant();
    case LedgerModel::IconRole:
        return column == State ? QVariant(static_cast<int>(look.icon)) : QVariant();
    case LedgerModel::NumberRole:
        return column == Outstanding;
    default:
        return {};
    }
}

} // namespace scepter::ui
