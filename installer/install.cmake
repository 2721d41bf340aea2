# What `cmake --install` and the packages hold. Included last, when every program is known.
# See installer/README.md.
include(GNUInstallDirs)

set(SCEPTER_PACKAGE_CONTACT "Scepter maintainers <maintainers@scepter.example>" CACHE STRING
    "Who answers for the packages: Name <address>")

# What is installed cannot have its tables of functions rewritten.
foreach(program scepterctl scepter)
  if(TARGET ${program} AND UNIX AND NOT APPLE)
    target_link_options(${program} PRIVATE LINKER:-z,relro,-z,now)
  endif()
endforeach()

install(TARGETS scepterctl RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET scepter)
  install(TARGETS scepter BUNDLE DESTINATION . RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
if(UNIX AND NOT APPLE)
  include(${CMAKE_CURRENT_LIST_DIR}/install_linux.cmake)
endif()

set(CPACK_PACKAGE_NAME scepter)
set(CPACK_PACKAGE_VENDOR "The Scepter developers")
set(CPACK_PACKAGE_CONTACT ${SCEPTER_PACKAGE_CONTACT})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "workbench for SCEP: CA, inspector and test client")
set(programs "the command line scepterctl")
if(TARGET scepter)
  string(PREPEND programs "the window scepter, ")
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/packages/description.txt.in
  ${CMAKE_BINARY_DIR}/installer/description.txt @ONLY)
set(CPACK_PACKAGE_DESCRIPTION_FILE ${CMAKE_BINARY_DIR}/installer/description.txt)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR})
if(WIN32)
  include(${CMAKE_CURRENT_LIST_DIR}/packages/windows.cmake)
elseif(APPLE)
  include(${CMAKE_CURRENT_LIST_DIR}/packages/macos.cmake)
else()
  include(${CMAKE_CURRENT_LIST_DIR}/packages/debian.cmake)
  include(${CMAKE_CURRENT_LIST_DIR}/packages/rpm.cmake)
  set(CPACK_GENERATOR DEB)
endif()
include(CPack)
