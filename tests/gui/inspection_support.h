// What the tests of the inspector's window share: messages, keys, and openssl.
#pragma once

#include "dialogs/examine_window.h"
#include "dialogs/save_bytes.h"
#include "inspect/inspect.h"
#include "models/layer_model.h"
#include "pki/pem.h"
#include "support/lab_workspace.h"
#include "support/test_window.h"
#include "widgets/hex_view.h"
#include "widgets/inspection_view.h"

#include <QFile>
#include <QProcess>
#include <QTreeView>

#include <algorithm>

namespace scepter::test {

inline QString capturePath(const char* name) {
    return QStringLiteral(SCEPTER_TEST_DATA "/captures/") + QLatin1String(name);
}

inline QByteArray capture(const char* name) {
    QFile file(capturePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline inspect::Keyring captureKeys() {
    inspect::Keyring keys;
    const QByteArray pem = capture("keys/ca.key.pem");
    need("read the key", inspect::addToKeyring(keys, ui::fromQt(pem), "ca.key.pem"));
    return keys;
}

inline inspect::Inspection inspected(const QByteArray& bytes, bool withKeys = true) {
    const inspect::Keyring keys = withKeys ? captureKeys() : inspect::Keyring{};
    inspect::Options options;
    options.keys = &keys;
    options.now = SteppingClock::kStart;
    return inspect::inspect(ui::fromQt(bytes), options);
}

/// A request that holds a challenge, as strongSwan sent it.
inline constexpr const char* kRequest = "03-strongswan-enroll-post-aes128-sha256.request";
inline constexpr const char* kFailure = "11-strongswan-enroll-wrong-challenge.response";

/// The first secret of a tree, and its text.
inline inspect::NodeId firstSecret(const inspect::Tree& tree) {
    for (inspect::NodeId id = 0; id < tree.nodes().size(); ++id)
        if (tree.node(id).secret) return id;
    return inspect::kNoNode;
}

inline QString secretOf(const inspect::Tree& tree) {
    const inspect::NodeId id = firstSecret(tree);
    return id == inspect::kNoNode ? QString() : QString::fromStdString(tree.node(id).value);
}

/// Every index below one, depth first.
inline QModelIndexList allBelow(const QAbstractItemModel& model, const QModelIndex& parent = {}) {
    QModelIndexList all;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column)
            all.append(model.index(row, column, parent));
        all += allBelow(model, model.index(row, 0, parent));
    }
    return all;
}

/// Everything that a model says of every index, in every role up to some.
inline QString allWords(const QAbstractItemModel& model) {
    QString words;
    const QModelIndexList all = allBelow(model);
    for (const QModelIndex& index : all)
        for (int role = 0; role < Qt::UserRole + 16; ++role)
            words += index.data(role).toString() + QLatin1Char('\n');
    return words;
}

/// What openssl answers on its standard output; empty when it fails.
inline QByteArray openssl(const QStringList& arguments, const QByteArray& input) {
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    process.write(input);
    process.closeWriteChannel();
    return process.waitForFinished() && process.exitCode() == 0 ? process.readAllStandardOutput()
                                                                : QByteArray();
}

/// A shown InspectionView without a window around it.
struct ViewStage {
    explicit ViewStage(const inspect::Inspection& inspection)
        : theme(*qApp)
        , view(theme) {
        theme.apply(ui::ColorMode::Light);
        view.resize(1100, 700);
        view.setInspection(inspection);
        view.show();
        ready = QTest::qWaitForWindowExposed(&view);
    }

    [[nodiscard]] const inspect::Tree& tree() const { return view.inspection().tree; }
    [[nodiscard]] ui::HexView& bytes() {
        return *find<ui::HexView>(&view, QStringLiteral("bytes"));
    }
    [[nodiscard]] QTreeView& fields() { return *find<QTreeView>(&view, QStringLiteral("fields")); }
    [[nodiscard]] ui::LayerModel& model() {
        return *qobject_cast<ui::LayerModel*>(fields().model());
    }
    template <class Widget> Widget& part(const char* name) {
        return *find<Widget>(&view, QLatin1String(name));
    }

    ui::Theme theme;
    ui::InspectionView view;
    bool ready = false;
};

/// The main window over a lab workspace.
struct WindowStage {
    WindowStage()
        : window(clock) {
        window.window().resize(1280, 800);
        ready = window.show() && window.open(workspace.path());
    }

    [[nodiscard]] QList<ui::ExamineWindow*> examineWindows() {
        return window.window().findChildren<ui::ExamineWindow*>();
    }
    /// The only one, once it shows what it was given.
    [[nodiscard]] ui::ExamineWindow* examined() {
        const bool done = QTest::qWaitFor([this] {
            const auto open = examineWindows();
            return open.size() == 1 && !open.first()->isBusy() && !open.first()->view().isEmpty();
        });
        return done ? examineWindows().first() : nullptr;
    }
    [[nodiscard]] ui::ExamineWindow* examine(const QByteArray& bytes) {
        window.action(QStringLiteral("tools.examine"))->trigger();
        examineWindows().first()->examine(bytes, QStringLiteral("test"));
        return examined();
    }

    LabWorkspace workspace;
    SteppingClock clock;
    TestWindow window;
    bool ready = false;
};

} // namespace scepter::test
