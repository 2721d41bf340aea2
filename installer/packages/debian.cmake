# DEB, for Debian 12.
set(debian ${CMAKE_CURRENT_LIST_DIR}/../debian)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${SCEPTER_DEBIAN_REVISION})
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What no program is linked with: the SQLite driver of Qt SQL is loaded when a workspace is opened,
# and the user is made by systemd-sysusers, which needs no running systemd.
set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "libqt6sql6-sqlite, systemd | systemd-standalone-sysusers | systemd-sysusers")
if(TARGET scepter)
  # The first has the plugin for X11, the second the engine that draws icons.
  string(APPEND CPACK_DEBIAN_PACKAGE_DEPENDS ", libqt6gui6, libqt6svg6")
  set(CPACK_DEBIAN_PACKAGE_SUGGESTS qt6-wayland)
endif()
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    ${debian}/postinst ${debian}/prerm ${debian}/postrm ${debian}/conffiles)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# The settings of the service are outside the prefix.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
