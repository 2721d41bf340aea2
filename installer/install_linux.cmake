# Manual pages, the service and, with the window, what the desktop wants to know.
set(installer ${CMAKE_CURRENT_LIST_DIR})
set(prepared ${CMAKE_BINARY_DIR}/installer)

# Debian's revision and the date of the release are those of the newest entry of its changelog.
file(READ ${installer}/debian/changelog changelog)
if(NOT changelog MATCHES "^scepter \\(${PROJECT_VERSION}-([0-9]+)\\) ")
  message(FATAL_ERROR "installer/debian/changelog does not begin with version ${PROJECT_VERSION}")
endif()
set(SCEPTER_DEBIAN_REVISION ${CMAKE_MATCH_1})
if(NOT changelog MATCHES "\n -- [^\n]*>  ..., +([0-9]+) (...) ([0-9]+) ")
  message(FATAL_ERROR "the newest entry of installer/debian/changelog has no date")
endif()
set(day ${CMAKE_MATCH_1})
set(year ${CMAKE_MATCH_3})
set(months Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec)
list(FIND months ${CMAKE_MATCH_2} month)
math(EXPR month "${month} + 1")
if(month LESS 10)
  set(month 0${month})
endif()
if(day MATCHES "^[0-9]$")
  set(day 0${day})
endif()
set(version ${PROJECT_VERSION})
set(date ${year}-${month}-${day})

function(scepter_manual_page name)
  configure_file(${installer}/man/${name}.1.in ${prepared}/${name}.1 @ONLY)
  scepter_gzip(${prepared}/${name}.1 ${CMAKE_INSTALL_MANDIR}/man1 ${name}.1.gz)
endfunction()

# scepter_gzip(<file> <destination> <name>): compressed the same way each time, as Debian wants it.
function(scepter_gzip file destination name)
  add_custom_command(OUTPUT ${prepared}/${name}
    COMMAND gzip -9nc ${file} > ${prepared}/${name}
    DEPENDS ${file} VERBATIM)
  set_property(GLOBAL APPEND PROPERTY SCEPTER_PREPARED ${prepared}/${name})
  install(FILES ${prepared}/${name} DESTINATION ${destination})
endfunction()

# scepter_icon(<source> <context> <name>): as SVG and, where rsvg-convert is, as PNG for panels
# that draw no SVG.
function(scepter_icon source context name)
  set(folder ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
  install(FILES ${source} DESTINATION ${folder}/scalable/${context} RENAME ${name}.svg)
  if(NOT SCEPTER_RSVG)
    return()
  endif()
  foreach(size 16 22 24 32 48 64 128 256)
    set(image ${prepared}/icons/${size}/${name}.png)
    file(MAKE_DIRECTORY ${prepared}/icons/${size})
    add_custom_command(OUTPUT ${image}
      COMMAND ${SCEPTER_RSVG} --width ${size} --height ${size} --output ${image} ${source}
      DEPENDS ${source} VERBATIM)
    set_property(GLOBAL APPEND PROPERTY SCEPTER_PREPARED ${image})
    install(FILES ${image} DESTINATION ${folder}/${size}x${size}/${context})
  endforeach()
endfunction()

scepter_manual_page(scepterctl)
scepter_gzip(${installer}/debian/changelog ${CMAKE_INSTALL_DOCDIR} changelog.Debian.gz)
scepter_gzip(${PROJECT_SOURCE_DIR}/CHANGELOG.md ${CMAKE_INSTALL_DOCDIR} changelog.gz)
install(FILES ${installer}/debian/copyright ${installer}/debian/README.Debian
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${installer}/service/low-port.conf ${installer}/service/passphrase.conf
  DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES ${PROJECT_SOURCE_DIR}/resources/schemas/inspect.schema.json
  ${PROJECT_SOURCE_DIR}/resources/schemas/replay.schema.json
  ${PROJECT_SOURCE_DIR}/resources/schemas/scenario.schema.json
  ${PROJECT_SOURCE_DIR}/resources/schemas/webhook-answer.schema.json
  ${PROJECT_SOURCE_DIR}/resources/schemas/webhook-request.schema.json
  DESTINATION ${CMAKE_INSTALL_DATADIR}/scepter)
install(FILES ${installer}/service/scepter.sysusers DESTINATION lib/sysusers.d RENAME scepter.conf)
install(FILES ${installer}/debian/lintian-overrides
  DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME scepter)
# The unit names the programs, and only an installation knows its prefix.
install(CODE "set(prepared ${prepared})")
install(SCRIPT ${installer}/install_service.cmake)

configure_file(${installer}/desktop/scepter.metainfo.xml.in
  ${prepared}/org.scepter.Scepter.metainfo.xml @ONLY)
if(TARGET scepter)
  find_program(SCEPTER_RSVG rsvg-convert)
  if(NOT SCEPTER_RSVG)
    message(STATUS "rsvg-convert is missing: the icons are installed as SVG alone")
  endif()
  scepter_manual_page(scepter)
  scepter_icon(${PROJECT_SOURCE_DIR}/resources/icons/app/scepter.svg apps scepter)
  scepter_icon(${PROJECT_SOURCE_DIR}/resources/icons/app/scepter-workspace.svg mimetypes
    application-x-scepter-workspace)
  install(FILES ${installer}/desktop/scepter.desktop
    DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES ${installer}/desktop/scepter-mime.xml
    DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages RENAME scepter.xml)
  install(FILES ${prepared}/org.scepter.Scepter.metainfo.xml
    DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
endif()

get_property(made GLOBAL PROPERTY SCEPTER_PREPARED)
add_custom_target(package_files ALL DEPENDS ${made})
