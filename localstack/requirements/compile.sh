#!/bin/sh
# Resolves the *.in files into hashed requirements for every platform.
# Needs uv on PATH, or UV=path/to/uv.
set -eu
cd "$(dirname "$0")"

# moto-ext asks for an older aws-sam-translator on Python 3.14 only, which
# LocalStack 4.13.1 does not run on.
overrides=$(mktemp)
trap 'rm -f "$overrides"' EXIT
echo 'aws-sam-translator==1.106.0' >"$overrides"

for group in uv tflocal host dev; do
  "${UV:-uv}" pip compile --quiet --universal --python-version 3.11 \
    --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
    --custom-compile-command localstack/requirements/compile.sh \
    --constraints pins.txt --overrides "$overrides" \
    --output-file "$group.txt" "$group.in"
done
