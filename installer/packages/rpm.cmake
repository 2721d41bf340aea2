# RPM. Not built here: written for Fedora 40 and later, tried on no machine.
#   cpack -G RPM --config build/release/CPackConfig.cmake
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_RELEASE 1)
set(CPACK_RPM_PACKAGE_RELEASE_DIST ON)
set(CPACK_RPM_PACKAGE_LICENSE GPL-3.0-or-later)
set(CPACK_RPM_PACKAGE_GROUP "System Environment/Daemons")
# What a program is linked with, rpm finds itself. Qt's SQLite driver is in qt6-qtbase.
set(CPACK_RPM_PACKAGE_REQUIRES "qt6-qtbase >= 6.4")
set(CPACK_RPM_PACKAGE_REQUIRES_POST systemd)
if(TARGET scepter)
  string(APPEND CPACK_RPM_PACKAGE_REQUIRES ", qt6-qtbase-gui >= 6.4, qt6-qtsvg >= 6.4")
endif()
set(CPACK_RPM_USER_FILELIST "%config(noreplace) /etc/default/scepter")
set(CPACK_RPM_POST_INSTALL_SCRIPT_FILE ${CMAKE_CURRENT_LIST_DIR}/rpm_post)
set(CPACK_RPM_PRE_UNINSTALL_SCRIPT_FILE ${CMAKE_CURRENT_LIST_DIR}/rpm_preun)
set(CPACK_RPM_POST_UNINSTALL_SCRIPT_FILE ${CMAKE_CURRENT_LIST_DIR}/rpm_postun)
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
    /etc /etc/default /usr/lib/sysusers.d /usr/lib/systemd /usr/lib/systemd/system /usr/libexec
    /usr/share/applications /usr/share/metainfo /usr/share/mime /usr/share/mime/packages
    /usr/share/man /usr/share/man/man1)
