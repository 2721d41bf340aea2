// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds of defects.
#pragma once

#include "conformance_defects.h"

namespace scepter::test {

using DefectTable = std::map<std::string, Defect>;

inline Bytes printableDer(std::string_view text) {
    return stringDer(19, text);
}

inline bool asks(const http::Target& target, std::string_view operation) {
    return equalsIgnoringCase(target.rawValue("operation").value_or(""), operation);
}

// Each of these makes one kind of defect.
inline Defect accepts(std::set<ErrorCode> codes) {
    return {[codes](BrokenResponder& on) { on.defects.accepts = codes; }};
}
template <class When> Defect refuses(When when) {
    return {[when](BrokenResponder& on) { on.defects.refuses = when; }};
}
template <class When> Defect drops(unsigned status, When when) {
    return {[=](BrokenResponder& on) {
        on.defects.drops = [=](const Heard& heard) { return when(heard) ? status : 0U; };
    }};
}
template <class Edit> Defect certificate(Edit edit) {
    return {[edit](BrokenResponder& on) {
        on.defects.certificate = [edit, &on](Reissue& made) { edit(made, on); };
    }};
}
template <class Edit> Defect fields(Edit edit) {
    return {[edit](BrokenResponder& on) {
        on.defects.fields = [edit, &on](scep::ReplyFields& reply, const Heard& heard) {
            edit(reply, heard, on);
        };
    }};
}
template <class Edit> Defect draft(Edit edit) {
    return {[edit](BrokenResponder& on) {
        on.defects.draft = [edit, &on](Draft& reply, const Heard& heard) {
            edit(reply, heard, on);
        };
    }};
}
template <class When> Defect before(unsigned status, When when) {
    return {[=](BrokenResponder& on) {
        on.defects.before = [=](const http::Request& request, const http::Target& target) {
            return when(request, target) ? status : 0U;
        };
    }};
}
template <class Edit> Defect after(std::string operation, Edit edit) {
    return {[=](BrokenResponder& on) {
        on.defects.after = [=, &on](const http::Target& target, http::Response& response) {
            if (asks(target, operation)) edit(response, on);
        };
    }};
}
inline Defect contentType(const std::string& operation, const std::string& type) {
    return after(operation, [type](http::Response& response, BrokenResponder&) {
        response.contentType = type;
    });
}
// What cannot be read ends in an HTTP error of the server.
inline Defect failsOnUnreadable() {
    return after("PKIOperation", [](http::Response& response, BrokenResponder&) {
        if (response.status / 100 == 4) response.status = 500;
    });
}
inline Defect announces(const std::string& capabilities) {
    return {[=](BrokenResponder& on) { on.announced = capabilities; }};
}
inline Defect announcesMore(const std::string& line) {
    return after("GetCACaps", [line](http::Response& response, BrokenResponder&) {
        response.body.insert(response.body.end(), line.begin(), line.end());
    });
}
template <class Make> Defect listsMore(Make make) {
    return after("GetCACert", [make](http::Response& response, BrokenResponder& on) {
        std::vector<Bytes> all = on.caCertificates;
        const std::vector<Bytes> more = make(on);
        all.insert(all.end(), more.begin(), more.end());
        response.body = pki::buildDegenerate(all, {});
    });
}
inline Defect parameterIsNothing(const std::string& operation) {
    return before(404, [operation](const http::Request&, const http::Target& target) {
        return asks(target, operation) && target.rawValue("message");
    });
}

/// The parts of the table.
void addFormDefects(DefectTable& table);
void addRightsDefects(DefectTable& table);
void addHttpDefects(DefectTable& table);

} // namespace scepter::test
