#!/bin/sh
# Resolve every group at once, then write one hash-checked list a group out of that resolution.
# Usage: scripts/lock.sh UV   (make lock)
set -eu
uv=$1
compile() {
  "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
    --custom-compile-command "make lock" "$@"
}
all=requirements/all.txt
compile pyproject.toml --all-extras --output-file "$all"
compile pyproject.toml --constraints "$all" --output-file requirements/report.txt
for group in lab dev scale; do
  compile pyproject.toml --extra "$group" --constraints "$all" --output-file "requirements/$group.txt"
done
compile requirements/build.in --output-file requirements/build.txt
for peer in requirements/bench-*.in; do
  compile "$peer" --output-file "${peer%.in}.txt"
done
compile requirements/uv.in --output-file requirements/uv.txt
rm "$all"  # each group's list is a part of it; the next lock starts from the groups' own pins
