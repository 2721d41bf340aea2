# macOS disk image. Not built here: needs Qt 6.4, OpenSSL 3.0, PCRE2 and Boost, a signing identity
# for anything but your own machine, and tried on no machine.
#   cpack -G DragNDrop --config build/release/CPackConfig.cmake
set(CPACK_GENERATOR DragNDrop)
set(CPACK_DMG_VOLUME_NAME Scepter)
set(CPACK_DMG_FORMAT UDZO)
if(TARGET scepter)
  set_target_properties(scepter PROPERTIES
    MACOSX_BUNDLE ON
    MACOSX_BUNDLE_BUNDLE_NAME Scepter
    MACOSX_BUNDLE_GUI_IDENTIFIER org.scepter.Scepter
    MACOSX_BUNDLE_BUNDLE_VERSION ${PROJECT_VERSION}
    MACOSX_BUNDLE_SHORT_VERSION_STRING ${PROJECT_VERSION})
  # The frameworks and plugins of Qt go into the bundle.
  find_program(SCEPTER_MACDEPLOYQT macdeployqt REQUIRED)
  install(CODE "execute_process(COMMAND \"${SCEPTER_MACDEPLOYQT}\"
    \"\${CMAKE_INSTALL_PREFIX}/scepter.app\" COMMAND_ERROR_IS_FATAL ANY)")
endif()
