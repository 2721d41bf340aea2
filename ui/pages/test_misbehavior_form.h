// SPDX-License-Identifier: GPL-3.0-or-later
// What a client does wrong on purpose, to be chosen.
#pragma once

#include "client/misbehavior.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QLineEdit;

namespace scepter::ui {

/// One box for each, with a line for its argument where it takes one.
class TestMisbehaviorForm : public QWidget {
    Q_OBJECT

public:
    /// Names of its widgets begin with `prefix`.
    explicit TestMisbehaviorForm(const QString& prefix, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<client::Misbehavior> chosen() const;
    void choose(const std::vector<client::Misbehavior>& misbehaviors);
    /// Why what is typed cannot be meant; empty: it can.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void changed();

private:
    struct Row {
        client::MisbehaviorKind kind = client::MisbehaviorKind::WrongChallenge;
        QCheckBox* box = nullptr;
        QLineEdit* argument = nullptr; ///< null: it takes none
    };
    void reflect();

    std::vector<Row> m_rows;
};

} // namespace scepter::ui
