#!/bin/sh
# Starts the service. The flags must be those of train.sh, or the JVM leaves the cache unused.
set -eu
cache=
[ -f /app/service.aot ] && cache="-XX:AOTCache=/app/service.aot"
# shellcheck disable=SC2086
exec java -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError -XX:MaxRAMPercentage=60 \
  $cache $JAVA_OPTIONS -jar /app/service.jar "$@"
