#include "pages/template_lists.h"

#include "base/text.h"
#include "models/endpoint_config.h"
#include "widgets/texts.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace scepter::ui {

namespace {

constexpr std::array kCurves{pki::KeyType::EcP256, pki::KeyType::EcP384, pki::KeyType::EcP521,
                             pki::KeyType::Ed25519};

std::unexpected<Error> unreadable(const std::string& entry, std::string_view what) {
    return fail(ErrorCode::InvalidArgument,
                "\"" + printable(entry) + "\" is not " + std::string(what));
}

} // namespace

Result<std::vector<asn1::Oid>> attributesFromText(const QString& commaSeparated) {
    std::vector<asn1::Oid> all;
    const QStringList parts = commaSeparated.split(QLatin1Char(','));
    for (const QString& part : parts) {
        const std::string name = part.trimmed().toStdString();
        if (name.empty()) continue;
        const auto type = pki::attributeType(name);
        if (!type) return unreadable(name, "a subject attribute, such as CN or 2.5.4.3");
        all.push_back(*type);
    }
    return all;
}

QString attributesText(const std::vector<asn1::Oid>& attributes) {
    QStringList names;
    for (const asn1::Oid& type : attributes)
        names.append(text(pki::attributeShortName(type)));
    return names.join(QStringLiteral(", "));
}

Result<std::vector<asn1::Oid>> usagesFromLines(const std::vector<std::string>& lines) {
    std::vector<asn1::Oid> all;
    for (const std::string& line : lines) {
        const auto usage = pki::extendedKeyUsageFromText(line);
        if (!usage) return unreadable(line, "an extended key usage, such as clientAuth");
        all.push_back(*usage);
    }
    return all;
}

std::vector<std::string> usageLines(const std::vector<asn1::Oid>& usages) {
    std::vector<std::string> lines;
    for (const asn1::Oid& usage : usages)
        lines.push_back(pki::extendedKeyUsageName(usage));
    return lines;
}

Result<std::vector<asn1::Oid>> oidsFromLines(const std::vector<std::string>& lines) {
    std::vector<asn1::Oid> all;
    for (const std::string& line : lines) {
        const auto oid = asn1::Oid::fromText(line);
        if (!oid) return unreadable(line, "an object identifier, such as 1.3.6.1.4.1.311.20.2");
        all.push_back(*oid);
    }
    return all;
}

std::vector<std::string> oidLines(const std::vector<asn1::Oid>& oids) {
    std::vector<std::string> lines;
    for (const asn1::Oid& oid : oids)
        lines.push_back(oid.toText());
    return lines;
}

TemplateKeysEdit::TemplateKeysEdit(QWidget* parent)
    : QWidget(parent)
    , m_rsa(new QCheckBox(tr("RSA of"), this))
    , m_rsaSizes(new QLineEdit(this)) {
    m_rsa->setObjectName(QStringLiteral("templateKeyRsa"));
    m_rsaSizes->setObjectName(QStringLiteral("templateRsaSizes"));
    m_rsaSizes->setAccessibleName(tr("Sizes of RSA keys in bits"));
    m_rsaSizes->setToolTip(tr("Ranges and single sizes: 2048-4096, or 2048, 4096"));
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(m_rsa);
    first->addWidget(m_rsaSizes, 1);
    auto* second = new QHBoxLayout;
    second->setSpacing(16);
    for (const pki::KeyType type : kCurves) {
        auto* box = new QCheckBox(keyRuleWords({type}), this);
        box->setObjectName(QStringLiteral("templateKey-") + text(pki::toText(type)));
        second->addWidget(box);
        m_curves.append(box);
    }
    second->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(first);
    column->addLayout(second);
    setFocusProxy(m_rsa);
    connect(m_rsa, &QCheckBox::toggled, m_rsaSizes, &QWidget::setEnabled);
    m_rsaSizes->setEnabled(false);
}

void TemplateKeysEdit::setKeys(const std::vector<authority::KeyRule>& wanted) {
    m_loaded = wanted;
    QStringList sizes;
    for (const authority::KeyRule& rule : wanted) {
        if (rule.type != pki::KeyType::Rsa) continue;
        sizes.append(rule.minBits == rule.maxBits
                         ? QString::number(rule.minBits)
                         : QStringLiteral("%1-%2").arg(rule.minBits).arg(rule.maxBits));
    }
    m_rsa->setChecked(!sizes.isEmpty());
    setTextKept(m_rsaSizes,
                sizes.isEmpty() ? QStringLiteral("2048-4096") : sizes.join(QStringLiteral(", ")));
    for (std::size_t i = 0; i < kCurves.size(); ++i)
        m_curves.at(static_cast<qsizetype>(i))
            ->setChecked(std::ranges::count(wanted, kCurves.at(i), &authority::KeyRule::type) > 0);
}

Result<std::vector<authority::KeyRule>> TemplateKeysEdit::rsaRules() const {
    std::vector<authority::KeyRule> rules;
    if (!m_rsa->isChecked()) return rules;
    const QStringList parts = m_rsaSizes->text().split(QLatin1Char(','));
    for (const QString& part : parts) {
        const std::string range = part.simplified().remove(QLatin1Char(' ')).toStdString();
        const auto rule = authority::keyRuleFromText("rsa:" + range);
        if (!rule) return unreadable(range, "a range of RSA sizes, such as 2048-4096");
        rules.push_back(*rule);
    }
    return rules;
}

Result<std::vector<authority::KeyRule>> TemplateKeysEdit::keys() const {
    SCEPTER_TRY(chosen, rsaRules());
    for (std::size_t i = 0; i < kCurves.size(); ++i)
        if (m_curves.at(static_cast<qsizetype>(i))->isChecked())
            chosen.push_back({.type = kCurves.at(i), .minBits = 2048, .maxBits = 4096});
    // Sizes mean nothing for curves: keep what was there, in its place.
    const auto same = [](const authority::KeyRule& a, const authority::KeyRule& b) {
        return a.type == b.type && (a.type != pki::KeyType::Rsa || a == b);
    };
    std::vector<authority::KeyRule> ordered;
    for (const authority::KeyRule& rule : m_loaded)
        if (std::ranges::any_of(chosen, [&](const auto& one) { return same(one, rule); }))
            ordered.push_back(rule);
    for (const authority::KeyRule& rule : chosen)
        if (std::ranges::none_of(ordered, [&](const auto& one) { return same(one, rule); }))
            ordered.push_back(rule);
    return ordered;
}

} // namespace scepter::ui
