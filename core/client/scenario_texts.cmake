# Makes C++ of the scenario files: cmake -DFROM=FOLDER -DTO=FILE "-DIDS=a;b" -P scenario_texts.cmake
set(table "")
foreach(id IN LISTS IDS)
  file(READ ${FROM}/${id}.json text)
  string(APPEND table "    {\"${id}\", R\"json(${text})json\"},\n")
endforeach()
file(WRITE ${TO} "${table}")
