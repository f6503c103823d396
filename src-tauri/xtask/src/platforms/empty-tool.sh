#!/bin/sh
# Stands for the C compiler, the archiver and the resource compiler of a platform that is only type-checked: makes empty
# files of the names it is given, and preprocesses with this machine's compiler, as build scripts read versions that way.
output= ; preprocess= ; awaited= ; sources=
for word in "$@"; do
  case "$awaited" in
    output) output=$word ; awaited= ; continue ;;
    folder) sources="$sources -I$word" ; awaited= ; continue ;;
  esac
  case "$word" in
    -E|/E|-EP|/EP) preprocess=1 ;;
    -o|/fo|-fo|/FO|-FO) awaited=output ;;
    -I|/I) awaited=folder ;;
    -I*|-D*|*.c|*.cc|*.cpp|*.rc) sources="$sources $word" ;;
    -Fo*|/Fo*) output=${word#?Fo} ;;
    -out:*|/out:*|-OUT:*|/OUT:*) output=${word#?????} ;;
    *.a|*.lib) output=$word ;;
  esac
done
if [ -n "$preprocess" ]; then
  # Words without spaces: paths of build folders and definitions.
  # shellcheck disable=SC2086
  exec gcc -E -x c $sources
fi
if [ -n "$output" ]; then : > "$output"; fi
