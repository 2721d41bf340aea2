# Makes a sorted C++ table of oid_names.txt: cmake -DFROM=... -DTO=... -P oid_table.cmake
file(STRINGS ${FROM} lines REGEX "^[0-9]")
list(SORT lines) # by the text before the space: ' ' sorts before '.' and every digit
set(table "")
foreach(line IN LISTS lines)
  string(REGEX REPLACE "^([0-9.]+) (.+)$" "    {\"\\1\", \"\\2\"},\n" entry "${line}")
  string(APPEND table "${entry}")
endforeach()
file(WRITE ${TO} "${table}")
