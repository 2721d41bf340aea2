// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/test_misbehavior_form.h"

#include "widgets/texts.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

TestMisbehaviorForm::TestMisbehaviorForm(const QString& prefix, QWidget* parent)
    : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(4);
    for (const client::MisbehaviorInfo& info : client::misbehaviors()) {
        Row row{.kind = info.kind};
        const QString id = text(info.id);
        const QString what = text(info.what);
        row.box = new QCheckBox(id, this);
        row.box->setObjectName(prefix + QStringLiteral("Misbehave-") + id);
        row.box->setToolTip(info.harmless ? tr("%1. A service ought to accept it.").arg(what)
                                          : tr("%1. A service ought to refuse it.").arg(what));
        row.box->setAccessibleDescription(row.box->toolTip());
        auto* line = new QHBoxLayout;
        line->setSpacing(8);
        line->addWidget(row.box);
        if (!info.argument.empty()) {
            row.argument = new QLineEdit(this);
            row.argument->setObjectName(prefix + QStringLiteral("Argument-") + id);
            row.argument->setPlaceholderText(text(info.argument));
            row.argument->setToolTip(text(info.argument));
            row.argument->setAccessibleName(tr("%1: %2").arg(id, text(info.argument)));
            line->addWidget(row.argument, 1);
            connect(row.argument, &QLineEdit::textChanged, this, &TestMisbehaviorForm::reflect);
        } else {
            line->addStretch(1);
        }
        column->addLayout(line);
        connect(row.box, &QCheckBox::toggled, this, &TestMisbehaviorForm::reflect);
        m_rows.push_back(row);
    }
    reflect();
}

void TestMisbehaviorForm::reflect() {
    for (const Row& row : m_rows)
        if (row.argument != nullptr) row.argument->setVisible(row.box->isChecked());
    Q_EMIT changed();
}

std::vector<client::Misbehavior> TestMisbehaviorForm::chosen() const {
    std::vector<client::Misbehavior> made;
    for (const Row& row : m_rows)
        if (row.box->isChecked())
            made.push_back({row.kind, row.argument == nullptr
                                          ? std::string()
                                          : row.argument->text().trimmed().toStdString()});
    return made;
}

void TestMisbehaviorForm::choose(const std::vector<client::Misbehavior>& misbehaviors) {
    for (const Row& row : m_rows) {
        const auto found = std::ranges::find(misbehaviors, row.kind, &client::Misbehavior::kind);
        row.box->setChecked(found != misbehaviors.end());
        if (row.argument != nullptr)
            row.argument->setText(found == misbehaviors.end() ? QString() : text(found->argument));
    }
}

QString TestMisbehaviorForm::problem() const {
    for (const client::Misbehavior& one : chosen())
        if (const auto read = client::misbehaviorFromText(client::toText(one)); !read)
            return text(client::infoOf(one.kind).id) + QStringLiteral(": ") +
                   text(read.error().detail);
    return {};
}

} // namespace scepter::ui
