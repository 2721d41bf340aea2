// What the gallery shows. To add a scene: one line in scenes*.cpp.
#pragma once

#include "demo_workspace.h"
#include "support/test_window.h"

#include <QString>

#include <functional>
#include <vector>

namespace scepter::gallery {

/// What a scene begins with.
enum class Ground {
    Nothing, ///< no workspace: the start screen
    Fresh,   ///< a workspace in which nothing has happened
    Demo     ///< the school's
};

/// One picture. `play` brings the window there; it may leave dialogs and popups open, which are in
/// the picture too. False: the scene could not be played, which fails the gallery.
struct Scene {
    QString name; ///< of the file: "requests-detail"
    Ground ground = Ground::Demo;
    std::function<bool(test::TestWindow&, const DemoWorkspace&)> play;
};

std::vector<Scene> allScenes();

// Its parts: the first run, windows and dialogs, states of single pages.
void addSetupScenes(std::vector<Scene>& scenes);
void addDialogScenes(std::vector<Scene>& scenes);
void addInspectorScenes(std::vector<Scene>& scenes);
void addGateScenes(std::vector<Scene>& scenes);
void addPageScenes(std::vector<Scene>& scenes);
void addChallengeScenes(std::vector<Scene>& scenes);
void addStandInScenes(std::vector<Scene>& scenes);
void addTrafficScenes(std::vector<Scene>& scenes);
void addTestScenes(std::vector<Scene>& scenes);

} // namespace scepter::gallery
