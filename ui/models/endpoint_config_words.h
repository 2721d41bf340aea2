// How settings of endpoints are written, for the lists of what differs.
#pragma once

#include "base/clock.h"

#include <QCoreApplication>
#include <QString>

#include <string>
#include <vector>

namespace scepter::ui {

class EndpointConfigWords {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::EndpointConfig)
};

QString yesNo(bool value);
/// "none", "a, b"
QString joined(const std::vector<std::string>& parts);
/// Exact, where lengthText() rounds.
QString exactly(Duration length);

} // namespace scepter::ui
