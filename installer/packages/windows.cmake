# Windows installer by NSIS. Not built here: needs a build by MSVC or MinGW with Qt 6.4, OpenSSL 3.0,
# PCRE2 and Boost, and tried on no machine.
#   cpack -G NSIS --config build/release/CPackConfig.cmake
set(CPACK_GENERATOR NSIS)
set(CPACK_PACKAGE_INSTALL_DIRECTORY Scepter)
set(CPACK_NSIS_DISPLAY_NAME Scepter)
set(CPACK_NSIS_PACKAGE_NAME Scepter)
set(CPACK_NSIS_MODIFY_PATH ON)
set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
set(CPACK_NSIS_EXECUTABLES_DIRECTORY ${CMAKE_INSTALL_BINDIR})
if(TARGET scepter)
  set(CPACK_PACKAGE_EXECUTABLES scepter Scepter)
  set(CPACK_NSIS_EXTRA_INSTALL_COMMANDS [[
    WriteRegStr HKLM "Software\Classes\.scepter" "" "Scepter.Workspace"
    WriteRegStr HKLM "Software\Classes\Scepter.Workspace" "" "Scepter workspace"
    WriteRegStr HKLM "Software\Classes\Scepter.Workspace\shell\open\command" "" '"$INSTDIR\bin\scepter.exe" "%1"'
  ]])
  set(CPACK_NSIS_EXTRA_UNINSTALL_COMMANDS [[
    DeleteRegKey HKLM "Software\Classes\.scepter"
    DeleteRegKey HKLM "Software\Classes\Scepter.Workspace"
  ]])
endif()
# Qt and its plugins (platform, SQLite, TLS, SVG) go beside the programs.
find_program(SCEPTER_WINDEPLOYQT windeployqt6 NAMES windeployqt REQUIRED)
foreach(program scepterctl scepter)
  if(TARGET ${program})
    install(CODE "execute_process(COMMAND \"${SCEPTER_WINDEPLOYQT}\" --no-translations
      \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}/${program}.exe\" COMMAND_ERROR_IS_FATAL ANY)")
  endif()
endforeach()
install(TARGETS scepterctl RUNTIME_DEPENDENCIES
  PRE_EXCLUDE_REGEXES "api-ms-" "ext-ms-" "^[Qq]t6" POST_EXCLUDE_REGEXES ".*[Ss]ystem32/.*\\.dll"
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
