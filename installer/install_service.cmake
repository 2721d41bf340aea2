# Run at installation: the unit, its settings and its first-start program for this prefix.
set(bindir ${CMAKE_INSTALL_PREFIX}/bin)
set(libexecdir ${CMAKE_INSTALL_PREFIX}/libexec)
if(CMAKE_INSTALL_PREFIX MATCHES "^/usr(/local)?$")
  set(sysconfdir /etc)
else()
  set(sysconfdir ${CMAKE_INSTALL_PREFIX}/etc)
endif()

configure_file(${CMAKE_CURRENT_LIST_DIR}/service/scepter.service.in ${prepared}/scepter.service
  @ONLY)
configure_file(${CMAKE_CURRENT_LIST_DIR}/service/make-workspace.in ${prepared}/make-workspace @ONLY)
file(INSTALL DESTINATION ${CMAKE_INSTALL_PREFIX}/lib/systemd/system TYPE FILE
  FILES ${prepared}/scepter.service)
file(INSTALL DESTINATION ${libexecdir}/scepter TYPE PROGRAM FILES ${prepared}/make-workspace)
# What an operator has changed stays; in a package that is dpkg's work.
if(NOT EXISTS $ENV{DESTDIR}${sysconfdir}/default/scepter)
  file(INSTALL DESTINATION ${sysconfdir}/default TYPE FILE
    FILES ${CMAKE_CURRENT_LIST_DIR}/service/scepter.default RENAME scepter)
endif()
